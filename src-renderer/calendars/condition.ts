// How a calendar stands, and what would help. Pure. Red only for what will not heal by itself (look.md §1).
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { FailureData } from "../../src-preload/contract/failure.ts";
import type { CalendarSyncState } from "../../src-preload/contract/sync.ts";
import { type HeldBack, heldBack } from "../held-back.ts";
import { askedToWaitUntil } from "../pause.ts";

/** What a row of the sidebar has to say. */
export type Condition =
  | { readonly kind: "held-back"; readonly what: HeldBack; readonly failure: FailureData }
  | { readonly kind: "failing"; readonly failure: FailureData; readonly nextAtMs: number | undefined }
  | { readonly kind: "offline"; readonly nextAtMs: number | undefined }
  | { readonly kind: "decide" | "parked"; readonly count: number }
  | { readonly kind: "wait"; readonly untilMs: number }
  | { readonly kind: "running" | "paused" | "sign-in" | "read-only" };

/** @param signedOut its account waits for a sign-in, which the account's own line says
 *  @returns undefined when there is nothing to say: it is up to date */
export function conditionOf(
  { accountId, syncEnabled, readOnly }: Calendar,
  state: CalendarSyncState | undefined,
  signedOut: boolean,
): Condition | undefined {
  const quiet = readOnly ? ({ kind: "read-only" } as const) : undefined;
  if (accountId === undefined || !state) return quiet;
  if (signedOut) return { kind: "sign-in" };
  const untilMs = askedToWaitUntil(state);
  if (untilMs !== undefined) return { kind: "wait", untilMs };
  const { failure, nextAtMs, conflicts, parked } = state;
  if (state.state === "failing" && failure) {
    const what = heldBack(failure);
    if (what) return { kind: "held-back", what, failure };
    return failure.code === "offline" ? { kind: "offline", nextAtMs } : { kind: "failing", failure, nextAtMs };
  }
  if (conflicts > 0) return { kind: "decide", count: conflicts };
  if (parked > 0) return { kind: "parked", count: parked };
  if (!syncEnabled) return { kind: "paused" };
  return state.state === "running" ? { kind: "running" } : quiet;
}
