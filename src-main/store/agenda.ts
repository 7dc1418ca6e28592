// The agenda's queries: a range, what comes next, a search.

import type { Occurrence } from "../../src-preload/contract/events.ts";
import type { CalendarId, EventId, RecurrenceId } from "../../src-preload/contract/shapes.ts";
import { readResource } from "../domain/resource.ts";
import { hiddenCalendarIds } from "./calendars.ts";
import { conflictIds } from "./conflicts.ts";
import type { Database } from "./database.ts";
import { displayZoneOf, horizonOf, rowsOf, SPANS, type Window } from "./occurrences.ts";
import { and, asc, eq, gt, gte, isNull, like, notInArray, or, sql } from "./orm.ts";
import { pendingEventIds } from "./outbox.ts";
import { perDatabase } from "./prepared.ts";
import { calendars, events, occurrences } from "./schema.ts";

type Stored = Omit<typeof occurrences.$inferSelect, "id" | "span">;
/** As read with or without the builder: SQLite's own booleans are 0 and 1. */
interface Row extends Omit<Stored, "allDay" | "recurring"> {
  readonly allDay: boolean | 0 | 1;
  readonly recurring: boolean | 0 | 1;
}

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
  answer: occurrences.answer,
  recurring: occurrences.recurring,
};

const rangeStatement = perDatabase((db) =>
  // Raw: with the builder, mapping a month's rows takes as long as reading them.
  // A zero-length event at the very start of the window is in it.
  db.prepare<Row>(`
    SELECT event_id AS eventId, calendar_id AS calendarId, recurrence_id AS recurrenceId, title, start, "end", zone,
      start_ms AS startMs, end_ms AS endMs, all_day AS allDay, location, status, answer, recurring
    FROM occurrences
    WHERE span = @span AND start_ms >= @earliestMs AND start_ms < @toMs AND (end_ms > @fromMs OR start_ms >= @fromMs)`),
);

/** The earliest start from which an occurrence of this class can reach `fromMs`. */
const earliestMs = (fromMs: number, longestMs: number) => Math.max(fromMs - longestMs, Number.MIN_SAFE_INTEGER);

/** Occurrences that touch [fromMs, toMs), in order. Beyond the stored horizon, series are expanded on the spot. */
export function agendaRange(db: Database, window: Window, calendarIds?: readonly CalendarId[]): Occurrence[] {
  const { fromMs, toMs } = window;
  const statement = rangeStatement(db);
  let rows = SPANS.flatMap((longestMs, span) =>
    statement.all({ fromMs, toMs, span, earliestMs: earliestMs(fromMs, longestMs) }),
  );
  const horizon = horizonOf(db);
  if (fromMs < horizon.fromMs || toMs > horizon.toMs) {
    rows = [...rows.filter((row) => !row.recurring), ...expandBeyond(db, window)];
  }
  const wanted = calendarIds && new Set(calendarIds);
  const hidden = new Set(hiddenCalendarIds(db));
  const marks = marksOf(db);
  return rows
    .filter((row) => (!wanted || wanted.has(row.calendarId)) && !hidden.has(row.calendarId))
    .sort(
      (a, b) => a.startMs - b.startMs || b.endMs - a.endMs || order(a.title, b.title) || order(a.eventId, b.eventId),
    )
    .map((row) => toOccurrence(row, marks));
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function expandBeyond(db: Database, window: Window): Row[] {
  const zone = displayZoneOf(db);
  return db.orm
    .select({ id: events.id, calendarId: events.calendarId, text: events.text })
    .from(events)
    .where(and(eq(events.recurring, true), isNull(events.removedMs)))
    .all()
    .flatMap((event) => rowsOf(db, event, readResource(event.text), window, zone)) as Row[];
}

/** The next occurrences of visible calendars, running ones first; cancelled and declined ones are left out. */
export function agendaUpcoming(db: Database, nowMs: number, limit: number): Occurrence[] {
  const hidden = hiddenCalendarIds(db);
  const marks = marksOf(db);
  const upcoming = (longestMs: number, span: number) =>
    db.orm
      .select(columns)
      .from(occurrences)
      .innerJoin(calendars, eq(calendars.id, occurrences.calendarId))
      .where(
        and(
          eq(occurrences.span, span),
          gte(occurrences.startMs, earliestMs(nowMs, longestMs)),
          gt(occurrences.endMs, nowMs),
          eq(calendars.visible, true),
          notInArray(occurrences.calendarId, hidden),
          sql`${occurrences.status} <> 'cancelled'`,
          sql`${occurrences.answer} IS NOT 'declined'`,
        ),
      )
      .orderBy(asc(occurrences.startMs), asc(occurrences.endMs))
      .limit(limit)
      .all();
  return SPANS.flatMap(upcoming)
    .sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs)
    .slice(0, limit)
    .map((row) => toOccurrence(row, marks));
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
  const marks = marksOf(db);
  return db.orm
    .select({ ...columns, nearest })
    .from(occurrences)
    .innerJoin(events, eq(events.id, occurrences.eventId))
    .where(and(isNull(events.removedMs), notInArray(events.calendarId, hiddenCalendarIds(db)), ...words.map(holds)))
    .groupBy(occurrences.eventId)
    .orderBy(nearest, asc(occurrences.title))
    .limit(limit)
    .all()
    .map((row) => toOccurrence(row, marks));
}

/** What an occurrence shows beyond its own row. */
interface Marks {
  readonly pending: ReadonlySet<EventId>;
  readonly inConflict: ReadonlyMap<EventId, string>;
}

function marksOf(db: Database): Marks {
  return { pending: pendingEventIds(db), inConflict: conflictIds(db) };
}

/** Written out field by field: a month has hundreds of them, and two spreads each cost more than the query. */
function toOccurrence(row: Row, { pending, inConflict }: Marks): Occurrence {
  const occurrence: Occurrence = {
    eventId: row.eventId,
    calendarId: row.calendarId,
    title: row.title,
    start: row.start,
    end: row.end,
    zone: row.zone,
    startMs: row.startMs,
    endMs: row.endMs,
    allDay: Boolean(row.allDay),
    recurring: Boolean(row.recurring),
    status: row.status,
    pending: pending.has(row.eventId),
  };
  if (row.location !== null) occurrence.location = row.location;
  if (inConflict.has(row.eventId)) occurrence.conflict = true;
  if (row.answer !== null) occurrence.answer = row.answer;
  if (row.recurrenceId !== null) occurrence.recurrenceId = row.recurrenceId as RecurrenceId;
  return occurrence;
}
