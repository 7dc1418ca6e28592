import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyIntent, sameMeaning } from "../../src-main/domain/edit.ts";
import { vevents } from "../../src-main/domain/edit-context.ts";
import type { FieldChanges } from "../../src-main/domain/event.ts";
import { parseIcal } from "../../src-main/domain/ical-text.ts";
import { linesOf } from "../../src-main/domain/ical-tree.ts";
import { mergeVersions } from "../../src-main/domain/merge.ts";
import { readResource } from "../../src-main/domain/resource.ts";
import type { FieldConflict } from "../../src-preload/contract/conflicts.ts";
import { NOW } from "./fixtures.ts";
import { baseText, fieldChange, meeting, steps, taken } from "./merge-versions.ts";

const drawn = fc.record({ base: baseText, mine: steps, theirs: steps }).map(({ base, mine, theirs }) => ({
  base,
  mine: taken(base, mine),
  theirs: taken(base, theirs, NOW + 3_600_000),
}));
const prefer = fc.constantFrom("mine" as const, "theirs" as const, "suggested" as const);
const unknownLines = (text: string) => text.split(/\r?\n/).filter((line) => /^X-|^a line/.test(line));

// The exceptions that a conflict about an instance is about, as people see them.
function exceptions(text: string, { mine, theirs }: FieldConflict): string[] {
  const shown = readResource(text).overrides.map(({ title, start, end, zone }) => ({
    ...(title && { text: title }),
    ...{ start, end, zone },
  }));
  return [mine, theirs].flatMap((side) => (shown.some((one) => same(one, side)) ? [JSON.stringify(side)] : []));
}

function same(a: object, b: object | undefined): boolean {
  return b !== undefined && JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
}

describe("whatever two sides do to an event", () => {
  test("who changed nothing gets the other's version: theirs byte for byte, mine in all it means", () => {
    fc.assert(
      fc.property(drawn, prefer, ({ base, mine, theirs }, side) => {
        expect(mergeVersions({ base, mine: base, theirs }, { prefer: side })).toEqual({ text: theirs, conflicts: [] });
        const own = mergeVersions({ base, mine, theirs: base }, { prefer: side });
        expect(own.conflicts).toEqual([]);
        if (!sameMeaning(own.text, mine)) expect(own.text).toBe(mine);
        expect(mergeVersions({ base, mine, theirs: mine }, { prefer: side })).toEqual({ text: mine, conflicts: [] });
      }),
      { seed: 3, numRuns: 150 },
    );
  });

  test("the result is one readable event with every unknown line of theirs, and merging again changes nothing", () => {
    fc.assert(
      fc.property(drawn, prefer, (versions, side) => {
        const { text, conflicts } = mergeVersions(versions, { prefer: side });
        const { uid } = readResource(text);
        expect(uid).toBe(readResource(versions.theirs).uid);
        const uids = vevents(parseIcal(text)).flatMap((one) => linesOf(one, "UID").map((line) => line.value));
        expect(new Set(uids)).toEqual(new Set([uid]));
        expect(new Set(conflicts.map((one) => one.key)).size).toBe(conflicts.length);
        const again = mergeVersions({ base: versions.theirs, mine: text, theirs: versions.theirs }, { prefer: side });
        expect(again.conflicts).toEqual([]);
        if (!sameMeaning(again.text, text)) expect(again.text).toBe(text);
      }),
      { seed: 4, numRuns: 150 },
    );
  });

  test("each conflict can be settled either way, and the field then says what was announced", () => {
    fc.assert(
      fc.property(drawn, ({ base, mine, theirs }) => {
        const versions = { base, mine, theirs };
        const { conflicts } = mergeVersions(versions, { prefer: "theirs" });
        for (const conflict of conflicts)
          for (const side of ["mine", "theirs"] as const) {
            const settled = mergeVersions(versions, { prefer: "theirs", choices: { [conflict.key]: side } });
            const again = mergeVersions({ base: undefined, mine: settled.text, theirs }, { prefer: "theirs" });
            const left = again.conflicts.find((one) => one.key === conflict.key);
            if (conflict.name === "event") {
              expect([conflict, exceptions(settled.text, conflict)]).toEqual([
                conflict,
                exceptions(side === "mine" ? mine : theirs, conflict),
              ]);
              continue;
            }
            const told = side === "mine" ? conflict.mine : conflict.theirs;
            if (side === "theirs") expect([conflict, left]).toEqual([conflict, undefined]);
            else expect([conflict, left?.mine]).toEqual([conflict, left ? told : undefined]);
          }
      }),
      { seed: 5, numRuns: 120 },
    );
  });

  test("without a conflict both orders mean the same", () => {
    let merged = 0;
    fc.assert(
      fc.property(drawn, ({ base, mine, theirs }) => {
        const one = mergeVersions({ base, mine, theirs }, { prefer: "theirs" });
        const other = mergeVersions({ base, mine: theirs, theirs: mine }, { prefer: "theirs" });
        // Only an answer on the server's side never disputes that somebody was taken off the list.
        const keys = [one, other].map(({ conflicts }) =>
          conflicts.map((c) => c.key).filter((k) => !/ATTENDEE$/.test(k)),
        );
        expect(keys[0]).toEqual(keys[1]);
        if (one.conflicts.length + other.conflicts.length > 0) return;
        merged += 1;
        if (!sameMeaning(one.text, other.text)) expect(one.text).toBe(other.text);
      }),
      { seed: 6, numRuns: 150 },
    );
    expect(merged).toBeGreaterThan(100);
  });

  test("an unknown line of theirs never gets lost", () => {
    fc.assert(
      fc.property(drawn, ({ base, mine, theirs }) => {
        const kept = unknownLines(mine);
        if (!unknownLines(base).every((line) => kept.includes(line))) return;
        const { text } = mergeVersions({ base, mine, theirs }, { prefer: "theirs" });
        for (const line of unknownLines(theirs)) expect(unknownLines(text)).toContain(line);
      }),
      { seed: 7, numRuns: 120 },
    );
  });

  test("edits of different fields never conflict, and both survive", () => {
    const both = fc.tuple(fieldChange, fieldChange).filter(([a, b]) => Object.keys(a)[0] !== Object.keys(b)[0]);
    fc.assert(
      fc.property(both, fc.constantFrom(undefined, "20260921T080000Z", "20260928T080000Z"), ([a, b], at) => {
        const change = (set: FieldChanges, text = meeting) =>
          applyIntent(text, { kind: "change", set, ...(at && { recurrenceId: at }) }, NOW) as string;
        const { text, conflicts } = mergeVersions(
          { base: meeting, mine: change(a), theirs: change(b) },
          { prefer: "theirs" },
        );
        expect(conflicts).toEqual([]);
        expect(readResource(text)).toEqual(readResource(change(a, change(b))));
      }),
      { seed: 8, numRuns: 150 },
    );
  });
});
