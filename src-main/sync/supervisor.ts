// Decides when accounts run: at most one run per account, woken by local edits, by time, or by a person.
import type { Parsed } from "../../src-preload/contract/contract.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { AccountId, CalendarId, EventId } from "../../src-preload/contract/shapes.ts";
import type { Progress, RunCause, SyncResult } from "../../src-preload/contract/sync.ts";
import { listAccounts } from "../store/accounts.ts";
import { getCalendar, getCalendarSync, listSynced, updateCalendarSync } from "../store/calendars.ts";
import { hurry, releaseParked } from "../store/outbox.ts";
import { askAgain } from "../store/parked.ts";
import type { Connections } from "./connections.ts";
import type { SyncDeps } from "./deps.ts";
import type { FeedRuns } from "./feeds.ts";
import { type RunHooks, type RunRequest, runAccount } from "./loop.ts";
import { throttled } from "./progress.ts";
import { STOPPED_BY_HAND } from "./record.ts";
import { dueNow, forgetPauses, nextDue } from "./schedule.ts";

/** What `sync.run` was asked for. */
export type RunScope = Parsed<"sync.run">;

/** How long the list of calendars is taken for known when nobody asked. */
const REFRESH_MS = 15 * 60_000;
/** The longest sleep: clocks jump, machines wake up. */
const NAP_MS = 60_000;
/** A nap that ended so much late was the machine's own. */
const SLEPT_MS = 2 * 60_000;

interface AccountState {
  chain: Promise<unknown>;
  busy: boolean;
  refreshedMs: number;
  /** When its last run began. */
  lastRunMs: number;
  abort: AbortController;
}

/** One per engine. */
export class Supervisor {
  readonly #deps: SyncDeps;
  readonly #connections: Connections;
  readonly #feeds: FeedRuns;
  readonly #hooks: RunHooks;
  readonly #accounts = new Map<AccountId, AccountState>();
  readonly #running = new Map<CalendarId, Progress>();
  /** Why calendars were made due, where the clock does not say. */
  readonly #causes = new Map<CalendarId, RunCause>();
  readonly #life = new AbortController();
  #nap = new AbortController();
  #looping: Promise<void> | undefined;

  /** @param changed told when a calendar begins or ends to be synced, and now and then how far it has come */
  constructor(deps: SyncDeps, connections: Connections, feeds: FeedRuns, changed: () => void) {
    this.#deps = deps;
    this.#connections = connections;
    this.#feeds = feeds;
    this.#hooks = hooksOn(this.#running, changed, deps);
  }

  /** Begins to run accounts when they are due. */
  start(): void {
    this.#looping ??= this.#loop();
  }

  /** Looks again at what is due: something was edited, added or set. */
  wake(): void {
    this.#nap.abort();
  }

  /** Calendars being synced at this moment, and how far they have come. */
  running(): ReadonlyMap<CalendarId, Progress> {
    return this.#running;
  }

  /** Runs now, after a run that is under way; answers when it has ended. */
  async run(scope: RunScope): Promise<SyncResult[]> {
    const { db, clock } = this.#deps;
    const { full = false, allowMassDeletion = false, calendarId, ifOlderThanMs } = scope;
    const dueMs = clock.nowMs();
    const cause = ifOlderThanMs === undefined ? ("hand" as const) : ("opened" as const);
    const due = () => ({ cause, dueMs });
    const request = { full, allowMassDeletion, due, ...(ifOlderThanMs !== undefined && { ifOlderThanMs }) };
    const runs = targetsOf(this.#deps, scope).map(({ accountId, calendarIds }) => {
      if (cause === "hand") db.write(() => hurry(db, calendarIds, dueMs));
      return this.#enqueue(accountId, { ...request, ...(calendarId && { calendarIds }) }, cause === "hand");
    });
    return (await Promise.all(runs)).flat();
  }

  /** Ends the account's run and forgets its connection; later runs may begin again. */
  async halt(accountId: AccountId): Promise<void> {
    const state = this.#accounts.get(accountId);
    state?.abort.abort();
    await state?.chain;
    this.#accounts.delete(accountId);
    await this.#connections.drop(accountId);
  }

  /** Ends runs under way, and those that wait behind them; answers when they have ended. What was stored stays, the rest
   *  comes with the calendar's next run. */
  async cancel(accountId?: AccountId): Promise<void> {
    const chosen = [...this.#accounts].filter(
      ([id, { busy }]) => busy && (accountId === undefined || id === accountId),
    );
    for (const [, state] of chosen) {
      state.abort.abort(STOPPED_BY_HAND);
      state.abort = new AbortController();
    }
    await Promise.all([
      ...chosen.map(([, state]) => state.chain),
      ...(accountId === undefined ? [this.#feeds.cancel()] : []),
    ]);
  }

  /** Releases what was set aside; the calendar is due at once.
   *  @throws Failure missing when there is no such calendar, or no such item in it */
  retry({ calendarId, item }: Parsed<"sync.retry">): void {
    const { db, clock } = this.#deps;
    db.write(() => {
      const nowMs = clock.nowMs();
      getCalendar(db, calendarId);
      // Which of the two an id names is known to the tables only.
      const released =
        askAgain(db, calendarId, item) + releaseParked(db, calendarId, item as EventId | undefined, nowMs);
      if (item !== undefined && released === 0) throw new Failure("missing", { what: "item" });
      if (getCalendarSync(db, calendarId)) updateCalendarSync(db, calendarId, { nextAt: nowMs });
    });
    this.#causes.set(calendarId, "retry");
    this.wake();
  }

  /** The network is back, or the machine woke up. */
  wakeUp(): void {
    for (const id of forgetPauses(this.#deps)) this.#causes.set(id, "wake");
    this.#feeds.forgetPauses();
    this.wake();
  }

  async stop(): Promise<void> {
    this.#life.abort();
    this.#nap.abort();
    await Promise.all([this.#looping, this.#feeds.stop(), ...[...this.#accounts.values()].map((state) => state.chain)]);
    await this.#connections.close();
  }

  #stateOf(id: AccountId): AccountState {
    let state = this.#accounts.get(id);
    if (!state) {
      const never = Number.NEGATIVE_INFINITY;
      state = {
        chain: Promise.resolve(),
        busy: false,
        refreshedMs: never,
        lastRunMs: never,
        abort: new AbortController(),
      };
      this.#accounts.set(id, state);
    }
    return state;
  }

  /** Queues a run behind the account's current one. */
  #enqueue(id: AccountId, request: Omit<RunRequest, "refresh">, byHand: boolean): Promise<SyncResult[]> {
    const state = this.#stateOf(id);
    const signal = AbortSignal.any([this.#life.signal, state.abort.signal]);
    state.busy = true;
    const result = state.chain.then(async () => {
      if (signal.aborted && signal.reason !== STOPPED_BY_HAND) return [];
      const { clock } = this.#deps;
      state.lastRunMs = clock.nowMs();
      const refresh = byHand || clock.nowMs() - state.refreshedMs > REFRESH_MS;
      const results = await runAccount(this.#deps, this.#connections, id, { ...request, refresh }, this.#hooks, signal);
      if (refresh && !signal.aborted) state.refreshedMs = clock.nowMs();
      return results;
    });
    const settled = result
      .catch(() => undefined)
      .then(() => {
        if (state.chain === settled) state.busy = false;
        this.wake();
      });
    state.chain = settled;
    return result;
  }

  #runDue(): void {
    for (const account of listAccounts(this.#deps.db)) {
      const state = this.#stateOf(account.id);
      if (account.state !== "ready" || state.busy) continue;
      const due = dueNow(this.#deps, account.id, state.lastRunMs);
      if (due.size === 0) continue;
      const dueMs = this.#deps.clock.nowMs();
      const why = new Map([...due].map(([id, one]) => [id, { ...one, cause: this.#causes.get(id) ?? one.cause }]));
      for (const id of due.keys()) this.#causes.delete(id);
      const request = {
        calendarIds: [...due.keys()],
        full: false,
        allowMassDeletion: false,
        due: (id: CalendarId) => why.get(id) ?? { cause: "schedule" as const, dueMs },
      };
      void this.#enqueue(account.id, request, false).catch(() => undefined);
    }
  }

  #nextMs(): number {
    let next = this.#feeds.nextMs();
    for (const { id, state } of listAccounts(this.#deps.db)) {
      const { busy, lastRunMs } = this.#stateOf(id);
      if (state === "ready" && !busy) next = Math.min(next, nextDue(this.#deps, id, lastRunMs));
    }
    return next;
  }

  async #loop(): Promise<void> {
    const { clock } = this.#deps;
    while (!this.#life.signal.aborted) {
      this.#nap = new AbortController();
      this.#runDue();
      this.#feeds.runDue();
      const from = clock.nowMs();
      const ms = Math.min(NAP_MS, Math.max(0, this.#nextMs() - from));
      // Woken early is the normal case, not an error.
      await clock.sleep(ms, AbortSignal.any([this.#nap.signal, this.#life.signal])).catch(() => undefined);
      if (clock.nowMs() - (from + ms) > SLEPT_MS && !this.#life.signal.aborted) this.wakeUp();
    }
  }
}

function hooksOn(running: Map<CalendarId, Progress>, changed: () => void, { clock }: SyncDeps): RunHooks {
  const shown = throttled(changed, () => clock.nowMs());
  return {
    started: (id) => {
      running.set(id, { phase: "comparing", done: 0 });
      changed();
    },
    progressed: (id, progress) => {
      running.set(id, progress);
      // A pause may be all there is to see for minutes.
      if (progress.pausedUntilMs !== undefined) changed();
      else shown();
    },
    ended: (id) => {
      running.delete(id);
      changed();
    },
  };
}

function targetsOf({ db }: SyncDeps, scope: RunScope): { accountId: AccountId; calendarIds: CalendarId[] }[] {
  if (scope.feedId !== undefined || scope.folderId !== undefined) return [];
  const synced = listSynced(db, scope.accountId).filter(
    ({ calendar }) => !scope.calendarId || calendar.id === scope.calendarId,
  );
  const accountIds = new Set(synced.map(({ calendar }) => calendar.accountId));
  // An account without any calendar yet still has its list to ask for; one of mail alone has no endpoints.
  const listing = scope.calendarId ? [] : listAccounts(db).filter(({ endpoints }) => endpoints !== null);
  for (const { id } of listing) if (!scope.accountId || id === scope.accountId) accountIds.add(id);
  return [...accountIds].map((accountId) => ({
    accountId,
    calendarIds: synced.filter(({ calendar }) => calendar.accountId === accountId).map(({ calendar }) => calendar.id),
  }));
}
