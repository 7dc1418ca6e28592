// Two versions of a calendar object, held against each other by what Graph can keep of them.
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { FailureLimit } from "../../../src-preload/contract/failure-words.ts";
import type { EditContext } from "../../domain/edit-context.ts";
import { openEdit } from "../../domain/edit-context.ts";
import { instanceCopy } from "../../domain/edit-series.ts";
import type { Series } from "../../domain/event.ts";
import { readAttendee } from "../../domain/event-details.ts";
import { momentOfId, recurrenceIdOf } from "../../domain/event-time.ts";
import type { IcalComponent } from "../../domain/ical-text.ts";
import { lineOf, paramOf } from "../../domain/ical-tree.ts";
import { wallToMs } from "../../domain/ical-values.ts";
import { hasInstance } from "../../domain/recurrence.ts";
import { readSeries, startOf } from "../../domain/resource.ts";
import { ruleStarts } from "../../domain/rule-expand.ts";
import { GUEST_COPY } from "./map-event.ts";
import type { FieldName, Fields } from "./steps-fields.ts";
import { differing, fieldsOf } from "./steps-fields.ts";
import { answerOf, isForeign } from "./steps-people.ts";

const DAY = 86_400_000;
// An attendee's own, in a copy of somebody else's meeting.
const GUESTS_OWN: ReadonlySet<FieldName> = new Set(["categories", "showAs", "reminder"]);

/** A calendar object, read. Occurrences go by the local date of their original start. */
export interface Version {
  readonly context: EditContext;
  /** The master, or the only thing there is. */
  readonly master: IcalComponent;
  readonly series?: Series;
  readonly overrides: ReadonlyMap<string, IcalComponent>;
  readonly excluded: ReadonlySet<string>;
  readonly isGuestCopy: boolean;
}

/** An event or occurrence that is not as wanted. */
interface Difference {
  readonly names: readonly FieldName[];
  readonly now?: Fields;
  readonly wanted: Fields;
  readonly component: IcalComponent;
}

/** What has to be done for the one to become the other. */
export interface Comparison {
  readonly master: Difference;
  readonly occurrences: readonly (Difference & { readonly date: string })[];
  /** Local dates of occurrences to delete. */
  readonly removed: readonly string[];
  /** Those that were deleted and are wanted again. */
  readonly revived: readonly string[];
  /** Overrides of occurrences that the series does not have. */
  readonly stray: readonly string[];
}

/** Reads a version.
 *  @throws Failure as `readResource` */
export function readVersion(text: string): Version {
  const context = openEdit(text, 0);
  const { master: own, overrides: all } = context.events;
  const master = own ?? (all[0]?.component as IcalComponent);
  const series = own && readSeries(own, context.zoneOf);
  const isGuestCopy = lineOf(master, GUEST_COPY) !== undefined;
  const empty = { context, master, overrides: new Map(), excluded: new Set<string>(), isGuestCopy };
  if (!series) return empty;
  const overrides = new Map(all.map(({ id, component }) => [dateOfId(id, series), component]));
  const bare = { ...series, excluded: [] };
  const ids = series.excluded.map((id) => (id.length === 8 ? idOf(dateOfId(id, series), series) : id));
  const dates = ids.filter((id) => hasInstance(bare, id)).map((id) => dateOfId(id, series));
  const excluded = new Set(dates.filter((date) => !overrides.has(date)));
  return { context, master, series, overrides, excluded, isGuestCopy };
}

/** What differs between two versions, for Graph; everything without `now`. A series that gets another start or rule loses
 *  its exceptions (rulebook §1.8): then they are compared with the series as wanted.
 *  @param addresses the user's own */
export function compareVersions(now: Version | undefined, wanted: Version, addresses: readonly string[]): Comparison {
  // Whose it is, Graph says of what it has; of what is new there the ORGANIZER does.
  const host = now && lineOf(now.master, "ORGANIZER");
  const isOthers = isForeign(wanted.master, host ? [...addresses, readAttendee(host).address] : addresses);
  const fields = (version: Version, component: IcalComponent, isOccurrence: boolean) =>
    fieldsOf(component, { zoneOf: version.context.zoneOf, addresses, isOccurrence, isForeign: isOthers });
  const [was, is] = [now && fields(now, now.master, false), fields(wanted, wanted.master, false)];
  const master = { names: differing(was, is), ...(was && { now: was }), wanted: is, component: wanted.master };
  const isReshaped =
    !now || master.names.some((name) => name === "time" || name === "recurrence" || name === "isAllDay");
  const base = isReshaped ? { ...wanted, overrides: new Map(), excluded: new Set<string>() } : now;
  const dates = [...new Set([...base.overrides.keys(), ...wanted.overrides.keys()])].sort();
  const stray: string[] = [];
  const occurrences = dates.flatMap((date) => {
    if (wanted.excluded.has(date) || base.excluded.has(date)) return [];
    const [before, component] = [instanceOn(date, base), instanceOn(date, wanted)];
    if (!before) stray.push(date);
    if (!before || !component) return [];
    const [old, next] = [fields(base, before, true), fields(wanted, component, true)];
    const names = differing(old, next);
    return names.length === 0 ? [] : [{ date, names, now: old, wanted: next, component }];
  });
  const removed = [...wanted.excluded].filter((date) => !base.excluded.has(date)).sort();
  // An occurrence that the user declined is taken away by the server: it is where it belongs.
  const isDeclined = (date: string) => {
    const component = wanted.overrides.get(date);
    return component !== undefined && answerOf(component, addresses) === "decline";
  };
  const revived = [...base.excluded].filter((date) => !wanted.excluded.has(date) && !isDeclined(date)).sort();
  return { master, occurrences, removed, revived, stray };
}

/** Why Graph cannot be brought from one version to the other; undefined when it can. What was so before is no reason. */
export function refusedBy(comparison: Comparison, now: Version | undefined, wanted: Version): Failure | undefined {
  const { master, occurrences, revived, stray } = comparison;
  const all = [master, ...occurrences];
  const isOwn = ({ names }: Difference) => names.every((name) => GUESTS_OWN.has(name));
  if (now?.isGuestCopy && (revived.length > 0 || stray.length > 0 || !all.every(isOwn))) return limit("guest-copy");
  for (const { names, wanted: fields } of all)
    for (const name of names) if (fields[name].failure) return fields[name].failure;
  const isNew = (date: string) => now?.overrides.has(date) !== true;
  if (stray.some(isNew)) return limit("extra-dates");
  for (const [date, component] of wanted.overrides) {
    const rid = lineOf(component, "RECURRENCE-ID");
    if (isNew(date) && rid && paramOf(rid, "RANGE") !== undefined) return limit("rule");
  }
  const moved = occurrences.filter((one) => one.names.includes("time"));
  return moved.some((one) => !isInOrder(one.date, wanted)) ? limit("occurrence-order") : undefined;
}

/** The occurrence on a local date as the version has it; undefined when there is none. */
export function instanceOn(date: string, { context, series, overrides }: Version): IcalComponent | undefined {
  return overrides.get(date) ?? (series && instanceCopy(idOf(date, series), context));
}

/** The local date on which an occurrence starts, moved or not. */
export function shownDate(date: string, { context, series, overrides }: Version): string {
  const component = overrides.get(date);
  if (!component || !series) return date;
  const start = startOf(component, context.zoneOf);
  return dateOfId(recurrenceIdOf(start.moment, start.zone), series);
}

// ErrorOccurrenceCrossingBoundary: not onto the day of a neighbour nor past it, be the neighbour deleted or not.
function isInOrder(date: string, version: Version): boolean {
  const { series } = version;
  if (!series) return true;
  const at = shownDate(date, version);
  const [before, after] = neighbours(date, series).map((one) => one && shownDate(one, version));
  return (before === undefined || before < at) && (after === undefined || at < after);
}

function neighbours(date: string, { rules, start, zone }: Series): [string | undefined, string | undefined] {
  const wall = wallToMs(date + start.slice(10));
  let found: [string | undefined, string | undefined] = [undefined, undefined];
  // Most neighbours are near; the far window is for every 99th year.
  for (const days of [15, 400, 40_000]) {
    const starts = rules.flatMap((rule) => ruleStarts(rule, start, zone, wall - days * DAY, wall + days * DAY));
    const before = starts.filter((one) => one < wall);
    const after = starts.filter((one) => one > wall);
    const day = (one: number | undefined) => (one === undefined ? undefined : new Date(one).toISOString().slice(0, 10));
    found = [day(before.sort((a, b) => a - b).at(-1)), day(after.sort((a, b) => a - b)[0])];
    if (found[0] !== undefined && found[1] !== undefined) return found;
  }
  return found;
}

function dateOfId(id: string, { zone }: Series): string {
  return (momentOfId(id, zone) ?? id).slice(0, 10);
}

function idOf(date: string, { start, zone }: Series): string {
  return recurrenceIdOf(date + start.slice(10), zone);
}

function limit(name: FailureLimit): Failure {
  return new Failure("not-expressible", { limit: name });
}
