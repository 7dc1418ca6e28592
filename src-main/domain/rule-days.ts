// The days that a rule names in one of its periods (RFC 5545 §3.3.10, the table of expanding and limiting parts).
// Days are counted from 1 January 1970, on no clock and in no zone.
import { daysFromCivil } from "./ical-values.ts";
import type { Rule } from "./rule-parts.ts";

const DAY_MS = 86_400_000;

/** A day of the civil calendar; `day` counts from 1970-01-01. */
interface Civil {
  readonly day: number;
  readonly year: number;
  /** 1–12. */
  readonly month: number;
  readonly date: number;
}

/** What the rule takes from DTSTART where it is silent itself. */
export interface Anchor {
  readonly year: number;
  readonly month: number;
  readonly date: number;
  readonly weekday: number;
}

/** The anchor that a start gives. @param day days since 1970-01-01 */
export function anchorOf(day: number): Anchor {
  const { year, month, date } = civilOf(day);
  return { year, month, date, weekday: weekdayOf(day) };
}

/** 0 = Sunday. */
export function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** Days since 1970-01-01 of a date; months beyond 1–12 count into other years. */
export function dayOf(year: number, month: number, date: number): number {
  const months = year * 12 + month - 1;
  return daysFromCivil(Math.floor(months / 12), (months % 12) + 1, date);
}

/** The year and month of a day. */
export function civilOf(day: number): Civil {
  const moment = new Date(day * DAY_MS);
  return { day, year: moment.getUTCFullYear(), month: moment.getUTCMonth() + 1, date: moment.getUTCDate() };
}

/** The days of a YEARLY rule in one year, sorted. A week belongs to the year that holds most of it: with BYWEEKNO the days
 *  may lie in the neighbouring years. */
export function daysOfYear(rule: Rule, anchor: Anchor, year: number): number[] {
  const { byMonth, byWeekNo, byYearDay, byMonthDay, byDay } = rule;
  const months = byMonth.length > 0 ? byMonth : ALL_MONTHS;
  let days: number[];
  if (byYearDay.length > 0) days = byYearDay.flatMap((nth) => yearDay(nth, year, rule));
  else if (byWeekNo.length > 0) days = byWeekNo.flatMap((week) => weekDays(week, year, rule));
  else if (byMonthDay.length > 0)
    return sorted(months.flatMap((month) => monthDays(rule, byMonthDay, year, month))).filter((day) =>
      isOnWeekday(rule, day),
    );
  else if (byDay.length > 0) {
    const spans = byMonth.length > 0 ? months.map((month) => monthSpan(year, month)) : [yearSpan(year)];
    return sorted(spans.flatMap((span) => nthWeekdays(rule, span)));
  } else {
    const own = byMonth.length > 0 ? months : [anchor.month];
    return sorted(own.flatMap((month) => monthDays(rule, [anchor.date], year, month)));
  }
  const weekdays = byYearDay.length > 0 || byDay.length > 0 || byMonthDay.length > 0;
  return sorted(days).filter(
    (day) => isAllowedDay(rule, day) && isOnWeekday(rule, day) && (weekdays || weekdayOf(day) === anchor.weekday),
  );
}

/** The days of a MONTHLY rule in one month, sorted. @param month counted from January of the year 0 */
export function daysOfMonth(rule: Rule, anchor: Anchor, month: number): number[] {
  const [year, inYear] = [Math.floor(month / 12), (month % 12) + 1];
  if (rule.byMonth.length > 0 && !rule.byMonth.includes(inYear)) return [];
  const { byMonthDay, byDay, byYearDay, byWeekNo } = rule;
  let days: number[];
  if (byMonthDay.length > 0) days = monthDays(rule, byMonthDay, year, inYear);
  else if (byDay.length > 0) days = nthWeekdays(rule, monthSpan(year, inYear));
  else if (byYearDay.length > 0 || byWeekNo.length > 0) days = range(monthSpan(year, inYear));
  else days = monthDays(rule, [anchor.date], year, inYear);
  return sorted(days).filter((day) => isOnWeekday(rule, day) && isInYear(rule, day));
}

/** The days of a WEEKLY rule in the week that begins on a day, sorted. */
export function daysOfWeek(rule: Rule, anchor: Anchor, first: number): number[] {
  const { byDay, byMonthDay, byYearDay } = rule;
  const byOther = byMonthDay.length > 0 || byYearDay.length > 0;
  return range({ from: first, to: first + 6 }).filter((day) => {
    if (byDay.length === 0 && !byOther && weekdayOf(day) !== anchor.weekday) return false;
    return isAllowedDay(rule, day) && isOnWeekday(rule, day);
  });
}

/** Does a rule that repeats daily or more often let this day pass? There its parts only limit. */
export function isDayOfRule(rule: Rule, day: number): boolean {
  return isAllowedDay(rule, day) && isOnWeekday(rule, day);
}

/** The ISO week of a day for weeks that begin on `weekStart`, and how many its year has (RFC 5545, BYWEEKNO). */
export function weekOf(day: number, weekStart: number): { year: number; week: number; weeks: number } {
  const { year } = civilOf(day);
  const own = [year + 1, year, year - 1].find((one) => firstWeek(one, weekStart) <= day) as number;
  const first = firstWeek(own, weekStart);
  return { year: own, week: Math.floor((day - first) / 7) + 1, weeks: (firstWeek(own + 1, weekStart) - first) / 7 };
}

/** A stretch of days, both ends in it. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const ALL_MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
const yearSpan = (year: number): Span => ({ from: dayOf(year, 1, 1), to: dayOf(year + 1, 1, 1) - 1 });
const monthSpan = (year: number, month: number): Span => ({
  from: dayOf(year, month, 1),
  to: dayOf(year, month + 1, 1) - 1,
});
/** The days of a span. */
export const range = ({ from, to }: Span) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
/** In order, each once. */
export const sorted = (days: readonly number[]) => [...new Set(days)].sort((a, b) => a - b);

// Week 1 is the first with at least four days in its year.
function firstWeek(year: number, weekStart: number): number {
  const first = dayOf(year, 1, 1);
  const offset = (weekdayOf(first) - weekStart + 7) % 7;
  return offset <= 3 ? first - offset : first + 7 - offset;
}

function weekDays(week: number, year: number, { weekStart }: Rule): number[] {
  const first = firstWeek(year, weekStart);
  const weeks = (firstWeek(year + 1, weekStart) - first) / 7;
  const nth = week > 0 ? week : weeks + 1 + week;
  if (nth < 1 || nth > weeks) return [];
  const from = first + (nth - 1) * 7;
  return range({ from, to: from + 6 });
}

function monthDays(rule: Rule, dates: readonly number[], year: number, month: number): number[] {
  const span = monthSpan(year, month);
  return dates.flatMap((date) => existing(date > 0 ? span.from + date - 1 : span.to + 1 + date, span, rule));
}

function yearDay(nth: number, year: number, rule: Rule): number[] {
  const span = yearSpan(year);
  return existing(nth > 0 ? span.from + nth - 1 : span.to + 1 + nth, span, rule);
}

/** RFC 7529 §4.1: what has no place in its month or year is left out, or goes to the day before or after the hole. */
export function existing(day: number, span: Span, { skip }: Rule): number[] {
  if (day >= span.from && day <= span.to) return [day];
  if (skip === "OMIT") return [];
  if (day > span.to) return [skip === "BACKWARD" ? span.to : span.to + 1];
  return [skip === "BACKWARD" ? span.from - 1 : span.from];
}

/** The days of a span that BYDAY names, its numbers counted in it. */
export function nthWeekdays({ byDay }: Rule, span: Span): number[] {
  return byDay.flatMap(({ nth, weekday }) => {
    const first = span.from + ((weekday - weekdayOf(span.from) + 7) % 7);
    const last = span.to - ((weekdayOf(span.to) - weekday + 7) % 7);
    if (nth === 0) return Array.from({ length: (last - first) / 7 + 1 }, (_, i) => first + i * 7);
    const day = nth > 0 ? first + (nth - 1) * 7 : last + (nth + 1) * 7;
    return day >= span.from && day <= span.to ? [day] : [];
  });
}

// BYDAY as a limit. Its numbers count in the month or the year of MONTHLY and YEARLY rules and mean nothing elsewhere.
function isOnWeekday(rule: Rule, day: number): boolean {
  const { byDay, freq, byMonth, byWeekNo } = rule;
  if (byDay.length === 0) return true;
  const weekday = weekdayOf(day);
  if (!byDay.some((one) => one.weekday === weekday)) return false;
  const counts = freq === "MONTHLY" || (freq === "YEARLY" && byWeekNo.length === 0);
  if (!counts || byDay.some((one) => one.weekday === weekday && one.nth === 0)) return true;
  const { year, month } = civilOf(day);
  const span = freq === "MONTHLY" || byMonth.length > 0 ? monthSpan(year, month) : yearSpan(year);
  return nthWeekdays(rule, span).includes(day);
}

function isAllowedDay(rule: Rule, day: number): boolean {
  const { byMonth, byMonthDay } = rule;
  if (byMonth.length > 0 || byMonthDay.length > 0) {
    const { year, month, date } = civilOf(day);
    if (byMonth.length > 0 && !byMonth.includes(month)) return false;
    const isNamed = byMonthDay.includes(date) || byMonthDay.includes(day - dayOf(year, month + 1, 1));
    if (byMonthDay.length > 0 && !isNamed) return false;
  }
  return isInYear(rule, day);
}

function isInYear(rule: Rule, day: number): boolean {
  const { byYearDay, byWeekNo, freq } = rule;
  // In a YEARLY rule the days of the year were chosen, not limited.
  if (byYearDay.length > 0 && freq !== "YEARLY") {
    const span = yearSpan(civilOf(day).year);
    if (!byYearDay.includes(day - span.from + 1) && !byYearDay.includes(day - span.to - 1)) return false;
  }
  if (byWeekNo.length === 0) return true;
  const { week, weeks } = weekOf(day, rule.weekStart);
  return byWeekNo.includes(week) || byWeekNo.includes(week - weeks - 1);
}
