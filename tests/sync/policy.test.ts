import { describe, expect, it } from "vitest";
import { backoffMs, nextRunMs, verdictOn } from "../../src-main/sync/policy.ts";
import { Failure } from "../../src-preload/contract/failure.ts";

const NOW = 1_000_000;
const verdict = (failure: Failure, attempt = 0, random = 0.5) => verdictOn(failure, attempt, NOW, random);

describe("what a failure leads to", () => {
  it.each([
    ["offline", "retry"],
    ["timeout", "retry"],
    ["server-error", "retry"],
    ["rate-limited", "retry"],
    ["bug", "retry"],
    ["login-page", "retry"],
    ["certificate", "retry"],
    ["wrong-password", "sign-in"],
    ["password-needed", "sign-in"],
    ["stale-cursor", "recompare"],
    ["mass-deletion", "ask"],
    ["conflict", "ask"],
    ["forbidden", "park"],
    ["refused-data", "park"],
    ["too-large", "park"],
    ["disk-full", "stop"],
    ["cancelled", "stop"],
  ] as const)("%s → %s", (reason, expected) => {
    expect(verdict(new Failure(reason)).do).toBe(expected);
  });

  it("never comes back before the moment the server named (Retry-After)", () => {
    const atMs = NOW + 40 * 60_000;
    expect(verdict(new Failure("rate-limited", {}, { retryAtMs: atMs }))).toEqual({ do: "retry", atMs });
  });

  it("waits longer after each failure, up to an hour", () => {
    const waits = [0, 1, 2, 5, 10, 40].map((attempt) => backoffMs(attempt, 1));
    expect(waits).toEqual([30_000, 60_000, 120_000, 960_000, 3_600_000, 3_600_000]);
  });

  it("spreads clients over the whole step, but never comes back at once", () => {
    expect(backoffMs(3, 0)).toBe(24_000);
    expect(backoffMs(3, 0.999)).toBeGreaterThan(230_000);
  });
});

describe("when a calendar is due again", () => {
  it("lies within ten percent of the chosen frequency", () => {
    expect(nextRunMs(15, 0, 0)).toBe(810_000);
    expect(nextRunMs(15, 0, 1)).toBe(990_000);
  });

  it("is never, when it is synced by hand", () => {
    expect(nextRunMs(0, 0, 0.5)).toBeUndefined();
  });
});
