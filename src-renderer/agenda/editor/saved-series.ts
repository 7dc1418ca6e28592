// A series as it is saved, and the day its rule is said by. Pure.
import type { EventDetail } from "../../../src-preload/contract/events.ts";
import type { CalendarId } from "../../../src-preload/contract/shapes.ts";
import { addDays, type Day, dayOf, daysBetween } from "../../time/wall-clock.ts";
import { type Draft, startOf } from "../draft.ts";

/** What the repeat field must know of it. */
export interface Saved {
  readonly eventId: string;
  readonly calendarId: CalendarId;
  readonly rrule: string;
  /** Of the instance as it is now: `startOf(draft)`. */
  readonly start: string;
  /** On which its rule puts that instance: another one when it was moved by itself. */
  readonly day: Day;
}

/** The day a recurrence id names, on the clock of the series. */
function dayOfId(id: string, zone: string): Day {
  const [, y, m, d, time, utc] = /^(\d{4})(\d\d)(\d\d)(?:T(\d{4})\d\d(Z)?)?$/.exec(id) ?? [];
  const day = `${y}-${m}-${d}`;
  if (!time || !utc || zone === "floating") return day;
  return dayOf(Date.parse(`${day}T${time.slice(0, 2)}:${time.slice(2)}:00Z`), zone);
}

/** @returns undefined for an event that does not repeat */
export function savedOf(event: EventDetail | undefined, opened: Draft): Saved | undefined {
  if (!event?.recurring) return undefined;
  const { recurrenceId } = event;
  return {
    eventId: event.id,
    calendarId: event.calendarId,
    rrule: opened.rrule,
    start: startOf(opened),
    day: recurrenceId ? dayOfId(recurrenceId, opened.allDay ? "floating" : opened.zone) : opened.startDay,
  };
}

/** The day by which the rule of a draft is said: the series moves with the draft, unless only this instance does. */
export function ruleDay(draft: Draft, saved: Saved | undefined, onlyThis: boolean): Day {
  if (!saved || !draft.startDay) return draft.startDay;
  return onlyThis ? saved.day : addDays(saved.day, daysBetween(saved.start.slice(0, 10), draft.startDay));
}
