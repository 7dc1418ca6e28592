// Time zones: from a TZID to something usable, from a wall clock to an instant and back. A zone is an IANA name, `UTC`,
// or the text of a shipped VTIMEZONE when nothing names it (rules R68, R69, R71, R72).
import { tzlib_get_ical_block } from "timezones-ical-library";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { IcalComponent } from "./ical-text.ts";
import { nodeText } from "./ical-text.ts";
import { lineOf } from "./ical-tree.ts";
import { msToWall, wallToMs } from "./ical-values.ts";
import { ianaOffsetAt, isIanaName, offsetIn } from "./offsets.ts";
import { vtimezoneSpans } from "./vtimezone.ts";
import { microsoftZone, zoneNameOf } from "./zone-names.ts";

const DAY = 86_400_000;

// The library unpacks its whole table at every call.
const blocks = new Map<string, string>();

/** Is this an IANA name this runtime knows, or `UTC`? `floating` is neither. */
export function isKnownZone(zone: string): boolean {
  return isIanaName(zone);
}

/** The offset of local time from UTC at an instant, in ms (east positive); 0 when floating.
 *  @param zone IANA name, `UTC`, `floating`, or VTIMEZONE text
 *  @throws Failure `malformed` for an unknown zone */
export function zoneOffset(ms: number, zone: string): number {
  return zone === "UTC" || zone === "floating" ? 0 : offsetAt(ms, zone);
}

/** Is this zone the text of a VTIMEZONE rather than a name? */
export function isZoneText(zone: string): boolean {
  return zone.startsWith("BEGIN:");
}

/** The instant of a wall clock, epoch ms: in a gap with the offset before it, in a fold the first (RFC 5545 §3.3.5).
 *  @param moment `YYYY-MM-DDTHH:MM[:SS]`, or `YYYY-MM-DD` for the start of that day
 *  @param zone IANA name, `UTC`, or VTIMEZONE text
 *  @throws Failure `malformed` for an unknown zone */
export function zonedToMs(moment: string, zone: string): number {
  const wall = wallToMs(moment);
  if (zone === "UTC") return wall;
  const before = offsetAt(wall - DAY, zone);
  const after = offsetAt(wall + DAY, zone);
  if (before === after) return wall - before;
  const early = wall - before;
  const late = wall - after;
  const isEarly = offsetAt(early, zone) === before;
  const isLate = offsetAt(late, zone) === after;
  if (isEarly && isLate) return Math.min(early, late);
  return isLate ? late : early;
}

/** Does no clock in the zone ever show this time? (RFC 5545 §3.3.10: such an instance of a rule is ignored.) */
export function isInGap(moment: string, zone: string): boolean {
  if (zone === "UTC") return false;
  const wall = wallToMs(moment);
  const before = offsetAt(wall - DAY, zone);
  const after = offsetAt(wall + DAY, zone);
  if (before === after) return false;
  return offsetAt(wall - before, zone) !== before && offsetAt(wall - after, zone) !== after;
}

/** What a clock in the zone shows at an instant: `YYYY-MM-DDTHH:MM`, with `:SS` only when the seconds are not zero.
 *  @throws Failure `malformed` for an unknown zone */
export function msToMoment(ms: number, zone: string): string {
  return msToWall(zone === "UTC" ? ms : ms + offsetAt(ms, zone));
}

/** The VTIMEZONE block of an IANA zone, CRLF, ending with a line end; "" for UTC and names the library lacks.
 *  Its TZID is the name as given. */
export function vtimezoneFor(zone: string): string {
  if (zone === "UTC" || !isIanaName(zone)) return "";
  const known = blocks.get(zone);
  if (known !== undefined) return known;
  const found = tzlib_get_ical_block(zone);
  const block = typeof found === "string" ? found : (found[0] ?? "");
  // The library answers an alias (Asia/Calcutta) with its target's block.
  const own = `${block.replace(/^TZID:.*$/m, `TZID:${zone}`).replace(/\r?\n/g, "\r\n")}\r\n`;
  const text = own.startsWith("BEGIN:VTIMEZONE") ? own : "";
  blocks.set(zone, text);
  return text;
}

/** The zone a TZID means: IANA name or `UTC`, `floating` when it says so, else the text of its VTIMEZONE.
 *  Never silently floating: undefined when nothing says what it is.
 *  @param vtimezone the component of that TZID in the same file */
export function resolveZone(tzid: string, vtimezone?: IcalComponent): string | undefined {
  const hint = (name: string) => vtimezone && lineOf(vtimezone, name)?.value;
  const name = zoneNameOf(tzid, hint("X-LIC-LOCATION") ?? microsoftZone(hint("X-MICROSOFT-CDO-TZID")));
  if (name) return name;
  if (!vtimezone) return undefined;
  const text = nodeText(vtimezone).trim();
  return isZoneText(text) && vtimezoneSpans(text).length > 0 ? text : undefined;
}

function offsetAt(ms: number, zone: string): number {
  if (isIanaName(zone)) return ianaOffsetAt(ms, zone);
  if (isZoneText(zone)) return offsetIn(vtimezoneSpans(zone), ms);
  throw new Failure("malformed", { what: "event", detail: `unknown time zone ${zone.slice(0, 60)}` });
}
