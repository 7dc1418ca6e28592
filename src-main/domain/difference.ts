// What differs between two versions of an event, field by field, for people.
import type { FieldDifference } from "../../src-preload/contract/conflicts.ts";
import type { Placed } from "./difference-parts.ts";
import { difference, partDifferences } from "./difference-parts.ts";
import { idBefore, places, shiftOf } from "./difference-places.ts";
import type { EditContext } from "./edit-context.ts";
import { openEdit } from "./edit-context.ts";
import { instanceCopy } from "./edit-series.ts";
import { linesOf } from "./ical-tree.ts";
import { wallToMs } from "./ical-values.ts";
import { valuesOf } from "./meaning.ts";
import { eventValue } from "./merge-fields.ts";
import { dateIdOf } from "./merge-series.ts";

/** @param before undefined: it was not there. @param after undefined: it is gone
 *  @returns empty when both mean the same; bookkeeping properties never count
 *  @throws Failure `malformed` or `unsupported` when a version cannot be read */
export function differences(before: string | undefined, after: string | undefined): FieldDifference[] {
  const [was, is] = [before, after].map((text) => (text === undefined ? undefined : openEdit(text, 0)));
  if (before === after || (!was && !is)) return [];
  const master = mastersDifference(was, is);
  if (!was || !is) return master;
  const found = [...master, ...instanceDifferences(was, is), ...dateDifferences(was, is)];
  // An instance taken out by EXDATE loses its exception too: that is one thing to tell.
  return [...new Map(found.map((one) => [one.key, one])).values()];
}

function mastersDifference(was: EditContext | undefined, is: EditContext | undefined): FieldDifference[] {
  const of = (context: EditContext | undefined, isLone: boolean): Placed | undefined => {
    const component = context?.events.master ?? (isLone ? context?.events.overrides[0]?.component : undefined);
    return context && component && { component, zoneOf: context.zoneOf };
  };
  const isWhole = !was || !is;
  const [before, after] = [of(was, isWhole), of(is, isWhole)];
  if (before && after) return partDifferences(before, after, undefined);
  if (!before && !after) return [];
  return [difference(undefined, "VEVENT", "event", "VEVENT", before && shown(before), after && shown(after))];
}

// An exception is matched by its place in the series, so that a series which moved has the same ones as before.
function instanceDifferences(was: EditContext, is: EditContext): FieldDifference[] {
  const placeOf = places(was, is);
  const after = new Map(is.events.overrides.map((one) => [placeOf(one.id, is), one]));
  const found = was.events.overrides.flatMap(({ id, component }) => {
    const place = placeOf(id, was);
    const next = after.get(place);
    after.delete(place);
    const before = { component, zoneOf: was.zoneOf };
    if (next) return changed(before, { component: next.component, zoneOf: is.zoneOf }, next.id, shiftOf(was, is));
    const plain = instanceCopy(id, is);
    return plain ? changed(before, { component: plain, zoneOf: is.zoneOf }, id, 0) : [removed(id, before)];
  });
  const added = [...after.values()].flatMap(({ id, component }) => {
    const now = { component, zoneOf: is.zoneOf };
    const plain = instanceCopy(idBefore(id, was, is), was);
    if (plain) return changed({ component: plain, zoneOf: was.zoneOf }, now, id, shiftOf(was, is));
    return [difference(id, "VEVENT", "event", "VEVENT", undefined, shown(now))];
  });
  return [...found, ...added];
}

// A move along with the series is not news; a cancelled instance is gone for people.
function changed(before: Placed, after: Placed, id: string, shiftMs: number): FieldDifference[] {
  const all = partDifferences(before, after, id);
  const status = all.find((one) => one.property === "STATUS");
  if (status?.after?.text === "cancelled")
    return [difference(id, "VEVENT", "event", "VEVENT", shown(before), undefined)];
  if (status?.before?.text === "cancelled")
    return [difference(id, "VEVENT", "event", "VEVENT", undefined, shown(after))];
  const moved = (key: "start" | "end") => (one: FieldDifference) =>
    wallToMs(one.after?.[key] ?? "") - wallToMs(one.before?.[key] ?? "");
  return all.filter((one) => one.name !== "time" || shiftMs === 0 || moved("start")(one) !== shiftMs);
}

// EXDATE and RDATE as what they do: an instance goes, or comes.
function dateDifferences(was: EditContext, is: EditContext): FieldDifference[] {
  const placeOf = places(was, is);
  const dates = (context: EditContext, name: string) => {
    const { master } = context.events;
    const idOf = master && dateIdOf(master, context.zoneOf);
    const ids = idOf ? linesOf(master, name).flatMap((line) => valuesOf(line).map((value) => idOf(line, value))) : [];
    return new Map(ids.filter((id) => /^\d{8}(T\d{6}Z?)?$/.test(id)).map((id) => [placeOf(id, context), id]));
  };
  const out = (name: string) => {
    const [before, after] = [dates(was, name), dates(is, name)];
    const come = [...after].filter(([place]) => !before.has(place)).map(([, id]) => id);
    const gone = [...before].filter(([place]) => !after.has(place)).map(([, id]) => id);
    return { come, gone };
  };
  const [excluded, added] = [out("EXDATE"), out("RDATE")];
  const instanceIn = (id: string, context: EditContext): Placed | undefined => {
    const own = context.events.overrides.find((one) => one.id === id)?.component ?? instanceCopy(id, context);
    return own && { component: own, zoneOf: context.zoneOf };
  };
  const gone = [...excluded.come.map((id) => idBefore(id, was, is)), ...added.gone].flatMap((id) => {
    const before = instanceIn(id, was);
    return before ? [removed(id, before)] : [];
  });
  const come = [...excluded.gone, ...added.come].flatMap((id) => {
    const now = instanceIn(id, is);
    return now ? [difference(id, "VEVENT", "event", "VEVENT", undefined, shown(now))] : [];
  });
  return [...gone, ...come];
}

function removed(id: string, before: Placed): FieldDifference {
  return difference(id, "VEVENT", "event", "VEVENT", shown(before), undefined);
}

function shown({ component, zoneOf }: Placed): ReturnType<typeof eventValue> {
  return eventValue(component, zoneOf);
}
