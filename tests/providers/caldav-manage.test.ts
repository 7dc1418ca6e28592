// Calendars made, changed and deleted, moves, limits, the log of requests, and how many are asked at once.
import { describe, expect, it } from "vitest";
import { createNet } from "../../src-main/host/net.ts";
import { withLog } from "../../src-main/providers/request-log.ts";
import { eventText } from "../servers/dav.ts";
import { startFakeDav } from "../servers/fake-dav.ts";
import { VENDORS } from "../servers/quirk-traits.ts";
import { failureOf } from "./fake-account.ts";
import { count, fill, never, quirkAccount, quirkLogin, versionOf } from "./quirk-account.ts";

describe("making a calendar", () => {
  it("is done by extended MKCOL where MKCALENDAR is not known (RFC 5689)", async () => {
    const { server, connection } = await quirkAccount({ noMkcalendar: 405 });
    const made = await connection.createCalendar("new", { name: "New", color: "#123456" }, never);
    expect(made).toMatchObject({ url: server.calendarUrl("new"), name: "New", color: "#123456" });
    expect(server.collection("new").components).toEqual(["VEVENT"]);
    expect(server.asked.map((one) => one.method)).toEqual(["MKCALENDAR", "PROPFIND", "MKCOL", "PROPFIND", "PROPFIND"]);
  });

  it("counts as done when it was, although the answer said 500", async () => {
    const { server, connection } = await quirkAccount({});
    server.makeCalendar("new", { displayName: "New" });
    server.quirk({ refuse: { times: 1, methods: /MKCALENDAR/, status: 500 } });
    expect(await connection.createCalendar("new", { name: "New" }, never)).toMatchObject({ name: "New" });
  });

  it("is refused plainly where it is forbidden, and waits where calendars are rationed", async () => {
    const { server, connection } = await quirkAccount({});
    const create = () => connection.createCalendar("new", { name: "New" }, never);
    server.quirk({ refuse: { methods: /MKCALENDAR/, status: 403, text: "no more calendars" } });
    expect((await failureOf(create())).reason).toBe("forbidden");
    server.quirk({ refuse: { methods: /MKCALENDAR/, status: 429 } });
    expect((await failureOf(create())).reason).toBe("rate-limited");
    server.quirk({ refuse: { methods: /MKCALENDAR/, status: 507 } });
    expect((await failureOf(create())).reason).toBe("quota");
  });

  it("gives it its name and colour even where they are forgotten at first", async () => {
    const { server, connection } = await quirkAccount({});
    server.makeCalendar("new", { displayName: "new" });
    const made = await connection.createCalendar("new", { name: "Named", color: "#123456" }, never);
    expect(made).toMatchObject({ name: "Named", color: "#123456" });
    expect(server.collection("new").displayName).toBe("Named");
  });
});

describe("deleting a calendar", () => {
  it("never touches the home that holds all of them", async () => {
    const { server, connection } = await quirkAccount({});
    const failure = await failureOf(connection.removeCalendar(server.homeUrl, never));
    expect(failure).toMatchObject({ reason: "unsupported", params: { what: "delete-calendar" } });
    expect(count(server, /DELETE/)).toBe(0);
  });

  it.each([
    [405, "unsupported"],
    [501, "unsupported"],
    [403, "forbidden"],
    [500, "server-error"],
  ] as const)("says what %i means", async (noCalendarDelete, reason) => {
    const { connection, url } = await quirkAccount({ noCalendarDelete });
    expect((await failureOf(connection.removeCalendar(url, never))).reason).toBe(reason);
  });
});

describe("moving", () => {
  it.each([403, 405, 501, 502, 409])("is unsupported on %i, and nothing was touched (R54)", async (noMove) => {
    const { server, connection, url, copy } = await quirkAccount({ noMove });
    const to = server.makeCalendar("other");
    fill(server, 1);
    await copy.pull();
    const move = () => connection.move(url, versionOf(copy.items.get("0.ics")), to, "0.ics", never);
    expect(await move()).toEqual({ kind: "unsupported" });
    expect(server.objects().size).toBe(1);
    expect(server.objects("other").size).toBe(0);
    await move();
    expect(count(server, /MOVE/)).toBe(noMove === 405 || noMove === 501 ? 1 : 2);
  });

  it("names the version, the place and Overwrite: F (R54)", async () => {
    const { server, connection, url, copy } = await quirkAccount({});
    const to = server.makeCalendar("other");
    fill(server, 1);
    await copy.pull();
    await connection.move(url, versionOf(copy.items.get("0.ics")), to, "a b.ics", never);
    const asked = server.asked.find((one) => one.method === "MOVE");
    expect(asked?.headers).toMatchObject({ overwrite: "F", "if-match": '"e1"', destination: `${to}a%20b.ics` });
    expect(server.objects("other").has("a b.ics")).toBe(true);
  });

  it("is recognised as done when its answer was a fault (R54)", async () => {
    const { server, connection, url, copy } = await quirkAccount({});
    const to = server.makeCalendar("other");
    fill(server, 1);
    await copy.pull();
    server.put("0.ics", server.objects().get("0.ics") ?? "", { id: "other" });
    server.remove("0.ics");
    const moved = await connection.move(url, versionOf(copy.items.get("0.ics")), to, "0.ics", never);
    expect(moved).toMatchObject({ kind: "moved", item: { key: "0.ics" } });
  });

  it("is not tried between two servers", async () => {
    const { connection, url, copy, server } = await quirkAccount({});
    fill(server, 1);
    await copy.pull();
    const version = versionOf(copy.items.get("0.ics"));
    const outcome = await connection.move(url, version, "http://other.test/cal/", "0.ics", never);
    expect(outcome).toEqual({ kind: "unsupported" });
  });
});

describe("limits of a calendar (R56)", () => {
  const at = (day: string) => eventText("a", "A").replaceAll("20261123", day);
  const guests = (many: number) =>
    eventText("a", "A").replace("SUMMARY", `${"ATTENDEE:mailto:x@y\r\n".repeat(many)}SUMMARY`);

  it.each([
    ["size", { size: 300 }, eventText("a", "A".repeat(200)), "too-large"],
    ["first date", { from: "20200101T000000Z" }, at("20191201"), "refused-data"],
    ["last date", { to: "20300101T000000Z" }, at("20310101"), "refused-data"],
    ["number of attendees", { attendees: 2 }, guests(3), "refused-data"],
  ] as const)("%s: what it would refuse is not sent", async (_, limits, text, reason) => {
    const { server, connection, url } = await quirkAccount({ limits });
    expect((await failureOf(connection.create(url, "a.ics", text, never))).reason).toBe(reason);
    expect(count(server, /PUT/)).toBe(0);
    expect((await connection.create(url, "b.ics", eventText("b", "B"), never)).kind).toBe("stored");
  });

  it("are asked once, or read with the list of calendars", async () => {
    const { server, connection, url } = await quirkAccount({ limits: { size: 1000 } });
    await connection.calendars(never);
    server.asked.length = 0;
    await connection.create(url, "a.ics", eventText("a", "A"), never);
    await connection.create(url, "b.ics", eventText("b", "B"), never);
    expect(count(server, /PROPFIND/)).toBe(0);
  });

  it("does not read the start of a time zone as the event's", async () => {
    const zone =
      "BEGIN:VTIMEZONE\r\nTZID:X\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";
    const { connection, url } = await quirkAccount({ limits: {} });
    const { connection: limited, url: there } = await quirkAccount({ limits: { from: "20200101T000000Z" } });
    const text = eventText("a", "A").replace("BEGIN:VEVENT", `${zone}BEGIN:VEVENT`);
    expect((await connection.create(url, "a.ics", text, never)).kind).toBe("stored");
    expect((await limited.create(there, "a.ics", text, never)).kind).toBe("stored");
  });
});

describe("the latest requests (R103)", () => {
  it("are kept by path and outcome, two hundred of them, without anything secret", async () => {
    const { server, connection, url, copy } = await quirkAccount(VENDORS.sabre);
    for (let n = 0; n < 210; n++) await connection.fetch(url, `/calendars/alice/personal/${n}.ics?token=hush`, never);
    const records = connection.requests();
    expect(records).toHaveLength(200);
    expect(records.at(-1)).toMatchObject({ method: "GET", path: "/calendars/alice/personal/209.ics", status: 404 });
    server.quirk({ tokenRefusal: undefined, acceptsAnyToken: undefined });
    const bad = JSON.stringify({ method: "sync-collection", token: "bad" });
    await failureOf(copy.pull(bad));
    expect(connection.requests().at(-1)).toMatchObject({ method: "REPORT", status: 403, note: "valid-sync-token" });
    expect(JSON.stringify(connection.requests())).not.toMatch(/alice-pw|Basic|hush|YWxpY2U/);
  });

  it("leave out the query, where a redirect may carry a token", async () => {
    const http = { request: async () => ({ status: 200, headers: {}, body: "é", url: "" }), close: async () => {} };
    const log = withLog(
      http,
      () => 5,
      () => undefined,
    );
    await log.client.request({ method: "GET", url: "http://a.test/x%20y?token=hush#part" }, never);
    expect(log.records()).toEqual([{ atMs: 5, method: "GET", path: "/x%20y", status: 200, bytes: 2, ms: 0 }]);
  });

  it("tell of requests that had no answer", async () => {
    const { server, connection } = await quirkAccount({});
    await server.stop();
    await failureOf(connection.calendars(never));
    expect(connection.requests().at(-1)).toMatchObject({
      method: "PROPFIND",
      note: expect.stringMatching(/^connection-(refused|lost)$/),
    });
    expect(connection.requests().at(-1)).not.toHaveProperty("status");
  });
});

describe("a host (R98)", () => {
  it("is asked three things at a time at most, over few connections, by all accounts together", async () => {
    const server = await startFakeDav();
    const net = createNet();
    const clients = [net.http({}), net.http({})];
    let [open, most] = [0, 0];
    server.answer(() => {
      most = Math.max(most, ++open);
      return { status: 200, body: "ok" };
    });
    const one = async (n: number) => {
      await clients[n % 2]?.request({ method: "GET", url: `${server.url}${n}` }, never);
      open--;
    };
    await Promise.all(Array.from({ length: 30 }, (_, n) => one(n)));
    expect(most).toBeLessThanOrEqual(3);
    expect(server.asked).toHaveLength(30);
    for (const client of clients) await client.close();
    await server.stop();
  });

  it("is not waited for by what was cancelled in the queue", async () => {
    const { connect } = await quirkLogin({});
    const connection = await connect();
    const stop = new AbortController();
    const all = Array.from({ length: 10 }, () => failureOf(connection.calendars(stop.signal)));
    stop.abort();
    expect((await Promise.all(all)).map((failure) => failure.reason)).toEqual(Array(10).fill("cancelled"));
    expect(await connection.calendars(never)).toHaveLength(1);
  });
});
