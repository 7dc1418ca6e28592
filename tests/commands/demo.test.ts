// Accounts, calendars, import and settings, on the demo account.
import { describe, expect, it, onTestFinished } from "vitest";
import type { Vault } from "../../src-main/ports.ts";
import { eventText } from "../servers/dav.ts";
import { testFolder } from "../support/folder.ts";
import { testEngine } from "../support/test-engine.ts";
import { localEngine } from "./local.ts";

const WEEKS = { fromMs: Date.parse("2026-11-09T00:00:00Z"), toMs: Date.parse("2026-12-03T00:00:00Z") };

async function demo(folder = testFolder()) {
  const engine = testEngine({ folder });
  onTestFinished(() => engine.close());
  const added = await engine.call("accounts.add", { kind: "demo", locale: "fr" });
  await engine.call("sync.run", {});
  return { ...engine, folder, added };
}

describe("the demo account", () => {
  it("brings a believable fortnight, with a read-only calendar", async () => {
    const { call, added } = await demo();
    expect(added.calendars.map((c) => c.name)).toContain("Travail");
    expect(added.calendars.filter((c) => c.readOnly)).toHaveLength(1);
    expect((await call("agenda.range", WEEKS)).occurrences.length).toBeGreaterThan(25);
  });

  it("keeps edits across a restart", async () => {
    const { call, close, folder, added } = await demo();
    const calendarId = added.calendars[0]?.id;
    if (!calendarId) throw new Error("no calendar");
    await call("events.create", { calendarId, title: "Mine", start: "2026-11-20T08:00", end: "2026-11-20T09:00" });
    await call("sync.run", {});
    await close();
    const again = testEngine({ folder });
    onTestFinished(() => again.close());
    expect((await again.call("sync.run", { full: true })).results.every((r) => r.outcome === "successful")).toBe(true);
    expect((await again.call("agenda.search", { query: "Mine" })).occurrences).toMatchObject([{ pending: false }]);
  });

  it("refuses edits on the read-only calendar before anything is stored", async () => {
    const { call, added } = await demo();
    const calendarId = added.calendars.find((c) => c.readOnly)?.id;
    if (!calendarId) throw new Error("no read-only calendar");
    const input = { calendarId, title: "x", start: "2026-11-20", end: "2026-11-21" };
    await expect(call("events.create", input)).rejects.toMatchObject({ reason: "read-only" });
  });

  it("leaves nothing behind when it is removed", async () => {
    const { call, added } = await demo();
    await call("accounts.remove", { id: added.account.id });
    expect(await call("accounts.list", {})).toEqual({ accounts: [] });
    expect(await call("calendars.list", {})).toEqual({ calendars: [] });
    expect((await call("agenda.range", WEEKS)).occurrences).toEqual([]);
    expect(await call("sync.status", {})).toEqual({ calendars: [], folders: [] });
  });
});

describe("signing in", () => {
  it("stores nothing, not even the secret, when it fails", async () => {
    const secrets = new Map<string, string>();
    const vault: Vault = {
      kind: "keychain",
      get: async (name) => secrets.get(name),
      set: async (name, secret) => void secrets.set(name, secret),
      remove: async (name) => void secrets.delete(name),
    };
    const engine = testEngine({ folder: testFolder(), vault });
    onTestFinished(() => engine.close());
    const input = { kind: "caldav", url: "http://127.0.0.1:9/", username: "a", password: "b" } as const;
    await expect(engine.call("accounts.add", input)).rejects.toMatchObject({ code: "offline" });
    expect(secrets.size).toBe(0);
    expect(await engine.call("accounts.list", {})).toEqual({ accounts: [] });
  });
});

describe("what comes next", () => {
  it("begins with what is running, leaves out the past, the cancelled and hidden calendars", async () => {
    const { call, calendarId } = await localEngine();
    const add = (title: string, start: string, end: string) => call("events.create", { calendarId, title, start, end });
    await add("Over", "2026-11-18T08:00", "2026-11-18T09:00");
    await add("Later", "2026-11-18T15:00", "2026-11-18T16:00");
    await add("Running", "2026-11-18T09:30", "2026-11-18T11:00");
    const { event } = await add("Cancelled", "2026-11-18T12:00", "2026-11-18T13:00");
    await call("events.update", { id: event.id, changes: { status: "cancelled" } });
    const titles = async () => (await call("agenda.upcoming", {})).occurrences.map((o) => o.title);
    expect(await titles()).toEqual(["Running", "Later"]);
    await call("calendars.update", { id: calendarId, visible: false });
    expect(await titles()).toEqual([]);
  });
});

describe("importing a file", () => {
  it("takes the good events, names the malformed one, skips what is there already", async () => {
    const { call, calendarId } = await localEngine();
    const broken = eventText("bad", "Broken").replace("DTSTART:20261123T090000Z", "DTSTART:tomorrow");
    const body = (text: string) => text.slice(text.indexOf("BEGIN:VEVENT"), text.indexOf("END:VCALENDAR"));
    const texts = [eventText("a", "One"), broken, eventText("b", "Two")].map(body).join("");
    const text = `BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${texts}END:VCALENDAR\r\n`;
    const first = await call("events.import", { calendarId, text });
    expect(first).toMatchObject({ calendarId, created: 2, skipped: 0 });
    expect(first.parked).toHaveLength(1);
    expect(await call("events.import", { calendarId, text })).toMatchObject({ created: 0, skipped: 2 });
  });

  it("refuses a file that is no calendar", async () => {
    const { call, calendarId } = await localEngine();
    await expect(call("events.import", { calendarId, text: "<html></html>" })).rejects.toMatchObject({
      code: "malformed",
    });
  });
});

describe("settings", () => {
  it("places all-day events anew when the zone changes", async () => {
    const { call, calendarId } = await localEngine();
    await call("events.create", { calendarId, title: "Day", start: "2026-11-20", end: "2026-11-21" });
    await call("settings.set", { zone: "America/New_York" });
    const { occurrences } = await call("agenda.range", WEEKS);
    expect(occurrences).toMatchObject([{ startMs: Date.parse("2026-11-20T05:00:00Z") }]);
    expect((await call("app.info", {})).zone).toBe("America/New_York");
    await call("settings.set", { zone: "system" });
    expect((await call("app.info", {})).zone).toBe("Europe/Paris");
  });

  it("refuses a zone nobody knows", async () => {
    const { call } = await localEngine();
    await expect(call("settings.set", { zone: "Mars/Olympus" })).rejects.toMatchObject({ reason: "invalid-input" });
  });
});
