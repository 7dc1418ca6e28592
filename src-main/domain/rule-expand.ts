// One RRULE on the wall clock of its series. The rule runs on rrule-temporal as if the clock hung in Greenwich, and each
// time is placed in the zone afterwards: so every zone works, also one that only a VTIMEZONE describes.
import { RRuleTemporal } from "rrule-temporal";
import { Temporal } from "temporal-polyfill";
import { momentOf, msToWall, parseDateTime, wallToMs } from "./ical-values.ts";
import type { RuleParts } from "./rule-text.ts";
import { parseRule, ruleText } from "./rule-text.ts";
import { isInGap, msToMoment } from "./zones.ts";

/** No series shows more instances than this in one window (R84). */
export const MAX_INSTANCES = 10_000;

const DAY = 86_400_000;
const LAST_MS = Date.UTC(9999, 11, 31);
const MAX_ITERATIONS = 60_000;
const PERIOD_MS: Readonly<Record<string, number>> = {
  HOURLY: DAY / 24,
  DAILY: DAY,
  WEEKLY: 7 * DAY,
  MONTHLY: 28 * DAY,
};

/** The starts a rule generates between two wall times, inclusive and sorted, as wall ms; DTSTART is the first even when it
 *  does not match (R76), times in a DST gap are neither shown nor counted (R71). A rule that cannot be read, or repeats by
 *  the minute or second (R85), has its first start only.
 *  @param start Moment; with a date the rule is an all-day one
 *  @param zone IANA name, `UTC`, `floating` or VTIMEZONE text */
export function ruleStarts(rule: string, start: string, zone: string, fromWall: number, toWall: number): number[] {
  const first = wallToMs(start);
  const parts = parseRule(rule);
  const own = first >= fromWall && first <= toWall ? [first] : [];
  if (!/^(YEARLY|MONTHLY|WEEKLY|DAILY|HOURLY)$/.test(parts.get("FREQ") ?? "") || toWall < first) return own;
  const untilWall = ruleUntil(parts, start, zone);
  // An UNTIL that cannot be read must not turn into a series without end.
  if (parts.has("UNTIL") && untilWall === undefined) return own;
  parts.delete("UNTIL");
  const from = Math.max(fromWall, first);
  const to = Math.min(toWall, untilWall ?? toWall, from + maxSpan(parts), LAST_MS);
  if (to < from) return own;
  const starts = expand(parts, first, zone, from, to);
  return starts[0] === first ? starts : [...own, ...starts];
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

// A rule with many times a day could fill memory before the cap on instances sees it, a rule with many periods hit the
// library's cap on iterations, which is an error there.
function maxSpan(parts: RuleParts): number {
  const freq = parts.get("FREQ") ?? "";
  const times = ["BYHOUR", "BYMINUTE", "BYSECOND"].map((name) => parts.get(name)?.split(",").length ?? 1);
  const perDay = times.reduce((a, b) => a * b, freq === "HOURLY" ? 24 : 1);
  const byTimes = perDay <= 1 ? Number.POSITIVE_INFINITY : Math.ceil((MAX_INSTANCES * 2) / perDay) * DAY;
  const interval = Math.max(1, Number(parts.get("INTERVAL") ?? 1) || 1);
  return Math.min(byTimes, (MAX_ITERATIONS / 2) * interval * (PERIOD_MS[freq] ?? 365 * DAY));
}

function expand(parts: RuleParts, first: number, zone: string, from: number, to: number): number[] {
  const count = Number(parts.get("COUNT") ?? Number.NaN);
  const hasGaps = zone !== "floating" && zone !== "UTC";
  const inGap = (wall: number) => hasGaps && wall !== first && isInGap(msToWall(wall), zone);
  const usable = (walls: number[]) => (hasGaps ? walls.filter((wall) => !inGap(wall)) : walls).slice(0, MAX_INSTANCES);
  if (Number.isNaN(count)) return usable(between(parts, first, from, to));
  const some = (wanted: number) =>
    wanted > 0 ? between(new Map(parts).set("COUNT", String(wanted)), first, first, to) : [];
  let all = some(count);
  // DTSTART counts also when the rule does not match it.
  const wanted = all[0] === first ? count : count - 1;
  if (wanted < count) all = some(wanted);
  // What falls into a gap does not count: ask for as many more, until all that were wanted exist.
  for (let skipped = 0, gaps = all.filter(inGap).length; gaps > skipped; gaps = all.filter(inGap).length) {
    skipped = gaps;
    all = some(wanted + gaps);
  }
  return usable(all.filter((wall) => wall >= from));
}

// Neither includeDtstart nor maxCandidateEvaluations: each of them closes the library's fast paths (5 times slower).
function between(parts: RuleParts, first: number, from: number, to: number): number[] {
  try {
    const dtstart = Temporal.Instant.fromEpochMilliseconds(first).toZonedDateTimeISO("UTC");
    const rule = new RRuleTemporal({ rruleString: ruleText(parts), dtstart, maxIterations: MAX_ITERATIONS });
    return rule.between(new Date(from), new Date(to), true).map((one) => one.epochMilliseconds);
  } catch {
    // The library throws on parts it cannot read and when its cap is hit: then DTSTART alone is sure.
    return [];
  }
}
