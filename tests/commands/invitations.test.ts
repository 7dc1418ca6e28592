// Events with attendees on a server that schedules by itself (RFC 6638): who organises, who may change what, who is mailed.
import { describe, expect, it } from "vitest";
import type { EventId } from "../../src-preload/contract/shapes.ts";
import { eventText } from "../servers/dav.ts";
import { atWork, NOVEMBER } from "./at-work.ts";
import { rid } from "./undo-world.ts";

const TIMED = { title: "Review", start: "2026-11-24T10:00", end: "2026-11-24T10:30" };
const GUESTS = [{ address: "bob@elsewhere.test" }, { address: "eve@elsewhere.test" }];
const PEOPLE = [
  "ORGANIZER:mailto:boss@elsewhere.test",
  "ATTENDEE;PARTSTAT=ACCEPTED:mailto:boss@elsewhere.test",
  "ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:Ann@office.test",
  "",
].join("\r\n");
const invitation = (more = "") => eventText("inv", "Invited").replace("END:VEVENT", `${PEOPLE}${more}END:VEVENT`);

async function invited(text = invitation()) {
  const world = await atWork();
  world.server.store("ann", "inv.ics", text);
  await world.sync();
  const { occurrences } = await world.call("agenda.range", NOVEMBER);
  return { ...world, id: occurrences[0]?.eventId as EventId, occurrences };
}

describe("who invites", () => {
  it("organises: a new event with attendees names the account's address", async () => {
    const { call, calendarId, sync, server } = await atWork();
    const { event } = await call("events.create", { calendarId, ...TIMED, attendees: GUESTS });
    expect(event).toMatchObject({ organizer: { address: "ann@office.test" }, organizedByMe: true });
    await sync();
    expect(server.texts("ann").join()).toContain("ORGANIZER:mailto:ann@office.test");
  });

  it("organises too when the first attendee is added later, for one instance as well", async () => {
    const { call, calendarId } = await atWork();
    const { event } = await call("events.create", { calendarId, ...TIMED, rrule: "FREQ=DAILY;COUNT=3" });
    expect(event.organizer).toBeUndefined();
    const place = { id: event.id, recurrenceId: rid("20261125T090000Z") };
    const { event: instance } = await call("events.update", { ...place, changes: { attendees: GUESTS } });
    expect(instance.organizer?.address).toBe("ann@office.test");
  });

  it("names nobody on this device, where nobody is invited", async () => {
    const { call } = await atWork();
    const { calendar } = await call("calendars.create", { name: "Mine" });
    const { event } = await call("events.create", { calendarId: calendar.id, ...TIMED, attendees: GUESTS });
    expect(event).toMatchObject({ organizedByMe: true, attendees: GUESTS });
    expect(event.organizer).toBeUndefined();
  });
});

describe("an invitation", () => {
  it("shows the user's own answer, under any spelling of the address (R10)", async () => {
    const { call, id, occurrences } = await invited();
    expect(occurrences).toMatchObject([{ answer: "needs-action" }]);
    const { event } = await call("events.get", { id });
    expect(event).toMatchObject({ answer: "needs-action", organizedByMe: false, externalEventId: "inv.ics" });
    expect(event.lastSyncedAtMs).toBeGreaterThan(0);
  });

  it("takes reminders, transparency and categories of one's own, and goes out as an attendee's edit (R90, R92)", async () => {
    const { call, id, sync, server } = await invited();
    const changes = { reminders: [{ minutesBefore: 5 }], transparency: "transparent" as const, categories: ["Mine"] };
    await call("events.update", { id, changes });
    expect(await sync()).toEqual(["UPDATE as attendee"]);
    expect(server.texts("ann").join()).not.toContain("SEQUENCE:1");
  });

  it("passes a whole form on which only the user's own fields are new", async () => {
    const { call, id } = await invited();
    const { event } = await call("events.get", { id });
    const { title, start, end, zone, status } = event;
    const changes = { title, start, end, zone, status, reminders: [{ minutesBefore: 5 }] };
    expect((await call("events.update", { id, changes })).event.reminders).toEqual([{ minutesBefore: 5 }]);
  });

  it.each([
    ["its title", { title: "Mine now" }],
    ["its time", { start: "2026-11-23T15:00", end: "2026-11-23T16:00" }],
    ["who comes", { attendees: [] }],
    ["its state", { status: "cancelled" as const }],
  ])("keeps %s to its organiser, and nothing is stored", async (_, changes) => {
    const { call, id, pending } = await invited();
    await expect(call("events.update", { id, changes })).rejects.toMatchObject({ reason: "not-organizer" });
    await expect(call("events.consequences", { id, changes })).rejects.toMatchObject({ reason: "not-organizer" });
    expect(await pending()).toBe(0);
  });

  it("is neither split nor ended by who is invited, but one instance may be left out", async () => {
    const { call, id, titles, sync } = await invited(invitation("RRULE:FREQ=DAILY;COUNT=4\r\n"));
    const at = { id, recurrenceId: rid("20261124T090000Z") };
    const following = { ...at, scope: "following" as const };
    await expect(call("events.update", { ...following, changes: { categories: ["x"] } })).rejects.toMatchObject({
      reason: "not-organizer",
    });
    await expect(call("events.remove", following)).rejects.toMatchObject({ reason: "not-organizer" });
    await call("events.remove", at);
    expect(await titles()).toHaveLength(3);
    expect(await sync()).toEqual(["UPDATE as attendee"]);
  });

  it("is declined by its server when it is removed, and comes back as it was by undo", async () => {
    const { call, id, sync, server } = await invited();
    const { undoId = "" } = await call("events.remove", { id });
    expect(await sync()).toEqual(["REMOVE"]);
    await call("events.undo", { undoId });
    await sync();
    expect(server.texts("ann").join()).not.toContain("SCHEDULE-AGENT");
  });
});

describe("an answer", () => {
  it("changes the user's own line alone, is shown at once and is taken back by undo", async () => {
    const { call, id, sync, server } = await invited();
    const { event, undoId = "" } = await call("events.respond", { id, answer: "accepted", comment: "With pleasure" });
    expect(event.answer).toBe("accepted");
    expect(await sync()).toEqual(["UPDATE as attendee"]);
    const [text = ""] = server.texts("ann");
    expect(text.replaceAll("\r\n ", "")).toMatch(/ATTENDEE[^\n]*PARTSTAT=ACCEPTED[^\n]*:mailto:Ann@office.test/);
    await call("events.undo", { undoId });
    expect((await call("agenda.range", NOVEMBER)).occurrences).toMatchObject([{ answer: "needs-action" }]);
  });

  it("for one instance leaves the others open; a declined one no longer comes next", async () => {
    const { call, id } = await invited(invitation("RRULE:FREQ=DAILY;COUNT=2\r\n"));
    const { event } = await call("events.respond", { id, recurrenceId: rid("20261123T090000Z"), answer: "declined" });
    expect(event.answer).toBe("declined");
    const answers = async (name: "agenda.range" | "agenda.upcoming") => {
      const { occurrences } = await call(name, name === "agenda.range" ? NOVEMBER : ({} as never));
      return occurrences.map((o) => o.answer);
    };
    expect(await answers("agenda.range")).toEqual(["declined", "needs-action"]);
    expect(await answers("agenda.upcoming")).toEqual(["needs-action"]);
  });

  it("is refused where nobody asked, and the same answer again sends nothing", async () => {
    const { call, calendarId, id, sync } = await invited();
    const { event } = await call("events.create", { calendarId, ...TIMED });
    await expect(call("events.respond", { id: event.id, answer: "accepted" })).rejects.toMatchObject({
      reason: "not-invited",
    });
    await call("events.respond", { id, answer: "tentative" });
    await sync();
    expect((await call("events.respond", { id, answer: "tentative" })).undoId).toBeUndefined();
    expect(await sync()).toEqual([]);
  });

  it("appears on what is stored already once the server says by which address the user is known", async () => {
    const world = await atWork();
    world.server.store("ann", "inv.ics", invitation().replace("Ann@office.test", "ann.smith@office.test"));
    await world.sync();
    const answers = async () => (await world.call("agenda.range", NOVEMBER)).occurrences.map((o) => o.answer);
    expect(await answers()).toEqual([undefined]);
    world.server.state.addresses = () => ["ann@office.test", "ann.smith@office.test"];
    await world.call("accounts.update", { id: world.accountId, password: "y" });
    await world.sync();
    expect(await answers()).toEqual(["needs-action"]);
  });
});
