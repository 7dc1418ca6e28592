// Rows of feeds and their items, and the contract's queries over them.
import type { Parsed } from "../../src-preload/contract/contract.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { Feed, FeedItem } from "../../src-preload/contract/feeds.ts";
import type { FeedId } from "../../src-preload/contract/shapes.ts";
import type { Database } from "./database.ts";
import { and, asc, desc, eq, inArray, isNotNull, lte, or, sql } from "./orm.ts";
import { feedItems, feeds } from "./schema.ts";

/** As stored; what the contract shows of it is toFeed. */
export type FeedRow = typeof feeds.$inferSelect;
type NewFeedRow = typeof feeds.$inferInsert;

/** The feed ended for good: it is asked again only by hand. */
export const hasEnded = ({ lastError }: Pick<FeedRow, "lastError">) => lastError?.reason === "feed-gone";

/** In the user's order. */
export function feedRows(db: Database): FeedRow[] {
  return db.orm.select().from(feeds).orderBy(asc(feeds.position), asc(feeds.createdMs)).all();
}

/** Undefined: nobody follows it any more. */
export function findFeed(db: Database, id: FeedId): FeedRow | undefined {
  return db.orm.select().from(feeds).where(eq(feeds.id, id)).get();
}

/** @throws Failure missing */
export function getFeed(db: Database, id: FeedId): FeedRow {
  const row = findFeed(db, id);
  if (!row) throw new Failure("missing", { what: "feed" });
  return row;
}

/** The feed that is followed at one of these addresses. */
export function feedAt(db: Database, urls: readonly string[]): FeedRow | undefined {
  return db.orm
    .select()
    .from(feeds)
    .where(inArray(feeds.url, [...urls]))
    .get();
}

/** Feeds with a time of their own that has come. */
export function feedsDue(db: Database, nowMs: number): FeedRow[] {
  return db.orm
    .select()
    .from(feeds)
    .where(and(isNotNull(feeds.nextAt), lte(feeds.nextAt, nowMs)))
    .orderBy(asc(feeds.nextAt))
    .all();
}

/** Appends it to the list. */
export function insertFeed(db: Database, row: Omit<NewFeedRow, "position">): void {
  const last = db.orm
    .select({ n: sql<number>`coalesce(max(${feeds.position}), -1)` })
    .from(feeds)
    .get();
  db.orm
    .insert(feeds)
    .values({ ...row, position: (last?.n ?? -1) + 1 })
    .run();
  db.touch("feeds");
}

/** Nothing to set is nothing to tell: no topic is touched. */
export function updateFeed(db: Database, id: FeedId, set: Partial<FeedRow>): void {
  if (Object.keys(set).length === 0) return;
  db.orm.update(feeds).set(set).where(eq(feeds.id, id)).run();
  db.touch("feeds");
}

/** Puts a feed at a place of the list; the others make room. */
export function placeFeed(db: Database, id: FeedId, place: number): void {
  const others = feedRows(db).filter((row) => row.id !== id);
  const at = Math.min(place, others.length);
  const ids = [...others.slice(0, at).map((row) => row.id), id, ...others.slice(at).map((row) => row.id)];
  for (const [position, one] of ids.entries()) {
    db.orm.update(feeds).set({ position }).where(eq(feeds.id, one)).run();
  }
  db.touch("feeds");
}

/** Removes it with its items (foreign keys cascade). */
export function deleteFeed(db: Database, id: FeedId): void {
  db.orm.delete(feeds).where(eq(feeds.id, id)).run();
  db.touch("feeds");
}

/** What the user calls it. */
export const titleOf = ({ customTitle, title }: Pick<FeedRow, "customTitle" | "title">) => customTitle ?? title;

/** Feeds as the contract shows them. @param running those being fetched at this moment */
export function listFeeds(db: Database, running: ReadonlySet<FeedId>): Feed[] {
  const rows = db.orm
    .select({ id: feedItems.feedId, n: sql<number>`count(*)` })
    .from(feedItems)
    .where(eq(feedItems.read, false))
    .groupBy(feedItems.feedId)
    .all();
  const unread = new Map(rows.map(({ id, n }) => [id, n]));
  return feedRows(db).map((row, order) => toFeed(row, { order, unread: unread.get(row.id) ?? 0, running }));
}

function toFeed(
  row: FeedRow,
  { order, unread, running }: { order: number; unread: number; running: ReadonlySet<FeedId> },
): Feed {
  const { id, url, siteUrl, frequencyMinutes, lastSyncAt, nextAt, lastError } = row;
  return {
    id,
    url,
    title: titleOf(row),
    order,
    frequencyMinutes: frequencyMinutes as Feed["frequencyMinutes"],
    state: running.has(id) ? "running" : hasEnded(row) ? "paused" : lastError ? "failing" : "waiting",
    unread,
    ...(siteUrl !== null && { siteUrl }),
    ...(lastSyncAt !== null && { lastSuccessMs: lastSyncAt }),
    ...(nextAt !== null && { nextAtMs: nextAt }),
    ...(lastError && { failure: lastError }),
  };
}

/** Items of one feed or of all, newest first. */
export function listFeedItems(db: Database, filter: Parsed<"feeds.items">): FeedItem[] {
  const { feedId, unreadOnly = false, before, limit } = filter;
  const rows = db.orm
    .select()
    .from(feedItems)
    .where(
      and(
        feedId && eq(feedItems.feedId, feedId),
        unreadOnly ? eq(feedItems.read, false) : undefined,
        before && sql`(${feedItems.publishedMs}, ${feedItems.id}) < (${before.publishedMs}, ${before.id})`,
      ),
    )
    .orderBy(desc(feedItems.publishedMs), desc(feedItems.id))
    .limit(limit)
    .all();
  return rows.map(({ guid: _, url, author, ...item }) => ({
    ...item,
    ...(url !== null && { url }),
    ...(author !== null && { author }),
  }));
}

/** Marks items, all of a feed, or all. */
export function markItems(db: Database, { ids, feedId, read }: Parsed<"feeds.markRead">): void {
  const chosen = or(
    ids && inArray(feedItems.id, [...ids]),
    ids ? undefined : feedId ? eq(feedItems.feedId, feedId) : sql`1`,
  );
  const { changes } = db.orm
    .update(feedItems)
    .set({ read })
    .where(and(chosen, eq(feedItems.read, !read)))
    .run();
  if (changes > 0) db.touch("feeds");
}
