// Two sides of a series that do not fit together: one changed when it takes place, the other single instances of it.
// Merged by property they would make an event that nobody wanted, so the rule or the time becomes a conflict.
import type { Series } from "./event.ts";
import type { Stamp, ZoneOf } from "./event-time.ts";
import { instanceId } from "./event-time.ts";
import type { IcalComponent, IcalLine, IcalText } from "./ical-text.ts";
import { linesOf } from "./ical-tree.ts";
import { parsePeriod } from "./ical-values.ts";
import { componentMeaning, lineMeaning, valuesOf } from "./meaning.ts";
import type { DateId } from "./merge-lines.ts";
import type { Side } from "./merge-sides.ts";
import { hasInstance } from "./recurrence.ts";
import type { EventComponents } from "./resource.ts";
import { readSeries, stampsOf, startOf } from "./resource.ts";
import { parseRule } from "./rule-text.ts";

/** One version, opened. */
export interface Version {
  readonly tree: IcalText;
  readonly zoneOf: ZoneOf;
  readonly events: EventComponents;
}

/** What a merge of a series has to ask, and who decides about each instance. */
export interface SeriesPlan {
  /** Keys of fields that are in conflict whoever changed them; empty: the sides fit. */
  readonly forced: ReadonlySet<string>;
  /** Whose version of an instance counts once the first forced field is given to `chosen`; undefined: three-way. */
  readonly sideOf: (id: string, property: "VEVENT" | "EXDATE" | "RDATE", chosen: Side) => Side | undefined;
  /** The sides that left start and rule alone: what such a side did to an instance was about that instance. */
  readonly still: ReadonlySet<Side>;
}

interface Shape {
  readonly start: Stamp | undefined;
  /** Of the start, then of the rules. */
  readonly when: string;
  readonly rules: string;
  /** Without its EXDATEs. */
  readonly bare: Series | undefined;
}

/** The plan for three versions of a series. */
export function planSeries(base: Version | undefined, mine: Version, theirs: Version): SeriesPlan {
  const fits: SeriesPlan = { forced: new Set(), sideOf: () => undefined, still: new Set() };
  if (!base) return fits;
  const [was, ours, there] = [shapeOf(base), shapeOf(mine), shapeOf(theirs)];
  if (!was.start || !ours.start || !there.start || !(was.bare || ours.bare || there.bare)) return fits;
  if (sameShape(ours, there) || isRight(was, ours, there, base, mine, theirs)) return fits;
  const forced = new Set<string>();
  if (ours.when !== there.when) forced.add("DTSTART");
  if (ours.rules !== there.rules) forced.add("RRULE");
  const shapes = { mine: ours, theirs: there };
  const reshaped = { mine: !sameShape(was, ours), theirs: !sameShape(was, there) };
  return {
    forced,
    still: new Set((["mine", "theirs"] as const).filter((side) => !reshaped[side])),
    sideOf: (id, property, chosen) => {
      const other = chosen === "mine" ? "theirs" : "mine";
      const [kept, left] = [shapes[chosen], shapes[other]];
      if (kept.when !== left.when) return chosen;
      if (property === "RDATE") return reshaped[other] && !makes(left, id) ? chosen : undefined;
      // What the other side did to an instance that both series have stands by itself.
      return makes(kept, id) && makes(left, id) ? undefined : chosen;
    },
  };
}

/** Tells the dates of EXDATE and RDATE apart by the instance they name (R78); what has a length of its own, or cannot be
 *  read, by what it says. */
export function dateIdOf(master: IcalComponent | undefined, zoneOf: ZoneOf): DateId {
  const start = master && startOf(master, zoneOf);
  return (line, value) => {
    const stamp = start && !parsePeriod(value) ? stampsOf({ ...line, value }, zoneOf)[0] : undefined;
    // A date where the series has times, or the reverse, names an instance only in a manner of speaking (R78).
    if (!stamp || !start || clockOf(stamp) !== clockOf(start)) return lineMeaning(line, value);
    return instanceId(stamp, start);
  };
}

/** The instances that a version takes out. */
export function excludedIds({ events, zoneOf }: Version): Set<string> {
  return events.master ? dateIds(events.master, "EXDATE", zoneOf) : new Set();
}

// Right without asking: the reshaped series still makes every instance that the other side touched, and names it alike.
function isRight(was: Shape, ours: Shape, there: Shape, base: Version, mine: Version, theirs: Version): boolean {
  const [isOurs, isTheirs] = [!sameShape(was, ours), !sameShape(was, there)];
  if (!isOurs && !isTheirs) return true;
  if (isOurs && isTheirs) {
    const [timed, ruled] = ours.when !== was.when ? [ours, there] : [there, ours];
    if (timed.rules !== was.rules || ruled.when !== was.when) return false;
    return fitsTime(ruled, timed) && ![mine, theirs].some((side) => touched(base, side).size > 0);
  }
  const [reshaped, other] = isOurs ? [ours, theirs] : [there, mine];
  const ids = touched(base, other);
  return ids.size === 0 || (reshaped.when === was.when && [...ids].every((id) => makes(reshaped, id)));
}

// A rule made for one start holds for another when it says nothing that the start would contradict.
function fitsTime(ruled: Shape, timed: Shape): boolean {
  const [from, to] = [ruled.start as Stamp, timed.start as Stamp];
  if (from.kind !== to.kind || from.zone !== to.zone) return false;
  const isSameDay = from.moment.slice(0, 10) === to.moment.slice(0, 10);
  const harmless = new Set([
    "FREQ",
    "INTERVAL",
    "COUNT",
    "WKST",
    ...(isSameDay ? ["BYDAY", "BYMONTHDAY", "BYMONTH"] : []),
  ]);
  return (ruled.bare?.rules ?? []).every((rule) => [...parseRule(rule).keys()].every((part) => harmless.has(part)));
}

// The instances that a side changed, took out, put back or added.
function touched(base: Version, side: Version): Set<string> {
  const overrides = ({ events }: Version) =>
    new Map(events.overrides.map(({ id, component }) => [id, componentMeaning(component)]));
  const [was, now] = [overrides(base), overrides(side)];
  const ids = new Set([...was.keys(), ...now.keys()].filter((id) => was.get(id) !== now.get(id)));
  for (const property of ["EXDATE", "RDATE"]) {
    const dates = ({ events, zoneOf }: Version) =>
      events.master ? dateIds(events.master, property, zoneOf) : new Set<string>();
    const [before, after] = [dates(base), dates(side)];
    for (const id of [...before, ...after]) if (before.has(id) !== after.has(id)) ids.add(id);
  }
  return ids;
}

function dateIds(master: IcalComponent, property: string, zoneOf: ZoneOf): Set<string> {
  const idOf = dateIdOf(master, zoneOf);
  return new Set(linesOf(master, property).flatMap((line) => valuesOf(line).map((value) => idOf(line, value))));
}

function shapeOf({ events, zoneOf }: Version): Shape {
  const { master } = events;
  if (!master) return { start: undefined, when: "", rules: "", bare: undefined };
  const start = startOf(master, zoneOf);
  const series = readSeries(master, zoneOf);
  const rules = (["RRULE", "EXRULE"] as const).flatMap((name) => linesOf(master, name));
  return {
    start,
    when: `${start.kind} ${start.moment} ${start.zone}`,
    rules: rules
      .map((line: IcalLine) => lineMeaning(line))
      .sort()
      .join("\n"),
    bare: series && { ...series, excluded: [] },
  };
}

function clockOf({ kind }: Stamp): string {
  return kind === "utc" || kind === "zoned" ? "instant" : kind;
}

function sameShape(a: Shape, b: Shape): boolean {
  return a.when === b.when && a.rules === b.rules;
}

function makes({ bare }: Shape, id: string): boolean {
  return bare !== undefined && hasInstance(bare, id);
}
