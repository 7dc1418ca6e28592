// How the fake engine's events look to the view.
import type { EventDetail, Occurrence } from "../../src-preload/contract/events.ts";
import type { RecurrenceId } from "../../src-preload/contract/shapes.ts";
import { instantOf } from "../../src-renderer/time/wall-clock.ts";
import { ZONE } from "./fake-data.ts";
import type { FakeState, Stored } from "./fake-handlers.ts";

type Known = Pick<FakeState, "calendars" | "conflicts">;

/** The instant of a wall clock or day of the fake's zone. */
export const ms = (moment: string) => instantOf(moment.includes("T") ? moment : `${moment}T00:00`, ZONE);

/** An event in full. */
export function detailFrom(event: Stored, { calendars, conflicts }: Known, recurrenceId?: RecurrenceId): EventDetail {
  const allDay = !event.start.includes("T");
  return {
    id: event.id,
    calendarId: event.calendarId,
    title: event.title,
    start: event.start,
    end: event.end,
    zone: allDay ? "floating" : ZONE,
    allDay,
    ...(event.location && { location: event.location }),
    ...(event.description && { description: event.description }),
    ...(event.rrule && { rrule: event.rrule }),
    recurring: event.rrule !== undefined,
    ...(recurrenceId && { recurrenceId }),
    status: event.status ?? "confirmed",
    attendees: event.guests?.map((name) => ({ address: `${name.toLowerCase()}@exemple.ch`, name })) ?? [],
    reminders: event.rrule ? [{ minutesBefore: 15 }, { minutesBefore: 1440 }] : [],
    uid: `${event.id}@exemple.ch`,
    privacy: "public",
    transparency: "opaque",
    categories: [],
    attachments: [],
    ...event.more,
    organizedByMe: event.answer === undefined,
    ...(event.answer && { answer: event.answer, organizer: { address: "nora@exemple.ch", name: "Nora Keller" } }),
    ...(event.conflict && { conflictId: conflicts.find(({ eventId }) => eventId === event.id)?.id }),
    readOnly: calendars.find(({ id }) => id === event.calendarId)?.readOnly ?? false,
    pending: event.pending,
  };
}

/** An event as the agenda shows it. */
export function occurrenceFrom(event: Stored, known: Known): Occurrence {
  const { id: eventId, ...rest } = detailFrom(event, known);
  const recurrenceId = event.rrule && (`${event.start.replace(/[-:]/g, "")}00Z` as RecurrenceId);
  return {
    ...rest,
    eventId,
    startMs: ms(event.start),
    endMs: ms(event.end),
    ...(event.conflict && { conflict: true }),
    ...(recurrenceId && { recurrenceId }),
  };
}
