// Small tables of the schedule: what is left out, which part comes first, when a closed door is tried again.
import { describe, expect, it, onTestFinished } from "vitest";
import { memoryProvider } from "../../src-main/providers/memory/index.ts";
import type { CalendarProvider } from "../../src-main/providers/provider.ts";
import { throttled } from "../../src-main/sync/progress.ts";
import { rangesOf } from "../../src-main/sync/ranges.ts";
import { skipReason } from "../../src-main/sync/skip.ts";
import { Failure, type FailureData } from "../../src-preload/contract/failure.ts";
import { fakeClock } from "../support/fake-clock.ts";
import { testFolder } from "../support/folder.ts";
import { testEngine } from "../support/test-engine.ts";

const MINUTE = 60_000;
const NOW = Date.parse("2026-11-18T09:00:00Z");
const day = (text: string) => Date.parse(`${text}T00:00:00Z`);

describe("which part of a calendar comes first", () => {
  const whole = { cursor: null, window: null };
  it.each([
    [undefined, whole, {}],
    [{ monthsBack: 1, monthsAhead: 3 }, whole, { first: { fromMs: day("2026-10-18"), toMs: day("2027-02-19") } }],
    [{ monthsBack: 1, monthsAhead: 3 }, { ...whole, cursor: "c" }, {}],
    [
      undefined,
      { ...whole, window: { monthsBack: 12, monthsAhead: 1 } },
      { only: { fromMs: day("2025-11-18"), toMs: day("2026-12-19") } },
    ],
  ] as const)("%o, %o", (first, sync, ranges) => {
    expect(rangesOf(first, sync, NOW)).toEqual(ranges);
  });

  it("ends with a short month where the day is longer than it", () => {
    const { only } = rangesOf(
      undefined,
      { cursor: null, window: { monthsBack: 1, monthsAhead: 1 } },
      day("2027-03-31"),
    );
    expect(only?.fromMs).toBe(day("2027-03-01"));
  });
});

describe("what is left out of a run", () => {
  const ready = { state: "ready" as const, failure: null };
  const signIn = { state: "sign-in" as const, failure: new Failure("wrong-password").toData() };
  const limited = { ...new Failure("rate-limited").toData(), retryAtMs: NOW + MINUTE };
  const sync = (set: object) =>
    ({ sync: { syncEnabled: true, lastSyncAt: NOW - MINUTE, lastError: null, ...set } }) as never;
  it.each<[string, unknown, never, { ifOlderThanMs?: number }, { failure?: FailureData } | undefined]>([
    ["nothing, when a person asks", ready, sync({}), {}, undefined],
    ["a paused calendar", ready, sync({ syncEnabled: false }), {}, {}],
    ["what is young, when the agenda is opened", ready, sync({}), { ifOlderThanMs: 2 * MINUTE }, {}],
    ["nothing old enough", ready, sync({}), { ifOlderThanMs: MINUTE }, undefined],
    ["nothing that never worked", ready, sync({ lastSyncAt: null }), { ifOlderThanMs: MINUTE }, undefined],
    ["an account that waits for its password", signIn, sync({}), { ifOlderThanMs: 0 }, { failure: signIn.failure }],
    ["not that account, when a person asks", signIn, sync({}), {}, undefined],
    [
      "a server that asked for a pause",
      ready,
      sync({ lastError: limited }),
      { ifOlderThanMs: 0 },
      { failure: limited },
    ],
  ])("%s", (_, account, target, request, reason) => {
    expect(skipReason({ clock: fakeClock() }, account as typeof ready, target, request)).toEqual(reason);
  });
});

describe("progress is shown", () => {
  it("four times a second at most", () => {
    let [now, shown] = [0, 0];
    const show = throttled(
      () => shown++,
      () => now,
    );
    for (; now < 1000; now += 10) show();
    expect(shown).toBe(4);
  });
});

describe("a network that was away", () => {
  async function away() {
    let failing = false;
    let tries = 0;
    const provider: CalendarProvider = {
      connect: async (...args) => {
        tries++;
        if (failing) throw new Failure("offline");
        const connection = await memoryProvider.connect(...args);
        return {
          ...connection,
          async *changes(...all) {
            tries++;
            if (failing) throw new Failure("offline");
            yield* connection.changes(...all);
          },
        };
      },
    };
    const clock = fakeClock();
    const engine = testEngine({ folder: testFolder(), clock, demo: provider });
    onTestFinished(() => engine.close());
    const { calendars } = await engine.call("accounts.add", { kind: "demo" });
    await engine.call("sync.run", {});
    failing = true;
    // Failures in a row: the pause has grown to most of an hour.
    for (let n = 0; n < 8; n++) await engine.call("sync.run", {});
    const first = async () => (await engine.call("sync.status", {})).calendars[0];
    engine.engine.start();
    const pass = async (ms: number) => {
      clock.advance(ms);
      for (let n = 0; n < 30; n++) await new Promise((done) => setImmediate(done));
    };
    return {
      ...engine,
      calendarId: calendars[0]?.id ?? ("" as never),
      first,
      pass,
      clock,
      tries: () => tries,
      back: () => {
        failing = false;
      },
    };
  }

  it("is tried at once when the network is told to be back", async () => {
    const { call, first, back, clock } = await away();
    expect((await first())?.nextAtMs).toBeGreaterThan(clock.nowMs() + 20 * MINUTE);
    back();
    await call("sync.wake", {});
    await expect.poll(first).toMatchObject({ state: "waiting" });
    const { calendars } = await call("sync.doctor", {});
    expect(calendars[0]?.lastRuns[0]).toMatchObject({ cause: "wake", outcome: "successful" });
  });

  it("is tried once more for a new edit, soon, and then left alone again", async () => {
    const { call, pass, tries, calendarId } = await away();
    await pass(MINUTE);
    const before = tries();
    await call("events.create", { calendarId, title: "New", start: "2026-11-20", end: "2026-11-21" });
    await pass(MINUTE);
    expect(tries() - before).toBe(1);
    for (let n = 0; n < 10; n++) await pass(MINUTE);
    expect(tries() - before).toBe(1);
  });

  it("is noticed by a nap that took far longer than it should have", async () => {
    const { first, pass, back } = await away();
    back();
    await pass(10 * MINUTE);
    await expect.poll(first).toMatchObject({ state: "waiting" });
  });
});
