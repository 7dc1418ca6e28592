// Expands a resource into the occurrences of a window: rules, RDATE, EXDATE, overrides (rules R71–R80, R84–R86).
import type { EventFields, EventResource, ExpandedOccurrence, InstanceLength, Series } from "./event.ts";
import { endMoment, endMs, momentOfId, recurrenceIdOf } from "./event-time.ts";
import { msToWall, wallToMs } from "./ical-values.ts";
import { readResource } from "./resource.ts";
import type { RuleStart } from "./rule-expand.ts";
import { excludedStarts, MAX_INSTANCES, seriesStarts } from "./rule-expand.ts";
import { isZoneText, msToMoment, zonedToMs } from "./zones.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
// A wall clock is never further than this from UTC.
const CLOCK_MS = 1.5 * DAY;

/** Instants, epoch ms; an occurrence that only touches a border is outside. */
export interface TimeWindow {
  readonly fromMs: number;
  readonly toMs: number;
}

interface Instance {
  readonly id: string;
  /** On the clock of the series. */
  readonly moment: string;
  /** The instant, where the clock shows the same moment twice. */
  readonly ms?: number;
  readonly length: InstanceLength;
}

/** The occurrences that overlap a window, by start. At most 10,000 of one series.
 *  @param displayZone where all-day and floating times are placed; IANA or `UTC`
 *  @throws Failure as `readResource`, when given text */
export function expandOccurrences(
  resource: EventResource | string,
  window: TimeWindow,
  displayZone: string,
): ExpandedOccurrence[] {
  const read = typeof resource === "string" ? readResource(resource) : resource;
  const { master, series, overrides } = read;
  const replaced = new Set(overrides.map((one) => one.recurrenceId));
  const found = overrides.map((one) => placed(one, displayZone));
  if (master && series) {
    const reach = reachMs(read);
    const wide = { fromMs: window.fromMs - reach - CLOCK_MS, toMs: window.toMs + reach + CLOCK_MS };
    for (const instance of seriesInstances(series, wide))
      if (!replaced.has(instance.id)) found.push(instanceOccurrence(read, master, series, instance, displayZone));
  } else if (master && !replaced.has(recurrenceIdOf(master.start, master.zone)))
    found.push(placed(master, displayZone));
  const { fromMs, toMs } = window;
  const shown = found.filter((one) => one.startMs < toMs && (one.endMs > fromMs || one.startMs >= fromMs));
  return shown.sort((a, b) => a.startMs - b.startMs || (a.recurrenceId ?? "").localeCompare(b.recurrenceId ?? ""));
}

/** Has the resource a rule or RDATE? Overrides alone are plain events (R79). */
export function isRecurring(resource: EventResource): boolean {
  return resource.series !== undefined;
}

/** The fields of one instance: its override's, else the master's moved to it; with the rule of the series.
 *  Undefined when the series has no such instance. */
export function instanceFields(resource: EventResource, recurrenceId: string): EventFields | undefined {
  const { master, series } = resource;
  const rrule = master?.rrule === undefined ? {} : { rrule: master.rrule };
  const override = resource.overrides.find((one) => one.recurrenceId === recurrenceId);
  if (override) return { ...override, ...rrule };
  if (!master) return undefined;
  if (!series)
    return recurrenceIdOf(master.start, master.zone) === recurrenceId ? { ...master, recurrenceId } : undefined;
  const instance = findInstance(series, recurrenceId);
  if (!instance) return undefined;
  const { start, end, zone } = instanceOccurrence(resource, master, series, instance, "UTC");
  return { ...(futureOverride(resource, recurrenceId) ?? master), ...rrule, recurrenceId, start, end, zone };
}

/** Does the series generate this instance, whether or not an override replaces it? False for what EXDATE takes out. */
export function hasInstance(series: Series, recurrenceId: string): boolean {
  return findInstance(series, recurrenceId) !== undefined;
}

/** Is nothing of the resource left to show? (R83) */
export function isEmptyResource(resource: EventResource): boolean {
  const { master, series, overrides } = resource;
  if (overrides.length > 0) return false;
  if (!master || !series) return !master;
  const from = wallToMs(series.start) - CLOCK_MS;
  const endless = series.rules.some((rule) => !/(COUNT|UNTIL)=/i.test(rule));
  // The first year nearly always decides; an endless rule outlives any list of exceptions within forty.
  const reaches = [366 * DAY, 40 * 366 * DAY, ...(endless ? [] : [Number.POSITIVE_INFINITY])];
  return reaches.every((reach) => seriesInstances(series, { fromMs: from, toMs: from + reach }).length === 0);
}

function findInstance(series: Series, id: string): Instance | undefined {
  const moment = momentOfId(id, series.zone);
  if (moment === undefined) return undefined;
  const wall = wallToMs(moment);
  const within = (reach: number) =>
    seriesInstances(series, { fromMs: wall - reach, toMs: wall + reach }).find((one) => one.id === id);
  // A start in a gap is named by an instant that the clock shows elsewhere: by an hour, once by a day (Samoa, 2011).
  return within(HOUR) ?? within(CLOCK_MS);
}

// The window is in wall ms of the series; each instance once, however many rules and RDATEs name it (R77).
function seriesInstances(series: Series, window: TimeWindow): Instance[] {
  const { fromMs, toMs } = window;
  const byId = new Map<string, Instance>();
  const add = (one: Instance) => {
    if (!byId.has(one.id)) byId.set(one.id, one);
  };
  const instance = ({ wall, ms }: RuleStart, length: InstanceLength): Instance => {
    const moment = msToWall(wall, series.start.length === 10);
    const id = ms === undefined ? recurrenceIdOf(moment, series.zone) : recurrenceIdOf(msToWall(ms), "UTC");
    return { id, moment, length, ...(ms !== undefined && { ms }) };
  };
  for (const one of series.added) {
    const wall = wallToMs(one.start);
    if (wall >= fromMs && wall <= toMs) add(instance({ wall }, one.length ?? series.length));
  }
  const first = wallToMs(series.start);
  if (first >= fromMs && first <= toMs) add(instance({ wall: first }, series.length));
  for (const rule of series.rules)
    for (const one of seriesStarts(rule, series, fromMs, toMs)) add(instance(one, series.length));
  for (const rule of series.excludedRules)
    for (const one of excludedStarts(rule, series, fromMs, toMs)) byId.delete(instance(one, series.length).id);
  for (const id of series.excluded) byId.delete(id);
  const days = new Set(series.excluded.filter((id) => id.length === 8));
  const kept = [...byId.values()].filter((one) => !days.has(one.moment.slice(0, 10).replaceAll("-", "")));
  return kept.slice(0, MAX_INSTANCES);
}

// How far an instance may reach from its original start: its length, and where a this-and-future override moves it.
function reachMs({ series, overrides }: EventResource): number {
  let reach = 0;
  const lengths = [series?.length, ...(series?.added.map((one) => one.length) ?? [])];
  for (const length of lengths)
    if (length) reach = Math.max(reach, length.kind === "wall" ? length.ms : (length.days + 1) * DAY + length.ms);
  for (const one of overrides)
    if (one.andFuture) {
      const origin = wallToMs(momentOfId(one.recurrenceId ?? "", "UTC") ?? one.start);
      reach = Math.max(reach, Math.abs(wallToMs(one.start) - origin) + wallToMs(one.end) - wallToMs(one.start) + DAY);
    }
  return reach;
}

function daysMs(length: InstanceLength): number {
  return length.kind === "exact" ? length.days * DAY : 0;
}

function futureOverride({ overrides }: EventResource, id: string): EventFields | undefined {
  let latest: EventFields | undefined;
  for (const one of overrides)
    if (one.andFuture && one.recurrenceId !== undefined && one.recurrenceId <= id)
      if (!latest || one.recurrenceId > (latest.recurrenceId as string)) latest = one;
  return latest;
}

function instanceOccurrence(
  resource: EventResource,
  master: EventFields,
  series: Series,
  { id, moment, ms, length }: Instance,
  displayZone: string,
): ExpandedOccurrence {
  const future = futureOverride(resource, id);
  if (future) return placed({ ...shifted(future, id, series), recurrenceId: id }, displayZone);
  const clock = series.zone === "floating" ? displayZone : series.zone;
  const start = ms ?? zonedToMs(moment, clock);
  // The second pass through a fold: its clock times alone would say the first.
  const isSecond = start !== zonedToMs(moment, clock);
  const end = isSecond ? start + length.ms + daysMs(length) : endMs(moment, clock, length);
  const inUtc = isZoneText(series.zone);
  return {
    ...summary({ ...master, recurrenceId: id }),
    start: inUtc ? msToWall(start) : moment,
    end: inUtc ? msToWall(end) : isSecond ? msToMoment(end, clock) : endMoment(moment, series.zone, length),
    startMs: start,
    endMs: end,
  };
}

// A this-and-future override keeps its distance from the original start for all instances it covers (§3.2.13).
function shifted(future: EventFields, id: string, series: Series): EventFields {
  const zone = future.allDay ? series.zone : future.zone;
  const cut = (moment: string) => (future.allDay ? moment.slice(0, 10) : moment);
  const origin = cut(momentOfId(future.recurrenceId ?? id, zone) ?? future.start);
  const from = cut(momentOfId(id, zone) ?? future.start);
  const start = wallToMs(from) + wallToMs(future.start) - wallToMs(origin);
  const end = start + wallToMs(future.end) - wallToMs(future.start);
  return { ...future, start: msToWall(start, future.allDay), end: msToWall(end, future.allDay) };
}

function placed(event: EventFields, displayZone: string): ExpandedOccurrence {
  const clock = event.zone === "floating" ? displayZone : event.zone;
  const startMs = zonedToMs(event.start, clock);
  // In a fold the end's wall clock may name an instant before the start.
  const until = Math.max(startMs, zonedToMs(event.end, clock));
  return { ...summary(event), start: event.start, end: event.end, startMs, endMs: until };
}

function summary(event: EventFields): Omit<ExpandedOccurrence, "start" | "end" | "startMs" | "endMs"> {
  return {
    ...(event.recurrenceId !== undefined && { recurrenceId: event.recurrenceId }),
    title: event.title,
    zone: event.zone,
    allDay: event.allDay,
    ...(event.location !== undefined && { location: event.location }),
    status: event.status,
    attendees: event.attendees,
    privacy: event.privacy,
    busy: event.busy,
    reminders: event.reminders,
    ...(event.color !== undefined && { color: event.color }),
    ...(event.conferenceUrl !== undefined && { conferenceUrl: event.conferenceUrl }),
  };
}
