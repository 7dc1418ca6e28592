// Takes the items of an answer in: new ones, changed ones, and how many are kept.
import type { FeedId } from "../../src-preload/contract/shapes.ts";
import type { Database } from "./database.ts";
import { desc, eq, inArray } from "./orm.ts";
import { feedItems } from "./schema.ts";

/** Items kept of each feed, the newest. */
const KEPT = 1_000;

/** An item as a feed gave it; plain text throughout. */
export interface IncomingItem {
  readonly guid: string;
  readonly title: string;
  readonly url?: string;
  readonly author?: string;
  readonly summary: string;
  /** Absent when the feed does not say. */
  readonly publishedMs?: number;
}

type ItemRow = typeof feedItems.$inferSelect;

/** Stores the items of one answer, inside the caller's transaction. What was read stays read, whatever changed.
 *  @param incoming newest first
 *  @returns how many were new, and how many changed */
export function storeItems(
  db: Database,
  feedId: FeedId,
  incoming: readonly IncomingItem[],
  nowMs: number,
): { readonly created: number; readonly updated: number } {
  const rows = db.orm
    .select()
    .from(feedItems)
    .where(eq(feedItems.feedId, feedId))
    .orderBy(desc(feedItems.publishedMs), desc(feedItems.id))
    .all();
  const known = new Known(rows);
  // A full feed does not take back what it let go.
  const oldestMs = rows.length < KEPT ? Number.NEGATIVE_INFINITY : (rows.at(-1)?.publishedMs ?? 0);
  let created = 0;
  let updated = 0;
  // Oldest first, so that of two items of one moment the newer has the higher id.
  for (const [n, item] of [...incoming.entries()].toReversed()) {
    const row = known.take(item);
    const { publishedMs: saidMs, ...said } = item;
    // What is dated in the future would stand on top for days: it is news of now. What has no date keeps the feed's order.
    const publishedMs = saidMs !== undefined && saidMs <= nowMs ? saidMs : (row?.publishedMs ?? nowMs - n);
    const values = { url: null, author: null, ...said, publishedMs };
    if (!row) {
      if (publishedMs < oldestMs) continue;
      db.orm
        .insert(feedItems)
        .values({ feedId, ...values })
        .run();
      created += 1;
    } else if (differs(row, values)) {
      db.orm.update(feedItems).set(values).where(eq(feedItems.id, row.id)).run();
      updated += 1;
    }
  }
  if (created > 0) prune(db, feedId);
  if (created + updated > 0) db.touch("feeds");
  return { created, updated };
}

/** Finds the row of an item: by its identity or, where a feed makes new ones up at each answer, by address and title. */
class Known {
  readonly #byGuid: Map<string, ItemRow>;
  readonly #byPlace: Map<string, ItemRow>;

  constructor(rows: readonly ItemRow[]) {
    this.#byGuid = new Map(rows.map((row) => [row.guid, row]));
    this.#byPlace = new Map(rows.filter(({ url }) => url !== null).map((row) => [placeOf(row), row]));
  }

  /** Each row is given out once. */
  take(item: IncomingItem): ItemRow | undefined {
    const row = this.#byGuid.get(item.guid) ?? (item.url ? this.#byPlace.get(placeOf(item)) : undefined);
    if (row) {
      this.#byGuid.delete(row.guid);
      this.#byPlace.delete(placeOf(row));
    }
    return row;
  }
}

const placeOf = ({ url, title }: { readonly url?: string | null; readonly title: string }) => `${url}\n${title}`;

function differs(row: ItemRow, values: Omit<ItemRow, "id" | "feedId" | "read">): boolean {
  return (Object.keys(values) as (keyof typeof values)[]).some((key) => row[key] !== values[key]);
}

function prune(db: Database, feedId: FeedId): void {
  const ids = db.orm
    .select({ id: feedItems.id })
    .from(feedItems)
    .where(eq(feedItems.feedId, feedId))
    .orderBy(desc(feedItems.publishedMs), desc(feedItems.id))
    .all()
    .slice(KEPT)
    .map(({ id }) => id);
  for (let at = 0; at < ids.length; at += 500) {
    db.orm
      .delete(feedItems)
      .where(inArray(feedItems.id, ids.slice(at, at + 500)))
      .run();
  }
}
