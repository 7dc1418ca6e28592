// A time as an event's line states it: one of four kinds, never a bare string (rule R66). Reads DTSTART and its kin and
// names instances by it.
import { Failure } from "../../src-preload/contract/failure.ts";
import type { InstanceLength } from "./event.ts";
import type { IcalComponent, IcalLine, IcalText } from "./ical-text.ts";
import { nodeText, parseIcal } from "./ical-text.ts";
import { componentsOf, lineOf, paramOf } from "./ical-tree.ts";
import type { DateTimeValue, DurationValue } from "./ical-values.ts";
import { basicForm, momentOf, msToWall, parseDateTime, parseDuration, wallToMs } from "./ical-values.ts";
import { offsetIn } from "./offsets.ts";
import { vtimezoneSpans } from "./vtimezone.ts";
import { isZoneText, msToMoment, resolveZone, zonedToMs, zoneOffset } from "./zones.ts";

const DAY = 86_400_000;

/** A time with what its line said about the zone. */
export interface Stamp {
  readonly kind: "date" | "floating" | "utc" | "zoned";
  /** Moment on the clock of `zone`. */
  readonly moment: string;
  /** `floating` for date and floating, `UTC`, an IANA name, or VTIMEZONE text. */
  readonly zone: string;
  /** As spelled in the file; only when zoned. */
  readonly tzid?: string;
}

/** Finds the zone of a TZID by the VTIMEZONEs of one file; undefined when nothing says what it is. */
export type ZoneOf = (tzid: string) => string | undefined;

/** The zone resolver of a file. */
export function zonesOf(tree: IcalText): ZoneOf {
  return (tzid) => {
    const zones = componentsOf(tree, "VCALENDAR").flatMap((calendar) => componentsOf(calendar, "VTIMEZONE"));
    return resolveZone(
      tzid,
      zones.find((zone) => lineOf(zone, "TZID")?.value.trim() === tzid),
    );
  };
}

/** Where a file's own definition of a zone and the world's differ. Minutes east of UTC. */
export interface ZoneDisagreement {
  /** As spelled in the file. */
  readonly tzid: string;
  readonly fileOffsetMinutes: number;
  readonly ianaOffsetMinutes: number;
}

// A definition without summer time must show also for a series that begins in winter.
const PROBES_DAYS = [0, 30, 60, 91, 121, 152, 182, 213, 243, 274, 304, 335];

/** Does the VTIMEZONE that a file ships say something else at its event than the zone of that name (R69)? The name is
 *  followed; the author's program may have shown another hour. A series is looked at for a year.
 *  @returns the first difference
 *  @throws Failure `malformed` when the text is no calendar */
export function zoneDisagreement(text: string): ZoneDisagreement | undefined {
  const tree = parseIcal(text);
  const calendars = componentsOf(tree, "VCALENDAR");
  const zones = calendars.flatMap((calendar) => componentsOf(calendar, "VTIMEZONE"));
  for (const event of calendars.flatMap((calendar) => componentsOf(calendar, "VEVENT")))
    for (const name of ["DTSTART", "DTEND"]) {
      const line = lineOf(event, name);
      const tzid = line && paramOf(line, "TZID");
      const value = line && parseDateTime(line.value);
      const shipped = zones.find((zone) => lineOf(zone, "TZID")?.value.trim() === tzid);
      if (!tzid || !shipped || value?.time === undefined || value.utc) continue;
      const found = offsetsApart(momentOf(value), tzid, shipped, lineOf(event, "RRULE") !== undefined);
      if (found) return found;
    }
  return undefined;
}

function offsetsApart(
  moment: string,
  tzid: string,
  shipped: IcalComponent,
  repeats: boolean,
): ZoneDisagreement | undefined {
  const iana = resolveZone(tzid, shipped);
  const spans = vtimezoneSpans(nodeText(shipped).trim());
  if (iana === undefined || iana === "floating" || isZoneText(iana) || spans.length === 0) return undefined;
  const first = zonedToMs(moment, iana);
  for (const days of repeats ? PROBES_DAYS : [0]) {
    const ms = first + days * DAY;
    const [fileOffsetMinutes, ianaOffsetMinutes] = [offsetIn(spans, ms) / 60_000, zoneOffset(ms, iana) / 60_000];
    if (fileOffsetMinutes !== ianaOffsetMinutes) return { tzid, fileOffsetMinutes, ianaOffsetMinutes };
  }
  return undefined;
}

/** One value of a date-time line (DTSTART, EXDATE …) with the line's TZID.
 *  @throws Failure `malformed` when the value is no date or the zone is unknown */
export function readStamp(value: string, line: IcalLine, zoneOf: ZoneOf): Stamp {
  const parsed = parseDateTime(value);
  if (!parsed)
    throw new Failure("malformed", {
      what: "event",
      fault: "not-a-date",
      value: value.slice(0, 40),
      detail: `${line.name} is not a date: ${value.slice(0, 40)}`,
    });
  return stampOf(parsed, paramOf(line, "TZID"), zoneOf);
}

/** A parsed value with a TZID as a stamp. A Z outweighs the TZID, a date has none (R63).
 *  @throws Failure `malformed` when the zone is unknown */
export function stampOf(value: DateTimeValue, tzid: string | undefined, zoneOf: ZoneOf): Stamp {
  const moment = momentOf(value);
  if (value.time === undefined) return { kind: "date", moment, zone: "floating" };
  if (value.utc) return { kind: "utc", moment, zone: "UTC" };
  if (tzid === undefined || tzid === "") return { kind: "floating", moment, zone: "floating" };
  const zone = zoneOf(tzid);
  if (zone === undefined)
    throw new Failure("malformed", {
      what: "event",
      fault: "unknown-zone",
      value: tzid.slice(0, 60),
      detail: `unknown time zone ${tzid.slice(0, 60)}`,
    });
  return zone === "floating" ? { kind: "floating", moment, zone } : { kind: "zoned", moment, zone, tzid };
}

/** The zone an event shows for a stamp: VTIMEZONE text, which has no name, is shown as UTC. */
export function shownZone(stamp: Stamp): string {
  return isZoneText(stamp.zone) ? "UTC" : stamp.zone;
}

/** The moment an event shows for a stamp, on the clock of `shownZone`. */
export function shownMoment(stamp: Stamp): string {
  return isZoneText(stamp.zone) ? msToWall(zonedToMs(stamp.moment, stamp.zone)) : stamp.moment;
}

/** Names an instance by its original start: `20261123`, `20261123T090000` (floating) or UTC `20261123T090000Z`. */
export function recurrenceIdOf(moment: string, zone: string): string {
  if (zone === "floating" || moment.length === 10) return basicForm(moment);
  return `${basicForm(msToWall(zonedToMs(moment, zone)))}Z`;
}

/** The original start a recurrence id names, on the clock of `zone`; undefined when it is not one. */
export function momentOfId(recurrenceId: string, zone: string): string | undefined {
  const value = parseDateTime(recurrenceId);
  if (!value) return undefined;
  const moment = momentOf(value);
  return value.utc && zone !== "floating" ? msToMoment(wallToMs(moment), zone) : moment;
}

/** The id of the instance a RECURRENCE-ID, EXDATE or RDATE means in a series that starts at `start` (R78): by instant, and
 *  when only one of them has a time by the local date. */
export function instanceId(stamp: Stamp, start: Stamp): string {
  if (start.kind === "date") return basicForm(stamp.moment.slice(0, 10));
  const isInstant = stamp.kind === "utc" || stamp.kind === "zoned";
  if (isInstant && start.kind !== "floating") return recurrenceIdOf(stamp.moment, stamp.zone);
  return recurrenceIdOf(instanceMoment(stamp, start), start.zone);
}

/** The same as a moment on the clock of the series. */
export function instanceMoment(stamp: Stamp, start: Stamp): string {
  if (start.kind === "date") return stamp.moment.slice(0, 10);
  if (stamp.kind === "date") return stamp.moment + start.moment.slice(10);
  if (stamp.zone === start.zone || stamp.kind === "floating" || start.kind === "floating") return stamp.moment;
  return msToMoment(zonedToMs(stamp.moment, stamp.zone), start.zone);
}

/** The length of a component's instances (R67, R73, R74): wall-clock when start and end share a zone. */
export function readLength(component: IcalComponent, start: Stamp, zoneOf: ZoneOf): InstanceLength {
  const endLine = lineOf(component, "DTEND");
  const parsed = endLine && parseDateTime(endLine.value);
  if (endLine && parsed) return lengthBetween(start, stampOf(parsed, paramOf(endLine, "TZID"), zoneOf));
  const durationLine = lineOf(component, "DURATION");
  const duration = durationLine && parseDuration(durationLine.value);
  if (duration) return lengthOf(duration, start);
  return { kind: "wall", ms: start.kind === "date" ? DAY : 0 };
}

/** A DURATION as a length; never negative, at least a day when all-day. */
export function lengthOf(duration: DurationValue, start: Stamp): InstanceLength {
  if (start.kind === "date")
    return { kind: "wall", ms: Math.max(1, duration.days + Math.ceil(duration.seconds / 86_400)) * DAY };
  if (duration.days * 86_400 + duration.seconds < 0) return { kind: "wall", ms: 0 };
  return { kind: "exact", days: duration.days, ms: duration.seconds * 1000 };
}

/** The length from one stamp to another; an end that does not come after an all-day start makes one day (R67). */
export function lengthBetween(start: Stamp, end: Stamp): InstanceLength {
  if (start.kind === "date")
    return { kind: "wall", ms: Math.max(DAY, wallToMs(end.moment.slice(0, 10)) - wallToMs(start.moment)) };
  if (end.kind === "date" || end.zone === start.zone || end.kind === "floating" || start.kind === "floating")
    return { kind: "wall", ms: Math.max(0, wallToMs(end.moment) - wallToMs(start.moment)) };
  const ms = zonedToMs(end.moment, end.zone) - zonedToMs(start.moment, start.zone);
  return { kind: "exact", days: 0, ms: Math.max(0, ms) };
}

/** The end of an instance that starts at a moment in `zone`, on the clock of that zone. */
export function endMoment(moment: string, zone: string, length: InstanceLength): string {
  const allDay = moment.length === 10;
  if (length.kind === "wall") return msToWall(wallToMs(moment) + length.ms, allDay);
  const shifted = msToWall(wallToMs(moment) + length.days * DAY, allDay);
  if (zone === "floating" || allDay) return msToWall(wallToMs(shifted) + length.ms, allDay);
  return msToMoment(zonedToMs(shifted, zone) + length.ms, zone);
}

/** The end as an instant: exact even where the clock of the zone shows the same time twice. */
export function endMs(moment: string, zone: string, length: InstanceLength): number {
  if (length.kind === "wall") {
    const end = zonedToMs(msToWall(wallToMs(moment) + length.ms, moment.length === 10), zone);
    return Math.max(end, zonedToMs(moment, zone));
  }
  return zonedToMs(msToWall(wallToMs(moment) + length.days * DAY), zone) + length.ms;
}
