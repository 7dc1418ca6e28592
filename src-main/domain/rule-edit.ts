// Rewrites a rule for a series that moved, ends earlier, or was typed by hand (rules R75, R81, R82).
import { Failure } from "../../src-preload/contract/failure.ts";
import type { Stamp } from "./event-time.ts";
import { basicForm, msToWall, wallToMs } from "./ical-values.ts";
import { ruleUntil } from "./rule-expand.ts";
import type { RuleParts } from "./rule-text.ts";
import { parseRule, ruleText } from "./rule-text.ts";
import { zonedToMs } from "./zones.ts";

const DAY = 86_400_000;
const WEEKDAYS = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

/** A rule with its UNTIL in the value type that a series starting at `start` must have: a date, a local time, or UTC.
 *  @throws Failure `invalid-input` when it is no rule */
export function fitRule(rule: string, start: Stamp): string {
  const parts = parseRule(rule.replace(/^RRULE:/i, ""));
  if (!/^(YEARLY|MONTHLY|WEEKLY|DAILY|HOURLY|MINUTELY|SECONDLY)$/.test(parts.get("FREQ") ?? ""))
    throw new Failure("invalid-input", { detail: `not a recurrence rule: ${rule.slice(0, 60)}` });
  const until = ruleUntil(parts, start.moment, start.zone);
  if (until !== undefined) parts.set("UNTIL", untilValue(until, start));
  return ruleText(parts);
}

/** A wall time of the series as the value of UNTIL (R75). */
export function untilValue(wall: number, start: Stamp): string {
  if (start.kind === "date") return basicForm(msToWall(wall, true));
  const moment = msToWall(wall - (wall % 1000));
  if (start.kind === "floating") return basicForm(moment);
  return `${basicForm(msToWall(zonedToMs(moment, start.zone)))}Z`;
}

/** The rule of a series whose start moves: UNTIL moves along, and a BY part that only repeats what the start says (its
 *  weekday, day of the month, month, nth weekday) follows it. */
export function shiftRule(rule: string, from: Stamp, to: Stamp): string {
  const parts = parseRule(rule);
  const until = ruleUntil(parts, from.moment, from.zone);
  if (until !== undefined) parts.set("UNTIL", untilValue(shiftedUntil(until, from, to), to));
  const [old, next] = [from.moment.slice(0, 10), to.moment.slice(0, 10)];
  if (old !== next) followDate(parts, old, next);
  return ruleText(parts);
}

function shiftedUntil(until: number, from: Stamp, to: Stamp): number {
  if (from.kind !== "date" && to.kind !== "date") return until + wallToMs(to.moment) - wallToMs(from.moment);
  const days = wallToMs(to.moment.slice(0, 10)) - wallToMs(from.moment.slice(0, 10));
  const day = Math.floor(until / DAY) * DAY + days;
  return to.kind === "date" ? day : day + (wallToMs(to.moment) % DAY);
}

function followDate(parts: RuleParts, old: string, next: string): void {
  const freq = parts.get("FREQ");
  const days = (wallToMs(next) - wallToMs(old)) / DAY;
  const byDay = parts.get("BYDAY")?.split(",") ?? [];
  if (freq === "WEEKLY" && byDay.length > 0 && byDay.every((day) => WEEKDAYS.includes(day)))
    parts.set("BYDAY", byDay.map((day) => shiftWeekday(day, days)).join(","));
  if (freq !== "MONTHLY" && freq !== "YEARLY") return;
  if (parts.get("BYMONTH") === String(Number(old.slice(5, 7)))) parts.set("BYMONTH", String(Number(next.slice(5, 7))));
  if (parts.get("BYMONTHDAY") === String(Number(old.slice(8)))) parts.set("BYMONTHDAY", String(Number(next.slice(8))));
  const nth = /^([+-]?\d)(\w\w)$/.exec(byDay.length === 1 ? (byDay[0] as string) : "");
  // In a YEARLY rule without BYMONTH the number counts weeks of the year.
  if (!nth || (freq === "YEARLY" && !parts.has("BYMONTH"))) return;
  if (Number(nth[1]) !== nthOf(old, nth[1] as string) || nth[2] !== weekdayOf(old)) return;
  parts.set("BYDAY", `${nthOf(next, nth[1] as string)}${weekdayOf(next)}`);
}

function shiftWeekday(day: string, days: number): string {
  return WEEKDAYS[(((WEEKDAYS.indexOf(day) + days) % 7) + 7) % 7] as string;
}

function weekdayOf(date: string): string {
  return WEEKDAYS[new Date(wallToMs(date)).getUTCDay()] as string;
}

// The which-th of its weekday a date is: from the end of the month when the rule counts so and it can.
function nthOf(date: string, like: string): number {
  const day = Number(date.slice(8));
  const next = new Date(wallToMs(date));
  const inMonth = new Date(Date.UTC(next.getUTCFullYear(), next.getUTCMonth() + 1, 0)).getUTCDate();
  const fromEnd = Math.ceil((inMonth - day + 1) / 7);
  const isLast = like.startsWith("-") && fromEnd === Math.abs(Number(like));
  // There is no fifth of most weekdays in most months: the last one is meant.
  return isLast || day > 28 ? -fromEnd : Math.ceil(day / 7);
}
