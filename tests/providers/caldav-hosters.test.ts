// Hosters and groupware with ways of their own: Infomaniak, Synology, SOGo, Zimbra, OX, Posteo, … (knowledge §2.11).
import { describe, expect, it } from "vitest";
import { itemsIn } from "../contracts/calendar-copy.ts";
import { eventText } from "../servers/dav.ts";
import { VENDORS } from "../servers/quirk-traits.ts";
import { failureOf } from "./fake-account.ts";
import { count, fill, never, quirkAccount, quirkLogin, versionOf } from "./quirk-account.ts";
import { NOW_MS } from "./world.ts";

const old = (uid: string) => eventText(uid, uid).replaceAll("20261123", "20100105");

describe("Infomaniak", () => {
  it("shows nothing at its bare host; the user's code leads to the calendars", async () => {
    const { connection } = await quirkAccount(VENDORS.infomaniak, { host: "sync.infomaniak.com", kind: "infomaniak" });
    expect((await connection.calendars(never)).map((one) => one.name)).toEqual(["Personal"]);
    expect(connection.traits().server).toBe("Infomaniak");
  });

  it("refuses a mail address in place of the code as a wrong sign-in, not as a missing server", async () => {
    const host = "sync.infomaniak.com";
    const { connect } = await quirkLogin(VENDORS.infomaniak, { host, kind: "infomaniak", username: "a@ik.me" });
    expect((await failureOf(connect())).reason).toBe("wrong-password");
  });

  it("has calendars subscribed by address that may only be read (R12)", async () => {
    const { server, connection } = await quirkAccount(VENDORS.infomaniak, { host: "sync.infomaniak.com" });
    server.makeCalendar("holidays", { displayName: "Holidays", readOnly: true });
    const found = await connection.calendars(never);
    expect(found.map(({ name, readOnly }) => [name, readOnly])).toEqual([
      ["Personal", false],
      ["Holidays", true],
    ]);
    const url = found[1]?.url ?? "";
    const create = connection.create(url, "a.ics", eventText("a", "A"), never);
    expect((await failureOf(create)).reason).toBe("read-only");
    expect((await failureOf(connection.changeCalendar(url, { name: "Mine" }, never))).reason).toBe("forbidden");
  });
});

describe("Synology", () => {
  it("names no principal: the address typed is the home (R5), and its calendars stay (no deletion)", async () => {
    const { server, connect } = await quirkLogin(VENDORS.synology);
    const connection = await connect({ url: server.homeUrl });
    const [calendar] = await connection.calendars(never);
    expect(calendar?.name).toBe("Personal");
    expect((await failureOf(connection.removeCalendar(calendar?.url ?? "", never))).reason).toBe("forbidden");
    expect(server.objects()).toBeDefined();
  });
});

describe("SOGo", () => {
  it("uses a calendar as its inbox: it is still a calendar (R9)", async () => {
    const { connection } = await quirkAccount(VENDORS.sogo);
    expect((await connection.calendars(never)).map((one) => one.name)).toEqual(["Personal"]);
  });

  it("fails at ranges: everything is compared instead, and nothing is lost (R30)", async () => {
    const { server, connection, copy } = await quirkAccount(VENDORS.sogo);
    fill(server, 3);
    server.put("old.ics", old("old"));
    const only = { fromMs: NOW_MS, toMs: NOW_MS + 86_400_000 };
    const pages = await copy.pull(undefined, { only });
    expect(copy.items.size).toBe(4);
    expect(pages.at(-1)).toMatchObject({ complete: true, removed: [] });
    expect(connection.traits().quirks).toContain("time-range queries fail; everything is compared");
    server.asked.length = 0;
    expect(itemsIn(await copy.pull(copy.cursor, { only }))).toEqual([]);
    expect(count(server, /calendar-query/)).toBe(0);
  });

  it("answers 501 under load: nothing is removed, and the next run finds what changed", async () => {
    const { server, copy } = await quirkAccount({});
    fill(server, 3);
    await copy.pull();
    server.put("new.ics", eventText("new", "New"));
    server.quirk({ refuse: { times: 1, status: 501, methods: /REPORT/ } });
    const pages = await copy.pull();
    expect(pages.flatMap((page) => page.removed)).toEqual([]);
    expect(copy.keys).toEqual(["0.ics", "1.ics", "2.ics", "new.ics"]);
  });
});

describe("Zimbra", () => {
  it("repeats rows: the first one counts (R36)", async () => {
    const { server, connection, copy } = await quirkAccount(VENDORS.zimbra);
    fill(server, 2);
    await copy.pull();
    expect([...copy.items.values()].map((item) => item.etag)).toEqual(['"e1"', '"e2"']);
    copy.cursor = undefined;
    expect(itemsIn(await copy.pull())).toEqual([]);
    expect(connection.traits().quirks).toContain("lists items twice");
  });

  it("has one UID once for all calendars, and says where (R52)", async () => {
    const { server, connection, url } = await quirkAccount(VENDORS.zimbra);
    server.makeCalendar("other");
    server.put("there.ics", eventText("same", "There"), { id: "other" });
    const failure = await failureOf(connection.create(url, "here.ics", eventText("same", "Here"), never));
    expect(failure).toMatchObject({ reason: "refused-data", params: { detail: expect.stringMatching(/other.there/) } });
    expect(server.objects().size).toBe(0);
    expect(server.objects("other").get("there.ics")).toContain("There");
  });
});

describe("OX (mailbox.org)", () => {
  it("finds a year without a range: what is older is not taken for gone (R29)", async () => {
    const { server, copy } = await quirkAccount({ ...VENDORS.ox, noSyncToken: true });
    server.put("old.ics", old("old"));
    fill(server, 1);
    await copy.pull();
    server.put("1.ics", eventText("u1", "E"));
    const pages = await copy.pull();
    expect(copy.keys).toEqual(["0.ics", "1.ics", "old.ics"]);
    expect(pages.flatMap((page) => page.removed)).toEqual([]);
    expect(server.asked.filter((one) => /calendar-query/.test(one.body) && !/time-range/.test(one.body))).toEqual([]);
  });

  it("does not rename, but recolours: each is told for itself (propstat)", async () => {
    const { server, connection, url } = await quirkAccount(VENDORS.ox);
    const both = connection.changeCalendar(url, { color: "#AA0011" }, never);
    await both;
    expect(server.collection().color).toBe("#AA0011");
    const failure = await failureOf(connection.changeCalendar(url, { name: "New", color: "#00AA11" }, never));
    expect(failure).toMatchObject({ reason: "unsupported", params: { what: "rename" } });
    expect(server.collection().displayName).toBe("Personal");
  });
});

describe("Posteo", () => {
  it("refuses sync-collection outright: the ctag does, and an unchanged run is one request (R19)", async () => {
    const { server, connection, copy } = await quirkAccount(VENDORS.posteo);
    fill(server, 3);
    await copy.pull();
    expect(copy.items.size).toBe(3);
    expect(JSON.parse(copy.cursor ?? "")).toMatchObject({ method: "ctag" });
    server.asked.length = 0;
    await copy.pull();
    expect(server.asked.map((one) => one.method)).toEqual(["PROPFIND"]);
    server.remove("0.ics");
    server.put("3.ics", eventText("u3", "E"));
    await copy.pull();
    expect(copy.keys).toEqual(["1.ics", "2.ics", "3.ics"]);
    expect(count(server, /sync-collection/)).toBe(0);
    expect(connection.traits().quirks).toContain("refuses sync-collection; the ctag tells changes");
  });

  it("makes no calendars, by neither method", async () => {
    const { server, connection } = await quirkAccount(VENDORS.posteo);
    const failure = await failureOf(connection.createCalendar("x", { name: "X" }, never));
    expect(failure).toMatchObject({ reason: "unsupported", params: { what: "create-calendar" } });
    expect(count(server, /^MKC/)).toBe(2);
  });
});

describe("Purelymail", () => {
  it("lists minutes late: what was just written counts as stored and can be fetched (R31)", async () => {
    const { server, connection, url, copy } = await quirkAccount({});
    server.quirk({ lag: true });
    const made = await connection.create(url, "late.ics", eventText("late", "Late"), never);
    if (made.kind !== "stored") throw new Error(made.kind);
    copy.items.set("late.ics", made.item);
    await copy.pull();
    expect(await connection.fetch(url, made.item.href, never)).toMatchObject({ etag: made.item.etag });
    server.quirk({ lag: false });
    expect(itemsIn(await copy.pull()).filter((item) => item.etag !== made.item.etag)).toEqual([]);
    expect((await connection.create(url, "late.ics", eventText("late", "Late"), never)).kind).toBe("stored");
    expect(server.objects().size).toBe(1);
  });

  it("answers 409 to a write outside a calendar: the calendar is missing, not the event", async () => {
    const { connection, url } = await quirkAccount({});
    const create = connection.create(url.replace("personal", "nowhere"), "a.ics", eventText("a", "A"), never);
    expect(await failureOf(create)).toMatchObject({ reason: "missing", params: { what: "calendar" } });
  });
});

describe("DavMail", () => {
  it("names its items .EML and types them as mail: they are events all the same (R26, T13)", async () => {
    const { server, connection, url, copy } = await quirkAccount(VENDORS.davmail);
    server.put("AAM=.EML", eventText("eml", "Exchange"));
    await copy.pull();
    expect(copy.keys).toEqual(["AAM=.EML"]);
    const version = versionOf(copy.items.get("AAM=.EML"));
    expect((await connection.update(url, version, eventText("eml", "Changed"), never)).kind).toBe("stored");
    server.remove("AAM=.EML");
    expect((await copy.pull()).flatMap((page) => page.removed)).toEqual(["AAM=.EML"]);
  });

  it("reports an error after it has saved: one write, one event (R55)", async () => {
    const { server, connection, url } = await quirkAccount({ failAfterSaving: 3 });
    server.quirk({ failAfterSaving: 3 });
    const made = await connection.create(url, "a.ics", eventText("a", "First"), never);
    if (made.kind !== "stored") throw new Error(made.kind);
    const changed = await connection.update(url, versionOf(made.item), eventText("a", "Second"), never);
    if (changed.kind !== "stored") throw new Error(changed.kind);
    expect(await connection.remove(url, versionOf(changed.item), never)).toEqual({ kind: "removed" });
    expect(count(server, /^PUT|^DELETE/)).toBe(3);
  });
});

describe("Stalwart", () => {
  it("limits requests with 429: the pause it asks for is kept to (R98)", async () => {
    const { server, copy } = await quirkAccount(VENDORS.stalwart);
    server.quirk({ refuse: { times: 1, status: 429, headers: { "retry-after": "240" } } });
    expect(await failureOf(copy.pull())).toMatchObject({ reason: "rate-limited", retryAtMs: NOW_MS + 240_000 });
  });

  it("misses series in ranges: they still come with the rest, and are never taken for gone (R30)", async () => {
    const { server, copy } = await quirkAccount(VENDORS.stalwart);
    server.put("series.ics", eventText("s", "Series").replace("SUMMARY", "RRULE:FREQ=DAILY\r\nSUMMARY"));
    fill(server, 1);
    const range = { fromMs: NOW_MS, toMs: NOW_MS + 86_400_000 };
    await copy.pull(undefined, { first: range });
    expect(copy.keys).toEqual(["0.ics", "series.ics"]);
    const pages = await copy.pull(undefined, { only: range });
    expect(pages.flatMap((page) => page.removed)).toEqual([]);
    expect(copy.keys).toEqual(["0.ics", "series.ics"]);
  });
});

describe("mail.ru", () => {
  it("drops lines it does not know: the base is what it kept, not what we sent (R50, R59)", async () => {
    const { connection, url, copy } = await quirkAccount(VENDORS.mailru);
    const text = eventText("a", "A").replace("SUMMARY", "X-OURS:1\r\nSUMMARY");
    const made = await connection.create(url, "a.ics", text, never);
    if (made.kind !== "stored") throw new Error(made.kind);
    expect(made.item.text).not.toContain("X-OURS");
    copy.items.set("a.ics", made.item);
    expect(itemsIn(await copy.pull())).toEqual([]);
  });
});

describe("any server", () => {
  it("may have several homes (R4, T10) and may forget to announce calendar-access (R6)", async () => {
    const { connection } = await quirkAccount({ secondHome: true, noCalendarAccess: true });
    expect(JSON.parse(connection.endpoints).homes).toHaveLength(2);
    expect(await connection.calendars(never)).toHaveLength(1);
    expect(connection.traits().quirks).toContain("does not announce calendar-access");
  });

  it.each(["text/vtodo", "none"] as const)("may type its events as %s: the text decides (R26)", async (contentType) => {
    const { server, copy } = await quirkAccount({ contentType });
    fill(server, 2);
    await copy.pull();
    expect(copy.keys).toEqual(["0.ics", "1.ics"]);
  });

  it("is asked not to compress, as some change their entity tags for it (R38)", async () => {
    const { server, copy } = await quirkAccount({ wrongMime: true, controlCharacters: true });
    fill(server, 2);
    await copy.pull();
    expect(copy.items.get("0.ics")?.text).toBe(eventText("u0", "Event 0"));
    expect(new Set(server.asked.map((one) => one.headers["accept-encoding"]))).toEqual(new Set(["identity"]));
  });
});
