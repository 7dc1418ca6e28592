import { describe, expect, test } from "vitest";
import { expandOccurrences, instanceFields } from "../../src-main/domain/recurrence.ts";
import { readResource } from "../../src-main/domain/resource.ts";
import { calendar } from "./fixtures.ts";

const YEAR = { fromMs: Date.UTC(2026, 0, 1), toMs: Date.UTC(2027, 0, 1) };
// Europe: forward on 29 March 2026 at 01:00 UTC, back on 25 October at 01:00 UTC.
const at = (zone: string, start: string, ...lines: string[]) =>
  calendar(`DTSTART;TZID=${zone}:${start}`, "DURATION:PT30M", ...lines);
const shown = (text: string, window = YEAR) =>
  expandOccurrences(text, window, "UTC").map(
    (one) => `${one.start.slice(5)} ${new Date(one.startMs).toISOString().slice(5, 16)}`,
  );

describe("rules by the hour and the minute count exact time", () => {
  test("every 6 hours stays 6 hours when the clocks go back, and shows what the clock shows", () => {
    expect(shown(at("Europe/Paris", "20261024T180000", "RRULE:FREQ=HOURLY;INTERVAL=6;COUNT=4"))).toEqual([
      "10-24T18:00 10-24T16:00",
      "10-25T00:00 10-24T22:00",
      "10-25T05:00 10-25T04:00",
      "10-25T11:00 10-25T10:00",
    ]);
  });
  test("the hour that the clocks go through twice has two instances with ids of their own", () => {
    const text = at("Europe/Paris", "20261025T010000", "RRULE:FREQ=HOURLY;COUNT=4");
    expect(shown(text)).toEqual([
      "10-25T01:00 10-24T23:00",
      "10-25T02:00 10-25T00:00",
      "10-25T02:00 10-25T01:00",
      "10-25T03:00 10-25T02:00",
    ]);
    const occurrences = expandOccurrences(text, YEAR, "UTC");
    expect(occurrences.map((one) => one.recurrenceId)).toEqual([
      "20261024T230000Z",
      "20261025T000000Z",
      "20261025T010000Z",
      "20261025T020000Z",
    ]);
    expect(occurrences.map((one) => (one.endMs - one.startMs) / 60_000)).toEqual([30, 30, 30, 30]);
    expect(instanceFields(readResource(text), "20261025T010000Z")?.start).toBe("2026-10-25T02:00");
  });
  test("R78: EXDATE takes out one of the two by its instant", () => {
    const text = at("Europe/Paris", "20261025T010000", "RRULE:FREQ=HOURLY;COUNT=4", "EXDATE:20261025T010000Z");
    expect(shown(text)).toEqual(["10-25T01:00 10-24T23:00", "10-25T02:00 10-25T00:00", "10-25T03:00 10-25T02:00"]);
  });
  test("an instance of DTEND's length that begins in the second of the two hours ends after it begins", () => {
    const text = calendar(
      "DTSTART;TZID=Europe/Paris:20261025T010000",
      "DTEND;TZID=Europe/Paris:20261025T021500",
      "RRULE:FREQ=HOURLY;COUNT=3",
    );
    expect(
      expandOccurrences(text, YEAR, "UTC").map((one) => [one.end.slice(11), (one.endMs - one.startMs) / 60_000]),
    ).toEqual([
      ["02:15", 75],
      ["03:15", 135],
      ["03:15", 75],
    ]);
  });
  test("when the clocks go forward no instance is lost", () => {
    expect(shown(at("Europe/Paris", "20260329T010000", "RRULE:FREQ=HOURLY;COUNT=3"))).toEqual([
      "03-29T01:00 03-29T00:00",
      "03-29T03:00 03-29T01:00",
      "03-29T04:00 03-29T02:00",
    ]);
    expect(shown(at("Europe/Paris", "20260329T013000", "RRULE:FREQ=MINUTELY;INTERVAL=20;COUNT=3"))).toEqual([
      "03-29T01:30 03-29T00:30",
      "03-29T01:50 03-29T00:50",
      "03-29T03:10 03-29T01:10",
    ]);
  });
  test("BY parts look at the local clock: the hours of the day change with it", () => {
    const text = at("Europe/Paris", "20261024T080000", "RRULE:FREQ=HOURLY;INTERVAL=2;BYHOUR=8,9;COUNT=4");
    expect(shown(text)).toEqual([
      "10-24T08:00 10-24T06:00",
      "10-25T09:00 10-25T08:00",
      "10-26T09:00 10-26T08:00",
      "10-27T09:00 10-27T08:00",
    ]);
    const monday = at("Europe/Paris", "20261026T000000", "RRULE:FREQ=HOURLY;BYDAY=MO;BYHOUR=0,23;COUNT=4");
    expect(shown(monday).map((one) => one.slice(0, 11))).toEqual([
      "10-26T00:00",
      "10-26T23:00",
      "11-02T00:00",
      "11-02T23:00",
    ]);
  });
  test("BYMINUTE in a gap of half an hour is left out and not counted (Lord Howe)", () => {
    // Forward by 30 minutes on 4 October 2026 at 02:00.
    const text = at("Australia/Lord_Howe", "20261004T010000", "RRULE:FREQ=HOURLY;BYMINUTE=0,15,30,45;COUNT=7");
    expect(shown(text).map((one) => one.slice(6, 11))).toEqual([
      "01:00",
      "01:15",
      "01:30",
      "01:45",
      "02:30",
      "02:45",
      "03:00",
    ]);
  });
  test("R75: UNTIL in UTC ends it between the two hours, a date with the local day", () => {
    const until = (value: string) =>
      shown(at("Europe/Paris", "20261025T010000", `RRULE:FREQ=HOURLY;UNTIL=${value}`)).length;
    expect([until("20261025T000000Z"), until("20261025T010000Z"), until("20261025T005959Z")]).toEqual([2, 3, 2]);
    expect(until("20261025")).toBe(24);
  });
  test("floating times know no change of clocks", () => {
    const text = calendar("DTSTART:20261025T010000", "RRULE:FREQ=HOURLY;COUNT=3");
    expect(expandOccurrences(text, YEAR, "Europe/Paris").map((one) => one.start.slice(11))).toEqual([
      "01:00",
      "02:00",
      "03:00",
    ]);
  });
  test("an all-day series has no hours: its first day is shown", () => {
    expect(
      expandOccurrences(calendar("DTSTART;VALUE=DATE:20261025", "RRULE:FREQ=HOURLY;COUNT=3"), YEAR, "UTC"),
    ).toHaveLength(1);
  });
  test("a zone of which only the VTIMEZONE is known counts the same way", () => {
    const zone = [
      "BEGIN:VTIMEZONE",
      "TZID:Shire",
      ...observance("DAYLIGHT", "+0100", "+0200", "19700329T020000", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"),
      ...observance("STANDARD", "+0200", "+0100", "19701025T030000", "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"),
      "END:VTIMEZONE",
    ];
    const text = at("Shire", "20261025T010000", "RRULE:FREQ=HOURLY;COUNT=4").replace(
      "BEGIN:VEVENT",
      `${zone.join("\r\n")}\r\nBEGIN:VEVENT`,
    );
    expect(expandOccurrences(text, YEAR, "UTC").map((one) => one.start.slice(5))).toEqual([
      "10-24T23:00",
      "10-25T00:00",
      "10-25T01:00",
      "10-25T02:00",
    ]);
  });
});

describe("a window into a long series", () => {
  test("finds the same instances as the whole, years later and across changes of clocks", () => {
    const text = at("Europe/Paris", "20200101T000000", "RRULE:FREQ=HOURLY;INTERVAL=7;BYDAY=SA,SU");
    const all = shown(text, { fromMs: Date.UTC(2020, 0), toMs: Date.UTC(2027, 0) });
    const october = { fromMs: Date.UTC(2026, 9, 24), toMs: Date.UTC(2026, 9, 27) };
    const inside = shown(text, october);
    expect(inside.length).toBeGreaterThan(5);
    expect(all.join()).toContain(inside.join());
  });
});

function observance(name: string, from: string, to: string, start: string, rule: string): string[] {
  return [
    `BEGIN:${name}`,
    `TZOFFSETFROM:${from}`,
    `TZOFFSETTO:${to}`,
    `DTSTART:${start}`,
    `RRULE:${rule}`,
    `END:${name}`,
  ];
}
