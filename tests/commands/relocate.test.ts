// Moving events between calendars (knowledge R54, R88; complaints 6 and 13): whole, once, and without a word to anybody.
import { describe, expect, it } from "vitest";
import { eventText } from "../servers/dav.ts";
import { atWork, NOVEMBER } from "./at-work.ts";

const TIMED = { title: "Review", start: "2026-11-24T10:00", end: "2026-11-24T10:30" };
const GUESTS = [{ address: "bob@elsewhere.test" }];

async function twoCalendars(options: Parameters<typeof atWork>[0] = {}) {
  const world = await atWork(options);
  const { calendar } = await world.call("calendars.create", { name: "Second", accountId: world.accountId });
  const { event } = await world.call("events.create", { calendarId: world.calendarId, ...TIMED, attendees: GUESTS });
  await world.sync();
  return { ...world, event, second: calendar.id };
}

describe("within an account", () => {
  it("the server is asked to move it, and its invitations stay as they are", async () => {
    const { call, event, second, sync, server } = await twoCalendars();
    const moved = await call("events.update", { id: event.id, changes: { calendarId: second } });
    expect(moved.event).toMatchObject({ calendarId: second, uid: event.uid });
    expect(await sync()).toEqual(["MOVE"]);
    expect([server.texts("ann"), server.texts("ann", "Second").length]).toEqual([[], 1]);
    expect(server.texts("ann", "Second").join()).not.toContain("SCHEDULE-AGENT");
  });

  it("a server that cannot move gets a quiet copy first, and a quiet removal after", async () => {
    const { call, event, second, sync, server, titles } = await twoCalendars({ moves: false });
    await call("events.update", { id: event.id, changes: { calendarId: second } });
    const asked = [...(await sync()), ...(await sync())];
    expect(asked).toEqual(["CREATE ann", "REMOVE silently"]);
    expect(server.texts("ann", "Second").join()).toContain("SCHEDULE-AGENT=NONE");
    expect(await titles()).toEqual(["Review"]);
  });

  it("moved on before the first move was sent is one move; moved back is none", async () => {
    const { call, event, second, accountId, calendarId, sync } = await twoCalendars();
    const { calendar: third } = await call("calendars.create", { name: "Third", accountId });
    const to = async (id: typeof event.id, target: typeof second) =>
      (await call("events.update", { id, changes: { calendarId: target } })).event.id;
    const away = await to(await to(event.id, second), third.id);
    const home = await to(away, calendarId);
    expect(home).toBe(event.id);
    expect(await sync()).toEqual([]);
    await to(await to(home, second), third.id);
    expect(await sync()).toEqual(["MOVE"]);
  });

  it("an event nobody has heard of is made where it lies by then, and invites as it should", async () => {
    const { call, calendarId, second, sync, server } = await twoCalendars();
    const { event } = await call("events.create", { calendarId, ...TIMED, title: "New", attendees: GUESTS });
    await call("events.update", { id: event.id, changes: { calendarId: second } });
    expect(await sync()).toEqual(["CREATE ann"]);
    expect(server.texts("ann", "Second").join()).not.toContain("SCHEDULE-AGENT");
  });

  it("is taken back by undo, sent or not", async () => {
    const { call, event, second, calendarId, sync, server } = await twoCalendars();
    const move = async () =>
      (await call("events.update", { id: event.id, changes: { calendarId: second } })).undoId ?? "";
    await call("events.undo", { undoId: await move() });
    expect(await sync()).toEqual([]);
    const undoId = await move();
    await sync();
    await call("events.undo", { undoId });
    expect(await sync()).toEqual(["MOVE"]);
    expect((await call("events.get", { id: event.id })).event).toMatchObject({ calendarId, title: "Review" });
    expect([server.texts("ann").length, server.texts("ann", "Second")]).toEqual([1, []]);
  });
});

describe("a chain of moves, some sent and some not", () => {
  it("is taken back step by step, and the event has the id it had each time", async () => {
    const { call, event, second, calendarId, sync, titles } = await twoCalendars();
    const to = (id: typeof event.id, target: typeof second) =>
      call("events.update", { id, changes: { calendarId: target } });
    const away = await to(event.id, second);
    await sync();
    const home = await to(away.event.id, calendarId);
    await sync();
    await call("events.undo", { undoId: home.undoId ?? "" });
    expect((await call("events.get", { id: away.event.id })).event.calendarId).toBe(second);
    await call("events.undo", { undoId: away.undoId ?? "" });
    expect((await call("events.get", { id: event.id })).event.calendarId).toBe(calendarId);
    expect([await sync(), await titles()]).toEqual([[], ["Review"]]);
  });
});

describe("into another account", () => {
  it("it is made there before it is removed here, and nobody is invited again", async () => {
    const { call, event, signIn, sync, server, titles } = await twoCalendars();
    const { calendarId } = await signIn("bea");
    const moved = await call("events.update", { id: event.id, changes: { calendarId } });
    expect(moved.event.organizedByMe).toBe(true);
    const asked = [...(await sync()), ...(await sync())];
    expect(asked).toEqual(["CREATE bea", "REMOVE silently"]);
    expect(server.texts("bea").join()).toContain("SCHEDULE-AGENT=NONE");
    expect(await titles()).toEqual(["Review"]);
  });

  it("an invitation stays where it was sent: only there it can be answered", async () => {
    const { call, signIn, sync, server, accountId } = await atWork();
    const people = "ORGANIZER:mailto:boss@elsewhere.test\r\nATTENDEE:mailto:ann@office.test\r\n";
    server.store("ann", "inv.ics", eventText("inv", "Invited").replace("END:VEVENT", `${people}END:VEVENT`));
    await sync();
    const { occurrences } = await call("agenda.range", NOVEMBER);
    const id = occurrences[0]?.eventId ?? ("" as never);
    const { calendarId } = await signIn("bea");
    await expect(call("events.update", { id, changes: { calendarId } })).rejects.toMatchObject({
      reason: "not-organizer",
    });
    const { calendar } = await call("calendars.create", { name: "Second", accountId });
    await call("events.update", { id, changes: { calendarId: calendar.id } });
    expect(await sync()).toEqual(["MOVE"]);
  });

  it("onto this device and back, the event is there once", async () => {
    const { call, event, calendarId, sync, server, titles } = await twoCalendars();
    const { calendar } = await call("calendars.create", { name: "Mine" });
    const moved = await call("events.update", { id: event.id, changes: { calendarId: calendar.id } });
    expect(await sync()).toEqual(["REMOVE silently"]);
    await call("events.update", { id: moved.event.id, changes: { calendarId } });
    await sync();
    expect([await titles(), server.texts("ann").length]).toEqual([["Review"], 1]);
  });
});
