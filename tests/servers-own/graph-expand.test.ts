// The days a Graph recurrence falls on, against dates worked out by hand from a calendar.
import type { PatternedRecurrence, RecurrencePattern, RecurrenceRange } from "@microsoft/microsoft-graph-types";
import { describe, expect, it } from "vitest";
import { seriesDates } from "../servers/graph/expand.ts";
import { toMs, toWall } from "../servers/graph/zones.ts";

function recurrence(pattern: RecurrencePattern, startDate: string, range: RecurrenceRange = {}): PatternedRecurrence {
  return { pattern: { interval: 1, ...pattern }, range: { type: "noEnd", startDate, ...range } };
}

const count = (numberOfOccurrences: number): RecurrenceRange => ({ type: "numbered", numberOfOccurrences });

describe("a Graph recurrence falls on", () => {
  it.each([
    [
      "every third day",
      recurrence({ type: "daily", interval: 3 }, "2026-11-29", count(3)),
      "2026-11-29 2026-12-02 2026-12-05",
    ],
    [
      "Sunday and Monday of every second week, weeks beginning on Sunday",
      recurrence(
        { type: "weekly", interval: 2, daysOfWeek: ["sunday", "monday"], firstDayOfWeek: "sunday" },
        "2026-11-23",
        count(3),
      ),
      "2026-11-23 2026-12-06 2026-12-07",
    ],
    [
      "the same with weeks beginning on Monday",
      recurrence(
        { type: "weekly", interval: 2, daysOfWeek: ["sunday", "monday"], firstDayOfWeek: "monday" },
        "2026-11-23",
        count(3),
      ),
      "2026-11-23 2026-11-29 2026-12-07",
    ],
    [
      "the 31st, or the last day of a shorter month",
      recurrence({ type: "absoluteMonthly", dayOfMonth: 31 }, "2027-01-31", count(4)),
      "2027-01-31 2027-02-28 2027-03-31 2027-04-30",
    ],
    [
      "the first weekday of a month, once",
      recurrence(
        {
          type: "relativeMonthly",
          daysOfWeek: ["monday", "tuesday", "wednesday", "thursday", "friday"],
          index: "first",
        },
        "2026-11-02",
        count(3),
      ),
      "2026-11-02 2026-12-01 2027-01-01",
    ],
    [
      "the last Friday",
      recurrence({ type: "relativeMonthly", daysOfWeek: ["friday"], index: "last" }, "2026-11-27", count(2)),
      "2026-11-27 2026-12-25",
    ],
    [
      "29 February, or the 28th",
      recurrence({ type: "absoluteYearly", month: 2, dayOfMonth: 29 }, "2028-02-29", count(3)),
      "2028-02-29 2029-02-28 2030-02-28",
    ],
    [
      "the fourth Thursday of November every second year",
      recurrence(
        { type: "relativeYearly", interval: 2, month: 11, daysOfWeek: ["thursday"], index: "fourth" },
        "2026-11-26",
        count(2),
      ),
      "2026-11-26 2028-11-23",
    ],
    [
      "up to its end date, that day included",
      recurrence({ type: "daily" }, "2026-11-29", { type: "endDate", endDate: "2026-12-01" }),
      "2026-11-29 2026-11-30 2026-12-01",
    ],
    [
      "the first day that fits, when its start does not",
      recurrence({ type: "weekly", daysOfWeek: ["friday"] }, "2026-11-23", count(1)),
      "2026-11-27",
    ],
  ])("%s", (_, given, dates) => {
    expect(seriesDates(given, "2031-01-01").join(" ")).toBe(dates);
  });

  it("nothing beyond the day asked for", () => {
    expect(seriesDates(recurrence({ type: "daily" }, "2026-11-29"), "2026-11-30")).toEqual([
      "2026-11-29",
      "2026-11-30",
    ]);
  });
});

describe("a wall clock", () => {
  it.each([
    ["2026-03-29T02:30:00", "Romance Standard Time", "2026-03-29T01:30:00.000Z", "in a gap is as much later"],
    ["2026-10-25T02:30:00", "Romance Standard Time", "2026-10-25T00:30:00.000Z", "shown twice is the first"],
    ["2026-07-01T09:00:00", "India Standard Time", "2026-07-01T03:30:00.000Z", "may be half an hour off"],
  ])("%s in %s is %s: one %s", (wall, zone, instant) => {
    expect(new Date(toMs({ wall, zone })).toISOString()).toBe(instant);
  });

  it("comes back in the same zone", () => {
    expect(toWall(toMs({ wall: "2026-01-31T00:00:00", zone: "Pacific Standard Time" }), "Pacific Standard Time")).toBe(
      "2026-01-31T00:00:00",
    );
  });
});
