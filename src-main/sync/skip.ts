// Why a calendar is left out of a run that was asked for. Pure.
import type { FailureData } from "../../src-preload/contract/failure.ts";
import type { SyncedCalendar } from "../store/calendars.ts";
import type { SyncDeps } from "./deps.ts";

/** An empty reason says enough: the calendar is paused by the user, or was synced just now.
 *  @returns undefined when it is to be run */
export function skipReason(
  { clock }: Pick<SyncDeps, "clock">,
  account: { readonly state: "ready" | "sign-in"; readonly failure: FailureData | null },
  { sync }: Pick<SyncedCalendar, "sync">,
  { ifOlderThanMs }: { readonly ifOlderThanMs?: number },
): { readonly failure?: FailureData } | undefined {
  if (!sync.syncEnabled) return {};
  // A person who asks outright is obeyed; opening the agenda is not asking.
  if (ifOlderThanMs === undefined) return undefined;
  if (account.state === "sign-in") return account.failure ? { failure: account.failure } : {};
  const nowMs = clock.nowMs();
  if (sync.lastSyncAt !== null && nowMs - sync.lastSyncAt < ifOlderThanMs) return {};
  // A server that asked for a pause gets it (R98).
  const pauseMs = sync.lastError?.retryAtMs ?? 0;
  return sync.lastError && pauseMs > nowMs ? { failure: sync.lastError } : undefined;
}
