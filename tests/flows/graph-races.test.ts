// Somebody else is faster, at the moments that matter: between two requests of one write to Graph.
import { describe, expect, it } from "vitest";
import { hour, meanwhile, openDesk, openOffice, tuesdays } from "./graph-office.ts";

async function deskWithSeries() {
  const office = await openOffice();
  const id = office.other.addEvent({ subject: "Standup", ...hour("2026-12-01"), recurrence: tuesdays(4) });
  return { ...(await openDesk(office)), id };
}

const atRest = { pending: 0, parked: 0, conflicts: 0 };

const EVENT = { title: "Made here", start: "2026-12-01T10:00", end: "2026-12-01T11:00", zone: "Europe/Paris" };

describe("while one write is on its way to Graph", () => {
  it("an occurrence that somebody else changes keeps their change, and ours arrives too", async () => {
    const { id, ...desk } = await deskWithSeries();
    const [, second] = await desk.agenda();
    if (!second?.recurrenceId) throw new Error("no second occurrence");
    const rename = () => desk.other.changeOccurrence(id, "2026-12-15", { subject: "Theirs" });
    await meanwhile(desk, /^PATCH /, rename, async () => {
      const { eventId, recurrenceId = "" } = second;
      await desk.call("events.update", { id: eventId, recurrenceId, scope: "this", changes: { title: "Mine" } });
      await desk.sync();
    });
    await desk.sync();
    expect(await desk.titles()).toEqual(["Standup", "Mine", "Theirs", "Standup"]);
    expect(desk.other.event(id, "2026-12-08")?.subject).toBe("Mine");
    expect(desk.other.event(id, "2026-12-15")?.subject).toBe("Theirs");
    expect((await desk.call("sync.status", {})).calendars).toMatchObject([atRest]);
  });

  it("an event whose creation arrived unheard keeps what somebody else wrote into it since", async () => {
    const desk = await openDesk(await openOffice());
    desk.graph.cutNext(1, /^POST \S+\/events$/);
    await desk.call("events.create", { calendarId: desk.calendarId, ...EVENT });
    expect(await desk.sync()).toMatchObject({ outcome: "failed", failure: { reason: "connection-lost" } });
    const id = desk.idOf("Made here");
    desk.other.changeEvent(id, { location: { displayName: "Theirs" } });
    await desk.sync();
    await desk.sync();
    const { eventId } = await desk.find("Made here");
    const { entries } = await desk.call("history.list", { eventId });
    const theirs = entries.find(({ cause }) => cause === "overruled");
    await desk.call("history.restore", { id: theirs?.id ?? "" });
    expect((await desk.find("Made here")).location).toBe("Theirs");
    await desk.sync();
    expect(desk.inMailbox()).toEqual(["Made here"]);
    expect((await desk.call("sync.status", {})).calendars).toMatchObject([atRest]);
  });

  it("an event that somebody deletes before Graph has ever told of it goes here too", async () => {
    const desk = await openDesk(await openOffice());
    await desk.call("events.create", { calendarId: desk.calendarId, ...EVENT });
    const remove = () => desk.other.removeEvent(desk.idOf("Made here"));
    await meanwhile(desk, /^POST \S+\/events$/, remove, desk.sync);
    await desk.sync();
    expect(await desk.titles()).toEqual([]);
    const { entries } = await desk.call("history.list", {});
    expect(entries[0]).toMatchObject({ title: "Made here", cause: "removed-on-server" });
    expect((await desk.call("sync.status", {})).calendars).toMatchObject([atRest]);
  });
});
