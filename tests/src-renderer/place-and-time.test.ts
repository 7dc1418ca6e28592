import { describe, expect, test } from "vitest";
import { changesOf, type Draft, problemOf, readDay, readTime, withStart } from "../../src-renderer/agenda/draft.ts";
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

const draft: Draft = {
  title: "Essai",
  calendarId: "c" as Draft["calendarId"],
  allDay: false,
  startDay: "2026-11-18",
  startTime: "23:00",
  endDay: "2026-11-19",
  endTime: "00:30",
  zone: PARIS,
  location: "Salle",
  description: "",
  rrule: "",
  reminders: [15],
  privacy: "public",
  transparency: "opaque",
  categories: [],
  url: "",
};

describe("drafts", () => {
  test("the end follows the start", () => {
    expect(withStart(draft, { startTime: "09:00" })).toMatchObject({ endDay: "2026-11-18", endTime: "10:30" });
    expect(withStart(draft, { startDay: "2026-11-20" })).toMatchObject({ endDay: "2026-11-21", endTime: "00:30" });
  });

  test("an end before the start, a missing time and a missing day are problems", () => {
    expect(problemOf(draft)).toBeUndefined();
    expect(problemOf({ ...draft, endDay: "2026-11-18" })).toBe("endBeforeStart");
    expect(problemOf({ ...draft, endTime: "" })).toBe("badTime");
    expect(problemOf({ ...draft, startDay: "" })).toBe("badDate");
    expect(problemOf({ ...draft, allDay: true })).toBeUndefined();
  });

  test("only what changed is sent, and an emptied field is removed", () => {
    expect(changesOf(draft, draft)).toEqual({});
    expect(changesOf({ ...draft, location: " " }, draft)).toEqual({ location: null });
    expect(changesOf({ ...draft, rrule: "FREQ=DAILY", reminders: [15, 0] }, draft)).toEqual({
      rrule: "FREQ=DAILY",
      reminders: [{ minutesBefore: 15 }, { minutesBefore: 0 }],
    });
    expect(changesOf({ ...draft, reminders: [] }, { ...draft, rrule: "FREQ=DAILY" })).toEqual({
      rrule: null,
      reminders: [],
    });
    expect(changesOf({ ...draft, allDay: true }, draft)).toEqual({ start: "2026-11-18", end: "2026-11-20" });
  });

  test.each([
    ["9", "09:00"],
    ["9h30", "09:30"],
    ["0930", "09:30"],
    ["14:05", "14:05"],
    ["24:00", undefined],
    ["9:7", undefined],
    ["midi", undefined],
  ])("“%s” is the time %s", (text, time) => expect(readTime(text)).toBe(time));

  test.each([
    ["18/11/2026", "2026-11-18"],
    ["18.11", "2026-11-18"],
    ["2026-11-18", "2026-11-18"],
    ["31/02/2026", null],
    ["demain", null],
  ])("“%s” is the day %s", (text, day) => expect(readDay(text, "2026")).toBe(day));
});
