// Change detection (knowledge §2.2): sync-collection where there is one, else ctag, else a listing each time.
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { ChangePage, Known, Ranges } from "../provider.ts";
import { compareAll, compareByTag, MAX_ROUNDS, resumeComparison } from "./compare.ts";
import { type Cursor, readCursor, writeCursor } from "./cursor.ts";
import type { Collection } from "./items.ts";
import { syncChanges } from "./listing.ts";
import { isNew, pages } from "./pages.ts";
import { changesWithin } from "./window.ts";

/** Pages of changes since `cursor`; without one, a complete comparison with `known`.
 *  @throws Failure stale-cursor */
export async function* findChanges(
  collection: Collection,
  cursor: string | undefined,
  known: Known,
  signal: AbortSignal,
  { first, only }: Ranges = {},
): AsyncGenerator<ChangePage> {
  const from = cursor === undefined ? undefined : readCursor(cursor);
  if (only !== undefined && (yield* changesWithin(collection, from, only, known, signal))) return;
  // A range was all there was so far: the rest has to be found.
  if (from === undefined || from.only !== undefined) yield* compareAll(collection, known, first, signal);
  else if (from.method !== "sync-collection") yield* compareByTag(collection, from, known, signal);
  else if (from.initial) yield* resumeComparison(collection, from.token, known, signal);
  else yield* since(collection, from.token, known, signal);
}

async function* since(
  collection: Collection,
  token: string,
  known: Known,
  signal: AbortSignal,
): AsyncGenerator<ChangePage> {
  let current = token;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const changes = await syncChanges(collection, current, signal);
    if (changes === "unsupported") {
      yield* compareByTag(collection, { method: "listing" }, known, signal);
      return;
    }
    // A server that replays its history costs nothing when tags are compared (R23).
    const mine = known([...changes.changed.map((item) => item.key), ...changes.gone]);
    const wanted = changes.changed.filter((item) => isNew(item, mine));
    const removed = changes.gone.filter((key) => mine.has(key));
    const { refused, isTruncated } = changes;
    const cursor: Cursor = { method: "sync-collection", token: changes.token };
    const end = { cursor: writeCursor(cursor), complete: false };
    const total = isTruncated || round > 0 ? {} : { total: wanted.length };
    yield* pages(collection, { wanted, mine, removed, refused, method: cursor.method, end, ...total }, signal);
    if (!isTruncated) return;
    // More to come, yet no step forward: only a complete comparison gets out of this.
    if (changes.token === current) {
      collection.traits.note("stuck-token", collection.url);
      throw new Failure("stale-cursor");
    }
    current = changes.token;
  }
}
