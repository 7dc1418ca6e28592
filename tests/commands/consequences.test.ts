// What a change would do is said before it is made, and nothing is changed by asking.
import { describe, expect, it } from "vitest";
import type { Input, Output } from "../../src-preload/contract/contract.ts";
import { eventText } from "../servers/dav.ts";
import { atWork } from "./at-work.ts";
import { localEngine } from "./local.ts";
import { rid } from "./undo-world.ts";

const TIMED = { title: "Review", start: "2026-11-24T10:00", end: "2026-11-24T10:30" };
const DAILY = { ...TIMED, rrule: "FREQ=DAILY;COUNT=6" };
const GUESTS = [{ address: "bob@elsewhere.test" }, { address: "eve@elsewhere.test" }];
const BOTH = ["bob@elsewhere.test", "eve@elsewhere.test"];
const NOTHING: Output<"events.consequences"> = { mails: [], splits: false, exceptionsMoved: 0, exceptionsLost: 0 };
type Changes = NonNullable<Input<"events.consequences">["changes"]>;

describe("who is mailed", () => {
  it("by a new event: every guest, not oneself; by one without guests nobody", async () => {
    const { call, calendarId, pending } = await atWork();
    const changes = { ...TIMED, attendees: [...GUESTS, { address: "ann@office.test" }] };
    expect((await call("events.consequences", { calendarId, changes })).mails).toEqual(BOTH);
    expect(await call("events.consequences", { calendarId, changes: TIMED })).toEqual(NOTHING);
    expect(await pending()).toBe(0);
  });

  it("by a new event whose times are not typed yet", async () => {
    const { call, calendarId } = await atWork();
    expect((await call("events.consequences", { calendarId, changes: { attendees: GUESTS } })).mails).toEqual(BOTH);
  });

  it.each<[string, Changes, readonly string[]]>([
    ["another time", { start: "2026-11-24T11:00", end: "2026-11-24T12:00" }, BOTH],
    ["another place", { location: "Room 2" }, BOTH],
    ["a reminder of one's own", { reminders: [{ minutesBefore: 5 }] }, []],
    ["one guest less", { attendees: GUESTS.slice(0, 1) }, ["eve@elsewhere.test"]],
  ])("by %s", async (_, changes, mails) => {
    const { call, calendarId, sync } = await atWork();
    const { event } = await call("events.create", { calendarId, ...TIMED, attendees: GUESTS });
    await sync();
    expect((await call("events.consequences", { id: event.id, changes })).mails).toEqual(mails);
    expect((await call("events.get", { id: event.id })).event).toMatchObject({ ...TIMED, pending: false });
  });

  it("by a deletion: everyone; of an invitation, its organiser", async () => {
    const { call, calendarId, sync, server } = await atWork();
    const { event } = await call("events.create", { calendarId, ...TIMED, attendees: GUESTS });
    const people = "ORGANIZER:mailto:boss@elsewhere.test\r\nATTENDEE:mailto:ann@office.test\r\n";
    server.store("ann", "inv.ics", eventText("inv", "Invited").replace("END:VEVENT", `${people}END:VEVENT`));
    await sync();
    expect((await call("events.consequences", { id: event.id, remove: true })).mails).toEqual(BOTH);
    const { occurrences } = await call("agenda.search", { query: "Invited" });
    const id = occurrences[0]?.eventId;
    expect((await call("events.consequences", { id, remove: true })).mails).toEqual(["boss@elsewhere.test"]);
  });

  it("by nothing on a calendar whose server does not schedule", async () => {
    const { call, calendarId } = await atWork({ schedules: false });
    const { event } = await call("events.create", { calendarId, ...TIMED, attendees: GUESTS });
    expect((await call("events.consequences", { id: event.id, remove: true })).mails).toEqual([]);
  });

  it("by a move within the account nobody, into another account those who may hear it is cancelled", async () => {
    const { call, calendarId, accountId, signIn, sync } = await atWork();
    const { calendar } = await call("calendars.create", { name: "Second", accountId });
    const other = await signIn("bea");
    const { event } = await call("events.create", { calendarId, ...TIMED, attendees: GUESTS });
    await sync();
    const ask = async (to: typeof calendarId) =>
      (await call("events.consequences", { id: event.id, changes: { calendarId: to } })).mails;
    expect(await ask(calendar.id)).toEqual([]);
    expect(await ask(other.calendarId)).toEqual(BOTH);
  });
});

describe("what becomes of a series", () => {
  /** Daily at 10:00 for six days: the third moved to 15:00, the fifth left out. */
  async function series() {
    const engine = await localEngine();
    const { event } = await engine.call("events.create", { calendarId: engine.calendarId, ...DAILY });
    const { id } = event;
    const changes = { start: "2026-11-26T15:00", end: "2026-11-26T15:30" };
    await engine.call("events.update", { id, recurrenceId: rid("20261126T090000Z"), changes });
    await engine.call("events.remove", { id, recurrenceId: rid("20261128T090000Z") });
    return { ...engine, id };
  }

  it("one instance alone disturbs nothing", async () => {
    const { call, id } = await series();
    const recurrenceId = rid("20261125T090000Z");
    expect(await call("events.consequences", { id, recurrenceId, changes: { title: "x" } })).toEqual(NOTHING);
  });

  it("this and following makes two, and the later exceptions go along", async () => {
    const { call, id } = await series();
    const place = { id, recurrenceId: rid("20261125T090000Z"), scope: "following" as const };
    const changes = { title: "x" };
    expect(await call("events.consequences", { ...place, changes })).toEqual({
      ...NOTHING,
      splits: true,
      exceptionsMoved: 2,
    });
  });

  it("a shift of all takes the exceptions with it", async () => {
    const { call, id } = await series();
    const changes = { start: "2026-11-24T08:00", end: "2026-11-24T08:30" };
    expect(await call("events.consequences", { id, changes })).toEqual({ ...NOTHING, exceptionsMoved: 2 });
    // By two days one exception comes to lie where the other was: they moved all the same.
    const later = { start: "2026-11-26T10:00", end: "2026-11-26T10:30" };
    expect(await call("events.consequences", { id, changes: later })).toEqual({ ...NOTHING, exceptionsMoved: 2 });
  });

  it("a rule that no longer meets an exception loses it", async () => {
    const { call, id } = await series();
    const changes = { rrule: "FREQ=WEEKLY;COUNT=3" };
    expect((await call("events.consequences", { id, changes })).exceptionsLost).toBeGreaterThan(0);
    expect((await call("events.consequences", { id, changes: { rrule: null } })).exceptionsLost).toBe(2);
  });

  it("asking for an impossible change is refused as the change would be", async () => {
    const { call, id } = await series();
    const changes = { start: "2026-11-24T10:00", end: "2026-11-24T09:00" };
    await expect(call("events.consequences", { id, changes })).rejects.toMatchObject({ reason: "invalid-input" });
  });
});
