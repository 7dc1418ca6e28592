// Rules that repeat by the day or more rarely, walked period by period on the wall clock of their series
// (RFC 5545 §3.3.10). Knows no zones: what a zone's clock never shows is asked of the caller.
import type { Anchor } from "./rule-days.ts";
import {
  anchorOf,
  civilOf,
  dayOf,
  daysOfMonth,
  daysOfWeek,
  daysOfYear,
  isDayOfRule,
  weekdayOf,
  weekOf,
} from "./rule-days.ts";
import type { Rule } from "./rule-parts.ts";

/** No series shows more instances than this in one window (R84). */
export const MAX_INSTANCES = 10_000;
/** Periods and days looked at before a rule counts as hostile (R85): some 0.1 s. */
const MAX_WORK = 400_000;
const DAY = 86_400_000;

/** Which part of a rule is wanted, and what belongs to it. */
export interface Walk {
  /** Wall ms, inclusive. */
  readonly from: number;
  readonly to: number;
  /** DTSTART as wall ms. */
  readonly first: number;
  readonly allDay: boolean;
  /** DTSTART is an instance whether or not the rule names it (R76): it takes one of COUNT and is not repeated here. */
  readonly countsFirst: boolean;
  /** A time that no clock of the zone shows: neither an instance nor counted (R71). */
  readonly isMissing?: (wall: number) => boolean;
}

/** The instances of a rule between two wall times, sorted, as wall ms; DTSTART itself only when `countsFirst` is false.
 *  @param periods those of the Gregorian calendar when not given */
export function ruleWalls(rule: Rule, walk: Walk, periods = periodsOf(rule, Math.floor(walk.first / DAY))): number[] {
  const { from, to, first, countsFirst, isMissing } = walk;
  const times = walk.allDay ? [0] : timesOfDay(rule, ((first % DAY) + DAY) % DAY);
  const found: number[] = [];
  let left = (rule.count ?? Number.POSITIVE_INFINITY) - (countsFirst ? 1 : 0);
  let last = countsFirst ? first : first - 1;
  let n = rule.count === undefined ? Math.max(0, periods.indexOf(Math.floor(from / DAY)) - 1) : 0;
  for (let work = MAX_WORK; work > 0 && left > 0; n += 1) {
    if (periods.earliest(n) * DAY > to) break;
    work -= 1;
    for (const wall of picked(rule, periods.days(n), times)) {
      work -= 1;
      if (wall > to || left <= 0 || work <= 0) return found;
      if (wall <= last || isMissing?.(wall)) continue;
      last = wall;
      left -= 1;
      if (wall < from) continue;
      found.push(wall);
      if (found.length >= MAX_INSTANCES) return found;
    }
  }
  return found;
}

/** The members of a sorted set that BYSETPOS names, sorted; all of them without it. */
export function atPositions<T>(set: readonly T[], positions: readonly number[]): T[] {
  if (positions.length === 0) return [...set];
  return indexes(set.length, positions).map((index) => set[index] as T);
}

function indexes(length: number, positions: readonly number[]): number[] {
  const named = positions.map((one) => (one > 0 ? one - 1 : length + one));
  return [...new Set(named)].filter((index) => index >= 0 && index < length).sort((a, b) => a - b);
}

// Days times the times of day can be millions: never all at once.
function* picked({ bySetPos }: Rule, days: readonly number[], times: readonly number[]): Iterable<number> {
  const at = (index: number) =>
    (days[Math.floor(index / times.length)] as number) * DAY + (times[index % times.length] as number);
  const total = days.length * times.length;
  if (bySetPos.length > 0) for (const index of indexes(total, bySetPos)) yield at(index);
  else for (let index = 0; index < total; index += 1) yield at(index);
}

// Ms since midnight, sorted.
function timesOfDay({ byHour, byMinute, bySecond }: Rule, first: number): number[] {
  const hours = byHour.length > 0 ? byHour : [Math.floor(first / 3_600_000)];
  const minutes = byMinute.length > 0 ? byMinute : [Math.floor(first / 60_000) % 60];
  const seconds = bySecond.length > 0 ? bySecond : [Math.floor(first / 1000) % 60];
  return hours.flatMap((hour) =>
    minutes.flatMap((minute) => seconds.map((second) => ((hour * 60 + minute) * 60 + second) * 1000)),
  );
}

/** The periods of a rule; days count from 1970-01-01. */
export interface Periods {
  /** The n-th period counted from that of DTSTART: its days, sorted. */
  days(n: number): number[];
  /** No day of the period comes before this one. */
  earliest(n: number): number;
  /** A period that begins no later than the day; may be below zero. */
  indexOf(day: number): number;
}

/** The periods of a rule in the Gregorian calendar. @param first the day of DTSTART */
export function periodsOf(rule: Rule, first: number): Periods {
  const { interval } = rule;
  const anchor = anchorOf(first);
  if (rule.freq === "YEARLY") return yearsOf(rule, anchor, firstYear(rule, anchor, first));
  if (rule.freq === "MONTHLY") {
    const base = anchor.year * 12 + anchor.month - 1;
    return {
      days: (n) => daysOfMonth(rule, anchor, base + n * interval),
      earliest: (n) => dayOf(0, base + n * interval + 1, 1) - 1,
      indexOf: (day) => Math.floor((civilOf(day).year * 12 + civilOf(day).month - 1 - base) / interval),
    };
  }
  if (rule.freq === "WEEKLY") {
    const base = first - ((weekdayOf(first) - rule.weekStart + 7) % 7);
    return {
      days: (n) => daysOfWeek(rule, anchor, base + n * 7 * interval),
      earliest: (n) => base + n * 7 * interval,
      indexOf: (day) => Math.floor((day - base) / (7 * interval)),
    };
  }
  return {
    days: (n) => (isDayOfRule(rule, first + n * interval) ? [first + n * interval] : []),
    earliest: (n) => first + n * interval,
    indexOf: (day) => Math.floor((day - first) / interval),
  };
}

function yearsOf(rule: Rule, anchor: Anchor, base: number): Periods {
  const { interval } = rule;
  return {
    days: (n) => daysOfYear(rule, anchor, base + n * interval),
    // Week 1 begins up to three days before its year.
    earliest: (n) => dayOf(base + n * interval, 1, 1) - 3,
    indexOf: (day) => Math.floor((civilOf(day).year - base) / interval),
  };
}

// A start that the rule names itself belongs to the year of its week.
function firstYear(rule: Rule, anchor: Anchor, first: number): number {
  if (rule.byWeekNo.length === 0) return anchor.year;
  const { year } = weekOf(first, rule.weekStart);
  return daysOfYear(rule, anchor, year).includes(first) ? year : anchor.year;
}
