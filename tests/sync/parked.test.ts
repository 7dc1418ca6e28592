// One malformed item never hides the others (design §6.8): a scripted server behind the provider port.
import { describe, expect, it, onTestFinished } from "vitest";
import type { CalendarConnection, CalendarProvider, RemoteItem } from "../../src-main/providers/provider.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import { eventText } from "../servers/dav.ts";
import { testFolder } from "../support/folder.ts";
import { testEngine } from "../support/test-engine.ts";

const NOVEMBER = { fromMs: Date.parse("2026-11-01T00:00:00Z"), toMs: Date.parse("2026-12-01T00:00:00Z") };
const URL_ = "http://server.test/cal/";

/** A server that lists what the test gives it and refuses what the test says. */
function scripted() {
  const items = new Map<string, RemoteItem>();
  const fetched: string[] = [];
  let refusal: Failure | undefined;
  let tag = 0;
  const connection: CalendarConnection = {
    endpoints: "{}",
    calendars: async () => [{ url: URL_, name: "Scripted", readOnly: false }],
    async *changes(_url, _cursor, known) {
      const mine = known();
      const changed = [...items.values()].filter((item) => mine.get(item.key) !== item.etag);
      fetched.push(...changed.map((item) => item.key));
      const removed = [...mine.keys()].filter((key) => !items.has(key));
      yield { items: changed, parked: [], removed, cursor: "c", method: "listing", complete: true };
    },
    fetch: async (_url, href) => items.get(href.split("/").at(-1) ?? ""),
    create: async (_url, name, text) => {
      if (refusal) throw refusal;
      return { kind: "stored", item: put(name, text) };
    },
    update: async (_url, { href }, text) => {
      if (refusal) throw refusal;
      return { kind: "stored", item: put(href.split("/").at(-1) ?? "", text) };
    },
    remove: async (_url, { href }) => {
      items.delete(href.split("/").at(-1) ?? "");
      return { kind: "removed" };
    },
    close: async () => {},
  };
  const put = (key: string, text: string): RemoteItem => {
    const item = { key, href: `/cal/${key}`, etag: `"${++tag}"`, text };
    items.set(key, item);
    return item;
  };
  const provider: CalendarProvider = { connect: async () => connection };
  return {
    provider,
    put,
    items,
    fetched,
    refuse: (failure: Failure | undefined) => {
      refusal = failure;
    },
  };
}

async function signedIn(server: ReturnType<typeof scripted>) {
  const engine = testEngine({ folder: testFolder(), demo: server.provider });
  onTestFinished(() => engine.close());
  const { calendars } = await engine.call("accounts.add", { kind: "demo" });
  const calendarId = calendars[0]?.id;
  if (!calendarId) throw new Error("no calendar");
  const sync = async () => (await engine.call("sync.run", { full: true })).results[0];
  const titles = async () => (await engine.call("agenda.range", NOVEMBER)).occurrences.map((o) => o.title);
  const doctor = async () => (await engine.call("sync.doctor", {})).calendars[0];
  return { ...engine, calendarId, sync, titles, doctor };
}

describe("a malformed item among good ones", () => {
  it("is set aside with its reason, fetched again only when it changes, and shown once it can be read", async () => {
    const server = scripted();
    server.put("good.ics", eventText("good", "Good"));
    server.put("bad.ics", eventText("bad", "Bad").replace("DTSTART:20261123T090000Z", "DTSTART:someday"));
    const { sync, titles, doctor, call } = await signedIn(server);
    expect(await sync()).toMatchObject({ outcome: "successful", created: 1 });
    expect(await titles()).toEqual(["Good"]);
    expect((await doctor())?.parked).toMatchObject([{ item: "bad.ics", failure: { code: "malformed" } }]);
    expect((await call("sync.status", {})).calendars).toMatchObject([{ parked: 1, state: "waiting" }]);

    server.fetched.length = 0;
    await sync();
    expect(server.fetched).toEqual([]);

    server.put("bad.ics", eventText("bad", "Mended"));
    expect(await sync()).toMatchObject({ created: 1 });
    expect((await titles()).sort()).toEqual(["Good", "Mended"]);
    expect((await doctor())?.parked).toEqual([]);
  });

  it("keeps the readable version on the screen when the next one cannot be read", async () => {
    const server = scripted();
    server.put("a.ics", eventText("a", "Readable"));
    const { sync, titles, doctor } = await signedIn(server);
    await sync();
    server.put("a.ics", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:?\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
    await sync();
    expect(await titles()).toEqual(["Readable"]);
    expect((await doctor())?.parked).toHaveLength(1);
  });
});

describe("an edit that the server refuses", () => {
  it("is set aside with the server's words, the others go on, and it goes out once it was changed", async () => {
    const server = scripted();
    const { call, calendarId, sync, titles, doctor } = await signedIn(server);
    const add = (title: string) => call("events.create", { calendarId, title, start: "2026-11-20", end: "2026-11-21" });
    server.refuse(new Failure("refused-data", { detail: "no such hall" }));
    const { event } = await add("Refused");
    expect(await sync()).toMatchObject({ outcome: "successful", pushed: 0 });
    expect((await doctor())?.parked).toMatchObject([{ failure: { reason: "refused-data" } }]);
    expect(await titles()).toEqual(["Refused"]);
    server.refuse(undefined);
    await add("Fine");
    await call("events.update", { id: event.id, changes: { title: "Changed" } });
    expect(await sync()).toMatchObject({ pushed: 2 });
    expect([...server.items.values()].map((item) => /SUMMARY:(\w+)/.exec(item.text)?.[1]).sort()).toEqual([
      "Changed",
      "Fine",
    ]);
    expect((await doctor())?.parked).toEqual([]);
  });

  it("waits, and is not set aside, when a login page answers instead of the server", async () => {
    const server = scripted();
    const { call, calendarId, sync } = await signedIn(server);
    server.refuse(new Failure("login-page"));
    await call("events.create", { calendarId, title: "Hotel", start: "2026-11-20", end: "2026-11-21" });
    expect(await sync()).toMatchObject({ outcome: "failed", failure: { reason: "login-page" } });
    expect((await call("sync.status", {})).calendars).toMatchObject([{ pending: 1, parked: 0, state: "failing" }]);
    server.refuse(undefined);
    expect(await sync()).toMatchObject({ outcome: "successful", pushed: 1 });
  });
});
