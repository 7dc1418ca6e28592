// Google and iCloud as the quirk sheet has them (knowledge §2.11). Every test fails on a client that believes what it is told.
import { describe, expect, it } from "vitest";
import { eventText } from "../servers/dav.ts";
import { VENDORS } from "../servers/quirk-traits.ts";
import { failureOf } from "./fake-account.ts";
import { count, fill, never, quirkAccount, versionOf } from "./quirk-account.ts";
import { NOW_MS } from "./world.ts";

const GOOGLE = "apidata.googleusercontent.com";
const ICLOUD = "caldav.icloud.com";
const EMPTY_ERROR = '<?xml version="1.0" encoding="UTF-8"?>\n<D:error xmlns:D="DAV:"/>\n';
const SABRE_ERROR =
  '<d:error xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns"><s:exception>Sabre\\DAV\\Exception\\Forbidden</s:exception></d:error>';

describe("Google", () => {
  it("asks for a pause with an empty 403: the cursor stays good and nothing is compared anew (R19)", async () => {
    const { server, copy, connection } = await quirkAccount(VENDORS.google, { host: GOOGLE });
    fill(server, 3);
    await copy.pull();
    const cursor = copy.cursor;
    server.quirk({ refuse: { times: 1, status: 403, methods: /REPORT/, text: EMPTY_ERROR } });
    expect(await failureOf(copy.pull())).toMatchObject({ reason: "rate-limited", retryAtMs: NOW_MS + 15 * 60_000 });
    expect(copy.cursor).toBe(cursor);
    server.put("new.ics", eventText("new", "New"));
    server.asked.length = 0;
    await copy.pull();
    expect(copy.keys).toContain("new.ics");
    expect(count(server, /PROPFIND/)).toBe(0);
    expect(connection.traits()).toMatchObject({ server: "Google", quirks: ["asks for a pause with 403"] });
  });

  it("pauses writes as well, and is not confused with a 403 that says something (R19)", async () => {
    const { server, connection, url } = await quirkAccount({});
    server.quirk({ refuse: { times: 1, status: 403, methods: /PUT/, text: EMPTY_ERROR } });
    const create = () => connection.create(url, "a.ics", eventText("a", "A"), never);
    expect((await failureOf(create())).reason).toBe("rate-limited");
    server.quirk({ refuse: { times: 1, status: 403, methods: /PUT/, text: SABRE_ERROR } });
    expect((await failureOf(create())).reason).toBe("forbidden");
  });

  it("is looked at before a create, because its If-None-Match guards nothing (R46)", async () => {
    const { server, connection, url } = await quirkAccount(VENDORS.google, { host: GOOGLE });
    server.put("mine.ics", eventText("theirs", "Theirs"));
    const outcome = await connection.create(url, "mine.ics", eventText("mine", "Mine"), never);
    expect(outcome.kind).toBe("conflict");
    expect(server.objects().get("mine.ics")).toContain("Theirs");
    expect(count(server, /PUT/)).toBe(0);
  });

  it("lists what is nowhere to be had: that is neither an event nor a reason to stop (R33)", async () => {
    const { server, copy } = await quirkAccount(VENDORS.google, { host: GOOGLE });
    fill(server, 2);
    const pages = await copy.pull();
    expect(copy.keys).toEqual(["0.ics", "1.ics"]);
    expect(pages.at(-1)).toMatchObject({ complete: true, parked: [] });
  });

  it("is never asked to move, and says plainly that it makes no calendars (R54)", async () => {
    const { server, connection, url, copy } = await quirkAccount(VENDORS.google, { host: GOOGLE });
    fill(server, 1);
    await copy.pull();
    const to = url.replace("personal", "other");
    expect(await connection.move(url, versionOf(copy.items.get("0.ics")), to, "0.ics", never)).toEqual({
      kind: "unsupported",
    });
    expect(count(server, /MOVE/)).toBe(0);
    const failure = await failureOf(connection.createCalendar("x", { name: "X" }, never));
    expect(failure).toMatchObject({ reason: "unsupported", params: { what: "create-calendar" } });
  });

  it("states no privileges: writable until a write is refused (R12)", async () => {
    const { server, connection, url } = await quirkAccount(VENDORS.google, { host: GOOGLE });
    server.collection().readOnly = true;
    expect((await connection.calendars(never))[0]?.readOnly).toBe(false);
    const create = connection.create(url, "a.ics", eventText("a", "A"), never);
    expect((await failureOf(create)).reason).toBe("read-only");
    expect((await connection.calendars(never))[0]?.readOnly).toBe(true);
  });
});

describe("iCloud", () => {
  it("sends its users to a shard, and everything is asked for there (R7)", async () => {
    const { server, connection, connect } = await quirkAccount(VENDORS.icloud, { host: ICLOUD });
    const home = `https://p42-${ICLOUD}/calendars/alice/`;
    expect(JSON.parse(connection.endpoints).homes).toEqual([home]);
    expect((await connection.calendars(never)).map((one) => one.url)).toEqual([`${home}personal/`]);
    // The first host is not asked again.
    const again = await connect({ endpoints: connection.endpoints });
    server.asked.length = 0;
    await again.calendars(never);
    expect(server.asked.map((one) => one.path)).toEqual(["/calendars/alice/"]);
  });

  it("answers a multiget with empty rows: items are had one by one, and that is remembered (R34)", async () => {
    const { server, connection, copy } = await quirkAccount(VENDORS.icloud, { host: `p42-${ICLOUD}` });
    fill(server, 120);
    await copy.pull();
    expect(copy.items.size).toBe(120);
    expect(count(server, /calendar-multiget/)).toBe(1);
    fill(server, 2);
    await copy.pull();
    expect(count(server, /calendar-multiget/)).toBe(1);
    expect(connection.traits().quirks).toContain("multiget brings nothing; items are fetched one by one");
  });

  it("lists %40 and knows only @: the item is had, changed and never taken for gone (R40)", async () => {
    const { server, connection, url, copy } = await quirkAccount(VENDORS.icloud, { host: `p42-${ICLOUD}` });
    server.put("a@b.ics", eventText("at", "First"));
    await copy.pull();
    expect(copy.keys).toEqual(["a@b.ics"]);
    const version = versionOf(copy.items.get("a@b.ics"));
    expect((await connection.update(url, version, eventText("at", "Second"), never)).kind).toBe("stored");
    copy.cursor = undefined;
    expect((await copy.pull()).flatMap((page) => page.removed)).toEqual([]);
    expect(copy.items.get("a@b.ics")?.text).toContain("Second");
  });

  it("puts folders without a type between the items: they are no events (R25, R26)", async () => {
    const { server, copy } = await quirkAccount({ directoryRows: true, contentType: "none" });
    fill(server, 2);
    const pages = await copy.pull();
    server.put("late.ics", eventText("late", "Late"));
    const later = await copy.pull();
    expect(copy.keys).toEqual(["0.ics", "1.ics", "late.ics"]);
    expect([...pages, ...later].flatMap((page) => page.parked)).toEqual([]);
    expect(server.asked.filter((one) => `${one.path}${one.body}`.includes(".folder"))).toEqual([]);
  });

  it("refuses with 412 a UID that lives in another calendar: nothing is made twice or overwritten (R52)", async () => {
    const { server, connection, url } = await quirkAccount(VENDORS.icloud, { host: `p42-${ICLOUD}` });
    server.makeCalendar("other");
    server.put("there.ics", eventText("same", "There"), { id: "other" });
    const create = connection.create(url, "here.ics", eventText("same", "Here"), never);
    expect((await failureOf(create)).reason).toBe("conflict");
    expect(server.objects().size).toBe(0);
    expect([...server.objects("other").values()].join()).toContain("There");
  });
});
