import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type Database, openDatabase } from "../../src-main/store/database.ts";
import { type IncomingItem, storeItems } from "../../src-main/store/feed-items.ts";
import { insertFeed, listFeedItems, listFeeds, markItems, placeFeed } from "../../src-main/store/feeds.ts";
import type { FeedId } from "../../src-preload/contract/shapes.ts";
import { testFolder } from "../support/folder.ts";
import { MIGRATIONS } from "../support/migrations.ts";

const NOW = Date.UTC(2026, 10, 18, 9);
const MINUTE = 60_000;
const ID = "f" as FeedId;

function store(): Database {
  const db = openDatabase(join(testFolder(), "cadran.sqlite"), MIGRATIONS);
  onTestFinished(() => db.close());
  follow(db, "f");
  return db;
}
const follow = (db: Database, id: string) =>
  insertFeed(db, {
    id: id as FeedId,
    url: `https://x.example.com/${id}`,
    title: id,
    frequencyMinutes: 30,
    createdMs: 0,
  });
const item = (guid: string, more: Partial<IncomingItem> = {}): IncomingItem => ({
  guid,
  title: guid,
  summary: "",
  publishedMs: NOW - MINUTE,
  ...more,
});
const take = (db: Database, items: readonly IncomingItem[], nowMs = NOW) =>
  db.write(() => storeItems(db, ID, items, nowMs));
const items = (db: Database, filter = {}) => listFeedItems(db, { limit: 500, ...filter });
const titles = (db: Database) => items(db).map(({ title }) => title);
const unread = (db: Database) => listFeeds(db, new Set())[0]?.unread;

test("an item that changes keeps its place and stays read", () => {
  const db = store();
  expect(take(db, [item("a", { title: "Before" })])).toEqual({ created: 1, updated: 0 });
  markItems(db, { ids: items(db).map(({ id }) => id), read: true });
  expect(take(db, [item("a", { title: "After", url: "https://x.example.com/1" })])).toEqual({ created: 0, updated: 1 });
  expect(items(db)).toMatchObject([{ title: "After", url: "https://x.example.com/1", read: true }]);
  expect(take(db, [item("a", { title: "After", url: "https://x.example.com/1" })])).toEqual({ created: 0, updated: 0 });
});

test("what a feed no longer lists is kept", () => {
  const db = store();
  take(db, [item("a")]);
  take(db, [item("b")]);
  expect(titles(db).sort()).toEqual(["a", "b"]);
});

test("an item whose guid is made anew at each answer is the same by its address and title", () => {
  const db = store();
  const url = "https://x.example.com/1";
  take(db, [item("r1", { title: "News", url })]);
  markItems(db, { read: true });
  expect(take(db, [item("r2", { title: "News", url })])).toEqual({ created: 0, updated: 1 });
  expect(items(db)).toMatchObject([{ title: "News", read: true }]);
});

test("items without a date keep the feed's order and the moment they were first seen", () => {
  const db = store();
  const bare = ["a", "b", "c"].map((guid) => ({ guid, title: guid, summary: "" }));
  take(db, bare);
  expect(titles(db)).toEqual(["a", "b", "c"]);
  const seen = items(db).map(({ publishedMs }) => publishedMs);
  expect(seen[0]).toBe(NOW);
  take(db, bare, NOW + 60 * MINUTE);
  expect(items(db).map(({ publishedMs }) => publishedMs)).toEqual(seen);
});

test("an item dated in the future is news of now, and does not move with the clock", () => {
  const db = store();
  const future = item("a", { publishedMs: NOW + 90 * 24 * 60 * MINUTE });
  take(db, [future, item("b")]);
  expect(items(db)[0]).toMatchObject({ title: "a", publishedMs: NOW });
  take(db, [future], NOW + MINUTE);
  expect(items(db)[0]).toMatchObject({ publishedMs: NOW });
});

test("a thousand items are kept, the newest; what went does not come back as new", () => {
  const db = store();
  const many = Array.from({ length: 1300 }, (_, n) => item(`${n}`, { publishedMs: NOW - n * MINUTE }));
  for (let at = 0; at < 1300; at += 500) take(db, many.slice(at, at + 500));
  const count = () => unread(db);
  expect(count()).toBe(1000);
  expect(take(db, many.slice(1100, 1200))).toEqual({ created: 0, updated: 0 });
  expect(take(db, [item("new", { publishedMs: NOW })])).toEqual({ created: 1, updated: 0 });
  expect([count(), titles(db)[0]]).toEqual([1000, "new"]);
});

test("pages go on where the last one ended, also within one moment", () => {
  const db = store();
  take(
    db,
    Array.from({ length: 7 }, (_, n) => item(`${n}`)),
  );
  const seen: string[] = [];
  let before: { publishedMs: number; id: number } | undefined;
  for (;;) {
    const page = listFeedItems(db, { limit: 3, ...(before && { before }) });
    if (page.length === 0) break;
    seen.push(...page.map(({ title }) => title));
    before = page.at(-1);
  }
  expect(seen).toEqual(["0", "1", "2", "3", "4", "5", "6"]);
});

test("marking reaches the items named, a feed, or all", () => {
  const db = store();
  follow(db, "g");
  take(db, [item("a"), item("b")]);
  db.write(() => storeItems(db, "g" as FeedId, [item("c")], NOW));
  const counts = () => listFeeds(db, new Set()).map((feed) => feed.unread);
  markItems(db, { ids: [items(db, { feedId: ID })[0]?.id ?? 0], read: true });
  expect(counts()).toEqual([1, 1]);
  markItems(db, { feedId: ID, read: true });
  expect(counts()).toEqual([0, 1]);
  markItems(db, { read: true });
  expect(counts()).toEqual([0, 0]);
  markItems(db, { feedId: ID, read: false });
  expect(counts()).toEqual([2, 0]);
  expect(items(db, { unreadOnly: true })).toHaveLength(2);
});

test("a feed takes the place it is given, the others make room", () => {
  const db = store();
  for (const id of ["g", "h"]) follow(db, id);
  const order = () => listFeeds(db, new Set()).map(({ id, order: at }) => `${id}${at}`);
  expect(order()).toEqual(["f0", "g1", "h2"]);
  placeFeed(db, "h" as FeedId, 0);
  expect(order()).toEqual(["h0", "f1", "g2"]);
  placeFeed(db, "h" as FeedId, 99);
  expect(order()).toEqual(["f0", "g1", "h2"]);
});
