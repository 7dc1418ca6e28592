// Colours of events where they are shown, and where a server cannot keep them.
import { describe, expect, it, onTestFinished } from "vitest";
import type { CalendarProvider } from "../../src-main/providers/provider.ts";
import type { CalendarId } from "../../src-preload/contract/shapes.ts";
import { testFolder } from "../support/folder.ts";
import { testEngine } from "../support/test-engine.ts";
import { NOVEMBER } from "./at-work.ts";
import { localEngine } from "./local.ts";
import { office } from "./office.ts";

const TIMED = { title: "Review", start: "2026-11-24T10:00", end: "2026-11-24T10:30" };
const COLOR = "#CC5A32";

describe("a colour", () => {
  it("is in the agenda, with privacy, for the series and for an exception by itself", async () => {
    const { call, calendarId } = await localEngine();
    const looks = { color: COLOR, privacy: "private" as const };
    const { event } = await call("events.create", { calendarId, ...TIMED, ...looks, rrule: "FREQ=DAILY;COUNT=2" });
    expect(event.color).toBe(COLOR);
    const recurrenceId = "20261125T090000Z" as never;
    await call("events.update", { id: event.id, recurrenceId, changes: { color: null, privacy: "public" } });
    const { occurrences } = await call("agenda.range", NOVEMBER);
    expect(occurrences.map(({ color, privacy }) => [color, privacy])).toEqual([
      [COLOR, "private"],
      [undefined, undefined],
    ]);
  });

  it("that its server would lose is refused before it is saved; the view knows beforehand, and is told of a move", async () => {
    const { provider } = office();
    const limited: CalendarProvider = { ...provider, cannot: ["color"], alwaysTellsGuests: true };
    const { call, close } = testEngine({ folder: testFolder(), caldav: limited });
    onTestFinished(close);
    const login = { kind: "caldav", url: "http://office.test/", username: "ann", password: "x" } as const;
    const { calendars } = await call("accounts.add", login);
    const calendarId = calendars[0]?.id as CalendarId;
    const { calendar: here } = await call("calendars.create", { name: "Here" });
    const listed = (await call("calendars.list", {})).calendars;
    expect(listed.find(({ id }) => id === calendarId)).toMatchObject({ cannot: ["color"], alwaysTells: true });
    expect(listed.find(({ id }) => id === here.id)).not.toHaveProperty("cannot");
    const refused = { reason: "not-expressible", params: { limit: "color" } };
    await expect(call("events.create", { calendarId, ...TIMED, color: COLOR })).rejects.toMatchObject(refused);
    const { event } = await call("events.create", { calendarId, ...TIMED });
    await expect(call("events.update", { id: event.id, changes: { color: COLOR } })).rejects.toMatchObject(refused);
    await call("events.update", { id: event.id, changes: { color: null, title: "Fine" } });
    const { event: mine } = await call("events.create", { calendarId: here.id, ...TIMED, color: COLOR });
    const moving = await call("events.consequences", { id: mine.id, changes: { calendarId } });
    expect(moving.loses).toEqual(["color"]);
    expect(await call("events.consequences", { id: mine.id, changes: { title: "x" } })).not.toHaveProperty("loses");
  });
});
