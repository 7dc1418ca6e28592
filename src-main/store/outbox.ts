// Local changes on their way to a server, in the order they were made.
import { and, asc, count, eq, inArray, isNotNull, lte, sql } from "drizzle-orm";
import type { FailureData } from "../../src-preload/contract/failure.ts";
import type { CalendarId, EventId } from "../../src-preload/contract/shapes.ts";
import type { StoredIntent } from "../domain/replay.ts";
import type { Database } from "./database.ts";
import { outbox } from "./schema.ts";

export type OutboxRow = typeof outbox.$inferSelect;

export interface NewOutboxEntry {
  readonly eventId: EventId;
  readonly calendarId: CalendarId;
  readonly kind: "create" | "update" | "remove";
  readonly intent?: StoredIntent;
  readonly afterEventId?: EventId;
}

/** Files a change; also wakes entries of the same event that were set aside: the event is different now. */
export function enqueue(db: Database, entry: NewOutboxEntry, nowMs: number): void {
  const { intent = null, afterEventId = null, ...rest } = entry;
  db.orm
    .insert(outbox)
    .values({ ...rest, intent, afterEventId, createdMs: nowMs, attempts: 0, nextTryMs: nowMs, failure: null })
    .run();
  db.orm.update(outbox).set({ nextTryMs: nowMs, failure: null }).where(eq(outbox.eventId, entry.eventId)).run();
  db.touch("sync");
}

/** All entries of an event, oldest first. */
export function entriesOf(db: Database, eventId: EventId): OutboxRow[] {
  return db.orm.select().from(outbox).where(eq(outbox.eventId, eventId)).orderBy(asc(outbox.id)).all();
}

/** Events of a calendar with something due, oldest change first. */
export function dueEvents(db: Database, calendarId: CalendarId, nowMs: number): EventId[] {
  return db.orm
    .select({ eventId: outbox.eventId })
    .from(outbox)
    .where(and(eq(outbox.calendarId, calendarId), isNotNull(outbox.nextTryMs), lte(outbox.nextTryMs, nowMs)))
    .groupBy(outbox.eventId)
    .orderBy(sql`min(${outbox.id})`)
    .all()
    .map((row) => row.eventId);
}

/** Forgets the entries of an event up to and including `lastId`: the server has them. */
export function settle(db: Database, eventId: EventId, lastId: number): void {
  db.orm
    .delete(outbox)
    .where(and(eq(outbox.eventId, eventId), lte(outbox.id, lastId)))
    .run();
  db.touch("sync", "occurrences");
}

/** Notes, before the network is used, that a try began: a kill in the middle must not look like "never sent". */
export function beginAttempt(db: Database, eventId: EventId): void {
  db.orm
    .update(outbox)
    .set({ attempts: sql`${outbox.attempts} + 1` })
    .where(eq(outbox.eventId, eventId))
    .run();
}

/** Lets what waited for this event go: the server has it now. */
export function releaseAfter(db: Database, eventId: EventId, nowMs: number): void {
  db.orm.update(outbox).set({ nextTryMs: nowMs, afterEventId: null }).where(eq(outbox.afterEventId, eventId)).run();
}

/** Notes a failed try on all entries of an event. @param nextTryMs null = set aside until it changes */
export function postpone(db: Database, eventId: EventId, nextTryMs: number | null, failure: FailureData | null): void {
  db.orm.update(outbox).set({ nextTryMs, failure }).where(eq(outbox.eventId, eventId)).run();
  db.touch("sync");
}

/** Lets every waiting entry of these calendars go at once: a person asked. */
export function hurry(db: Database, calendarIds: readonly CalendarId[], nowMs: number): void {
  db.orm
    .update(outbox)
    .set({ nextTryMs: nowMs })
    .where(inArray(outbox.calendarId, [...calendarIds]))
    .run();
}

/** Events with a change that the server does not have yet. */
export function pendingEventIds(db: Database): Set<EventId> {
  const rows = db.orm.selectDistinct({ eventId: outbox.eventId }).from(outbox).all();
  return new Set(rows.map((row) => row.eventId));
}

/** Number of events waiting, by calendar. */
export function pendingCounts(db: Database): Map<CalendarId, number> {
  const rows = db.orm
    .select({ calendarId: outbox.calendarId, n: sql<number>`count(distinct ${outbox.eventId})` })
    .from(outbox)
    .groupBy(outbox.calendarId)
    .all();
  return new Map(rows.map((row) => [row.calendarId, row.n]));
}

/** Entries set aside, with their reason. */
export function parkedEntries(db: Database, calendarId: CalendarId): OutboxRow[] {
  return db.orm
    .select()
    .from(outbox)
    .where(and(eq(outbox.calendarId, calendarId), sql`${outbox.nextTryMs} IS NULL`))
    .all();
}

/** The earliest moment at which an entry of a calendar is due; undefined when none is. */
export function nextDueMs(db: Database, calendarId: CalendarId): number | undefined {
  const row = db.orm
    .select({ next: sql<number | null>`min(${outbox.nextTryMs})`, n: count() })
    .from(outbox)
    .where(eq(outbox.calendarId, calendarId))
    .get();
  return row?.next ?? undefined;
}

/** Takes one entry back before it was sent. */
export function withdraw(db: Database, id: number): void {
  db.orm.delete(outbox).where(eq(outbox.id, id)).run();
  db.touch("sync");
}
