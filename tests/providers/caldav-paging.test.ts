// Answers in parts, cut answers, empty answers, and ranges: what is not shown is not gone (knowledge R20, R21, R27-R30).
import { describe, expect, it, onTestFinished } from "vitest";
import type { ChangePage } from "../../src-main/providers/provider.ts";
import { Copy, itemsIn } from "../contracts/calendar-copy.ts";
import { eventText } from "../servers/dav.ts";
import { FaultProxy } from "../servers/fault-proxy.ts";
import { failureOf } from "./fake-account.ts";
import { count, fill, never, type QuirkAccount, quirkAccount } from "./quirk-account.ts";
import { NOW_MS } from "./world.ts";

const DAY_MS = 86_400_000;
const only = { fromMs: NOW_MS - DAY_MS, toMs: NOW_MS + DAY_MS };
const removedIn = (pages: readonly ChangePage[]) => pages.flatMap((page) => page.removed);

/** Takes in so many pages that have a cursor, then "the program ends". */
async function pullUntilCursor({ connection, url, copy }: QuirkAccount, cursors: number): Promise<void> {
  const known = () => new Map([...copy.items].map(([key, { etag }]) => [key, etag] as const));
  let seen = 0;
  for await (const page of connection.changes(url, copy.cursor, known, never)) {
    for (const item of page.items) copy.items.set(item.key, item);
    for (const key of page.removed) copy.items.delete(key);
    if (page.cursor === undefined) continue;
    copy.cursor = page.cursor;
    if (++seen === cursors) return;
  }
}

describe("an initial sync-collection in parts", () => {
  it.each([undefined, 507] as const)(
    "is followed to its end (507 as the HTTP status: %s) (R20, T2)",
    async (pageStatus) => {
      const { server, copy } = await quirkAccount({ pageSize: 10, pageStatus });
      fill(server, 35);
      const pages = await copy.pull();
      expect(copy.items.size).toBe(35);
      const cursors = pages.flatMap((page) => (page.cursor ? [JSON.parse(page.cursor)] : []));
      expect(cursors.map((cursor) => cursor.initial === true)).toEqual([true, true, true, false]);
      expect(pages.filter((page) => page.complete)).toHaveLength(1);
      expect(pages.at(-1)?.complete).toBe(true);
      expect(count(server, /calendar-multiget/)).toBe(4);
    },
  );

  it("removes by absence only after its last part, and only what a listing lacks too (R21)", async () => {
    const { server, copy } = await quirkAccount({ pageSize: 10 });
    fill(server, 35);
    copy.items.set("stale.ics", { key: "stale.ics", href: "/x", etag: '"0"', text: "" });
    const pages = await copy.pull();
    expect(removedIn(pages.slice(0, -1))).toEqual([]);
    expect(pages.at(-1)).toMatchObject({ removed: ["stale.ics"], complete: true });
    expect(copy.items.size).toBe(35);
  });

  it("goes on after a restart where it stood, and still finds what is gone at the end (R21)", async () => {
    const account = await quirkAccount({ pageSize: 10 });
    const { server, copy } = account;
    fill(server, 35);
    copy.items.set("stale.ics", { key: "stale.ics", href: "/x", etag: '"0"', text: "" });
    await pullUntilCursor(account, 2);
    expect(copy.items.size).toBe(21);
    expect(JSON.parse(copy.cursor ?? "")).toMatchObject({ initial: true });
    server.remove("3.ics");
    const pages = await copy.pull();
    expect(itemsIn(pages)).toHaveLength(15);
    expect(removedIn(pages).toSorted()).toEqual(["3.ics", "stale.ics"]);
    expect(pages.at(-1)?.complete).toBe(true);
    expect(copy.items.size).toBe(34);
    expect(JSON.parse(copy.cursor ?? "").initial).toBeUndefined();
  });

  it("does not go round for ever when the token stands still: a listing decides (R20)", async () => {
    const { server, connection, copy } = await quirkAccount({ tokenZero: true, pageSize: 3 });
    fill(server, 8);
    const pages = await copy.pull();
    expect(copy.items.size).toBe(8);
    expect(pages.at(-1)?.complete).toBe(true);
    expect(count(server, /sync-collection/)).toBeLessThan(4);
    expect(JSON.parse(copy.cursor ?? "")).toMatchObject({ method: "ctag" });
    expect(connection.traits().quirks.join()).toContain("token stands still");
  });

  it("is left after a hundred parts and gone on with in the next run (R20)", async () => {
    const { server, copy } = await quirkAccount({ pageSize: 1 });
    fill(server, 120);
    await copy.pull();
    expect(copy.items.size).toBe(100);
    expect(JSON.parse(copy.cursor ?? "")).toMatchObject({ initial: true });
    await copy.pull();
    expect(copy.items.size).toBe(120);
  });

  it("tells how much it will bring", async () => {
    const { server, copy } = await quirkAccount({});
    fill(server, 120);
    const pages = await copy.pull();
    expect(new Set(pages.map((page) => page.total))).toEqual(new Set([120]));
  });
});

describe("an answer that lacks things", () => {
  it("removes nothing when the listing was cut, and says where to go on (R21)", async () => {
    const { server, copy } = await quirkAccount({ noSyncToken: true, listingSize: 5 });
    fill(server, 9);
    copy.items.set("8.ics", { key: "8.ics", href: "/x", etag: '"e9"', text: "" });
    const pages = await copy.pull();
    expect(removedIn(pages)).toEqual([]);
    expect(pages.at(-1)).toMatchObject({ complete: false, cursor: JSON.stringify({ method: "listing" }) });
    server.quirk({ listingSize: undefined });
    server.remove("8.ics");
    const healed = await copy.pull();
    expect(healed.at(-1)).toMatchObject({ complete: true, removed: ["8.ics"] });
    expect(copy.items.size).toBe(8);
  });

  it("is not believed when it is suddenly empty while the items can still be had (R95)", async () => {
    const { server, copy } = await quirkAccount({});
    fill(server, 30);
    await copy.pull();
    copy.cursor = undefined;
    server.quirk({ emptyAnswers: true });
    expect((await failureOf(copy.pull())).reason).toBe("bad-answer");
    expect(copy.items.size).toBe(30);
    server.quirk({ emptyAnswers: undefined });
    for (let n = 0; n < 20; n++) server.remove(`${n}.ics`);
    await copy.pull();
    expect(copy.items.size).toBe(10);
  });

  it.each([
    [
      "a login page (R100)",
      { status: 200, headers: { "content-type": "text/html" }, text: "<html>Sign in" },
      "login-page",
    ],
    ["an empty 200", { status: 200, text: "" }, "not-caldav"],
    ["a 403 that limits", { status: 403, text: '<D:error xmlns:D="DAV:"/>' }, "rate-limited"],
    ["a 401 (R99)", { status: 401 }, "wrong-password"],
    ["a 500", { status: 500 }, "server-error"],
    ["half an answer", { status: 207, text: '<D:multistatus xmlns:D="DAV:"><D:resp' }, "bad-answer"],
  ] as const)("is no empty calendar when it is %s", async (_, refuse, reason) => {
    const { server, copy } = await quirkAccount({});
    fill(server, 3);
    await copy.pull();
    const cursor = copy.cursor;
    for (const start of [cursor, undefined]) {
      copy.cursor = start;
      server.quirk({ refuse });
      expect((await failureOf(copy.pull())).reason).toBe(reason);
      expect(copy.items.size).toBe(3);
    }
  });

  it.each(["409", "412", "410", "400-text", "500"] as const)(
    "asks for all again when the token is forgotten and said so by %s (R18, T3)",
    async (tokenRefusal) => {
      const { server, copy } = await quirkAccount({ tokenRefusal });
      fill(server, 3);
      await copy.pull();
      server.forgetTokens();
      expect((await failureOf(copy.pull())).reason).toBe("stale-cursor");
      copy.cursor = undefined;
      expect(itemsIn(await copy.pull())).toEqual([]);
    },
  );

  it("says stale-cursor for a token that a restart of the server forgot while the calendar is in parts", async () => {
    const account = await quirkAccount({ pageSize: 4 });
    fill(account.server, 10);
    await pullUntilCursor(account, 1);
    account.server.forgetTokens();
    expect((await failureOf(account.copy.pull())).reason).toBe("stale-cursor");
    account.copy.cursor = undefined;
    await account.copy.pull();
    expect(account.copy.items.size).toBe(10);
  });
});

describe("a line that breaks", () => {
  it("in the middle of any answer removes nothing and moves no cursor (R27)", async () => {
    const { server, connect } = await quirkAccount({});
    const proxy = await FaultProxy.start(server.port);
    onTestFinished(() => proxy.close());
    const through = (url: string) => url.replace(`:${server.port}/`, `:${proxy.port}/`);
    const connection = await connect({ url: through(server.url) });
    const copy = new Copy(connection, through(server.calendarUrl()));
    fill(server, 80);
    await copy.pull();
    const cursor = copy.cursor;
    server.put("new.ics", eventText("new", "New"));
    for (const start of [cursor, undefined]) {
      for (const cutAfterBytes of [100, 700, 3000]) {
        copy.cursor = start;
        proxy.set({ cutAfterBytes });
        await copy.pull().catch(() => {});
        expect(copy.items.size).toBeGreaterThanOrEqual(80);
      }
    }
    proxy.set({});
    copy.cursor = cursor;
    await copy.pull();
    expect(copy.items.size).toBe(81);
  });
});

describe("a range", () => {
  const outside = (uid: string) => eventText(uid, uid).replaceAll("20261123", "20100105");

  it.each([{}, { noSyncToken: true }])("costs one request when nothing changed (%o)", async (quirks) => {
    const { server, copy } = await quirkAccount(quirks);
    fill(server, 3);
    server.put("old.ics", outside("old"));
    await copy.pull(undefined, { only });
    expect(copy.keys).toEqual(["0.ics", "1.ics", "2.ics"]);
    server.asked.length = 0;
    const pages = await copy.pull(copy.cursor, { only });
    expect(server.asked).toHaveLength(1);
    expect(pages).toMatchObject([{ items: [], removed: [], cursor: copy.cursor }]);
  });

  it("that slides on takes nothing for gone, and lists nothing where nothing changed (R30)", async () => {
    const { server, copy } = await quirkAccount({ noSyncToken: true });
    fill(server, 3);
    await copy.pull(undefined, { only });
    server.asked.length = 0;
    const later = { fromMs: only.fromMs + 10 * DAY_MS, toMs: only.toMs + 10 * DAY_MS };
    const pages = await copy.pull(copy.cursor, { only: later });
    expect(removedIn(pages)).toEqual([]);
    expect(server.asked.map((one) => one.method)).toEqual(["PROPFIND", "REPORT"]);
    server.remove("0.ics");
    expect(removedIn(await copy.pull(copy.cursor, { only: later }))).toEqual(["0.ics"]);
  });

  it("holds although the server answers more than was asked (Bedework)", async () => {
    const { server, copy } = await quirkAccount({ rangeQuery: "returns-all" });
    fill(server, 2);
    server.put("old.ics", outside("old"));
    await copy.pull(undefined, { first: only });
    expect(copy.items.size).toBe(3);
  });

  it("brought first is not fetched twice", async () => {
    const { server, copy } = await quirkAccount({});
    fill(server, 20);
    server.put("old.ics", outside("old"));
    await copy.pull(undefined, { first: only });
    const hrefs = server.asked.flatMap((one) => (/multiget/.test(one.body) ? (one.body.match(/<D:href>/g) ?? []) : []));
    expect(hrefs).toHaveLength(21);
  });
});
