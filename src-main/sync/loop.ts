// One run of one account: push what waits, then pull, calendar by calendar (knowledge R15).
import { type Failure, toFailure } from "../../src-preload/contract/failure.ts";
import type { AccountId, CalendarId } from "../../src-preload/contract/shapes.ts";
import type { SyncResult } from "../../src-preload/contract/sync.ts";
import type { CalendarConnection } from "../providers/provider.ts";
import { setAccountState } from "../store/accounts.ts";
import { listSynced, type SyncedCalendar, updateCalendarSync } from "../store/calendars.ts";
import { storeCalendars } from "../store/discovered.ts";
import { recordRun } from "../store/runs.ts";
import type { Connections } from "./connections.ts";
import type { SyncDeps } from "./deps.ts";
import { concernsAccount, nextRunMs, verdictOn } from "./policy.ts";
import { type Pulled, type PullOptions, pullCalendar } from "./pull.ts";
import { pushCalendar } from "./push.ts";

export interface RunRequest extends PullOptions {
  /** All enabled ones when absent. */
  readonly calendarIds?: readonly CalendarId[];
  /** Ask the server which calendars it has, too. */
  readonly refresh: boolean;
}

export interface RunHooks {
  readonly started: (calendarId: CalendarId) => void;
  readonly ended: (calendarId: CalendarId) => void;
}

/** Runs an account once. Never throws: each calendar's outcome is recorded and answered. */
export async function runAccount(
  deps: SyncDeps,
  connections: Connections,
  accountId: AccountId,
  request: RunRequest,
  hooks: RunHooks,
  signal: AbortSignal,
): Promise<SyncResult[]> {
  const results: SyncResult[] = [];
  let stopped: Failure | undefined;
  let connection: CalendarConnection | undefined;
  try {
    connection = await connections.open(accountId, signal);
    if (request.refresh) {
      const found = await connection.calendars(signal);
      deps.db.write(() => storeCalendars(deps.db, accountId, found));
    }
  } catch (error) {
    stopped = toFailure(error);
  }
  for (const target of targets(deps, accountId, request)) {
    hooks.started(target.calendar.id);
    const startedMs = deps.clock.nowMs();
    const run =
      stopped || !connection ? failed(target, stopped) : await runCalendar(deps, target, connection, request, signal);
    hooks.ended(target.calendar.id);
    const failure = run.failure;
    if (failure) stopped = concernsAccount(failure) ? failure : stopped;
    deps.db.write(() => record(deps, target, run.result, failure, startedMs));
    results.push(run.result);
  }
  if (stopped) await pause(deps, connections, accountId, stopped);
  else deps.db.write(() => setAccountState(deps.db, accountId, undefined));
  return results;
}

function targets({ db }: SyncDeps, accountId: AccountId, request: RunRequest): SyncedCalendar[] {
  const wanted = request.calendarIds && new Set(request.calendarIds);
  return listSynced(db, accountId).filter(({ calendar, sync }) =>
    wanted ? wanted.has(calendar.id) : sync.syncEnabled,
  );
}

interface Run {
  readonly result: SyncResult;
  readonly failure: Failure | undefined;
}

async function runCalendar(
  deps: SyncDeps,
  target: SyncedCalendar,
  connection: CalendarConnection,
  request: RunRequest,
  signal: AbortSignal,
): Promise<Run> {
  let pushed = 0;
  let pulled: Pulled = { created: 0, updated: 0, deleted: 0 };
  const calendarId = target.calendar.id;
  try {
    pushed = await pushCalendar(deps, target, connection, signal);
    pulled = await pullCalendar(deps, target, connection, request, signal);
    return { result: { calendarId, outcome: "successful", pushed, ...pulled }, failure: undefined };
  } catch (error) {
    const failure = toFailure(error);
    return { result: { calendarId, outcome: "failed", pushed, ...pulled, failure: failure.toData() }, failure };
  }
}

/** The account could not be reached at all: say so for each calendar without asking again. */
function failed({ calendar }: SyncedCalendar, failure: Failure | undefined): Run {
  const counts = { created: 0, updated: 0, deleted: 0, pushed: 0 };
  return {
    result: { calendarId: calendar.id, outcome: "failed", ...counts, ...(failure && { failure: failure.toData() }) },
    failure,
  };
}

function record(
  { db, clock, random }: SyncDeps,
  { calendar, sync }: SyncedCalendar,
  result: SyncResult,
  failure: Failure | undefined,
  startedMs: number,
): void {
  const nowMs = clock.nowMs();
  const { calendarId, outcome, created, updated, deleted, pushed } = result;
  // A cancelled run is no news about the server.
  if (failure?.code === "cancelled") return;
  recordRun(db, {
    calendarId,
    startedMs,
    durationMs: nowMs - startedMs,
    outcome,
    created,
    updated,
    deleted,
    pushed,
    failure: failure?.toData() ?? null,
    cause: "schedule",
    dueMs: startedMs,
  });
  if (!failure) {
    updateCalendarSync(db, calendar.id, {
      lastSyncAt: nowMs,
      lastError: null,
      failures: 0,
      nextAt: nextRunMs(sync.frequencyMinutes, nowMs, random()) ?? null,
      runsSinceFullCheck: sync.runsSinceFullCheck + 1,
    });
    return;
  }
  const verdict = verdictOn(failure, sync.failures, nowMs, random());
  updateCalendarSync(db, calendar.id, {
    lastError: failure.toData(),
    failures: sync.failures + 1,
    nextAt: verdict.do === "retry" ? verdict.atMs : (nextRunMs(sync.frequencyMinutes, nowMs, random()) ?? null),
  });
}

async function pause(deps: SyncDeps, connections: Connections, accountId: AccountId, failure: Failure): Promise<void> {
  if (failure.code !== "cancelled") await connections.drop(accountId);
  if (failure.code === "auth") deps.db.write(() => setAccountState(deps.db, accountId, failure.toData()));
}
