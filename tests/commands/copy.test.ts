// Copies of events: objects of their own (paste, duplicate).
import { describe, expect, it } from "vitest";
import type { EventId, RecurrenceId } from "../../src-preload/contract/shapes.ts";
import { eventText } from "../servers/dav.ts";
import { atWork, NOVEMBER } from "./at-work.ts";
import { localEngine } from "./local.ts";

const TIMED = { title: "Review", start: "2026-11-24T10:00", end: "2026-11-24T10:30" };
const GUESTS = [{ address: "bob@elsewhere.test", name: "Bob" }];

describe("events.copy", () => {
  it("makes one of its own at another time, as long as the original, with what it says; undo takes it back", async () => {
    const { call, calendarId } = await localEngine();
    const said = { location: "Room 1", categories: ["work"], color: "#CC5A32", reminders: [{ minutesBefore: 15 }] };
    const { event } = await call("events.create", { calendarId, ...TIMED, ...said });
    const { event: copy, undoId = "" } = await call("events.copy", { id: event.id, start: "2026-11-26T14:00" });
    expect(copy).toMatchObject({ ...said, title: "Review", start: "2026-11-26T14:00", end: "2026-11-26T14:30" });
    expect([copy.id === event.id, copy.uid === event.uid]).toEqual([false, false]);
    await call("events.undo", { undoId });
    expect((await call("agenda.range", NOVEMBER)).occurrences.map((o) => o.eventId)).toEqual([event.id]);
  });

  it("of one instance is a single event, as that instance is; of the series the whole series", async () => {
    const { call, calendarId } = await localEngine();
    const { event } = await call("events.create", { calendarId, ...TIMED, rrule: "FREQ=DAILY;COUNT=3" });
    const second = "20261125T090000Z" as RecurrenceId;
    await call("events.update", { id: event.id, recurrenceId: second, changes: { title: "Special" } });
    const { event: one } = await call("events.copy", { id: event.id, recurrenceId: second, start: "2026-11-28" });
    expect(one).toMatchObject({ title: "Special", start: "2026-11-28", allDay: true, recurring: false });
    const { event: all } = await call("events.copy", { id: event.id, start: "2026-12-01T10:00" });
    const december = { fromMs: NOVEMBER.toMs, toMs: NOVEMBER.toMs + 31 * 86_400_000 };
    const found = (await call("agenda.range", december)).occurrences.filter((o) => o.eventId === all.id);
    expect(found.map((o) => `${o.start} ${o.title}`)).toEqual([
      "2026-12-01T10:00 Review",
      "2026-12-02T10:00 Special",
      "2026-12-03T10:00 Review",
    ]);
    await expect(
      call("events.copy", { id: event.id, recurrenceId: "20270101T090000Z" as RecurrenceId }),
    ).rejects.toMatchObject({
      code: "missing",
    });
  });

  it("invites nobody unless that is wanted", async () => {
    const { call, calendarId, server, sync } = await atWork();
    const { event } = await call("events.create", { calendarId, ...TIMED, attendees: GUESTS });
    await sync();
    const { event: quiet } = await call("events.copy", { id: event.id });
    expect([quiet.attendees, quiet.organizer]).toEqual([[], undefined]);
    const { event: loud } = await call("events.copy", { id: event.id, withGuests: true });
    expect(loud.attendees).toEqual([{ ...GUESTS[0], answer: "needs-action" }]);
    await sync();
    expect(server.texts("ann").filter((text) => text.includes("ATTENDEE"))).toHaveLength(2);
  });

  it("of somebody else's meeting is the user's own, its organiser a guest like the others", async () => {
    const { call, server, sync } = await atWork();
    const people = [
      "ORGANIZER;CN=Boss:mailto:boss@elsewhere.test",
      "ATTENDEE;PARTSTAT=ACCEPTED;SCHEDULE-STATUS=2.0:mailto:ann@office.test",
      "ATTENDEE;PARTSTAT=DECLINED;CUTYPE=INDIVIDUAL:mailto:bob@elsewhere.test",
      "SEQUENCE:7",
      "ATTACH;MANAGED-ID=1:https://files.example.com/1",
      "",
    ].join("\r\n");
    server.store("ann", "inv.ics", eventText("inv", "Invited").replace("END:VEVENT", `${people}END:VEVENT`));
    await sync();
    const id = (await call("agenda.range", NOVEMBER)).occurrences[0]?.eventId as EventId;
    const { event } = await call("events.copy", { id, withGuests: true });
    expect(event).toMatchObject({ organizedByMe: true, organizer: { address: "ann@office.test" } });
    expect(event.attendees.map(({ address, answer }) => [address, answer])).toEqual([
      ["boss@elsewhere.test", "needs-action"],
      ["bob@elsewhere.test", "needs-action"],
    ]);
    await sync();
    const text = server.texts("ann").find((one) => one.includes(event.uid)) ?? "";
    expect(text).toContain("CUTYPE=INDIVIDUAL");
    expect(text).toContain("ATTACH:https://files.example.com/1");
    expect(text).not.toMatch(/SEQUENCE:7|SCHEDULE-STATUS/);
  });

  it("does not go where nothing can be written", async () => {
    const { call, event, calendarId } = await (async () => {
      const world = await atWork();
      const made = await world.call("events.create", { calendarId: world.calendarId, ...TIMED });
      for (const shelf of world.server.shelvesOf("ann").values()) Object.assign(shelf, { readOnly: true });
      await world.sync();
      return { ...world, event: made.event };
    })();
    await expect(call("events.copy", { id: event.id, calendarId })).rejects.toMatchObject({ reason: "read-only" });
    const { calendar } = await call("calendars.create", { name: "Here" });
    expect((await call("events.copy", { id: event.id, calendarId: calendar.id })).event.calendarId).toBe(calendar.id);
  });
});
