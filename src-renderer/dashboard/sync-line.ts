// The state of all calendars in one line under their tile (look.md §4: one glyph, one meaning). Pure.
import type { Account } from "../../src-preload/contract/accounts.ts";
import type { CalendarSyncState } from "../../src-preload/contract/sync.ts";
import { askedToWaitUntil } from "../pause.ts";
import { toSend } from "../to-send.ts";

/** What the line says. `checkedMs` is the oldest of the last successes, `nextAtMs` the next try. */
export type SyncLine =
  | { readonly kind: "device" | "paused" }
  | { readonly kind: "up-to-date"; readonly count: number; readonly checkedMs: number | undefined }
  | { readonly kind: "waiting-to-send"; readonly count: number }
  | { readonly kind: "running"; readonly first: boolean; readonly done: number; readonly total: number | undefined }
  | { readonly kind: "asked-to-wait"; readonly untilMs: number }
  | { readonly kind: "sign-in"; readonly account: string }
  | { readonly kind: "parked"; readonly count: number }
  | { readonly kind: "offline"; readonly checkedMs: number | undefined; readonly nextAtMs: number | undefined }
  | {
      readonly kind: "failing";
      readonly count: number;
      readonly sinceMs: number | undefined;
      readonly nextAtMs: number | undefined;
    };

const known = (values: readonly (number | undefined)[]) => values.filter((value) => value !== undefined);
const least = (values: readonly (number | undefined)[]) =>
  known(values).length > 0 ? Math.min(...known(values)) : undefined;
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

const oldestSuccess = (states: readonly CalendarSyncState[]) => least(states.map((one) => one.lastSuccessMs));

function runningLine(states: readonly CalendarSyncState[]): SyncLine {
  const running = states.filter(({ state }) => state === "running");
  const pauses = known(running.map(askedToWaitUntil));
  if (pauses.length === running.length) return { kind: "asked-to-wait", untilMs: Math.max(...pauses) };
  const progress = running.flatMap((one) => one.progress ?? []);
  const totals = progress.map(({ total }) => total);
  return {
    kind: "running",
    first: states.every(({ lastSuccessMs }) => lastSuccessMs === undefined),
    done: sum(progress.map(({ done }) => done)),
    total: totals.length > 0 && known(totals).length === totals.length ? sum(known(totals)) : undefined,
  };
}

function failingLine(failing: readonly CalendarSyncState[], states: readonly CalendarSyncState[]): SyncLine {
  const nextAtMs = least(failing.map((one) => one.nextAtMs));
  const serious = failing.filter(({ failure }) => failure?.code !== "offline");
  if (serious.length === 0) return { kind: "offline", checkedMs: oldestSuccess(states), nextAtMs };
  return { kind: "failing", count: serious.length, sinceMs: oldestSuccess(serious), nextAtMs };
}

/** What runs before what needs someone, that before what heals by itself, and that before what is fine.
 *  @param connected is the engine there? */
export function syncLine(
  states: readonly CalendarSyncState[],
  accounts: readonly Account[],
  connected: boolean,
): SyncLine {
  if (!connected) return { kind: "offline", checkedMs: oldestSuccess(states), nextAtMs: undefined };
  if (states.length === 0) return { kind: "device" };
  if (states.some(({ state }) => state === "running")) return runningLine(states);
  const signIn = accounts.find(({ state }) => state === "sign-in");
  if (signIn) return { kind: "sign-in", account: signIn.label };
  const failing = states.filter((one) => one.state === "failing" && one.failure && askedToWaitUntil(one) === undefined);
  if (failing.length > 0) return failingLine(failing, states);
  const waits = known(states.map(askedToWaitUntil));
  if (waits.length > 0) return { kind: "asked-to-wait", untilMs: Math.max(...waits) };
  const parked = sum(states.map((one) => one.parked));
  if (parked > 0) return { kind: "parked", count: parked };
  const pending = sum(states.map(toSend));
  if (pending > 0) return { kind: "waiting-to-send", count: pending };
  const active = states.filter(({ state }) => state !== "paused");
  if (active.length === 0) return { kind: "paused" };
  return { kind: "up-to-date", count: active.length, checkedMs: oldestSuccess(active) };
}
