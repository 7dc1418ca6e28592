// Sync as people see it: the state of each calendar, and the doctor's facts.
import type { Output } from "../../src-preload/contract/contract.ts";
import type { CalendarId } from "../../src-preload/contract/shapes.ts";
import type { CalendarSyncState } from "../../src-preload/contract/sync.ts";
import { listAccounts } from "../store/accounts.ts";
import { listSynced, type SyncedCalendar } from "../store/calendars.ts";
import type { Database } from "../store/database.ts";
import { parkedEntries, pendingCounts } from "../store/outbox.ts";
import { listParked } from "../store/parked.ts";
import { lastRuns } from "../store/runs.ts";

const RUNS_SHOWN = 20;

/** State per calendar that has a server. */
export function syncStatus(db: Database, running: ReadonlySet<CalendarId>): Output<"sync.status"> {
  const pending = pendingCounts(db);
  const accounts = new Map(listAccounts(db).map((account) => [account.id, account]));
  const calendars = listSynced(db).map(({ calendar, sync }): CalendarSyncState => {
    const account = accounts.get(calendar.accountId);
    const signIn = account?.state === "sign-in";
    const failure = (signIn && account.failure) || sync.lastError;
    const paused = signIn || !sync.syncEnabled;
    return {
      calendarId: calendar.id,
      accountId: calendar.accountId,
      state: running.has(calendar.id) ? "running" : paused ? "paused" : failure ? "failing" : "waiting",
      pending: pending.get(calendar.id) ?? 0,
      conflicts: 0,
      parked: listParked(db, calendar.id).length + parkedEntries(db, calendar.id).length,
      ...(sync.lastSyncAt !== null && { lastSuccessMs: sync.lastSyncAt }),
      ...(sync.nextAt !== null && !paused && { nextAtMs: sync.nextAt }),
      ...(failure && { failure }),
    };
  });
  return { calendars };
}

/** What the sync doctor shows. */
export function syncDoctor(db: Database): Output<"sync.doctor"> {
  return { calendars: listSynced(db).map((target) => report(db, target)) };
}

function report(db: Database, { calendar, sync }: SyncedCalendar): Output<"sync.doctor">["calendars"][number] {
  const items = listParked(db, calendar.id).map(({ externalEventId, sinceMs, failure }) => ({
    item: externalEventId,
    sinceMs,
    failure,
  }));
  const edits = parkedEntries(db, calendar.id).flatMap(({ eventId, createdMs, failure }) =>
    failure ? [{ item: eventId, sinceMs: createdMs, failure }] : [],
  );
  return {
    calendarId: calendar.id,
    quirks: [...sync.quirks],
    events: 0,
    pending: 0,
    conflicts: 0,
    totals: { due: 0, successful: 0, failed: 0, skipped: 0 },
    lastRuns: lastRuns(db, calendar.id, RUNS_SHOWN).map(({ id: _, calendarId: __, failure, ...run }) => ({
      ...run,
      ...(failure && { failure }),
    })),
    parked: [...items, ...edits],
    ...(sync.method !== null && { method: sync.method }),
    ...(sync.cursorSinceMs !== null && { cursorSinceMs: sync.cursorSinceMs }),
    ...(sync.lastFullCheckAt !== null && { lastFullCheckAtMs: sync.lastFullCheckAt }),
  };
}
