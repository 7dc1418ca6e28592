// The system's clock jumps while Cadran runs: a year ahead, a month back. And the person travels.
import { expect, it, onTestFinished } from "vitest";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { CalendarId } from "../../src-preload/contract/shapes.ts";
import { eventText } from "../servers/dav.ts";
import { testFolder } from "../support/folder.ts";
import { testEngine } from "../support/test-engine.ts";
import { scripted } from "../sync/scripted-server.ts";
import { reportDrill } from "./report.ts";
import { setClock } from "./set-clock.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;
const [YEAR, MONTH] = [365 * DAY, 30 * DAY];
const ALL = { fromMs: Date.parse("2026-11-01T00:00:00Z"), toMs: Date.parse("2026-12-15T00:00:00Z") };

async function clockStory() {
  const server = scripted();
  const clock = setClock("2026-11-18T09:00:00Z");
  for (let n = 0; n < 12; n++) server.put(`e${n}.ics`, eventText(`e${n}@example.test`, `Event ${n}`));
  const engine = testEngine({ folder: testFolder(), clock, demo: server.provider });
  onTestFinished(() => engine.close());
  const { call } = engine;
  const { calendars } = await call("accounts.add", { kind: "demo" });
  const calendarId = calendars.find(({ name }) => name === "Scripted")?.id as CalendarId;
  await call("calendars.update", { id: calendarId, syncEnabled: true, frequencyMinutes: 15 });
  await call("sync.run", {});
  engine.engine.start();
  await clock.pass(MINUTE);
  const titles = async () => (await call("agenda.range", ALL)).occurrences.map(({ title }) => title);
  const create = (title: string) =>
    call("events.create", { calendarId, title, start: "2026-11-24T10:00", end: "2026-11-24T11:00" });
  const idOf = async (title: string) => {
    const found = (await call("agenda.range", ALL)).occurrences.find((one) => one.title === title);
    if (!found) throw new Error(`no ${title}`);
    return found.eventId;
  };
  const onServer = () => [...server.items.values()].map(({ text }) => /SUMMARY:(.*?)\r?\n/.exec(text)?.[1]);
  return { server, clock, call, calendarId, titles, create, idOf, onServer };
}

it("the clock goes back a month: sync goes on within the hour, and what waited to be sent is sent", async () => {
  const { server, clock, call, create, titles, onServer } = await clockStory();
  server.refuse(new Failure("offline"));
  await create("Made before");
  await clock.pass(20 * MINUTE);
  clock.set(-MONTH);
  server.put("new.ics", eventText("new@example.test", "Added by others"));
  server.refuse(undefined);
  await create("Made after");
  await clock.pass(60 * MINUTE);
  expect(onServer()).toEqual(expect.arrayContaining(["Made before", "Made after"]));
  expect(await titles()).toContain("Added by others");
  const { calendars } = await call("sync.status", {});
  expect(calendars.map(({ pending }) => pending)).toEqual(calendars.map(() => 0));
  reportDrill({ drill: "clock back a month", lost: [], ended: "sent and fetched within the hour" });
});

it("the clock goes a year ahead and comes back: the history of 30 days is still there, and sync goes on", async () => {
  const { server, clock, call, idOf, titles, onServer, create } = await clockStory();
  const id = await idOf("Event 3");
  await call("events.update", { id, changes: { title: "Renamed" } });
  await call("events.remove", { id: await idOf("Event 4") });
  await clock.pass(5 * MINUTE);
  clock.set(YEAR);
  await clock.pass(60 * MINUTE);
  await call("sync.wake", {});
  await create("Made in the future");
  await clock.pass(20 * MINUTE);
  clock.set(-YEAR);
  server.put("new.ics", eventText("new@example.test", "Added by others"));
  await clock.pass(60 * MINUTE);
  const { entries } = await call("history.list", {});
  expect(entries.map(({ title }) => title)).toEqual(expect.arrayContaining(["Event 4"]));
  expect((await call("history.list", { eventId: id })).entries.length).toBeGreaterThan(0);
  expect(await titles()).toEqual(expect.arrayContaining(["Added by others", "Renamed", "Made in the future"]));
  expect(onServer()).toEqual(expect.arrayContaining(["Renamed", "Made in the future"]));
  expect(server.items.has("e4.ics")).toBe(false);
  reportDrill({ drill: "clock a year ahead and back", lost: [], ended: "history kept, equal to the server" });
});

it("what is really old is forgotten all the same, a day after the clock has been right again", async () => {
  const { clock, call, idOf } = await clockStory();
  await call("events.remove", { id: await idOf("Event 4") });
  await clock.pass(5 * MINUTE);
  clock.set(YEAR);
  await clock.pass(10 * MINUTE);
  expect((await call("history.list", {})).entries.map(({ title }) => title)).toContain("Event 4");
  clock.set(2 * DAY);
  await call("sync.wake", {});
  expect((await call("history.list", {})).entries.map(({ title }) => title)).not.toContain("Event 4");
});

it("versions made while the clock went back keep their order, and every event its own UID and stamp", async () => {
  const { clock, call, idOf, server } = await clockStory();
  const id = await idOf("Event 5");
  await call("events.update", { id, changes: { title: "First" } });
  clock.set(-MONTH);
  await call("events.update", { id, changes: { title: "Second" } });
  await clock.pass(30 * MINUTE);
  const text = server.items.get("e5.ics")?.text ?? "";
  expect(text).toContain("SUMMARY:Second");
  expect(text.match(/^UID:/gm)).toHaveLength(1);
  const texts = [...server.items.values()].map((item) => item.text);
  expect(new Set(texts.map((one) => /^UID:(.*)$/m.exec(one)?.[1])).size).toBe(texts.length);
  expect((await call("history.list", { eventId: id })).entries.map(({ title }) => title)).toEqual(
    expect.arrayContaining(["Event 5", "First"]),
  );
  reportDrill({
    drill: "edits across a jump of the clock",
    lost: [],
    ended: "last edit wins, both versions in history",
  });
});

it("the system's zone changes: floating and all-day events follow, zoned ones keep their moment, nothing is written", async () => {
  const { clock, call, calendarId, server } = await clockStory();
  const make = (title: string, zone: string) =>
    call("events.create", { calendarId, title, zone, start: "2026-11-24T10:00", end: "2026-11-24T11:00" });
  await make("Zoned", "Europe/Paris");
  await make("Floating", "floating");
  await call("events.create", { calendarId, title: "All day", start: "2026-11-25", end: "2026-11-26" });
  await clock.pass(30 * MINUTE);
  const before = new Map([...server.items].map(([name, { text }]) => [name, text]));
  const at = async (title: string) => {
    const found = (await call("agenda.range", ALL)).occurrences.find((one) => one.title === title);
    return new Date(found?.startMs ?? 0).toISOString();
  };
  expect(await at("Floating")).toBe("2026-11-24T09:00:00.000Z");
  clock.travel("America/New_York");
  await call("sync.wake", {});
  expect(await at("Zoned")).toBe("2026-11-24T09:00:00.000Z");
  expect(await at("Floating")).toBe("2026-11-24T15:00:00.000Z");
  expect(await at("All day")).toBe("2026-11-25T05:00:00.000Z");
  await clock.pass(30 * MINUTE);
  expect(new Map([...server.items].map(([name, { text }]) => [name, text]))).toEqual(before);
  reportDrill({ drill: "time zone changes while running", lost: [], ended: "shown by the new zone, nothing written" });
});
