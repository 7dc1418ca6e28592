// All calendars' sync in one line for the foot of the sidebar (look.md §4: one glyph, one meaning). Pure.
import type { Account } from "../../src-preload/contract/accounts.ts";
import type { FailureData } from "../../src-preload/contract/failure.ts";
import type { CalendarSyncState } from "../../src-preload/contract/sync.ts";
import { askedToWaitUntil } from "../pause.ts";
import { toSend } from "../to-send.ts";

/** What the foot says. `pending` counts local changes that wait. */
export type SyncSummary = { readonly pending: number } & (
  | { readonly kind: "device" | "running" | "paused" }
  | { readonly kind: "up-to-date"; readonly lastMs: number | undefined }
  | { readonly kind: "pending" }
  | { readonly kind: "parked"; readonly count: number }
  | { readonly kind: "sign-in"; readonly account: Account }
  | { readonly kind: "asked-to-wait"; readonly untilMs: number }
  | { readonly kind: "offline"; readonly nextAtMs: number | undefined }
  | { readonly kind: "failing"; readonly failure: FailureData; readonly nextAtMs: number | undefined }
);

const sum = (states: readonly CalendarSyncState[], key: "parked") =>
  states.reduce((total, state) => total + state[key], 0);

const least = (values: readonly (number | undefined)[]) => {
  const known = values.filter((value) => value !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
};

/** Until when the servers asked us to wait: nothing while another calendar is being synced. */
function pauseOf(states: readonly CalendarSyncState[]): number | undefined {
  const running = states.filter(({ state }) => state === "running");
  const pauses = (running.length > 0 ? running : states).map(askedToWaitUntil);
  const known = pauses.filter((until) => until !== undefined);
  if (known.length === 0 || (running.length > 0 && known.length < running.length)) return undefined;
  return Math.max(...known);
}

/** Puts what needs someone before what heals by itself, and that before what is fine. */
export function summariseSync(states: readonly CalendarSyncState[], accounts: readonly Account[]): SyncSummary {
  const pending = states.reduce((total, state) => total + toSend(state), 0);
  if (states.length === 0 && accounts.length === 0) return { kind: "device", pending };
  const signIn = accounts.find(({ state }) => state === "sign-in");
  if (signIn) return { kind: "sign-in", account: signIn, pending };
  const untilMs = pauseOf(states);
  const isRunning = states.some(({ state }) => state === "running");
  if (isRunning)
    return untilMs === undefined ? { kind: "running", pending } : { kind: "asked-to-wait", untilMs, pending };
  const failing = states.filter((one) => one.state === "failing" && one.failure && askedToWaitUntil(one) === undefined);
  const worst = failing.find(({ failure }) => failure?.code !== "offline");
  if (worst?.failure) return { kind: "failing", failure: worst.failure, nextAtMs: worst.nextAtMs, pending };
  if (untilMs !== undefined) return { kind: "asked-to-wait", untilMs, pending };
  if (failing.length > 0) return { kind: "offline", nextAtMs: least(failing.map(({ nextAtMs }) => nextAtMs)), pending };
  const parked = sum(states, "parked");
  if (parked > 0) return { kind: "parked", count: parked, pending };
  if (pending > 0) return { kind: "pending", pending };
  if (states.length > 0 && states.every(({ state }) => state === "paused")) return { kind: "paused", pending };
  return { kind: "up-to-date", lastMs: least(states.map(({ lastSuccessMs }) => lastSuccessMs)), pending };
}
