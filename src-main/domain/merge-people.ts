// ATTENDEE lines of three versions as a map by address, merged parameter by parameter.
import { readAttendee } from "./event-details.ts";
import type { IcalComponent, IcalLine, IcalParam } from "./ical-text.ts";
import { exchangeLines, inFile, linesOf, rewriteLine } from "./ical-tree.ts";
import type { Merging, Side } from "./merge-sides.ts";

// The server's own notes on what became of a message (RFC 6638 §7.3): never ours to keep or to dispute.
const SERVERS_OWN = new Set(["SCHEDULE-STATUS"]);
// What an answer changes. That somebody answered does not bring back a person who was taken off the list.
const ANSWERING = new Set(["PARTSTAT", "RSVP", ...SERVERS_OWN]);

interface MergedPeople {
  readonly next: IcalComponent;
  /** Both sides changed the same thing of one person. */
  readonly clashes: boolean;
  /** And all of that is answers. */
  readonly onlyAnswers: boolean;
}

/** Merges the people invited. @param side whose value a parameter gets that both changed */
export function mergePeople({ base, mine, theirs, eol }: Merging, into: IcalComponent, side: Side): MergedPeople {
  const [was, ours, there] = [base && peopleOf(base), peopleOf(mine), peopleOf(theirs)];
  const contested: string[] = [];
  const lines = new Map(there);
  for (const address of new Set([...(was?.keys() ?? []), ...ours.keys(), ...there.keys()])) {
    const [b, m, t] = [was?.get(address), ours.get(address), there.get(address)];
    const merged = mergePerson(b, m, t, base !== undefined, side, contested, eol);
    if (merged) lines.set(address, merged);
    else lines.delete(address);
  }
  const old = linesOf(into, "ATTENDEE");
  return {
    next: exchangeLines(into, old, [...lines.values()]),
    clashes: contested.length > 0,
    onlyAnswers: contested.every((name) => name === "PARTSTAT" || name === "RSVP"),
  };
}

function mergePerson(
  base: IcalLine | undefined,
  mine: IcalLine | undefined,
  theirs: IcalLine | undefined,
  hasBase: boolean,
  side: Side,
  contested: string[],
  eol: string,
): IcalLine | undefined {
  if (same(mine, base, SERVERS_OWN) && (hasBase || same(mine, theirs, SERVERS_OWN))) return theirs;
  if (mine && theirs) return mergeParams(base, mine, theirs, side, contested, eol);
  const kept = mine ?? theirs;
  if (!kept) return undefined;
  if (hasBase && !base) return mine && inFile(mine, eol);
  // One side took the person off the list.
  if (hasBase && same(kept, base, mine ? SERVERS_OWN : ANSWERING)) return undefined;
  contested.push("ATTENDEE");
  return side === "theirs" ? theirs : mine && inFile(mine, eol);
}

function mergeParams(
  base: IcalLine | undefined,
  mine: IcalLine,
  theirs: IcalLine,
  side: Side,
  contested: string[],
  eol: string,
): IcalLine {
  const params: IcalParam[] = [];
  for (const name of new Set([...theirs.params, ...mine.params].map((param) => param.name))) {
    const [b, m, t] = [base, mine, theirs].map((line) => line && paramText(line, name));
    let from = theirs;
    if (!SERVERS_OWN.has(name) && m !== t && (base === undefined || m !== b)) {
      if (base !== undefined && t === b) from = mine;
      else {
        contested.push(name);
        from = side === "mine" ? mine : theirs;
      }
    }
    params.push(...from.params.filter((param) => param.name === name));
  }
  return rewriteLine(theirs, params, theirs.value, eol);
}

function peopleOf(component: IcalComponent): Map<string, IcalLine> {
  const people = new Map<string, IcalLine>();
  for (const line of linesOf(component, "ATTENDEE")) {
    const address = readAttendee(line).address.toLowerCase();
    let key = address;
    for (let n = 1; people.has(key); n += 1) key = `${address}#${n}`;
    people.set(key, line);
  }
  return people;
}

function same(a: IcalLine | undefined, b: IcalLine | undefined, leaving: ReadonlySet<string>): boolean {
  if (!a || !b) return a === b;
  const text = (line: IcalLine) =>
    [...new Set(line.params.map((param) => param.name))]
      .filter((name) => !leaving.has(name))
      .map((name) => JSON.stringify([name, paramText(line, name)]))
      .sort()
      .join();
  return a === b || text(a) === text(b);
}

function paramText(line: IcalLine, name: string): string {
  const values = line.params.filter((param) => param.name === name).flatMap((param) => param.values);
  const isKeyword = name !== "CN" && !name.startsWith("X-") && !values.some((value) => value.includes(":"));
  return JSON.stringify(isKeyword ? values.map((value) => value.toUpperCase()) : values);
}
