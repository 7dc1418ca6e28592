// Feeds through the engine's own door, against a real server.
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type FeedServer, rss, startFeedServer } from "../servers/feeds.ts";
import { fakeClock } from "../support/fake-clock.ts";
import { testFolder } from "../support/folder.ts";
import { type TestEngine, testEngine } from "../support/test-engine.ts";

let server: FeedServer;
let engine: TestEngine;
const call: TestEngine["call"] = (name, input) => engine.call(name, input);

beforeEach(async () => {
  server = await startFeedServer();
  engine = testEngine({ folder: testFolder(), clock: fakeClock() });
});
afterEach(async () => {
  await engine.close();
  await server.stop();
});

const item = { guid: "a", title: "One", link: "https://news.example.com/1", date: "Wed, 18 Nov 2026 08:00:00 GMT" };
async function follow(path = "/f", title?: string) {
  server.serve(path, rss([item], `Feed ${path}`));
  return (await call("feeds.add", { url: server.url + path, ...(title && { title }) })).feed;
}
const list = async () => (await call("feeds.list", {})).feeds;

describe("following", () => {
  test("a feed is there with its items, unread, and due in half an hour", async () => {
    const told = engine.nextFeed("feeds");
    const feed = await follow();
    await told;
    expect(feed).toMatchObject({
      title: "Feed /f",
      siteUrl: "https://news.example.com/",
      unread: 1,
      state: "waiting",
      order: 0,
    });
    expect((feed.nextAtMs ?? 0) - (feed.lastSuccessMs ?? 0)).toBe(30 * 60_000);
    expect((await call("feeds.items", {})).items).toMatchObject([
      { feedId: feed.id, title: "One", url: "https://news.example.com/1", read: false },
    ]);
  });

  test("a feed that is followed already is told by its name, however it is written, and nobody is asked", async () => {
    await follow("/f", "Mine");
    const asked = server.asked.length;
    for (const url of [`${server.url}/f`, `127.0.0.1:${server.port}/f`, `feed:${server.url}/f`]) {
      await expect(call("feeds.add", { url })).rejects.toMatchObject({
        reason: "feed-exists",
        params: { title: "Mine" },
      });
    }
    expect(server.asked).toHaveLength(asked);
  });

  test("so is one that a page or a redirect leads to", async () => {
    await follow();
    server.redirect("/old", "/f", 301);
    server.serve("/", '<html><link rel="alternate" type="application/rss+xml" href="/f">', {
      "content-type": "text/html",
    });
    for (const path of ["/old", "/"])
      await expect(call("feeds.add", { url: server.url + path })).rejects.toMatchObject({ reason: "feed-exists" });
  });

  test("nothing is stored when it cannot be read", async () => {
    server.serve("/broken", "<rss");
    await expect(call("feeds.add", { url: `${server.url}/broken` })).rejects.toMatchObject({ reason: "malformed" });
    await expect(call("feeds.add", { url: "https://no-such-host.invalid/f" })).rejects.toMatchObject({
      code: "offline",
    });
    await expect(call("feeds.add", { url: "no address" })).rejects.toMatchObject({ reason: "invalid-input" });
    expect(await list()).toEqual([]);
  });
});

test("a name of one's own wins until it is emptied; order and frequency change", async () => {
  const { id } = await follow();
  const second = await follow("/g");
  expect((await call("feeds.update", { id, title: "Mine" })).feed.title).toBe("Mine");
  await call("sync.run", { feedId: id });
  expect((await list())[0]?.title).toBe("Mine");
  expect((await call("feeds.update", { id, title: "" })).feed.title).toBe("Feed /f");
  await call("feeds.update", { id: second.id, order: 0 });
  expect((await list()).map((feed) => feed.id)).toEqual([second.id, id]);
  const byHand = (await call("feeds.update", { id, frequencyMinutes: 0 })).feed;
  expect([byHand.frequencyMinutes, byHand.nextAtMs, byHand.state]).toEqual([0, undefined, "waiting"]);
  const often = (await call("feeds.update", { id, frequencyMinutes: 15 })).feed;
  expect((often.nextAtMs ?? 0) - (often.lastSuccessMs ?? 0)).toBe(15 * 60_000);
});

test("a feed goes with its items; what is not there cannot be changed", async () => {
  const { id } = await follow();
  await call("feeds.remove", { id });
  expect([await list(), (await call("feeds.items", {})).items]).toEqual([[], []]);
  for (const answer of [
    call("feeds.remove", { id }),
    call("feeds.update", { id, title: "x" }),
    call("sync.run", { feedId: id }),
  ])
    await expect(answer).rejects.toMatchObject({ reason: "missing" });
});

test("what was read stays read when the feed is read again", async () => {
  const { id } = await follow();
  await call("feeds.markRead", { feedId: id, read: true });
  server.serve(
    "/f",
    rss([
      { ...item, title: "One, corrected" },
      { ...item, guid: "b", link: "https://news.example.com/2" },
    ]),
  );
  expect((await call("sync.run", { feedId: id })).feeds).toEqual([
    { feedId: id, outcome: "successful", created: 1, updated: 1 },
  ]);
  expect((await call("feeds.items", { unreadOnly: true })).items).toHaveLength(1);
  expect((await list())[0]?.unread).toBe(1);
});

test("a list from another program is followed, what is known is left, and the list goes out again", async () => {
  await follow();
  const outline = (url: string, text: string) => `<outline type="rss" text="${text}" xmlUrl="${url}"/>`;
  const known = outline(`${server.url}/f`, "Known");
  const text = `<opml version="2.0"><head/><body>${known}${outline("https://x.example.com/feed", "New")}</body></opml>`;
  expect(await call("feeds.import", { text })).toEqual({ added: 1, known: 1 });
  expect((await list()).map(({ title, unread }) => [title, unread])).toEqual([
    ["Feed /f", 1],
    ["New", 0],
  ]);
  expect(server.asked).toHaveLength(1);
  const out = await call("feeds.export", {});
  expect(out.count).toBe(2);
  expect(out.text).toContain('xmlUrl="https://x.example.com/feed"');
  await expect(call("feeds.import", { text: "nonsense" })).rejects.toMatchObject({ reason: "malformed" });
});
