// When accounts run: on a clock that the test moves, against the demo server with faults at the provider port.
import { describe, expect, it, onTestFinished } from "vitest";
import { memoryProvider } from "../../src-main/providers/memory/index.ts";
import type { CalendarProvider } from "../../src-main/providers/provider.ts";
import { Failure, type FailureReason } from "../../src-preload/contract/failure.ts";
import { fakeClock } from "../support/fake-clock.ts";
import { testFolder } from "../support/folder.ts";
import { testEngine } from "../support/test-engine.ts";

const MINUTE = 60_000;

/** The demo's server behind a door that the test can close, slow down and count at. */
function gate() {
  let failing: FailureReason | undefined;
  let hold: Promise<void> | undefined;
  const seen = { connects: 0, pulls: 0, atOnce: 0, mostAtOnce: 0 };
  const provider: CalendarProvider = {
    async connect(login, world, signal) {
      // A loop without a pause would starve the test: hold it here, the counts tell.
      if (++seen.connects > 100) await new Promise(() => {});
      if (failing) throw new Failure(failing);
      const connection = await memoryProvider.connect(login, world, signal);
      return {
        ...connection,
        endpoints: connection.endpoints,
        create: async (...args) => {
          if (failing) throw new Failure(failing);
          return connection.create(...args);
        },
        async *changes(...args) {
          seen.pulls++;
          seen.mostAtOnce = Math.max(seen.mostAtOnce, ++seen.atOnce);
          try {
            await hold;
            if (failing) throw new Failure(failing);
            yield* connection.changes(...args);
          } finally {
            seen.atOnce--;
          }
        },
      };
    },
  };
  return {
    provider,
    seen,
    fail: (reason: FailureReason | undefined) => {
      failing = reason;
    },
    hold: (until: Promise<void> | undefined) => {
      hold = until;
    },
  };
}

async function scheduled() {
  const door = gate();
  const clock = fakeClock();
  const engine = testEngine({ folder: testFolder(), clock, demo: door.provider });
  onTestFinished(() => engine.close());
  const { calendars, account } = await engine.call("accounts.add", { kind: "demo" });
  engine.engine.start();
  const idle = async () => {
    const states = (await engine.call("sync.status", {})).calendars;
    return states.every((c) => c.state !== "running" && (c.lastSuccessMs !== undefined || c.failure !== undefined));
  };
  await expect.poll(idle).toBe(true);
  return { ...engine, ...door, clock, calendars, account, idle };
}

/** Lets everything that is ready to run, run. */
const settle = () => new Promise((done) => setImmediate(() => setImmediate(done)));

describe("the schedule", () => {
  it("runs a new account at once, then each calendar when its time has come", async () => {
    const { seen, clock, calendars } = await scheduled();
    expect(seen.pulls).toBe(calendars.length);
    clock.advance(10 * MINUTE);
    await settle();
    expect(seen.pulls).toBe(calendars.length);
    for (let n = 0; n < 7; n++) {
      clock.advance(MINUTE);
      await settle();
    }
    await expect.poll(() => seen.pulls).toBe(calendars.length * 2);
  });

  it("sends an edit at once, without waiting for the schedule", async () => {
    const { call, seen, calendars } = await scheduled();
    const before = seen.pulls;
    const calendarId = calendars[0]?.id;
    if (!calendarId) throw new Error("no calendar");
    await call("events.create", { calendarId, title: "Now", start: "2026-11-20", end: "2026-11-21" });
    await expect.poll(async () => (await call("sync.status", {})).calendars[0]?.pending).toBe(0);
    await expect.poll(() => seen.pulls).toBe(before + 1);
  });

  it.each(["offline", "login-page", "server-error"] as const)(
    "does not knock at a closed door without end (%s)",
    async (reason) => {
      const { call, seen, clock, calendars, fail } = await scheduled();
      fail(reason);
      const calendarId = calendars[0]?.id;
      if (!calendarId) throw new Error("no calendar");
      const before = seen.pulls + seen.connects;
      await call("events.create", { calendarId, title: "Waits", start: "2026-11-20", end: "2026-11-21" });
      await expect.poll(async () => (await call("sync.status", {})).calendars[0]?.state).toBe("failing");
      // The edit's own wait is over, the server's is not: knock once per minute at most, not once per turn of the loop.
      for (let minute = 0; minute < 5; minute++) {
        clock.advance(MINUTE);
        for (let n = 0; n < 20; n++) await settle();
      }
      expect(seen.pulls + seen.connects - before).toBeLessThanOrEqual(12);
      fail(undefined);
      clock.advance(20 * MINUTE);
      await expect
        .poll(async () => (await call("sync.status", {})).calendars[0])
        .toMatchObject({ state: "waiting", pending: 0 });
    },
  );

  it("leaves an account alone until someone signs in", async () => {
    const { call, seen, clock, fail } = await scheduled();
    fail("wrong-password");
    await call("sync.run", {});
    expect((await call("accounts.list", {})).accounts).toMatchObject([{ state: "sign-in" }]);
    const before = seen.connects + seen.pulls;
    clock.advance(120 * MINUTE);
    for (let n = 0; n < 10; n++) await settle();
    expect(seen.connects + seen.pulls).toBe(before);
    expect((await call("sync.status", {})).calendars[0]?.state).toBe("paused");
  });

  it("never syncs a calendar that is paused or synced by hand", async () => {
    const { call, seen, clock, calendars } = await scheduled();
    for (const [n, { id }] of calendars.entries()) {
      await call("calendars.update", { id, ...(n % 2 ? { syncEnabled: false } : { frequencyMinutes: 0 }) });
    }
    const before = seen.pulls;
    clock.advance(120 * MINUTE);
    for (let n = 0; n < 10; n++) await settle();
    expect(seen.pulls).toBe(before);
  });
});

describe("runs of one account", () => {
  it("never overlap: a run asked for waits for the one under way", async () => {
    const { call, seen, hold } = await scheduled();
    let release: () => void = () => {};
    hold(new Promise((done) => (release = done)));
    const both = Promise.all([call("sync.run", {}), call("sync.run", {})]);
    await expect.poll(() => seen.atOnce).toBe(1);
    release();
    await both;
    expect(seen.mostAtOnce).toBe(1);
  });

  it("are recorded with their counts, newest first", async () => {
    const { call } = await scheduled();
    await call("sync.run", {});
    const { calendars } = await call("sync.doctor", {});
    expect(calendars[0]?.lastRuns.length).toBe(2);
    expect(calendars[0]?.lastRuns.at(-1)?.created).toBeGreaterThan(0);
    expect(calendars[0]?.lastRuns[0]).toMatchObject({ outcome: "successful", created: 0 });
  });
});
