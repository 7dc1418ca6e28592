// Moves one VEVENT: DTSTART with DTEND or DURATION, whichever the file uses (rules R67, R70, R73).
import { Failure } from "../../src-preload/contract/failure.ts";
import type { EditContext } from "./edit-context.ts";
import { stampIn, stampLine } from "./edit-context.ts";
import type { FieldChanges, InstanceLength } from "./event.ts";
import type { Stamp } from "./event-time.ts";
import { endMoment, readLength, readStamp, shownMoment, shownZone } from "./event-time.ts";
import type { IcalComponent } from "./ical-text.ts";
import { lineOf, rewriteLine, setLine } from "./ical-tree.ts";
import type { DurationValue } from "./ical-values.ts";
import { formatDuration, msToWall, parseDateTime, wallToMs } from "./ical-values.ts";
import { startOf } from "./resource.ts";
import { isInGap, isZoneText, msToMoment, zonedToMs } from "./zones.ts";

const DAY = 86_400_000;
const HOUR = 3_600_000;

/** The component with start, end and zones as wanted; itself when they are so already.
 *  @throws Failure `invalid-input` when start and end are of two kinds, the end comes first, or an end in a zone of its own
 *    belongs to a start without one */
export function changeTimes(component: IcalComponent, set: FieldChanges, context: EditContext): IcalComponent {
  const { endZone } = set;
  if ([set.start, set.end, set.zone, endZone].every((one) => one === undefined)) return component;
  const current = startOf(component, context.zoneOf);
  const length = readLength(component, current, context.zoneOf);
  const start = wantedStart(current, set, context);
  const end =
    set.end === undefined ? keptEnd(current, length, start) : onClock(set.end, start, set.zone ?? shownZone(current));
  checkPeriod(start, end);
  const shown = lineOf(component, "RRULE") || lineOf(component, "RDATE") ? { start, end } : outOfGap(start, end);
  return writeTimes(component, shown.start, shown.end, context, endZone);
}

/** The component starting at a stamp and ending at a moment on that stamp's clock; untouched lines stay.
 *  @param endZone where the end is to be kept: null for the zone of the start, undefined for where it is */
export function writeTimes(
  component: IcalComponent,
  start: Stamp,
  end: string,
  context: EditContext,
  endZone?: string | null,
): IcalComponent {
  const { zoneOf, eol } = context;
  const line = lineOf(component, "DTSTART");
  const current = startOf(component, zoneOf);
  const length = readLength(component, current, zoneOf);
  const isSame = sameStamp(current, start);
  const next = isSame ? component : setLine(component, "DTSTART", stampLine("DTSTART", [start], line, eol));
  const isEndSame = endMoment(current.moment, current.zone, length) === end;
  if (isSame && isEndSame && endZone === undefined) return component;
  const endLine = lineOf(component, "DTEND");
  const durationLine = lineOf(component, "DURATION");
  if (durationLine && !endLine && !endZone) {
    if (current.kind === start.kind && endMoment(start.moment, start.zone, length) === end) return next;
    const duration = formatDuration(durationBetween(start, end));
    return setLine(next, "DURATION", rewriteLine(durationLine, durationLine.params, duration, eol));
  }
  const implied = endMoment(start.moment, start.zone, { kind: "wall", ms: start.kind === "date" ? DAY : 0 });
  if (!endLine && end === implied && !endZone) return next;
  const stamp =
    endZone === undefined || start.kind === "date"
      ? endStamp(component, current, start, end, context)
      : placedEnd(start, end, endZone ?? start.zone, context);
  const old = endLine && parseDateTime(endLine.value) ? readStamp(endLine.value, endLine, zoneOf) : undefined;
  if (old && sameStamp(old, stamp)) return next;
  return setLine(setLine(next, "DURATION", undefined), "DTEND", stampLine("DTEND", [stamp], endLine, eol));
}

/** Same kind, clock and spelling. */
export function sameStamp(a: Stamp, b: Stamp): boolean {
  return a.kind === b.kind && a.moment === b.moment && a.zone === b.zone && a.tzid === b.tzid;
}

// A single time that the clocks skip is written as what it is shown as (R71): else its end, which is not skipped, would
// come at once. The length on the wall stays.
function outOfGap(start: Stamp, end: string): { start: Stamp; end: string } {
  if (start.kind !== "zoned" || !isInGap(start.moment, start.zone)) return { start, end };
  const moment = msToMoment(zonedToMs(start.moment, start.zone), start.zone);
  return { start: { ...start, moment }, end: msToWall(wallToMs(end) + wallToMs(moment) - wallToMs(start.moment)) };
}

function wantedStart(current: Stamp, set: FieldChanges, context: EditContext): Stamp {
  const moment = set.start ?? shownMoment(current);
  const zone = set.zone ?? shownZone(current);
  if (moment.length === 10) return { kind: "date", moment, zone: "floating" };
  if (current.kind === "date" || zone !== shownZone(current)) return stampIn(moment, zone, context);
  return { ...current, moment: onClock(moment, current, zone) };
}

// Events in a nameless zone are shown in UTC and written back on the clock of their VTIMEZONE.
function onClock(moment: string, stamp: Stamp, shown: string): string {
  if (!isZoneText(stamp.zone) || shown !== "UTC" || moment.length === 10) return moment;
  return msToMoment(wallToMs(moment), stamp.zone);
}

function keptEnd(current: Stamp, length: InstanceLength, start: Stamp): string {
  if ((current.kind === "date") === (start.kind === "date")) {
    const wall = wallToMs(endMoment(current.moment, current.zone, length)) - wallToMs(current.moment);
    return msToWall(wallToMs(start.moment) + wall, start.kind === "date");
  }
  return msToWall(wallToMs(start.moment) + (start.kind === "date" ? DAY : HOUR), start.kind === "date");
}

function checkPeriod(start: Stamp, end: string): void {
  if ((start.kind === "date") !== (end.length === 10))
    throw new Failure("invalid-input", { detail: "start and end must both be dates or both be times" });
  const clock = start.zone === "floating" ? "UTC" : start.zone;
  if (zonedToMs(end, clock) < zonedToMs(start.moment, clock) && end < start.moment)
    throw new Failure("invalid-input", { detail: "the end must not be before the start" });
}

// An end in a zone of its own stays in it while the start keeps its zone (two-zone events such as flights).
function endStamp(component: IcalComponent, current: Stamp, start: Stamp, end: string, context: EditContext): Stamp {
  const moment = start.kind === "date" && end <= start.moment ? msToWall(wallToMs(start.moment) + DAY, true) : end;
  const line = lineOf(component, "DTEND");
  const old = line && parseDateTime(line.value) ? readStamp(line.value, line, context.zoneOf) : undefined;
  const isOwn =
    old && (old.kind === "zoned" || old.kind === "utc") && current.kind !== "date" && current.kind !== "floating";
  if (!isOwn || start.zone !== current.zone || old.zone === start.zone) return { ...start, moment };
  return { ...old, moment: msToMoment(zonedToMs(moment, start.zone), old.zone) };
}

function placedEnd(start: Stamp, moment: string, zone: string, context: EditContext): Stamp {
  if (zone === start.zone || zone === shownZone(start)) return { ...start, moment };
  if (start.kind === "floating" || zone === "floating")
    throw new Failure("invalid-input", { detail: "a time without zone has no zone of its end" });
  return stampIn(msToMoment(zonedToMs(moment, start.zone), zone), zone, context);
}

function durationBetween(start: Stamp, end: string): DurationValue {
  const wall = wallToMs(end) - wallToMs(start.moment);
  const days = Math.floor(wall / DAY);
  if (start.kind === "date") return { days: Math.max(1, days), seconds: 0 };
  const seconds = (wall - days * DAY) / 1000;
  const nominal = endMoment(start.moment, start.zone, { kind: "exact", days, ms: seconds * 1000 });
  if (nominal === end || start.zone === "floating") return { days, seconds };
  return { days: 0, seconds: (zonedToMs(end, start.zone) - zonedToMs(start.moment, start.zone)) / 1000 };
}
