// What the editor holds until it is saved. Pure.
import type { Attendee, EventDetail } from "../../src-preload/contract/events.ts";
import type { CalendarId, MessageId } from "../../src-preload/contract/shapes.ts";
import { addDays, addMinutes, daysBetween, instantOf, minutesBetween, wallClock } from "../time/wall-clock.ts";
import { plainText } from "../ui/plain-text.ts";
import type { NewPlace } from "./new-place.ts";

/** The form. Days are `YYYY-MM-DD` (the last one included), times `HH:MM`; an empty one is not filled in yet. */
export interface Draft {
  readonly title: string;
  readonly calendarId: CalendarId;
  readonly allDay: boolean;
  readonly startDay: string;
  readonly startTime: string;
  /** On the clock of `endZone`, as people read it on a ticket. */
  readonly endDay: string;
  readonly endTime: string;
  readonly zone: string;
  /** The same as `zone` for nearly all. */
  readonly endZone: string;
  readonly location: string;
  readonly description: string;
  /** Rule value; empty: it does not repeat, or by dates alone. */
  readonly rrule: string;
  /** Minutes before the start, negative ones after it; the earliest first. */
  readonly reminders: readonly number[];
  readonly guests: readonly Attendee[];
  readonly status: EventDetail["status"];
  readonly privacy: EventDetail["privacy"];
  readonly transparency: EventDetail["transparency"];
  readonly categories: readonly string[];
  readonly url: string;
  /** `#RRGGBB`; empty: the calendar's. */
  readonly color: string;
  /** Message it is made from; empty: none. */
  readonly messageId: MessageId | "";
}

const NOTHING = {
  title: "",
  location: "",
  description: "",
  rrule: "",
  reminders: [],
  guests: [],
  status: "confirmed",
  privacy: "public",
  transparency: "opaque",
  categories: [],
  url: "",
  color: "",
  messageId: "",
} as const satisfies Partial<Draft>;

const hasClock = (zone: string) => zone !== "floating";

/** A wall clock of one zone as it is in another; the same where one of them is no place. */
export function onClock(wall: string, from: string, to: string): string {
  if (from === to || !hasClock(from) || !hasClock(to)) return wall;
  return wallClock(instantOf(wall, from), to);
}

function period(start: string, end: string, zone: string, endZone: string) {
  const allDay = !start.includes("T");
  const shown = allDay ? end : onClock(end, zone, endZone);
  return {
    allDay,
    startDay: start.slice(0, 10),
    startTime: allDay ? "09:00" : start.slice(11, 16),
    endDay: allDay ? addDays(end, -1) : shown.slice(0, 10),
    endTime: allDay ? "10:00" : shown.slice(11, 16),
    zone,
    endZone,
  };
}

/** A new event at a place of the calendar.
 *  @param place its `endZone` where the end is read on another clock; `end` itself is on that of `zone` */
export function draftAt(
  place: NewPlace & { readonly endZone?: string | undefined },
  calendarId: CalendarId,
  zone: string,
): Draft {
  const own = place.zone ?? zone;
  return { ...NOTHING, calendarId, ...period(place.start, place.end, own, place.endZone ?? own) };
}

/** Each once, the earliest first. */
export function sorted(reminders: readonly number[]): readonly number[] {
  return [...new Set(reminders)].sort((a, b) => b - a);
}

/** A draft with one reminder more. */
export function withReminder(draft: Draft, minutes: number): Draft {
  return { ...draft, reminders: sorted([...draft.reminders, minutes]) };
}

/** An event as it is. */
export function draftOf(event: EventDetail, screenZone: string): Draft {
  const zone = event.allDay ? screenZone : event.zone;
  return {
    title: event.title,
    location: event.location ?? "",
    description: plainText(event.description ?? ""),
    calendarId: event.calendarId,
    ...period(event.start, event.end, zone, event.allDay ? zone : (event.endZone ?? zone)),
    rrule: event.rrule ?? "",
    reminders: sorted(event.reminders.map(({ minutesBefore }) => minutesBefore)),
    guests: event.attendees,
    status: event.status,
    privacy: event.privacy,
    transparency: event.transparency,
    categories: event.categories,
    url: event.url ?? "",
    color: event.color ?? "",
    messageId: "",
  };
}

/** Where it starts: a day, or a wall clock of `zone`. */
export const startOf = (d: Draft) => (d.allDay ? d.startDay : `${d.startDay}T${d.startTime}`);
/** Where it ends, as the contract has it: the day after the last, or a wall clock of `zone`. */
export const endOf = (d: Draft) =>
  d.allDay ? addDays(d.endDay, 1) : onClock(`${d.endDay}T${d.endTime}`, d.endZone, d.zone);

/** What keeps a draft from being saved. */
export type DraftProblem = "badDate" | "badTime" | "endBeforeStart";

/** The first problem of a draft, undefined when it can be saved. */
export function problemOf(draft: Draft): DraftProblem | undefined {
  if (!draft.startDay || !draft.endDay) return "badDate";
  if (!draft.allDay && (!draft.startTime || !draft.endTime)) return "badTime";
  if (draft.allDay) return draft.endDay < draft.startDay ? "endBeforeStart" : undefined;
  return endOf(draft) <= startOf(draft) ? "endBeforeStart" : undefined;
}

/** The instants of a timed draft without problems, with the length they have between them.
 *  @param screenZone stands in for a time without zone */
export function instantsOf(draft: Draft, screenZone: string): { readonly startMs: number; readonly endMs: number } {
  const zone = hasClock(draft.zone) ? draft.zone : screenZone;
  if (draft.allDay) {
    return { startMs: instantOf(`${draft.startDay}T00:00`, zone), endMs: instantOf(`${endOf(draft)}T00:00`, zone) };
  }
  return { startMs: instantOf(startOf(draft), zone), endMs: instantOf(endOf(draft), zone) };
}

/** A new start; the end follows so that the length stays. */
export function withStart(draft: Draft, start: { readonly startDay?: string; readonly startTime?: string }): Draft {
  const next = { ...draft, ...start };
  if (!next.startDay || !next.startTime || problemOf(draft)) return next;
  if (draft.allDay) return { ...next, endDay: addDays(next.startDay, daysBetween(draft.startDay, draft.endDay)) };
  const length = minutesBetween(startOf(draft), endOf(draft));
  const end = onClock(addMinutes(startOf(next), length), draft.zone, draft.endZone);
  return { ...next, endDay: end.slice(0, 10), endTime: end.slice(11, 16) };
}

/** All day, or at hours again. */
export function withAllDay(draft: Draft, allDay: boolean): Draft {
  if (allDay) return { ...draft, allDay, endZone: draft.zone };
  const isBackwards = draft.startDay === draft.endDay && draft.endTime <= draft.startTime;
  if (!isBackwards) return { ...draft, allDay };
  const end = addMinutes(`${draft.startDay}T${draft.startTime}`, 60);
  return { ...draft, allDay, endDay: end.slice(0, 10), endTime: end.slice(11, 16) };
}

/** Another zone: the hours stay as they are read on the clock, and so does what was typed of the end. */
export function withZone(draft: Draft, zone: string): Draft {
  return { ...draft, zone, endZone: draft.endZone === draft.zone || !hasClock(zone) ? zone : draft.endZone };
}

/** Moved as it is to another start. @param start wall clock of `zone` */
export function movedTo(draft: Draft, start: string): Draft {
  return withStart(draft, { startDay: start.slice(0, 10), startTime: start.slice(11, 16) });
}
