// Earlier versions brought back on a calendar that has a server: quietly, as the next revision, where they belong.
import { describe, expect, it } from "vitest";
import type { EventId } from "../../src-preload/contract/shapes.ts";
import { eventText } from "../servers/dav.ts";
import { atWork, NOVEMBER } from "./at-work.ts";

const TIMED = { title: "Review", start: "2026-11-24T10:00", end: "2026-11-24T10:30" };
const GUESTS = [{ address: "bob@elsewhere.test" }];

async function withHistory() {
  const world = await atWork();
  const { event } = await world.call("events.create", { calendarId: world.calendarId, ...TIMED, attendees: GUESTS });
  await world.sync();
  const versions = async () => (await world.call("history.list", { eventId: event.id })).entries;
  return { ...world, event, versions };
}

describe("an earlier version", () => {
  it("goes out as the next revision and invites nobody", async () => {
    const { call, event, versions, sync, server } = await withHistory();
    await call("events.move", { id: event.id, start: "2026-11-25T12:00" });
    await sync();
    const [version] = await versions();
    const { event: restored, undoId } = await call("history.restore", { id: version?.id ?? "" });
    expect(restored.start).toBe(TIMED.start);
    expect(undoId).toBeDefined();
    await sync();
    const [text = ""] = server.texts("ann");
    expect(text).toContain("SCHEDULE-AGENT=NONE");
    expect(Number(/SEQUENCE:(\d+)/.exec(text)?.[1])).toBe(2);
  });

  it("of a deleted event brings it back under its id, quietly, and can be taken back", async () => {
    const { call, event, versions, sync, server, titles } = await withHistory();
    await call("events.remove", { id: event.id });
    await sync();
    const [version] = await versions();
    const { event: restored, undoId = "" } = await call("history.restore", { id: version?.id ?? "" });
    expect(restored.id).toBe(event.id);
    await sync();
    expect(server.texts("ann").join()).toContain("SCHEDULE-AGENT=NONE");
    await call("events.undo", { undoId });
    expect(await titles()).toEqual([]);
  });

  it("of a deletion that was not sent yet takes the deletion back", async () => {
    const { call, event, versions, sync, pending } = await withHistory();
    await call("events.remove", { id: event.id });
    const [version] = await versions();
    await call("history.restore", { id: version?.id ?? "" });
    expect([await pending(), await sync()]).toEqual([0, []]);
  });

  it("finds another calendar when its own can only be read by now, and says so when there is none", async () => {
    const { call, event, accountId, versions, sync, server } = await withHistory();
    await call("events.remove", { id: event.id });
    await sync();
    for (const shelf of server.shelvesOf("ann").values()) Object.assign(shelf, { readOnly: true });
    await sync();
    const [version] = await versions();
    const restore = () => call("history.restore", { id: version?.id ?? "" });
    await expect(restore()).rejects.toMatchObject({ reason: "read-only" });
    const { calendar: elsewhere } = await call("calendars.create", { name: "Here" });
    const { calendar } = await call("calendars.create", { name: "Second", accountId });
    expect(calendar.id).not.toBe(elsewhere.id);
    expect((await restore()).event.calendarId).toBe(calendar.id);
  });

  it("of an invitation brings back only what is the user's own (R90)", async () => {
    const { call, sync, server } = await atWork();
    const people = "ORGANIZER:mailto:boss@elsewhere.test\r\nATTENDEE:mailto:ann@office.test\r\n";
    server.store("ann", "inv.ics", eventText("inv", "Invited").replace("END:VEVENT", `${people}END:VEVENT`));
    await sync();
    const id = (await call("agenda.range", NOVEMBER)).occurrences[0]?.eventId as EventId;
    const newest = async () => (await call("history.list", { eventId: id })).entries[0]?.id ?? "";
    await call("events.update", { id, changes: { reminders: [{ minutesBefore: 5 }] } });
    await sync();
    expect((await call("history.restore", { id: await newest() })).event.reminders).toEqual([]);
    await sync();
    server.rewrite("ann", (text) => text.replace("SUMMARY:Invited", "SUMMARY:Renamed"));
    await sync();
    await expect(call("history.restore", { id: await newest() })).rejects.toMatchObject({ reason: "not-organizer" });
  });
});

describe("what both sides changed", () => {
  it("is marked in the agenda and names its conflict", async () => {
    const { call, event, sync, server } = await withHistory();
    await call("events.update", { id: event.id, changes: { title: "Mine" } });
    server.rewrite("ann", (text) => text.replace("SUMMARY:Review", "SUMMARY:Theirs"));
    await sync();
    const { conflicts } = await call("conflicts.list", {});
    expect((await call("agenda.range", NOVEMBER)).occurrences).toMatchObject([{ conflict: true }]);
    expect((await call("events.get", { id: event.id })).event.conflictId).toBe(conflicts[0]?.id);
    await call("conflicts.resolve", { id: conflicts[0]?.id ?? "", choice: "theirs" });
    expect((await call("agenda.range", NOVEMBER)).occurrences[0]?.conflict).toBeUndefined();
  });
});
