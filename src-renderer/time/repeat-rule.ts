// The recurrence rules that can be said in a sentence and made with choices, and their text (RFC 5545 §3.3.10). Pure.
import { Temporal } from "temporal-polyfill";
import { addDays, type Day, instantOf, wallClock } from "./wall-clock.ts";

/** By their names in a rule (BYDAY), Monday first. */
export const WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;
/** A day by its name in BYDAY. */
export type Weekday = (typeof WEEKDAYS)[number];
/** Those that can be said here; the others of RFC 5545 stay text. */
export const FREQUENCIES = ["daily", "weekly", "monthly", "yearly"] as const;
/** FREQ, lower case. */
export type Frequency = (typeof FREQUENCIES)[number];

/** The nth weekday of a month or year: 1 the first, -1 the last. */
export interface NthDay {
  readonly n: number;
  readonly day: Weekday;
}

/** A rule in parts; an empty list says nothing. Every rule that is not one of these is kept as text and said to be of its own. */
export interface RepeatRule {
  readonly frequency: Frequency;
  readonly interval: number;
  /** Weekly: the days, none means the day of the start. Daily: those that count. Monthly, yearly: what `positions` picks from. */
  readonly days: readonly Weekday[];
  /** Days of the month, -1 the last. */
  readonly monthDays: readonly number[];
  readonly nth: readonly NthDay[];
  /** Which of `days`, within the month or the year (BYSETPOS); -1 the last. */
  readonly positions: readonly number[];
  /** 1 = January. */
  readonly months: readonly number[];
  /** First day of the week that the interval counts by; absent: Monday. */
  readonly weekStart?: Weekday;
  /** Last day it may begin on, in the event's zone. */
  readonly until?: Day;
  readonly count?: number;
}

/** A rule that says no more than how often. */
export function plainRule(frequency: Frequency, more: Partial<RepeatRule> = {}): RepeatRule {
  return { frequency, interval: 1, days: [], monthDays: [], nth: [], positions: [], months: [], ...more };
}

const KNOWN = new Set(
  ["FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"].concat("BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS"),
);

const isWeekday = (text: string): text is Weekday => (WEEKDAYS as readonly string[]).includes(text);

/** Whole numbers, sorted, each once, the ones that count from the end last. */
function numbers(text: string | undefined, fits: (n: number) => boolean): readonly number[] | undefined {
  if (text === undefined) return [];
  const all = text.split(",").map((one) => (/^[+-]?\d{1,3}$/.test(one) ? Number(one) : 0));
  if (!all.every((n) => n !== 0 && fits(n))) return undefined;
  return [...new Set(all)].sort((a, b) => (a < 0 === b < 0 ? a - b : b - a));
}

function byDay(text: string | undefined): Pick<RepeatRule, "days" | "nth"> | undefined {
  const parts = text === undefined ? [] : text.split(",").map((one) => /^([+-]?\d{1,2})?(\w\w)$/.exec(one));
  const days: Weekday[] = [];
  const nth: NthDay[] = [];
  for (const part of parts) {
    const [, n, day = ""] = part ?? [];
    if (!isWeekday(day)) return undefined;
    if (n === undefined) days.push(day);
    else nth.push({ n: Number(n), day });
  }
  return { days: WEEKDAYS.filter((day) => days.includes(day)), nth };
}

/** Can the parts be said together, in one way only? */
function isSayable({ frequency, days, monthDays, nth, positions, months }: RepeatRule): boolean {
  const isDated = monthDays.length + nth.length + positions.length > 0;
  if (frequency === "daily" || frequency === "weekly") return !isDated;
  const ways = [monthDays, nth, positions].filter(({ length }) => length > 0).length;
  if (ways > 1 || days.length > 0 !== positions.length > 0) return false;
  const most = frequency === "yearly" && months.length === 0 ? 53 : 5;
  if (!nth.every(({ n }) => n === -1 || n === -2 || (n >= 1 && n <= most))) return false;
  if (frequency === "monthly") return true;
  // Days of no month, and positions among the days of several months at once, are beyond a plain sentence.
  return months.length > 0 ? positions.length === 0 || months.length === 1 : monthDays.length === 0;
}

/** UNTIL as the last day on which the event may begin, in its zone. */
function untilDay(text: string, zone: string, time: string | undefined): Day | undefined {
  const [, y, m, d, clock, utc] = /^(\d{4})(\d\d)(\d\d)(?:T(\d{4})\d\d(Z)?)?$/.exec(text) ?? [];
  if (!y) return undefined;
  const day = `${y}-${m}-${d}`;
  if (!clock) return day;
  const wall = `${day}T${clock.slice(0, 2)}:${clock.slice(2)}`;
  const own = utc && zone !== "floating" ? wallClock(instantOf(wall, "UTC"), zone) : wall;
  // Too early on that day for the event to begin: the day before is the last.
  return time !== undefined && own.slice(11) < time ? addDays(own.slice(0, 10), -1) : own.slice(0, 10);
}

/** How often and until when; undefined when a number is none. */
function extent(part: ReadonlyMap<string, string>, zone: string, time: string | undefined) {
  const interval = Number(part.get("INTERVAL") ?? 1);
  const count = part.has("COUNT") ? Number(part.get("COUNT")) : undefined;
  const until = part.has("UNTIL") ? untilDay(part.get("UNTIL") ?? "", zone, time) : undefined;
  const weekStart = part.get("WKST") ?? "MO";
  const isCount = (n: number) => Number.isInteger(n) && n >= 1;
  if (!isCount(interval) || (count !== undefined && !isCount(count)) || !isWeekday(weekStart)) return undefined;
  if (part.has("UNTIL") && (!until || count !== undefined)) return undefined;
  return {
    interval,
    ...(weekStart !== "MO" && { weekStart }),
    ...(until && { until }),
    ...(count !== undefined && { count }),
  };
}

/** A rule's text in parts.
 *  @param zone the event's, for the day UNTIL falls on
 *  @param time `HH:MM` at which the event begins, for the same; absent: all-day or not known
 *  @returns undefined for a rule that these parts cannot say */
export function readRule(text: string, zone: string, time?: string): RepeatRule | undefined {
  const pairs = text
    .toUpperCase()
    .split(";")
    .filter((pair) => pair !== "");
  const part = new Map(pairs.map((pair) => pair.split("=", 2) as [string, string]));
  const frequency = FREQUENCIES.find((one) => one.toUpperCase() === part.get("FREQ"));
  if (!frequency || [...part.keys()].some((key) => !KNOWN.has(key))) return undefined;
  const days = byDay(part.get("BYDAY"));
  const monthDays = numbers(part.get("BYMONTHDAY"), (n) => n === -1 || (n >= 1 && n <= 31));
  const months = numbers(part.get("BYMONTH"), (n) => n >= 1 && n <= 12);
  const positions = numbers(part.get("BYSETPOS"), (n) => n === -1 || n === -2 || (n >= 1 && n <= 31));
  const far = extent(part, zone, time);
  if (!days || !monthDays || !months || !positions || !far) return undefined;
  const rule: RepeatRule = { frequency, ...days, monthDays, months, positions, ...far };
  return isSayable(rule) ? rule : undefined;
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
  const days = [...rule.days, ...rule.nth.map(({ n, day }) => `${n}${day}`)];
  const part = (name: string, values: readonly (string | number)[]) =>
    values.length > 0 ? [`${name}=${values.join(",")}`] : [];
  return [
    `FREQ=${rule.frequency.toUpperCase()}`,
    ...(rule.interval > 1 ? [`INTERVAL=${rule.interval}`] : []),
    ...part("BYMONTH", rule.months),
    ...part("BYMONTHDAY", rule.monthDays),
    ...part("BYDAY", days),
    ...part("BYSETPOS", rule.positions),
    ...(rule.weekStart ? [`WKST=${rule.weekStart}`] : []),
    ...(rule.until ? [`UNTIL=${untilText(rule.until, start)}`] : []),
    ...(rule.count !== undefined && !rule.until ? [`COUNT=${rule.count}`] : []),
  ].join(";");
}

/** The weekday a day is. */
export function weekdayOf(day: Day): Weekday {
  return WEEKDAYS[Temporal.PlainDate.from(day).dayOfWeek - 1] ?? "MO";
}

/** Which weekday of its month a day is: the 3rd Wednesday; the last when no other follows.
 *  @returns both ways to say it when it is the 4th and the last */
export function nthOf(day: Day): readonly NthDay[] {
  const date = Temporal.PlainDate.from(day);
  const weekday = weekdayOf(day);
  const n = Math.ceil(date.day / 7);
  const isLast = date.day + 7 > date.daysInMonth;
  return [...(n <= 4 ? [{ n, day: weekday }] : []), ...(isLast ? [{ n: -1, day: weekday }] : [])];
}
