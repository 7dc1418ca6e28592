// Which days a Graph recurrence falls on: a scan of day after day, sharing nothing with the product's own expansion.
// learn.microsoft.com/graph/api/resources/recurrencepattern; day 29–31 in a short month: its last day (EWS documentation).
import type { DayOfWeek, PatternedRecurrence, RecurrencePattern } from "@microsoft/microsoft-graph-types";

const DAY_MS = 86_400_000;
const DAYS: readonly DayOfWeek[] = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

interface Day {
  /** Days since 1970-01-01. */
  readonly number: number;
  readonly year: number;
  /** 1–12. */
  readonly month: number;
  readonly date: number;
}

function dayOf(number: number): Day {
  const at = new Date(number * DAY_MS);
  return { number, year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, date: at.getUTCDate() };
}

const numberOf = (date: string) => Date.parse(`${date}T00:00:00Z`) / DAY_MS;
const textOf = (number: number) => new Date(number * DAY_MS).toISOString().slice(0, 10);
const weekdayOf = (number: number) => (((number + 4) % 7) + 7) % 7;
const lengthOf = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate();
const matchesDay = (number: number, days: readonly DayOfWeek[]) => days.includes(DAYS[weekdayOf(number)] ?? "sunday");

/** Original dates of a series from its first to `until` inclusive, in the series' own zone, deleted ones included.
 *  @param until `YYYY-MM-DD` */
export function seriesDates({ pattern, range }: PatternedRecurrence, until: string): string[] {
  if (!pattern || !range?.startDate) return [];
  const first = numberOf(range.startDate);
  const isBounded = range.type === "endDate" && range.endDate;
  const last = Math.min(numberOf(until), isBounded ? numberOf(range.endDate ?? until) : Number.POSITIVE_INFINITY);
  const most = range.type === "numbered" ? (range.numberOfOccurrences ?? 1) : Number.POSITIVE_INFINITY;
  const dates: string[] = [];
  for (let number = first; number <= last && dates.length < most; number++) {
    if (fallsOn(dayOf(number), dayOf(first), pattern)) dates.push(textOf(number));
  }
  return dates;
}

function fallsOn(day: Day, first: Day, pattern: RecurrencePattern): boolean {
  const interval = pattern.interval ?? 1;
  switch (pattern.type) {
    case "daily":
      return (day.number - first.number) % interval === 0;
    case "weekly":
      return weeksApart(first, day, pattern) % interval === 0 && matchesDay(day.number, pattern.daysOfWeek ?? []);
    case "absoluteMonthly":
      return monthsApart(first, day) % interval === 0 && isDate(day, pattern.dayOfMonth ?? 1);
    case "relativeMonthly":
      return monthsApart(first, day) % interval === 0 && isIndexed(day, pattern);
    case "absoluteYearly":
      return isYear(first, day, pattern) && isDate(day, pattern.dayOfMonth ?? 1);
    case "relativeYearly":
      return isYear(first, day, pattern) && isIndexed(day, pattern);
    default:
      return false;
  }
}

function weeksApart(first: Day, day: Day, { firstDayOfWeek }: RecurrencePattern): number {
  const begin = Math.max(0, DAYS.indexOf(firstDayOfWeek ?? "sunday"));
  const weekOf = (number: number) => number - ((weekdayOf(number) - begin + 7) % 7);
  return (weekOf(day.number) - weekOf(first.number)) / 7;
}

const monthsApart = (first: Day, day: Day) => (day.year - first.year) * 12 + day.month - first.month;
const isDate = (day: Day, wanted: number) => day.date === Math.min(wanted, lengthOf(day.year, day.month));
const isYear = (first: Day, day: Day, { month, interval }: RecurrencePattern) =>
  day.month === month && (day.year - first.year) % (interval ?? 1) === 0;

/** Is it the first, second … last of the month's days that are one of the wanted weekdays? */
function isIndexed(day: Day, { daysOfWeek, index }: RecurrencePattern): boolean {
  const wanted = daysOfWeek ?? [];
  const start = day.number - day.date + 1;
  const found: number[] = [];
  for (let at = start; at < start + lengthOf(day.year, day.month); at++) if (matchesDay(at, wanted)) found.push(at);
  const place = { first: 0, second: 1, third: 2, fourth: 3, last: found.length - 1 }[index ?? "first"];
  return found[place] === day.number;
}
