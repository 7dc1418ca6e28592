// What people are told, on a whole engine with a clock that the test moves.
import { describe, expect, it, onTestFinished } from "vitest";
import type { CalendarId } from "../../src-preload/contract/shapes.ts";
import { localEngine } from "../commands/local.ts";
import { type FakeClock, fakeClock } from "../support/fake-clock.ts";
import { testFolder } from "../support/folder.ts";
import { type TestEngine, testEngine } from "../support/test-engine.ts";

/** Wednesday 18 November 2026, 10:00 in Paris. */
const NOW = "2026-11-18T09:00:00Z";
const MINUTE = 60_000;
const ZONE = "Europe/Paris";

interface World {
  readonly engine: TestEngine;
  readonly clock: FakeClock;
  readonly calendarId: CalendarId;
  readonly folder: string;
}

async function world(): Promise<World> {
  const clock = fakeClock(NOW);
  const folder = testFolder();
  const { calendarId, ...engine } = await localEngine({ clock, folder });
  engine.engine.start();
  return { engine, clock, calendarId, folder };
}

const add = ({ engine, calendarId }: World, title: string, start: string, more: Record<string, unknown> = {}) =>
  engine.call("events.create", {
    ...{ calendarId, title, start, end: start.replace(/T(\d\d)/, (_, hour) => `T${Number(hour) + 1}`), zone: ZONE },
    ...{ reminders: [{ minutesBefore: 10 }], ...more },
  });

const settle = () => new Promise((done) => setImmediate(() => setImmediate(() => setImmediate(done))));
/** Minute by minute, as a real clock wakes the engine. */
async function pass({ clock }: World, minutes: number): Promise<void> {
  for (let n = 0; n < minutes; n++) {
    clock.advance(MINUTE);
    await settle();
  }
}
const take = async ({ engine }: World) =>
  (await engine.call("notices.take", {})).notices.map((one) => (one.kind === "reminder" ? one.title : one.kind));
const list = async ({ engine }: World) => (await engine.call("notices.list", {})).notices;

describe("a reminder", () => {
  it("is told at its time, once, and stays on the list until it is taken off", async () => {
    const w = await world();
    await add(w, "Review", "2026-11-18T11:00", { location: "Room 4" });
    await pass(w, 49);
    expect(await take(w)).toEqual([]);
    const told = w.engine.nextFeed("notices");
    await pass(w, 1);
    await told;
    expect(await take(w)).toEqual(["Review"]);
    expect(await take(w)).toEqual([]);
    await pass(w, 5);
    expect(await take(w)).toEqual([]);
    const [notice] = await list(w);
    expect(notice).toMatchObject({ kind: "reminder", title: "Review", location: "Room 4", start: "2026-11-18T11:00" });
    await w.engine.call("notices.dismiss", { ids: [notice?.id ?? ""] });
    expect(await list(w)).toEqual([]);
  });

  it("rings for every alarm of the event and for every occurrence of a series", async () => {
    const w = await world();
    const reminders = [{ minutesBefore: 30 }, { minutesBefore: 5 }];
    await add(w, "Standup", "2026-11-18T10:40", { reminders, rrule: "FREQ=DAILY;COUNT=3" });
    await pass(w, 36);
    expect(await take(w)).toEqual(["Standup", "Standup"]);
    w.clock.advance(24 * 60 * MINUTE);
    await settle();
    expect((await take(w)).length).toBe(2);
  });

  it("is told for the time an exception of a series was moved to, not for the one it had", async () => {
    const w = await world();
    const { event } = await add(w, "Standup", "2026-11-18T10:40", { rrule: "FREQ=DAILY;COUNT=2" });
    const changes = { start: "2026-11-18T11:30", end: "2026-11-18T12:00" };
    await w.engine.call("events.update", { id: event.id, recurrenceId: "20261118T094000Z", scope: "this", changes });
    await pass(w, 40);
    expect(await take(w)).toEqual([]);
    await pass(w, 40);
    expect(await take(w)).toEqual(["Standup"]);
  });

  it("is never told for what was removed, cancelled or moved before anybody was told", async () => {
    const w = await world();
    const { event: gone } = await add(w, "Gone", "2026-11-18T11:00");
    const { event: moved } = await add(w, "Moved", "2026-11-18T11:00");
    const { event: off } = await add(w, "Off", "2026-11-18T11:00");
    await pass(w, 51);
    await w.engine.call("events.remove", { id: gone.id });
    const later = { start: "2026-11-19T11:00", end: "2026-11-19T12:00" };
    await w.engine.call("events.update", { id: moved.id, changes: later });
    await w.engine.call("events.update", { id: off.id, changes: { status: "cancelled" } });
    expect(await take(w)).toEqual([]);
    expect(await list(w)).toEqual([]);
  });

  it("is on the list again when its dismissal or its snooze is taken back, and is not told again", async () => {
    const w = await world();
    await add(w, "Review", "2026-11-18T11:00");
    await pass(w, 50);
    await take(w);
    const id = (await list(w))[0]?.id ?? "";
    await w.engine.call("notices.dismiss", { ids: [id] });
    await w.engine.call("notices.restore", { ids: [id] });
    expect((await list(w)).map((one) => one.id)).toEqual([id]);
    await w.engine.call("notices.snooze", { id, untilMs: w.clock.nowMs() + 5 * MINUTE });
    await w.engine.call("notices.restore", { ids: [id] });
    expect((await list(w)).map(({ atMs }) => atMs <= w.clock.nowMs())).toEqual([true]);
    await pass(w, 6);
    expect(await take(w)).toEqual([]);
  });

  it("that was put off comes back at the time chosen, however often", async () => {
    const w = await world();
    await add(w, "Review", "2026-11-18T11:00");
    await pass(w, 50);
    await take(w);
    const id = (await list(w))[0]?.id ?? "";
    for (let round = 0; round < 2; round++) {
      await w.engine.call("notices.snooze", { id, untilMs: w.clock.nowMs() + 5 * MINUTE });
      expect(await list(w)).toEqual([]);
      await pass(w, 4);
      expect(await take(w)).toEqual([]);
      const told = w.engine.nextFeed("notices");
      await pass(w, 1);
      await told;
      expect(await take(w)).toEqual(["Review"]);
    }
    await expect(w.engine.call("notices.snooze", { id, untilMs: w.clock.nowMs() })).rejects.toThrow();
  });

  it("survives a restart: what fell due meanwhile is told, what was told is not", async () => {
    const w = await world();
    await add(w, "Told", "2026-11-18T11:00");
    await add(w, "Missed", "2026-11-18T12:00");
    await add(w, "Over", "2026-11-18T11:30");
    await pass(w, 50);
    expect(await take(w)).toEqual(["Told"]);
    await w.engine.close();
    // 12:45 in Paris: Over began and ended while nothing ran.
    w.clock.advance(115 * MINUTE);
    const again = testEngine({ folder: w.folder, clock: w.clock });
    onTestFinished(() => again.close());
    again.engine.start();
    await settle();
    expect(await take({ ...w, engine: again })).toEqual(["Missed"]);
  });

  it("waits for quiet hours to end, and is not told when its event is long over by then", async () => {
    const w = await world();
    await w.engine.call("settings.set", { notices: { quiet: { from: "10:30", to: "11:15" } } });
    await add(w, "Review", "2026-11-18T11:00");
    await pass(w, 55);
    expect(await take(w)).toEqual([]);
    const told = w.engine.nextFeed("notices");
    await pass(w, 20);
    await told;
    expect(await take(w)).toEqual(["Review"]);
  });

  it("that is switched off is not told, and not told all at once when it is switched on again", async () => {
    const w = await world();
    await w.engine.call("settings.set", { notices: { reminders: false } });
    await add(w, "Review", "2026-11-18T11:00");
    await pass(w, 52);
    expect(await take(w)).toEqual([]);
    await w.engine.call("settings.set", { notices: {} });
    expect(await take(w)).toEqual([]);
  });

  it("of the same meeting in two calendars is told once", async () => {
    const w = await world();
    const { calendar } = await w.engine.call("calendars.create", { name: "Other" });
    const text = [
      ...["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN", "BEGIN:VEVENT", "UID:one@example.com"],
      ...["DTSTAMP:20261101T000000Z", "DTSTART:20261118T100000Z", "DTEND:20261118T110000Z", "SUMMARY:Review"],
      ...["BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:x", "TRIGGER:-PT10M", "END:VALARM", "END:VEVENT"],
      ...["END:VCALENDAR", ""],
    ].join("\r\n");
    for (const calendarId of [w.calendarId, calendar.id]) await w.engine.call("events.import", { calendarId, text });
    await pass(w, 51);
    expect(await take(w)).toEqual(["Review"]);
  });
});

it("nobody is woken again and again for what nobody takes", async () => {
  const w = await world();
  await add(w, "Review", "2026-11-18T10:12");
  let told = 0;
  w.engine.engine.onChange((changed) => {
    if (changed.includes("notices")) told++;
  });
  await pass(w, 30);
  expect(told).toBe(1);
});
