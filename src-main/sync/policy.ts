// What to do about a failure: pure decisions (design §6.9).
import type { Failure, FailureReason } from "../../src-preload/contract/failure.ts";

/** `retry`: stop this run, go on at `atMs`. `park`: set this item aside, the others go on. `sign-in`: pause the account
 *  until a person signs in. `recompare`: forget the cursor and compare everything. `ask`: stop this calendar until a
 *  person decides. `stop`: end quietly. */
export type Verdict =
  | { readonly do: "retry"; readonly atMs: number }
  | { readonly do: "park" | "sign-in" | "recompare" | "ask" | "stop" };

/** Faults of the way to the server, whatever is sent over it: a captive portal's page, a certificate, a wrong host.
 *  They must not set single items aside. */
const ON_THE_WAY: ReadonlySet<FailureReason> = new Set([
  "login-page",
  "not-caldav",
  "certificate",
  "insecure-redirect",
  "untrusted-redirect",
]);

const FIRST_MS = 30_000;
const LONGEST_MS = 60 * 60_000;

/** @param attempt failures in a row before this one, 0 = first
 *  @param random in [0, 1): full jitter, so that clients do not come back together */
export function verdictOn(failure: Failure, attempt: number, nowMs: number, random: number): Verdict {
  const retry = { do: "retry", atMs: Math.max(failure.retryAtMs ?? 0, nowMs + backoffMs(attempt, random)) } as const;
  if (ON_THE_WAY.has(failure.reason)) return retry;
  switch (failure.code) {
    case "offline":
    case "timeout":
    case "rate-limited":
    case "bug":
      return retry;
    case "auth":
      return { do: "sign-in" };
    case "stale-cursor":
      return { do: "recompare" };
    case "conflict":
      return { do: "ask" };
    case "forbidden":
    case "missing":
    case "too-large":
    case "malformed":
    case "unsupported":
      return { do: "park" };
    case "storage":
    case "cancelled":
      return { do: "stop" };
  }
}

/** Would every other calendar of the account meet this too? Then they are not even tried. */
export function concernsAccount(failure: Failure): boolean {
  if (ON_THE_WAY.has(failure.reason)) return true;
  return ["offline", "timeout", "auth", "rate-limited", "storage", "cancelled"].includes(failure.code);
}

/** Exponential with full jitter, at least a tenth of the step so that a burst cannot form. */
export function backoffMs(attempt: number, random: number): number {
  const step = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 16));
  return Math.round(step * (0.1 + 0.9 * random));
}

/** When a calendar is due after a success; undefined when it is only synced by hand. Spread over ±10 %. */
export function nextRunMs(frequencyMinutes: number, nowMs: number, random: number): number | undefined {
  if (frequencyMinutes === 0) return undefined;
  return Math.round(nowMs + frequencyMinutes * 60_000 * (0.9 + 0.2 * random));
}
