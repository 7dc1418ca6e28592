// An engine that runs and answers nothing.
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { lookAtEngine } from "../../src-main/host/engine-watch.ts";
import { restarted, started } from "./fake-engine.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("an engine that hangs", () => {
  test("is asked whether it lives; one that answers is left alone", () => {
    const { engine, engines } = started();
    engine().say({ t: "ready" });
    for (let n = 0; n < 20; n++) {
      vi.advanceTimersByTime(5_000);
      engine().say({ t: "pong" });
    }
    expect(engine().posted).toContainEqual({ t: "ping" });
    expect(engine().killed).toBe(false);
    expect(engines).toHaveLength(1);
  });

  test("anything it says shows that it lives", () => {
    const { engine } = started();
    engine().say({ t: "ready" });
    for (let n = 0; n < 20; n++) {
      vi.advanceTimersByTime(5_000);
      engine().say({ t: "feed", changed: ["sync"] });
    }
    expect(engine().killed).toBe(false);
  });

  test("is killed after half a minute of silence, and the next one takes the calls", async () => {
    const { client, engine, engines } = started();
    engine().say({ t: "ready" });
    const hung = client.call("app.info", {});
    vi.advanceTimersByTime(30_000);
    expect(engine().killed).toBe(true);
    engine().exit(null);
    expect(await hung).toEqual(restarted);
    await vi.advanceTimersByTimeAsync(10);
    expect(engines).toHaveLength(2);
    engine().say({ t: "ready" });
    const next = client.call("app.info", {});
    engine().say({ t: "reply", id: 2, ok: "back" });
    expect(await next).toEqual({ ok: "back" });
  });

  test("is not watched while it starts or closes: that has deadlines of its own", async () => {
    const { client, engine } = started();
    vi.advanceTimersByTime(600_000);
    expect(engine().killed).toBe(false);
    engine().say({ t: "ready" });
    const closed = client.close();
    vi.advanceTimersByTime(4_000);
    expect(engine().posted).not.toContainEqual({ t: "ping" });
    engine().exit(0);
    await closed;
  });
});

describe("an engine that is watched", () => {
  test.each([
    ["is asked when it has answered", { lookedMs: 0 }, 5_000, "ask"],
    ["has its time", { lookedMs: 15_000, askedMs: 5_000 }, 20_000, "wait"],
    ["is ended when it took too long", { lookedMs: 20_000, askedMs: 5_000 }, 25_000, "end"],
    ["gets its time anew after the machine slept", { lookedMs: 20_000, askedMs: 15_000 }, 9_000_000, "ask"],
    ["gets its time anew when the clock went back", { lookedMs: 9_000_000, askedMs: 8_995_000 }, 1_000, "ask"],
  ] as const)("%s", (_what, watched, nowMs, verdict) => {
    expect(lookAtEngine(watched, nowMs)).toBe(verdict);
  });
});
