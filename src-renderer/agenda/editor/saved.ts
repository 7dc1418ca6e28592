// What saving a draft means: the command for a new event, the changes of one that is there. Pure.
import type { Attendee, EventChanges, NewEvent } from "../../../src-preload/contract/events.ts";
import { type Draft, endOf, startOf } from "../draft.ts";

const asReminders = (reminders: readonly number[]) => reminders.map((minutesBefore) => ({ minutesBefore }));

/** A link as it is kept: people leave the scheme out. */
function linkOf(typed: string): string | null {
  const text = typed.trim();
  if (text === "") return null;
  return /^[a-z][a-z0-9+.-]*:/i.test(text) || !/^[^\s/]+\.[^\s/]+/.test(text) ? text : `https://${text}`;
}

function timesOf(draft: Draft) {
  const { allDay, zone, endZone } = draft;
  return {
    start: startOf(draft),
    end: endOf(draft),
    ...(allDay ? { allDay } : { zone, ...(endZone !== zone && { endZone }) }),
  };
}

/** The command for a new event. */
export function newEventOf(draft: Draft): NewEvent {
  const url = linkOf(draft.url);
  return {
    calendarId: draft.calendarId,
    title: draft.title.trim(),
    ...timesOf(draft),
    ...(draft.location.trim() && { location: draft.location.trim() }),
    ...(draft.description.trim() && { description: draft.description }),
    ...(draft.rrule && { rrule: draft.rrule }),
    ...(draft.reminders.length > 0 && { reminders: asReminders(draft.reminders) }),
    ...(draft.guests.length > 0 && { attendees: [...draft.guests] }),
    ...(draft.privacy !== "public" && { privacy: draft.privacy }),
    ...(draft.transparency !== "opaque" && { transparency: draft.transparency }),
    ...(draft.categories.length > 0 && { categories: [...draft.categories] }),
    ...(url && { url }),
    ...(draft.color && { color: draft.color }),
  };
}

const sameList = (a: readonly unknown[], b: readonly unknown[]) =>
  a.length === b.length && a.every((one, n) => one === b[n]);

const sameGuests = (a: readonly Attendee[], b: readonly Attendee[]) =>
  sameList(
    a.map(({ address }) => address),
    b.map(({ address }) => address),
  );

/** The part of the changes that is not about when, where and what. */
function detailChanges(draft: Draft, opened: Draft): EventChanges {
  return {
    ...(draft.rrule !== opened.rrule && { rrule: draft.rrule || null }),
    ...(!sameList(draft.reminders, opened.reminders) && { reminders: asReminders(draft.reminders) }),
    ...(!sameGuests(draft.guests, opened.guests) && { attendees: [...draft.guests] }),
    ...(draft.status !== opened.status && { status: draft.status }),
    ...(draft.privacy !== opened.privacy && { privacy: draft.privacy }),
    ...(draft.transparency !== opened.transparency && { transparency: draft.transparency }),
    ...(!sameList(draft.categories, opened.categories) && { categories: [...draft.categories] }),
    ...(draft.url !== opened.url && { url: linkOf(draft.url) }),
    ...(draft.color !== opened.color && { color: draft.color || null }),
  };
}

/** The zone of the end, where it must be said: it is another one now, or the start left it behind. */
function endZoneChange(draft: Draft, opened: Draft): Pick<EventChanges, "endZone"> {
  if (draft.endZone === draft.zone) return opened.endZone === opened.zone ? {} : { endZone: null };
  const isKept = draft.endZone === opened.endZone && draft.zone === opened.zone;
  return isKept ? {} : { endZone: draft.endZone };
}

function timeChanges(draft: Draft, opened: Draft): EventChanges {
  const isRezoned = !draft.allDay && (draft.zone !== opened.zone || draft.endZone !== opened.endZone);
  const isMoved = startOf(draft) !== startOf(opened) || endOf(draft) !== endOf(opened);
  if (!isMoved && !isRezoned) return {};
  const times = { start: startOf(draft), end: endOf(draft) };
  if (draft.allDay) return times;
  const isFloating = draft.zone === "floating" && opened.zone === "floating";
  return { ...times, ...(!isFloating && { zone: draft.zone }), ...endZoneChange(draft, opened) };
}

/** What differs from the draft the editor opened with. */
export function changesOf(draft: Draft, opened: Draft): EventChanges {
  return {
    ...(draft.title !== opened.title && { title: draft.title.trim() }),
    ...timeChanges(draft, opened),
    ...(draft.location !== opened.location && { location: draft.location.trim() || null }),
    ...(draft.description !== opened.description && {
      description: draft.description.trim() ? draft.description : null,
    }),
    ...(draft.calendarId !== opened.calendarId && { calendarId: draft.calendarId }),
    ...detailChanges(draft, opened),
  };
}
