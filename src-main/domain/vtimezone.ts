// The rules of a shipped VTIMEZONE (RFC 5545 §3.6.5), for zones that no name identifies (rule R69).
import type { IcalComponent } from "./ical-text.ts";
import { parseIcal } from "./ical-text.ts";
import { componentsOf, lineOf, linesOf } from "./ical-tree.ts";
import { momentOf, parseDateTime, parsePeriod, wallToMs } from "./ical-values.ts";
import type { OffsetSpan } from "./offsets.ts";
import { readRule } from "./rule-parts.ts";
import { parseRule } from "./rule-text.ts";
import { ruleWalls } from "./rule-walls.ts";

const FROM_MS = Date.UTC(1900, 0, 1);
const TO_MS = Date.UTC(2100, 0, 1);

const cache = new Map<string, readonly OffsetSpan[]>();

/** The offsets a VTIMEZONE block prescribes from 1900 to 2100, in order; empty when it has no readable observance.
 *  @param text BEGIN:VTIMEZONE … END:VTIMEZONE */
export function vtimezoneSpans(text: string): readonly OffsetSpan[] {
  const known = cache.get(text);
  if (known) return known;
  if (cache.size > 200) cache.clear();
  const spans = readSpans(text);
  cache.set(text, spans);
  return spans;
}

function readSpans(text: string): readonly OffsetSpan[] {
  const tree = parseIcal(`BEGIN:VCALENDAR\r\n${text}\r\nEND:VCALENDAR\r\n`);
  const zone = componentsOf(tree, "VCALENDAR").flatMap((calendar) => componentsOf(calendar, "VTIMEZONE"))[0];
  if (!zone) return [];
  const onsets = [...componentsOf(zone, "STANDARD"), ...componentsOf(zone, "DAYLIGHT")].flatMap(onsetsOf);
  onsets.sort((a, b) => a.fromMs - b.fromMs);
  const first = onsets[0];
  if (!first) return [];
  // Before the first onset the offset is the one it changes from.
  return [{ fromMs: Number.NEGATIVE_INFINITY, offsetMs: first.beforeMs }, ...onsets];
}

function onsetsOf(observance: IcalComponent): (OffsetSpan & { beforeMs: number })[] {
  const beforeMs = offsetOf(lineOf(observance, "TZOFFSETFROM")?.value);
  const offsetMs = offsetOf(lineOf(observance, "TZOFFSETTO")?.value);
  const start = parseDateTime(lineOf(observance, "DTSTART")?.value ?? "");
  if (beforeMs === undefined || offsetMs === undefined || !start) return [];
  const first = wallToMs(momentOf(start));
  const walls = new Set([first]);
  for (const line of linesOf(observance, "RDATE"))
    for (const value of line.value.split(",")) {
      const at = parseDateTime(value) ?? parsePeriod(value)?.start;
      if (at) walls.add(wallToMs(momentOf(at)));
    }
  for (const line of linesOf(observance, "RRULE"))
    for (const wall of ruleOnsets(line.value, first, beforeMs)) walls.add(wall);
  return [...walls].map((wall) => ({ fromMs: wall - beforeMs, offsetMs, beforeMs }));
}

// An observance's DTSTART and BY parts are local standard time; its UNTIL is UTC (§3.6.5).
function ruleOnsets(value: string, firstMs: number, beforeMs: number): number[] {
  const parts = parseRule(value);
  const until = parseDateTime(parts.get("UNTIL") ?? "");
  const untilMs = until ? wallToMs(momentOf(until)) + (until.utc ? beforeMs : 0) : TO_MS;
  // Exchange begins its rules in 1601: 300 years of onsets that no event needs.
  const skipped = parts.get("COUNT") === undefined && (parts.get("INTERVAL") ?? "1") === "1";
  const startMs = skipped && firstMs < FROM_MS ? sameDayIn(1900, firstMs) : firstMs;
  const rule = readRule(parts);
  if (rule?.freq !== "YEARLY") return [];
  return ruleWalls(rule, {
    from: startMs,
    to: Math.min(untilMs, TO_MS),
    first: startMs,
    allDay: false,
    countsFirst: false,
  });
}

function sameDayIn(year: number, ms: number): number {
  const date = new Date(ms);
  return date.setUTCFullYear(year);
}

// "+0100", "-053000"; Synology's "+5730" is minutes and seconds (R60).
function offsetOf(value: string | undefined): number | undefined {
  const match = /^([+-])?(\d{2})(\d{2})(\d{2})?$/.exec(value?.trim() ?? "");
  if (!match) return undefined;
  const [a, b, c] = [Number(match[2]), Number(match[3]), Number(match[4] ?? 0)];
  const seconds = a >= 18 ? a * 60 + b : a * 3600 + b * 60 + c;
  return (match[1] === "-" ? -1 : 1) * seconds * 1000;
}
