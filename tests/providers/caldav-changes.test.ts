// Change detection against servers that lie, page, forget or leave things out. One test per rule (knowledge §2.2).
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { davError, multistatus, row, statusRow } from "../servers/fake-dav.ts";
import {
  CALENDAR,
  collection,
  cursorOf,
  type FakeAccount,
  failureOf,
  fakeAccount,
  full,
  hrefsOf,
  keysIn,
  pull,
  tagged,
} from "./fake-account.ts";
import { NOW_MS } from "./world.ts";

let account: FakeAccount;
beforeEach(async () => {
  account = await fakeAccount();
});
afterEach(() => account.stop());

const TOKEN = "<D:sync-token>t9</D:sync-token>";
const CTAG = "<S:getctag>c9</S:getctag>";

describe("sync-collection", () => {
  it("follows 507 pages until the last, each page with its own cursor (R20)", async () => {
    account.server.answer(
      collection({
        sync: (asked) =>
          asked.body.includes(">t1<")
            ? multistatus([tagged("/home/cal/a.ics"), statusRow("/home/cal/", "507 Insufficient Storage")], "t2")
            : multistatus([tagged("/home/cal/b.ics")], "t3"),
      }),
    );
    const pages = await pull(account, cursorOf("t1"));
    expect(keysIn(pages)).toEqual(["a.ics", "b.ics"]);
    expect(pages.map((page) => page.cursor)).toEqual([cursorOf("t2"), cursorOf("t3")]);
  });

  it("reads a page whose 507 is the HTTP status", async () => {
    account.server.answer(
      collection({
        sync: (asked) =>
          asked.body.includes(">t1<")
            ? multistatus([tagged("/home/cal/a.ics")], "t2", 507)
            : multistatus([tagged("/home/cal/b.ics")], "t3"),
      }),
    );
    expect(keysIn(await pull(account, cursorOf("t1")))).toEqual(["a.ics", "b.ics"]);
  });

  it("does not page for ever when the token stands still", async () => {
    account.server.answer(
      collection({ sync: () => multistatus([statusRow("/home/cal/", "507 Insufficient Storage")], "t1") }),
    );
    expect((await failureOf(pull(account, cursorOf("t1")))).reason).toBe("stale-cursor");
  });

  it.each([
    ["403 with the precondition", davError(403, "<D:valid-sync-token/>")],
    ["409 with the precondition", davError(409, "<D:valid-sync-token/>")],
    ["412 with the precondition", davError(412, "<D:valid-sync-token/>")],
    ["410", { status: 410 }],
    ["400 in words", { status: 400, body: "Invalid or unknown sync token" }],
    ["500 while the rest works (Xandikos)", { status: 500 }],
  ])("takes %s for an unknown token (R18)", async (_, reply) => {
    account.server.answer(collection({ state: TOKEN, sync: () => reply }));
    expect((await failureOf(pull(account, cursorOf("old")))).reason).toBe("stale-cursor");
  });

  it("takes 500 with the same token for a fault of the server", async () => {
    account.server.answer(collection({ state: TOKEN, sync: () => ({ status: 500 }) }));
    expect((await failureOf(pull(account, cursorOf("t9")))).reason).toBe("server-error");
  });

  it("takes Google's 403 with an empty error for a request to wait, not for a bad token (R19)", async () => {
    account.server.answer(collection({ sync: () => davError(403, "") }));
    const failure = await failureOf(pull(account, cursorOf("t1")));
    expect(failure).toMatchObject({ reason: "rate-limited", retryAtMs: NOW_MS + 15 * 60_000 });
  });

  it("falls back to ctag where sync-collection is refused outright, and stays there (R19)", async () => {
    account.server.answer(
      collection({ state: TOKEN + CTAG, rows: [tagged("/home/cal/a.ics")], sync: () => ({ status: 403, body: "no" }) }),
    );
    const pages = await pull(account, cursorOf("t1"));
    expect(keysIn(pages)).toEqual(["a.ics"]);
    const last = pages.at(-1);
    expect(last).toMatchObject({ method: "ctag", complete: true });
    account.server.asked.length = 0;
    expect(keysIn(await pull(account, last?.cursor))).toEqual([]);
    expect(account.server.asked.map((asked) => asked.method)).toEqual(["PROPFIND"]);
  });

  it("is not blocked by a token from the future: a complete comparison finds what the server hides (R23)", async () => {
    account.server.answer(
      collection({
        state: "<D:sync-token>5</D:sync-token>",
        rows: [tagged("/home/cal/a.ics", '"2"')],
        sync: () => multistatus([], "99999"),
      }),
    );
    expect(keysIn(await pull(account, cursorOf("99999"), [["a.ics", '"1"']]))).toEqual([]);
    const pages = await pull(account, undefined, [["a.ics", '"1"']]);
    expect(keysIn(pages)).toEqual(["a.ics"]);
    expect(pages.at(-1)?.cursor).toBe(cursorOf("5"));
  });

  it("fetches nothing again when a server replays its history (R23)", async () => {
    account.server.answer(collection({ sync: () => multistatus([tagged("/home/cal/a.ics")], "0") }));
    await pull(account, cursorOf("0"), [["a.ics", '"1"']]);
    expect(account.server.asked).toHaveLength(1);
  });

  it("removes only on a response-level 404, ignores unknown ones and rows of collections (R24, R25)", async () => {
    account.server.answer(
      collection({
        sync: () =>
          multistatus(
            [
              row("/home/cal/", CALENDAR),
              row("/home/cal/sub/", "<D:resourcetype><D:collection/></D:resourcetype>"),
              row("/home/cal/no-etag.ics", "<D:getetag/>", "HTTP/1.1 404 Not Found"),
              statusRow("/home/cal/known.ics", "404 Not Found"),
              statusRow("/home/cal/unseen.ics", "404 Not Found"),
            ],
            "t2",
          ),
      }),
    );
    const pages = await pull(account, cursorOf("t1"), [["known.ics", '"1"']]);
    expect(pages.flatMap((page) => page.removed)).toEqual(["known.ics"]);
    expect(keysIn(pages)).toEqual(["no-etag.ics"]);
  });

  it("keeps tokens that look like numbers exactly as they are (R17)", async () => {
    account.server.answer(
      collection({
        state: "<D:sync-token>1E5</D:sync-token>",
        sync: (asked) => multistatus([], asked.body.includes(">1E5<") ? "007" : "1E5"),
      }),
    );
    expect((await pull(account)).at(-1)?.cursor).toBe(cursorOf("1E5"));
    expect((await pull(account, cursorOf("1E5"))).at(-1)?.cursor).toBe(cursorOf("007"));
    expect(account.server.asked.at(-1)?.body).toContain("<D:sync-token>1E5</D:sync-token>");
  });

  it("asks with depth 1 where depth 0 is refused, and from then on (R16)", async () => {
    account.server.answer(
      collection({
        sync: ({ headers }) =>
          headers.depth === "0" ? { status: 400, body: "Depth: 1 expected" } : multistatus([], "t2"),
      }),
    );
    await pull(account, cursorOf("t1"));
    await pull(account, cursorOf("t2"));
    expect(account.server.asked.map((asked) => asked.headers.depth)).toEqual(["0", "1", "1"]);
  });

  it("asks with depth 0 (R16) and sends no cursor it cannot read", async () => {
    account.server.answer(collection({ sync: () => multistatus([], "t2") }));
    await pull(account, cursorOf("t1"));
    expect(account.server.asked[0]?.headers.depth).toBe("0");
    expect((await failureOf(pull(account, "rubbish"))).reason).toBe("stale-cursor");
  });
});

describe("a complete comparison", () => {
  it("reads the token before it lists (R28)", async () => {
    account.server.answer(collection({ state: TOKEN, rows: [tagged("/home/cal/a.ics")] }));
    await pull(account);
    expect(account.server.asked.map((asked) => `${asked.method} ${asked.headers.depth}`)).toEqual([
      "PROPFIND 0",
      // Asked for an initial sync-collection, which this server does not answer.
      "REPORT 0",
      "PROPFIND 1",
      "REPORT 1",
    ]);
  });

  it("takes an initial sync-collection for the listing, with its token", async () => {
    account.server.answer(collection({ state: TOKEN, sync: () => multistatus([tagged("/home/cal/a.ics")], "t9") }));
    const pages = await pull(account);
    expect(pages.at(-1)).toMatchObject({ complete: true, removed: [], cursor: cursorOf("t9") });
    expect(pages.flatMap((page) => page.items).map((item) => item.key)).toEqual(["a.ics"]);
    expect(account.server.asked.some((asked) => asked.headers.depth === "1" && asked.method === "PROPFIND")).toBe(
      false,
    );
  });

  it.each([
    ["lacks what we have", () => multistatus([], "t9")],
    [
      "was cut",
      () => multistatus([tagged("/home/cal/a.ics"), statusRow("/home/cal/", "507 Insufficient Storage")], "t9"),
    ],
  ])("asks for a listing when the initial sync-collection %s: no absence by one report alone", async (_, sync) => {
    account.server.answer(collection({ state: TOKEN, rows: [tagged("/home/cal/a.ics")], sync }));
    const pages = await pull(account, undefined, [["a.ics", '"1"']]);
    expect(pages.at(-1)).toMatchObject({ complete: true, removed: [] });
    expect(account.server.asked.some((asked) => asked.headers.depth === "1" && asked.method === "PROPFIND")).toBe(true);
  });

  it("never removes by absence when the listing was cut or is not well-formed", async () => {
    const cut = multistatus([row("/home/cal/", CALENDAR), tagged("/home/cal/a.ics")]);
    const answers = [
      { ...cut, body: cut.body?.slice(0, -40) },
      multistatus([row("/home/cal/", CALENDAR), statusRow("/home/cal/", "507 Insufficient Storage")]),
      multistatus([]),
    ];
    const outcomes = [];
    for (const answer of answers) {
      const script = collection({ state: TOKEN });
      account.server.answer((asked) => (asked.headers.depth === "1" ? answer : script(asked)));
      outcomes.push(await pull(account, undefined, [["mine.ics", '"1"']]).catch((failure) => failure.reason));
    }
    expect(outcomes[0]).toBe("bad-answer");
    expect(outcomes[1]).toMatchObject([{ removed: [], complete: false }]);
    expect(outcomes[2]).toBe("server-error");
  });

  it("says missing, not empty, for a calendar that is gone, also when a 207 hides it (Xandikos)", async () => {
    account.server.answer(() => multistatus([statusRow("/home/cal/", "404 Not Found")]));
    expect((await failureOf(pull(account, undefined, [["a.ics", '"1"']]))).reason).toBe("missing");
    account.server.answer(() => ({ status: 404 }));
    expect((await failureOf(pull(account))).reason).toBe("missing");
  });

  it("looks at what has no strong entity tag each time, and tells by its contents whether it changed (R35, R48)", async () => {
    account.server.answer(
      collection({
        rows: [tagged("/home/cal/weak.ics", 'W/"1"'), row("/home/cal/none.ics", "<D:resourcetype/>")],
        multiget: (asked) => multistatus(hrefsOf(asked).map((href) => full(href, "x", 'W/"1"'))),
      }),
    );
    const first = await pull(account, undefined, [["weak.ics", undefined]]);
    expect(keysIn(first)).toEqual(["weak.ics", "none.ics"]);
    const tags = first.flatMap((page) => page.items.map((item) => item.etag));
    expect(tags).toEqual([expect.stringMatching(/^content:/), tags[0]]);
    const known = [
      ["weak.ics", tags[0]],
      ["none.ics", "content:older"],
    ] as const;
    expect(keysIn(await pull(account, undefined, known))).toEqual(["none.ics"]);
    expect(account.connection.traits().quirks).toEqual(expect.arrayContaining([expect.stringMatching(/entity tag/)]));
  });

  it("knows an item again however the server spells its href, and sends the server's spelling back (R40)", async () => {
    account.server.answer(collection({ rows: [tagged("/home/cal/a%20d@e%2bf.ics"), tagged("/home/cal/x%2Fy.ics")] }));
    expect(keysIn(await pull(account, undefined, [["a d@e+f.ics", '"1"']]))).toEqual(["x/y.ics"]);
    expect(hrefsOf(account.server.asked.at(-1))).toEqual(["/home/cal/x%2Fy.ics"]);
  });

  it("takes absolute hrefs, repeated rows (first wins) and rows without .ics (R26, R36)", async () => {
    const href = `${account.server.url}home/cal/no-extension`;
    account.server.answer(collection({ rows: [tagged(href, '"1"'), tagged(href, '"2"'), tagged("/home/cal/b.EML")] }));
    const pages = await pull(account, undefined, [["no-extension", '"1"']]);
    expect(keysIn(pages)).toEqual(["b.EML"]);
    expect(pages.at(-1)?.removed).toEqual([]);
  });

  it("does not fetch tasks that say so in their content type", async () => {
    const type = "<D:getcontenttype>text/calendar; charset=utf-8; component=vtodo</D:getcontenttype>";
    account.server.answer(collection({ rows: [row("/home/cal/t.ics", `<D:getetag>"1"</D:getetag>${type}`)] }));
    await pull(account);
    expect(account.server.asked.filter((asked) => asked.method === "REPORT")).toEqual([]);
  });
});

describe("a collection without sync-collection", () => {
  it("is listed again only when its ctag changed, and each time without one (R14)", async () => {
    account.server.answer(collection({ state: "<S:getctag>1E5</S:getctag>" }));
    const cursor = (await pull(account)).at(-1)?.cursor;
    expect(JSON.parse(cursor ?? "")).toEqual({ method: "ctag", ctag: "1E5" });
    expect(await pull(account, cursor)).toMatchObject([{ items: [], removed: [], cursor, complete: false }]);
    account.server.answer(collection({ state: CTAG, rows: [tagged("/home/cal/a.ics")] }));
    expect((await pull(account, cursor)).at(-1)).toMatchObject({ method: "ctag", complete: true });
    account.server.answer(collection({ rows: [tagged("/home/cal/a.ics")] }));
    const listing = (await pull(account)).at(-1)?.cursor;
    expect((await pull(account, listing, [["gone.ics", '"1"']])).at(-1)).toMatchObject({
      method: "listing",
      removed: ["gone.ics"],
      complete: true,
    });
  });
});
