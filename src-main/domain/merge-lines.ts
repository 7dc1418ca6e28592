// One field of three versions, merged by its kind into a component that starts as theirs.
import type { IcalComponent, IcalLine } from "./ical-text.ts";
import { exchangeLines, inFile, linesOf, rewriteLine } from "./ical-tree.ts";
import { lineMeaning, valuesOf } from "./meaning.ts";
import type { Field } from "./merge-fields.ts";
import { fieldLines } from "./merge-fields.ts";
import { mergePeople } from "./merge-people.ts";
import type { Merging, Side } from "./merge-sides.ts";

/** The component with this field merged in; of a field that clashes it has the chosen side's value. */
export interface MergedField {
  readonly next: IcalComponent;
  readonly clashes: boolean;
  /** The clash is about answers to the invitation alone. */
  readonly onlyAnswers?: boolean;
}

/** Says in which version a date of an EXDATE or RDATE is looked up; undefined: three-way. */
export type DateSide = (property: string, id: string) => Side | undefined;

/** How the values of a date line are told apart. */
export type DateId = (line: IcalLine, value: string) => string;

/** How EXDATE and RDATE are merged: value by value, not line by line. */
export interface DateRules {
  readonly idOf: DateId;
  readonly sideOf: DateSide;
}

/** Merges one field. @param side whose value it gets where both changed it
 *  @param isForced a difference is a conflict whoever made it */
export function mergeField(
  field: Field,
  merging: Merging,
  into: IcalComponent,
  side: Side,
  dates: DateRules,
  isForced: boolean,
): MergedField {
  switch (field.kind) {
    case "people":
      return mergePeople(merging, into, side);
    case "list":
      return mergeList(field, merging, into, side);
    case "dates":
      return mergeDates(field, merging, into, side, dates);
    case "books":
      return { ...mergeWhole(field, merging, into, "theirs", false), clashes: false };
    case "whole":
      return isRepeated(field, merging)
        ? mergeNamed(field, merging, into, side)
        : mergeWhole(field, merging, into, side, isForced);
  }
}

function mergeWhole(field: Field, merging: Merging, into: IcalComponent, side: Side, isForced: boolean): MergedField {
  const { base, mine, theirs, eol } = merging;
  const [b, m, t] = [base, mine, theirs].map((one) => one && linesMeaning(fieldLines(one, field)));
  if (m === t || (base && m === b && !isForced)) return { next: into, clashes: false };
  const clashes = isForced || !base || t !== b;
  if (clashes && side === "theirs") return { next: into, clashes };
  let next = into;
  for (const property of field.properties) {
    const lines = linesOf(mine, property).map((line) => inFile(line, eol));
    const old = linesOf(next, property);
    if (linesMeaning(lines) !== linesMeaning(old)) next = exchangeLines(next, old, lines);
  }
  return { next, clashes };
}

// A property that is there several times is told apart by its parameters, and then by its values.
function mergeNamed(field: Field, merging: Merging, into: IcalComponent, side: Side): MergedField {
  const { base, mine, theirs } = merging;
  const signatures = new Set([base, mine, theirs].flatMap((one) => (one ? fieldLines(one, field) : [])).map(signature));
  let next = into;
  let clashes = false;
  for (const name of signatures) {
    const pick = (component: IcalComponent): IcalComponent => ({
      ...component,
      children: component.children.filter(
        (node) => node.type === "line" && node.name === field.key && signature(node) === name,
      ),
    });
    const own: Merging = { ...merging, base: base && pick(base), mine: pick(mine), theirs: pick(theirs) };
    const isSingle = [own.base, own.mine, own.theirs].every((one) => !one || one.children.length <= 1);
    const { next: part, clashes: clash } = isSingle
      ? mergeWhole(field, own, own.theirs, side, false)
      : mergeList(field, own, own.theirs, side);
    clashes ||= clash;
    if (part !== own.theirs) next = exchangeLines(next, own.theirs.children as IcalLine[], part.children as IcalLine[]);
  }
  return { next, clashes };
}

function mergeList(field: Field, merging: Merging, into: IcalComponent, side: Side): MergedField {
  const { base, mine, theirs } = merging;
  const of = (component: IcalComponent) => valueIds(fieldLines(component, field), lineMeaning);
  const [b, m, t] = [base && of(base), of(mine), of(theirs)];
  const isKept = (id: string) => {
    if (b) return m.has(id) === b.has(id) ? t.has(id) : m.has(id);
    return side === "mine" ? m.has(id) : t.has(id);
  };
  // Text that is no line at all has no value to choose from.
  const clashes = !b && field.key !== "" && (m.size !== t.size || [...m].some((id) => !t.has(id)));
  if (!b && !clashes) return { next: into, clashes };
  return { next: withValues(field, merging, into, lineMeaning, isKept), clashes };
}

function mergeDates(field: Field, merging: Merging, into: IcalComponent, side: Side, rules: DateRules): MergedField {
  const { base, mine, theirs } = merging;
  const of = (component: IcalComponent) => valueIds(fieldLines(component, field), rules.idOf);
  const [b, m, t] = [base && of(base), of(mine), of(theirs)];
  const isKept = (id: string) => {
    const from = rules.sideOf(field.key, id) ?? (b ? undefined : side);
    if (from !== undefined) return (from === "mine" ? m : t).has(id);
    return m.has(id) === b?.has(id) ? t.has(id) : m.has(id);
  };
  const clashes = !b && (m.size !== t.size || [...m].some((id) => !t.has(id)));
  return { next: withValues(field, merging, into, rules.idOf, isKept), clashes };
}

// Their lines without what goes, then what my lines have more. A line of which nothing stays goes.
function withValues(
  field: Field,
  { mine, theirs, eol }: Merging,
  into: IcalComponent,
  idOf: DateId,
  isKept: (id: string) => boolean,
): IcalComponent {
  const old = fieldLines(theirs, field);
  const have = valueIds(old, idOf);
  const stay = old.flatMap((line) => withOnly(line, (value) => isKept(idOf(line, value)), eol));
  const come = fieldLines(mine, field).flatMap((line) =>
    withOnly(line, (value) => !have.has(idOf(line, value)) && isKept(idOf(line, value)), eol),
  );
  const next = [...stay, ...come.map((line) => inFile(line, eol))];
  return exchangeLines(into, old, next);
}

function withOnly(line: IcalLine, isKept: (value: string) => boolean, eol: string): IcalLine[] {
  const values = valuesOf(line);
  const kept = values.filter(isKept);
  if (kept.length === values.length) return [line];
  return kept.length === 0 ? [] : [rewriteLine(line, line.params, kept.join(","), eol)];
}

function valueIds(lines: readonly IcalLine[], idOf: DateId): Set<string> {
  return new Set(lines.flatMap((line) => valuesOf(line).map((value) => idOf(line, value))));
}

function isRepeated(field: Field, { base, mine, theirs }: Merging): boolean {
  if (field.properties.length > 1 || field.name !== "other") return false;
  return [base, mine, theirs].some((one) => one && fieldLines(one, field).length > 1);
}

function linesMeaning(lines: readonly IcalLine[]): string {
  // The server's note on a message to the organiser is not a change of the organiser (RFC 6638 §7.3).
  const bare = lines.map((line) => ({ ...line, params: line.params.filter(({ name }) => name !== "SCHEDULE-STATUS") }));
  return [...new Set(bare.map((line) => lineMeaning(line)))].sort().join("\n");
}

function signature(line: IcalLine): string {
  return JSON.stringify(line.params);
}
