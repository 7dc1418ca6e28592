// A complete comparison with a collection: everything there is against everything that is here (knowledge R14, R20-R23, R28).
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { ChangePage, Known, TimeRange } from "../provider.ts";
import { type Cursor, cursorFor, withoutToken, writeCursor } from "./cursor.ts";
import { newHref } from "./href.ts";
import { type Collection, fetchItem, type Listed } from "./items.ts";
import { type Changes, listItems, listWithin, readState, syncChanges } from "./listing.ts";
import { isNew, type Mine, pages } from "./pages.ts";
import { attempt } from "./wire.ts";

/** A server that always has one more page is not believed for ever; the next run goes on from there. */
export const MAX_ROUNDS = 100;

/** Compares everything. The server's state is read before it is listed: what changes in between is then found again, never
 *  missed (R28).
 *  @param first brought before all else */
export async function* compareAll(
  collection: Collection,
  known: Known,
  first: TimeRange | undefined,
  signal: AbortSignal,
): AsyncGenerator<ChangePage> {
  const state = await readState(collection, signal);
  const mine = known();
  const brought = new Map<string, string | undefined>();
  if (first !== undefined) yield* firstRange(collection, first, cursorFor(state, collection), mine, brought, signal);
  const run: Run = { mine, brought, seen: new Set() };
  const ended =
    cursorFor(state, collection).method === "sync-collection" && (yield* bySyncCollection(collection, "", run, signal));
  // Asked again: sync-collection may have turned out not to work here.
  if (!ended) yield* byListing(collection, cursorFor(state, collection), run, signal);
}

/** Goes on with a first comparison that was cut: the rest of its pages, then a listing for what is gone (R21).
 *  @throws Failure stale-cursor */
export async function* resumeComparison(
  collection: Collection,
  token: string,
  known: Known,
  signal: AbortSignal,
): AsyncGenerator<ChangePage> {
  const run: Run = { mine: known(), brought: new Map(), seen: new Set() };
  const ended = yield* bySyncCollection(collection, token, run, signal);
  if (ended) return;
  const state = await readState(collection, signal);
  yield* byListing(collection, cursorFor(state, collection), run, signal);
}

/** So many things may go at once without a second look. */
const FEW = 10;
const PROBES = 3;

interface Run {
  readonly mine: Mine;
  /** Fetched in this run: entity tag by key. */
  readonly brought: Map<string, string | undefined>;
  /** Everything the server named in this run; what it named before a restart counts as missing until a listing shows it. */
  readonly seen: Set<string>;
}

async function* firstRange(
  collection: Collection,
  range: TimeRange,
  { method }: Cursor,
  mine: Mine,
  brought: Map<string, string | undefined>,
  signal: AbortSignal,
): AsyncGenerator<ChangePage> {
  const listed = (await listWithin(collection, range, signal)) ?? [];
  const wanted = listed.filter((item) => isNew(item, mine));
  if (wanted.length === 0) return;
  const round = { wanted, mine: new Map(), removed: [], refused: [], method, end: { complete: false } };
  for await (const page of pages(collection, round, signal)) {
    for (const { key, etag } of page.items) brought.set(key, etag);
    yield page;
  }
}

/** Asks sync-collection for everything since `token`. Radicale answers it 17 times faster than a listing.
 *  @returns false when a listing has to decide: absence is never taken from this report alone */
async function* bySyncCollection(
  collection: Collection,
  token: string,
  run: Run,
  signal: AbortSignal,
): AsyncGenerator<ChangePage, boolean> {
  let current = token;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const changes = await attempt(syncChanges(collection, current, signal));
    if (changes instanceof Failure) {
      if (changes.code !== "stale-cursor" || round === 0) throw changes;
      return false;
    }
    if (changes === "unsupported") return false;
    for (const item of [...changes.changed, ...changes.refused]) run.seen.add(item.key);
    for (const key of changes.gone) run.seen.delete(key);
    if (changes.isTruncated && changes.token === current) {
      collection.traits.note("stuck-token", collection.url);
      return false;
    }
    const isLast = !changes.isTruncated;
    const hasAll = [...run.mine.keys()].every((key) => run.seen.has(key));
    if (isLast && !hasAll) return false;
    yield* page(collection, changes, run, { isFirst: current === "", isLast }, signal);
    if (isLast) return true;
    current = changes.token;
  }
  // The cursor of the last page says where to go on.
  return true;
}

async function* page(
  collection: Collection,
  changes: Changes,
  run: Run,
  { isFirst, isLast }: { readonly isFirst: boolean; readonly isLast: boolean },
  signal: AbortSignal,
): AsyncGenerator<ChangePage> {
  const wanted = changes.changed.filter((item) => isWanted(item, run));
  // The first report of all may name old removals of what was made again since.
  const removed = isFirst ? [] : changes.gone.filter((key) => run.mine.has(key) || run.brought.has(key));
  const cursor: Cursor = { method: "sync-collection", token: changes.token, ...(!isLast && { initial: true }) };
  const end = { cursor: writeCursor(cursor), complete: isLast };
  const total = isFirst && isLast ? { total: run.brought.size + wanted.length } : {};
  const { refused } = changes;
  yield* noted(
    run,
    pages(collection, { wanted, mine: run.mine, removed, refused, method: "sync-collection", end, ...total }, signal),
  );
}

/** Compares with a listing, the only thing that absence is taken from.
 *  @param from where the next run starts; older than the listing */
async function* byListing(
  collection: Collection,
  from: Cursor,
  run: Run,
  signal: AbortSignal,
): AsyncGenerator<ChangePage> {
  const { items, refused, isWhole } = await listItems(collection, signal);
  const wanted = items.filter((item) => isWanted(item, run));
  const present = new Set([...items, ...refused].map((item) => item.key));
  const here = [...new Set([...run.mine.keys(), ...run.brought.keys()])];
  const missing = here.filter((key) => !present.has(key));
  const absent = isWhole ? await reallyMissing(collection, missing, here.length, signal) : [];
  const isTrue = isWhole && absent.length === missing.length;
  // A cut or lying listing shows the same part each time: another way is tried next time, never an end that is none.
  const cursor: Cursor = isTrue ? from : { method: "listing" };
  const round = {
    wanted,
    mine: run.mine,
    removed: absent,
    refused,
    method: from.method,
    total: run.brought.size + wanted.length,
    end: { cursor: writeCursor(cursor), complete: isTrue },
  };
  yield* noted(run, pages(collection, round, signal));
}

/** What of `missing` may count as gone. A list that suddenly lacks many things, or everything, is held against some of
 *  them: what can still be had is not gone (R95).
 *  @param known how many things were to be expected
 *  @throws Failure bad-answer when a list that lacks many lies, and what keeps from looking */
export async function reallyMissing(
  collection: Collection,
  missing: readonly string[],
  known: number,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const isMany = missing.length > FEW;
  if (!isMany && missing.length < known) return missing;
  const there = new Set<string>();
  for (const key of isMany ? missing.slice(0, PROBES) : missing) {
    const found = await attempt(fetchItem(collection, newHref(collection.url, key), signal));
    if (found instanceof Failure && ["offline", "timeout", "auth", "rate-limited"].includes(found.code)) throw found;
    if (found !== undefined && !(found instanceof Failure)) there.add(key);
  }
  if (there.size === 0) return missing;
  collection.traits.note("lying-listing", collection.url);
  if (isMany) throw new Failure("bad-answer", { host: new URL(collection.url).hostname });
  return missing.filter((key) => !there.has(key));
}

function isWanted(item: Listed, { mine, brought }: Run): boolean {
  if (!isNew(item, mine)) return false;
  if (!brought.has(item.key)) return true;
  return item.etag !== undefined && brought.get(item.key) !== item.etag;
}

async function* noted(run: Run, all: AsyncGenerator<ChangePage>): AsyncGenerator<ChangePage> {
  for await (const one of all) {
    for (const { key, etag } of one.items) run.brought.set(key, etag);
    yield one;
  }
}

/** Compares each time the ctag says so, or each time where there is none. */
export async function* compareByTag(
  collection: Collection,
  from: Cursor,
  known: Known,
  signal: AbortSignal,
): AsyncGenerator<ChangePage> {
  const state = withoutToken(await readState(collection, signal));
  const cursor = cursorFor(state, collection);
  if (from.method === "ctag" && cursor.method === "ctag" && from.ctag === cursor.ctag) {
    yield { items: [], parked: [], removed: [], method: "ctag", complete: false, cursor: writeCursor(cursor) };
    return;
  }
  const run: Run = { mine: known(), brought: new Map(), seen: new Set() };
  yield* byListing(collection, cursor, run, signal);
}
