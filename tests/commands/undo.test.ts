// Taking commands back on a calendar that has a server: before it heard of them, after, and when others changed something.
import { describe, expect, it, onTestFinished } from "vitest";
import { fakeClock } from "../support/fake-clock.ts";
import { testFolder } from "../support/folder.ts";
import { testEngine } from "../support/test-engine.ts";
import { atWork } from "./at-work.ts";
import { localEngine } from "./local.ts";
import { rid } from "./undo-world.ts";

const TIMED = { title: "Coffee", start: "2026-11-24T10:00", end: "2026-11-24T10:30" };
const DAILY = { ...TIMED, title: "Stand-up", rrule: "FREQ=DAILY;COUNT=5" };
const GUESTS = [{ address: "bob@elsewhere.test" }];

describe("before the server heard of it", () => {
  it("an edit is forgotten by the outbox, and nothing is sent", async () => {
    const { call, calendarId, sync, pending } = await atWork();
    const { event } = await call("events.create", { calendarId, ...TIMED });
    await sync();
    const { undoId = "" } = await call("events.update", { id: event.id, changes: { title: "Tea" } });
    expect(await pending()).toBe(1);
    await call("events.undo", { undoId });
    expect(await pending()).toBe(0);
    expect((await call("events.get", { id: event.id })).event.title).toBe("Coffee");
    expect(await sync()).toEqual([]);
  });

  it("an event that was made is gone without a word", async () => {
    const { call, calendarId, sync, pending, titles } = await atWork();
    const { undoId = "" } = await call("events.create", { calendarId, ...TIMED });
    await call("events.undo", { undoId });
    expect([await titles(), await pending(), await sync()]).toEqual([[], 0, []]);
  });

  it("a deleted event is the same one again", async () => {
    const { call, calendarId, sync, pending } = await atWork();
    const { event } = await call("events.create", { calendarId, ...TIMED });
    await sync();
    const { undoId = "" } = await call("events.remove", { id: event.id });
    await call("events.undo", { undoId });
    expect(await pending()).toBe(0);
    expect((await call("events.get", { id: event.id })).event).toMatchObject({ title: "Coffee", pending: false });
    expect(await sync()).toEqual([]);
  });

  it("a pending invitation still goes out when only a later edit of it is taken back", async () => {
    const { call, calendarId, sync, server } = await atWork();
    const { event } = await call("events.create", { calendarId, ...TIMED, attendees: GUESTS });
    const { undoId = "" } = await call("events.update", { id: event.id, changes: { title: "Tea" } });
    await call("events.undo", { undoId });
    expect(await sync()).toEqual(["CREATE ann"]);
    expect(server.texts("ann").join()).toContain("SUMMARY:Coffee");
    expect(server.texts("ann").join()).not.toContain("SCHEDULE-AGENT");
  });
});

describe("after the server has it", () => {
  it("the former text is sent, and its attendees hear nothing", async () => {
    const { call, calendarId, sync, server } = await atWork();
    const { event } = await call("events.create", { calendarId, ...TIMED, attendees: GUESTS });
    const { undoId = "" } = await call("events.move", { id: event.id, start: "2026-11-25T12:00" });
    await sync();
    const undone = await call("events.undo", { undoId });
    expect(await sync()).toEqual(["UPDATE"]);
    const [text = ""] = server.texts("ann");
    expect(text).toContain("20261124T100000");
    expect(text).toContain("SCHEDULE-AGENT=NONE");
    // The next edit that would be mailed is mailed: the mark does not mute it for ever (R88).
    await call("events.undo", { undoId: undone.undoId ?? "" });
    await call("events.update", { id: event.id, changes: { title: "Tea" } });
    await sync();
    expect(server.texts("ann").join()).not.toContain("SCHEDULE-AGENT");
  });

  it("never counts SEQUENCE down", async () => {
    const { call, calendarId, sync, server } = await atWork();
    const { event } = await call("events.create", { calendarId, ...TIMED });
    const { undoId = "" } = await call("events.move", { id: event.id, start: "2026-11-25T12:00" });
    await sync();
    const sequence = () => Number(/SEQUENCE:(\d+)/.exec(server.texts("ann").join())?.[1] ?? 0);
    const before = sequence();
    await call("events.undo", { undoId });
    await sync();
    expect(sequence()).toBeGreaterThan(before);
  });

  it("a deleted event is made again under its id, and invites nobody", async () => {
    const { call, calendarId, sync, server } = await atWork();
    const { event } = await call("events.create", { calendarId, ...TIMED, attendees: GUESTS });
    await sync();
    const { undoId = "" } = await call("events.remove", { id: event.id });
    expect(await sync()).toEqual(["REMOVE"]);
    await call("events.undo", { undoId });
    expect(await sync()).toEqual(["CREATE ann"]);
    expect((await call("events.get", { id: event.id })).event.uid).toBe(event.uid);
    expect(server.texts("ann").join()).toContain("SCHEDULE-AGENT=NONE");
  });

  it("an event that was made is removed there too", async () => {
    const { call, calendarId, sync, titles } = await atWork();
    const { undoId = "" } = await call("events.create", { calendarId, ...TIMED });
    await sync();
    await call("events.undo", { undoId });
    expect(await titles()).toEqual([]);
    expect(await sync()).toEqual(["REMOVE"]);
  });

  it("a split joins again: one series, one object", async () => {
    const { call, calendarId, sync, server, titles } = await atWork();
    const { event } = await call("events.create", { calendarId, ...DAILY });
    const place = { id: event.id, recurrenceId: rid("20261126T090000Z"), scope: "following" as const };
    const { undoId = "" } = await call("events.update", { ...place, changes: { title: "Longer" } });
    await sync();
    expect(server.texts("ann")).toHaveLength(2);
    const { undoId: redoId = "" } = await call("events.undo", { undoId });
    await sync();
    expect(await titles()).toEqual(Array(5).fill("Stand-up"));
    expect(server.texts("ann")).toHaveLength(1);
    await call("events.undo", { undoId: redoId });
    await sync();
    expect(await titles()).toEqual(["Stand-up", "Stand-up", "Longer", "Longer", "Longer"]);
    expect(server.texts("ann")).toHaveLength(2);
  });
});

describe("when others changed something since", () => {
  it("their field stays, mine goes back", async () => {
    const { call, calendarId, sync, server } = await atWork();
    const { event } = await call("events.create", { calendarId, ...TIMED, location: "Here" });
    const { undoId = "" } = await call("events.update", { id: event.id, changes: { title: "Tea" } });
    await sync();
    server.rewrite("ann", (text) => text.replace("LOCATION:Here", "LOCATION:There"));
    await sync();
    await call("events.undo", { undoId });
    expect((await call("events.get", { id: event.id })).event).toMatchObject({ title: "Coffee", location: "There" });
    await sync();
    expect(server.texts("ann").join()).toContain("LOCATION:There");
  });

  it("the same field keeps what they made of it", async () => {
    const { call, calendarId, sync, server } = await atWork();
    const { event } = await call("events.create", { calendarId, ...TIMED });
    const { undoId = "" } = await call("events.update", { id: event.id, changes: { title: "Tea" } });
    await sync();
    server.rewrite("ann", (text) => text.replace("SUMMARY:Tea", "SUMMARY:Milk"));
    await sync();
    await call("events.undo", { undoId });
    expect((await call("events.get", { id: event.id })).event.title).toBe("Milk");
  });

  it("an event that they removed is not brought back by undoing an edit of it", async () => {
    const { call, calendarId, sync, server } = await atWork();
    const { event } = await call("events.create", { calendarId, ...TIMED });
    const { undoId = "" } = await call("events.update", { id: event.id, changes: { title: "Tea" } });
    await sync();
    for (const shelf of server.shelvesOf("ann").values()) shelf.items.clear();
    await call("sync.run", { allowMassDeletion: true });
    await expect(call("events.undo", { undoId })).rejects.toMatchObject({ reason: "missing" });
  });
});

describe("an undo id", () => {
  it("works once, for a day, and comes with no command that changed nothing", async () => {
    const clock = fakeClock();
    const { call, calendarId } = await localEngine({ clock });
    const { event, undoId = "" } = await call("events.create", { calendarId, ...TIMED });
    expect((await call("events.update", { id: event.id, changes: { title: TIMED.title } })).undoId).toBeUndefined();
    const renamed = await call("events.update", { id: event.id, changes: { title: "Tea" } });
    const again = { undoId: renamed.undoId ?? "" };
    await call("events.undo", again);
    await expect(call("events.undo", again)).rejects.toMatchObject({ reason: "missing" });
    const { undoId: redoId = "" } = await call("events.undo", { undoId });
    await expect(call("events.undo", { undoId })).rejects.toMatchObject({ reason: "missing" });
    clock.advance(86_400_001);
    await expect(call("events.undo", { undoId: redoId })).rejects.toMatchObject({ reason: "missing" });
  });

  it("outlives a kill: an engine that never closed has left every step on disk", async () => {
    const folder = testFolder();
    const first = await localEngine({ folder });
    const { event } = await first.call("events.create", { calendarId: first.calendarId, ...TIMED });
    const { undoId = "" } = await first.call("events.remove", { id: event.id });
    const again = testEngine({ folder });
    onTestFinished(() => again.close());
    await again.call("events.undo", { undoId });
    expect((await again.call("events.get", { id: event.id })).event.title).toBe("Coffee");
  });

  it("is of no use on a calendar that can only be read by now, and nothing changes", async () => {
    const { call, calendarId, sync, server, titles } = await atWork();
    const { undoId = "" } = await call("events.create", { calendarId, ...TIMED });
    await sync();
    for (const shelf of server.shelvesOf("ann").values()) Object.assign(shelf, { readOnly: true });
    await sync();
    await expect(call("events.undo", { undoId })).rejects.toMatchObject({ reason: "read-only" });
    expect(await titles()).toEqual(["Coffee"]);
  });
});
