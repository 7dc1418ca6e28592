// The rule of a series that is moved to another day, beyond what its own first day says: lists of days, days counted from
// the end of the month, and weeks that begin elsewhere (rules R81, R82).
import type { Stamp } from "./event-time.ts";
import { wallToMs } from "./ical-values.ts";
import { shiftRule } from "./rule-edit.ts";
import type { RuleParts } from "./rule-text.ts";
import { parseRule, ruleText } from "./rule-text.ts";

const DAY = 86_400_000;
const WEEKDAYS = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

/** The rule of a series whose start moves: UNTIL and every part that the start implies move along. What cannot be said of
 *  another day (the last working day of a month) stays. */
export function movedRule(rule: string, from: Stamp, to: Stamp): string {
  const [old, next] = [from.moment.slice(0, 10), to.moment.slice(0, 10)];
  const before = parseRule(rule);
  const after = parseRule(shiftRule(rule, from, to));
  const days = (wallToMs(next) - wallToMs(old)) / DAY;
  if (days === 0) return ruleText(after);
  const freq = before.get("FREQ");
  if (freq === "WEEKLY") keepWeeks(before, after, days);
  if (freq === "MONTHLY" || freq === "YEARLY") {
    moveMonthDays(before, after, old, next, days);
    moveWeekdays(before, after, old, next, days);
  }
  return ruleText(after);
}

// Every second week of MO and SU, a day later, is TU and the MO after it: the week has to begin a day later too.
function keepWeeks(before: RuleParts, after: RuleParts, days: number): void {
  const isSpaced = Number(before.get("INTERVAL") ?? 1) > 1 && (before.get("BYDAY") ?? "").includes(",");
  if (isSpaced && days % 7 !== 0) after.set("WKST", shiftWeekday(before.get("WKST") ?? "MO", days));
}

function moveMonthDays(before: RuleParts, after: RuleParts, old: string, next: string, days: number): void {
  const values = before.get("BYMONTHDAY")?.split(",").map(Number) ?? [];
  const [day, last] = [Number(old.slice(8)), daysInMonth(old)];
  const isSameMonth = old.slice(0, 7) === next.slice(0, 7);
  if (values.length === 1 && values[0] === day - last - 1) {
    const fromEnd = Number(next.slice(8)) - daysInMonth(next) - 1;
    after.set("BYMONTHDAY", String(isSameMonth ? fromEnd : Number(next.slice(8))));
  } else if (values.length > 1 && isSameMonth && values.includes(day)) {
    const moved = values.map((value) => value + days);
    // A day that some months do not have would take instances away.
    const isSafe = moved.every((value, i) => value >= 1 && (value <= 28 || value <= (values[i] as number)));
    if (values.every((value) => value > 0) && isSafe) after.set("BYMONTHDAY", moved.join(","));
  }
}

// Every Monday, the first and third Monday, the second Monday said with BYSETPOS: all of the one weekday that the start is.
function moveWeekdays(before: RuleParts, after: RuleParts, old: string, next: string, days: number): void {
  const parts = (before.get("BYDAY")?.split(",") ?? []).map((part) => /^([+-]?\d+)?(\w\w)$/.exec(part));
  if (parts.length === 0 || parts.some((part) => part?.[2] !== weekdayOf(old))) return;
  const position = before.get("BYSETPOS");
  const isNumbered = parts.some((part) => part?.[1] !== undefined);
  // One number was moved already, with the day it counts to.
  if (isNumbered && (parts.length === 1 || position !== undefined || weekOf(old) !== weekOf(next))) return;
  if (position !== undefined && position !== String(weekOf(old))) return;
  if (position !== undefined) after.set("BYSETPOS", String(weekOf(next)));
  after.set("BYDAY", parts.map((part) => `${part?.[1] ?? ""}${shiftWeekday(part?.[2] ?? "", days)}`).join(","));
}

function shiftWeekday(day: string, days: number): string {
  return WEEKDAYS[(((WEEKDAYS.indexOf(day) + days) % 7) + 7) % 7] ?? day;
}

function weekdayOf(date: string): string {
  return WEEKDAYS[new Date(wallToMs(date)).getUTCDay()] as string;
}

function weekOf(date: string): number {
  return Math.ceil(Number(date.slice(8)) / 7);
}

function daysInMonth(date: string): number {
  const first = new Date(wallToMs(`${date.slice(0, 8)}01`));
  return new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
}
