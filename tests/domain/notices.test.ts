import { describe, expect, it } from "vitest";
import { alarmsSinceMs, isAlarmDue, quietUntilMs } from "../../src-main/domain/notices.ts";

const at = (text: string) => Date.parse(`${text}Z`);
const NOW = at("2026-11-18T10:00:00");
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const alarm = (atMs: number, startMs: number, lengthMs = HOUR) => ({ atMs, startMs, endMs: startMs + lengthMs });

describe("an alarm is told", () => {
  it("when its moment lies between two looks", () => {
    expect(isAlarmDue(alarm(NOW, NOW + 10 * MINUTE), NOW - MINUTE, NOW)).toBe(true);
    expect(isAlarmDue(alarm(NOW + 1, NOW + 10 * MINUTE), NOW - MINUTE, NOW)).toBe(false);
  });

  it("after a sleep over its moment, as long as the event is not over", () => {
    const slept = NOW - 8 * HOUR;
    expect(isAlarmDue(alarm(NOW - 2 * HOUR, NOW - HOUR, 2 * HOUR), slept, NOW)).toBe(true);
    expect(isAlarmDue(alarm(NOW - 3 * HOUR, NOW - 2 * HOUR), slept, NOW)).toBe(false);
  });

  it("when its event came late and lies ahead, but not when it was seen to pass", () => {
    const looked = NOW - MINUTE;
    expect(isAlarmDue(alarm(NOW - 5 * MINUTE, NOW + 5 * MINUTE), looked, NOW)).toBe(true);
    expect(isAlarmDue(alarm(NOW - 5 * MINUTE, NOW - 2 * MINUTE), looked, NOW)).toBe(false);
  });

  it("not for an account that was just added, where it went off hours ago", () => {
    expect(isAlarmDue(alarm(NOW - 3 * HOUR, NOW + HOUR), undefined, NOW)).toBe(false);
    expect(alarmsSinceMs(undefined, NOW)).toBe(NOW - HOUR);
    expect(alarmsSinceMs(NOW - 8 * HOUR, NOW)).toBe(NOW - 8 * HOUR);
  });

  it("for an event of no length at its own moment, and for one that rings after the start", () => {
    expect(isAlarmDue(alarm(NOW, NOW, 0), NOW - MINUTE, NOW)).toBe(true);
    expect(isAlarmDue(alarm(NOW, NOW - 9 * HOUR, 24 * HOUR), NOW - MINUTE, NOW)).toBe(true);
    expect(isAlarmDue(alarm(NOW, NOW - 2 * HOUR), NOW - MINUTE, NOW)).toBe(true);
  });
});

describe("quiet hours", () => {
  const paris = (settings: Parameters<typeof quietUntilMs>[0], text: string) => {
    const untilMs = quietUntilMs(settings, at(text), "Europe/Paris");
    return untilMs === undefined ? undefined : new Date(untilMs).toISOString();
  };
  const night = { quiet: { from: "22:00", to: "07:00" } };

  it("are read on the clock of the wall, over midnight too", () => {
    expect(paris(night, "2026-11-18T20:59:00")).toBeUndefined();
    expect(paris(night, "2026-11-18T21:00:00")).toBe("2026-11-19T06:00:00.000Z");
    expect(paris(night, "2026-11-19T05:59:00")).toBe("2026-11-19T06:00:00.000Z");
    expect(paris(night, "2026-11-19T06:00:00")).toBeUndefined();
  });

  it("end at the hour of the wall in the night the clocks change", () => {
    expect(paris(night, "2027-03-27T22:00:00")).toBe("2027-03-28T05:00:00.000Z");
  });

  it("go on into a quiet day, and a quiet day into them", () => {
    // Sunday 22 November; the night before and the night after belong to it.
    const sunday = { ...night, quietDays: [0] };
    expect(paris(sunday, "2026-11-21T21:30:00")).toBe("2026-11-23T06:00:00.000Z");
    expect(paris(sunday, "2026-11-22T12:00:00")).toBe("2026-11-23T06:00:00.000Z");
    expect(paris({ quietDays: [0] }, "2026-11-22T12:00:00")).toBe("2026-11-22T23:00:00.000Z");
  });

  it("are none when nothing is set, or they begin when they end", () => {
    expect(paris(undefined, "2026-11-18T21:00:00")).toBeUndefined();
    expect(paris({ quiet: { from: "08:00", to: "08:00" } }, "2026-11-18T07:00:00")).toBeUndefined();
  });
});
