// When feeds are read, on the same clock as calendars but beside them: a slow feed never holds a calendar up.
import type { Parsed } from "../../src-preload/contract/contract.ts";
import { type Failure, toFailure } from "../../src-preload/contract/failure.ts";
import type { FeedId } from "../../src-preload/contract/shapes.ts";
import type { FeedResult } from "../../src-preload/contract/sync.ts";
import type { FeedAnswer, FeedReader } from "../providers/feed-reader.ts";
import { storeItems } from "../store/feed-items.ts";
import { type FeedRow, feedAt, feedRows, feedsDue, findFeed, getFeed, hasEnded, updateFeed } from "../store/feeds.ts";
import type { SyncDeps } from "./deps.ts";
import { nextRunMs, verdictOn } from "./policy.ts";
import { STOPPED_BY_HAND } from "./record.ts";

/** Feeds read at a time. */
const PARALLEL = 4;
const HELD_MS = 5 * 60_000;
const NOTHING = { created: 0, updated: 0 };

/** One per engine. */
export class FeedRuns {
  readonly #deps: SyncDeps;
  readonly #reader: FeedReader;
  /** Runs under way or waiting for their turn: at most one per feed. */
  readonly #runs = new Map<FeedId, Promise<FeedResult>>();
  readonly #running = new Set<FeedId>();
  readonly #byHost = new Map<string, Promise<unknown>>();
  readonly #waiting: (() => void)[] = [];
  readonly #life = new AbortController();
  #abort = new AbortController();
  /** A disk that takes nothing would let what is due stay due. */
  #heldUntilMs = Number.NEGATIVE_INFINITY;

  constructor(deps: SyncDeps, reader: FeedReader) {
    this.#deps = deps;
    this.#reader = reader;
  }

  /** Feeds being read at this moment. */
  running(): ReadonlySet<FeedId> {
    return this.#running;
  }

  /** Begins with those whose time has come. */
  runDue(): void {
    const { db, clock } = this.#deps;
    const nowMs = clock.nowMs();
    if (nowMs < this.#heldUntilMs) return;
    for (const { id } of feedsDue(db, nowMs)) void this.#begin(id, false).catch(() => undefined);
  }

  /** The next moment at which one is due; Infinity when none is. */
  nextMs(): number {
    const idle = feedRows(this.#deps.db).filter(({ id }) => !this.#runs.has(id));
    return Math.max(
      this.#heldUntilMs,
      Math.min(Number.POSITIVE_INFINITY, ...idle.flatMap(({ nextAt }) => nextAt ?? [])),
    );
  }

  /** Reads feeds now, or waits for a run under way; answers when all have ended. Who asks for one feed is obeyed; asked for
   *  everything, those that ended and those that wanted a pause are left alone.
   *  @throws Failure missing when there is no such feed */
  run({ accountId, calendarId, feedId, full = false, ifOlderThanMs }: Parsed<"sync.run">): Promise<FeedResult[]> {
    const { db, clock } = this.#deps;
    if (feedId !== undefined) return Promise.all([this.#begin(getFeed(db, feedId).id, full)]);
    if (accountId !== undefined || calendarId !== undefined) return Promise.resolve([]);
    const nowMs = clock.nowMs();
    const runs = feedRows(db).map(async (row): Promise<FeedResult> => {
      const failure = row.lastError ?? undefined;
      const wantsPause = hasEnded(row) || (failure?.retryAtMs ?? 0) > nowMs;
      // Opening the window is not asking: a site is read as often as its feed is set to.
      const isFresh = ifOlderThanMs !== undefined && (row.nextAt === null || row.nextAt > nowMs);
      if (!wantsPause && !isFresh) return this.#begin(row.id, full);
      return { feedId: row.id, outcome: "skipped", ...NOTHING, ...(wantsPause && failure && { failure }) };
    });
    return Promise.all(runs);
  }

  /** The network is back: what failed for want of it is due at once. */
  forgetPauses(): void {
    const { db, clock } = this.#deps;
    const nowMs = clock.nowMs();
    db.write(() => {
      for (const { id, lastError, frequencyMinutes } of feedRows(db)) {
        const away = lastError?.code === "offline" || lastError?.code === "timeout";
        if (!away || frequencyMinutes === 0 || (lastError.retryAtMs ?? 0) > nowMs) continue;
        updateFeed(db, id, { failures: 0, nextAt: nowMs });
      }
    });
  }

  /** Ends runs under way; what was stored stays. */
  async cancel(): Promise<void> {
    this.#abort.abort(STOPPED_BY_HAND);
    this.#abort = new AbortController();
    await Promise.allSettled(this.#runs.values());
  }

  async stop(): Promise<void> {
    this.#life.abort();
    await Promise.allSettled(this.#runs.values());
  }

  #begin(id: FeedId, full: boolean): Promise<FeedResult> {
    const known = this.#runs.get(id);
    if (known) return known;
    // One after the other at one site: it may be a calendar's server, too.
    const host = URL.parse(findFeed(this.#deps.db, id)?.url ?? "")?.host ?? "";
    const before = this.#byHost.get(host) ?? Promise.resolve();
    const signal = AbortSignal.any([this.#life.signal, this.#abort.signal]);
    const work = () => readFeed(this.#deps, this.#reader, { id, full }, signal);
    const run = before
      .then(() => this.#inTurn(id, work))
      .finally(() => {
        this.#runs.delete(id);
        // Told after it is over: who asks now sees its end, and the next one's time.
        if (!this.#life.signal.aborted) this.#deps.db.touch("feeds");
      });
    this.#runs.set(id, run);
    this.#byHost.set(
      host,
      run.catch(() => undefined),
    );
    return run;
  }

  async #inTurn<T>(id: FeedId, work: () => Promise<T>): Promise<T> {
    if (this.#running.size >= PARALLEL) await new Promise<void>((go) => this.#waiting.push(go));
    this.#running.add(id);
    if (!this.#life.signal.aborted) this.#deps.db.touch("feeds");
    try {
      return await work();
    } catch (error) {
      this.#heldUntilMs = this.#deps.clock.nowMs() + HELD_MS;
      throw error;
    } finally {
      this.#running.delete(id);
      this.#waiting.shift()?.();
    }
  }
}

/** Reads one feed and writes down what came of it, in one transaction. @throws Failure disk-full, storage */
async function readFeed(
  deps: SyncDeps,
  reader: FeedReader,
  { id, full }: { readonly id: FeedId; readonly full: boolean },
  signal: AbortSignal,
): Promise<FeedResult> {
  const row = findFeed(deps.db, id);
  if (!row || signal.aborted) return { feedId: id, outcome: "skipped", ...NOTHING };
  const { etag, lastModified } = row;
  const known = full ? {} : { ...(etag && { etag }), ...(lastModified && { lastModified }) };
  try {
    const answer = await reader.read(row.url, known, signal);
    const counts = deps.db.write(() => keep(deps, id, answer));
    return { feedId: id, outcome: counts ? "successful" : "skipped", ...(counts ?? NOTHING) };
  } catch (error) {
    const failure = toFailure(error);
    if (failure.code === "storage") throw failure;
    if (failure.code !== "cancelled") deps.db.write(() => updateFeed(deps.db, id, afterFailure(deps, row, failure)));
    else if (signal.reason === STOPPED_BY_HAND) updateFeed(deps.db, id, { nextAt: scheduled(deps, row) });
    const outcome = failure.code === "cancelled" ? "skipped" : "failed";
    return { feedId: id, outcome, ...NOTHING, failure: failure.toData() };
  }
}

/** @returns undefined when the feed went while it was read */
function keep(deps: SyncDeps, id: FeedId, answer: FeedAnswer): typeof NOTHING | undefined {
  const { db, clock } = deps;
  const row = findFeed(db, id);
  if (!row) return undefined;
  const nowMs = clock.nowMs();
  const moved = answer.url !== row.url && feedAt(db, [answer.url]) === undefined;
  updateFeed(db, id, {
    ...(moved && { url: answer.url }),
    ...(answer.kind === "read" && {
      ...(answer.document.title !== undefined && { title: answer.document.title }),
      siteUrl: answer.document.siteUrl ?? null,
      etag: answer.validators.etag ?? null,
      lastModified: answer.validators.lastModified ?? null,
    }),
    lastSyncAt: nowMs,
    lastError: null,
    failures: 0,
    nextAt: scheduled(deps, row),
  });
  return answer.kind === "read" ? storeItems(db, id, answer.document.entries, nowMs) : NOTHING;
}

function afterFailure(deps: SyncDeps, row: FeedRow, failure: Failure): Partial<FeedRow> {
  const { clock, random } = deps;
  const verdict = verdictOn(failure, row.failures, clock.nowMs(), random());
  const byItself = row.frequencyMinutes !== 0 && failure.reason !== "feed-gone";
  const nextAt = verdict.do === "retry" ? verdict.atMs : scheduled(deps, row);
  return { lastError: failure.toData(), failures: row.failures + 1, nextAt: byItself ? nextAt : null };
}

function scheduled({ clock, random }: SyncDeps, { frequencyMinutes }: FeedRow): number | null {
  return nextRunMs(frequencyMinutes, clock.nowMs(), random()) ?? null;
}
