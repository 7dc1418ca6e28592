// Events on their way to another calendar: the removal of the old one waits until the new one has arrived (knowledge R54).

import type { CalendarId, EventId } from "../../src-preload/contract/shapes.ts";
import type { Database } from "./database.ts";
import { and, eq, inArray } from "./orm.ts";
import { events, outbox } from "./schema.ts";

/** The buried event that this one was before a move that has not arrived yet. */
export function originOf(db: Database, eventId: EventId): EventId | undefined {
  const waits = and(eq(outbox.afterEventId, eventId), eq(outbox.kind, "remove"));
  return db.orm.select({ id: outbox.eventId }).from(outbox).where(waits).get()?.id;
}

/** The event moved on before it arrived: what waited for the one waits for the other. */
export function waitForInstead(db: Database, eventId: EventId, otherId: EventId): void {
  db.orm.update(outbox).set({ afterEventId: otherId }).where(eq(outbox.afterEventId, eventId)).run();
}

/** Buried events of other calendars whose new places in these have not arrived yet. */
export function departedInto(db: Database, calendarIds: readonly CalendarId[]): EventId[] {
  const own = [...calendarIds];
  const unsent = db.orm
    .select({ id: outbox.eventId })
    .from(outbox)
    .innerJoin(events, eq(events.id, outbox.eventId))
    .where(and(eq(outbox.kind, "create"), inArray(events.calendarId, own)));
  return db.orm
    .select({ id: outbox.eventId, calendarId: outbox.calendarId })
    .from(outbox)
    .where(and(eq(outbox.kind, "remove"), inArray(outbox.afterEventId, unsent)))
    .all()
    .filter((row) => !own.includes(row.calendarId))
    .map((row) => row.id);
}
