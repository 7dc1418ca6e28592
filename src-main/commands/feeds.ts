// Feeds: following, naming, ordering, leaving; what was read; lists of feeds from and for other programs (OPML).
import type { Output, Parsed } from "../../src-preload/contract/contract.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { FeedId } from "../../src-preload/contract/shapes.ts";
import type { Clock } from "../ports.ts";
import type { FeedReader } from "../providers/feed-reader.ts";
import type { Database } from "../store/database.ts";
import { storeItems } from "../store/feed-items.ts";
import {
  deleteFeed,
  feedAt,
  feedRows,
  getFeed,
  hasEnded,
  insertFeed,
  listFeeds,
  markItems,
  placeFeed,
  titleOf,
  updateFeed,
} from "../store/feeds.ts";
import { newId } from "../store/ids.ts";

/** `feedReader` fetches and reads a feed before it is followed. */
export interface FeedDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly feedReader: FeedReader;
}

const USUAL_MINUTES = 30;
const MINUTE_MS = 60_000;
/** Feeds taken from one file. */
const MAX_IMPORTED = 500;

/** Follows a feed: it is read first, and nothing is stored unless that worked.
 *  @throws Failure feed-exists, invalid-input, no-feed, malformed, offline, … */
export async function addFeed(
  { db, clock, feedReader }: FeedDeps,
  { url: typed, title }: Parsed<"feeds.add">,
  signal: AbortSignal,
): Promise<Output<"feeds.add">> {
  refuseKnown(db, spellings(typed));
  const { url, validators, document } = await feedReader.find(typed, signal);
  return db.write(() => {
    refuseKnown(db, [url]);
    const nowMs = clock.nowMs();
    const id = newId<FeedId>();
    insertFeed(db, {
      id,
      url,
      title: document.title ?? new URL(url).hostname,
      customTitle: title || null,
      siteUrl: document.siteUrl ?? null,
      frequencyMinutes: USUAL_MINUTES,
      etag: validators.etag ?? null,
      lastModified: validators.lastModified ?? null,
      lastSyncAt: nowMs,
      nextAt: nowMs + USUAL_MINUTES * MINUTE_MS,
      createdMs: nowMs,
    });
    storeItems(db, id, document.entries, nowMs);
    return answer(db, id);
  });
}

function refuseKnown(db: Database, urls: readonly string[]): void {
  const row = feedAt(db, urls);
  if (row) throw new Failure("feed-exists", { title: titleOf(row) });
}

/** How a typed address may be written where it is stored: a feed followed already is told without asking anybody. */
function spellings(typed: string): string[] {
  const text = typed.trim().replace(/^feed:(\/\/)?/i, "");
  const bare = text.replace(/^https?:\/\//i, "");
  return [text, `https://${bare}`, `http://${bare}`].flatMap((one) => URL.parse(one)?.href ?? []);
}

/** @throws Failure missing */
export function changeFeed({ db, clock }: FeedDeps, input: Parsed<"feeds.update">): Output<"feeds.update"> {
  const { id, title, order, frequencyMinutes } = input;
  return db.write(() => {
    const row = getFeed(db, id);
    // Asked more often: due as if that had always been so.
    const dueMs = (row.lastSyncAt ?? 0) + (frequencyMinutes ?? 0) * MINUTE_MS;
    const byHand = frequencyMinutes === 0 || hasEnded(row);
    updateFeed(db, id, {
      ...(title !== undefined && { customTitle: title || null }),
      ...(frequencyMinutes !== undefined && {
        frequencyMinutes,
        nextAt: byHand ? null : Math.max(dueMs, clock.nowMs(), row.lastError?.retryAtMs ?? 0),
      }),
    });
    if (order !== undefined) placeFeed(db, id, order);
    return answer(db, id);
  });
}

/** With all its items. @throws Failure missing */
export function removeFeed({ db }: FeedDeps, id: FeedId): Output<"feeds.remove"> {
  return db.write(() => {
    getFeed(db, id);
    deleteFeed(db, id);
    return {};
  });
}

/** By item, by feed, or everything; undoing it is marking the same unread. */
export function markRead({ db }: FeedDeps, input: Parsed<"feeds.markRead">): Output<"feeds.markRead"> {
  return db.write(() => {
    markItems(db, input);
    return {};
  });
}

/** Every feed as OPML 2.0. */
export async function exportFeeds({ db, feedReader }: FeedDeps): Promise<Output<"feeds.export">> {
  const list = feedRows(db).map((row) => ({
    url: row.url,
    title: titleOf(row),
    ...(row.siteUrl !== null && { siteUrl: row.siteUrl }),
  }));
  return { text: await feedReader.writeList(list), count: list.length };
}

/** Follows the feeds of an OPML text that are not followed yet; each is read when its turn comes.
 *  @throws Failure malformed when it is no such text */
export async function importFeeds(
  { db, clock, feedReader }: FeedDeps,
  { text }: Parsed<"feeds.import">,
): Promise<Output<"feeds.import">> {
  const found = await feedReader.readList(text);
  return db.write(() => {
    let added = 0;
    const taken = found.slice(0, MAX_IMPORTED);
    for (const { url, title } of taken) {
      if (feedAt(db, [url])) continue;
      const nowMs = clock.nowMs();
      const row = { title: title || new URL(url).hostname, frequencyMinutes: USUAL_MINUTES, nextAt: nowMs };
      insertFeed(db, { id: newId<FeedId>(), url, ...row, createdMs: nowMs });
      added += 1;
    }
    return { added, known: taken.length - added };
  });
}

function answer(db: Database, id: FeedId): Output<"feeds.add"> {
  const feed = listFeeds(db, new Set()).find((one) => one.id === id);
  if (!feed) throw new Failure("missing", { what: "feed" });
  return { feed };
}
