// A server that asked for a pause: until when. It heals by itself, so nobody is alarmed. Pure.
import type { CalendarSyncState } from "../src-preload/contract/sync.ts";

/** Epoch ms until which a server asked us to wait, in a run or between two; undefined when it did not. */
export function askedToWaitUntil(
  state: Pick<CalendarSyncState, "state" | "progress" | "failure" | "nextAtMs">,
): number | undefined {
  if (state.state === "running") return state.progress?.pausedUntilMs;
  if (state.state !== "failing" || state.failure?.code !== "rate-limited") return undefined;
  return state.failure.retryAtMs ?? state.nextAtMs;
}
