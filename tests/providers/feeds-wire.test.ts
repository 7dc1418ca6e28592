// The reader against a real server that misbehaves.
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createNet } from "../../src-main/host/net.ts";
import type { HttpClient } from "../../src-main/ports.ts";
import type { FeedReader } from "../../src-main/providers/feed-reader.ts";
import { createFeedReader } from "../../src-main/providers/feeds/index.ts";
import { type FeedServer, rss, startFeedServer } from "../servers/feeds.ts";
import { fakeClock } from "../support/fake-clock.ts";

let server: FeedServer;
let reader: FeedReader;
const signal = new AbortController().signal;
const clock = fakeClock("2026-11-18T09:00:00Z");
const FEED = rss([{ guid: "a", title: "One", link: "/1" }]);

beforeEach(async () => {
  server = await startFeedServer();
  reader = createFeedReader({ net: createNet(), clock });
});
afterEach(async () => {
  await reader.close();
  await server.stop();
});

const read = (path: string, known = {}) => reader.read(`${server.url}${path}`, known, signal);

describe("versions", () => {
  test("what the server gave to recognise a version by is sent back, word for word; 304 brings nothing", async () => {
    server.at("/f", (response, { headers }) => {
      if (headers["if-none-match"] === 'W/"v 1"') response.writeHead(304).end();
      else response.writeHead(200, { etag: 'W/"v 1"', "last-modified": "Wed, 18 Nov 2026 08:00:00 GMT" }).end(FEED);
    });
    const first = await read("/f");
    if (first.kind !== "read") throw new Error("not read");
    expect(first.validators).toEqual({ etag: 'W/"v 1"', lastModified: "Wed, 18 Nov 2026 08:00:00 GMT" });
    expect(await read("/f", first.validators)).toEqual({ kind: "same", url: `${server.url}/f` });
    expect(server.asked.at(-1)?.headers["if-modified-since"]).toBe("Wed, 18 Nov 2026 08:00:00 GMT");
  });

  test("304 to a question that was not asked is no answer", async () => {
    server.serve("/f", "", {}, 304);
    await expect(read("/f")).rejects.toMatchObject({ reason: "bad-answer" });
  });
});

describe("redirects", () => {
  test("those meant for good are remembered up to the first that is not", async () => {
    server.redirect("/a", "/b", 301);
    server.redirect("/b", "/c", 308);
    server.redirect("/c", "/d", 302);
    server.redirect("/d", "/e", 301);
    server.serve("/e", FEED);
    expect(await read("/a")).toMatchObject({ kind: "read", url: `${server.url}/c` });
  });

  test("a sixth hop is not taken", async () => {
    for (const n of [0, 1, 2, 3, 4, 5]) server.redirect(`/${n}`, `/${n + 1}`, 302);
    server.serve("/5", FEED);
    expect(await read("/0")).toMatchObject({ kind: "read" });
    server.serve("/6", FEED);
    server.redirect("/5", "/6", 302);
    await expect(read("/0")).rejects.toMatchObject({ reason: "bad-answer" });
    expect(server.asked.map(({ path }) => path)).not.toContain("/6");
  });

  test("a site may not send us to a private network under another name, by name or in figures", async () => {
    server.serve("/f", FEED);
    server.redirect("/name", `http://localhost:${server.port}/f`, 302);
    server.redirect("/figures", `http://127.0.0.2:${server.port}/f`, 301);
    server.redirect("/six", `http://[::1]:${server.port}/f`, 307);
    for (const path of ["/name", "/figures", "/six"])
      await expect(read(path)).rejects.toMatchObject({ reason: "private-address" });
    expect(server.asked.map(({ path }) => path)).toEqual(["/name", "/figures", "/six"]);
  });

  test("nor away from an encrypted connection, for once or for good", async () => {
    for (const status of [301, 302]) {
      const asked: string[] = [];
      const client: HttpClient = {
        request: async ({ url }) => {
          asked.push(url);
          return { status, headers: { location: "http://news.example.com/f" }, body: "", url };
        },
        close: async () => {},
      };
      const net = { ...createNet(), http: () => client };
      const answer = createFeedReader({ net, clock }).read("https://news.example.com/f", {}, signal);
      await expect(answer).rejects.toMatchObject({ reason: "insecure-redirect" });
      expect(asked).toEqual(["https://news.example.com/f"]);
    }
  });

  test("nor to another scheme", async () => {
    server.redirect("/f", "file:///etc/passwd", 302);
    await expect(read("/f")).rejects.toMatchObject({ reason: "bad-answer" });
  });
});

describe("what a status means", () => {
  test.each([
    [404, "missing"],
    [410, "feed-gone"],
    [401, "forbidden"],
    [403, "forbidden"],
    [500, "server-error"],
    [204, "bad-answer"],
  ])("%i is %s", async (status, reason) => {
    server.serve("/f", "", {}, status);
    await expect(read("/f")).rejects.toMatchObject({ reason });
  });

  test.each([
    ["120", 120_000],
    ["Wed, 18 Nov 2026 10:00:00 GMT", 3_600_000],
    ["1", 60_000],
    ["999999999", 86_400_000],
    [undefined, 3_600_000],
  ])("429 with Retry-After %s", async (header, waitMs) => {
    server.serve("/f", "", header === undefined ? {} : { "retry-after": header }, 429);
    const retryAtMs = clock.nowMs() + waitMs;
    await expect(read("/f")).rejects.toMatchObject({ reason: "rate-limited", retryAtMs });
  });
});

describe("bodies", () => {
  test("compressed, in another charset, with the wrong type", async () => {
    server.serve("/gzip", gzipSync(FEED), { "content-encoding": "gzip" });
    expect(await read("/gzip")).toMatchObject({ document: { title: "The Gazette" } });
    const latin = Buffer.from(rss([], "Le Café").replace("?>", ' encoding="ISO-8859-1"?>'), "latin1");
    server.serve("/latin", latin, { "content-type": "text/html; charset=utf-8" });
    expect(await read("/latin")).toMatchObject({ document: { title: "Le Café" } });
  });

  test("one that is too large, cut, or a bomb is not taken in", async () => {
    server.serve("/huge", `${FEED}${" ".repeat(6_000_000)}`);
    await expect(read("/huge")).rejects.toMatchObject({ reason: "too-large" });
    server.serve("/bomb", gzipSync(" ".repeat(50_000_000)), { "content-encoding": "gzip" });
    await expect(read("/bomb")).rejects.toMatchObject({ reason: "too-large" });
    server.at("/cut", (response) => {
      response.writeHead(200, { "content-length": "9999" });
      response.write(FEED, () => response.destroy());
    });
    await expect(read("/cut")).rejects.toMatchObject({ reason: "connection-lost" });
  });

  test("a web page in its place, as of a network that wants a sign-in, is not taken in", async () => {
    server.serve("/f", "<!doctype html><html>Sign in</html>", { "content-type": "text/html" });
    await expect(read("/f")).rejects.toMatchObject({ reason: "no-feed" });
  });

  test("an answer that never comes ends when it is stopped", async () => {
    server.at("/f", (response) => response.writeHead(200).write("<rss>"));
    const stop = new AbortController();
    const answer = reader.read(`${server.url}/f`, {}, stop.signal);
    await expect.poll(() => server.asked.length).toBe(1);
    stop.abort();
    await expect(answer).rejects.toMatchObject({ code: "cancelled" });
  });
});

describe("finding a feed", () => {
  const find = (typed: string) => reader.find(typed, signal);

  test("by the page of its site; the next one when the first is broken", async () => {
    const link = (href: string) => `<link rel="alternate" type="application/rss+xml" href="${href}">`;
    server.serve("/", `<html>${link("/broken")}${link("/f")}</html>`, { "content-type": "text/html" });
    server.serve("/broken", "<rss");
    server.serve("/f", FEED);
    expect(await find(server.url)).toMatchObject({ url: `${server.url}/f`, document: { title: "The Gazette" } });
  });

  test("by a bare host, without encryption where there is none", async () => {
    server.serve("/f", FEED);
    expect(await find(`127.0.0.1:${server.port}/f`)).toMatchObject({ url: `${server.url}/f` });
  });

  test("a page that names none says so; one that names a private place is not followed", async () => {
    server.serve("/", "<html></html>", { "content-type": "text/html" });
    await expect(find(server.url)).rejects.toMatchObject({ reason: "no-feed" });
    const inside = `<link rel="alternate" type="application/rss+xml" href="http://localhost:${server.port}/f">`;
    server.serve("/", `<html>${inside}</html>`, { "content-type": "text/html" });
    await expect(find(server.url)).rejects.toMatchObject({ reason: "private-address" });
  });
});
