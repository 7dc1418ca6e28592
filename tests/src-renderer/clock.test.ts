import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { watchClock } from "../../src-renderer/time/clock.ts";

const ms = (iso: string) => Date.parse(iso);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The page the clock listens to, without a browser. */
class FakePage extends EventTarget {
  visibilityState = "visible";
}
let page: FakePage;
let view: EventTarget;

beforeEach(() => {
  vi.useFakeTimers({ now: ms("2026-11-18T10:15:20+01:00") });
  page = new FakePage();
  view = new EventTarget();
  vi.stubGlobal("document", page);
  vi.stubGlobal("window", view);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});

/** Everything it told, as seconds since the start. */
function watched(boundaries: readonly number[] = []) {
  const startMs = Date.now();
  const told: number[] = [];
  const jumps: number[] = [];
  const stop = watchClock((nowMs, jumped) => {
    told.push(Math.floor((nowMs - startMs) / 1000));
    if (jumped) jumps.push(nowMs);
  }, boundaries);
  return { told, jumps, stop };
}

/** The machine sleeps: time passes, timers do not. */
const sleep = (lengthMs: number) => vi.setSystemTime(Date.now() + lengthMs);

describe("the clock of the page", () => {
  test("tells at each full minute, and nothing in between", () => {
    const { told, jumps, stop } = watched();
    vi.advanceTimersByTime(3 * MINUTE);
    stop();
    expect(told).toEqual([40, 100, 160]);
    expect(jumps).toEqual([]);
  });

  test("tells when a boundary has passed, in the second it does", () => {
    const { told, stop } = watched([ms("2026-11-18T10:15:33+01:00")]);
    vi.advanceTimersByTime(MINUTE);
    stop();
    expect(told).toEqual([13, 40]);
  });

  test("a sleep of three hours is noticed when the page is seen again", () => {
    const { told, jumps, stop } = watched([ms("2026-11-18T11:00:00+01:00")]);
    sleep(3 * HOUR);
    page.dispatchEvent(new Event("visibilitychange"));
    stop();
    expect(told).toEqual([3 * 3600]);
    expect(jumps).toHaveLength(1);
  });

  test("a sleep is noticed within seconds even where nothing was heard of it", () => {
    const { told, jumps, stop } = watched();
    sleep(3 * HOUR);
    vi.advanceTimersByTime(11_000);
    stop();
    expect(told[0]).toBeGreaterThanOrEqual(3 * 3600);
    expect(told[0]).toBeLessThan(3 * 3600 + 12);
    expect(jumps).toHaveLength(1);
  });

  test("a hidden page that hears of nothing is left alone", () => {
    const { told, stop } = watched();
    page.visibilityState = "hidden";
    sleep(30_000);
    page.dispatchEvent(new Event("visibilitychange"));
    stop();
    expect(told).toEqual([]);
  });

  test("a clock that was set back is noticed", () => {
    const { jumps, stop } = watched();
    sleep(-HOUR);
    vi.advanceTimersByTime(11_000);
    stop();
    expect(jumps).toHaveLength(1);
  });

  test("another zone is noticed", () => {
    const { jumps, stop } = watched();
    vi.stubEnv("TZ", "Asia/Tokyo");
    vi.advanceTimersByTime(11_000);
    stop();
    expect(jumps).toHaveLength(1);
  });

  test("one timer serves all, and none is left when nobody watches", () => {
    const stops = [watched(), watched(), watched()].map(({ stop }) => stop);
    expect(vi.getTimerCount()).toBe(1);
    for (const stop of stops) stop();
    expect(vi.getTimerCount()).toBe(0);
    window.dispatchEvent(new Event("focus"));
    expect(vi.getTimerCount()).toBe(0);
  });
});
