// When people are free: one's own time from the store, that of others from the server.
import { describe, expect, it, onTestFinished } from "vitest";
import type { CalendarConnection, CalendarProvider } from "../../src-main/providers/provider.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { CalendarId } from "../../src-preload/contract/shapes.ts";
import { fakeClock } from "../support/fake-clock.ts";
import { testFolder } from "../support/folder.ts";
import { testEngine } from "../support/test-engine.ts";
import { office } from "./office.ts";

const ms = (iso: string) => Date.parse(iso);
const DAY = { fromMs: ms("2026-11-24T00:00:00Z"), toMs: ms("2026-11-25T00:00:00Z") };
const BUSY = { startMs: ms("2026-11-24T09:00:00Z"), endMs: ms("2026-11-24T10:00:00Z"), kind: "busy" as const };

/** An account on a server that answers as the test says. */
async function asking(freeBusy?: CalendarConnection["freeBusy"]) {
  const { provider } = office();
  const clock = fakeClock();
  const caldav: CalendarProvider = {
    ...provider,
    connect: async (...args) => ({ ...(await provider.connect(...args)), ...(freeBusy && { freeBusy }) }),
  };
  const engine = testEngine({ folder: testFolder(), caldav, clock });
  onTestFinished(() => engine.close());
  const login = { kind: "caldav", url: "http://office.test/", username: "ann", password: "x" } as const;
  const { calendars } = await engine.call("accounts.add", login);
  const calendarId = calendars[0]?.id as CalendarId;
  const ask = async (...addresses: string[]) =>
    (await engine.call("agenda.freeBusy", { addresses, ...DAY, calendarId })).people;
  return { ...engine, clock, calendarId, ask };
}

describe("one's own time", () => {
  it("is what takes it in any calendar of one's own: not what is declined, cancelled, free or another's", async () => {
    const { call, calendarId, ask } = await asking();
    const { calendar: here } = await call("calendars.create", { name: "Here" });
    await call("calendars.update", { id: here.id, visible: false });
    const add = (hour: string, more: object = {}) =>
      call("events.create", {
        calendarId,
        title: hour,
        start: `2026-11-24T${hour}:00`,
        end: `2026-11-24T${hour}:30`,
        ...more,
      });
    await add("09");
    await add("10", { calendarId: here.id });
    await add("11", { transparency: "transparent" });
    const { event } = await add("12");
    await call("events.update", { id: event.id, changes: { status: "tentative" } });
    const { event: off } = await add("13");
    await call("events.update", { id: off.id, changes: { status: "cancelled" } });
    const [me] = await ask("Ann@Office.test");
    expect(me?.address).toBe("Ann@Office.test");
    expect(me?.busy.map(({ startMs, kind }) => `${new Date(startMs).toISOString().slice(11, 16)} ${kind}`)).toEqual([
      "08:00 busy",
      "09:00 busy",
      "11:00 tentative",
    ]);
  });

  it("is not taken by the event that is being edited, whatever touches it", async () => {
    const { call, calendarId } = await asking();
    const add = (from: string, to: string) =>
      call("events.create", { calendarId, title: from, start: `2026-11-24T${from}`, end: `2026-11-24T${to}` });
    await add("09:00", "10:00");
    const { event } = await add("10:00", "11:00");
    const input = { addresses: ["ann@office.test"], ...DAY, calendarId };
    const busyHours = async (more: object) =>
      (await call("agenda.freeBusy", { ...input, ...more })).people[0]?.busy.map(
        ({ startMs, endMs }) => (endMs - startMs) / 3_600_000,
      );
    expect(await busyHours({})).toEqual([2]);
    expect(await busyHours({ eventId: event.id })).toEqual([1]);
  });

  it("beyond the stored horizon is worked out on the spot", async () => {
    const { call, calendarId } = await asking();
    await call("events.create", {
      calendarId,
      title: "W",
      start: "2026-11-24T10:00",
      end: "2026-11-24T11:00",
      rrule: "FREQ=WEEKLY",
    });
    const range = { fromMs: ms("2035-03-05T00:00:00Z"), toMs: ms("2035-03-19T00:00:00Z") };
    const { people } = await call("agenda.freeBusy", { addresses: ["ann@office.test"], ...range, calendarId });
    expect(people[0]?.busy).toHaveLength(2);
  });
});

describe("the time of others", () => {
  it("is asked for once a minute, and only of those who are not oneself", async () => {
    const asked: (readonly string[])[] = [];
    const { ask, clock } = await asking(async (addresses) => {
      asked.push(addresses);
      return addresses.map((address) => ({ address, known: true, busy: [BUSY] }));
    });
    expect(await ask("bob@elsewhere.test", "ann@office.test")).toMatchObject([
      { known: true, busy: [BUSY] },
      { known: true, busy: [] },
    ]);
    await ask("BOB@elsewhere.test", "cleo@elsewhere.test");
    expect(asked).toEqual([["bob@elsewhere.test"], ["cleo@elsewhere.test"]]);
    clock.advance(61_000);
    await ask("bob@elsewhere.test");
    expect(asked).toHaveLength(3);
  });

  it("is not known, without any failure, where the server cannot tell, and on this device", async () => {
    const nowhere = [{ address: "bob@elsewhere.test", known: false, busy: [] }];
    for (const freeBusy of [undefined, async () => undefined, async () => []]) {
      expect(await (await asking(freeBusy)).ask("bob@elsewhere.test")).toEqual(nowhere);
    }
    const { call } = await asking();
    const { calendar } = await call("calendars.create", { name: "Here" });
    expect(
      (await call("agenda.freeBusy", { addresses: ["bob@elsewhere.test"], ...DAY, calendarId: calendar.id })).people,
    ).toEqual(nowhere);
  });

  it("is not known, with the reason, offline; oneself is, and the next look asks again", async () => {
    let away = true;
    const { ask } = await asking(async (addresses) => {
      if (away) throw new Failure("offline");
      return addresses.map((address) => ({ address, known: true, busy: [] }));
    });
    expect(await ask("bob@elsewhere.test", "ann@office.test")).toMatchObject([
      { known: false, failure: { reason: "offline" } },
      { known: true },
    ]);
    away = false;
    expect(await ask("bob@elsewhere.test")).toMatchObject([{ known: true }]);
  });

  it("is given up after eight seconds; sync goes on meanwhile", async () => {
    let reached: () => void = () => {};
    const began = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const { ask, call, clock } = await asking((_addresses, _range, signal) => {
      reached();
      return new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Failure("cancelled"))));
    });
    const answer = ask("bob@elsewhere.test");
    await began;
    expect((await call("sync.run", {})).results).toMatchObject([{ outcome: "successful" }]);
    clock.advance(8000);
    expect(await answer).toMatchObject([{ known: false, failure: { reason: "timeout" } }]);
  });
});
