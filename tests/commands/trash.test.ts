// What was removed and can be brought back, and an event's history with what differed.
import { describe, expect, it } from "vitest";
import type { EventId, RecurrenceId } from "../../src-preload/contract/shapes.ts";
import { eventText } from "../servers/dav.ts";
import { atWork, NOVEMBER } from "./at-work.ts";
import { localEngine } from "./local.ts";

const TIMED = { title: "Review", start: "2026-11-24T10:00", end: "2026-11-24T10:30" };
const SECOND = "20261125T090000Z" as RecurrenceId;
const DAYS_MS = 30 * 86_400_000;

describe("the trash", () => {
  it("has what was removed here and there, newest first, until the day it is forgotten", async () => {
    const { call, calendarId, server, sync, clock } = await atWork();
    const { event } = await call("events.create", { calendarId, ...TIMED });
    server.store("ann", "a.ics", eventText("a", "Theirs"));
    await sync();
    await call("events.remove", { id: event.id });
    clock.advance(60_000);
    server.shelvesOf("ann").values().next().value?.items.delete("a.ics");
    await sync();
    const { entries } = await call("history.list", { removed: true });
    expect(entries.map(({ title, cause }) => [title, cause])).toEqual([
      ["Theirs", "removed-on-server"],
      ["Review", "removed"],
    ]);
    expect(entries[1]?.forgetAtMs).toBe((entries[1]?.atMs ?? 0) + DAYS_MS);
  });

  it("has no more of what was brought back, edited, or only changed", async () => {
    const { call, calendarId } = await localEngine();
    const { event } = await call("events.create", { calendarId, ...TIMED });
    await call("events.update", { id: event.id, changes: { title: "Edited" } });
    await call("events.remove", { id: event.id });
    const trash = async () => (await call("history.list", { removed: true })).entries;
    const [only, ...others] = await trash();
    expect([only?.title, others]).toEqual(["Edited", []]);
    const { undoId = "" } = await call("history.restore", { id: only?.id ?? "" });
    expect(await trash()).toEqual([]);
    await call("events.undo", { undoId });
    expect(await trash()).toHaveLength(1);
  });

  it("has a single occurrence that was taken out; brought back it is as it was, and all else stays as it is now", async () => {
    const { call, calendarId } = await localEngine();
    const { event } = await call("events.create", { calendarId, ...TIMED, rrule: "FREQ=DAILY;COUNT=3" });
    const { id } = event;
    await call("events.update", { id, recurrenceId: SECOND, changes: { location: "Room 2" } });
    await call("events.remove", { id, recurrenceId: SECOND });
    await call("events.update", { id, changes: { title: "Renamed" } });
    const trash = async () => (await call("history.list", { removed: true })).entries;
    const [entry] = await trash();
    expect(entry).toMatchObject({ eventId: id, recurrenceId: SECOND });
    expect(await call("history.get", { id: entry?.id ?? "" })).toMatchObject({
      event: { title: "Review", location: "Room 2", start: "2026-11-25T10:00" },
      fields: [{ name: "event", recurrenceId: SECOND }],
    });
    const { event: back } = await call("history.restore", { id: entry?.id ?? "" });
    expect(back).toMatchObject({ location: "Room 2", start: "2026-11-25T10:00" });
    expect(await trash()).toEqual([]);
    const { occurrences } = await call("agenda.range", NOVEMBER);
    expect(occurrences.map((o) => o.location)).toEqual([undefined, "Room 2", undefined]);
    expect(occurrences[0]?.title).toBe("Renamed");
  });

  it("has an occurrence that somebody else took out on the server", async () => {
    const { call, calendarId, server, sync } = await atWork();
    await call("events.create", { calendarId, ...TIMED, rrule: "FREQ=DAILY;COUNT=3" });
    await sync();
    server.rewrite("ann", (text) => text.replace("RRULE:FREQ=DAILY", "EXDATE:20261125T090000Z\r\nRRULE:FREQ=DAILY"));
    await sync();
    const [entry] = (await call("history.list", { removed: true })).entries;
    expect(entry).toMatchObject({ cause: "changed-on-server", recurrenceId: SECOND });
    await call("history.restore", { id: entry?.id ?? "" });
    expect((await call("agenda.range", NOVEMBER)).occurrences).toHaveLength(3);
  });

  it("of a calendar that was removed is gone with it, and says so", async () => {
    const { call, calendarId } = await localEngine();
    const { event } = await call("events.create", { calendarId, ...TIMED });
    await call("events.remove", { id: event.id });
    const [entry] = (await call("history.list", { removed: true })).entries;
    await call("calendars.remove", { id: calendarId });
    expect((await call("history.list", { removed: true })).entries).toEqual([]);
    await expect(call("history.restore", { id: entry?.id ?? "" })).rejects.toMatchObject({
      code: "missing",
      params: { what: "history" },
    });
  });
});

describe("the history of an event", () => {
  it("says what each version was changed to, and shows it as it was", async () => {
    const { call, calendarId } = await localEngine();
    const { event } = await call("events.create", { calendarId, ...TIMED });
    await call("events.update", { id: event.id, changes: { title: "Second" } });
    await call("events.update", { id: event.id, changes: { location: "Room", color: "#4169E1" } });
    const { entries } = await call("history.list", { eventId: event.id });
    expect(entries.map(({ title, fields }) => [title, fields?.map((field) => field.name).sort()])).toEqual([
      ["Second", ["color", "location"]],
      ["Review", ["title"]],
    ]);
    const first = await call("history.get", { id: entries[1]?.id ?? "" });
    expect(first).toMatchObject({ event: { id: event.id, title: "Review" }, fields: [{ after: { text: "Second" } }] });
    await expect(call("history.get", { id: "none" })).rejects.toMatchObject({ code: "missing" });
  });

  it("does not tell of what a server added for itself", async () => {
    const { call, server, sync } = await atWork();
    server.store("ann", "a.ics", eventText("a", "Theirs"));
    await sync();
    const eventId = (await call("agenda.range", NOVEMBER)).occurrences[0]?.eventId as EventId;
    server.rewrite("ann", (text) => text.replace("SUMMARY", "X-SERVER-NOTE:1\r\nSUMMARY"));
    await sync();
    expect((await call("history.list", { eventId })).entries).toEqual([]);
    server.rewrite("ann", (text) => text.replace("SUMMARY:Theirs", "SUMMARY:Renamed"));
    await sync();
    expect((await call("history.list", { eventId })).entries).toMatchObject([{ fields: [{ name: "title" }] }]);
  });
});
