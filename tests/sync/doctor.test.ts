// What the doctor says of a healthy and of a broken calendar, and what is passed on to the server of a user's own edits.
import { describe, expect, it } from "vitest";
import { Failure } from "../../src-preload/contract/failure.ts";
import { eventText } from "../servers/dav.ts";
import { scriptedStory } from "./scripted-story.ts";

const NEW = { title: "New", start: "2026-11-20", end: "2026-11-21" };

describe("the doctor's report", () => {
  it("of a healthy calendar names its method, server, age and counts", async () => {
    const { doctor, clock, status } = await scriptedStory({
      "a.ics": eventText("a", "A"),
      "b.ics": eventText("b", "B"),
    });
    const nowMs = clock.nowMs();
    const report = await doctor();
    expect(report).toMatchObject({
      method: "listing",
      server: "Scripted 1.0",
      quirks: ["does as it is told"],
      cursorSinceMs: nowMs,
      lastFullCheckAtMs: nowMs,
      events: 2,
      pending: 0,
      conflicts: 0,
      totals: { due: 1, successful: 1, failed: 0, skipped: 0 },
      parked: [],
      nextAtMs: (await status())?.nextAtMs,
    });
    expect(report?.failure).toBeUndefined();
  });

  it("of a broken one names the failure, what waits, what is in conflict and what was set aside, each once", async () => {
    const { server, call, calendarId, idOf, sync, doctor, status, clock } = await scriptedStory({
      "a.ics": eventText("a", "A"),
      "bad.ics": eventText("bad", "Bad").replace("DTSTART:20261123T090000Z", "DTSTART:someday"),
    });
    await call("events.update", { id: await idOf("A"), changes: { title: "Mine" } });
    server.put("a.ics", eventText("a", "Theirs"));
    await sync();
    server.refuse(new Failure("refused-data", { detail: "no" }));
    const { event } = await call("events.create", { calendarId, ...NEW });
    await call("events.update", { id: event.id, changes: { title: "Newer" } });
    await sync();
    server.refuse(new Failure("rate-limited", {}, { retryAtMs: clock.nowMs() + 3_600_000 }));
    await call("events.create", { calendarId, ...NEW, title: "Waits" });
    await sync();
    const report = await doctor();
    expect(report?.parked.map((one) => one.item)).toEqual(["bad.ics"]);
    expect(report).toMatchObject({
      events: 3,
      pending: 3,
      conflicts: 1,
      failure: { reason: "rate-limited" },
      totals: { due: 4, failed: 1 },
    });
    expect(await status()).toMatchObject({ state: "failing", conflicts: 1, pending: 3 });
    // The server named the moment: never before it.
    expect(report?.nextAtMs).toBeGreaterThanOrEqual(clock.nowMs() + 3_600_000);
  });

  it("lists the calendars in the order that sync runs them", async () => {
    const { call } = await scriptedStory();
    const [doctor, status] = [await call("sync.doctor", {}), await call("sync.status", {})];
    expect(doctor.calendars.map((one) => one.calendarId)).toEqual(status.calendars.map((one) => one.calendarId));
  });
});

describe("an edit on its way", () => {
  it("names the schedule tag of what it replaces, and says when it is only an attendee's answer (R92)", async () => {
    const people =
      "ORGANIZER:mailto:boss@example.org\r\nATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:me@example.org\r\nSUMMARY";
    const invitation = eventText("a", "A").replace("SUMMARY", people);
    const story = await scriptedStory({ "a.ics": invitation, "b.ics": eventText("b", "B") }, true, ["me@example.org"]);
    const { server, call, idOf, sync } = story;
    const [answered, own] = ["a.ics", "b.ics"].map((key) => server.items.get(key)?.scheduleTag);
    await call("events.respond", { id: await idOf("A"), answer: "accepted" });
    await call("events.update", { id: await idOf("B"), changes: { title: "Mine" } });
    await sync();
    expect(server.written).toMatchObject([
      { method: "update", scheduleTag: answered, options: { attendeeEdit: true } },
      { method: "update", scheduleTag: own, options: { attendeeEdit: false } },
    ]);
  });

  it("is told nobody of when it is the half of a move", async () => {
    const { server, call, idOf, sync, secondId } = await scriptedStory({ "a.ics": eventText("a", "A") });
    await call("events.move", { id: await idOf("A"), calendarId: secondId });
    for (let n = 0; n < 3; n++) await sync();
    expect(server.written.at(-1)).toMatchObject({ method: "remove", options: { silent: true } });
  });
});
