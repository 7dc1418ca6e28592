// When feeds are read: on a clock that the test moves, against a real server that the test breaks.
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { memoryProvider } from "../../src-main/providers/memory/index.ts";
import type { CalendarProvider } from "../../src-main/providers/provider.ts";
import { type FeedServer, rss, startFeedServer } from "../servers/feeds.ts";
import { type FakeClock, fakeClock } from "../support/fake-clock.ts";
import { testFolder } from "../support/folder.ts";
import { type TestEngine, testEngine } from "../support/test-engine.ts";

const MINUTE = 60_000;
const FEED = rss([{ guid: "a", title: "One", link: "https://news.example.com/1" }]);
let server: FeedServer;
let engine: TestEngine;
let clock: FakeClock;
let folder: string;
const call: TestEngine["call"] = (name, input) => engine.call(name, input);

beforeEach(async () => {
  server = await startFeedServer();
  clock = fakeClock();
  folder = testFolder();
  engine = testEngine({ folder, clock });
});
afterEach(async () => {
  await engine.close();
  await server.stop();
});

/** Lets everything that is ready to run, run. */
const settle = () => new Promise((done) => setImmediate(() => setImmediate(done)));
const asked = (path = "/f") => server.asked.filter((one) => one.path === path).length;
const feed = async () => (await call("feeds.list", {})).feeds[0];

async function follow(path = "/f") {
  server.serve(path, FEED, { etag: '"1"' });
  return (await call("feeds.add", { url: server.url + path })).feed.id;
}

async function pass(minutes: number): Promise<void> {
  for (let n = 0; n < minutes; n++) {
    clock.advance(MINUTE);
    await settle();
  }
}

test("a feed is read when its time has come, and not before", async () => {
  await follow();
  engine.engine.start();
  await pass(25);
  expect(asked()).toBe(1);
  await pass(10);
  await expect.poll(() => asked()).toBe(2);
  expect(server.asked[1]?.headers["if-none-match"]).toBe('"1"');
});

test("one that is read by hand only never is by itself, but comes along with a refresh", async () => {
  const id = await follow();
  await call("feeds.update", { id, frequencyMinutes: 0 });
  engine.engine.start();
  await pass(90);
  expect(asked()).toBe(1);
  expect((await call("sync.run", {})).feeds).toMatchObject([{ feedId: id, outcome: "successful" }]);
  expect(asked()).toBe(2);
});

test("a refresh of a calendar or an account leaves feeds alone, one of a feed everything else", async () => {
  const id = await follow();
  const other = await follow("/g");
  await call("accounts.add", { kind: "demo" });
  const { results } = await call("sync.run", {});
  const calendarId = results[0]?.calendarId;
  if (!calendarId) throw new Error("no calendar");
  const before = server.asked.length;
  expect((await call("sync.run", { calendarId })).feeds).toEqual([]);
  const one = await call("sync.run", { feedId: id });
  expect([one.results, one.feeds.map((result) => result.feedId)]).toEqual([[], [id]]);
  expect(server.asked.length).toBe(before + 1);
  expect(other).not.toBe(id);
});

test("opening the window reads only what is due", async () => {
  await follow();
  clock.advance(5 * MINUTE);
  expect((await call("sync.run", { ifOlderThanMs: 1 })).feeds).toMatchObject([{ outcome: "skipped" }]);
  clock.advance(40 * MINUTE);
  expect((await call("sync.run", { ifOlderThanMs: 1 })).feeds).toMatchObject([{ outcome: "successful" }]);
});

test("a failing feed keeps its items, says why and since when, comes back later and later, and heals", async () => {
  await follow();
  const lastSuccessMs = clock.nowMs();
  server.serve("/f", "", {}, 500);
  engine.engine.start();
  await pass(40);
  await expect.poll(async () => (await feed())?.state).toBe("failing");
  expect(await feed()).toMatchObject({ lastSuccessMs, unread: 1, failure: { reason: "server-error" } });
  const before = asked();
  await pass(120);
  expect(asked() - before).toBeGreaterThan(1);
  expect(asked() - before).toBeLessThan(12);
  server.serve("/f", FEED);
  await pass(61);
  await expect.poll(async () => (await feed())?.state).toBe("waiting");
  expect((await feed())?.failure).toBeUndefined();
});

test("a site that wants a pause gets it, unless a person asks for that feed", async () => {
  const id = await follow();
  server.serve("/f", "", { "retry-after": "7200" }, 429);
  await call("sync.run", {});
  expect((await feed())?.nextAtMs).toBeGreaterThanOrEqual(clock.nowMs() + 2 * 60 * MINUTE);
  expect((await call("sync.run", {})).feeds).toMatchObject([
    { outcome: "skipped", failure: { reason: "rate-limited" } },
  ]);
  engine.engine.start();
  await pass(100);
  await call("sync.wake", {});
  await settle();
  expect(asked()).toBe(2);
  await call("sync.run", { feedId: id });
  expect(asked()).toBe(3);
});

test("a feed that ended is paused, says so, and is asked again by hand only", async () => {
  const id = await follow();
  server.serve("/f", "", {}, 410);
  await call("sync.run", {});
  expect(await feed()).toMatchObject({ state: "paused", failure: { reason: "feed-gone" }, unread: 1 });
  expect((await feed())?.nextAtMs).toBeUndefined();
  engine.engine.start();
  await pass(120);
  await call("sync.run", {});
  expect(asked()).toBe(2);
  server.serve("/f", FEED);
  await call("sync.run", { feedId: id });
  expect(await feed()).toMatchObject({ state: "waiting" });
});

test("what failed for want of the network is read at once when it is back", async () => {
  await follow();
  const { port } = server;
  server.at("/f", (response) => response.destroy());
  await call("sync.run", {});
  expect(await feed()).toMatchObject({ state: "failing", failure: { code: "offline" } });
  expect(port).toBeGreaterThan(0);
  server.serve("/f", FEED);
  engine.engine.start();
  await settle();
  const before = asked();
  await call("sync.wake", {});
  await expect.poll(() => asked()).toBe(before + 1);
  await expect.poll(async () => (await feed())?.state).toBe("waiting");
});

test("a move for good is remembered, unless that feed is followed already", async () => {
  const id = await follow();
  server.serve("/new", FEED);
  server.redirect("/f", "/new", 301);
  await call("sync.run", { feedId: id });
  expect((await feed())?.url).toBe(`${server.url}/new`);
  const other = await follow("/g");
  server.redirect("/g", "/new", 301);
  expect((await call("sync.run", { feedId: other })).feeds).toMatchObject([{ outcome: "successful" }]);
  expect((await call("feeds.list", {})).feeds[1]?.url).toBe(`${server.url}/g`);
});

test("a move to a page that is no feed is not remembered, and nothing is lost", async () => {
  const id = await follow();
  server.redirect("/f", "/parked", 301);
  server.serve("/parked", "<html>For sale</html>", { "content-type": "text/html" });
  await call("sync.run", { feedId: id });
  expect(await feed()).toMatchObject({ url: `${server.url}/f`, failure: { reason: "no-feed" }, unread: 1 });
});

test("a feed that hangs holds up neither the other feeds nor the calendars, and the engine closes", async () => {
  let syncs = 0;
  const demo: CalendarProvider = {
    async connect(...args) {
      syncs += 1;
      return memoryProvider.connect(...args);
    },
  };
  await engine.close();
  engine = testEngine({ folder, clock, demo });
  const slow = await startFeedServer();
  onTestFinished(() => slow.stop());
  slow.serve("/1", FEED);
  await call("feeds.add", { url: `${slow.url}/1` });
  slow.at("/1", (response) => void response.writeHead(200).write("<rss>"));
  for (const path of ["/4", "/5"]) await follow(path);
  await call("accounts.add", { kind: "demo" });
  engine.engine.start();
  await pass(45);
  await expect.poll(() => [asked("/4"), asked("/5")]).toEqual([2, 2]);
  await expect
    .poll(async () => (await call("sync.status", {})).calendars.every((one) => one.state === "waiting"))
    .toBe(true);
  expect(syncs).toBeGreaterThan(0);
  const states = (await call("feeds.list", {})).feeds.map(({ state }) => state);
  expect(states).toEqual(["running", "waiting", "waiting"]);
});

test("nothing is read while Cadran is off; what fell due meanwhile is read once at the start", async () => {
  await follow();
  engine.engine.start();
  await engine.close();
  clock.advance(600 * MINUTE);
  await settle();
  expect(asked()).toBe(1);
  engine = testEngine({ folder, clock });
  engine.engine.start();
  await expect.poll(() => asked()).toBe(2);
  await pass(5);
  expect(asked()).toBe(2);
});

test("a feed that is left while it is read stays away", async () => {
  const id = await follow();
  const { promise, resolve } = Promise.withResolvers<void>();
  server.at("/f", (response) => void promise.then(() => response.writeHead(200).end(FEED)));
  const run = call("sync.run", { feedId: id });
  await expect.poll(() => asked()).toBe(2);
  await call("feeds.remove", { id });
  resolve();
  expect((await run).feeds).toMatchObject([{ outcome: "skipped" }]);
  expect((await call("feeds.items", {})).items).toEqual([]);
});
