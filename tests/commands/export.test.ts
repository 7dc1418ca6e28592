import { expect, test } from "vitest";
import { localEngine } from "./local.ts";

const WINDOW = { fromMs: Date.UTC(2026, 10, 1), toMs: Date.UTC(2026, 11, 31) };
const event = (title: string, day: string) => ({
  title,
  start: `2026-11-${day}T10:00`,
  end: `2026-11-${day}T11:00`,
  zone: "Europe/Paris",
});
const titlesIn = (text: string) => [...text.matchAll(/^SUMMARY:(.*)\r$/gm)].map((match) => match[1]);

test("an event, a calendar, and everything; a deleted event is in none", async () => {
  const engine = await localEngine();
  const { calendarId } = engine;
  const other = (await engine.call("calendars.create", { name: "Other" })).calendar.id;
  const { event: first } = await engine.call("events.create", { calendarId, ...event("One", "24") });
  await engine.call("events.create", { calendarId: other, ...event("Two", "25") });
  const { event: gone } = await engine.call("events.create", { calendarId, ...event("Gone", "26") });
  await engine.call("events.remove", { id: gone.id });
  const one = await engine.call("events.export", { eventId: first.id });
  expect([one.count, titlesIn(one.text)]).toEqual([1, ["One"]]);
  const mine = await engine.call("events.export", { calendarId });
  expect([mine.count, titlesIn(mine.text)]).toEqual([1, ["One"]]);
  expect(mine.text).toContain("X-WR-CALNAME:Mine\r\n");
  expect(titlesIn((await engine.call("events.export", {})).text)).toEqual(["One", "Two"]);
  await expect(engine.call("events.export", { eventId: gone.id })).rejects.toMatchObject({ code: "missing" });
});

test("what is exported fills an empty calendar with the same", async () => {
  const engine = await localEngine();
  const { calendarId } = engine;
  await engine.call("events.create", { calendarId, ...event("Series", "24"), rrule: "FREQ=WEEKLY;COUNT=4" });
  await engine.call("events.create", { calendarId, title: "Day", start: "2026-11-25", end: "2026-11-27" });
  const { occurrences } = await engine.call("agenda.range", WINDOW);
  const moved = occurrences.find((one) => one.recurrenceId?.startsWith("20261201"));
  if (!moved) throw new Error("no such instance");
  await engine.call("events.move", { id: moved.eventId, recurrenceId: moved.recurrenceId, start: "2026-12-02T15:00" });
  const shown = async (id: typeof calendarId) => {
    const answer = await engine.call("agenda.range", { ...WINDOW, calendarIds: [id] });
    return answer.occurrences.map(({ title, start, end, zone, recurrenceId }) => ({
      title,
      start,
      end,
      zone,
      recurrenceId,
    }));
  };
  const { text } = await engine.call("events.export", { calendarId });
  const copy = (await engine.call("calendars.create", { name: "Copy" })).calendar.id;
  expect(await engine.call("events.import", { calendarId: copy, text })).toMatchObject({
    created: 2,
    skipped: 0,
    parked: [],
  });
  expect(await shown(copy)).toEqual(await shown(calendarId));
  expect(await shown(copy)).toHaveLength(5);
});

test("of an account all its calendars, or only what its server does not have", async () => {
  const engine = await localEngine();
  const { account, calendars } = await engine.call("accounts.add", { kind: "demo" });
  await engine.call("sync.run", { accountId: account.id });
  const target = calendars.find((one) => !one.readOnly);
  if (!target) throw new Error("no calendar to write to");
  const none = await engine.call("events.export", { accountId: account.id, unsynced: true });
  expect([none.count, titlesIn(none.text)]).toEqual([0, []]);
  await engine.call("events.create", { calendarId: target.id, ...event("Not sent yet", "24") });
  const some = await engine.call("events.export", { accountId: account.id, unsynced: true });
  expect([some.count, titlesIn(some.text)]).toEqual([1, ["Not sent yet"]]);
  const all = await engine.call("events.export", { accountId: account.id });
  expect(all.count).toBeGreaterThan(5);
  expect(all.text).toContain(`X-WR-CALNAME:${account.label}`);
});
