// When a Graph event is: its UTC times on the clock of the zone it was made in (learn.microsoft.com/graph/api/resources/event).
import type { DateTimeTimeZone } from "@microsoft/microsoft-graph-types";
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { Stamp } from "../../domain/event-time.ts";
import { msToWall, wallToMs } from "../../domain/ical-values.ts";
import { msToMoment, zonedToMs } from "../../domain/zones.ts";
import { firstDay, isRealDate } from "./recurrence-days.ts";
import type { GraphEvent } from "./series.ts";
import { ianaZone } from "./zones.ts";

const DAY = 86_400_000;
const HOUR = 3_600_000;

/** The clock that an event or series is kept on. */
interface Clock {
  /** IANA name or `UTC`. */
  readonly zone: string;
  /** Nothing that Graph says names the zone: `zone` stands in for it. */
  readonly isUnknown: boolean;
}

/** `end` is exclusive; both are on the clock of the event, or whole days. */
export interface Times {
  readonly start: Stamp;
  readonly end: Stamp;
}

/** The clock of a single event, or of a series with all its occurrences. Of a series the recurrence's own zone counts: days
 *  are counted in it. */
export function clockOf(event: GraphEvent): Clock {
  const { recurrence, originalStartTimeZone, start, isAllDay } = event;
  if (isAllDay) return { zone: "UTC", isUnknown: false };
  const ruled = recurrence ? ianaZone(recurrence.range?.recurrenceTimeZone) : undefined;
  const known = ruled ?? ianaZone(originalStartTimeZone);
  if (known !== undefined) return { zone: known, isUnknown: false };
  // Read in another zone than UTC, that zone says more than nothing.
  const read = ianaZone(start?.timeZone);
  if (read !== undefined && read !== "UTC") return { zone: read, isUnknown: false };
  return { zone: standIn(instantOf(start), recurrence?.range?.startDate), isUnknown: true };
}

// UTC, unless its date is not that of the series: on another day the rule would name the wrong days of the week.
function standIn(ms: number, startDate: string | null | undefined): string {
  if (!isRealDate(startDate) || msToWall(ms, true) === startDate) return "UTC";
  const hours = [...Array(14).keys()].flatMap((i) => [i + 1, -i - 1]);
  const offset = hours.find((one) => one >= -12 && msToWall(ms + one * HOUR, true) === startDate);
  // The sign of these names is the other way round.
  return offset === undefined ? "UTC" : `Etc/GMT${offset > 0 ? "-" : "+"}${Math.abs(offset)}`;
}

/** Start and end of a single event, a master or an override. A series starts on the first day that its pattern names.
 *  @param clock of the event, or of the series it belongs to
 *  @throws Failure `malformed` without a start */
export function timesOf(event: GraphEvent, clock: Clock): Times {
  const days = daysToFirst(event, clock);
  const shifted = (stamp: Stamp): Stamp => (days === 0 ? stamp : { ...stamp, moment: later(stamp.moment, days) });
  if (event.isAllDay) {
    const start = dateOf(event.start);
    const end = dateOf(event.end ?? event.start);
    return { start: shifted(dateStamp(start)), end: shifted(dateStamp(end > start ? end : later(start, 1))) };
  }
  const startMs = instantOf(event.start);
  const endMs = Math.max(startMs, instantOf(event.end ?? event.start));
  const own = event.recurrence || clock.isUnknown ? clock.zone : (ianaZone(event.originalStartTimeZone) ?? clock.zone);
  // A series ends on the clock it repeats on: with two of them its length would change with summer time.
  const isFixed = event.recurrence || clock.isUnknown;
  const until = isFixed ? own : (ianaZone(event.originalEndTimeZone) ?? own);
  return {
    start: shifted(stampAt(startMs, own, !event.recurrence)),
    end: shifted(stampAt(endMs, until, !event.recurrence)),
  };
}

/** The local date of the occurrence that an override replaces, `YYYY-MM-DD`. */
export function occurrenceDate(event: GraphEvent, master: GraphEvent, clock: Clock): string {
  const named = /(\d{4}-\d\d-\d\d)$/.exec((event as { occurrenceId?: string | null }).occurrenceId ?? "")?.[1];
  if (isRealDate(named)) return named;
  const ms = Date.parse(event.originalStart ?? "");
  if (Number.isNaN(ms))
    return master.isAllDay ? dateOf(event.start) : msToMoment(instantOf(event.start), clock.zone).slice(0, 10);
  if (!master.isAllDay) return msToMoment(ms, clock.zone).slice(0, 10);
  // Midnight where the organiser is, as UTC: the evening before, east of Greenwich.
  const local = msToMoment(ms, ianaZone(event.originalStartTimeZone ?? master.originalStartTimeZone) ?? "UTC");
  return local.endsWith("T00:00") ? local.slice(0, 10) : msToWall(ms + DAY / 2, true);
}

/** The original start of the occurrence on a local date, in the form of the master's start. */
export function occurrenceStamp(date: string, start: Stamp): Stamp {
  return { ...start, moment: date + start.moment.slice(10) };
}

/** A UTC time of Graph as iCalendar writes it, to the second; undefined for none. */
export function utcValue(time: string | null | undefined): string | undefined {
  const ms = Date.parse(time ?? "");
  if (Number.isNaN(ms) || !isRealDate(time)) return undefined;
  return `${new Date(ms).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
}

// Moves DTSTART: RFC 5545 would count a start that the rule does not name as one more instance.
function daysToFirst(event: GraphEvent, clock: Clock): number {
  if (!event.recurrence) return 0;
  const date = event.isAllDay ? dateOf(event.start) : msToMoment(instantOf(event.start), clock.zone).slice(0, 10);
  return (wallToMs(firstDay(event.recurrence, date)) - wallToMs(date)) / DAY;
}

function stampAt(ms: number, zone: string, isSingle: boolean): Stamp {
  const moment = msToMoment(ms, zone);
  // The second time round through an hour that the clock shows twice can be said in UTC only.
  if (zone === "UTC" || (isSingle && zonedToMs(moment, zone) !== ms))
    return { kind: "utc", moment: msToWall(ms), zone: "UTC" };
  return { kind: "zoned", moment, zone, tzid: zone };
}

function dateStamp(date: string): Stamp {
  return { kind: "date", moment: date, zone: "floating" };
}

function later(moment: string, days: number): string {
  return msToWall(wallToMs(moment) + days * DAY, moment.length === 10);
}

// An all-day event runs from midnight to midnight in whatever zone it is read: only the dates mean something.
function dateOf(time: DateTimeTimeZone | null | undefined): string {
  const date = time?.dateTime?.slice(0, 10);
  if (!isRealDate(date)) throw new Failure("malformed", { what: "event", detail: "it has no start" });
  return date;
}

function instantOf(time: DateTimeTimeZone | null | undefined): number {
  const wall = time?.dateTime?.slice(0, 19);
  if (!isRealDate(wall)) throw new Failure("malformed", { what: "event", detail: "it has no start" });
  return zonedToMs(wall, ianaZone(time?.timeZone) ?? "UTC");
}
