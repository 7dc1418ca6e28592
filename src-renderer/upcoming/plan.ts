// What is now and what is next, from the occurrences the engine named and the minute it is. Pure.
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { Occurrence } from "../../src-preload/contract/events.ts";
import { addDays, type Day, dayOf, daysBetween, startOfDay } from "../time/wall-clock.ts";

/** An occurrence with the calendar it is in. */
export interface UpcomingItem {
  readonly key: string;
  readonly occurrence: Occurrence;
  readonly calendar: Calendar;
}

/** A day that has something on it. */
export interface UpcomingDay {
  readonly day: Day;
  /** What fills it, or lasts through it: said beside the day's name. */
  readonly whole: readonly UpcomingItem[];
  /** What begins on it. */
  readonly rows: readonly UpcomingItem[];
}

/** Good until the first of `boundariesMs`. */
export interface UpcomingPlan {
  /** Under way now, the one that began first before the others. */
  readonly running: readonly UpcomingItem[];
  /** In order; today is there when anything is left of it or runs. */
  readonly days: readonly UpcomingDay[];
  /** The next that begins at a time of day. */
  readonly next: UpcomingItem | undefined;
  /** Running ones and rows; whole days where there is nothing else. */
  readonly count: number;
  /** When this is no longer true: something begins or ends, or the day does. */
  readonly boundariesMs: readonly number[];
}

/** What the engine answered, and the moment and zone it is read in. */
export interface UpcomingFacts {
  readonly occurrences: readonly Occurrence[];
  readonly calendars: readonly Calendar[];
  readonly nowMs: number;
  readonly zone: string;
  /** Of running ones and rows together. */
  readonly limit?: number;
}

const DAY_MS = 86_400_000;

/** Occurrences of visible calendars that are not over. */
function itemsLeft({ occurrences, calendars, nowMs }: UpcomingFacts): UpcomingItem[] {
  const byId = new Map(calendars.map((calendar) => [calendar.id, calendar]));
  return occurrences.flatMap((occurrence) => {
    const calendar = byId.get(occurrence.calendarId);
    if (!calendar?.visible || occurrence.status === "cancelled" || occurrence.answer === "declined") return [];
    const isOver = occurrence.endMs <= nowMs && occurrence.startMs < nowMs;
    return isOver ? [] : [{ key: `${occurrence.eventId} ${occurrence.recurrenceId ?? ""}`, occurrence, calendar }];
  });
}

/** Is it there for the whole day, rather than at a time of it? What lasts for days is a time only where it begins. */
function isWhole({ allDay, startMs, endMs }: Occurrence, nowMs: number): boolean {
  return allDay || (endMs - startMs >= DAY_MS && startMs <= nowMs);
}

/** The first day it touches, from today on. */
function dayFrom({ allDay, start, startMs }: Occurrence, today: Day, zone: string): Day {
  const first = allDay ? start.slice(0, 10) : dayOf(startMs, zone);
  return first < today ? today : first;
}

/** Which day of how many an occurrence is in; undefined when it touches one only, or lasts less than a day. */
export function dayWithin(o: Occurrence, day: Day, zone: string): { n: number; of: number } | undefined {
  const first = o.allDay ? o.start.slice(0, 10) : dayOf(o.startMs, zone);
  const last = o.allDay ? addDays(o.end.slice(0, 10), -1) : dayOf(Math.max(o.startMs, o.endMs - 1), zone);
  if (last <= first || (!o.allDay && o.endMs - o.startMs < DAY_MS)) return undefined;
  return { n: daysBetween(first, day) + 1, of: daysBetween(first, last) + 1 };
}

function byDay(items: readonly UpcomingItem[], dayOfItem: (item: UpcomingItem) => Day, nowMs: number): UpcomingDay[] {
  const days = new Map<Day, { whole: UpcomingItem[]; rows: UpcomingItem[] }>();
  for (const item of items) {
    const day = dayOfItem(item);
    const entry = days.get(day) ?? { whole: [], rows: [] };
    days.set(day, entry);
    (isWhole(item.occurrence, nowMs) ? entry.whole : entry.rows).push(item);
  }
  return [...days].map(([day, entry]) => ({ day, ...entry })).sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** Sorts what the engine named into now, today and the days after.
 *  @param facts `occurrences` in any order, with those that are over, hidden or declined */
export function planUpcoming(facts: UpcomingFacts): UpcomingPlan {
  const { nowMs, zone, limit = 7 } = facts;
  const today = dayOf(nowMs, zone);
  const left = itemsLeft(facts).sort(
    (a, b) => a.occurrence.startMs - b.occurrence.startMs || a.occurrence.endMs - b.occurrence.endMs,
  );
  const dayOfItem = ({ occurrence }: UpcomingItem) => dayFrom(occurrence, today, zone);
  const whole = left.filter(({ occurrence }) => isWhole(occurrence, nowMs));
  const timed = left.filter(({ occurrence }) => !isWhole(occurrence, nowMs)).slice(0, limit);
  const running = timed.filter(({ occurrence }) => occurrence.startMs <= nowMs);
  const rows = timed.filter(({ occurrence }) => occurrence.startMs > nowMs);
  // A list that is full ends with its last row: what fills later days would claim that nothing lies between.
  const last = timed.length === limit ? timed.map(dayOfItem).reduce((a, b) => (a > b ? a : b)) : undefined;
  const shownWhole = whole.filter((item) => last === undefined || dayOfItem(item) <= last).slice(0, limit);
  const boundaries = left.flatMap(({ occurrence }) => [occurrence.startMs, occurrence.endMs]);
  const midnight = startOfDay(addDays(today, 1), zone);
  return {
    running,
    days: byDay([...shownWhole, ...rows], dayOfItem, nowMs),
    next: rows[0],
    count: timed.length || shownWhole.length,
    boundariesMs: [...new Set([...boundaries, midnight])].filter((ms) => ms > nowMs).sort((a, b) => a - b),
  };
}
