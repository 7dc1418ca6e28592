// When a VEVENT is and how it repeats, as Graph would keep it (learn.microsoft.com/graph/api/resources/datetimetimezone).
import type { DateTimeTimeZone, PatternedRecurrence } from "@microsoft/microsoft-graph-types";
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { Stamp, ZoneOf } from "../../domain/event-time.ts";
import { endMoment, endMs, readLength, readStamp } from "../../domain/event-time.ts";
import type { IcalComponent } from "../../domain/ical-text.ts";
import { lineOf, linesOf } from "../../domain/ical-tree.ts";
import { msToWall, parseDateTime } from "../../domain/ical-values.ts";
import { startOf } from "../../domain/resource.ts";
import { parseRule } from "../../domain/rule-text.ts";
import { isZoneText, zonedToMs } from "../../domain/zones.ts";
import { ZONE_UNKNOWN } from "./map-event.ts";
import { recurrenceOf } from "./recurrence-write.ts";
import type { GraphEvent } from "./series.ts";
import { graphZone } from "./zones.ts";

/** One thing that Graph keeps of an event. */
export interface Field {
  /** Equal for what means the same to Graph; undefined when it is none of our business. */
  readonly key: string | undefined;
  /** What a request says to make it so. */
  readonly body: GraphEvent;
  /** Why Graph cannot keep it. */
  readonly failure?: Failure;
}

/** Start and end. Of an occurrence the instants count: it has the zone of its series.
 *  @throws Failure `malformed` without a readable start */
export function timeField(component: IcalComponent, zoneOf: ZoneOf, isOccurrence: boolean): Field {
  const start = startOf(component, zoneOf);
  const end = endOf(component, start, zoneOf);
  if (start.kind === "date")
    return { key: `${start.moment}/${end.moment}`, body: { start: midnight(start), end: midnight(end) } };
  const [from, to] = [inZone(start, isOccurrence), inZone(end, isOccurrence)];
  if (!from || !to || (!isOccurrence && isRepeatingUnknown(component))) {
    const key = JSON.stringify([start.moment, start.zone, end.moment, end.zone]);
    const known = from && to ? JSON.stringify([from, to]) : key;
    return { key: known, body: {}, failure: new Failure("not-expressible", { limit: "zone" }) };
  }
  const key = isOccurrence ? `${instant(start)}/${instant(end)}` : JSON.stringify([from, to]);
  return { key, body: { start: from, end: to } };
}

/** The rule of repetition; of an occurrence none. The key forgets where weeks begin when nothing depends on it. */
export function recurrenceField(component: IcalComponent, zoneOf: ZoneOf): Field {
  const [rule, ...others] = linesOf(component, "RRULE");
  const added = linesOf(component, "RDATE");
  const start = startOf(component, zoneOf);
  const values = [rule, ...others, ...added, ...linesOf(component, "EXRULE")].filter((one) => one !== undefined);
  if (values.length === 0) return { key: "none", body: { recurrence: null } };
  const raw = JSON.stringify([start.moment.slice(0, 10), ...values.map((one) => ruleKey(one.name, one.value))]);
  try {
    if (added.length > 0) throw new Failure("not-expressible", { limit: "extra-dates" });
    if (!rule || values.length > 1) throw new Failure("not-expressible", { limit: "several-rules" });
    const recurrence = recurrenceOf(rule.value, start.moment, start.zone, start.kind === "date");
    const isFixed = isRepeatingUnknown(component);
    return {
      key: recurrenceKey(recurrence),
      body: { recurrence },
      ...(isFixed && { failure: new Failure("not-expressible", { limit: "zone" }) }),
    };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { key: raw, body: {}, failure: error };
  }
}

// The start of a series in a zone that nothing names stays as Graph has it.
function isRepeatingUnknown(component: IcalComponent): boolean {
  return lineOf(component, ZONE_UNKNOWN) !== undefined && lineOf(component, "RRULE") !== undefined;
}

function recurrenceKey({ pattern, range }: PatternedRecurrence): string {
  const { type, interval = 1, daysOfWeek = [], firstDayOfWeek, ...rest } = pattern ?? {};
  const isByWeek = type === "weekly" && interval > 1 && (daysOfWeek ?? []).length > 1;
  return JSON.stringify([
    type,
    interval,
    daysOfWeek,
    isByWeek ? firstDayOfWeek : "",
    sorted(rest),
    sorted(range ?? {}),
  ]);
}

function ruleKey(name: string, value: string): string {
  return `${name} ${[...parseRule(value)].sort().join(";")} ${name === "RDATE" ? value : ""}`;
}

function sorted(values: object): [string, unknown][] {
  return Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
}

// An end of its own zone stays in it: flights.
function endOf(component: IcalComponent, start: Stamp, zoneOf: ZoneOf): Stamp {
  const length = readLength(component, start, zoneOf);
  const line = lineOf(component, "DTEND");
  const own = line && parseDateTime(line.value) ? readStamp(line.value, line, zoneOf) : undefined;
  const isInstant = own && [start, own].every(({ kind }) => kind === "zoned" || kind === "utc");
  if (isInstant && own.zone !== start.zone && !isZoneText(start.zone) && instant(own) >= instant(start)) return own;
  const moment = endMoment(start.moment, start.zone, length);
  if (start.kind !== "zoned" || isZoneText(start.zone)) return { ...start, moment };
  // The clock may show the end twice, or before the start.
  const ms = endMs(start.moment, start.zone, length);
  return zonedToMs(moment, start.zone) === ms
    ? { ...start, moment }
    : { kind: "utc", moment: msToWall(ms), zone: "UTC" };
}

// A single time can always be said in UTC; a start that repeats cannot.
function inZone(stamp: Stamp, isOccurrence: boolean): DateTimeTimeZone | undefined {
  if (stamp.kind === "floating") return undefined;
  const timeZone = isZoneText(stamp.zone) ? undefined : graphZone(stamp.zone);
  if (timeZone !== undefined) return { dateTime: withSeconds(stamp.moment), timeZone };
  return isOccurrence ? { dateTime: withSeconds(msToWall(instant(stamp))), timeZone: "UTC" } : undefined;
}

function midnight({ moment }: Stamp): DateTimeTimeZone {
  return { dateTime: `${moment}T00:00:00`, timeZone: "UTC" };
}

function withSeconds(moment: string): string {
  return moment.length === 16 ? `${moment}:00` : moment;
}

function instant({ moment, zone }: Stamp): number {
  return zonedToMs(moment, zone === "floating" ? "UTC" : zone);
}
