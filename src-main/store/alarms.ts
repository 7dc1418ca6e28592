// Alarms of the events as they will go off: written with the occurrences, read by time.

import type { CalendarId, EventId, RecurrenceId } from "../../src-preload/contract/shapes.ts";
import type { Database } from "./database.ts";
import { and, asc, eq, gt, lte, sql } from "./orm.ts";
import { perDatabase } from "./prepared.ts";
import { events, occurrences } from "./schema.ts";
import { alarms } from "./schema-notices.ts";

const MINUTE_MS = 60_000;

const statements = perDatabase((db) => ({
  clear: db.orm
    .delete(alarms)
    .where(eq(alarms.eventId, sql.placeholder("eventId")))
    .prepare(),
  insert: db.orm
    .insert(alarms)
    .values({
      eventId: sql.placeholder("eventId"),
      recurrenceId: sql.placeholder("recurrenceId"),
      startMs: sql.placeholder("startMs"),
      atMs: sql.placeholder("atMs"),
    })
    .prepare(),
  due: db.orm
    .select({
      uid: events.uid,
      eventId: alarms.eventId,
      recurrenceId: alarms.recurrenceId,
      atMs: alarms.atMs,
      startMs: alarms.startMs,
      endMs: occurrences.endMs,
      calendarId: occurrences.calendarId,
    })
    .from(alarms)
    .innerJoin(
      occurrences,
      and(
        eq(occurrences.eventId, alarms.eventId),
        eq(occurrences.startMs, alarms.startMs),
        sql`${occurrences.recurrenceId} IS ${alarms.recurrenceId}`,
      ),
    )
    .innerJoin(events, eq(events.id, alarms.eventId))
    .where(
      and(
        gt(alarms.atMs, sql.placeholder("sinceMs")),
        lte(alarms.atMs, sql.placeholder("nowMs")),
        sql`${occurrences.status} <> 'cancelled'`,
        sql`${occurrences.answer} IS NOT 'declined'`,
      ),
    )
    .orderBy(asc(alarms.atMs), asc(alarms.id))
    .prepare(),
  next: db.orm
    .select({ atMs: alarms.atMs })
    .from(alarms)
    .where(gt(alarms.atMs, sql.placeholder("nowMs")))
    .orderBy(asc(alarms.atMs))
    .limit(1)
    .prepare(),
}));

/** An alarm that has gone off, with the occurrence it is for. Those of declined and cancelled ones are not among them. */
export interface DueAlarm {
  /** Of the event: the same meeting may lie in two calendars. */
  readonly uid: string;
  readonly eventId: EventId;
  readonly recurrenceId: RecurrenceId | null;
  readonly calendarId: CalendarId;
  readonly atMs: number;
  readonly startMs: number;
  readonly endMs: number;
}

interface Occurring {
  readonly recurrenceId?: string;
  readonly startMs: number;
  readonly reminders: readonly { readonly minutesBefore: number }[];
}

/** Replaces an event's alarms by those of these occurrences. @param fromMs earlier ones are of no use any more */
export function replaceAlarms(db: Database, eventId: EventId, found: readonly Occurring[], fromMs: number): void {
  const { clear, insert } = statements(db);
  clear.run({ eventId });
  for (const { startMs, recurrenceId = null, reminders } of found) {
    for (const { minutesBefore } of reminders) {
      const atMs = startMs - minutesBefore * MINUTE_MS;
      if (atMs >= fromMs) insert.run({ eventId, recurrenceId, startMs, atMs });
    }
  }
}

/** Alarms after `sinceMs`, up to now, in the order they went off. */
export function alarmsBetween(db: Database, sinceMs: number, nowMs: number): DueAlarm[] {
  return statements(db).due.all({ sinceMs, nowMs });
}

/** When the next alarm goes off; Infinity: none does. */
export function nextAlarmMs(db: Database, nowMs: number): number {
  return statements(db).next.get({ nowMs })?.atMs ?? Number.POSITIVE_INFINITY;
}
