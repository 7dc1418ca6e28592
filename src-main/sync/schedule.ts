// When calendars are due, and why: their schedule, something to send, or a person.
import type { FailureCode } from "../../src-preload/contract/failure.ts";
import type { AccountId, CalendarId } from "../../src-preload/contract/shapes.ts";
import { type CalendarSyncRow, listSynced, type SyncedCalendar, updateCalendarSync } from "../store/calendars.ts";
import { hurry, newestEditMs, nextDueMs } from "../store/outbox.ts";
import type { SyncDeps } from "./deps.ts";
import type { Due } from "./record.ts";

/** What waits for the network to come back, not for the server to recover. */
const AWAY: ReadonlySet<FailureCode> = new Set(["offline", "timeout"]);
/** A new edit tries a door that was closed once more: not at each letter typed, and not right after the last try. */
const EDIT_PAUSE_MS = 2_000;
const KNOCK_PAUSE_MS = 30_000;

/** When a calendar is due: its schedule, or something waiting to be sent. After a failed run its pause rules, or what
 *  waits would knock at a closed door without end; only an edit made since the last try may knock once.
 *  @param lastRunMs when the account was last tried; -Infinity when it was not in this engine's life
 *  @returns undefined when it is due only by hand */
function dueOf({ db }: Pick<SyncDeps, "db">, { calendar, sync }: SyncedCalendar, lastRunMs: number): Due | undefined {
  const scheduled = sync.nextAt === null ? undefined : scheduledDue(sync, sync.nextAt);
  if (sync.failures === 0) return earlier(scheduled, edited(nextDueMs(db, calendar.id)));
  if (!sync.lastError || !AWAY.has(sync.lastError.code)) return scheduled;
  const editMs = newestEditMs(db, calendar.id);
  if (editMs === undefined || editMs <= lastRunMs) return scheduled;
  return earlier(scheduled, edited(Math.max(editMs + EDIT_PAUSE_MS, lastRunMs + KNOCK_PAUSE_MS)));
}

function scheduledDue({ failures }: CalendarSyncRow, dueMs: number): Due {
  return { cause: failures > 0 ? "retry" : "schedule", dueMs };
}

function edited(dueMs: number | undefined): Due | undefined {
  return dueMs === undefined ? undefined : { cause: "edit", dueMs };
}

function earlier(a: Due | undefined, b: Due | undefined): Due | undefined {
  if (!a || !b) return a ?? b;
  return b.dueMs < a.dueMs ? b : a;
}

/** The calendars of an account that are due now. */
export function dueNow(deps: SyncDeps, accountId: AccountId, lastRunMs: number): Map<CalendarId, Due> {
  const nowMs = deps.clock.nowMs();
  const found = new Map<CalendarId, Due>();
  for (const target of listSynced(deps.db, accountId)) {
    const due = target.sync.syncEnabled ? dueOf(deps, target, lastRunMs) : undefined;
    if (due && due.dueMs <= nowMs) found.set(target.calendar.id, due);
  }
  return found;
}

/** The next moment at which a calendar of the account is due; Infinity when none is. */
export function nextDue(deps: SyncDeps, accountId: AccountId, lastRunMs: number): number {
  const moments = listSynced(deps.db, accountId).map((target) =>
    target.sync.syncEnabled
      ? (dueOf(deps, target, lastRunMs)?.dueMs ?? Number.POSITIVE_INFINITY)
      : Number.POSITIVE_INFINITY,
  );
  return Math.min(Number.POSITIVE_INFINITY, ...moments);
}

/** The network is back: what failed for want of it is due at once, with its pauses forgotten. A server that asked for a
 *  pause still gets it. @returns the calendars concerned */
export function forgetPauses({ db, clock }: SyncDeps): CalendarId[] {
  const nowMs = clock.nowMs();
  const away = listSynced(db).filter(({ sync }) => {
    const failure = sync.lastError;
    return sync.syncEnabled && failure !== null && AWAY.has(failure.code) && (failure.retryAtMs ?? 0) <= nowMs;
  });
  const ids = away.map(({ calendar }) => calendar.id);
  if (ids.length === 0) return ids;
  db.write(() => {
    for (const { calendar, sync } of away) {
      const nextAt = sync.frequencyMinutes === 0 ? null : nowMs;
      updateCalendarSync(db, calendar.id, { failures: 0, nextAt });
    }
    hurry(db, ids, nowMs);
  });
  return ids;
}
