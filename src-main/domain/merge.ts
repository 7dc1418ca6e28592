// Three versions of one calendar object resource become one: by component, then by property (design §6.5, knowledge §3).
// The result is their text with my changes patched in.
import type { FieldConflict } from "../../src-preload/contract/conflicts.ts";
import { finishEdit, openEdit, tzidsIn, vevents } from "./edit-context.ts";
import type { IcalComponent, IcalText } from "./ical-text.ts";
import { serializeIcal } from "./ical-text.ts";
import { componentsOf, inFile, insertComponents, lineOf, replaceComponent } from "./ical-tree.ts";
import { fieldsIn } from "./merge-fields.ts";
import type { MergedEvents } from "./merge-instances.ts";
import { mergeEvents } from "./merge-instances.ts";
import { mergeField } from "./merge-lines.ts";
import type { Version } from "./merge-series.ts";
import type { Choose } from "./merge-sides.ts";

/** iCalendar texts (RFC 5545), each one whole object. */
export interface Versions {
  /** The last version both sides had; undefined when they never shared one. */
  readonly base: string | undefined;
  readonly mine: string;
  readonly theirs: string;
}

interface Merged {
  /** Untouched lines are theirs, byte for byte; fields in conflict as `prefer` and `choices` say. */
  readonly text: string;
  /** Fields that both sides changed, each to something else; empty: nothing was lost. */
  readonly conflicts: readonly FieldConflict[];
}

/** @param options.prefer whose value a field in conflict gets; `suggested` takes each conflict's own suggestion
 *  @param options.choices by conflict key; wins over `prefer`
 *  @throws Failure `malformed` when a version cannot be read */
export function mergeVersions(
  { base, mine, theirs }: Versions,
  options: {
    readonly prefer: "mine" | "theirs" | "suggested";
    readonly choices?: Readonly<Record<string, "mine" | "theirs">>;
  },
): Merged {
  const { prefer, choices = {} } = options;
  const choose: Choose = (key, suggested) =>
    (Object.hasOwn(choices, key) && choices[key]) || (prefer === "suggested" ? suggested : prefer);
  const [was, ours, there] = [
    base === undefined ? undefined : openEdit(base, 0),
    openEdit(mine, 0),
    openEdit(theirs, 0),
  ];
  // A zone is what their file says it is; what only my lines name, my file explains.
  const zoneOf = (tzid: string) => there.zoneOf(tzid) ?? ours.zoneOf(tzid) ?? was?.zoneOf(tzid);
  const merged = mergeEvents(was, ours, there, choose, zoneOf);
  const events = assembled(there.tree, merged);
  // Each removed something else and nothing is left: an object cannot be empty, so theirs stands.
  if (vevents(events).length === 0) return { text: theirs, conflicts: merged.conflicts };
  const tree = was ? withHead(events, was, ours) : events;
  if (tree === there.tree) return { text: theirs, conflicts: merged.conflicts };
  const zoned = withZones(tree, ours.tree, there.tree);
  return { text: serializeIcal(finishEdit(zoned, there)), conflicts: merged.conflicts };
}

function assembled(tree: IcalText, { replaced, added }: MergedEvents): IcalText {
  let out = tree;
  for (const [old, next] of replaced) out = replaceComponent(out, old, next ? [next] : []);
  if (added.length === 0) return out;
  const last = vevents(out).at(-1);
  return last ? replaceComponent(out, last, [last, ...added]) : insertComponents(out, added);
}

// The lines around the events: mine only where they left them alone; nobody is asked about these.
function withHead(tree: IcalText, base: Version, mine: Version): IcalText {
  const [b, m, t] = [base.tree, mine.tree, tree].map((one) => componentsOf(one, "VCALENDAR")[0]);
  if (!b || !m || !t) return tree;
  const merging = { base: b, mine: m, theirs: t, eol: tree.eol, zoneOf: () => undefined };
  const dates = { idOf: () => "", sideOf: () => undefined };
  let next = t;
  for (const field of fieldsIn([t, m, b])) next = mergeField(field, merging, next, "theirs", dates, false).next;
  return next === t ? tree : { ...tree, children: tree.children.map((node) => (node === t ? next : node)) };
}

function withZones(tree: IcalText, mine: IcalText, theirs: IcalText): IcalText {
  const known = new Set(zonesIn(theirs).map(tzidOf));
  const used = new Set(vevents(tree).flatMap(tzidsIn));
  const come = zonesIn(mine).filter((zone) => used.has(tzidOf(zone)) && !known.has(tzidOf(zone)));
  const before = known.size > 0 ? "VTIMEZONE" : "VEVENT";
  return insertComponents(
    tree,
    come.map((zone) => inFile(zone, tree.eol)),
    before,
  );
}

function zonesIn(tree: IcalText): IcalComponent[] {
  return componentsOf(tree, "VCALENDAR").flatMap((calendar) => componentsOf(calendar, "VTIMEZONE"));
}

function tzidOf(zone: IcalComponent): string {
  return lineOf(zone, "TZID")?.value.trim() ?? "";
}
