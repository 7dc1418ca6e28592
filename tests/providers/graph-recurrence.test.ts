import type { PatternedRecurrence } from "@microsoft/microsoft-graph-types";
import fc from "fast-check";
import { RRuleTemporal } from "rrule-temporal";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { ruleStarts } from "../../src-main/domain/rule-expand.ts";
import { ruleOf } from "../../src-main/providers/graph/recurrence.ts";
import { recurrenceOf } from "../../src-main/providers/graph/recurrence-write.ts";
import { anyRecurrence, HORIZON, scanDays } from "../fixtures/graph/day-scan.ts";

const FAR = Date.parse(HORIZON);
const ZONES = ["Europe/Paris", "America/New_York", "Pacific/Auckland", "Asia/Kolkata", "UTC"];

// What Outlook sends for a recurrence: zeros, the year 1 and a first place for whatever the pattern does not use.
function asSent({ pattern, range }: PatternedRecurrence): PatternedRecurrence {
  return {
    pattern: { month: 0, dayOfMonth: 0, daysOfWeek: [], firstDayOfWeek: "sunday", index: "first", ...pattern },
    range: { endDate: "0001-01-01", numberOfOccurrences: 0, recurrenceTimeZone: "", ...range },
  };
}

function startOf({ range }: PatternedRecurrence, time = "T09:30"): string {
  return `${range?.startDate}${time}`;
}

describe("Graph's recurrence as an RRULE", () => {
  test("thousands of patterns name the days that a scan of the calendar finds", () => {
    fc.assert(
      fc.property(anyRecurrence, (recurrence) => {
        const rule = ruleOf(asSent(recurrence), "UTC", true);
        const scanned = scanDays(recurrence, 8);
        const to = scanned.length < 8 ? FAR : Date.parse(scanned[7] as string);
        const walls = ruleStarts(rule, `${recurrence.range?.startDate}`, "floating", 0, to);
        expect(walls.map((wall) => new Date(wall).toISOString().slice(0, 10))).toEqual(scanned);
      }),
      { seed: 4, numRuns: 2000 },
    );
  });

  test("thousands of patterns name the days that rrule-temporal makes of their rule", () => {
    fc.assert(
      fc.property(anyRecurrence, fc.constantFrom(...ZONES), (recurrence, zone) => {
        const rruleString = ruleOf(asSent(recurrence), zone, false);
        const dtstart = Temporal.PlainDateTime.from(startOf(recurrence)).toZonedDateTime(zone);
        const rule = new RRuleTemporal({ rruleString, dtstart });
        const found = rule
          .all((date, i) => i < 6 && date.year < 2075)
          .slice(0, 6)
          .filter((one) => one.year < 2075);
        expect(found.map((one) => one.toPlainDate().toString())).toEqual(scanDays(recurrence, 6));
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  test("thousands of patterns come back from their rule as they were", () => {
    fc.assert(
      fc.property(anyRecurrence, fc.constantFrom(...ZONES), fc.boolean(), (recurrence, zone, allDay) => {
        const rule = ruleOf(asSent(recurrence), zone, allDay);
        const start = startOf(recurrence, allDay ? "" : "T09:30");
        const back = recurrenceOf(rule, start, zone, allDay);
        expect(ruleOf(back, zone, allDay)).toBe(rule);
        expect(scanDays(back, 5)).toEqual(scanDays(recurrence, 5));
        expect(back.pattern?.type).toBe(recurrence.pattern?.type);
        expect(back.range?.type).toBe(recurrence.range?.type);
        expect(back.range?.endDate).toBe(recurrence.range?.endDate);
        expect(back.range?.numberOfOccurrences).toBe(recurrence.range?.numberOfOccurrences);
      }),
      { seed: 6, numRuns: 1500 },
    );
  });

  test("a day from the 29th on is the last day of a shorter month", () => {
    const on = (pattern: PatternedRecurrence["pattern"]) => ruleOf({ pattern, range: { type: "noEnd" } }, "UTC", false);
    expect(on({ type: "absoluteMonthly", dayOfMonth: 30 })).toBe("FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1");
    expect(on({ type: "absoluteMonthly", dayOfMonth: 28 })).toBe("FREQ=MONTHLY;BYMONTHDAY=28");
    expect(on({ type: "absoluteYearly", dayOfMonth: 29, month: 2 })).toBe(
      "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1",
    );
    expect(on({ type: "absoluteYearly", dayOfMonth: 31, month: 4 })).toBe("FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=30");
  });

  test("an index counts among all the days named, not for each of them", () => {
    const rule = ruleOf(
      { pattern: { type: "relativeMonthly", daysOfWeek: ["tuesday", "monday"], index: "first" }, range: {} },
      "UTC",
      false,
    );
    expect(rule).toBe("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1");
  });

  test("the end is the last moment of the last day where the series lives", () => {
    const daily = (endDate: string): PatternedRecurrence => ({
      pattern: { type: "daily", interval: 1 },
      range: { type: "endDate", startDate: "2026-10-20", endDate },
    });
    expect(ruleOf(daily("2026-10-26"), "America/New_York", false)).toBe("FREQ=DAILY;UNTIL=20261027T035959Z");
    expect(ruleOf(daily("2026-10-26"), "Pacific/Auckland", false)).toBe("FREQ=DAILY;UNTIL=20261026T105959Z");
    expect(ruleOf(daily("2026-10-26"), "Europe/Paris", true)).toBe("FREQ=DAILY;UNTIL=20261026");
  });

  test.each([
    [{ pattern: { type: "weekly", daysOfWeek: [] } }],
    [{ pattern: { type: "absoluteMonthly", dayOfMonth: 0 } }],
    [{ pattern: { type: "absoluteYearly", dayOfMonth: 3, month: 0 } }],
    [{ pattern: { type: "hourly" } }],
    [{}],
  ])("%j is refused as unreadable", (recurrence) => {
    expect(() => ruleOf(recurrence as PatternedRecurrence, "UTC", false)).toThrow("cannot be read");
  });
});

describe("An RRULE as Graph's recurrence", () => {
  test.each([
    ["2026-02-09", "FREQ=MONTHLY;BYDAY=2MO", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=2"],
    ["2026-02-09", "FREQ=MONTHLY;BYDAY=MO;BYMONTHDAY=8,9,10,11,12,13,14", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=2"],
    ["2026-02-02", "FREQ=MONTHLY;BYDAY=1MO,1TU;BYSETPOS=1", "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1"],
    ["2026-02-27", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1"],
    ["2026-11-23", "FREQ=DAILY;BYDAY=MO,WE", "FREQ=WEEKLY;BYDAY=MO,WE"],
    ["2026-11-23", "FREQ=DAILY;INTERVAL=3;BYDAY=SU,MO,TU,WE,TH,FR,SA", "FREQ=DAILY;INTERVAL=3"],
    ["2026-11-24", "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=TU"],
    ["2026-11-24", "FREQ=MONTHLY", "FREQ=MONTHLY;BYMONTHDAY=24"],
    ["2026-11-24", "FREQ=YEARLY", "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=24"],
    ["2026-03-01", "FREQ=YEARLY;BYMONTH=3;BYDAY=1SU", "FREQ=YEARLY;BYMONTH=3;BYDAY=SU;BYSETPOS=1"],
    ["2026-03-01", "FREQ=MONTHLY;BYMONTH=3;BYDAY=1SU", "FREQ=YEARLY;BYMONTH=3;BYDAY=SU;BYSETPOS=1"],
    ["2026-02-28", "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1"],
    ["2026-03-30", "FREQ=MONTHLY;BYMONTHDAY=30,-1;BYSETPOS=1", "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1"],
    ["2024-02-29", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1"],
    ["2026-01-31", "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=31", "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=31"],
    ["2026-11-23", "FREQ=DAILY;BYHOUR=9;BYMINUTE=30;BYSECOND=0", "FREQ=DAILY"],
  ])("from %s on, %s is %s in other words", (date, rule, plain) => {
    const recurrence = recurrenceOf(rule, `${date}T09:30`, "Europe/Paris", false);
    expect(ruleOf(recurrence, "Europe/Paris", false)).toBe(plain);
    const days = ruleStarts(rule, date, "floating", 0, FAR).slice(0, 12);
    expect(scanDays(recurrence, 12)).toEqual(days.map((wall) => new Date(wall).toISOString().slice(0, 10)));
    expect(recurrence.range).toMatchObject({ startDate: date, recurrenceTimeZone: "Romance Standard Time" });
  });

  test.each([
    ["rule", "2026-11-23", "FREQ=HOURLY"],
    ["rule", "2026-11-23", "FREQ=MINUTELY;INTERVAL=90"],
    ["rule", "2026-11-23", "FREQ=SECONDLY"],
    ["rule", "2026-11-23", "FREQ=DAILY;BYHOUR=9,17"],
    ["rule", "2026-11-23", "FREQ=DAILY;BYHOUR=10"],
    ["rule", "2026-11-23", "FREQ=DAILY;BYMINUTE=0,30"],
    ["rule", "2026-11-23", "FREQ=DAILY;BYSECOND=5"],
    ["rule", "2026-11-23", "FREQ=YEARLY;BYWEEKNO=48"],
    ["rule", "2026-11-23", "FREQ=YEARLY;BYYEARDAY=327"],
    ["rule", "2026-11-23", "FREQ=YEARLY;BYMONTH=5,11"],
    ["rule", "2026-11-23", "FREQ=MONTHLY;BYMONTHDAY=1,23"],
    ["rule", "2026-11-23", "FREQ=MONTHLY;BYMONTHDAY=-8"],
    ["rule", "2026-10-31", "FREQ=MONTHLY;BYMONTHDAY=31"],
    ["rule", "2026-10-31", "FREQ=MONTHLY"],
    ["rule", "2026-10-29", "FREQ=MONTHLY"],
    ["rule", "2024-02-29", "FREQ=YEARLY"],
    ["rule", "2026-11-30", "FREQ=MONTHLY;BYDAY=5MO"],
    ["rule", "2026-11-23", "FREQ=MONTHLY;BYDAY=-2MO"],
    ["rule", "2026-11-02", "FREQ=MONTHLY;BYDAY=1MO,3MO"],
    ["rule", "2026-11-02", "FREQ=MONTHLY;BYDAY=1MO,1TU"],
    ["rule", "2026-11-06", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=5"],
    ["rule", "2026-11-27", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2"],
    ["rule", "2026-11-23", "FREQ=DAILY;INTERVAL=2;BYDAY=MO,TU"],
    ["rule", "2026-11-23", "FREQ=DAILY;BYMONTH=11"],
    ["rule", "2026-11-23", "FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=1"],
    ["rule", "2026-11-23", "FREQ=YEARLY;BYDAY=47MO"],
    ["rule", "2026-11-23", "FREQ=DAILY;INTERVAL=100"],
    ["rule", "2026-11-23", "RSCALE=HEBREW;FREQ=YEARLY"],
    ["too-many-occurrences", "2026-11-23", "FREQ=DAILY;COUNT=1000"],
    ["extra-dates", "2026-11-23", "FREQ=WEEKLY;BYDAY=TU"],
    ["extra-dates", "2026-11-23", "FREQ=MONTHLY;BYMONTHDAY=1"],
  ])("refused (%s): from %s on, %s", (limit, date, rule) => {
    const convert = () => recurrenceOf(rule, `${date}T09:30`, "Europe/Paris", false);
    expect(convert).toThrow(expect.objectContaining({ reason: "not-expressible", params: { limit } }));
  });

  test("999 occurrences are not too many", () => {
    const { range } = recurrenceOf("FREQ=DAILY;COUNT=999", "2026-11-23T09:30", "Europe/Paris", false);
    expect(range).toMatchObject({ type: "numbered", numberOfOccurrences: 999 });
  });

  test("an UNTIL before the time of day ends with the day before", () => {
    const until = (value: string) =>
      recurrenceOf(`FREQ=DAILY;UNTIL=${value}`, "2026-11-23T09:30", "Europe/Paris", false).range?.endDate;
    expect(until("20261130T083000Z")).toBe("2026-11-30");
    expect(until("20261130T082959Z")).toBe("2026-11-29");
    expect(until("20261130")).toBe("2026-11-30");
  });

  test("an UNTIL before the start leaves the start", () => {
    const { range } = recurrenceOf("FREQ=DAILY;UNTIL=20261101", "2026-11-23", "UTC", true);
    expect(range).toMatchObject({ type: "numbered", numberOfOccurrences: 1 });
  });

  test("a zone that Windows has no name for is refused, for a time but not for a date", () => {
    const weekly = (allDay: boolean) =>
      recurrenceOf("FREQ=WEEKLY", allDay ? "2026-11-23" : "2026-11-23T09:30", "Antarctica/Troll", allDay);
    expect(() => weekly(false)).toThrow(expect.objectContaining({ params: { limit: "zone" } }));
    expect(weekly(true).range?.recurrenceTimeZone).toBe("UTC");
  });

  test("what is no rule is unreadable", () => {
    expect(() => recurrenceOf("FREQ=SOMETIMES", "2026-11-23", "UTC", true)).toThrow("cannot be read");
  });
});
