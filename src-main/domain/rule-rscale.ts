// Rules of other calendars than the Gregorian (RFC 7529): months and days of the Hebrew, Chinese, Ethiopic … year.
// Weeks of such a year (BYWEEKNO) have no use that is known; a rule that names them has its first start only.
import { Temporal } from "temporal-polyfill/full";
import type { Span } from "./rule-days.ts";
import { civilOf, dayOf, existing, nthWeekdays, range, sorted, weekdayOf } from "./rule-days.ts";
import type { Rule } from "./rule-parts.ts";
import { readRule } from "./rule-parts.ts";
import type { RuleParts } from "./rule-text.ts";
import type { Periods, Walk } from "./rule-walls.ts";
import { periodsOf, ruleWalls } from "./rule-walls.ts";

const DAY = 86_400_000;
// A year of moons takes milliseconds to find: this bounds a hostile rule, and no calendar is known further ahead.
const MAX_REACH_MS = 150 * 366 * DAY;
const LIMITS = ["BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO"];

/** A month by the number RFC 7529 §4.2 gives it: `5`, or `5L` for a leap month. */
interface Month {
  readonly code: string;
  readonly span: Span;
}

/** A year of some calendar: its months in order; days since 1970-01-01. */
interface Year {
  readonly months: readonly Month[];
  readonly span: Span;
}

/** DTSTART in the calendar of the rule. */
interface Anchor {
  readonly year: number;
  readonly code: string;
  readonly date: number;
  readonly weekday: number;
}

/** A rule, its months by code, and the calendar that it counts in. */
interface OtherRule {
  readonly calendar: string;
  /** BYMONTH is not in it. */
  readonly rule: Rule;
  readonly months: readonly string[];
}

const years = new Map<string, Year>();

/** Does the rule count in another calendar? Days and weeks are the same in all. */
export function hasOtherCalendar(parts: RuleParts): boolean {
  if ((parts.get("RSCALE") ?? "GREGORIAN") === "GREGORIAN") return false;
  return /^(YEARLY|MONTHLY)$/.test(parts.get("FREQ") ?? "") || LIMITS.some((name) => parts.has(name));
}

/** The times of such a rule, as `ruleWalls`, for 150 years from DTSTART. None when the calendar is unknown or the rule
 *  cannot be read. */
export function otherCalendarWalls(parts: RuleParts, walk: Walk): number[] {
  const other = readOther(parts);
  if (!other) return [];
  const to = Math.min(walk.to, walk.first + MAX_REACH_MS);
  try {
    const periods = periodsIn(other, Math.floor(walk.first / DAY));
    return periods ? ruleWalls(other.rule, { ...walk, to }, periods) : [];
  } catch (error) {
    // Temporal throws on a calendar that it does not know and on years beyond its range.
    if (error instanceof RangeError) return [];
    throw error;
  }
}

function readOther(parts: RuleParts): OtherRule | undefined {
  const named = parts.get("BYMONTH")?.split(",");
  const months = named?.flatMap((one) => /^0?([1-9]|1[0-3])(L?)$/.exec(one)?.slice(1).join("") ?? []) ?? [];
  const rule = readRule(new Map([...parts].filter(([name]) => name !== "BYMONTH")));
  if (!rule || rule.byWeekNo.length > 0 || (named && months.length === 0)) return undefined;
  return { calendar: (parts.get("RSCALE") as string).toLowerCase(), rule, months };
}

function periodsIn(other: OtherRule, first: number): Periods | undefined {
  const { rule, calendar } = other;
  const { interval, freq } = rule;
  const anchor = anchorIn(calendar, first);
  // Lower bounds: no month has more than 31 days, no year more than 385.
  if (freq === "YEARLY")
    return {
      days: (n) => daysOfYear(other, anchor, anchor.year + n * interval),
      earliest: (n) => yearIn(calendar, anchor.year + n * interval).span.from - 1,
      indexOf: (day) => Math.floor((day - first) / 385 / interval) - 1,
    };
  if (freq === "MONTHLY") {
    const months = monthsFrom(calendar, anchor);
    return {
      days: (n) => daysOfMonth(other, anchor, months(n * interval)),
      earliest: (n) => months(n * interval).month.span.from - 1,
      indexOf: (day) => Math.floor((day - first) / 31 / interval) - 1,
    };
  }
  if (freq !== "WEEKLY" && freq !== "DAILY") return undefined;
  const plain = periodsOf({ ...rule, byMonthDay: [], byYearDay: [] }, first);
  let near = anchor.year;
  const isNamed = (day: number) => {
    near = yearOf(calendar, day, near);
    return isAllowed(other, day, yearIn(calendar, near));
  };
  return { ...plain, days: (n) => plain.days(n).filter(isNamed) };
}

function anchorIn(calendar: string, day: number): Anchor {
  const date = dateIn(calendar, day);
  return { year: date.year, code: codeOf(date), date: date.day, weekday: weekdayOf(day) };
}

function dateIn(calendar: string, day: number): Temporal.PlainDate {
  const { year, month, date } = civilOf(day);
  return new Temporal.PlainDate(year, month, date).withCalendar(calendar);
}

// "M05L" is "5L".
function codeOf({ monthCode }: Temporal.PlainDate): string {
  return monthCode.replace(/^M0?/, "");
}

function yearIn(calendar: string, year: number): Year {
  const key = `${calendar} ${year}`;
  const known = years.get(key);
  if (known) return known;
  if (years.size > 2000) years.clear();
  const begin = (inYear: number, month: number) => Temporal.PlainDate.from({ calendar, year: inYear, month, day: 1 });
  const firsts = Array.from({ length: begin(year, 1).monthsInYear }, (_, i) => begin(year, i + 1));
  const starts = [...firsts, begin(year + 1, 1)].map((date) => {
    const iso = date.withCalendar("iso8601");
    return dayOf(iso.year, iso.month, iso.day);
  });
  const spanOf = (from: number, to: number) => ({ from: starts[from] as number, to: (starts[to] as number) - 1 });
  const months = firsts.map((date, i) => ({ code: codeOf(date), span: spanOf(i, i + 1) }));
  const made = { months, span: spanOf(0, firsts.length) };
  years.set(key, made);
  return made;
}

/** A month of one year. */
interface MonthOfYear {
  readonly month: Month;
  readonly year: Year;
}

// The n-th month from that of DTSTART, leap months counted; asked for in rising order.
function monthsFrom(calendar: string, anchor: Anchor): (n: number) => MonthOfYear {
  const found: MonthOfYear[] = [];
  let next = anchor.year;
  return (n) => {
    while (found.length <= n) {
      const year = yearIn(calendar, next);
      const all = year.months.map((month) => ({ month, year }));
      found.push(...(next === anchor.year ? all.slice(all.findIndex(({ month }) => month.code === anchor.code)) : all));
      next += 1;
    }
    return found[n] as MonthOfYear;
  };
}

function daysOfYear(other: OtherRule, anchor: Anchor, number: number): number[] {
  const { rule, calendar, months } = other;
  const { byMonthDay, byYearDay, byDay } = rule;
  const year = yearIn(calendar, number);
  const named = months.flatMap((code) => monthNamed(other, number, code));
  const spans = months.length > 0 ? named : year.months.map(({ span }) => span);
  if (byYearDay.length > 0) {
    const days = sorted(daysIn(rule, byYearDay, year.span)).filter((day) =>
      isAllowed({ ...other, rule: { ...rule, byYearDay: [] } }, day, year),
    );
    return days.filter((day) => isOnWeekday(rule, day, year.span));
  }
  const ofMonths = (list: readonly Span[], dates: readonly number[]) =>
    sorted(
      list.flatMap((span) =>
        daysIn(rule, dates, span).filter((day) => isOnWeekday(rule, day, months.length > 0 ? span : year.span)),
      ),
    );
  if (byMonthDay.length > 0) return ofMonths(spans, byMonthDay);
  if (byDay.length > 0)
    return sorted((months.length > 0 ? spans : [year.span]).flatMap((span) => nthWeekdays(rule, span)));
  return ofMonths(months.length > 0 ? named : monthNamed(other, number, anchor.code), [anchor.date]);
}

function daysOfMonth(other: OtherRule, anchor: Anchor, { month, year }: MonthOfYear): number[] {
  const { rule, months } = other;
  const { byMonthDay, byYearDay, byDay } = rule;
  if (months.length > 0 && !months.includes(month.code)) return [];
  let days: number[];
  if (byMonthDay.length > 0) days = daysIn(rule, byMonthDay, month.span);
  else if (byDay.length > 0) days = nthWeekdays(rule, month.span);
  else if (byYearDay.length > 0) days = range(month.span);
  else days = daysIn(rule, [anchor.date], month.span);
  const ofYear = new Set(daysIn(rule, byYearDay, year.span));
  const isNamed = (day: number) => byYearDay.length === 0 || ofYear.has(day);
  return sorted(days).filter((day) => isOnWeekday(rule, day, month.span) && isNamed(day));
}

// RFC 7529 §4.1: a leap month that a year lacks is left out, or stands for the month before or after its place.
function monthNamed({ rule, calendar }: OtherRule, year: number, code: string): Span[] {
  const { months } = yearIn(calendar, year);
  const own = months.find((month) => month.code === code);
  if (own) return [own.span];
  const before = months.findIndex((month) => `${month.code}L` === code);
  if (before < 0 || rule.skip === "OMIT") return [];
  const month = months[rule.skip === "BACKWARD" ? before : before + 1] ?? yearIn(calendar, year + 1).months[0];
  return month ? [month.span] : [];
}

function daysIn(rule: Rule, numbers: readonly number[], span: Span): number[] {
  return numbers.flatMap((nth) => existing(nth > 0 ? span.from + nth - 1 : span.to + 1 + nth, span, rule));
}

function isOnWeekday(rule: Rule, day: number, span: Span): boolean {
  const weekday = weekdayOf(day);
  const named = rule.byDay.filter((one) => one.weekday === weekday);
  if (rule.byDay.length === 0 || named.some((one) => one.nth === 0)) return true;
  return named.length > 0 && nthWeekdays(rule, span).includes(day);
}

// The parts as limits.
function isAllowed({ rule, months }: OtherRule, day: number, year: Year): boolean {
  const { byMonthDay, byYearDay } = rule;
  const month = year.months.find(({ span }) => day >= span.from && day <= span.to);
  if (!month || (months.length > 0 && !months.includes(month.code))) return false;
  const isIn = (list: readonly number[], span: Span) =>
    list.length === 0 || list.includes(day - span.from + 1) || list.includes(day - span.to - 1);
  return isIn(byMonthDay, month.span) && isIn(byYearDay, year.span);
}

// The year that holds a day, looked for from one not far away.
function yearOf(calendar: string, day: number, near: number): number {
  let year = near;
  while (yearIn(calendar, year).span.to < day) year += 1;
  while (yearIn(calendar, year).span.from > day) year -= 1;
  return year;
}
