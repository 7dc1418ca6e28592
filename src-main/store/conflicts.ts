// Events that both sides changed, until somebody decides. Their outbox entries wait meanwhile (outbox.ts dueEvents).

import type { Conflict, FieldConflict } from "../../src-preload/contract/conflicts.ts";
import type { Output, Parsed } from "../../src-preload/contract/contract.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { CalendarId, EventId } from "../../src-preload/contract/shapes.ts";
import type { Database } from "./database.ts";
import { newId } from "./ids.ts";
import { and, asc, eq, sql } from "./orm.ts";
import { events } from "./schema.ts";
import { conflicts } from "./schema-past.ts";

/** The three versions (base, mine, theirs) as text, beside the event that they are of. */
export type ConflictRow = typeof conflicts.$inferSelect;

/** The versions of a conflict, as it is declared. */
export interface ConflictVersions {
  readonly kind: Conflict["kind"];
  /** The last version both sides had; null when they never shared one. */
  readonly baseText: string | null;
  readonly mineText: string;
  /** Null when it was deleted there. */
  readonly theirsText: string | null;
  readonly fields: readonly FieldConflict[];
}

/** Declares a conflict, or renews the open one of the event: its id and the time it began are kept. */
export function declareConflict(
  db: Database,
  event: { readonly id: EventId; readonly calendarId: CalendarId },
  versions: ConflictVersions,
  nowMs: number,
): void {
  db.orm
    .insert(conflicts)
    .values({ ...versions, id: newId(), eventId: event.id, calendarId: event.calendarId, sinceMs: nowMs })
    .onConflictDoUpdate({ target: conflicts.eventId, set: { ...versions } })
    .run();
  touchConflicts(db);
}

/** The event's conflict is settled, whoever did it. @returns false when there was none */
export function closeConflict(db: Database, eventId: EventId): boolean {
  const closed = db.orm.delete(conflicts).where(eq(conflicts.eventId, eventId)).run().changes > 0;
  if (closed) touchConflicts(db);
  return closed;
}

function touchConflicts(db: Database): void {
  db.touch("conflicts", "events", "occurrences", "sync");
}

/** The open conflict of an event; undefined when there is none. */
export function conflictOf(db: Database, eventId: EventId): ConflictRow | undefined {
  return db.orm.select().from(conflicts).where(eq(conflicts.eventId, eventId)).get();
}

/** @throws Failure missing when it was settled already */
export function getConflict(db: Database, id: string): ConflictRow {
  const row = db.orm.select().from(conflicts).where(eq(conflicts.id, id)).get();
  if (!row) throw new Failure("missing", { what: "conflict" });
  return row;
}

/** Oldest first. */
export function listConflicts(db: Database, filter: Parsed<"conflicts.list">): Output<"conflicts.list"> {
  const { calendarId, eventId } = filter;
  const rows = db.orm
    .select({ conflict: conflicts, title: events.title, start: events.start, zone: events.zone })
    .from(conflicts)
    .innerJoin(events, eq(events.id, conflicts.eventId))
    .where(and(calendarId && eq(conflicts.calendarId, calendarId), eventId && eq(conflicts.eventId, eventId)))
    .orderBy(asc(conflicts.sinceMs), asc(conflicts.id))
    .all();
  return {
    conflicts: rows.map(({ conflict, title, start, zone }) => ({
      id: conflict.id,
      eventId: conflict.eventId,
      calendarId: conflict.calendarId,
      title,
      start,
      zone,
      sinceMs: conflict.sinceMs,
      kind: conflict.kind,
      fields: [...conflict.fields],
    })),
  };
}

/** The open conflict of each event that has one. */
export function conflictIds(db: Database): Map<EventId, string> {
  const rows = db.orm.select({ id: conflicts.id, eventId: conflicts.eventId }).from(conflicts).all();
  return new Map(rows.map((row) => [row.eventId, row.id]));
}

/** Number of open conflicts, by calendar. */
export function conflictCounts(db: Database): Map<CalendarId, number> {
  const rows = db.orm
    .select({ calendarId: conflicts.calendarId, n: sql<number>`count(*)` })
    .from(conflicts)
    .groupBy(conflicts.calendarId)
    .all();
  return new Map(rows.map((row) => [row.calendarId, row.n]));
}
