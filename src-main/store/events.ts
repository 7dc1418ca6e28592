// Rows of events: the stored text is the truth, the other columns and the occurrences follow from it.
import { Failure } from "../../src-preload/contract/failure.ts";
import type { CalendarId, EventId } from "../../src-preload/contract/shapes.ts";
import type { EventResource } from "../domain/event.ts";
import { isRecurring } from "../domain/recurrence.ts";
import { readResource } from "../domain/resource.ts";
import type { Database } from "./database.ts";
import { clearOccurrences, materialise } from "./occurrences.ts";
import { and, desc, eq, gt, inArray, isNotNull, isNull, not, sql } from "./orm.ts";
import { perDatabase } from "./prepared.ts";
import { events, outbox } from "./schema.ts";
import { indexWords } from "./words.ts";

/** `removedMs` set: buried, its deletion waits to reach the server. */
export type EventRow = typeof events.$inferSelect;

/** Where the server keeps an event, and which version of it the row is based on. */
export interface ServerVersion {
  readonly externalEventUrl: string | null;
  readonly etag: string | null;
  /** RFC 6638 §3.2.10; null where the server has none. */
  readonly scheduleTag: string | null;
  readonly baseText: string | null;
  readonly lastSyncedAt: number | null;
}

/** Before the server has seen it. */
export const UNSENT: ServerVersion = {
  externalEventUrl: null,
  etag: null,
  scheduleTag: null,
  baseText: null,
  lastSyncedAt: null,
};

const statements = perDatabase((db) => ({
  byKey: db.orm
    .select()
    .from(events)
    .where(
      and(
        eq(events.calendarId, sql.placeholder("calendarId")),
        eq(events.externalEventId, sql.placeholder("externalEventId")),
      ),
    )
    .prepare(),
  byId: db.orm
    .select()
    .from(events)
    .where(eq(events.id, sql.placeholder("id")))
    .prepare(),
  insert: db.orm
    .insert(events)
    .values({
      id: sql.placeholder("id"),
      calendarId: sql.placeholder("calendarId"),
      uid: sql.placeholder("uid"),
      externalEventId: sql.placeholder("externalEventId"),
      externalEventUrl: sql.placeholder("externalEventUrl"),
      etag: sql.placeholder("etag"),
      scheduleTag: sql.placeholder("scheduleTag"),
      text: sql.placeholder("text"),
      baseText: sql.placeholder("baseText"),
      removedMs: null,
      lastSyncedAt: sql.placeholder("lastSyncedAt"),
      title: sql.placeholder("title"),
      start: sql.placeholder("start"),
      end: sql.placeholder("end"),
      zone: sql.placeholder("zone"),
      allDay: sql.placeholder("allDay"),
      location: sql.placeholder("location"),
      description: sql.placeholder("description"),
      rrule: sql.placeholder("rrule"),
      recurring: sql.placeholder("recurring"),
      status: sql.placeholder("status"),
      organizer: sql.placeholder("organizer"),
      attendees: sql.placeholder("attendees"),
      reminders: sql.placeholder("reminders"),
    })
    .prepare(),
}));

/** The columns that follow from the text. */
function columnsOf(resource: EventResource) {
  const fields = resource.master ?? resource.overrides[0];
  if (!fields) throw new Failure("malformed", { what: "event", detail: "no VEVENT" });
  return {
    uid: resource.uid,
    title: fields.title,
    start: fields.start,
    end: fields.end,
    zone: fields.zone,
    allDay: fields.allDay,
    location: fields.location ?? null,
    description: fields.description ?? null,
    rrule: fields.rrule ?? null,
    recurring: isRecurring(resource),
    status: fields.status,
    organizer: fields.organizer ?? null,
    attendees: fields.attendees,
    reminders: fields.reminders,
  };
}

/** Adds an event with its occurrences. @throws Failure malformed; then nothing is stored */
export function insertEvent(
  db: Database,
  key: { id: EventId; calendarId: CalendarId; externalEventId: string },
  text: string,
  version: ServerVersion,
): void {
  const resource = readResource(text);
  statements(db).insert.run({ ...key, ...version, ...columnsOf(resource), text });
  materialise(db, key, resource);
  indexWords(db, key.id, resource, true);
  db.touch("events");
}

/** Stores another text for an event, with all that follows from it. @throws Failure malformed; then nothing is stored */
export function updateEventText(db: Database, row: EventRow, text: string, version: Partial<ServerVersion> = {}): void {
  if (text === row.text && row.removedMs === null) {
    updateVersion(db, row.id, version);
    return;
  }
  const resource = readResource(text);
  db.orm
    .update(events)
    .set({ ...columnsOf(resource), ...version, text, removedMs: null })
    .where(eq(events.id, row.id))
    .run();
  materialise(db, row, resource);
  indexWords(db, row.id, resource);
  db.touch("events");
}

/** Notes which server version a row is based on; what is shown stays. */
export function updateVersion(
  db: Database,
  id: EventId,
  version: Partial<ServerVersion> & { externalEventId?: string },
): void {
  if (Object.keys(version).length === 0) return;
  db.orm.update(events).set(version).where(eq(events.id, id)).run();
}

/** Hides an event until its deletion has reached the server. */
export function buryEvent(db: Database, row: EventRow, nowMs: number): void {
  db.orm.update(events).set({ removedMs: nowMs }).where(eq(events.id, row.id)).run();
  clearOccurrences(db, row);
  db.touch("events");
}

/** Shows a buried event again. */
export function unburyEvent(db: Database, row: EventRow): void {
  db.orm.update(events).set({ removedMs: null }).where(eq(events.id, row.id)).run();
  materialise(db, row, readResource(row.text));
  db.touch("events");
}

/** Removes the row with its occurrences and outbox entries. */
export function deleteEvent(db: Database, id: EventId): void {
  db.orm.delete(events).where(eq(events.id, id)).run();
  db.touch("events", "occurrences");
}

/** The row, buried or not; undefined when there is none. */
export function findEvent(db: Database, id: EventId): EventRow | undefined {
  return statements(db).byId.get({ id });
}

/** The row of an event people can see. @throws Failure missing */
export function getEvent(db: Database, id: EventId): EventRow {
  const row = findEvent(db, id);
  if (!row || row.removedMs !== null) throw new Failure("missing", { what: "event" });
  return row;
}

/** By identity within the calendar (the column `externalEventId`); buried rows too. */
export function findByKey(db: Database, calendarId: CalendarId, externalEventId: string): EventRow | undefined {
  return statements(db).byKey.get({ calendarId, externalEventId });
}

/** Buried rows are left out. One UID may stand in several calendars, so the calendar is part of the question. */
export function findByUid(db: Database, calendarId: CalendarId, uid: string): EventRow | undefined {
  return db.orm
    .select()
    .from(events)
    .where(and(eq(events.calendarId, calendarId), eq(events.uid, uid), isNull(events.removedMs)))
    .get();
}

/** Entity tag by key of what the server is known to have in a calendar. */
export function knownTags(
  db: Database,
  calendarId: CalendarId,
  keys?: readonly string[],
): Map<string, string | undefined> {
  const chosen = keys && inArray(events.externalEventId, [...keys]);
  const rows = db.orm
    .select({ key: events.externalEventId, etag: events.etag })
    .from(events)
    .where(and(eq(events.calendarId, calendarId), chosen, isNotNull(events.baseText)))
    .all();
  return new Map(rows.map((row) => [row.key, row.etag ?? undefined]));
}

/** What the server is known to have since a moment, the latest first. */
export function syncedSince(db: Database, calendarId: CalendarId, sinceMs: number, limit: number): EventRow[] {
  return db.orm
    .select()
    .from(events)
    .where(and(eq(events.calendarId, calendarId), gt(events.lastSyncedAt, sinceMs), isNotNull(events.baseText)))
    .orderBy(desc(events.lastSyncedAt))
    .limit(limit)
    .all();
}

/** How many events of a calendar the server is known to have: what a mass deletion is measured against. */
export function countSynced(db: Database, calendarId: CalendarId): number {
  const row = db.orm
    .select({ n: sql<number>`count(*)` })
    .from(events)
    .where(and(eq(events.calendarId, calendarId), sql`${events.baseText} IS NOT NULL`))
    .get();
  return row?.n ?? 0;
}

/** Events made here that their server has not seen (or sees no more), and that no try was made to send. Found by way of the
 *  outbox: that is short, a calendar may be long. */
export function listUnlinked(db: Database, calendarId: CalendarId): EventRow[] {
  const waiting = db.orm.select({ id: outbox.eventId }).from(outbox).where(eq(outbox.calendarId, calendarId));
  const tried = sql`EXISTS (SELECT 1 FROM ${outbox} WHERE ${outbox.eventId} = ${events.id}
    AND (${outbox.attempts} > 0 OR ${outbox.movedFromId} IS NOT NULL))`;
  return db.orm
    .select()
    .from(events)
    .where(and(inArray(events.id, waiting), isNull(events.baseText), isNull(events.removedMs), not(tried)))
    .all();
}

/** How many events of each calendar people can see. */
export function countVisible(db: Database): Map<CalendarId, number> {
  const rows = db.orm
    .select({ calendarId: events.calendarId, n: sql<number>`count(*)` })
    .from(events)
    .where(isNull(events.removedMs))
    .groupBy(events.calendarId)
    .all();
  return new Map(rows.map((row) => [row.calendarId, row.n]));
}
