// From Graph's recurrence to an RRULE value (learn.microsoft.com/graph/api/resources/patternedrecurrence; RFC 5545 §3.3.10).

import type {
  DayOfWeek,
  PatternedRecurrence,
  RecurrencePattern,
  RecurrenceRange,
} from "@microsoft/microsoft-graph-types";
import { Failure } from "../../../src-preload/contract/failure.ts";
import { entryOf } from "../../domain/entry-of.ts";
import { basicForm, msToWall } from "../../domain/ical-values.ts";
import { zonedToMs } from "../../domain/zones.ts";
import { isRealDate, lengthOfMonth, SHORT_DAYS } from "./recurrence-days.ts";

const POSITIONS: Readonly<Record<string, string>> = { first: "1", second: "2", third: "3", fourth: "4", last: "-1" };
// A common year: of the lengths of a month the shortest.
const COMMON_YEAR = 2001;

/** The RRULE value of a recurrence. A day of the month from the 29th on means the last day where a month is shorter (it
 *  clamps), an index means the first, second … of all the days named: both need BYSETPOS.
 *  @param zone of the series: UNTIL is the end of its last local day
 *  @throws Failure `malformed` for a pattern that is none */
export function ruleOf(recurrence: PatternedRecurrence, zone: string, allDay: boolean): string {
  const { pattern, range } = recurrence;
  if (!pattern) throw unreadable("it has no pattern");
  const { interval = 1 } = pattern;
  const [freq, ...by] = patternParts(pattern);
  const every = interval > 1 ? [`INTERVAL=${interval}`] : [];
  return [freq, ...every, ...by, ...endParts(range ?? {}, zone, allDay)].join(";");
}

function patternParts(pattern: RecurrencePattern): string[] {
  const { type, dayOfMonth = 0, month = 0, index } = pattern;
  const position = `BYSETPOS=${entryOf(POSITIONS, index ?? "first") ?? "1"}`;
  switch (type) {
    case "daily":
      return ["FREQ=DAILY"];
    case "weekly":
      return ["FREQ=WEEKLY", byDay(pattern), ...weekStart(pattern.firstDayOfWeek)];
    case "absoluteMonthly":
      return ["FREQ=MONTHLY", ...byMonthDay(dayOfMonth, 28)];
    case "relativeMonthly":
      return ["FREQ=MONTHLY", byDay(pattern), position];
    case "absoluteYearly":
      return ["FREQ=YEARLY", byMonth(month), ...byMonthDay(dayOfMonth, lengthOfMonth(COMMON_YEAR, month), month === 2)];
    case "relativeYearly":
      return ["FREQ=YEARLY", byMonth(month), byDay(pattern), position];
    default:
      throw unreadable(`its pattern is ${String(type).slice(0, 40)}`);
  }
}

function byDay({ daysOfWeek }: RecurrencePattern): string {
  // Monday first, whatever order they come in.
  const days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"].filter((day) =>
    (daysOfWeek ?? []).some((name) => entryOf(SHORT_DAYS, name) === day),
  );
  if (days.length === 0) throw unreadable("its pattern names no day of the week");
  return `BYDAY=${days.join(",")}`;
}

function byMonth(month: number): string {
  if (month < 1 || month > 12) throw unreadable(`it repeats in month ${month}`);
  return `BYMONTH=${month}`;
}

// The last of 28, …, n that the month has. `surest` is the day that every such month has.
function byMonthDay(day: number, surest: number, isFebruary = false): string[] {
  if (day < 1 || day > 31) throw unreadable(`it repeats on day ${day}`);
  if (day <= surest) return [`BYMONTHDAY=${day}`];
  if (surest > 28) return [`BYMONTHDAY=${surest}`];
  const last = isFebruary ? 29 : day;
  const days = Array.from({ length: last - surest + 1 }, (_, i) => surest + i);
  return [`BYMONTHDAY=${days.join(",")}`, "BYSETPOS=-1"];
}

// Monday is what an RRULE means by itself.
function weekStart(day: DayOfWeek | null | undefined): string[] {
  const first = entryOf(SHORT_DAYS, day ?? "sunday") ?? "SU";
  return first === "MO" ? [] : [`WKST=${first}`];
}

function endParts(
  { type, endDate, numberOfOccurrences = 0 }: RecurrenceRange,
  zone: string,
  allDay: boolean,
): string[] {
  if (type === "numbered" && numberOfOccurrences > 0) return [`COUNT=${numberOfOccurrences}`];
  // Year 1 is how Graph says "none".
  if (type !== "endDate" || !isRealDate(endDate)) return [];
  if (allDay) return [`UNTIL=${basicForm(endDate)}`];
  return [`UNTIL=${basicForm(msToWall(zonedToMs(`${endDate}T23:59:59`, zone)))}Z`];
}

function unreadable(detail: string): Failure {
  return new Failure("malformed", { what: "event", detail });
}
