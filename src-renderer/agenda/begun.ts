// A new event that was begun elsewhere: on the dashboard, in a sentence, in the palette.
import { useEffect, useRef } from "react";
import type { NewEvent } from "../../src-preload/contract/events.ts";
import type { CalendarId, MessageId } from "../../src-preload/contract/shapes.ts";
import { type Draft, draftAt, sorted } from "./draft.ts";
import type { NewPlace } from "./new-place.ts";

/** What is known of it so far; a new object is a new wish. `kept`: the draft that was kept, whatever it was for. `messageId`: the
 *  message it is made from. */
export type Begun = Partial<NewEvent> & { readonly kept?: true; readonly messageId?: MessageId };

/** What the editor starts with: all that `begun` says.
 *  @param fallback its place and calendar where `begun` names none */
export function draftFrom(begun: Begun, fallback: { place: NewPlace; calendarId: CalendarId; zone: string }): Draft {
  const { start, end, zone, endZone } = begun;
  const place = start && end ? { start, end, ...(zone && { zone }), endZone } : fallback.place;
  const { title, location, description, rrule, url, attendees, privacy, transparency, categories, color } = begun;
  return {
    ...draftAt(place, begun.calendarId ?? fallback.calendarId, fallback.zone),
    ...(title && { title }),
    ...(location && { location }),
    ...(description && { description }),
    ...(rrule && { rrule }),
    ...(begun.reminders && { reminders: sorted(begun.reminders.map(({ minutesBefore }) => minutesBefore)) }),
    ...(url && { url }),
    ...(attendees && { guests: attendees }),
    ...(privacy && { privacy }),
    ...(transparency && { transparency }),
    ...(categories && { categories }),
    ...(color && { color }),
    ...(begun.messageId && { messageId: begun.messageId }),
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
