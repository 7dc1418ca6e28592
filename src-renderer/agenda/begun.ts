// A new event that was begun elsewhere: on the dashboard, in a sentence, in the palette.
import { useEffect, useRef } from "react";
import type { NewEvent } from "../../src-preload/contract/events.ts";
import type { CalendarId } from "../../src-preload/contract/shapes.ts";
import { type Draft, draftAt } from "./draft.ts";
import type { NewPlace } from "./new-place.ts";

/** What is known of it so far; a new object is a new wish. */
export type Begun = Partial<NewEvent>;

/** What the editor starts with.
 *  @param fallback its place and calendar where `begun` names none */
export function draftFrom(begun: Begun, fallback: { place: NewPlace; calendarId: CalendarId; zone: string }): Draft {
  const { start, end, zone } = begun;
  const place = start && end ? { start, end, ...(zone && { zone }) } : fallback.place;
  return {
    ...draftAt(place, begun.calendarId ?? fallback.calendarId, fallback.zone),
    ...(begun.title && { title: begun.title }),
    ...(begun.location && { location: begun.location }),
    ...(begun.description && { description: begun.description }),
    ...(begun.rrule && { rrule: begun.rrule }),
    ...(begun.reminders && { reminders: begun.reminders.map(({ minutesBefore }) => minutesBefore) }),
    ...(begun.url && { url: begun.url }),
  };
}

/** Opens the editor for each new wish. */
export function useBegun(begun: Begun | undefined, open: (begun: Begun) => void): void {
  const latest = useRef(open);
  latest.current = open;
  useEffect(() => {
    if (begun) latest.current(begun);
  }, [begun]);
}
