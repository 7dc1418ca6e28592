// From what is wanted to the port's pages: fetched in batches, the end only on the last (R27).
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { ChangeMethod } from "../../../src-preload/contract/sync.ts";
import type { ChangePage, ParkedItem } from "../provider.ts";
import { type Collection, fetchItems, type Listed } from "./items.ts";
import type { Refused } from "./listing.ts";
import { isEvent } from "./map.ts";
import { isContentTag } from "./multistatus.ts";

/** What is stored here: entity tag by key. */
export type Mine = ReadonlyMap<string, string | undefined>;

interface Round {
  readonly wanted: readonly Listed[];
  readonly mine: Mine;
  /** Keys that are gone. */
  readonly removed: readonly string[];
  readonly refused: readonly Refused[];
  readonly method: ChangeMethod;
  readonly total?: number;
  /** What only the last page carries, once every wanted item has an outcome. */
  readonly end: { readonly cursor?: string; readonly complete: boolean };
}

/** A page without anything. */
export function emptyPage(method: ChangeMethod): ChangePage {
  return { items: [], parked: [], removed: [], method, complete: false };
}

/** Has the server another version than we? Items without a strong tag are always looked at (R35). */
export function isNew(item: Listed, mine: Mine): boolean {
  return item.etag === undefined || mine.get(item.key) !== item.etag;
}

/** Fetches what is wanted and pages it. */
export async function* pages(collection: Collection, round: Round, signal: AbortSignal): AsyncGenerator<ChangePage> {
  const { mine, end } = round;
  const empty = { ...emptyPage(round.method), ...(round.total !== undefined && { total: round.total }) };
  const removed = new Set(round.removed);
  let waiting: ChangePage = { ...empty, parked: round.refused.map(toParked) };
  for await (const batch of fetchItems(collection, round.wanted, signal)) {
    if (waiting.items.length + waiting.parked.length > 0) yield waiting;
    const left = batch.items.filter((item) => !isEvent(item.text) && /^BEGIN:V(TODO|JOURNAL)\s*$/im.test(item.text));
    const leftOut = new Set(left.map((item) => item.key));
    for (const key of [...batch.gone, ...leftOut]) if (mine.has(key)) removed.add(key);
    const isSame = (key: string, etag: string | undefined) => isContentTag(etag) && mine.get(key) === etag;
    const items = batch.items.filter((item) => !leftOut.has(item.key) && !isSame(item.key, item.etag));
    waiting = { ...empty, items, parked: batch.parked };
  }
  yield { ...waiting, ...end, removed: [...removed] };
}

function toParked({ status, ...item }: Refused): ParkedItem {
  return { ...item, failure: status === 403 ? new Failure("forbidden") : new Failure("server-error", { status }) };
}
