// Local changes on their way to a server, in the order they were made.
import type { SQL } from "drizzle-orm";
import type { FailureData } from "../../src-preload/contract/failure.ts";
import type { CalendarId, EventId } from "../../src-preload/contract/shapes.ts";
import type { StoredIntent } from "../domain/replay.ts";
import { followEdit } from "./conflict-edits.ts";
import type { Database } from "./database.ts";
import { and, asc, count, eq, inArray, isNotNull, isNull, lte, notInArray, sql } from "./orm.ts";
import { perDatabase } from "./prepared.ts";
import { outbox } from "./schema.ts";
import { conflicts } from "./schema-past.ts";

/** One local change of one event; `id` gives the order in which they were made. */
export type OutboxRow = typeof outbox.$inferSelect;

const statements = perDatabase((db) => ({
  ofEvent: db.orm
    .select()
    .from(outbox)
    .where(eq(outbox.eventId, sql.placeholder("eventId")))
    .orderBy(asc(outbox.id))
    .prepare(),
}));

/** A change to queue. `intent` goes with `update`: what the user wanted, to replay on a newer version. */
export interface NewOutboxEntry {
  readonly eventId: EventId;
  readonly calendarId: CalendarId;
  readonly kind: "create" | "update" | "remove";
  readonly intent?: StoredIntent;
  readonly afterEventId?: EventId;
  /** With `create`: the buried event that this one was, in another calendar of the account. */
  readonly movedFromId?: EventId;
  /** With `remove`: nobody is told. */
  readonly silent?: boolean;
}

/** Files a change, after the row has its new text; also wakes entries of the same event that were set aside: the event is
 *  different now. An open conflict of the event follows the edit and goes on waiting. */
export function enqueue(db: Database, entry: NewOutboxEntry, nowMs: number): void {
  const { intent = null, afterEventId = null, movedFromId = null, silent = false, ...rest } = entry;
  const sent = { intent, afterEventId, movedFromId, silent };
  db.orm
    .insert(outbox)
    .values({ ...rest, ...sent, createdMs: nowMs, attempts: 0, nextTryMs: nowMs, failure: null })
    .run();
  db.orm.update(outbox).set({ nextTryMs: nowMs, failure: null }).where(eq(outbox.eventId, entry.eventId)).run();
  if (followEdit(db, entry, nowMs) === "revived") {
    db.orm
      .delete(outbox)
      .where(and(eq(outbox.eventId, entry.eventId), eq(outbox.kind, "remove")))
      .run();
  }
  db.touch("sync");
}

/** All entries of an event, oldest first. */
export function entriesOf(db: Database, eventId: EventId): OutboxRow[] {
  return statements(db).ofEvent.all({ eventId });
}

/** Entries that may go: those of an event with an open conflict wait for a decision. */
function free(db: Database): SQL {
  return notInArray(outbox.eventId, db.orm.select({ eventId: conflicts.eventId }).from(conflicts));
}

/** Events of a calendar with something due, oldest change first. */
export function dueEvents(db: Database, calendarId: CalendarId, nowMs: number): EventId[] {
  return db.orm
    .select({ eventId: outbox.eventId })
    .from(outbox)
    .where(and(eq(outbox.calendarId, calendarId), isNotNull(outbox.nextTryMs), lte(outbox.nextTryMs, nowMs), free(db)))
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

/** Lets what waited for this event go: the server has it now. What it waited for stays noted: the half of a move is no
 *  deletion (R96). */
export function releaseAfter(db: Database, eventId: EventId, nowMs: number): void {
  db.orm.update(outbox).set({ nextTryMs: nowMs }).where(eq(outbox.afterEventId, eventId)).run();
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
    .where(and(eq(outbox.calendarId, calendarId), free(db)))
    .get();
  return row?.next ?? undefined;
}

/** When the newest change of a calendar that may go was made; undefined when there is none. */
export function newestEditMs(db: Database, calendarId: CalendarId): number | undefined {
  const row = db.orm
    .select({ newest: sql<number | null>`max(${outbox.createdMs})` })
    .from(outbox)
    .where(and(eq(outbox.calendarId, calendarId), isNotNull(outbox.nextTryMs), free(db)))
    .get();
  return row?.newest ?? undefined;
}

/** Lets an event's entries go at once. */
export function release(db: Database, eventId: EventId, nowMs: number): void {
  db.orm.update(outbox).set({ nextTryMs: nowMs, failure: null }).where(eq(outbox.eventId, eventId)).run();
  db.touch("sync");
}

/** Lets go what was set aside in a calendar: of one event, or all. @returns how many entries there were */
export function releaseParked(
  db: Database,
  calendarId: CalendarId,
  eventId: EventId | undefined,
  nowMs: number,
): number {
  const { changes } = db.orm
    .update(outbox)
    .set({ nextTryMs: nowMs, failure: null })
    .where(
      and(
        eq(outbox.calendarId, calendarId),
        isNull(outbox.nextTryMs),
        eventId !== undefined ? eq(outbox.eventId, eventId) : undefined,
      ),
    )
    .run();
  if (changes > 0) db.touch("sync");
  return changes;
}

/** Holds back what is due in a calendar: somebody stopped the run that would have sent it. */
export function holdBack(db: Database, calendarId: CalendarId, untilMs: number): void {
  db.orm
    .update(outbox)
    .set({ nextTryMs: untilMs })
    .where(and(eq(outbox.calendarId, calendarId), isNotNull(outbox.nextTryMs), lte(outbox.nextTryMs, untilMs)))
    .run();
}

/** The object is on the server after all: what waits to be made there changes it instead. */
export function changeInsteadOfCreate(db: Database, eventId: EventId): void {
  db.orm
    .update(outbox)
    .set({ kind: "update", movedFromId: null })
    .where(and(eq(outbox.eventId, eventId), eq(outbox.kind, "create")))
    .run();
}

/** The server cannot move the object: it is made there, and removed here afterwards. */
export function createInsteadOfMove(db: Database, eventId: EventId): void {
  db.orm.update(outbox).set({ movedFromId: null }).where(eq(outbox.eventId, eventId)).run();
}

/** Takes one entry back before it was sent. */
export function withdraw(db: Database, id: number): void {
  db.orm.delete(outbox).where(eq(outbox.id, id)).run();
  db.touch("sync");
}

/** The wishes of an event's entries are not to be made again: what is left of them is in its text. */
export function forgetIntents(db: Database, eventId: EventId): void {
  db.orm.update(outbox).set({ intent: null }).where(eq(outbox.eventId, eventId)).run();
}
