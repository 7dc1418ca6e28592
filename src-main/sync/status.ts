// Sync as people see it: the state of each calendar, and the doctor's facts.
import type { Output } from "../../src-preload/contract/contract.ts";
import type { CalendarId, FolderId } from "../../src-preload/contract/shapes.ts";
import type { CalendarSyncState, FolderSyncState, Progress } from "../../src-preload/contract/sync.ts";
import { type AccountRow, listAccounts } from "../store/accounts.ts";
import { listSynced, type SyncedCalendar } from "../store/calendars.ts";
import { conflictCounts } from "../store/conflicts.ts";
import type { Database } from "../store/database.ts";
import { countVisible } from "../store/events.ts";
import { listMailFolders } from "../store/mail/folders.ts";
import { mailAccountRows } from "../store/mail/mail-accounts.ts";
import { parkedEntries, pendingCounts } from "../store/outbox.ts";
import { listParked } from "../store/parked.ts";
import { lastRuns, runTotals } from "../store/runs.ts";

const RUNS_SHOWN = 20;

type Doctor = Output<"sync.doctor">;
type DoctorReport = Doctor["calendars"][number];

/** What both views of a calendar are made from, asked for once. */
interface Facts {
  readonly accounts: ReadonlyMap<string, AccountRow>;
  readonly pending: ReadonlyMap<CalendarId, number>;
  readonly conflicts: ReadonlyMap<CalendarId, number>;
}

function factsOf(db: Database): Facts {
  const accounts = new Map(listAccounts(db).map((account) => [account.id, account]));
  return { accounts, pending: pendingCounts(db), conflicts: conflictCounts(db) };
}

/** State per calendar that has a server, and per mail folder.
 *  @param running how far each run under way has come
 *  @param looking folders being worked on */
export function syncStatus(
  db: Database,
  running: ReadonlyMap<CalendarId, Progress>,
  looking: ReadonlySet<FolderId>,
): Output<"sync.status"> {
  const facts = factsOf(db);
  const calendars = listSynced(db).map((target): CalendarSyncState => {
    const { calendar, sync } = target;
    const { paused, failure, nextAtMs } = condition(target, facts);
    const progress = running.get(calendar.id);
    return {
      calendarId: calendar.id,
      accountId: calendar.accountId,
      state: progress ? "running" : paused ? "paused" : failure ? "failing" : "waiting",
      pending: facts.pending.get(calendar.id) ?? 0,
      conflicts: facts.conflicts.get(calendar.id) ?? 0,
      parked: parkedOf(db, calendar.id).length,
      ...(sync.lastSyncAt !== null && { lastSuccessMs: sync.lastSyncAt }),
      ...(nextAtMs !== undefined && { nextAtMs }),
      ...(failure && { failure }),
      ...(progress && { progress }),
    };
  });
  return { calendars, folders: folderStates(db, looking) };
}

function folderStates(db: Database, looking: ReadonlySet<FolderId>): FolderSyncState[] {
  const asleep = new Map(
    mailAccountRows(db).flatMap((row) => (row.state === "ready" ? [] : [[row.accountId, row.failure] as const])),
  );
  return listMailFolders(db, undefined, looking).map(({ id, accountId, sync }) => {
    const failure = asleep.get(accountId);
    const isPaused = asleep.has(accountId);
    return {
      ...sync,
      folderId: id,
      accountId,
      ...(isPaused && { state: "paused" as const, ...(failure && { failure }) }),
    };
  });
}

/** Paused by the user, or until someone signs in; then no next run is promised. */
function condition({ calendar, sync }: SyncedCalendar, { accounts }: Facts) {
  const account = accounts.get(calendar.accountId);
  const signIn = account?.state === "sign-in";
  const paused = signIn || !sync.syncEnabled;
  const failure = (signIn && account.failure) || sync.lastError || undefined;
  return { paused, failure, nextAtMs: paused ? undefined : (sync.nextAt ?? undefined) };
}

/** What the sync doctor shows, in the order of the calendars. */
export function syncDoctor(db: Database): Doctor {
  const facts = factsOf(db);
  const events = countVisible(db);
  return { calendars: listSynced(db).map((target) => report(db, target, facts, events.get(target.calendar.id) ?? 0)) };
}

function report(db: Database, target: SyncedCalendar, facts: Facts, events: number): DoctorReport {
  const { calendar, sync } = target;
  const { failure, nextAtMs } = condition(target, facts);
  return {
    calendarId: calendar.id,
    quirks: [...sync.quirks],
    events,
    pending: facts.pending.get(calendar.id) ?? 0,
    conflicts: facts.conflicts.get(calendar.id) ?? 0,
    totals: runTotals(db, calendar.id),
    lastRuns: runsOf(db, calendar.id),
    parked: parkedOf(db, calendar.id),
    ...(sync.method !== null && { method: sync.method }),
    ...(sync.cursorSinceMs !== null && { cursorSinceMs: sync.cursorSinceMs }),
    ...(sync.lastFullCheckAt !== null && { lastFullCheckAtMs: sync.lastFullCheckAt }),
    ...(sync.server !== null && { server: sync.server }),
    ...(failure && { failure }),
    ...(nextAtMs !== undefined && { nextAtMs }),
  };
}

function runsOf(db: Database, calendarId: CalendarId): DoctorReport["lastRuns"] {
  return lastRuns(db, calendarId, RUNS_SHOWN).map(({ id: _, calendarId: __, failure, ...run }) => ({
    ...run,
    ...(failure && { failure }),
  }));
}

/** Items of the server, by their name there, and events whose edits were refused, each once. */
function parkedOf(db: Database, calendarId: CalendarId): DoctorReport["parked"] {
  const items = listParked(db, calendarId).map(({ externalEventId: item, sinceMs, failure }) => ({
    item,
    sinceMs,
    failure,
  }));
  const edits = new Map<string, DoctorReport["parked"][number]>();
  for (const { eventId: item, createdMs: sinceMs, failure } of parkedEntries(db, calendarId)) {
    if (failure && !edits.has(item)) edits.set(item, { item, sinceMs, failure });
  }
  return [...items, ...edits.values()];
}
