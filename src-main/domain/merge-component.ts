// One event or instance of three versions, merged field by field.
import type { IcalComponent } from "./ical-text.ts";
import { inFile, lineOf, linesOf, makeLine, setLine } from "./ical-tree.ts";
import { lineMeaning } from "./meaning.ts";
import type { Field } from "./merge-fields.ts";
import { fieldsIn, fieldValue, remindersValue } from "./merge-fields.ts";
import type { DateRules, MergedField } from "./merge-lines.ts";
import { mergeField } from "./merge-lines.ts";
import { mergeParts, partNames } from "./merge-parts.ts";
import type { Choose, Clash, Merging, Side } from "./merge-sides.ts";

// Whose change makes a new revision (RFC 5546 §2.1.4).
const REVISING = ["DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "STATUS"];

interface MergedComponent {
  /** Theirs itself when nothing of mine came in. */
  readonly component: IcalComponent;
  readonly clashes: readonly Clash[];
}

/** Merges one component.
 *  @param forced keys of fields whose difference is a conflict whoever made it */
export function mergeComponent(
  merging: Merging,
  choose: Choose,
  dates: DateRules,
  forced: ReadonlySet<string>,
): MergedComponent {
  const { base, mine, theirs } = merging;
  const all = [theirs, mine, ...(base ? [base] : [])];
  const clashes: Clash[] = [];
  let next = theirs;
  for (const field of fieldsIn(all)) {
    const merge = (into: IcalComponent, side: Side) =>
      mergeField(field, merging, into, side, dates, forced.has(field.key));
    const shown = (component: IcalComponent | undefined) => component && fieldValue(component, field, merging.zoneOf);
    next = settle(field, merge, shown, { next, merging, choose, clashes });
  }
  for (const name of partNames(all)) {
    const field: Field = {
      key: name,
      name: name === "VALARM" ? "reminders" : "other",
      properties: [name],
      kind: "whole",
      isPrivate: name === "VALARM",
    };
    const merge = (into: IcalComponent, side: Side) => mergeParts(merging, name, into, side);
    const shown = (component: IcalComponent | undefined) =>
      component && name === "VALARM" ? remindersValue(component, merging.zoneOf) : undefined;
    next = settle(field, merge, shown, { next, merging, choose, clashes });
  }
  return { component: next === theirs ? kept(merging) : stamped(next, merging), clashes };
}

interface Progress {
  readonly next: IcalComponent;
  readonly merging: Merging;
  readonly choose: Choose;
  readonly clashes: Clash[];
}

// What a conflict shows of a side is what the field becomes when that side is chosen.
function settle(
  field: Field,
  merge: (into: IcalComponent, side: Side) => MergedField,
  shown: (component: IcalComponent | undefined) => Clash["mine"],
  { next, merging, choose, clashes }: Progress,
): IcalComponent {
  const merged = merge(next, "theirs");
  if (!merged.clashes) return merged.next;
  const name = merged.onlyAnswers ? "answer" : field.name;
  // What is between the user and this event alone - reminders, free or busy, the own answer, categories, X- properties - is
  // best known here; everything else belongs to whoever organises, and the server has heard of that last.
  const suggested: Side = field.isPrivate || merged.onlyAnswers ? "mine" : "theirs";
  clashes.push({
    field: { ...field, name },
    base: shown(merging.base),
    mine: shown(merge(merging.theirs, "mine").next),
    theirs: shown(merge(merging.theirs, "theirs").next),
    suggested,
  });
  return choose(field.key, suggested) === "mine" ? merge(next, "mine").next : merged.next;
}

// Nothing of mine came in, but the revision I announced with the very same change must not be taken back.
function kept({ base, mine, theirs, eol }: Merging): IcalComponent {
  const isNewer = sequenceOf(mine) > sequenceOf(theirs) && base !== undefined && sequenceOf(mine) > sequenceOf(base);
  return isNewer ? setLine(theirs, "SEQUENCE", makeLine("SEQUENCE", [], String(sequenceOf(mine)), eol)) : theirs;
}

// Stamps are the later of both; a revision of mine on top of one of theirs is a further one.
function stamped(next: IcalComponent, { base, mine, theirs, eol }: Merging): IcalComponent {
  let out = next;
  for (const name of ["DTSTAMP", "LAST-MODIFIED"]) {
    const [m, t] = [lineOf(mine, name), lineOf(theirs, name)];
    if (m && (!t || m.value.trim() > t.value.trim())) out = setLine(out, name, inFile(m, eol));
  }
  const [b, m, t] = [base ? sequenceOf(base) : 0, sequenceOf(mine), sequenceOf(theirs)];
  const isOnTop =
    base !== undefined && m > b && t > b && REVISING.some((name) => said(next, name) !== said(theirs, name));
  const sequence = Math.max(m, t) + (isOnTop ? 1 : 0);
  return sequence === t ? out : setLine(out, "SEQUENCE", makeLine("SEQUENCE", [], String(sequence), eol));
}

function sequenceOf(component: IcalComponent): number {
  return Number.parseInt(lineOf(component, "SEQUENCE")?.value ?? "0", 10) || 0;
}

function said(component: IcalComponent, name: string): string {
  return linesOf(component, name)
    .map((line) => lineMeaning(line))
    .sort()
    .join();
}
