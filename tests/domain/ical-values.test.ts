import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  basicForm,
  escapeText,
  formatDuration,
  momentOf,
  msToWall,
  parseDateTime,
  parseDuration,
  parsePeriod,
  unescapeText,
  wallToMs,
} from "../../src-main/domain/ical-values.ts";
import { parseRule, ruleText } from "../../src-main/domain/rule-text.ts";

const runs = { seed: 3311, numRuns: 1000 };

describe("RFC 5545 §3.3.11 TEXT", () => {
  test.each([
    ["a\\nb\\Nc", "a\nb\nc"],
    ["1\\, 2\\; 3\\\\", "1, 2; 3\\"],
    ["a\\:b \\x", "a\\:b \\x"],
    ["\\\\n", "\\n"],
  ])("%j reads as %j", (value, text) => expect(unescapeText(value)).toBe(text));

  test("escaping and unescaping is the identity, line ends apart, and never leaves a raw line end", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const clean = text.replace(/\r\n?/g, "\n").replace(/(?![\n\t])\p{Cc}/gu, "");
        expect(unescapeText(escapeText(text))).toBe(clean);
        expect(escapeText(text)).not.toMatch(/[\r\n]/);
      }),
      runs,
    );
  });
});

describe("R62–R63: DATE and DATE-TIME", () => {
  test.each([
    ["20240101", "2024-01-01", false],
    ["20240229T093000", "2024-02-29T09:30", false],
    ["20240101T093015Z", "2024-01-01T09:30:15", true],
    ["20240101t093000z", "2024-01-01T09:30", true],
    ["2024-01-01T09:30:00", "2024-01-01T09:30", false],
    ["20240101T0930", "2024-01-01T09:30", false],
    ["20161231T235960Z", "2016-12-31T23:59:59", true],
    [" 20240101 ", "2024-01-01", false],
    ["16010101T030000", "1601-01-01T03:00", false],
  ])("%s reads as %s", (value, moment, utc) => {
    const parsed = parseDateTime(value);
    expect(parsed && [momentOf(parsed), parsed.utc]).toEqual([moment, utc]);
  });

  test.each([
    "",
    "20230229",
    "20241301",
    "20240100",
    "20240101T250000",
    "20240101T096000",
    "0000101",
    "00000101",
    "tomorrow",
  ])("%j is no date", (value) => expect(parseDateTime(value)).toBeUndefined());
});

describe("RFC 5545 §3.3.6 DURATION", () => {
  test.each([
    ["PT15M", 0, 900],
    ["-PT15M", 0, -900],
    ["P1W", 7, 0],
    ["P1DT2H3M4S", 1, 7384],
    ["-PT2D", -2, 0],
    ["+P2D", 2, 0],
    ["P15M", 0, 900],
    ["pt1h30m", 0, 5400],
  ])("R60, R74: %s is %i days and %i seconds", (value, days, seconds) =>
    expect(parseDuration(value)).toEqual({ days, seconds }),
  );

  test.each(["", "P", "PT", "15M", "P1Y", "PT1.5H", "P99999999999D"])("%j is no duration", (value) =>
    expect(parseDuration(value)).toBeUndefined(),
  );

  test("what is written reads back, days apart from hours", () => {
    fc.assert(
      fc.property(fc.nat(4000), fc.nat(10_000_000), fc.boolean(), (days, seconds, negative) => {
        const sign = negative ? -1 : 1;
        const duration = { days: sign * days || 0, seconds: sign * seconds || 0 };
        expect(parseDuration(formatDuration(duration))).toEqual(duration);
      }),
      runs,
    );
    expect(formatDuration({ days: 0, seconds: 86_400 })).toBe("PT24H");
    expect(formatDuration({ days: 1, seconds: 0 })).toBe("P1D");
    expect(formatDuration({ days: 0, seconds: 0 })).toBe("PT0S");
  });
});

describe("RFC 5545 §3.3.9 PERIOD", () => {
  test("both forms are read", () => {
    expect(parsePeriod("20260101T100000Z/PT1H")).toMatchObject({ duration: { days: 0, seconds: 3600 } });
    expect(parsePeriod("20260101T100000/20260101T120000")?.end).toEqual({
      date: "2026-01-01",
      time: "12:00:00",
      utc: false,
    });
  });
  test.each(["20260101T100000Z", "x/PT1H", "20260101T100000Z/x", "20260101/20260102/20260103"])("%j is none", (value) =>
    expect(parsePeriod(value)).toBeUndefined(),
  );
});

describe("wall-clock arithmetic", () => {
  test("it agrees with Date, also in the first century", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("0001-01-01T00:00:00Z"), max: new Date("9999-12-31T23:59:59Z"), noInvalidDate: true }),
        (date) => {
          const ms = Math.floor(date.getTime() / 1000) * 1000;
          const moment = msToWall(ms);
          expect(wallToMs(moment)).toBe(ms);
          expect(new Date(`${moment.length === 16 ? `${moment}:00` : moment}Z`).getTime()).toBe(ms);
          expect(momentOf(parseDateTime(basicForm(moment)) as never)).toBe(moment);
        },
      ),
      runs,
    );
    expect(wallToMs("2026-11-23")).toBe(Date.UTC(2026, 10, 23));
    expect(msToWall(Date.UTC(2026, 10, 23, 5), true)).toBe("2026-11-23");
  });
});

describe("RRULE text (R63)", () => {
  test.each([
    ["FREQ=WEEKLY;BYDAY=MO;", "FREQ=WEEKLY;BYDAY=MO"],
    ["byday=mo;freq=weekly", "FREQ=WEEKLY;BYDAY=MO"],
    ["FREQ=DAILY;;COUNT=3;COUNT=9;=x;X=", "FREQ=DAILY;COUNT=3"],
    ["FREQ=DAILY; COUNT = 3", "FREQ=DAILY;COUNT=3"],
  ])("%j is %j", (value, text) => expect(ruleText(parseRule(value))).toBe(text));
});
