// Rules that repeat by the hour, minute or second: counted in exact time, so that "every 6 hours" is 6 hours apart also
// on the night the clocks change; their BY parts look at the local clock (RFC 5545 §3.3.10).
import { isDayOfRule } from "./rule-days.ts";
import type { Rule } from "./rule-parts.ts";
import { atPositions, MAX_INSTANCES } from "./rule-walls.ts";

// Steps before a rule counts as hostile (R85): some 0.1 s.
const MAX_WORK = 400_000;
const DAY = 86_400_000;
const HOUR = 3_600_000;
const MINUTE = 60_000;
const UNITS: Readonly<Record<string, number>> = { HOURLY: HOUR, MINUTELY: MINUTE, SECONDLY: 1000 };

/** An instance as an instant and as its zone's clock shows it: in a fold two instants show the same. */
export interface RuleInstant {
  readonly ms: number;
  readonly wall: number;
}

/** Which part of a rule is wanted; instants as epoch ms, inclusive. */
export interface ExactWalk {
  readonly from: number;
  readonly to: number;
  readonly first: number;
  /** As in `Walk`. */
  readonly countsFirst: boolean;
  /** Offset of the series' zone at an instant, ms. */
  readonly offsetAt: (ms: number) => number;
}

/** Does the rule repeat by exact time? */
export function isExact(rule: Rule): boolean {
  return UNITS[rule.freq] !== undefined;
}

/** The instances of such a rule between two instants, sorted; DTSTART itself only when `countsFirst` is false. */
export function ruleInstants(rule: Rule, walk: ExactWalk): RuleInstant[] {
  const { from, to, first, countsFirst, offsetAt } = walk;
  const step = rule.interval * (UNITS[rule.freq] as number);
  const found: RuleInstant[] = [];
  let left = (rule.count ?? Number.POSITIVE_INFINITY) - (countsFirst ? 1 : 0);
  let n = rule.count === undefined ? Math.max(0, Math.floor((from - first) / step) - 1) : 0;
  for (let work = MAX_WORK; work > 0 && left > 0; work -= 1) {
    const at = first + n * step;
    // The set of an hour may begin before the step that names it.
    if (at - HOUR > to) break;
    const wall = at + offsetAt(at);
    const waitMs = waitFor(rule, wall);
    if (waitMs > 0) {
      const next = wall + waitMs - offsetAt(at + waitMs);
      n = Math.max(n + 1, Math.ceil((next - first) / step));
      continue;
    }
    n += 1;
    for (const one of instantsAt(rule, at, wall, offsetAt)) {
      work -= 1;
      if (one.ms < first || (countsFirst && one.ms === first) || left <= 0 || one.ms > to) continue;
      left -= 1;
      if (one.ms >= from) found.push(one);
      if (found.length >= MAX_INSTANCES) return found;
    }
  }
  return found;
}

// How long a clock must run before the limits of the rule can hold; 0 when they do.
function waitFor(rule: Rule, wall: number): number {
  const { byHour, byMinute, bySecond, freq } = rule;
  if (!isDayOfRule(rule, Math.floor(wall / DAY))) return DAY - modulo(wall, DAY);
  if (byHour.length > 0 && !byHour.includes(Math.floor(modulo(wall, DAY) / HOUR))) return HOUR - modulo(wall, HOUR);
  if (freq === "HOURLY") return 0;
  if (byMinute.length > 0 && !byMinute.includes(Math.floor(modulo(wall, HOUR) / MINUTE)))
    return MINUTE - modulo(wall, MINUTE);
  if (freq === "MINUTELY") return 0;
  return bySecond.length > 0 && !bySecond.includes(Math.floor(modulo(wall, MINUTE) / 1000)) ? 1000 : 0;
}

// What BYMINUTE and BYSECOND make of one step, BYSETPOS applied.
function instantsAt(rule: Rule, at: number, wall: number, offsetAt: (ms: number) => number): RuleInstant[] {
  const { freq, byMinute, bySecond } = rule;
  const minute = Math.floor(modulo(wall, HOUR) / MINUTE);
  const second = Math.floor(modulo(wall, MINUTE) / 1000);
  const minutes = freq === "HOURLY" && byMinute.length > 0 ? byMinute : [minute];
  const seconds = freq !== "SECONDLY" && bySecond.length > 0 ? bySecond : [second];
  const hour = wall - modulo(wall, HOUR);
  const walls = minutes.flatMap((m) => seconds.map((s) => hour + m * MINUTE + s * 1000));
  const offset = wall - at;
  return atPositions(walls, rule.bySetPos)
    .map((one) => ({ wall: one, ms: one - offset }))
    .filter((one) => offsetAt(one.ms) === offset);
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
