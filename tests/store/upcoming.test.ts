import { describe, expect, it } from "vitest";
import { localEngine } from "../commands/local.ts";
import { fakeClock } from "../support/fake-clock.ts";

/** Wednesday 18 November 2026, 10:15 in Paris. */
const NOW = "2026-11-18T09:15:00Z";

async function diary() {
  const clock = fakeClock(NOW);
  const { call, calendarId } = await localEngine({ clock });
  const add = (title: string, start: string, end: string, more: { rrule?: string } = {}) =>
    call("events.create", {
      calendarId,
      title,
      start,
      end,
      ...(start.includes("T") && { zone: "Europe/Paris" }),
      ...more,
    });
  const titles = async (limit = 7) => (await call("agenda.upcoming", { limit })).occurrences.map(({ title }) => title);
  return { call, calendarId, clock, add, titles };
}

describe("agenda.upcoming", () => {
  it("puts the meeting of now before the day and the trip it is in, and both before what comes next", async () => {
    const { add, titles } = await diary();
    await add("Next", "2026-11-18T11:30", "2026-11-18T12:00");
    await add("Trip", "2026-11-16T08:00", "2026-11-20T18:00");
    await add("Home office", "2026-11-18", "2026-11-19");
    await add("Tomorrow's fair", "2026-11-19", "2026-11-21");
    await add("Review", "2026-11-18T09:30", "2026-11-18T11:00");
    await add("Over", "2026-11-18T09:00", "2026-11-18T10:15");
    expect(await titles()).toEqual(["Review", "Trip", "Home office", "Next", "Tomorrow's fair"]);
  });

  it("never lets whole days push the running meeting out of a short list", async () => {
    const { add, titles } = await diary();
    for (const n of [1, 2, 3, 4]) await add(`Day ${n}`, "2026-11-18", "2026-11-19");
    await add("Review", "2026-11-18T09:30", "2026-11-18T11:00");
    expect(await titles(2)).toEqual(["Review", "Day 1"]);
  });

  it("leaves out what is in a calendar that is not ticked", async () => {
    const { call, calendarId, add, titles } = await diary();
    await add("Seen", "2026-11-18T11:30", "2026-11-18T12:00");
    const { calendar } = await call("calendars.create", { name: "Other" });
    const when = { start: "2026-11-18T10:00", end: "2026-11-18T11:00", zone: "Europe/Paris" };
    await call("events.create", { calendarId: calendar.id, title: "Unseen", ...when });
    expect(await titles()).toEqual(["Unseen", "Seen"]);
    await call("calendars.update", { id: calendar.id, visible: false });
    expect(await titles()).toEqual(["Seen"]);
    await call("calendars.update", { id: calendarId, visible: false });
    expect(await titles()).toEqual([]);
  });

  it("is running from its first minute, and no longer at its last", async () => {
    const { add, titles, clock } = await diary();
    await add("Home office", "2026-11-18", "2026-11-19");
    await add("Call", "2026-11-18T10:20", "2026-11-18T10:30");
    expect(await titles()).toEqual(["Home office", "Call"]);
    clock.advance(5 * 60_000);
    expect(await titles()).toEqual(["Call", "Home office"]);
    clock.advance(10 * 60_000);
    expect(await titles()).toEqual(["Home office"]);
  });
});
