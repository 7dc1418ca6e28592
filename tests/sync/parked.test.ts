// One malformed item never hides the others (design §6.8): a scripted server behind the provider port.
import { describe, expect, it, onTestFinished } from "vitest";
import { Failure } from "../../src-preload/contract/failure.ts";
import { eventText } from "../servers/dav.ts";
import { testFolder } from "../support/folder.ts";
import { testEngine } from "../support/test-engine.ts";
import { scripted } from "./scripted-server.ts";

const NOVEMBER = { fromMs: Date.parse("2026-11-01T00:00:00Z"), toMs: Date.parse("2026-12-01T00:00:00Z") };
async function signedIn(server: ReturnType<typeof scripted>) {
  const engine = testEngine({ folder: testFolder(), demo: server.provider });
  onTestFinished(() => engine.close());
  const { calendars } = await engine.call("accounts.add", { kind: "demo" });
  const calendarId = calendars[0]?.id;
  if (!calendarId) throw new Error("no calendar");
  const sync = async () => (await engine.call("sync.run", { full: true })).results[0];
  const titles = async () => (await engine.call("agenda.range", NOVEMBER)).occurrences.map((o) => o.title);
  const doctor = async () => (await engine.call("sync.doctor", {})).calendars[0];
  return { ...engine, calendarId, second: calendars[1]?.id, sync, titles, doctor };
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
    expect((await call("sync.status", {})).calendars[0]).toMatchObject({ parked: 1, state: "waiting" });

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
    expect((await call("sync.status", {})).calendars[0]).toMatchObject({ pending: 1, parked: 0, state: "failing" });
    server.refuse(undefined);
    expect(await sync()).toMatchObject({ outcome: "successful", pushed: 1 });
  });
});

describe("a move to another calendar (knowledge R54)", () => {
  it("removes nothing while the other calendar refuses the event", async () => {
    const server = scripted();
    server.put("a.ics", eventText("a", "Moved"));
    const { call, second, sync, titles } = await signedIn(server);
    await sync();
    const { occurrences } = await call("agenda.range", NOVEMBER);
    const id = occurrences[0]?.eventId;
    if (!id || !second) throw new Error("nothing to move");
    server.refuse(new Failure("forbidden"));
    const moved = await call("events.move", { id, calendarId: second });
    await sync();
    await sync();
    expect(server.removed).toEqual([]);
    expect(await titles()).toEqual(["Moved"]);
    server.refuse(undefined);
    await call("events.update", { id: moved.event.id, changes: { title: "Arrived" } });
    await call("sync.run", {});
    await call("sync.run", {});
    expect(server.removed).toEqual(["/cal/a.ics"]);
    expect(await titles()).toEqual(["Arrived"]);
  });
});
