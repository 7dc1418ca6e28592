// One RRULE of a series: which way to evaluate it, where UNTIL ends it, and DTSTART as its first instance.
import { momentOf, msToWall, parseDateTime, wallToMs } from "./ical-values.ts";
import { isExact, type RuleInstant, ruleInstants } from "./rule-exact.ts";
import { type Rule, readRule } from "./rule-parts.ts";
import { hasOtherCalendar, otherCalendarWalls } from "./rule-rscale.ts";
import type { RuleParts } from "./rule-text.ts";
import { parseRule } from "./rule-text.ts";
import { MAX_INSTANCES, ruleWalls } from "./rule-walls.ts";
import { isInGap, msToMoment, zonedToMs, zoneOffset } from "./zones.ts";

export { MAX_INSTANCES };

const DAY = 86_400_000;
const HOUR = 3_600_000;
const LAST_MS = Date.UTC(9999, 11, 31);

/** A start that a rule makes. */
export interface RuleStart {
  /** On the clock of the series, ms. */
  readonly wall: number;
  /** The instant, where the clock alone does not tell it: rules that count exact time pass through a fold twice. */
  readonly ms?: number;
}

/** The starts a rule makes between two wall times, inclusive and sorted, as wall ms; DTSTART is the first even when the rule
 *  does not name it (R76), times in a DST gap are neither shown nor counted (R71). A rule that cannot be read has its first
 *  start only; one that makes too many is cut off (R85).
 *  @param start Moment; with a date the rule is an all-day one
 *  @param zone IANA name, `UTC`, `floating` or VTIMEZONE text */
export function ruleStarts(rule: string, start: string, zone: string, fromWall: number, toWall: number): number[] {
  return seriesStarts(rule, { start, zone }, fromWall, toWall).map((one) => one.wall);
}

/** The same with instants. */
export function seriesStarts(
  rule: string,
  series: { readonly start: string; readonly zone: string },
  fromWall: number,
  toWall: number,
): RuleStart[] {
  const first = wallToMs(series.start);
  const own = first >= fromWall && first <= toWall ? [{ wall: first }] : [];
  return [...own, ...evaluate(rule, series, fromWall, toWall, true)].slice(0, MAX_INSTANCES);
}

/** What an EXRULE takes out (RFC 2445 §4.8.5.2): the starts it names itself, DTSTART only when it matches. */
export function excludedStarts(
  rule: string,
  series: { readonly start: string; readonly zone: string },
  fromWall: number,
  toWall: number,
): RuleStart[] {
  return evaluate(rule, series, fromWall, toWall, false);
}

function evaluate(
  text: string,
  { start, zone }: { readonly start: string; readonly zone: string },
  fromWall: number,
  toWall: number,
  countsFirst: boolean,
): RuleStart[] {
  const first = wallToMs(start);
  const allDay = start.length === 10;
  const parts = parseRule(text);
  const rule = readRule(parts);
  const untilWall = ruleUntil(parts, start, zone);
  // An UNTIL that cannot be read must not turn into a series without end.
  if (toWall < first || (parts.has("UNTIL") && untilWall === undefined)) return [];
  const hasClock = !allDay && zone !== "floating" && zone !== "UTC";
  const isMissing = hasClock ? (wall: number) => isInGap(msToWall(wall), zone) : () => false;
  const from = Math.max(fromWall, first);
  const to = Math.min(toWall, untilWall ?? toWall, LAST_MS);
  const walk = { from, to, first, allDay, countsFirst, isMissing };
  if (hasOtherCalendar(parts)) return otherCalendarWalls(parts, walk).map((wall) => ({ wall }));
  if (!rule) return [];
  if (!isExact(rule)) return ruleWalls(rule, walk).map((wall) => ({ wall }));
  // Hours of a day without a clock have no meaning.
  return allDay ? [] : exactStarts(rule, parts, { start, zone }, { from, to: toWall }, countsFirst);
}

function exactStarts(
  rule: Rule,
  parts: RuleParts,
  { start, zone }: { readonly start: string; readonly zone: string },
  window: { readonly from: number; readonly to: number },
  countsFirst: boolean,
): RuleStart[] {
  const msOf = (wall: number) => (zone === "floating" ? wall : zonedToMs(msToWall(wall), zone));
  const until = parseDateTime(parts.get("UNTIL") ?? "");
  const untilWall = ruleUntil(parts, start, zone) ?? LAST_MS;
  const lastMs = until?.utc && zone !== "floating" ? wallToMs(momentOf(until)) : msOf(untilWall);
  // Around a change of clocks a wall time says less than an instant: look further, then compare walls.
  const found = ruleInstants(rule, {
    from: msOf(window.from) - 2 * HOUR,
    to: Math.min(msOf(Math.min(window.to, LAST_MS)) + 2 * HOUR, lastMs),
    first: msOf(wallToMs(start)),
    countsFirst,
    offsetAt: (ms) => zoneOffset(ms, zone),
  });
  const isInside = (one: RuleInstant) => one.wall >= window.from && one.wall <= window.to;
  return found.filter(isInside).map(({ wall, ms }) => (zone === "floating" ? { wall } : { wall, ms }));
}

/** Where a rule's UNTIL ends it, as wall ms on the clock of the series; undefined without UNTIL. Read leniently (R75): a
 *  date ends a timed series with that day, a time ends an all-day series on its date. */
export function ruleUntil(parts: RuleParts, start: string, zone: string): number | undefined {
  const until = parseDateTime(parts.get("UNTIL") ?? "");
  if (!until) return undefined;
  if (start.length === 10) return wallToMs(until.date);
  if (until.time === undefined) return wallToMs(until.date) + DAY - 1;
  const wall = wallToMs(momentOf(until));
  return until.utc && zone !== "floating" ? wallToMs(msToMoment(wall, zone)) : wall;
}
