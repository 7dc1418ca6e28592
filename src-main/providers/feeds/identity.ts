// What makes an item the same item tomorrow. Feeds give ids, forget them, or give one id to all. Pure.
import { createHash } from "node:crypto";
import type { FeedEntry } from "../feed-reader.ts";

/** An item before it has an identity: `id` is what the feed says. */
export type Raw = Omit<FeedEntry, "guid"> & { readonly id?: string };

/** Longer ids are told apart by their hash. */
const MAX_ID = 400;

/** Entries with an identity each, in the given order; a second one of the same is left out. */
export function identified(items: readonly Raw[]): FeedEntry[] {
  const shared = sharedIds(items);
  const found = new Map<string, FeedEntry>();
  for (const { id, ...item } of items) {
    const own = id !== undefined && !shared.has(id) ? id : undefined;
    const guid = short(own ?? item.url ?? `${id ?? ""}\n${item.title}\n${item.publishedMs ?? ""}`);
    if (!found.has(guid)) found.set(guid, { guid, ...item });
  }
  return [...found.values()];
}

/** Ids that items of different addresses bear: they name the feed, not an item. */
function sharedIds(items: readonly Raw[]): ReadonlySet<string> {
  const places = new Map<string, string>();
  const shared = new Set<string>();
  for (const { id, url } of items) {
    if (id === undefined || url === undefined) continue;
    const place = places.get(id) ?? url;
    if (place !== url) shared.add(id);
    places.set(id, place);
  }
  return shared;
}

function short(id: string): string {
  return id.length > MAX_ID ? createHash("sha256").update(id).digest("base64url") : id;
}
