// The agenda's queries: a range, what comes next, a search.
import { and, asc, eq, gt, gte, isNull, like, lt, or, type SQL, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/sqlite-core";
import type { Occurrence } from "../../src-preload/contract/events.ts";
import type { CalendarId, EventId, RecurrenceId } from "../../src-preload/contract/shapes.ts";
import { readResource } from "../domain/resource.ts";
import type { Database } from "./database.ts";
import { displayZoneOf, horizonOf, LONG_MS, rowsOf, type Window } from "./occurrences.ts";
import { pendingEventIds } from "./outbox.ts";
import { perDatabase } from "./prepared.ts";
import { calendars, events, occurrences } from "./schema.ts";

type Row = Omit<typeof occurrences.$inferSelect, "id" | "long">;

const columns = {
  eventId: occurrences.eventId,
  calendarId: occurrences.calendarId,
  recurrenceId: occurrences.recurrenceId,
  title: occurrences.title,
  start: occurrences.start,
  end: occurrences.end,
  zone: occurrences.zone,
  startMs: occurrences.startMs,
  endMs: occurrences.endMs,
  allDay: occurrences.allDay,
  location: occurrences.location,
  status: occurrences.status,
  recurring: occurrences.recurring,
};

const rangeStatement = perDatabase((db) => {
  const from = sql.placeholder("fromMs");
  const to = sql.placeholder("toMs");
  // A zero-length event at the very start of the window is in it.
  const touches = or(gt(occurrences.endMs, from), gte(occurrences.startMs, from));
  const short = and(
    eq(occurrences.long, false),
    gte(occurrences.startMs, sql.placeholder("wideMs")),
    lt(occurrences.startMs, to),
    touches,
  );
  const long = and(eq(occurrences.long, true), lt(occurrences.startMs, to), touches);
  const part = (where: SQL | undefined) => db.orm.select(columns).from(occurrences).where(where);
  return unionAll(part(short), part(long)).prepare();
});

/** Occurrences that touch [fromMs, toMs), in order. Beyond the stored horizon, series are expanded on the spot. */
export function agendaRange(db: Database, window: Window, calendarIds?: readonly CalendarId[]): Occurrence[] {
  const { fromMs, toMs } = window;
  let rows: Row[] = rangeStatement(db).all({ fromMs, toMs, wideMs: fromMs - LONG_MS });
  const horizon = horizonOf(db);
  if (fromMs < horizon.fromMs || toMs > horizon.toMs) {
    rows = [...rows.filter((row) => !row.recurring), ...expandBeyond(db, window)];
  }
  const wanted = calendarIds && new Set(calendarIds);
  const pending = pendingEventIds(db);
  return rows
    .filter((row) => !wanted || wanted.has(row.calendarId))
    .sort((a, b) => a.startMs - b.startMs || b.endMs - a.endMs || (a.title < b.title ? -1 : 1))
    .map((row) => toOccurrence(row, pending));
}

function expandBeyond(db: Database, window: Window): Row[] {
  const zone = displayZoneOf(db);
  return db.orm
    .select({ id: events.id, calendarId: events.calendarId, text: events.text })
    .from(events)
    .where(and(eq(events.recurring, true), isNull(events.removedMs)))
    .all()
    .flatMap((event) => rowsOf(event, readResource(event.text), window, zone)) as Row[];
}

/** The next occurrences of visible calendars, running ones first; cancelled ones are left out. */
export function agendaUpcoming(db: Database, nowMs: number, limit: number): Occurrence[] {
  const pending = pendingEventIds(db);
  const upcoming = (long: boolean, startMs?: number) =>
    db.orm
      .select(columns)
      .from(occurrences)
      .innerJoin(calendars, eq(calendars.id, occurrences.calendarId))
      .where(
        and(
          eq(occurrences.long, long),
          startMs === undefined ? undefined : gte(occurrences.startMs, startMs),
          gt(occurrences.endMs, nowMs),
          eq(calendars.visible, true),
          sql`${occurrences.status} <> 'cancelled'`,
        ),
      )
      .orderBy(asc(occurrences.startMs), asc(occurrences.endMs))
      .limit(limit)
      .all();
  return [...upcoming(true), ...upcoming(false, nowMs - LONG_MS)]
    .sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs)
    .slice(0, limit)
    .map((row) => toOccurrence(row, pending));
}

/** Events whose title, location or description holds the words, each by its occurrence nearest to now. */
export function agendaSearch(db: Database, query: string, nowMs: number, limit: number): Occurrence[] {
  const words = query.trim().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const holds = (word: string) => {
    const pattern = `%${word.replace(/[\\%_]/g, "\\$&")}%`;
    return or(...[events.title, events.location, events.description].map((c) => sql`${like(c, pattern)} ESCAPE '\\'`));
  };
  const nearest = sql<number>`min(abs(${occurrences.startMs} - ${nowMs}))`;
  const pending = pendingEventIds(db);
  return db.orm
    .select({ ...columns, nearest })
    .from(occurrences)
    .innerJoin(events, eq(events.id, occurrences.eventId))
    .where(and(isNull(events.removedMs), ...words.map(holds)))
    .groupBy(occurrences.eventId)
    .orderBy(nearest, asc(occurrences.title))
    .limit(limit)
    .all()
    .map((row) => toOccurrence(row, pending));
}

function toOccurrence(row: Row, pending: ReadonlySet<EventId>): Occurrence {
  return {
    eventId: row.eventId,
    calendarId: row.calendarId,
    title: row.title,
    start: row.start,
    end: row.end,
    zone: row.zone,
    startMs: row.startMs,
    endMs: row.endMs,
    allDay: row.allDay,
    recurring: row.recurring,
    status: row.status,
    pending: pending.has(row.eventId),
    ...(row.location !== null && { location: row.location }),
    ...(row.recurrenceId !== null && { recurrenceId: row.recurrenceId as RecurrenceId }),
  };
}
