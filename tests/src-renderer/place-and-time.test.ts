import { describe, expect, test } from "vitest";
import { nudged, timedPlace } from "../../src-renderer/agenda/new-place.ts";
import { periodRange } from "../../src-renderer/agenda/place.ts";
import { sayDays, sayPeriod } from "../../src-renderer/time/say-when.ts";
import { monthGrid, weekNumber } from "../../src-renderer/time/wall-clock.ts";

const PARIS = "Europe/Paris";
const HOUR = 3_600_000;

describe("new places", () => {
  test("an event dropped after the clocks went back has the wall clock that is on screen", () => {
    const ms = Date.parse("2026-10-26T09:00:00+01:00");
    expect(timedPlace(ms, ms + HOUR, PARIS)).toEqual({
      start: "2026-10-26T09:00",
      end: "2026-10-26T10:00",
      zone: PARIS,
    });
  });

  test("a key moves a timed event by a quarter of an hour, also over midnight", () => {
    const late = { start: "2026-11-18T23:50", end: "2026-11-19T00:20", zone: PARIS, allDay: false };
    expect(nudged(late, { minutes: 15 })).toEqual({ start: "2026-11-19T00:05", end: "2026-11-19T00:35", zone: PARIS });
  });

  test("a day later is the same time of day across the change of clocks", () => {
    const event = { start: "2026-10-24T09:00", end: "2026-10-24T10:00", zone: PARIS, allDay: false };
    expect(nudged(event, { days: 1 })).toMatchObject({ start: "2026-10-25T09:00", end: "2026-10-25T10:00" });
  });

  test("an event cannot be shortened to nothing, nor an all-day event moved by minutes", () => {
    const short = { start: "2026-11-18T09:00", end: "2026-11-18T09:15", zone: PARIS, allDay: false };
    expect(nudged(short, { minutes: -15, resize: true })).toBeUndefined();
    const day = { start: "2026-11-18", end: "2026-11-19", zone: "floating", allDay: true };
    expect(nudged(day, { minutes: 15 })).toBeUndefined();
    expect(nudged(day, { minutes: 15, resize: true })).toEqual({ start: "2026-11-18", end: "2026-11-20" });
  });
});

describe("periods", () => {
  test("the week of the change of clocks is 169 hours long", () => {
    const { fromMs, toMs } = periodRange("week", "2026-10-21", PARIS);
    expect(toMs - fromMs).toBe(169 * HOUR);
  });

  test.each([
    ["fr", "week", "2026-11-16", "16 – 22 novembre"],
    ["fr", "week", "2026-11-30", "30 novembre – 6 décembre"],
    ["fr", "week", "2026-12-28", "28 décembre 2026 – 3 janvier 2027"],
    ["fr", "month", "2026-11-01", "Novembre 2026"],
    ["en", "day", "2026-11-18", "Wednesday 18 November"],
    ["en", "week", "2026-11-16", "16 – 22 November"],
  ] as const)("%s %s of %s is “%s”", (language, view, first, words) => {
    expect(sayPeriod(view, first, language, "2026")).toBe(words);
  });

  test("a span of one day is one day", () =>
    expect(sayDays("2026-11-18", "2026-11-18", "fr", "2026")).toBe("18 novembre"));

  test("a month shows six weeks from a Monday, with ISO week numbers", () => {
    expect(monthGrid("2026-11-18")[0]).toBe("2026-10-26");
    expect(monthGrid("2026-11-18")).toHaveLength(42);
    expect(weekNumber("2026-11-18")).toBe(47);
    expect(weekNumber("2027-01-01")).toBe(53);
  });
});
