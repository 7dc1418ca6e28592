// One run of one account: push what waits, then pull, calendar by calendar (knowledge R15).
import { Failure, toFailure } from "../../src-preload/contract/failure.ts";
import type { AccountId, CalendarId } from "../../src-preload/contract/shapes.ts";
import type { Progress, SyncResult } from "../../src-preload/contract/sync.ts";
import type { CalendarConnection, CalendarProvider } from "../providers/provider.ts";
import { type AccountRow, listAccounts, setAccountState } from "../store/accounts.ts";
import { listSynced, type SyncedCalendar } from "../store/calendars.ts";
import { storeCalendars } from "../store/discovered.ts";
import type { Connections } from "./connections.ts";
import type { SyncDeps } from "./deps.ts";
import { intakeOf } from "./intake.ts";
import { concernsAccount } from "./policy.ts";
import { type PullOptions, pullCalendar } from "./pull.ts";
import { pushCalendar } from "./push.ts";
import { rangesOf } from "./ranges.ts";
import { type Due, keepTraits, record, STOPPED_BY_HAND } from "./record.ts";
import type { Route } from "./send.ts";
import { skipReason } from "./skip.ts";

/** What a run is for. `due`: why it runs for a calendar, and when it should have begun. */
export interface RunRequest extends PullOptions {
  /** All enabled ones when absent. */
  readonly calendarIds?: readonly CalendarId[];
  /** Ask the server which calendars it has, too. */
  readonly refresh: boolean;
  /** Leave out calendars whose last success is younger: the agenda was opened. */
  readonly ifOlderThanMs?: number;
  readonly due: (id: CalendarId) => Due;
}

/** Told as the run goes on: the view shows it. None of these may throw. */
export interface RunHooks {
  readonly started: (calendarId: CalendarId) => void;
  readonly progressed: (calendarId: CalendarId, progress: Progress) => void;
  readonly ended: (calendarId: CalendarId) => void;
}

/** One run of an account, as every part of it sees it. */
interface AccountRun {
  readonly deps: SyncDeps;
  readonly account: AccountRow;
  readonly provider: CalendarProvider;
  readonly request: RunRequest;
  readonly hooks: RunHooks;
  readonly signal: AbortSignal;
}

const NOTHING = { created: 0, updated: 0, deleted: 0, pushed: 0 };

/** Runs an account once. Never throws for what a server does: each calendar's outcome is recorded and answered. */
export async function runAccount(
  deps: SyncDeps,
  connections: Connections,
  accountId: AccountId,
  request: RunRequest,
  hooks: RunHooks,
  signal: AbortSignal,
): Promise<SyncResult[]> {
  const account = listAccounts(deps.db).find(({ id }) => id === accountId);
  // Removed while the run waited for its turn.
  if (!account) return [];
  const run = { deps, account, request, hooks, signal, provider: connections.providerOf(account.kind) };
  const early = allSkipped(run);
  if (early) return early;
  const results: SyncResult[] = [];
  let stopped: Failure | undefined;
  let connection: CalendarConnection | undefined;
  let listed: ReadonlySet<string> | undefined;
  try {
    if (signal.aborted) throw new Failure("cancelled");
    connection = await connections.open(accountId, signal);
    if (request.refresh) {
      const found = await connection.calendars(signal);
      deps.db.write(() => storeCalendars(deps.db, accountId, found));
      listed = new Set(found.map((calendar) => calendar.url));
    }
  } catch (error) {
    stopped = toFailure(error);
  }
  for (const target of targets(run)) {
    const skip = skipped(run, target);
    if (skip) {
      results.push(skip);
      continue;
    }
    const vanished = listed && !listed.has(target.sync.externalCalendarUrl);
    const failure = stopped ?? (vanished ? new Failure("missing", { what: "calendar" }) : undefined);
    const ended = await runOne(run, target, connection, failure);
    stopped ??= ended.failure && concernsAccount(ended.failure) ? ended.failure : undefined;
    results.push(ended.result);
  }
  if (stopped) await pause(deps, connections, accountId, stopped);
  else deps.db.write(() => setAccountState(deps.db, accountId, undefined));
  return results;
}

function targets({ deps, account, request }: AccountRun): SyncedCalendar[] {
  const wanted = request.calendarIds && new Set(request.calendarIds);
  return listSynced(deps.db, account.id).filter(({ calendar, sync }) =>
    wanted ? wanted.has(calendar.id) : sync.syncEnabled,
  );
}

/** The answers when nothing is to be run: then the server is not asked for anything. */
function allSkipped(run: AccountRun): SyncResult[] | undefined {
  const { deps, request } = run;
  const all = targets(run);
  if (all.length === 0 || !all.every((target) => skipReason(deps, run.account, target, request))) return undefined;
  return all.flatMap((target) => skipped(run, target) ?? []);
}

/** Leaves a calendar out, where there is a reason to, and says so. */
function skipped(run: AccountRun, target: SyncedCalendar): SyncResult | undefined {
  const { deps, account, request } = run;
  const reason = skipReason(deps, account, target, request);
  if (!reason) return undefined;
  const calendarId = target.calendar.id;
  const result: SyncResult = { calendarId, outcome: "skipped", ...NOTHING, ...reason };
  const startedMs = deps.clock.nowMs();
  deps.db.write(() => record(deps, result, undefined, { ...request.due(calendarId), startedMs, byHand: false }));
  return result;
}

interface Ended {
  readonly result: SyncResult;
  readonly failure: Failure | undefined;
}

/** @param failure known beforehand: the account or the calendar cannot be reached, so it is not even tried */
async function runOne(
  run: AccountRun,
  target: SyncedCalendar,
  connection: CalendarConnection | undefined,
  failure: Failure | undefined,
): Promise<Ended> {
  const { deps, request, hooks, signal } = run;
  const calendarId = target.calendar.id;
  const startedMs = deps.clock.nowMs();
  hooks.started(calendarId);
  const ended =
    connection && !failure
      ? await runCalendar(run, target, connection)
      : endedWith(calendarId, NOTHING, failure ?? new Failure("bug", { detail: "no connection" }));
  hooks.ended(calendarId);
  deps.db.write(() => {
    const byHand = signal.reason === STOPPED_BY_HAND;
    record(deps, ended.result, ended.failure, { ...request.due(calendarId), startedMs, byHand });
    if (connection) keepTraits(deps, calendarId, connection);
  });
  return ended;
}

async function runCalendar(run: AccountRun, target: SyncedCalendar, connection: CalendarConnection): Promise<Ended> {
  const { deps, account, provider, request, hooks, signal } = run;
  const { forgetsTheBrief = false } = provider;
  const calendarId = target.calendar.id;
  const counts = { ...NOTHING };
  let latest: Progress = { phase: "comparing", done: 0 };
  const report = (progress: Progress) => {
    latest = progress;
    hooks.progressed(calendarId, progress);
  };
  connection.onPause?.((pausedUntilMs) =>
    hooks.progressed(calendarId, { ...latest, ...(pausedUntilMs !== undefined && { pausedUntilMs }) }),
  );
  const ranges = rangesOf(provider.firstWindow, target.sync, deps.clock.nowMs());
  const routeNow = (): Route => {
    const now = listSynced(deps.db, account.id).find(({ calendar }) => calendar.id === calendarId) ?? target;
    return { target: now, connection, intake: intakeOf(calendarId, now.sync, provider.writesInParts) };
  };
  const push = (route: Route) => pushCalendar(deps, route, request, report, () => counts.pushed++, signal);
  const pull = (route: Route) =>
    pullCalendar({ deps, route, options: request, forgetsTheBrief, ranges, pulled: counts, report, signal });
  try {
    const route = routeNow();
    // Before the first comparison nothing made here is sent: its twin may be there already (design §6.1).
    if (route.intake.first) await pull(route);
    let refused: Failure | undefined;
    const gone = await push(route).catch((error: unknown) => {
      refused = toFailure(error);
      // Too many deletions wait for a word; what others did comes in all the same.
      if (refused.reason !== "mass-removal") throw error;
      return false;
    });
    if (!route.intake.first || counts.pushed > 0) await pull(route.intake.first ? routeNow() : route);
    // What was not where it was, and turned out not to be anywhere else, goes by the calendar's policy now.
    if (gone) await push(routeNow());
    if (refused) throw refused;
    return { result: { calendarId, outcome: "successful", ...counts }, failure: undefined };
  } catch (error) {
    return endedWith(calendarId, counts, toFailure(error));
  }
}

/** Stopped by somebody is no failure: what was stored stays, the rest comes with the next run. */
function endedWith(calendarId: CalendarId, counts: typeof NOTHING, failure: Failure): Ended {
  const outcome = failure.code === "cancelled" ? "skipped" : "failed";
  return { result: { calendarId, outcome, ...counts, failure: failure.toData() }, failure };
}

async function pause(deps: SyncDeps, connections: Connections, accountId: AccountId, failure: Failure): Promise<void> {
  if (failure.code !== "cancelled") await connections.drop(accountId);
  if (failure.code === "auth") deps.db.write(() => setAccountState(deps.db, accountId, failure.toData()));
}
