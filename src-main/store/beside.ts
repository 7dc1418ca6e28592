// Events to come in which somebody takes part, and an event by its UID wherever it lies.
import type { Occurrence } from "../../src-preload/contract/events.ts";
import type { CalendarId, EventId } from "../../src-preload/contract/shapes.ts";
import { marksOf, occurrenceColumns, toOccurrence } from "./agenda.ts";
import { hiddenCalendarIds } from "./calendars.ts";
import type { Database } from "./database.ts";
import { type EventRow, findEvent } from "./events.ts";
import { and, asc, eq, gt, isNull, ne, notInArray, or, sql } from "./orm.ts";
import { events, occurrences } from "./schema.ts";

/** The next occurrences of events whose organiser or guest has this address; cancelled ones are left out. */
export function occurrencesWith(db: Database, address: string, nowMs: number, limit: number): Occurrence[] {
  const plain = address.toLowerCase();
  const names = (column: typeof events.attendees | typeof events.organizer) =>
    sql`instr(lower(coalesce(${column}, '')), ${JSON.stringify(plain)}) > 0`;
  const marks = marksOf(db);
  return db.orm
    .select(occurrenceColumns)
    .from(occurrences)
    .innerJoin(events, eq(events.id, occurrences.eventId))
    .where(
      and(
        gt(occurrences.endMs, nowMs),
        ne(occurrences.status, "cancelled"),
        isNull(events.removedMs),
        notInArray(occurrences.calendarId, hiddenCalendarIds(db)),
        or(names(events.attendees), names(events.organizer)),
      ),
    )
    .orderBy(asc(occurrences.startMs), asc(occurrences.title))
    .limit(limit)
    .all()
    .map((row) => toOccurrence(row, marks));
}

/** Events of this UID, in all calendars. */
export function eventsOfUid(db: Database, uid: string): (EventRow & { readonly calendarId: CalendarId })[] {
  return db.orm
    .select({ id: events.id })
    .from(events)
    .where(and(eq(events.uid, uid), isNull(events.removedMs)))
    .all()
    .flatMap(({ id }) => findEvent(db, id as EventId) ?? []);
}
