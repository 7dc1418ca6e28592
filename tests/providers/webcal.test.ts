import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { CalendarConnection, ChangePage, Login } from "../../src-main/providers/provider.ts";
import { webcalProvider } from "../../src-main/providers/webcal/index.ts";
import { type FakeDav, type Reply, startFakeDav } from "../servers/fake-dav.ts";
import { failureOf, never } from "./fake-account.ts";
import { testWorld } from "./world.ts";

const ICS = { "content-type": "text/calendar; charset=utf-8" };
const event = (uid: string, title = uid, more = "") =>
  `BEGIN:VEVENT\r\nUID:${uid}\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:20261124T090000Z\r\nSUMMARY:${title}\r\n${more}END:VEVENT\r\n`;
const file = (head: string, ...events: string[]) =>
  `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\n${head}${events.join("")}END:VCALENDAR\r\n`;

let server: FakeDav;
let world: ReturnType<typeof testWorld>;
const open: CalendarConnection[] = [];

beforeEach(async () => {
  server = await startFakeDav();
  world = testWorld();
});
afterEach(async () => {
  for (const connection of open.splice(0)) await connection.close();
  await server.stop();
  world.remove();
});

const connect = async (more: Partial<Login> = {}) => {
  const connection = await webcalProvider.connect(
    { kind: "webcal", url: `${server.url}team.ics`, ...more },
    world,
    never,
  );
  open.push(connection);
  return connection;
};
const serve = (body: string, headers: Record<string, string> = {}) =>
  server.answer(() => ({ status: 200, headers: { ...ICS, ...headers }, body }));
async function pull(
  connection: CalendarConnection,
  cursor?: string,
  known: ReadonlyMap<string, string | undefined> = new Map(),
) {
  const pages: ChangePage[] = [];
  for await (const page of connection.changes(`${server.url}team.ics`, cursor, () => known, never)) pages.push(page);
  expect(pages).toHaveLength(1);
  return pages[0] as ChangePage;
}
const tags = (page: ChangePage) => new Map(page.items.map((item) => [item.key, item.etag]));
const titles = (page: ChangePage) => page.items.map((item) => /SUMMARY:(.*)/.exec(item.text)?.[1]);

describe("what the file says about itself", () => {
  test.each([
    ["NAME:Team\\, North\r\nCOLOR:turquoise\r\nDESCRIPTION:All of us\r\n", "Team, North", "#40E0D0", "All of us"],
    ["X-WR-CALNAME:École\r\nX-APPLE-CALENDAR-COLOR:#ff2968FF\r\nX-WR-CALDESC:d\r\n", "École", "#FF2968", "d"],
    ["COLOR:no-colour\r\n", "team", undefined, undefined],
  ])("%j", async (head, name, color, description) => {
    serve(file(head, event("a")));
    const [calendar, ...others] = await (await connect()).calendars(never);
    expect(others).toEqual([]);
    expect(calendar).toEqual({
      url: `${server.url}team.ics`,
      name,
      ...(color && { color }),
      ...(description && { description }),
      readOnly: true,
    });
  });
  test.each(["REFRESH-INTERVAL;VALUE=DURATION:PT12H", "X-PUBLISHED-TTL:PT12H"])("%s is a trait", async (line) => {
    serve(file(`${line}\r\n`, event("a")), { server: "nginx" });
    expect((await connect()).traits()).toEqual({ server: "nginx", quirks: ["asks to be read every 720 minutes"] });
  });
});

describe("what changed", () => {
  test("one item per UID, a series with its overrides, under a key that stays; one request for all of it", async () => {
    serve(
      file(
        "",
        event("a"),
        event("b", "moved", "RECURRENCE-ID:20261124T090000Z\r\n"),
        event("b", "series", "RRULE:FREQ=DAILY\r\n"),
      ),
    );
    const page = await pull(await connect());
    expect(page).toMatchObject({ removed: [], complete: true, method: "listing" });
    expect(titles(page)).toEqual(["a", "moved"]);
    const name = createHash("sha256").update("b").digest("hex").slice(0, 32);
    expect(page.items[1]?.key).toBe(`${name}.ics`);
    expect(server.asked.map((asked) => asked.method)).toEqual(["GET"]);
  });
  test("only what differs comes again; times of writing that the publisher renews are no change", async () => {
    serve(file("", event("a"), event("b"), event("c")));
    const connection = await connect();
    const first = await pull(connection);
    serve(file("", event("a").replace("DTSTAMP:2026", "DTSTAMP:2027"), event("b", "new title"), event("d")));
    const second = await pull(connection, first.cursor, tags(first));
    expect(titles(second)).toEqual(["new title", "d"]);
    expect(second.removed).toEqual([first.items[2]?.key]);
    expect(second.complete).toBe(true);
  });
  test("ETag and Last-Modified are sent back; 304 means nothing changed and keeps the cursor", async () => {
    serve(file("", event("a")), { etag: '"v1"', "last-modified": "Mon, 23 Nov 2026 08:00:00 GMT" });
    const connection = await connect();
    const { cursor } = await pull(connection);
    server.answer((asked) => (asked.headers["if-none-match"] === '"v1"' ? { status: 304 } : { status: 500 }));
    expect(await pull(connection, cursor, new Map([["k", '"t"']]))).toMatchObject({
      items: [],
      removed: [],
      complete: false,
      cursor,
    });
    serve(file("", event("a")), { "last-modified": "Mon, 23 Nov 2026 08:00:00 GMT" });
    const { cursor: dated } = await pull(connection);
    server.answer((asked) => (asked.headers["if-modified-since"] ? { status: 304 } : { status: 500 }));
    expect((await pull(connection, dated)).items).toEqual([]);
  });
  test("a server that validates nothing and sends the same file brings nothing", async () => {
    serve(file("", event("a")));
    const connection = await connect();
    const { cursor } = await pull(connection);
    expect(await pull(connection, cursor)).toMatchObject({ items: [], complete: false });
    // A complete comparison was asked for.
    expect((await pull(connection)).items).toHaveLength(1);
  });
  test("what cannot be read is parked and counts as there; tasks are nothing of ours", async () => {
    serve(
      file(
        "",
        event("a"),
        event("bad").replace("20261124T090000Z", "rubbish"),
        "BEGIN:VTODO\r\nUID:t\r\nEND:VTODO\r\n",
      ),
    );
    const connection = await connect();
    const page = await pull(connection);
    expect(titles(page)).toEqual(["a"]);
    expect(page.parked.map((one) => one.failure.code)).toEqual(["malformed"]);
    const known = new Map([...tags(page), ...page.parked.map((one) => [one.key, one.etag] as const)]);
    expect(await pull(connection, undefined, known)).toMatchObject({ items: [], parked: [], removed: [] });
  });
  test("with a window only what falls into it comes, nothing outside counts as removed, and a window that moves is read anew", async () => {
    serve(file("", event("now"), event("old").replace("20261124", "20200101")), { etag: '"v1"' });
    const connection = await connect();
    const range = (fromMs: number, toMs: number) => ({ only: { fromMs, toMs } });
    const read = async (
      cursor: string | undefined,
      ranges: ReturnType<typeof range>,
      known = new Map<string, string | undefined>(),
    ) => {
      for await (const page of connection.changes("", cursor, () => known, never, ranges)) return page;
      throw new Error("no page");
    };
    const first = await read(undefined, range(Date.UTC(2026, 10, 1), Date.UTC(2026, 11, 31)));
    expect([titles(first), first.removed]).toEqual([["now"], []]);
    await read(first.cursor, range(Date.UTC(2019, 0), Date.UTC(2026, 11, 31)));
    expect(server.asked.at(-1)?.headers["if-none-match"]).toBeUndefined();
  });
});

describe("an answer that is no whole calendar is a failure, never a removal", () => {
  test.each<[string, Reply, string]>([
    [
      "a login page",
      { status: 200, headers: { "content-type": "text/html" }, body: "<!doctype html><p>Sign in" },
      "login-page",
    ],
    ["nothing", { status: 200, headers: ICS, body: "" }, "bad-answer"],
    [
      "a calendar that was cut between events",
      { status: 200, headers: ICS, body: file("", event("a")).replace("END:VCALENDAR\r\n", "") },
      "bad-answer",
    ],
    [
      "a calendar that was cut inside an event",
      { status: 200, headers: ICS, body: file("", event("a"), event("b")).slice(0, 200) },
      "bad-answer",
    ],
    ["404", { status: 404, body: "" }, "missing"],
    ["410", { status: 410, body: "" }, "missing"],
    ["403", { status: 403, body: "" }, "forbidden"],
    ["401", { status: 401, body: "" }, "password-needed"],
    ["500", { status: 500, body: "" }, "server-error"],
    ["204", { status: 204 }, "bad-answer"],
    ["304 that nobody asked for", { status: 304 }, "bad-answer"],
  ])("%s", async (_, reply, reason) => {
    serve(file("", event("a")));
    const connection = await connect();
    await pull(connection);
    server.answer(() => reply);
    expect((await failureOf(pull(connection))).reason).toBe(reason);
  });
  test("503 and 429 say when to come back (R98)", async () => {
    server.answer(() => ({ status: 503, headers: { "retry-after": "600" } }));
    const failure = await failureOf(connect());
    expect([failure.reason, failure.retryAtMs]).toEqual(["rate-limited", world.clock.nowMs() + 600_000]);
  });
  test("a file larger than 32 MiB is refused", async () => {
    serve(file("", event("a"), `X-PAD:${"x".repeat(33 * 1024 * 1024)}\r\n`));
    expect((await failureOf(connect())).reason).toBe("too-large");
  });
});

describe("how it is reached", () => {
  test("webcal: means https first; plain HTTP where nobody listens for encryption, and never with a password", async () => {
    serve(file("", event("a")));
    const url = `${server.url.replace("http:", "webcal:")}team.ics`;
    const [calendar] = await (await connect({ url })).calendars(never);
    expect(calendar?.url).toBe(`${server.url}team.ics`);
    server.asked.length = 0;
    expect((await failureOf(connect({ url, username: "u", password: "p" }))).reason).toBe("certificate");
    expect((await failureOf(connect({ url: url.replace("webcal:", "webcals:") }))).reason).toBe("certificate");
    expect(server.asked).toEqual([]);
  });
  test("a password is sent, also one inside the address, and kept out of the calendar's address", async () => {
    server.answer((asked) =>
      asked.headers.authorization === `Basic ${Buffer.from("ann:p w").toString("base64")}`
        ? { status: 200, headers: ICS, body: file("", event("a")) }
        : { status: 401 },
    );
    await connect({ username: "ann", password: "p w" });
    const inside = await connect({ url: `${server.url.replace("://", "://ann:p%20w@")}team.ics` });
    expect((await inside.calendars(never))[0]?.url).toBe(`${server.url}team.ics`);
    expect((await failureOf(connect({ username: "ann", password: "no" }))).reason).toBe("wrong-password");
    expect(JSON.stringify(inside.requests())).not.toContain("p w");
  });
  test("redirects are followed, five at most; the password does not go along to another host", async () => {
    const other = await startFakeDav();
    other.answer(() => ({ status: 200, headers: ICS, body: file("NAME:There\r\n", event("a")) }));
    server.answer(() => ({ status: 302, headers: { location: `${other.url}x.ics` } }));
    const [calendar] = await (await connect({ username: "u", password: "p" })).calendars(never);
    expect(calendar?.name).toBe("There");
    expect(other.asked.map((asked) => asked.headers.authorization)).toEqual([undefined]);
    await other.stop();
    server.asked.length = 0;
    server.answer(() => ({ status: 301, headers: { location: "/again" } }));
    expect((await failureOf(connect())).reason).toBe("bad-answer");
    expect(server.asked).toHaveLength(6);
  });
  test("gzip is understood", async () => {
    const body = gzipSync(file("", event("a")));
    server.answer(() => ({
      status: 200,
      headers: { ...ICS, "content-encoding": "gzip" },
      body: body as unknown as string,
    }));
    expect(titles(await pull(await connect()))).toEqual(["a"]);
  });
  test("a known address is read when something is asked, not before", async () => {
    serve(file("", event("a")));
    const { endpoints } = await connect();
    server.asked.length = 0;
    const again = await connect({ endpoints });
    expect(server.asked).toEqual([]);
    expect((await pull(again)).items).toHaveLength(1);
  });
  test.each(["", "ftp://x/y.ics", "javascript:alert(1)", "https://"])("%j is no address of a calendar", async (url) => {
    expect((await failureOf(connect({ url }))).reason).toBe("invalid-input");
  });
  test("writing is refused, reading one item is not", async () => {
    serve(file("", event("a")));
    const connection = await connect();
    const [item] = (await pull(connection)).items;
    expect((await connection.fetch("", item?.href ?? "", never))?.text).toBe(item?.text);
    expect(await connection.fetch("", "#nobody.ics", never)).toBeUndefined();
    const version = { href: "", baseText: "" };
    const refused = [
      connection.create("", "n", "", never),
      connection.update("", version, "", never),
      connection.remove("", version, never),
    ];
    for (const one of refused) expect((await failureOf(one)).reason).toBe("read-only");
    expect((await failureOf(connection.createCalendar("n", { name: "n" }, never))).reason).toBe("unsupported");
  });
});
