import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import WebSocket from "ws";
import { Failure } from "../../src-preload/contract/failure.ts";
import { fakeEngine, openPage, openSession, Page, testServer } from "./browser-page.ts";

test("a page that says its key is let in, and its calls reach the engine and come back", async () => {
  const engine = fakeEngine((name, input) => ({ ok: { name, input } }));
  const server = await testServer(engine.link);
  const page = new Page(server.port);
  await page.send({ t: "auth", key: await openSession(server) });
  expect(await page.next()).toEqual({ t: "ready" });
  await page.send({ t: "call", id: 1, name: "agenda.upcoming", input: { limit: 3 } });
  expect(await page.next()).toEqual({ t: "reply", id: 1, ok: { name: "agenda.upcoming", input: { limit: 3 } } });
});

test("a failure of the engine comes back as data", async () => {
  const failure = new Failure("missing", { what: "event" }).toData();
  const page = await openPage(await testServer(fakeEngine(() => ({ failure })).link));
  await page.send({ t: "call", id: 7, name: "events.get", input: {} });
  expect(await page.next()).toEqual({ t: "reply", id: 7, failure });
});

test("a name that throws when it is made a text of is refused like any other, and the host lives", async () => {
  const page = await openPage(await testServer(fakeEngine().link));
  await page.send({ t: "call", id: 1, name: { toString: 1, valueOf: 1 }, input: {} });
  expect(await page.next()).toMatchObject({ id: 1, failure: { reason: "unknown-call" } });
});

test("replies find their call whatever their order", async () => {
  const engine = fakeEngine(async (name) => {
    if (name === "sync.run") await sleep(50);
    return { ok: name };
  });
  const page = await openPage(await testServer(engine.link));
  await page.send({ t: "call", id: 1, name: "sync.run", input: {} });
  await page.send({ t: "call", id: 2, name: "sync.status", input: {} });
  expect(await page.next()).toMatchObject({ id: 2, ok: "sync.status" });
  expect(await page.next()).toMatchObject({ id: 1, ok: "sync.run" });
});

test("the feed reaches every page that is in, and none that is not", async () => {
  const engine = fakeEngine();
  const server = await testServer(engine.link);
  const [one, two] = [await openPage(server), await openPage(server)];
  const stranger = new Page(server.port);
  await new Promise((resolve) => stranger.socket.once("open", resolve));
  expect(engine.listenerCount()).toBe(2);
  engine.publish("events", "occurrences");
  for (const page of [one, two]) expect(await page.next()).toEqual({ t: "feed", changed: ["events", "occurrences"] });
});

test("a page that leaves takes its feed along", async () => {
  const engine = fakeEngine();
  const page = await openPage(await testServer(engine.link));
  page.socket.close();
  await page.closed;
  await expect.poll(() => engine.listenerCount()).toBe(0);
});

test("a name outside the contract is answered unknown-call and never reaches the engine", async () => {
  const engine = fakeEngine();
  const page = await openPage(await testServer(engine.link));
  for (const name of ["app.quit", "__proto__", "constructor", 4, null, undefined]) {
    await page.send({ t: "call", id: 1, name, input: {} });
    expect(await page.next()).toMatchObject({ t: "reply", id: 1, failure: { reason: "unknown-call" } });
  }
  expect(engine.calls).toEqual([]);
});

test.each([{ t: "auth", key: "wrong" }, { t: "auth" }, { t: "call", id: 1, name: "app.info", input: {} }])(
  "a first message %j closes the socket",
  async (message) => {
    const engine = fakeEngine();
    const page = new Page((await testServer(engine.link)).port);
    await page.send(message);
    expect(await page.closed).toEqual({ code: 4401, reason: "bad key" });
    expect(engine.calls).toEqual([]);
  },
);

test("a page that does not say its key in time is closed, one that did stays", async () => {
  const server = await testServer(fakeEngine().link, 100);
  const page = await openPage(server);
  const late = new Page(server.port);
  expect(await late.closed).toEqual({ code: 4401, reason: "no key" });
  expect(page.socket.readyState).toBe(WebSocket.OPEN);
});

test("the key of an earlier run is refused", async () => {
  const earlier = await testServer();
  const key = await openSession(earlier);
  const page = new Page((await testServer()).port);
  await page.send({ t: "auth", key });
  expect(await page.closed).toMatchObject({ code: 4401 });
});

test.each(["not json", "[]", "3", "null", '{"t":"call","name":"app.info"}', '{"t":"other"}'])(
  "the message %s closes the socket",
  async (message) => {
    const page = await openPage(await testServer());
    await page.send(message);
    expect(await page.closed).toEqual({ code: 4400, reason: "bad message" });
  },
);

test("an import of tens of megabytes passes, more than 64 MiB does not", async () => {
  const engine = fakeEngine((_name, input) => ({ ok: (input as { text: string }).text.length }));
  const page = await openPage(await testServer(engine.link));
  const size = 40 * 1024 * 1024;
  await page.send({ t: "call", id: 1, name: "events.import", input: { text: "x".repeat(size) } });
  expect(await page.next()).toEqual({ t: "reply", id: 1, ok: size });
  await page.send({ t: "call", id: 2, name: "events.import", input: { text: "x".repeat(65 * 1024 * 1024) } });
  expect(await page.closed).toMatchObject({ code: 1009 });
});

test("strangers are few: the seventeenth without a key is turned away, a known page still gets in", async () => {
  const server = await testServer();
  const known = await openPage(server);
  const strangers = Array.from({ length: 16 }, () => new Page(server.port));
  await Promise.all(strangers.map(({ socket }) => new Promise((resolve) => socket.once("open", resolve))));
  const refused = new Page(server.port);
  expect(await refused.closed).toMatchObject({ code: 1006 });
  strangers[0]?.socket.close();
  await strangers[0]?.closed;
  await expect.poll(() => openPage(server).then(({ socket }) => socket.readyState)).toBe(WebSocket.OPEN);
  expect(known.socket.readyState).toBe(WebSocket.OPEN);
});

test("closing the server closes its pages at once", async () => {
  const server = await testServer();
  const page = await openPage(server);
  await server.close();
  expect(await page.closed).toMatchObject({ code: 1006 });
});
