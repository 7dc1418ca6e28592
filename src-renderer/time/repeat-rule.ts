// The recurrence rules people can make with a few choices, and their text (RFC 5545 §3.3.10). Pure.
import { Temporal } from "temporal-polyfill";
import { type Day, dayOf, instantOf, wallClock } from "./wall-clock.ts";

export const WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;
export type Weekday = (typeof WEEKDAYS)[number];
export type Frequency = "daily" | "weekly" | "monthly" | "yearly";

/** A rule in parts. Everything that is not one of these is kept as text and said to be of its own. */
export interface RepeatRule {
  readonly frequency: Frequency;
  readonly interval: number;
  /** Weekly: the days; none means the day of the start. */
  readonly days: readonly Weekday[];
  /** Monthly: the day of the month, -1 the last; or the nth weekday, -1 the last. Neither: the day of the start. */
  readonly monthDay?: number;
  readonly nth?: { readonly n: number; readonly day: Weekday };
  /** Last day it may begin on, in the event's zone. */
  readonly until?: Day;
  readonly count?: number;
}

const FREQUENCIES: Readonly<Record<string, Frequency>> = {
  DAILY: "daily",
  WEEKLY: "weekly",
  MONTHLY: "monthly",
  YEARLY: "yearly",
};
const KNOWN = new Set(["FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "WKST"]);

const isWeekday = (text: string): text is Weekday => (WEEKDAYS as readonly string[]).includes(text);

/** UNTIL as the day it means in a zone. */
function untilDay(text: string, zone: string): Day | undefined {
  const [, y, m, d, time] = /^(\d{4})(\d\d)(\d\d)(?:T(\d{6})Z?)?$/.exec(text) ?? [];
  if (!y) return undefined;
  const day = `${y}-${m}-${d}`;
  if (!time || !text.endsWith("Z") || zone === "floating") return day;
  return dayOf(instantOf(`${day}T${time.slice(0, 2)}:${time.slice(2, 4)}`, "UTC"), zone);
}

function byDay(frequency: Frequency, text: string | undefined): Pick<RepeatRule, "days" | "nth"> | undefined {
  if (text === undefined) return { days: [] };
  const parts = text.split(",");
  if (frequency === "weekly") return parts.every(isWeekday) ? { days: parts.filter(isWeekday) } : undefined;
  const [, n, day = ""] = /^([+-]?[1-5])(\w\w)$/.exec(text) ?? [];
  if (frequency !== "monthly" || parts.length > 1 || !isWeekday(day)) return undefined;
  if (Number(n) < -1) return undefined;
  return { days: [], nth: { n: Number(n), day } };
}

function byMonthDay(frequency: Frequency, text: string | undefined): { monthDay?: number } | undefined {
  if (text === undefined) return {};
  const day = Number(text);
  const fits = Number.isInteger(day) && (day === -1 || (day >= 1 && day <= 31));
  return frequency === "monthly" && fits ? { monthDay: day } : undefined;
}

/** A rule's text in parts.
 *  @param zone the event's, for the day UNTIL falls on
 *  @returns undefined for a rule that these parts cannot say */
export function readRule(text: string, zone: string): RepeatRule | undefined {
  const pairs = text
    .toUpperCase()
    .split(";")
    .filter((pair) => pair !== "");
  const part = new Map(pairs.map((pair) => pair.split("=", 2) as [string, string]));
  const frequency = FREQUENCIES[part.get("FREQ") ?? ""];
  if (!frequency || [...part.keys()].some((key) => !KNOWN.has(key))) return undefined;
  const days = byDay(frequency, part.get("BYDAY"));
  const monthDay = byMonthDay(frequency, part.get("BYMONTHDAY"));
  const interval = Number(part.get("INTERVAL") ?? 1);
  const count = part.has("COUNT") ? Number(part.get("COUNT")) : undefined;
  const until = part.has("UNTIL") ? untilDay(part.get("UNTIL") ?? "", zone) : undefined;
  if (!days || !monthDay || (days.nth && monthDay.monthDay !== undefined)) return undefined;
  if (!(interval >= 1) || (count !== undefined && !(count >= 1)) || (part.has("UNTIL") && !until)) return undefined;
  return { frequency, interval, ...days, ...monthDay, ...(until && { until }), ...(count !== undefined && { count }) };
}

/** Where a series starts: what a rule's end must match in kind (RFC 5545 §3.3.10 UNTIL). */
export interface RuleStart {
  readonly day: Day;
  /** `HH:MM`; absent: all-day. */
  readonly time?: string;
  readonly zone: string;
}

function untilText(until: Day, { time, zone }: RuleStart): string {
  const basic = until.replaceAll("-", "");
  if (time === undefined) return basic;
  if (zone === "floating") return `${basic}T235959`;
  // The end of that day where the event is: an instance at any hour of it still counts.
  const end = wallClock(instantOf(`${until}T23:59`, zone), "UTC");
  return `${end.replace(/[-:]/g, "")}59Z`;
}

/** A rule as text. */
export function writeRule(rule: RepeatRule, start: RuleStart): string {
  const parts = [`FREQ=${rule.frequency.toUpperCase()}`];
  if (rule.interval > 1) parts.push(`INTERVAL=${rule.interval}`);
  if (rule.frequency === "weekly" && rule.days.length > 0) {
    parts.push(`BYDAY=${WEEKDAYS.filter((day) => rule.days.includes(day)).join(",")}`);
  }
  if (rule.frequency === "monthly" && rule.nth) parts.push(`BYDAY=${rule.nth.n}${rule.nth.day}`);
  else if (rule.frequency === "monthly" && rule.monthDay !== undefined) parts.push(`BYMONTHDAY=${rule.monthDay}`);
  if (rule.until) parts.push(`UNTIL=${untilText(rule.until, start)}`);
  else if (rule.count !== undefined) parts.push(`COUNT=${rule.count}`);
  return parts.join(";");
}

/** The weekday a day is. */
export function weekdayOf(day: Day): Weekday {
  return WEEKDAYS[Temporal.PlainDate.from(day).dayOfWeek - 1] ?? "MO";
}

/** Which weekday of its month a day is: the 3rd Wednesday; the last when no other follows.
 *  @returns both ways to say it when it is the 4th and the last */
export function nthOf(day: Day): readonly { readonly n: number; readonly day: Weekday }[] {
  const date = Temporal.PlainDate.from(day);
  const weekday = weekdayOf(day);
  const n = Math.ceil(date.day / 7);
  const isLast = date.day + 7 > date.daysInMonth;
  return [...(n <= 4 ? [{ n, day: weekday }] : []), ...(isLast ? [{ n: -1, day: weekday }] : [])];
}
