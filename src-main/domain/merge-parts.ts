// The components inside an event (alarms, places, participants) of three versions: matched by UID (RFC 9074 §4), else by
// what they say.
import type { IcalComponent } from "./ical-text.ts";
import { componentsOf, inFile, lineOf } from "./ical-tree.ts";
import { componentMeaning } from "./meaning.ts";
import type { Merging, Side } from "./merge-sides.ts";

// When and by whom an alarm was put to rest (RFC 9074 §6); Thunderbird and Evolution say it in words of their own.
const RESTED = new Set(["ACKNOWLEDGED", "X-MOZ-LASTACK", "X-EVOLUTION-ALARM-UID"]);
const NAMING = new Set(["UID", "X-WR-ALARMUID"]);

/** The names of the components that any of some components holds. */
export function partNames(components: readonly IcalComponent[]): string[] {
  const names = components.flatMap(({ children }) =>
    children.flatMap((node) => (node.type === "component" ? [node.name] : [])),
  );
  return [...new Set(names)];
}

/** Merges the components of one name inside an event. @param side whose one stays where both changed it */
export function mergeParts(
  { base, mine, theirs, eol }: Merging,
  name: string,
  into: IcalComponent,
  side: Side,
): { next: IcalComponent; clashes: boolean } {
  const known = base ? componentsOf(base, name) : [];
  const was = keyed(known, known);
  const ours = keyed(componentsOf(mine, name), known);
  const there = keyed(componentsOf(theirs, name), known);
  const changes = new Map<IcalComponent, IcalComponent | undefined>();
  const added: IcalComponent[] = [];
  let clashes = false;
  for (const key of new Set([...was.keys(), ...ours.keys(), ...there.keys()])) {
    const [b, m, t] = [was.get(key), ours.get(key), there.get(key)];
    if (same(m, t) || (base && same(m, b))) continue;
    // Put to rest, or given a UID: that does not bring back what the other side took out.
    if (base && b && !t && m && essence(m) === essence(b)) continue;
    const clash = !base || !(same(t, b) || (!m && t && b && essence(t) === essence(b)));
    const isRest = m && t && restless(m) === restless(t);
    if (clash && !isRest) clashes = true;
    if (isRest ? clash && restOf(m) <= restOf(t) : clash && side === "theirs") continue;
    if (!t) added.push(...(m ? [inFile(m, eol)] : []));
    else changes.set(t, m && inFile(m, eol));
  }
  if (changes.size === 0 && added.length === 0) return { next: into, clashes };
  const children = into.children.flatMap((node) => {
    if (node.type === "line" || !changes.has(node)) return [node];
    return [changes.get(node) ?? []].flat();
  });
  return { next: { ...into, children: [...children, ...added] }, clashes };
}

/** By UID where the base knows it; by content else, where one side may have given the base's part a UID. */
function keyed(parts: readonly IcalComponent[], known: readonly IcalComponent[]): Map<string, IcalComponent> {
  const byUid = new Map(known.flatMap((part) => [uidOf(part) ?? []].flat().map((uid) => [uid, part] as const)));
  const out = new Map<string, IcalComponent>();
  for (const part of parts) {
    const uid = uidOf(part);
    const match = (uid && byUid.get(uid)) || known.find((one) => essence(one) === essence(part));
    const name = essence(match ?? part);
    let key = name;
    for (let n = 1; out.has(key); n += 1) key = `${name}#${n}`;
    out.set(key, part);
  }
  return out;
}

function uidOf(part: IcalComponent): string | undefined {
  return (lineOf(part, "UID") ?? lineOf(part, "X-WR-ALARMUID"))?.value.trim() || undefined;
}

function same(a: IcalComponent | undefined, b: IcalComponent | undefined): boolean {
  if (!a || !b) return a === b;
  return a === b || componentMeaning(a) === componentMeaning(b);
}

function essence(part: IcalComponent): string {
  return restless(without(part, NAMING));
}

function restless(part: IcalComponent): string {
  return componentMeaning(without(part, RESTED));
}

function without(part: IcalComponent, names: ReadonlySet<string>): IcalComponent {
  return { ...part, children: part.children.filter((node) => node.type === "component" || !names.has(node.name)) };
}

function restOf(part: IcalComponent): string {
  return lineOf(part, "ACKNOWLEDGED")?.value ?? lineOf(part, "X-MOZ-LASTACK")?.value ?? "";
}
