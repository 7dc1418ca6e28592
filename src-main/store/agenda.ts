// The agenda's queries: a range, and what comes next.
import type { Occurrence } from "../../src-preload/contract/events.ts";
import type { CalendarId, EventId, RecurrenceId } from "../../src-preload/contract/shapes.ts";
import type { Busy } from "../domain/event.ts";
import { readResource } from "../domain/resource.ts";
import { hiddenCalendarIds } from "./calendars.ts";
import { conflictIds } from "./conflicts.ts";
import type { Database } from "./database.ts";
import { displayZoneOf, horizonOf, rowsOf, SPANS, type Window } from "./occurrences.ts";
import { and, asc, eq, gt, gte, lte, sql } from "./orm.ts";
import { pendingEventIds } from "./outbox.ts";
import { perDatabase } from "./prepared.ts";
import { calendars, occurrences } from "./schema.ts";

type Stored = Omit<typeof occurrences.$inferSelect, "id" | "span">;
/** As read with or without the builder: SQLite's own booleans are 0 and 1. */
interface Row extends Omit<Stored, "allDay" | "recurring" | "busy"> {
  readonly allDay: boolean | 0 | 1;
  readonly recurring: boolean | 0 | 1;
}

interface BusyRow extends Row {
  readonly busy: Busy;
}

/** The columns that an occurrence is shown by. */
export const occurrenceColumns = {
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
  color: occurrences.color,
  privacy: occurrences.privacy,
  conferenceUrl: occurrences.conferenceUrl,
};

const rangeStatement = perDatabase((db) =>
  // Raw: with the builder, mapping a month's rows takes as long as reading them.
  // A zero-length event at the very start of the window is in it.
  db.prepare<BusyRow>(`
    SELECT event_id AS eventId, calendar_id AS calendarId, recurrence_id AS recurrenceId, title, start, "end", zone,
      start_ms AS startMs, end_ms AS endMs, all_day AS allDay, location, status, answer, recurring,
      color, privacy, conference_url AS conferenceUrl, busy
    FROM occurrences
    WHERE span = @span AND start_ms >= @earliestMs AND start_ms < @toMs AND (end_ms > @fromMs OR start_ms >= @fromMs)`),
);

/** The earliest start from which an occurrence of this class can reach `fromMs`. */
const earliestMs = (fromMs: number, longestMs: number) => Math.max(fromMs - longestMs, Number.MIN_SAFE_INTEGER);

/** The rows that touch [fromMs, toMs), of all calendars and in no order. Beyond the stored horizon, series are expanded on
 *  the spot. */
export function rowsWithin(db: Database, window: Window): BusyRow[] {
  const { fromMs, toMs } = window;
  const statement = rangeStatement(db);
  const rows = SPANS.flatMap((longestMs, span) =>
    statement.all({ fromMs, toMs, span, earliestMs: earliestMs(fromMs, longestMs) }),
  );
  const horizon = horizonOf(db);
  if (fromMs >= horizon.fromMs && toMs <= horizon.toMs) return rows;
  return [...rows.filter((row) => !row.recurring), ...expandBeyond(db, window)];
}

/** Occurrences that touch [fromMs, toMs), in order. Beyond the stored horizon, series are expanded on the spot. */
export function agendaRange(db: Database, window: Window, calendarIds?: readonly CalendarId[]): Occurrence[] {
  const wanted = calendarIds && new Set(calendarIds);
  const hidden = new Set(hiddenCalendarIds(db));
  const marks = marksOf(db);
  return rowsWithin(db, window)
    .filter((row) => (!wanted || wanted.has(row.calendarId)) && !hidden.has(row.calendarId))
    .sort(
      (a, b) => a.startMs - b.startMs || b.endMs - a.endMs || order(a.title, b.title) || order(a.eventId, b.eventId),
    )
    .map((row) => toOccurrence(row, marks));
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const seriesStatement = perDatabase((db) =>
  // Named: where SQLite's own statistics saw no series it would read every event instead.
  db.prepare<{ readonly id: EventId; readonly calendarId: CalendarId; readonly text: string }>(`
    SELECT id, calendar_id AS calendarId, text FROM events INDEXED BY events_recurring
    WHERE recurring = 1 AND removed_ms IS NULL`),
);

function expandBeyond(db: Database, window: Window): BusyRow[] {
  const zone = displayZoneOf(db);
  return seriesStatement(db)
    .all()
    .flatMap((event) => rowsOf(db, event, readResource(event.text), window, zone)) as BusyRow[];
}

const DAY_MS = 86_400_000;

/** What fills a whole day or more is known already; what began at ten is what someone is in now. */
const isBackground = ({ allDay, startMs, endMs }: Pick<Row, "allDay" | "startMs" | "endMs">) =>
  Boolean(allDay) || endMs - startMs >= DAY_MS;

/** Asked apart: all that is running is little, and a limit on both at once would let whole days push the meeting out. */
const upcomingStatements = perDatabase((db) => {
  const named = sql.placeholder;
  const seen = and(
    eq(occurrences.span, named("span")),
    // Not a join: calendars are few, so SQLite would begin with them and sort all that is to come.
    sql`${occurrences.calendarId} NOT IN (SELECT value FROM json_each(${named("unseen")}))`,
    sql`${occurrences.status} <> 'cancelled'`,
    sql`${occurrences.answer} IS NOT 'declined'`,
  );
  const found = (when: ReturnType<typeof and>) =>
    db.orm
      .select(occurrenceColumns)
      .from(occurrences)
      .where(and(seen, when))
      .orderBy(asc(occurrences.startMs), asc(occurrences.endMs), asc(occurrences.title));
  const { startMs, endMs } = occurrences;
  return {
    unticked: db.orm.select({ id: calendars.id }).from(calendars).where(eq(calendars.visible, false)).prepare(),
    running: found(
      and(gte(startMs, named("earliestMs")), lte(startMs, named("nowMs")), gt(endMs, named("nowMs"))),
    ).prepare(),
    next: found(gt(startMs, named("nowMs")))
      .limit(named("limit"))
      .prepare(),
  };
});

/** The next occurrences of visible calendars; cancelled and declined ones are left out. What needs someone first comes first:
 *  what is running, the meeting before the day or the week it is in, then what begins next. */
export function agendaUpcoming(db: Database, nowMs: number, limit: number): Occurrence[] {
  const statements = upcomingStatements(db);
  const marks = marksOf(db);
  const unseen = [...hiddenCalendarIds(db), ...statements.unticked.all().map(({ id }) => id)];
  const given = { nowMs, limit, unseen: JSON.stringify(unseen) };
  const running = SPANS.flatMap((longestMs, span) =>
    statements.running.all({ ...given, span, earliestMs: earliestMs(nowMs, longestMs) }),
  );
  const next = SPANS.flatMap((_, span) => statements.next.all({ ...given, span }));
  const byTime = (a: Row, b: Row) =>
    a.startMs - b.startMs || a.endMs - b.endMs || order(a.title, b.title) || order(a.eventId, b.eventId);
  return [
    ...running.filter((row) => !isBackground(row)).sort(byTime),
    ...running.filter(isBackground).sort(byTime),
    ...next.sort(byTime),
  ]
    .slice(0, limit)
    .map((row) => toOccurrence(row, marks));
}

/** What an occurrence shows beyond its own row. */
interface Marks {
  readonly pending: ReadonlySet<EventId>;
  readonly inConflict: ReadonlyMap<EventId, string>;
}

/** What is pending and in conflict now. */
export function marksOf(db: Database): Marks {
  return { pending: pendingEventIds(db), inConflict: conflictIds(db) };
}

/** A row as the contract shows it. Written out field by field: a month has hundreds of them, and two spreads each cost more than the query. */
export function toOccurrence(row: Row, { pending, inConflict }: Marks): Occurrence {
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
  if (row.color !== null) occurrence.color = row.color;
  if (row.privacy !== null) occurrence.privacy = row.privacy;
  if (row.conferenceUrl !== null) occurrence.conferenceUrl = row.conferenceUrl;
  if (row.recurrenceId !== null) occurrence.recurrenceId = row.recurrenceId as RecurrenceId;
  return occurrence;
}
