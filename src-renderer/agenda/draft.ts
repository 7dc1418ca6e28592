// What the editor holds until it is saved, and what saving it means. Pure.
import type { EventChanges, EventDetail, NewEvent } from "../../src-preload/contract/events.ts";
import type { CalendarId } from "../../src-preload/contract/shapes.ts";
import { addDays, addMinutes, daysBetween, minutesBetween } from "../time/wall-clock.ts";
import type { NewPlace } from "./new-place.ts";
import { plainText } from "./plain-text.ts";

/** The form. Days are `YYYY-MM-DD` (the last one included), times `HH:MM`; an empty one is not filled in yet. */
export interface Draft {
  readonly title: string;
  readonly calendarId: CalendarId;
  readonly allDay: boolean;
  readonly startDay: string;
  readonly startTime: string;
  readonly endDay: string;
  readonly endTime: string;
  readonly zone: string;
  readonly location: string;
  readonly description: string;
  /** Rule value; empty: it does not repeat, or by dates alone. */
  readonly rrule: string;
  /** Minutes before the start, negative ones after it; the earliest first. */
  readonly reminders: readonly number[];
  readonly privacy: EventDetail["privacy"];
  readonly transparency: EventDetail["transparency"];
  readonly categories: readonly string[];
  readonly url: string;
}

const NOTHING = {
  title: "",
  location: "",
  description: "",
  rrule: "",
  reminders: [],
  privacy: "public",
  transparency: "opaque",
  categories: [],
  url: "",
} as const satisfies Partial<Draft>;

function period(start: string, end: string) {
  const allDay = !start.includes("T");
  return {
    allDay,
    startDay: start.slice(0, 10),
    startTime: allDay ? "09:00" : start.slice(11, 16),
    endDay: allDay ? addDays(end, -1) : end.slice(0, 10),
    endTime: allDay ? "10:00" : end.slice(11, 16),
  };
}

/** A new event at a place of the calendar. */
export function draftAt(place: NewPlace, calendarId: CalendarId, zone: string): Draft {
  return { ...NOTHING, calendarId, ...period(place.start, place.end), zone: place.zone ?? zone };
}

/** Each once, the earliest first. */
function sorted(reminders: readonly number[]): readonly number[] {
  return [...new Set(reminders)].sort((a, b) => b - a);
}

/** A draft with one reminder more. */
export function withReminder(draft: Draft, minutes: number): Draft {
  return { ...draft, reminders: sorted([...draft.reminders, minutes]) };
}

/** An event as it is. */
export function draftOf(event: EventDetail, screenZone: string): Draft {
  return {
    title: event.title,
    location: event.location ?? "",
    description: plainText(event.description ?? ""),
    calendarId: event.calendarId,
    ...period(event.start, event.end),
    zone: event.allDay ? screenZone : event.zone,
    rrule: event.rrule ?? "",
    reminders: sorted(event.reminders.map(({ minutesBefore }) => minutesBefore)),
    privacy: event.privacy,
    transparency: event.transparency,
    categories: event.categories,
    url: event.url ?? "",
  };
}

const startOf = (d: Draft) => (d.allDay ? d.startDay : `${d.startDay}T${d.startTime}`);
const endOf = (d: Draft) => (d.allDay ? addDays(d.endDay, 1) : `${d.endDay}T${d.endTime}`);

/** What keeps a draft from being saved. */
export type DraftProblem = "badDate" | "badTime" | "endBeforeStart";

/** The first problem of a draft, undefined when it can be saved. */
export function problemOf(draft: Draft): DraftProblem | undefined {
  if (!draft.startDay || !draft.endDay) return "badDate";
  if (!draft.allDay && (!draft.startTime || !draft.endTime)) return "badTime";
  if (draft.allDay) return draft.endDay < draft.startDay ? "endBeforeStart" : undefined;
  return endOf(draft) <= startOf(draft) ? "endBeforeStart" : undefined;
}

/** A new start; the end follows so that the length stays. */
export function withStart(draft: Draft, start: { readonly startDay?: string; readonly startTime?: string }): Draft {
  const next = { ...draft, ...start };
  if (!next.startDay || !next.startTime || problemOf(draft)) return next;
  if (draft.allDay) return { ...next, endDay: addDays(next.startDay, daysBetween(draft.startDay, draft.endDay)) };
  const end = addMinutes(
    `${next.startDay}T${next.startTime}`,
    minutesBetween(`${draft.startDay}T${draft.startTime}`, `${draft.endDay}T${draft.endTime}`),
  );
  return { ...next, endDay: end.slice(0, 10), endTime: end.slice(11, 16) };
}

/** The command for a new event. */
export function newEventOf(draft: Draft): NewEvent {
  const { title, calendarId, allDay, zone, location, description } = draft;
  return {
    calendarId,
    title: title.trim(),
    start: startOf(draft),
    end: endOf(draft),
    ...(allDay ? { allDay } : { zone }),
    ...(location.trim() && { location: location.trim() }),
    ...(description.trim() && { description }),
    ...(draft.rrule && { rrule: draft.rrule }),
    ...(draft.reminders.length > 0 && { reminders: draft.reminders.map((minutesBefore) => ({ minutesBefore })) }),
    ...(draft.privacy !== "public" && { privacy: draft.privacy }),
    ...(draft.transparency !== "opaque" && { transparency: draft.transparency }),
    ...(draft.categories.length > 0 && { categories: [...draft.categories] }),
    ...(draft.url.trim() && { url: draft.url.trim() }),
  };
}

const sameList = (a: readonly unknown[], b: readonly unknown[]) =>
  a.length === b.length && a.every((one, n) => one === b[n]);

/** The part of the changes that is not about when, where and what. */
function detailChanges(draft: Draft, opened: Draft): EventChanges {
  return {
    ...(draft.rrule !== opened.rrule && { rrule: draft.rrule || null }),
    ...(!sameList(draft.reminders, opened.reminders) && {
      reminders: draft.reminders.map((minutesBefore) => ({ minutesBefore })),
    }),
    ...(draft.privacy !== opened.privacy && { privacy: draft.privacy }),
    ...(draft.transparency !== opened.transparency && { transparency: draft.transparency }),
    ...(!sameList(draft.categories, opened.categories) && { categories: [...draft.categories] }),
    ...(draft.url !== opened.url && { url: draft.url.trim() || null }),
  };
}

/** What differs from the draft the editor opened with. */
export function changesOf(draft: Draft, opened: Draft): EventChanges {
  const moved = startOf(draft) !== startOf(opened) || endOf(draft) !== endOf(opened);
  const zone = draft.allDay || draft.zone === "floating" ? {} : { zone: draft.zone };
  return {
    ...(draft.title !== opened.title && { title: draft.title.trim() }),
    ...(moved && { start: startOf(draft), end: endOf(draft), ...zone }),
    ...(draft.location !== opened.location && { location: draft.location.trim() || null }),
    ...(draft.description !== opened.description && {
      description: draft.description.trim() ? draft.description : null,
    }),
    ...(draft.calendarId !== opened.calendarId && { calendarId: draft.calendarId }),
    ...detailChanges(draft, opened),
  };
}

/** A time as people write it: `9`, `9:30`, `9h30`, `0930`.
 *  @returns `HH:MM`, or undefined when it is no time */
export function readTime(text: string): string | undefined {
  const [, hours = "", minutes = ""] = /^(\d{1,2})\s*[:hH.]?\s*(\d{2})?$/.exec(text.trim()) ?? [];
  if (hours === "" || Number(hours) > 23 || Number(minutes) > 59) return undefined;
  return `${hours.padStart(2, "0")}:${minutes.padStart(2, "0")}`;
}

/** A day as people write it: `2026-11-18`, `18/11/2026`, `18.11.26`, `18/11` (of `year`). */
export function readDay(text: string, year: string): string | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text.trim());
  const [, d = "", m = "", y = year] = /^(\d{1,2})[/. ](\d{1,2})(?:[/. ](\d{2,4}))?$/.exec(text.trim()) ?? [];
  const [years, month, day] = iso ? [iso[1], iso[2], iso[3]] : [y.length === 2 ? `20${y}` : y, m, d];
  const written = `${years}-${month?.padStart(2, "0")}-${day?.padStart(2, "0")}`;
  const ms = Date.parse(`${written}T00:00:00Z`);
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== written ? null : written;
}
