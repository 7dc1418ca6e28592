// What the soak decides and tells, without playing any of it.
import { describe, expect, it } from "vitest";
import { count, newFacts } from "./facts.ts";
import { requestName } from "./request-name.ts";
import { nextKind, seedOf } from "./schedule.ts";
import { harmOf, type Turn, tell } from "./tally.ts";

describe("the next turn of the soak", () => {
  const base = { elapsedMs: 0, limitMs: 60_000, isStopped: false };

  it("is of the kind that has had the least time, the first named among equals", () => {
    const spentMs = new Map([
      ["slow", 9_000],
      ["quick", 2_000],
      ["quick-too", 2_000],
    ]);
    expect(nextKind({ ...base, spentMs })).toBe("quick");
  });

  it("comes neither after the time is over nor once somebody wants it to end", () => {
    const spentMs = new Map([["one", 0]]);
    expect(nextKind({ ...base, elapsedMs: 60_000, spentMs })).toBeUndefined();
    expect(nextKind({ ...base, isStopped: true, spentMs })).toBeUndefined();
    expect(nextKind({ ...base, elapsedMs: 59_999, spentMs })).toBe("one");
  });

  it("has a seed of its own that follows from the first, which the first turn has", () => {
    expect(seedOf(7, 0)).toBe(7);
    const seeds = Array.from({ length: 1_000 }, (_, turn) => seedOf(7, turn));
    expect(new Set(seeds).size).toBe(1_000);
    expect(seeds.every((seed) => Number.isInteger(seed) && seed >= 0 && seed <= 0x7fff_ffff)).toBe(true);
    expect(seedOf(7, 3)).not.toBe(seedOf(8, 3));
  });
});

function turn(kind: string, seed: number, failure?: string): Turn {
  const facts = newFacts();
  Object.assign(facts, { rounds: 3, edits: 5, compared: 7 });
  count(facts.kills, "after PUT", 2);
  count(facts.kills, "at rest");
  return { kind, seed, ms: 30_000, facts, ...(failure !== undefined && { failure }) };
}

describe("the soak's tally", () => {
  it("adds up what a kind survived, and names where it was killed, the most frequent first", () => {
    expect(tell([turn("graph-kill", 1), turn("graph-kill", 2)])).toEqual([
      "graph-kill         6 rounds in 1.0 min, 10 edits, 14 compared, lost 0, doubled 0, apart 0",
      "                   6 kills: after PUT 4, at rest 2",
      "Survived all of it.",
    ]);
  });

  it("gives the command that plays a failed turn again", () => {
    const lines = tell([turn("imap-kill", 41, "seed 41, round 2: lost: message t2-1-"), turn("imap-kill", 42)]);
    expect(lines[0]).toContain("lost 1, doubled 0, apart 0");
    expect(lines).toContain("  again: npm run soak -- --only imap-kill --seed 41");
    expect(lines.at(-1)).toBe("1 of 2 turns failed.");
  });

  it("tells loss, doubles and disagreement apart", () => {
    expect(
      [
        "lost: t1-",
        "vanished, and nobody deleted it: a",
        "invited twice: b",
        "doubled: draft c",
        "not at rest: {}",
      ].map(harmOf),
    ).toEqual(["lost", "lost", "doubled", "doubled", "apart"]);
  });
});

describe("a request on the wire", () => {
  it.each([
    ["PROPFIND /alice/ HTTP/1.1\r\nHost: x\r\n\r\n", "PROPFIND"],
    ["3A UID FETCH 1:* (FLAGS)\r\n", "UID FETCH"],
    ["B1 IDLE\r\n", "IDLE"],
    ["DONE\r\n", undefined],
    ["BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", undefined],
    ['{"subject":"GET / HTTP/1.1"}', undefined],
  ])("%j is called %s", (text, name) => {
    expect(requestName(Buffer.from(text))).toBe(name);
  });
});
