// What one edit does to a series: change it or one instance, take one out, end it (rules R75, R79, R81–R83).
import { Failure } from "../../src-preload/contract/failure.ts";
import type { EditContext } from "./edit-context.ts";
import { stampEdit, stampLine } from "./edit-context.ts";
import { changeDetails } from "./edit-details.ts";
import { changeTimes, writeTimes } from "./edit-time.ts";
import type { FieldChanges, Series } from "./event.ts";
import type { Stamp } from "./event-time.ts";
import { endMoment, instanceMoment, momentOfId, readLength, recurrenceIdOf } from "./event-time.ts";
import type { IcalComponent, IcalLine, IcalText } from "./ical-text.ts";
import {
  lineOf,
  linesOf,
  makeLine,
  paramOf,
  replaceComponent,
  replaceLines,
  rewriteLine,
  setLine,
  withParam,
} from "./ical-tree.ts";
import { wallToMs } from "./ical-values.ts";
import { hasInstance, instanceFields } from "./recurrence.ts";
import type { OverrideComponent } from "./resource.ts";
import { readEvent, readSeries, stampsOf, startOf } from "./resource.ts";
import { fitRule, untilValue } from "./rule-edit.ts";
import { MAX_INSTANCES, ruleStarts, ruleUntil } from "./rule-expand.ts";
import { parseRule, ruleText } from "./rule-text.ts";
import { shiftMaster, shiftOverrides } from "./shift-series.ts";

const DAY = 86_400_000;

/** Changes the master, and what hangs on its start and rule; of a lone override, that one. */
export function changeWhole(set: FieldChanges, context: EditContext): IcalText {
  const { tree, events, zoneOf, eol } = context;
  const old = events.master ?? events.overrides[0]?.component;
  if (!old) return tree;
  if (!events.master) return replaceComponent(tree, old, [stampEdit(changeOne(old, set, context), old, context)]);
  const from = startOf(old, zoneOf);
  let next = changeTimes(old, set, context);
  const to = startOf(next, zoneOf);
  next = changeDetails(shiftMaster(next, from, to, set.rrule !== undefined, context), set, context);
  let out = shiftOverrides(tree, old, next, context);
  if (set.rrule === null) {
    for (const name of ["RRULE", "RDATE", "EXDATE", "EXRULE"]) next = setLine(next, name, undefined);
    out = withoutOverrides(out, [...events.overrides, ...events.superseded]);
  } else if (set.rrule !== undefined) {
    next = setRule(next, set.rrule, to, eol);
    out = dropUnmet(out, old, next, context);
  }
  return replaceComponent(out, old, [stampEdit(next, old, context)]);
}

/** Changes one instance, making an override for it when it has none (RFC 5545 §3.8.4.4).
 *  @throws Failure `missing` when the series has no such instance */
export function changeInstance(recurrenceId: string, set: FieldChanges, context: EditContext): IcalText {
  return editInstance(recurrenceId, (component) => changeOne(component, set, context), context);
}

/** Edits the component of one instance, making an override for it when it has none (RFC 5545 §3.8.4.4).
 *  @throws Failure `missing` when the series has no such instance */
export function editInstance(
  recurrenceId: string,
  edit: (component: IcalComponent) => IcalComponent,
  context: EditContext,
): IcalText {
  const { tree, events, zoneOf } = context;
  const id = ownId(recurrenceId, context);
  const override = events.overrides.find((one) => one.id === id)?.component;
  if (override) return replaceComponent(tree, override, [stampEdit(edit(override), override, context)]);
  const { master } = events;
  if (!master) throw noSuchInstance();
  const series = readSeries(master, zoneOf);
  const start = startOf(master, zoneOf);
  if (!series) {
    if (recurrenceIdOf(start.moment, start.zone) !== id) throw noSuchInstance();
    return replaceComponent(tree, master, [stampEdit(edit(master), master, context)]);
  }
  if (!hasInstance(series, id)) throw noSuchInstance();
  const created = newOverride(id, master, start, context);
  const changed = edit(created);
  return insertAfter(tree, lastOwn(context), changed === created ? created : stampEdit(changed, created, context));
}

/** Takes one instance out: EXDATE on the master, no override. The tree itself when it was out already. */
export function removeInstance(recurrenceId: string, context: EditContext): IcalText | undefined {
  const { tree, events, zoneOf, eol } = context;
  const id = ownId(recurrenceId, context);
  const dropped = [...events.overrides, ...events.superseded].filter((one) => one.id === id);
  const out = withoutOverrides(tree, dropped);
  const { master } = events;
  if (!master) return out;
  const start = startOf(master, zoneOf);
  const series = readSeries(master, zoneOf);
  if (!series) {
    const isOwn = recurrenceIdOf(start.moment, start.zone) === id;
    return isOwn ? replaceComponent(out, master, []) : out;
  }
  if (!hasInstance(series, id)) return out;
  const stamp = instanceStamp(id, start);
  const lines = linesOf(master, "EXDATE");
  const next = replaceLines(master, "EXDATE", [...lines, stampLine("EXDATE", [stamp], undefined, eol)]);
  return replaceComponent(out, master, [stampEdit(next, master, context)]);
}

/** Ends the series before an instance: UNTIL is the last start that stays. Undefined when none stays. */
export function endBefore(recurrenceId: string, context: EditContext): IcalText | undefined {
  const { tree, events, zoneOf } = context;
  const id = ownId(recurrenceId, context);
  const dropped = [...events.overrides, ...events.superseded].filter((one) => one.id >= id);
  const out = withoutOverrides(tree, dropped);
  const { master } = events;
  if (!master) return events.overrides.some((one) => one.id < id) ? out : undefined;
  const start = startOf(master, zoneOf);
  const cutoff = momentOfId(id, start.zone) as string;
  if (cutoff <= start.moment) return undefined;
  const series = readSeries(master, zoneOf);
  if (!series) return out;
  return replaceComponent(out, master, [stampEdit(endMaster(master, start, cutoff, context), master, context)]);
}

/** The lines of a name without the values that `isKept` refuses; a line left empty goes. Unreadable values stay. */
export function filterDates(
  component: IcalComponent,
  name: string,
  isKept: (stamp: Stamp) => boolean,
  { zoneOf, eol }: EditContext,
): IcalComponent {
  const lines = linesOf(component, name).flatMap((line) => {
    const values = line.value.split(",");
    const kept = values.filter((value) => stampsOf({ ...line, value }, zoneOf).every(isKept));
    if (kept.length === values.length) return [line];
    return kept.length === 0 ? [] : [rewriteLine(line, line.params, kept.join(","), eol)];
  });
  return replaceLines(component, name, lines);
}

/** A recurrence id in the form the series gives its instances. */
export function ownId(recurrenceId: string, { events, zoneOf }: EditContext): string {
  const component = events.master ?? events.overrides[0]?.component;
  if (!component) return recurrenceId;
  const { zone, kind } = startOf(component, zoneOf);
  const moment = momentOfId(recurrenceId, zone);
  if (moment === undefined) throw noSuchInstance();
  return recurrenceIdOf(kind === "date" ? moment.slice(0, 10) : moment, zone);
}

function noSuchInstance(): Failure {
  return new Failure("missing", { what: "occurrence" });
}

/** The file without these overrides. */
function withoutOverrides(tree: IcalText, overrides: readonly OverrideComponent[]): IcalText {
  return overrides.reduce((out, { component }) => replaceComponent(out, component, []), tree);
}

function changeOne(component: IcalComponent, set: FieldChanges, context: EditContext): IcalComponent {
  const next = changeDetails(changeTimes(component, set, context), set, context);
  if (!set.rrule || lineOf(next, "RECURRENCE-ID")) return next;
  return setRule(next, set.rrule, startOf(next, context.zoneOf), context.eol);
}

function setRule(component: IcalComponent, rrule: string, start: Stamp, eol: string): IcalComponent {
  const rule = fitRule(rrule, start);
  const old = lineOf(component, "RRULE");
  if (old && sameRule(old.value, rule)) return component;
  return setLine(component, "RRULE", old ? rewriteLine(old, old.params, rule, eol) : makeLine("RRULE", [], rule, eol));
}

function sameRule(a: string, b: string): boolean {
  const parts = (rule: string) => JSON.stringify([...parseRule(rule)].sort());
  return parts(a) === parts(b);
}

// Exceptions to instances that the new rule no longer makes would show as ghosts; those outside the old rule too stay (R79).
function dropUnmet(tree: IcalText, old: IcalComponent, next: IcalComponent, context: EditContext): IcalText {
  const before = readSeries(old, context.zoneOf);
  const after = readSeries(next, context.zoneOf);
  if (!before || !after || lineOf(old, "RRULE")?.value === lineOf(next, "RRULE")?.value) return tree;
  const bare = (series: Series): Series => ({ ...series, excluded: [] });
  if (before.start !== after.start || before.zone !== after.zone) return tree;
  const unmet = context.events.overrides.filter(
    (one) => hasInstance(bare(before), one.id) && !hasInstance(bare(after), one.id),
  );
  return withoutOverrides(tree, unmet);
}

/** What an override of an instance looks like before anything is changed in it; undefined when the series has no such
 *  instance. */
export function instanceCopy(id: string, context: EditContext): IcalComponent | undefined {
  const { master } = context.events;
  const series = master && readSeries(master, context.zoneOf);
  if (!master || !series || !hasInstance(series, id)) return undefined;
  return newOverride(id, master, startOf(master, context.zoneOf), context);
}

function newOverride(id: string, master: IcalComponent, start: Stamp, context: EditContext): IcalComponent {
  const { zoneOf, eol, events } = context;
  const future = events.overrides
    .filter((one) => one.id < id && paramOf(lineOf(one.component, "RECURRENCE-ID") as IcalLine, "RANGE") !== undefined)
    .sort((a, b) => (a.id < b.id ? 1 : -1))[0]?.component;
  let next = future ?? master;
  for (const name of ["RRULE", "RDATE", "EXDATE", "EXRULE"]) next = setLine(next, name, undefined);
  const stamp = instanceStamp(id, start);
  const line = stampLine("RECURRENCE-ID", [stamp], lineOf(next, "RECURRENCE-ID"), eol);
  next = setLine(next, "RECURRENCE-ID", rewriteLine(line, withParam(line.params, "RANGE", undefined), line.value, eol));
  if (future) return movedLike(next, id, context);
  const series = readSeries(master, zoneOf);
  const own = series?.added.find((one) => one.start === stamp.moment)?.length;
  return writeTimes(
    next,
    stamp,
    endMoment(stamp.moment, stamp.zone, own ?? readLength(master, start, zoneOf)),
    context,
  );
}

// Under a this-and-future override an instance is where that override puts it (R80).
function movedLike(component: IcalComponent, id: string, context: EditContext): IcalComponent {
  const { events, zoneOf } = context;
  const master = events.master as IcalComponent;
  const overrides = events.overrides.map((one) => ({ ...readEvent(one.component, zoneOf), recurrenceId: one.id }));
  const series = readSeries(master, zoneOf);
  const fields = instanceFields(
    { uid: events.uid, master: readEvent(master, zoneOf), overrides, ...(series && { series }) },
    id,
  );
  return fields ? changeTimes(component, { start: fields.start, end: fields.end }, context) : component;
}

function instanceStamp(id: string, start: Stamp): Stamp {
  return { ...start, moment: momentOfId(id, start.zone) as string };
}

function endMaster(master: IcalComponent, start: Stamp, cutoff: string, context: EditContext): IcalComponent {
  const at = wallToMs(cutoff);
  const rules = linesOf(master, "RRULE").map((line) => {
    const parts = parseRule(line.value);
    const until = ruleUntil(parts, start.moment, start.zone);
    if (until !== undefined && until < at) return line;
    const starts = ruleStarts(line.value, start.moment, start.zone, wallToMs(start.moment), at - 1);
    if (parts.has("COUNT") && starts.length >= Number(parts.get("COUNT"))) return line;
    const step = start.kind === "date" ? DAY : 1000;
    const last = starts.length < MAX_INSTANCES ? (starts.at(-1) ?? wallToMs(start.moment)) : at - step;
    parts.delete("COUNT");
    parts.set("UNTIL", untilValue(last, start));
    return rewriteLine(line, line.params, ruleText(parts), context.eol);
  });
  const isBefore = (stamp: Stamp) => instanceMoment(stamp, start) < cutoff;
  const next = filterDates(replaceLines(master, "RRULE", rules), "EXDATE", isBefore, context);
  return filterDates(next, "RDATE", isBefore, context);
}

function lastOwn({ events }: EditContext): IcalComponent {
  const all = [events.master, ...events.overrides.map((one) => one.component)];
  return all.filter((one) => one !== undefined).at(-1) as IcalComponent;
}

function insertAfter(tree: IcalText, sibling: IcalComponent, added: IcalComponent): IcalText {
  return replaceComponent(tree, sibling, [sibling, added]);
}
