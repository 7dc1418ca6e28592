import { describe, expect, it } from "vitest";
import type { NewEvent } from "../../src-preload/contract/events.ts";
import type { RecurrenceId } from "../../src-preload/contract/shapes.ts";
import { localEngine } from "./local.ts";

const NOVEMBER = { fromMs: Date.parse("2026-11-01T00:00:00Z"), toMs: Date.parse("2026-12-01T00:00:00Z") };
const TIMED = { title: "Coffee", start: "2026-11-24T10:00", end: "2026-11-24T10:30" };
const DAILY = { ...TIMED, title: "Stand-up", rrule: "FREQ=DAILY;COUNT=5" };
const rid = (value: string) => value as RecurrenceId;

async function withEvent(fields: Omit<NewEvent, "calendarId">) {
  const engine = await localEngine();
  const { event } = await engine.call("events.create", { calendarId: engine.calendarId, ...fields });
  const november = async () => (await engine.call("agenda.range", NOVEMBER)).occurrences;
  return { ...engine, event, november };
}

describe("creating an event", () => {
  it("takes the user's zone when none is given", async () => {
    const { event } = await withEvent(TIMED);
    expect(event).toMatchObject({ zone: "Europe/Paris", allDay: false, recurring: false, pending: false });
  });

  it("is all-day when the moments are dates, with an exclusive end", async () => {
    const { november } = await withEvent({ title: "Fair", start: "2026-11-19", end: "2026-11-21" });
    expect(await november()).toMatchObject([
      { allDay: true, start: "2026-11-19", end: "2026-11-21", startMs: Date.parse("2026-11-18T23:00:00Z") },
    ]);
  });

  it.each([
    ["ends before it starts", { start: "2026-11-24T10:00", end: "2026-11-24T09:00" }],
    ["is an empty all-day", { start: "2026-11-24", end: "2026-11-24" }],
    ["mixes a date and a time", { start: "2026-11-24", end: "2026-11-24T10:00" }],
    ["names a day that does not exist", { start: "2026-02-30T10:00", end: "2026-03-01T10:00" }],
    ["names an unknown zone", { ...TIMED, zone: "Mars/Olympus" }],
    ["calls times all-day", { ...TIMED, allDay: true }],
  ])("is refused when it %s, and nothing is stored", async (_, fields) => {
    const engine = await localEngine();
    const input = { calendarId: engine.calendarId, title: "x", ...fields };
    await expect(engine.call("events.create", input)).rejects.toMatchObject({ reason: "invalid-input" });
    expect((await engine.call("agenda.range", NOVEMBER)).occurrences).toEqual([]);
  });

  it("accepts an end that is the same moment: a reminder without length", async () => {
    const { november } = await withEvent({ ...TIMED, end: TIMED.start });
    expect(await november()).toHaveLength(1);
  });
});

describe("moving", () => {
  it("to a day that does not exist is refused, with an end or without", async () => {
    const { call, event } = await withEvent(TIMED);
    for (const input of [{ start: "0000-11-31" }, { start: "2026-02-30T10:00" }, { end: "2026-11-31T10:00" }])
      await expect(call("events.move", { id: event.id, ...input })).rejects.toMatchObject({ reason: "invalid-input" });
    const { event: kept } = await call("events.get", { id: event.id });
    expect(kept.start).toBe(event.start);
  });

  it("keeps the length, and the event's own zone when the drop was made in another", async () => {
    const { call, event } = await withEvent({ ...TIMED, zone: "America/New_York" });
    const moved = await call("events.move", { id: event.id, start: "2026-11-25T18:00", zone: "Europe/Paris" });
    expect(moved.event).toMatchObject({
      start: "2026-11-25T12:00",
      end: "2026-11-25T12:30",
      zone: "America/New_York",
    });
  });

  it("resizes when only an end is given", async () => {
    const { call, event } = await withEvent(TIMED);
    const moved = await call("events.move", { id: event.id, end: "2026-11-24T12:00", zone: "Europe/Paris" });
    expect(moved.event).toMatchObject({ start: TIMED.start, end: "2026-11-24T12:00" });
  });

  it("turns a timed event into an all-day one and back", async () => {
    const { call, event } = await withEvent(TIMED);
    const day = await call("events.move", { id: event.id, start: "2026-11-25" });
    expect(day.event).toMatchObject({ allDay: true, start: "2026-11-25", end: "2026-11-26" });
    const hour = await call("events.move", { id: event.id, start: "2026-11-26T09:00", zone: "Europe/Paris" });
    expect(hour.event).toMatchObject({
      allDay: false,
      start: "2026-11-26T09:00",
      end: "2026-11-26T10:00",
      zone: "Europe/Paris",
    });
  });

  it("shifts the whole series by what one instance was moved (knowledge R82)", async () => {
    const { call, event, november } = await withEvent(DAILY);
    await call("events.move", {
      id: event.id,
      recurrenceId: rid("20261126T090000Z"),
      scope: "all",
      start: "2026-11-26T14:00",
      zone: "Europe/Paris",
    });
    expect((await november()).map((o) => o.start)).toEqual([
      "2026-11-24T14:00",
      "2026-11-25T14:00",
      "2026-11-26T14:00",
      "2026-11-27T14:00",
      "2026-11-28T14:00",
    ]);
  });

  it("moves one instance and leaves the others", async () => {
    const { call, event, november } = await withEvent(DAILY);
    await call("events.move", {
      id: event.id,
      recurrenceId: rid("20261125T090000Z"),
      start: "2026-11-25T16:00",
      zone: "Europe/Paris",
    });
    expect((await november()).map((o) => o.start.slice(5))).toEqual([
      "11-24T10:00",
      "11-25T16:00",
      "11-26T10:00",
      "11-27T10:00",
      "11-28T10:00",
    ]);
  });

  it("to another calendar takes the event along", async () => {
    const { call, event } = await withEvent(TIMED);
    const { calendar } = await call("calendars.create", { name: "Other" });
    const moved = await call("events.move", { id: event.id, calendarId: calendar.id });
    expect(moved.event.calendarId).toBe(calendar.id);
    await expect(call("events.get", { id: event.id })).rejects.toMatchObject({ reason: "missing" });
  });
});

describe("this, following, all", () => {
  it("removes one instance, then this and following, then the rest", async () => {
    const { call, event, november } = await withEvent(DAILY);
    await call("events.remove", { id: event.id, recurrenceId: rid("20261125T090000Z") });
    expect(await november()).toHaveLength(4);
    await call("events.remove", { id: event.id, recurrenceId: rid("20261127T090000Z"), scope: "following" });
    expect((await november()).map((o) => o.start.slice(8, 10))).toEqual(["24", "26"]);
    await call("events.remove", { id: event.id });
    expect(await november()).toEqual([]);
  });

  it("splits a series at an instance: the past keeps its title (knowledge R81)", async () => {
    const { call, event, november } = await withEvent(DAILY);
    const { event: second } = await call("events.update", {
      id: event.id,
      recurrenceId: rid("20261126T090000Z"),
      scope: "following",
      changes: { title: "Longer", end: "2026-11-26T12:00" },
    });
    expect(second.id).not.toBe(event.id);
    expect((await november()).map((o) => [o.title, o.end.slice(11)])).toEqual([
      ["Stand-up", "10:30"],
      ["Stand-up", "10:30"],
      ["Longer", "12:00"],
      ["Longer", "12:00"],
      ["Longer", "12:00"],
    ]);
  });

  it("reaches the instance it was opened on, also when that is an exception of its own", async () => {
    const { call, event, november } = await withEvent(DAILY);
    const recurrenceId = rid("20261126T090000Z");
    await call("events.update", { id: event.id, recurrenceId, changes: { title: "Exception", location: "Room 4" } });
    await call("events.update", { id: event.id, recurrenceId, scope: "following", changes: { title: "Longer" } });
    expect((await november()).map((o) => [o.title, o.location])).toEqual([
      ["Stand-up", undefined],
      ["Stand-up", undefined],
      ["Longer", "Room 4"],
      ["Longer", undefined],
      ["Longer", undefined],
    ]);
  });

  it("at the first instance means the whole series: nothing is split", async () => {
    const { call, event } = await withEvent(DAILY);
    const { event: same } = await call("events.update", {
      id: event.id,
      recurrenceId: rid("20261124T090000Z"),
      scope: "following",
      changes: { title: "All" },
    });
    expect(same.id).toBe(event.id);
  });

  it("reads one instance with its own times", async () => {
    const { call, event } = await withEvent(DAILY);
    const got = await call("events.get", { id: event.id, recurrenceId: rid("20261127T090000Z") });
    expect(got.event).toMatchObject({ start: "2026-11-27T10:00", rrule: "FREQ=DAILY;COUNT=5", recurring: true });
    await expect(call("events.get", { id: event.id, recurrenceId: rid("20261130T090000Z") })).rejects.toMatchObject({
      reason: "missing",
    });
  });
});

describe("privacy, transparency, categories and address", () => {
  it("are stored with a new event, changed one by one, and removed by null or nothing", async () => {
    const more = { privacy: "private", transparency: "transparent", categories: ["Home", "Zoo"] } as const;
    const { call, event } = await withEvent({
      ...TIMED,
      ...more,
      categories: [...more.categories],
      url: "https://x.test/",
    });
    expect(event).toMatchObject({ ...more, url: "https://x.test/" });
    const changes = { privacy: "public", categories: [], url: null } as const;
    const { event: edited } = await call("events.update", { id: event.id, changes: { ...changes, categories: [] } });
    expect(edited).toMatchObject({ privacy: "public", transparency: "transparent", categories: [] });
    expect(edited.url).toBeUndefined();
    expect(edited.externalEventId).toBeUndefined();
  });
});

describe("editing", () => {
  it("removes a field with null and keeps the others", async () => {
    const { call, event } = await withEvent({ ...TIMED, location: "Here", description: "Why" });
    const { event: edited } = await call("events.update", { id: event.id, changes: { location: null } });
    expect(edited.location).toBeUndefined();
    expect(edited.description).toBe("Why");
  });

  it("keeps the version it replaced and can bring it back", async () => {
    const { call, event } = await withEvent(TIMED);
    await call("events.update", { id: event.id, changes: { title: "Tea" } });
    const { entries } = await call("history.list", { eventId: event.id });
    expect(entries).toMatchObject([{ cause: "edited", title: "Coffee" }]);
    const { event: restored } = await call("history.restore", { id: entries[0]?.id ?? "" });
    expect(restored).toMatchObject({ id: event.id, title: "Coffee" });
  });

  it("brings a deleted event back", async () => {
    const { call, event, november } = await withEvent(TIMED);
    await call("events.remove", { id: event.id });
    const { entries } = await call("history.list", {});
    expect(entries).toMatchObject([{ cause: "removed" }]);
    await call("history.restore", { id: entries[0]?.id ?? "" });
    expect(await november()).toMatchObject([{ title: "Coffee" }]);
  });

  it("refuses what no longer exists", async () => {
    const { call, event } = await withEvent(TIMED);
    await call("events.remove", { id: event.id });
    await expect(call("events.remove", { id: event.id })).rejects.toMatchObject({ reason: "missing" });
    await expect(call("events.update", { id: event.id, changes: { title: "x" } })).rejects.toMatchObject({
      code: "missing",
    });
  });
});
