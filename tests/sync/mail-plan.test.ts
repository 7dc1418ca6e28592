// The decisions of mail sync, without any mailbox.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deedVerdictOn, mailVerdictOn } from "../../src-main/sync/mail/mail-policy.ts";
import {
  afterRefusal,
  differences,
  inOrder,
  isComparisonDue,
  isMassDeletion,
  isSweepDue,
  isSynced,
  isUnchanged,
  nextSlice,
  pastOf,
  startOf,
} from "../../src-main/sync/mail/plan.ts";
import { Failure, type FailureReason } from "../../src-preload/contract/failure.ts";
import type { FolderRole } from "../../src-preload/contract/mail.ts";

const folder = (path: string, role?: FolderRole) => ({ path, ...(role && { role }) });

test("inbox, sent, drafts, archive, the others by path, junk, trash (R33); everything's folder after what it repeats (R42)", () => {
  const folders = [
    folder("b"),
    folder("T", "trash"),
    folder("All", "all"),
    folder("J", "junk"),
    folder("a"),
    folder("S", "sent"),
    folder("I", "inbox"),
    folder("D", "drafts"),
  ];
  expect(inOrder(folders, false).map(({ path }) => path)).toEqual(["I", "S", "D", "All", "a", "b", "J", "T"]);
  expect(inOrder(folders, true).map(({ path }) => path)).toEqual(["I", "S", "D", "a", "b", "J", "T", "All"]);
});

test.each<[FolderRole | undefined, boolean, boolean, boolean]>([
  ["inbox", true, false, true],
  [undefined, false, false, false],
  ["snoozed", true, true, false],
  ["flagged", true, false, false],
  ["important", true, false, false],
])("a folder %s, selectable %s, local %s: looked at %s", (role, selectable, local, expected) => {
  expect(isSynced({ selectable, local, ...(role && { role }) })).toBe(expected);
});

const CURSOR = { uidValidity: 1n, uidNext: 10, highestModseq: 100n };
const STATUS = { messages: 5, uidNext: 10, uidValidity: 1n, highestModseq: 100n };
const CALM = { cursor: CURSOR, onServer: 5, backfillLowUid: 1, stored: 5, failures: 0 };

describe("a folder is left alone when its numbers", () => {
  test("are all the same", () => expect(isUnchanged(CALM, STATUS)).toBe(true));
  test.each([
    ["one message more", CALM, { ...STATUS, messages: 6 }],
    ["another UIDNEXT", CALM, { ...STATUS, uidNext: 11 }],
    ["another modseq", CALM, { ...STATUS, highestModseq: 101n }],
    ["another UIDVALIDITY", CALM, { ...STATUS, uidValidity: 2n }],
    ["no modseq: flags may have changed", CALM, { messages: 5, uidNext: 10, uidValidity: 1n }],
    ["fewer here than there", { ...CALM, stored: 4 }, STATUS],
    ["a failure before", { ...CALM, failures: 1 }, STATUS],
  ])("not with %s", (_name, known, status) => expect(isUnchanged(known, status)).toBe(false));
  test("not when nothing is said of it", () => expect(isUnchanged(CALM, undefined)).toBe(false));
});

test("an empty cache never takes the delta path (R25)", () => {
  expect(startOf({ cursor: CURSOR, stored: 5, backfillLowUid: 1 })).toBe(CURSOR);
  expect(startOf({ cursor: CURSOR, stored: 0, backfillLowUid: 1 })).toBeUndefined();
  expect(startOf({ cursor: CURSOR, stored: 5 })).toBeUndefined();
});

const COUNTS = {
  full: false,
  saysVanished: true,
  isComplete: true,
  stored: 5,
  exists: 5,
  expected: 5,
  tolerated: 0,
  lastFullCheckAt: 0,
  nowMs: 1000,
};
test.each([
  ["when all is well", {}, false],
  ["when somebody asks", { full: true }, true],
  ["when numbers differ (R24)", { exists: 6 }, true],
  ["not again for a difference that comparing did not explain", { exists: 6, tolerated: 1 }, false],
  [
    "while the past is still coming, where the server tells what goes",
    { isComplete: false, exists: 90, expected: 91 },
    false,
  ],
  [
    "while the past is still coming, where it does not",
    { isComplete: false, saysVanished: false, exists: 90, expected: 91 },
    true,
  ],
  ["once a week in any case", { nowMs: 8 * 86_400_000 }, true],
])("all uids are compared %s", (_name, facts, due) => {
  expect(isComparisonDue({ ...COUNTS, ...facts })).toBe(due);
});

test.each([
  [50, 50, false],
  [51, 100, true],
  [51, 300, false],
  [0, 0, false],
])("%i of %i gone is a mass deletion (R23): %s", (gone, known, mass) => {
  expect(isMassDeletion(gone, known)).toBe(mass);
});

test("what a comparison says brings both sides together, whatever they are", () => {
  const uids = fc.uniqueArray(fc.integer({ min: 1, max: 60 })).map((list) => list.toSorted((a, b) => a - b));
  fc.assert(
    fc.property(uids, uids, fc.integer({ min: 1, max: 60 }), (known, server, low) => {
      const { gone, holes } = differences(known, server, low);
      const after = new Set(known.filter((uid) => !gone.includes(uid)).concat(holes, pastOf(server, known, low)));
      expect([...after].toSorted((a, b) => a - b)).toEqual(server);
      expect(holes).toEqual(holes.toSorted((a, b) => b - a));
    }),
    { seed: 6 },
  );
});

test("flags are swept every ten minutes where the server does not tell (R27)", () => {
  expect(isSweepDue(undefined, 0)).toBe(true);
  expect(isSweepDue(0, 599_999)).toBe(false);
  expect(isSweepDue(0, 600_000)).toBe(true);
});

test("a folder that refuses to open is parked at the third time (R44)", () => {
  expect(afterRefusal(0, 0).parked).toBe(false);
  expect(afterRefusal(2, 0)).toMatchObject({ parked: true });
});

test("slices grow while they are quick and halve when they hold the thread up", () => {
  expect(nextSlice(20, 5, 80)).toBe(25);
  expect(nextSlice(70, 5, 80)).toBe(80);
  expect(nextSlice(1, 5, 80)).toBe(2);
  expect(nextSlice(40, 12, 80)).toBe(40);
  expect(nextSlice(60, 16, 80)).toBe(30);
  expect(nextSlice(8, 300, 80)).toBe(5);
});

test.each<[FailureReason, string]>([
  ["connection-lost", "retry"],
  ["rate-limited", "retry"],
  ["certificate", "retry"],
  ["wrong-password", "sign-in"],
  ["app-password", "sign-in"],
  ["forbidden", "folder"],
  ["server-error", "folder"],
  ["disk-full", "stop"],
])("%s leads to %s", (reason, verdict) => {
  expect(mailVerdictOn(new Failure(reason), 0, 0, 0.5).do).toBe(verdict);
});

test.each<[FailureReason, number, string]>([
  ["connection-lost", 0, "leave"],
  ["wrong-password", 5, "leave"],
  ["forbidden", 0, "later"],
  ["forbidden", 1, "give-up"],
  ["server-error", 2, "later"],
  ["server-error", 3, "give-up"],
])("a deed that met %s after %i tries: %s (R55)", (reason, attempts, verdict) => {
  expect(deedVerdictOn(new Failure(reason), attempts, 0, 0.5).do).toBe(verdict);
});
