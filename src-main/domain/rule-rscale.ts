// Rules of other calendars than the Gregorian (RFC 7529): months and days of the Hebrew, Chinese, Ethiopic … year.
import { RRuleTemporal } from "rrule-temporal";
import { Temporal } from "temporal-polyfill";
import type { RuleParts } from "./rule-text.ts";
import { ruleText } from "./rule-text.ts";

const MAX_ITERATIONS = 60_000;

/** Does the rule count in another calendar? */
export function hasOtherCalendar(parts: RuleParts): boolean {
  return (parts.get("RSCALE") ?? "GREGORIAN") !== "GREGORIAN";
}

/** The times of the rule from DTSTART to a wall time, inclusive and sorted, as wall ms; UNTIL must have been taken out.
 *  None when the calendar is unknown or the rule cannot be read. */
export function otherCalendarWalls(parts: RuleParts, first: number, to: number): number[] {
  if (!Intl.supportedValuesOf("calendar").includes(parts.get("RSCALE")?.toLowerCase() ?? "")) return [];
  try {
    const dtstart = Temporal.Instant.fromEpochMilliseconds(first).toZonedDateTimeISO("UTC");
    const rule = new RRuleTemporal({ rruleString: ruleText(parts), dtstart, maxIterations: MAX_ITERATIONS });
    return rule.between(new Date(first), new Date(to), true).map((one) => one.epochMilliseconds);
  } catch {
    // The library throws on parts it cannot read and when its cap is hit: then DTSTART alone is sure.
    return [];
  }
}
