// The days that a Graph recurrence pattern names, by the calendar alone (learn.microsoft.com/graph/api/resources/recurrencepattern).
import type { PatternedRecurrence, RecurrencePattern } from "@microsoft/microsoft-graph-types";
import { daysFromCivil, msToWall } from "../../domain/ical-values.ts";

const DAY = 86_400_000;
/** Further than this no first day is looked for: the largest interval that Outlook takes, and one. */
const MAX_YEARS = 100;

/** Days of the week as Graph spells them, 0 = Sunday. */
export const DAY_NAMES = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;

/** The same as an RRULE spells them. */
export const SHORT_DAYS: Readonly<Record<string, string>> = {
  sunday: "SU",
  monday: "MO",
  tuesday: "TU",
  wednesday: "WE",
  thursday: "TH",
  friday: "FR",
  saturday: "SA",
};

/** The places that `index` can name, counted from 0, or from the end. */
export const INDEXES = { first: 0, second: 1, third: 2, fourth: 3, last: -1 } as const;

/** A `YYYY-MM-DD` that means a day: Graph fills what has no date with the year 1 or 9999. */
export function isRealDate(date: string | null | undefined): date is string {
  return date !== undefined && date !== null && /^\d{4}-\d\d-\d\d/.test(date) && date > "0002" && date < "9999";
}

/** Days of a month. @param month 1–12 */
export function lengthOfMonth(year: number, month: number): number {
  return daysFromCivil(month === 12 ? year + 1 : year, month === 12 ? 1 : month + 1, 1) - daysFromCivil(year, month, 1);
}

/** Of a month the day that a list of weekdays and an index name. @param weekdays 0 = Sunday */
export function relativeDay(
  year: number,
  month: number,
  weekdays: readonly number[],
  index: keyof typeof INDEXES,
): number {
  const first = weekdayOf(daysFromCivil(year, month, 1));
  const days = Array.from({ length: lengthOfMonth(year, month) }, (_, i) => i + 1);
  const named = days.filter((day) => weekdays.includes((first + day - 1) % 7));
  return named.at(INDEXES[index]) ?? 0;
}

/** The first day from the start of the range on that the pattern names: a series begins there (recurrenceRange, startDate).
 *  The start itself when there is none in sight. @param startDate `YYYY-MM-DD` */
export function firstDay({ pattern }: PatternedRecurrence, startDate: string): string {
  if (!pattern) return startDate;
  const from = dayNumber(startDate);
  const reach = 366 * Math.min((pattern.interval || 1) + 1, MAX_YEARS);
  for (let day = from; day <= from + reach; day += 1) if (isNamed(pattern, from, day)) return dateOf(day);
  return startDate;
}

function isNamed(pattern: RecurrencePattern, from: number, day: number): boolean {
  const { type, dayOfMonth = 0, month = 0 } = pattern;
  const interval = pattern.interval || 1;
  const weekdays = (pattern.daysOfWeek ?? []).map((name) => DAY_NAMES.indexOf(name));
  const [year, inYear, date] = civil(day);
  const [firstYear, firstInYear] = civil(from);
  const months = (year - firstYear) * 12 + inYear - firstInYear;
  const isAbsolute = () => date === Math.min(dayOfMonth, lengthOfMonth(year, inYear));
  const isRelative = () => date === relativeDay(year, inYear, weekdays, pattern.index ?? "first");
  if (type === "daily") return (day - from) % interval === 0;
  if (type === "weekly") {
    const start = Math.max(0, DAY_NAMES.indexOf(pattern.firstDayOfWeek ?? "sunday"));
    const week = (one: number) => Math.floor((one + 4 - start) / 7);
    return weekdays.includes(weekdayOf(day)) && (week(day) - week(from)) % interval === 0;
  }
  if (type === "absoluteMonthly" || type === "relativeMonthly")
    return months % interval === 0 && (type === "absoluteMonthly" ? isAbsolute() : isRelative());
  if (inYear !== month || (year - firstYear) % interval !== 0) return false;
  return type === "absoluteYearly" ? isAbsolute() : isRelative();
}

function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

function dayNumber(date: string): number {
  return daysFromCivil(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10)));
}

function dateOf(day: number): string {
  return msToWall(day * DAY, true);
}

function civil(day: number): [year: number, month: number, date: number] {
  const date = dateOf(day);
  return [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))];
}
