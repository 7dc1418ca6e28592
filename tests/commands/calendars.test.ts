// Calendars made, renamed, coloured and deleted on a server, and what the user sets for them here.
import { describe, expect, it } from "vitest";
import { atWork } from "./at-work.ts";
import { localEngine } from "./local.ts";

const TIMED = { title: "Review", start: "2026-11-24T10:00", end: "2026-11-24T10:30" };

describe("a new calendar with an account", () => {
  it("is made on its server and synced by itself", async () => {
    const { call, accountId, server, sync } = await atWork();
    const input = { accountId, name: "Team", color: "#12946B", kind: "group", missionId: "m1" } as const;
    const { calendar } = await call("calendars.create", input);
    expect(calendar).toMatchObject({ accountId, name: "Team", color: "#12946B", kind: "group", syncEnabled: true });
    expect([...server.shelvesOf("ann").values()].map((shelf) => shelf.name)).toEqual(["Work", "Team"]);
    await call("events.create", { calendarId: calendar.id, ...TIMED });
    expect(await sync()).toEqual(["CREATE ann"]);
    expect(server.texts("ann", "Team")).toHaveLength(1);
  });

  it("is made once, also when the server's answer was lost", async () => {
    const { call, accountId, server, sync } = await atWork();
    server.state.losesAnswer = true;
    await call("calendars.create", { accountId, name: "Team" });
    await sync();
    expect(server.shelvesOf("ann").size).toBe(2);
    expect((await call("calendars.list", {})).calendars.map((c) => c.name)).toEqual(["Team", "Work"]);
  });

  it("is not there at all when the server is out of reach", async () => {
    const { call, accountId, server } = await atWork();
    server.state.away = true;
    await expect(call("calendars.create", { accountId, name: "Team" })).rejects.toMatchObject({ code: "offline" });
    expect((await call("calendars.list", {})).calendars).toHaveLength(1);
  });
});

describe("a server's calendar", () => {
  it("is renamed there first; out of reach, nothing changes here", async () => {
    const { call, calendarId, server, sync } = await atWork();
    await call("calendars.update", { id: calendarId, name: "Office" });
    await sync();
    expect((await call("calendars.list", {})).calendars.map((c) => c.name)).toEqual(["Office"]);
    expect([...server.shelvesOf("ann").values()].map((shelf) => shelf.name)).toEqual(["Office"]);
    server.state.away = true;
    const refused = call("calendars.update", { id: calendarId, name: "Lost", visible: false });
    await expect(refused).rejects.toMatchObject({ code: "offline" });
    expect((await call("calendars.list", {})).calendars).toMatchObject([{ name: "Office", visible: true }]);
  });

  it("has a colour here and one for everyone; the last one chosen is shown, also after a run", async () => {
    const { call, calendarId: id, server, sync } = await atWork();
    const color = async () => (await call("calendars.list", {})).calendars[0]?.color;
    await call("calendars.update", { id, color: "#D2478A" });
    await sync();
    expect([await color(), [...server.shelvesOf("ann").values()][0]?.color]).toEqual(["#D2478A", undefined]);
    await call("calendars.update", { id, serverColor: "#0E8FA3" });
    await sync();
    expect([await color(), [...server.shelvesOf("ann").values()][0]?.color]).toEqual(["#0E8FA3", "#0E8FA3"]);
  });

  it("goes there and here, but not while edits wait for it", async () => {
    const { call, accountId, calendarId, server, sync } = await atWork();
    const { calendar } = await call("calendars.create", { accountId, name: "Team" });
    await call("events.create", { calendarId: calendar.id, ...TIMED });
    await expect(call("calendars.remove", { id: calendar.id })).rejects.toMatchObject({
      reason: "unsynced-edits",
      params: { count: 1 },
    });
    await sync();
    server.state.away = true;
    await expect(call("calendars.remove", { id: calendar.id })).rejects.toMatchObject({ code: "offline" });
    expect((await call("calendars.list", {})).calendars).toHaveLength(2);
    server.state.away = false;
    await call("calendars.remove", { id: calendar.id });
    expect(server.shelvesOf("ann").size).toBe(1);
    expect((await call("calendars.list", {})).calendars.map((c) => c.id)).toEqual([calendarId]);
    expect((await call("sync.run", {})).results).toMatchObject([{ outcome: "successful" }]);
  });

  it("says whether its server mails guests", async () => {
    for (const schedules of [true, false]) {
      const { call } = await atWork({ schedules });
      expect((await call("calendars.list", {})).calendars).toMatchObject([{ schedules, frequencyMinutes: 15 }]);
    }
  });

  it("keeps what the user set, and compares afresh when another part of it is wanted", async () => {
    const { call, calendarId: id, sync } = await atWork();
    const doctor = async () => (await call("sync.doctor", {})).calendars[0];
    const window = { monthsBack: 1, monthsAhead: 3 };
    expect((await doctor())?.lastFullCheckAtMs).toBeDefined();
    const set = { conflictPolicy: "mine", frequencyMinutes: 30, window, order: 4 } as const;
    expect((await call("calendars.update", { id, ...set })).calendar).toMatchObject(set);
    expect((await doctor())?.lastFullCheckAtMs).toBeUndefined();
    await sync();
    expect((await doctor())?.lastFullCheckAtMs).toBeDefined();
    expect((await call("calendars.list", {})).calendars).toMatchObject([set]);
    // The same window again is no news.
    await call("calendars.update", { id, window });
    expect((await doctor())?.lastFullCheckAtMs).toBeDefined();
    expect((await call("calendars.update", { id, window: null })).calendar.window).toBeNull();
    expect((await doctor())?.lastFullCheckAtMs).toBeUndefined();
  });
});

describe("a calendar of this device", () => {
  it("keeps its kind, and has nothing to sync or to colour for others", async () => {
    const { call } = await localEngine();
    const { calendar } = await call("calendars.create", { name: "Trip", kind: "mission", missionId: "m1" });
    expect(calendar.kind).toBe("mission");
    const { id } = calendar;
    for (const setting of [{ syncEnabled: true }, { window: null }, { conflictPolicy: "ask" as const }]) {
      await expect(call("calendars.update", { id, ...setting })).rejects.toMatchObject({ code: "unsupported" });
    }
    await expect(call("calendars.update", { id, serverColor: "#0E8FA3" })).rejects.toMatchObject({
      code: "unsupported",
    });
    await call("calendars.update", { id, name: "Journey" });
    await call("calendars.remove", { id });
    expect((await call("calendars.list", {})).calendars.map((c) => c.name)).toEqual(["Mine"]);
  });
});
