import { describe, expect, it } from "vitest";
import { localEngine } from "../commands/local.ts";

const ms = (iso: string) => Date.parse(iso);

describe("agenda.range", () => {
  it("has what began before the window and ends in it, and what lasts for months", async () => {
    const { call, calendarId } = await localEngine();
    const add = (title: string, start: string, end: string) => call("events.create", { calendarId, title, start, end });
    await add("Overnight", "2026-11-19T22:00", "2026-11-20T06:00");
    await add("Sabbatical", "2026-06-01", "2027-06-01");
    await add("Before", "2026-11-19T10:00", "2026-11-19T11:00");
    await add("After", "2026-11-21T10:00", "2026-11-21T11:00");
    const range = { fromMs: ms("2026-11-19T23:00:00Z"), toMs: ms("2026-11-20T23:00:00Z") };
    expect((await call("agenda.range", range)).occurrences.map((o) => o.title)).toEqual(["Sabbatical", "Overnight"]);
  });

  it("leaves out what ends where the window begins", async () => {
    const { call, calendarId } = await localEngine();
    await call("events.create", { calendarId, title: "Edge", start: "2026-11-20T08:00", end: "2026-11-20T09:00" });
    const range = { fromMs: ms("2026-11-20T08:00:00Z"), toMs: ms("2026-11-20T10:00:00Z") };
    expect((await call("agenda.range", range)).occurrences).toEqual([]);
  });

  it("keeps two events that look alike in one order, however often it is asked", async () => {
    const { call, calendarId } = await localEngine();
    const alike = { calendarId, title: "Twin", start: "2026-11-20T10:00", end: "2026-11-20T11:00" };
    for (let n = 0; n < 8; n++) await call("events.create", alike);
    const range = { fromMs: ms("2026-11-20T00:00:00Z"), toMs: ms("2026-11-21T00:00:00Z") };
    const ids = (await call("agenda.range", range)).occurrences.map((o) => o.eventId);
    expect(ids).toEqual(ids.toSorted((a, b) => (a < b ? -1 : 1)));
  });

  it("shows only the calendars asked for", async () => {
    const { call, calendarId } = await localEngine();
    await call("events.create", { calendarId, title: "x", start: "2026-11-20", end: "2026-11-21" });
    const { calendar } = await call("calendars.create", { name: "Other" });
    const range = { fromMs: ms("2026-11-01T00:00:00Z"), toMs: ms("2026-12-01T00:00:00Z") };
    expect((await call("agenda.range", { ...range, calendarIds: [calendar.id] })).occurrences).toEqual([]);
    expect((await call("agenda.range", { ...range, calendarIds: [calendarId] })).occurrences).toHaveLength(1);
  });

  it("reaches beyond the stored horizon, both ways", async () => {
    const { call, calendarId } = await localEngine();
    await call("events.create", {
      calendarId,
      title: "Weekly",
      start: "2015-01-05T10:00",
      end: "2015-01-05T11:00",
      rrule: "FREQ=WEEKLY",
    });
    for (const year of [2016, 2040]) {
      const range = { fromMs: ms(`${year}-03-01T00:00:00Z`), toMs: ms(`${year}-03-29T00:00:00Z`) };
      expect((await call("agenda.range", range)).occurrences, String(year)).toHaveLength(4);
    }
  });
});

describe("agenda.search", () => {
  it("finds words in title, location and description, each event once, nearest first", async () => {
    const { call, calendarId } = await localEngine();
    const base = { calendarId, start: "2026-11-20T10:00", end: "2026-11-20T11:00" };
    await call("events.create", { ...base, title: "Budget", location: "Room 100%" });
    await call("events.create", {
      ...base,
      title: "Talk",
      description: "about the budget",
      start: "2026-11-18T12:00",
      end: "2026-11-18T13:00",
    });
    await call("events.create", { ...base, title: "Weekly budget", rrule: "FREQ=WEEKLY" });
    const titles = async (query: string) => (await call("agenda.search", { query })).occurrences.map((o) => o.title);
    expect(await titles("budget")).toEqual(["Talk", "Budget", "Weekly budget"]);
    expect(await titles("100%")).toEqual(["Budget"]);
    expect(await titles("%")).toEqual([]);
    expect(await titles("")).toEqual([]);
  });
});
