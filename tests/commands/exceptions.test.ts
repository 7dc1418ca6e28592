import { expect, test } from "vitest";
import { localEngine } from "./local.ts";

const DECEMBER = { fromMs: Date.UTC(2026, 11, 1), toMs: Date.UTC(2027, 0, 1) };

/** A weekly series from the 1st of December whose second instance has a title of its own. */
async function withException() {
  const engine = await localEngine();
  const times = { start: "2026-12-01T09:00", end: "2026-12-01T10:00", zone: "Europe/Paris" };
  const series = { calendarId: engine.calendarId, title: "Series", ...times, rrule: "FREQ=WEEKLY;COUNT=4" };
  const { event } = await engine.call("events.create", series);
  const shown = async () => {
    const { occurrences } = await engine.call("agenda.range", DECEMBER);
    return occurrences.map(({ title, start }) => `${title} ${start.slice(8)}`);
  };
  const recurrenceId = (await engine.call("agenda.range", DECEMBER)).occurrences[1]?.recurrenceId;
  if (!recurrenceId) throw new Error("no second instance");
  const exception = { id: event.id, recurrenceId };
  await engine.call("events.update", { ...exception, scope: "this", changes: { title: "Exception" } });
  return { ...engine, exception, shown };
}

test("an exception opened and changed with all of its series changes too", async () => {
  const { call, exception, shown } = await withException();
  await call("events.update", { ...exception, scope: "all", changes: { title: "All", start: "2026-12-08T11:00" } });
  expect(await shown()).toEqual(["All 01T11:00", "All 08T11:00", "All 15T11:00", "All 22T11:00"]);
});

test("an exception opened and changed with all that follow changes too, those before stay", async () => {
  const { call, exception, shown } = await withException();
  await call("events.move", { ...exception, scope: "following", start: "2026-12-09T08:00", zone: "Europe/Paris" });
  expect(await shown()).toEqual(["Series 01T09:00", "Exception 09T08:00", "Series 16T08:00", "Series 23T08:00"]);
});
