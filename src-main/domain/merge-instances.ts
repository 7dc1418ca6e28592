// The events of one resource in three versions - the master, and every instance with a life of its own - matched by
// instance and merged.
import type { FieldConflict } from "../../src-preload/contract/conflicts.ts";
import { instanceCopy } from "./edit-series.ts";
import type { ZoneOf } from "./event-time.ts";
import type { IcalComponent } from "./ical-text.ts";
import { inFile, makeLine, setLine } from "./ical-tree.ts";
import { componentMeaning } from "./meaning.ts";
import { mergeComponent } from "./merge-component.ts";
import { eventValue } from "./merge-fields.ts";
import type { DateRules } from "./merge-lines.ts";
import type { SeriesPlan, Version } from "./merge-series.ts";
import { dateIdOf, excludedIds, planSeries } from "./merge-series.ts";
import type { Choose, Clash, Merging, Side } from "./merge-sides.ts";

/** What becomes of the events of their file. */
export interface MergedEvents {
  /** Their component and what stands in its place: nothing where it goes. */
  readonly replaced: ReadonlyMap<IcalComponent, IcalComponent | undefined>;
  /** Mine that they do not have. */
  readonly added: readonly IcalComponent[];
  readonly conflicts: readonly FieldConflict[];
}

interface Work {
  readonly base: Version | undefined;
  readonly mine: Version;
  readonly theirs: Version;
  readonly plan: SeriesPlan;
  /** Who was chosen for the time or the rule of the series, when those are in conflict. */
  readonly lead: Side;
  readonly choose: Choose;
  readonly zoneOf: ZoneOf;
  readonly eol: string;
  readonly replaced: Map<IcalComponent, IcalComponent | undefined>;
  readonly added: IcalComponent[];
  readonly conflicts: FieldConflict[];
  /** Instances in conflict as a whole, and who was chosen. */
  readonly settled: Map<string, Side>;
}

/** Merges the events of three versions. */
export function mergeEvents(
  base: Version | undefined,
  mine: Version,
  theirs: Version,
  choose: Choose,
  zoneOf: ZoneOf,
): MergedEvents {
  const plan = planSeries(base, mine, theirs);
  const forced = plan.forced.values().next().value;
  const work: Work = {
    ...{ base, mine, theirs, plan, choose, zoneOf, eol: theirs.tree.eol },
    lead: forced === undefined ? "theirs" : choose(forced, "theirs"),
    ...{ replaced: new Map(), added: [], conflicts: [], settled: new Map() },
  };
  const ids = [base, mine, theirs].flatMap((one) => one?.events.overrides.map(({ id }) => id) ?? []);
  for (const id of [...new Set([...ids, ...strandedIds(work)])].sort()) mergeInstance(id, work);
  mergeMaster(work);
  const { replaced, added, conflicts } = work;
  return { replaced, added, conflicts: conflicts.sort(seriesFirst) };
}

function mergeMaster(work: Work): void {
  const { base, mine, theirs, plan, settled, lead } = work;
  const [b, m, t] = [base?.events.master, mine.events.master, theirs.events.master];
  if (!m || !t) {
    keepOrDrop(undefined, [b, m, t], work);
    return;
  }
  // Dates of all versions are told apart on the clock of theirs: an instant is the same on every clock.
  const idOf = dateIdOf(t, work.zoneOf);
  const sideOf: DateRules["sideOf"] = (property, id) => {
    const own = property === "EXDATE" ? settled.get(id) : undefined;
    return own ?? plan.sideOf(id, property === "EXDATE" ? "EXDATE" : "RDATE", lead);
  };
  mergeBoth(undefined, { ...mergingOf(work), base: b, mine: m, theirs: t }, { idOf, sideOf }, work);
}

function mergeInstance(id: string, work: Work): void {
  const { base, mine, theirs, plan, lead } = work;
  const [b, m, t] = [base, mine, theirs].map((one) => componentOf(one, id));
  if (m && t) {
    // Both made the exception: what they had in common is the instance as the series made it.
    const common = b ?? (base && instanceCopy(id, { ...base, eol: base.tree.eol, nowMs: 0, asAttendee: false }));
    mergeBoth(id, { ...mergingOf(work), base: common, mine: m, theirs: t }, NO_DATES, work);
    return;
  }
  const side = plan.sideOf(id, "VEVENT", lead);
  if (side === undefined) keepOrDrop(id, [b, m, t], work);
  else if (isStranded(id, b, m, t, work)) {
    // What is lost with the other side's series is told; unless the user says otherwise it goes the way of the series.
    const plain = base && instanceCopy(id, { ...base, eol: base.tree.eol, nowMs: 0, asAttendee: false });
    const isOut = (version: Version) => excludedIds(version).has(id);
    const shown = [
      b ?? plain,
      m ?? (isOut(mine) ? undefined : plain),
      t ?? (isOut(theirs) ? undefined : plain),
    ] as const;
    contest(id, shown, [m, t], plan.sideOf(id, "VEVENT", "theirs") ?? "theirs", side, work);
  } else take(id, side === "mine" ? m : t, t, work);
}

// Instances that one side took out of a series that the other side moved.
function strandedIds({ base, mine, theirs, plan }: Work): string[] {
  if (!base) return [];
  const before = excludedIds(base);
  const sides = { mine, theirs };
  const out = [...plan.still].flatMap((side) => [...excludedIds(sides[side])]);
  return out.filter((id) => !before.has(id) && /^\d{8}(T\d{6}Z?)?$/.test(id));
}

function isStranded(
  id: string,
  b: IcalComponent | undefined,
  m: IcalComponent | undefined,
  t: IcalComponent | undefined,
  { base, mine, theirs, plan }: Work,
): boolean {
  if (!base) return false;
  const changed = (side: Side, version: Version, own: IcalComponent | undefined) =>
    plan.still.has(side) &&
    ((own ? !b || componentMeaning(own) !== componentMeaning(b) : b !== undefined) ||
      excludedIds(version).has(id) !== excludedIds(base).has(id));
  return changed("mine", mine, m) || changed("theirs", theirs, t);
}

const NO_DATES: DateRules = { idOf: (_line, value) => value, sideOf: () => undefined };

function mergingOf({ eol, zoneOf }: Work): Pick<Merging, "eol" | "zoneOf"> {
  return { eol, zoneOf };
}

function mergeBoth(id: string | undefined, merging: Merging, dates: DateRules, work: Work): void {
  const choose: Choose = (key, suggested) => work.choose(keyOf(id, key), suggested);
  const forced = id === undefined ? work.plan.forced : new Set<string>();
  const { component, clashes } = mergeComponent(merging, choose, dates, forced);
  if (component !== merging.theirs) work.replaced.set(merging.theirs, component);
  work.conflicts.push(...clashes.map((clash) => conflictOf(id, clash)));
}

// One side has it, the other does not.
function keepOrDrop(id: string | undefined, [b, m, t]: readonly (IcalComponent | undefined)[], work: Work): void {
  const kept = m ?? t;
  if (!kept) return;
  if (work.base && !isContested(id, b, kept, m ? "theirs" : "mine", work)) {
    take(id, b ? undefined : kept, t, work);
    return;
  }
  // Whoever still has it is suggested: a conflict must not end in a loss that nobody asked for.
  const suggested = m ? "mine" : "theirs";
  contest(id, [b, m, t], [m, t], suggested, suggested, work);
}

type Maybe = IcalComponent | undefined;

// A conflict about an event or instance as a whole. @param shown what the versions look like to people
function contest(
  id: string | undefined,
  shown: readonly [Maybe, Maybe, Maybe],
  [m, t]: readonly [Maybe, Maybe],
  suggested: Side,
  otherwise: Side,
  work: Work,
): void {
  const [base, mine, theirs] = shown.map((one) => one && eventValue(one, work.zoneOf));
  const field: Clash["field"] = { key: "VEVENT", name: "event", properties: ["VEVENT"] };
  work.conflicts.push(conflictOf(id, { field, base, mine, theirs, suggested }));
  const side = work.choose(keyOf(id, "VEVENT"), otherwise);
  if (id !== undefined) work.settled.set(id, side);
  take(id, side === "mine" ? m : t, t, work);
}

// Removed on one side, changed on the other; or made an exception here and taken out there.
function isContested(
  id: string | undefined,
  b: IcalComponent | undefined,
  kept: IcalComponent,
  gone: Side,
  { base, mine, theirs }: Work,
): boolean {
  if (b) return componentMeaning(b) !== componentMeaning(kept);
  if (id === undefined || !base) return false;
  const excluded = excludedIds(gone === "mine" ? mine : theirs);
  return excluded.has(id) && !excludedIds(base).has(id);
}

function take(
  id: string | undefined,
  wanted: IcalComponent | undefined,
  t: IcalComponent | undefined,
  work: Work,
): void {
  if (wanted === t) return;
  const { theirs, replaced, added, eol } = work;
  if (wanted && !t) {
    const uid = makeLine("UID", [], theirs.events.uid, eol);
    added.push(setLine(inFile(wanted, eol), "UID", uid));
  } else if (t) {
    replaced.set(t, wanted && inFile(wanted, eol));
    // Older versions of what goes must not come to light.
    for (const old of theirs.events.superseded) if (!wanted && old.id === id) replaced.set(old.component, undefined);
  }
}

function componentOf(version: Version | undefined, id: string): IcalComponent | undefined {
  return version?.events.overrides.find((one) => one.id === id)?.component;
}

function keyOf(id: string | undefined, key: string): string {
  return id === undefined ? key : `${id}/${key}`;
}

function conflictOf(id: string | undefined, { field, base, mine, theirs, suggested }: Clash): FieldConflict {
  return {
    key: keyOf(id, field.key),
    ...(id !== undefined && { recurrenceId: id }),
    name: field.name,
    property: field.properties[0] ?? field.key,
    ...(base && { base }),
    ...(mine && { mine }),
    ...(theirs && { theirs }),
    suggested,
  };
}

function seriesFirst(a: FieldConflict, b: FieldConflict): number {
  const [left, right] = [a.recurrenceId ?? "", b.recurrenceId ?? ""];
  return left < right ? -1 : left > right ? 1 : 0;
}
