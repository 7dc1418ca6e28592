// Decides when accounts run: at most one run per account, woken by local edits, by time, or by a person.
import type { Parsed } from "../../src-preload/contract/contract.ts";
import type { AccountId, CalendarId } from "../../src-preload/contract/shapes.ts";
import type { SyncResult } from "../../src-preload/contract/sync.ts";
import { listAccounts } from "../store/accounts.ts";
import { listSynced, type SyncedCalendar } from "../store/calendars.ts";
import { hurry, nextDueMs } from "../store/outbox.ts";
import type { Connections } from "./connections.ts";
import type { SyncDeps } from "./deps.ts";
import { type RunRequest, runAccount } from "./loop.ts";

export interface RunScope {
  readonly accountId?: AccountId;
  readonly calendarId?: CalendarId;
  readonly full?: boolean;
  readonly allowMassDeletion?: boolean;
}

/** How long the list of calendars is taken for known when nobody asked. */
const REFRESH_MS = 15 * 60_000;
/** The longest sleep: clocks jump, machines wake up. */
const NAP_MS = 60_000;

interface AccountState {
  chain: Promise<unknown>;
  busy: boolean;
  refreshedMs: number;
  abort: AbortController;
}

/** One per engine. */
export class Supervisor {
  readonly #deps: SyncDeps;
  readonly #connections: Connections;
  readonly #changed: () => void;
  readonly #accounts = new Map<AccountId, AccountState>();
  readonly #running = new Set<CalendarId>();
  readonly #life = new AbortController();
  #nap = new AbortController();
  #looping: Promise<void> | undefined;

  /** @param changed told when a calendar begins or ends to be synced */
  constructor(deps: SyncDeps, connections: Connections, changed: () => void) {
    this.#deps = deps;
    this.#connections = connections;
    this.#changed = changed;
  }

  /** Begins to run accounts when they are due. */
  start(): void {
    this.#looping ??= this.#loop();
  }

  /** Looks again at what is due: something was edited, added or set. */
  wake(): void {
    this.#nap.abort();
  }

  /** Calendars being synced at this moment. */
  running(): ReadonlySet<CalendarId> {
    return this.#running;
  }

  /** Runs now, after a run that is under way; answers when it has ended. */
  async run(scope: RunScope): Promise<SyncResult[]> {
    const { db, clock } = this.#deps;
    const { full = false, allowMassDeletion = false, calendarId } = scope;
    const runs = targetsOf(this.#deps, scope).map(({ accountId, calendarIds }) => {
      db.write(() => hurry(db, calendarIds, clock.nowMs()));
      return this.#enqueue(accountId, { full, allowMassDeletion, ...(calendarId && { calendarIds }) }, true);
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

  /** Ends runs under way; what was stored stays. */
  async cancel(_accountId?: AccountId): Promise<void> {}

  /** Releases what was set aside. */
  retry(_scope: Parsed<"sync.retry">): void {}

  /** The network is back, or the machine woke up. */
  wakeUp(): void {
    this.wake();
  }

  async stop(): Promise<void> {
    this.#life.abort();
    this.#nap.abort();
    await Promise.all([this.#looping, ...[...this.#accounts.values()].map((state) => state.chain)]);
    await this.#connections.close();
  }

  #stateOf(id: AccountId): AccountState {
    let state = this.#accounts.get(id);
    if (!state) {
      state = {
        chain: Promise.resolve(),
        busy: false,
        refreshedMs: Number.NEGATIVE_INFINITY,
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
      if (signal.aborted) return [];
      const { clock } = this.#deps;
      const refresh = byHand || clock.nowMs() - state.refreshedMs > REFRESH_MS;
      const results = await runAccount(this.#deps, this.#connections, id, { ...request, refresh }, this.#hooks, signal);
      if (refresh) state.refreshedMs = clock.nowMs();
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

  readonly #hooks = {
    started: (id: CalendarId) => {
      this.#running.add(id);
      this.#changed();
    },
    ended: (id: CalendarId) => {
      this.#running.delete(id);
      this.#changed();
    },
  };

  #runDue(): void {
    for (const account of listAccounts(this.#deps.db)) {
      if (account.state !== "ready" || this.#stateOf(account.id).busy) continue;
      const calendarIds = dueCalendars(this.#deps, account.id);
      if (calendarIds.length === 0) continue;
      void this.#enqueue(account.id, { calendarIds, full: false, allowMassDeletion: false }, false).catch(
        () => undefined,
      );
    }
  }

  async #loop(): Promise<void> {
    const { clock } = this.#deps;
    while (!this.#life.signal.aborted) {
      this.#nap = new AbortController();
      this.#runDue();
      const next = nextMs(this.#deps, (id) => this.#stateOf(id).busy);
      const ms = Math.min(NAP_MS, Math.max(0, next - clock.nowMs()));
      // Woken early is the normal case, not an error.
      await clock.sleep(ms, AbortSignal.any([this.#nap.signal, this.#life.signal])).catch(() => undefined);
    }
  }
}

function targetsOf({ db }: SyncDeps, scope: RunScope): { accountId: AccountId; calendarIds: CalendarId[] }[] {
  const synced = listSynced(db, scope.accountId).filter(
    ({ calendar }) => !scope.calendarId || calendar.id === scope.calendarId,
  );
  const accountIds = new Set(synced.map(({ calendar }) => calendar.accountId));
  // An account without any calendar yet still has its list to ask for.
  if (!scope.calendarId)
    for (const { id } of listAccounts(db)) if (!scope.accountId || id === scope.accountId) accountIds.add(id);
  return [...accountIds].map((accountId) => ({
    accountId,
    calendarIds: synced.filter(({ calendar }) => calendar.accountId === accountId).map(({ calendar }) => calendar.id),
  }));
}

/** When a calendar is due: its schedule, or something waiting to be sent. After a failed run its pause rules alone, or
 *  what waits would knock at a closed door without end. */
function dueMs(deps: SyncDeps, { calendar, sync }: SyncedCalendar): number {
  const scheduled = sync.nextAt ?? Number.POSITIVE_INFINITY;
  if (sync.failures > 0) return scheduled;
  return Math.min(scheduled, nextDueMs(deps.db, calendar.id) ?? Number.POSITIVE_INFINITY);
}

function dueCalendars(deps: SyncDeps, accountId: AccountId): CalendarId[] {
  const nowMs = deps.clock.nowMs();
  return listSynced(deps.db, accountId)
    .filter((target) => target.sync.syncEnabled && dueMs(deps, target) <= nowMs)
    .map(({ calendar }) => calendar.id);
}

function nextMs(deps: SyncDeps, busy: (id: AccountId) => boolean): number {
  let next = Number.POSITIVE_INFINITY;
  for (const account of listAccounts(deps.db)) {
    if (account.state !== "ready" || busy(account.id)) continue;
    for (const target of listSynced(deps.db, account.id)) {
      if (target.sync.syncEnabled) next = Math.min(next, dueMs(deps, target));
    }
  }
  return next;
}
