import { describe, expect, it } from "vitest";
import { isMassDeletion, isMassRemoval, planItem, planRemoval } from "../../src-main/sync/plan.ts";

const row = { etag: '"1"', known: true, removed: false, pending: false };

describe("an item of the server meets a row", () => {
  it.each([
    ["no row", undefined, '"1"', "insert"],
    ["the version we know", row, '"1"', "ignore"],
    ["the version our edit is based on", { ...row, pending: true }, '"1"', "ignore"],
    ["the version our deletion is based on", { ...row, removed: true, pending: true }, '"1"', "ignore"],
    ["a newer version of a clean row", row, '"2"', "replace"],
    ["a newer version under a local edit", { ...row, pending: true }, '"2"', "merge"],
    ["a newer version of what was deleted here", { ...row, removed: true, pending: true }, '"2"', "contest"],
    ["no tag at all", row, undefined, "replace"],
    ["no tag on either side", { ...row, etag: null }, undefined, "replace"],
    ["no tag, under a local edit", { ...row, etag: null, pending: true }, undefined, "merge"],
    ["one that only we had", { ...row, etag: null, known: false, pending: true }, '"1"', "merge"],
  ] as const)("%s", (_, local, etag, plan) => {
    expect(planItem(local, etag)).toBe(plan);
  });
});

describe("an item is gone on the server", () => {
  it.each([
    ["never had it", undefined, "ignore"],
    ["clean row", row, "drop"],
    ["edited here", { ...row, pending: true }, "contest"],
    ["made here and not there yet", { ...row, known: false, pending: true }, "ignore"],
    ["deleted here too", { ...row, pending: true, removed: true }, "drop"],
  ] as const)("%s", (_, local, plan) => {
    expect(planRemoval(local)).toBe(plan);
  });
});

describe("the mass-deletion brake (design §6.2, R95)", () => {
  it.each([
    [9, 10, false],
    [10, 10, true],
    [3, 3, false],
    [4, 4, true],
    [11, 30, true],
    [10, 30, false],
    [30, 100, false],
    [31, 100, true],
    [0, 0, false],
  ])("%i of %i → %s", (removed, total, stopped) => {
    expect(isMassDeletion(removed, total)).toBe(stopped);
  });
});

describe("the brake outward (R96)", () => {
  it.each([
    [10, 10, false],
    [11, 11, true],
    [30, 100, false],
    [31, 100, true],
  ])("%i of %i → %s", (removed, total, stopped) => {
    expect(isMassRemoval(removed, total)).toBe(stopped);
  });
});
