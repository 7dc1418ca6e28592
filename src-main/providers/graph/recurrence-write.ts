// From an RRULE value to Graph's recurrence, where Graph has one that means the same (RFC 5545 §3.3.10).
import type {
  DayOfWeek,
  PatternedRecurrence,
  RecurrencePattern,
  RecurrenceRange,
} from "@microsoft/microsoft-graph-types";
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { FailureLimit } from "../../../src-preload/contract/failure-words.ts";
import { msToWall, wallToMs } from "../../domain/ical-values.ts";
import { anchorOf, civilOf, daysOfMonth, daysOfYear } from "../../domain/rule-days.ts";
import { ruleUntil } from "../../domain/rule-expand.ts";
import type { Rule } from "../../domain/rule-parts.ts";
import { readRule } from "../../domain/rule-parts.ts";
import type { RuleParts } from "../../domain/rule-text.ts";
import { parseRule } from "../../domain/rule-text.ts";
import { atPositions } from "../../domain/rule-walls.ts";
import { DAY_NAMES, firstDay, INDEXES, lengthOfMonth, relativeDay } from "./recurrence-days.ts";
import { graphZone } from "./zones.ts";

const DAY = 86_400_000;
// Exchange takes no more (rulebook §1.8).
const MAX_INTERVAL = 99;
const MAX_COUNT = 999;
// In these years every month has every shape: its lengths, each beginning on every weekday.
const YEARS = Array.from({ length: 28 }, (_, i) => 2001 + i);
const MONTHS = YEARS.flatMap((year) => Array.from({ length: 12 }, (_, i) => year * 12 + i));

/** The recurrence that makes the same days as a rule.
 *  @param start Moment of DTSTART in `zone`
 *  @param zone IANA name or `UTC`; of no account when all-day
 *  @throws Failure `not-expressible` (`rule`, `too-many-occurrences`; `extra-dates` when DTSTART is not of the rule; `zone`);
 *    `malformed` when it is no rule */
export function recurrenceOf(rrule: string, start: string, zone: string, allDay: boolean): PatternedRecurrence {
  const parts = parseRule(rrule);
  const rule = readRule(parts);
  if (!rule)
    throw new Failure("malformed", { what: "event", detail: `not a rule of repetition: ${rrule.slice(0, 60)}` });
  const startDate = start.slice(0, 10);
  const timeZone = allDay ? "UTC" : graphZone(zone);
  if (timeZone === undefined) throw refused("zone");
  if (!isPlain(rule, parts, start)) throw refused("rule");
  const pattern = patternOf(rule, startDate);
  if (!pattern) throw refused("rule");
  // RFC 5545 counts DTSTART as an instance even where the rule does not name it; Graph begins with the first that it names.
  if (firstDay({ pattern }, startDate) !== startDate) throw refused("extra-dates");
  const range: RecurrenceRange = { startDate, recurrenceTimeZone: timeZone, ...rangeOf(rule, parts, start, zone) };
  return { pattern, range };
}

// Parts that Graph has nothing for; a time of day that only repeats the start's is none of them.
function isPlain(rule: Rule, parts: RuleParts, start: string): boolean {
  const { byWeekNo, byYearDay, byHour, byMinute, bySecond, interval } = rule;
  const isOwn = (list: readonly number[], at: number) =>
    list.length === 0 || (list.length === 1 && start.length > 10 && list[0] === (Number(start.slice(at, at + 2)) || 0));
  const isGregorian = (parts.get("RSCALE") ?? "GREGORIAN") === "GREGORIAN";
  const hasOneEnd = !(parts.has("COUNT") && parts.has("UNTIL"));
  const isTimed = isOwn(byHour, 11) && isOwn(byMinute, 14) && isOwn(bySecond, 17);
  const hasNoOther = byWeekNo.length === 0 && byYearDay.length === 0;
  return isGregorian && hasOneEnd && isTimed && hasNoOther && interval <= MAX_INTERVAL && rule.skip !== "FORWARD";
}

function patternOf(rule: Rule, startDate: string): RecurrencePattern | undefined {
  const { freq, byMonth, interval } = rule;
  if (freq === "DAILY" || freq === "WEEKLY") return weekPattern(rule, startDate);
  // In one month of every year: a yearly rule in other words.
  if (freq === "MONTHLY" && byMonth.length === 1 && interval === 1)
    return yearPattern({ ...rule, freq: "YEARLY" }, startDate);
  if (freq === "MONTHLY") return byMonth.length > 0 ? undefined : monthPattern(rule, startDate);
  return freq === "YEARLY" ? yearPattern(rule, startDate) : undefined;
}

function weekPattern(rule: Rule, startDate: string): RecurrencePattern | undefined {
  const { freq, interval, byDay, byMonth, byMonthDay, bySetPos, weekStart } = rule;
  const hasOther = byMonth.length > 0 || byMonthDay.length > 0 || bySetPos.length > 0;
  if (hasOther || byDay.some((day) => day.nth !== 0)) return undefined;
  const days = new Set(byDay.map((day) => day.weekday));
  const isDaily = freq === "DAILY" && (days.size === 0 || days.size === 7);
  if (isDaily) return { type: "daily", interval };
  if (freq === "DAILY" && interval > 1) return undefined;
  const weekdays = days.size > 0 ? [...days] : [new Date(wallToMs(startDate)).getUTCDay()];
  return { type: "weekly", interval, daysOfWeek: namesOf(weekdays), firstDayOfWeek: nameOf(weekStart) };
}

// What a rule makes is looked at rather than how it is spelled: `2MO`, `MO` with BYSETPOS=2 and `MO` with BYMONTHDAY=8,…,14
// are one pattern, and a 31st that is left out in short months is none at all.
function monthPattern(rule: Rule, startDate: string): RecurrencePattern | undefined {
  const anchor = anchorOf(wallToMs(startDate) / DAY);
  const made = MONTHS.map((month) => atPositions(daysOfMonth(rule, anchor, month), rule.bySetPos));
  const found = findDay(made, MONTHS, rule);
  if (!found) return undefined;
  return { type: found.index ? "relativeMonthly" : "absoluteMonthly", interval: rule.interval, ...found };
}

function yearPattern(rule: Rule, startDate: string): RecurrencePattern | undefined {
  const anchor = anchorOf(wallToMs(startDate) / DAY);
  const made = YEARS.map((year) => atPositions(daysOfYear(rule, anchor, year), rule.bySetPos));
  const { month } = civilOf(made[0]?.[0] ?? 0);
  const found = findDay(
    made,
    YEARS.map((year) => year * 12 + month - 1),
    rule,
  );
  if (!found) return undefined;
  return { type: found.index ? "relativeYearly" : "absoluteYearly", interval: rule.interval, month, ...found };
}

// The day of the month, or the weekdays and their index, that all of these months have in common; one day each.
function findDay(
  made: readonly (readonly number[])[],
  months: readonly number[],
  { byDay }: Rule,
): RecurrencePattern | undefined {
  const civil = made.map((days) => civilOf(days[0] ?? 0));
  const isInMonth = ({ year, month }: { year: number; month: number }, i: number) =>
    year * 12 + month - 1 === months[i];
  if (!made.every((days) => days.length === 1) || !civil.every(isInMonth)) return undefined;
  const weekdays = [...new Set(byDay.map((one) => one.weekday))];
  if (weekdays.length > 0)
    for (const index of Object.keys(INDEXES) as (keyof typeof INDEXES)[])
      if (civil.every(({ year, month, date }) => date === relativeDay(year, month, weekdays, index)))
        return { daysOfWeek: namesOf(weekdays), index, firstDayOfWeek: "sunday" };
  for (let dayOfMonth = 1; dayOfMonth <= 31; dayOfMonth += 1)
    if (civil.every(({ year, month, date }) => date === Math.min(dayOfMonth, lengthOfMonth(year, month))))
      return { dayOfMonth };
  return undefined;
}

function rangeOf(rule: Rule, parts: RuleParts, start: string, zone: string): RecurrenceRange {
  if (rule.count !== undefined) {
    if (rule.count > MAX_COUNT) throw refused("too-many-occurrences");
    return { type: "numbered", numberOfOccurrences: rule.count };
  }
  if (!parts.has("UNTIL")) return { type: "noEnd" };
  const until = ruleUntil(parts, start, zone);
  if (until === undefined) throw refused("rule");
  // A last day that ends before the time of the series is not its last day.
  const isBefore = start.length > 10 && until % DAY < wallToMs(start) % DAY;
  const endDate = msToWall(until - (isBefore ? DAY : 0), true);
  // Only DTSTART is left (RFC 5545 §3.8.5.3); Graph takes no range that ends before it begins.
  if (endDate < start.slice(0, 10)) return { type: "numbered", numberOfOccurrences: 1 };
  return { type: "endDate", endDate };
}

function nameOf(weekday: number): DayOfWeek {
  return DAY_NAMES[weekday] ?? "sunday";
}

function namesOf(weekdays: readonly number[]): DayOfWeek[] {
  return [...weekdays].sort((a, b) => a - b).map(nameOf);
}

function refused(limit: FailureLimit): Failure {
  return new Failure("not-expressible", { limit });
}
