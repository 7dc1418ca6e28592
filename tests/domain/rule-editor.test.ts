import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expandOccurrences } from "../../src-main/domain/recurrence.ts";
import { isInGap, zonedToMs } from "../../src-main/domain/zones.ts";
import { calendar } from "./fixtures.ts";
import { referenceDates, referenceText } from "./reference-rules.ts";
import { drawnRule } from "./rule-arbitrary.ts";

// Long enough for two leap years after any drawn start.
const LAST = "2021-12-31";
const WHOLE = { fromMs: 0, toMs: Date.UTC(2022, 1, 1) };
const starts = (text: string) => expandOccurrences(text, WHOLE, "UTC").map((one) => one.start);

describe("against an independent reading of RFC 5545 §3.3.10", () => {
  test("3,000 rules that the editor can make, all-day", () => {
    fc.assert(
      fc.property(drawnRule, ({ rule, start }) => {
        const text = referenceText(rule, rule.until?.replaceAll("-", ""));
        const read = starts(calendar(`DTSTART;VALUE=DATE:${start.replaceAll("-", "")}`, `RRULE:${text}`));
        expect([text, ...read.filter((one) => one <= LAST)]).toEqual([text, ...referenceDates(rule, start, LAST)]);
      }),
      { seed: 33_10, numRuns: 3000 },
    );
  }, 120_000);

  test("the same rules timed, in zones with summer time, UNTIL in UTC; times in the gap neither shown nor counted (R71)", () => {
    const place = fc.record({
      zone: fc.constantFrom("Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"),
      time: fc.constantFrom("00:00", "02:15", "02:30", "09:00", "23:45"),
    });
    fc.assert(
      fc.property(drawnRule, place, ({ rule, start }, { zone, time }) => {
        const first = `${start}T${time}`;
        if (isInGap(first, zone)) return;
        const until =
          rule.until && new Date(zonedToMs(`${rule.until}T${time}`, zone)).toISOString().replace(/[-:]|\.\d+/g, "");
        const text = referenceText(rule, until);
        const basic = first.replace(/[-:]/g, "");
        const read = starts(calendar(`DTSTART;TZID=${zone}:${basic}00`, `RRULE:${text}`));
        const { count, ...endless } = rule;
        const wanted = referenceDates(endless, start, LAST)
          .map((date) => `${date}T${time}`)
          .filter((moment) => moment === first || !isInGap(moment, zone));
        const shown = read.filter((moment) => moment.slice(0, 10) <= LAST);
        expect([text, ...shown]).toEqual([text, ...wanted.slice(0, count ?? wanted.length)]);
      }),
      { seed: 71, numRuns: 1500 },
    );
  }, 120_000);

  test("a window shows what the whole shows inside it", () => {
    const window = fc.record({ from: fc.integer({ min: 0, max: 2000 }), days: fc.integer({ min: 0, max: 90 }) });
    fc.assert(
      fc.property(drawnRule, window, ({ rule, start }, { from, days }) => {
        const text = calendar(
          `DTSTART;TZID=Europe/Paris:${start.replaceAll("-", "")}T220000`,
          "DURATION:PT9H",
          `RRULE:${referenceText(rule, rule.until?.replaceAll("-", ""))}`,
        );
        const fromMs = Date.UTC(2016, 0, 1) + from * 86_400_000;
        const toMs = fromMs + days * 86_400_000;
        const all = expandOccurrences(text, WHOLE, "UTC");
        const inside = all.filter((one) => one.startMs < toMs && one.endMs > fromMs);
        expect(expandOccurrences(text, { fromMs, toMs }, "UTC")).toEqual(inside);
      }),
      { seed: 84, numRuns: 600 },
    );
  }, 60_000);
});
