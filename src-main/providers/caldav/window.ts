// Following only a range of a calendar: nothing else is brought, and what lies outside is never taken for gone (knowledge R29, R30).
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { ChangePage, Known, TimeRange } from "../provider.ts";
import { MAX_ROUNDS, reallyMissing } from "./compare.ts";
import { type Cursor, cursorFor, withoutToken, writeCursor } from "./cursor.ts";
import type { Collection, Listed } from "./items.ts";
import { type Changes, listItems, listWithin, readState, syncChanges } from "./listing.ts";
import { emptyPage, isNew, type Mine, pages } from "./pages.ts";

/** Brings what changed within `only`.
 *  @returns false, having brought nothing, when this server cannot tell what lies within a range
 *  @throws Failure stale-cursor */
export async function* changesWithin(
  collection: Collection,
  from: Cursor | undefined,
  only: TimeRange,
  known: Known,
  signal: AbortSignal,
): AsyncGenerator<ChangePage, boolean> {
  const isSame = from?.only?.fromMs === only.fromMs && from.only.toMs === only.toMs;
  if (from?.method === "sync-collection" && from.initial) {
    // Cut in its first comparison: nothing to go on from.
    return yield* byState(collection, undefined, { only, isSame }, known, signal);
  }
  if (from?.method === "sync-collection") {
    const news = await everythingSince(collection, from.token, signal);
    if (news !== "unsupported") return yield* byReport(collection, news, { only, isSame }, known, signal);
  }
  return yield* byState(collection, from, { only, isSame }, known, signal);
}

interface Window {
  readonly only: TimeRange;
  /** The last run had the same range. */
  readonly isSame: boolean;
}

/** All pages of a report as one. */
async function everythingSince(
  collection: Collection,
  token: string,
  signal: AbortSignal,
): Promise<Changes | "unsupported"> {
  const changed = new Map<string, Listed>();
  const gone = new Set<string>();
  const refused = [];
  let current = token;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const changes = await syncChanges(collection, current, signal);
    if (changes === "unsupported") return changes;
    for (const item of changes.changed) {
      changed.set(item.key, item);
      gone.delete(item.key);
    }
    for (const key of changes.gone) {
      changed.delete(key);
      gone.add(key);
    }
    refused.push(...changes.refused);
    const isLast = !changes.isTruncated || round === MAX_ROUNDS - 1;
    if (isLast) return { ...changes, changed: [...changed.values()], gone: [...gone], refused };
    if (changes.token === current) break;
    current = changes.token;
  }
  // More to come, yet no step forward: only a complete comparison gets out of this.
  throw new Failure("stale-cursor");
}

async function* byReport(
  collection: Collection,
  { changed, gone, refused, token }: Changes,
  { only, isSame }: Window,
  known: Known,
  signal: AbortSignal,
): AsyncGenerator<ChangePage, boolean> {
  const cursor: Cursor = { method: "sync-collection", token, only };
  const end = { cursor: writeCursor(cursor), complete: false };
  if (isSame && changed.length + gone.length + refused.length === 0) {
    yield { ...emptyPage("sync-collection"), ...end };
    return true;
  }
  const mine = known();
  const needsRange = !isSame || changed.some((item) => !mine.has(item.key));
  const within = needsRange ? await listWithin(collection, only, signal) : [];
  if (within === undefined) return false;
  // What is here and changed is refreshed, wherever it lies now.
  const wanted = newOnes([...changed.filter((item) => mine.has(item.key)), ...within], mine);
  const removed = gone.filter((key) => mine.has(key));
  const here = refused.filter((item) => mine.has(item.key));
  const round = { wanted, mine, removed, refused: here, method: cursor.method, total: wanted.length, end };
  yield* pages(collection, round, signal);
  return true;
}

async function* byState(
  collection: Collection,
  from: Cursor | undefined,
  { only, isSame }: Window,
  known: Known,
  signal: AbortSignal,
): AsyncGenerator<ChangePage, boolean> {
  const state = await readState(collection, signal);
  // Who followed a ctag goes on so: a token would hide what happened since.
  const next = cursorFor(from === undefined ? state : withoutToken(state), collection);
  const cursor = { ...next, only };
  const isUnchanged = from?.method === "ctag" && from.ctag === state.ctag;
  if (isSame && isUnchanged) {
    yield { ...emptyPage(next.method), cursor: writeCursor(cursor) };
    return true;
  }
  const within = await listWithin(collection, only, signal);
  if (within === undefined) return false;
  const mine = known();
  const inside = new Set(within.map((item) => item.key));
  const others = [...mine.keys()].filter((key) => !inside.has(key));
  // Not within the range: outside, or gone? A listing tells; where nothing changed nobody needs to ask.
  const listing = others.length > 0 && !isUnchanged ? await listItems(collection, signal) : undefined;
  const outside = (listing?.items ?? []).filter((item) => mine.has(item.key) && !inside.has(item.key));
  const present = new Set([...(listing?.items ?? []), ...(listing?.refused ?? [])].map((item) => item.key));
  const absent = listing?.isWhole ? others.filter((key) => !present.has(key)) : [];
  const removed = await reallyMissing(collection, absent, mine.size, signal);
  const refused = (listing?.refused ?? []).filter((item) => mine.has(item.key));
  const wanted = newOnes([...within, ...outside], mine);
  const end = { cursor: writeCursor(cursor), complete: (listing?.isWhole ?? true) && removed.length === absent.length };
  yield* pages(collection, { wanted, mine, removed, refused, method: next.method, total: wanted.length, end }, signal);
  return true;
}

function newOnes(items: readonly Listed[], mine: Mine): readonly Listed[] {
  const unique = new Map(items.map((item) => [item.key, item] as const));
  return [...unique.values()].filter((item) => isNew(item, mine));
}
