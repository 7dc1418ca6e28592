import { describe, expect, test } from "vitest";
import { applyIntent } from "../../src-main/domain/edit.ts";
import { expandOccurrences } from "../../src-main/domain/recurrence.ts";
import { readResource } from "../../src-main/domain/resource.ts";
import { ALL, change, diff, google, named, starts } from "./edit-words.ts";
import { calendar, fixture, NOW } from "./fixtures.ts";

describe("R82: moving a series", () => {
  test("exceptions, UNTIL, overrides and a weekly BYDAY move by the same shift", () => {
    const out = change(google, { start: "2026-09-08T19:30", end: "2026-09-08T20:30" });
    const tuesdays = named(out).slice(0, 5);
    expect(tuesdays).toEqual([
      "Yoga 🧘 2026-09-08T19:30",
      "Yoga (mardi) 2026-09-22T19:00",
      "Yoga 2026-09-29T19:30",
      "Yoga 🧘 2026-10-06T19:30",
      "Yoga 🧘 2026-10-13T19:30",
    ]);
    expect(readResource(out).overrides.map((one) => one.recurrenceId)).toEqual([
      "20260922T173000Z",
      "20260929T173000Z",
    ]);
    expect(out).toContain("EXDATE;TZID=Europe/Paris:20260915T193000");
    expect(out).toContain("RRULE:FREQ=WEEKLY;BYDAY=TU\r\n");
  });
  test("an override that only differs in its text grows with the master", () => {
    const out = change(google, { end: "2026-09-07T20:00" });
    const [moved, cancelled] = readResource(out).overrides;
    expect(cancelled).toMatchObject({ start: "2026-09-28T18:00", end: "2026-09-28T20:00" });
    expect(moved).toMatchObject({ start: "2026-09-22T19:00", end: "2026-09-22T20:00" });
  });
  test("across the change of clocks the shift is one of the wall clock", () => {
    const text = calendar(
      "DTSTART;TZID=Europe/Paris:20261019T090000",
      "DURATION:PT1H",
      "RRULE:FREQ=WEEKLY;UNTIL=20261109T080000Z",
      "EXDATE:20261102T080000Z",
    );
    const out = change(text, { start: "2026-10-19T11:00" });
    expect(starts(out)).toEqual(["2026-10-19T11:00", "2026-10-26T11:00", "2026-11-09T11:00"]);
    expect(out).toContain("UNTIL=20261109T100000Z");
    expect(out).toContain("EXDATE:20261102T100000Z");
  });
  test("another zone: same wall clock, exceptions included", () => {
    const out = change(google, { start: "2026-09-07T18:00", end: "2026-09-07T19:00", zone: "America/New_York" });
    expect(starts(out).slice(0, 4)).toEqual([
      "2026-09-07T18:00",
      "2026-09-22T19:00",
      "2026-09-28T18:00",
      "2026-10-05T18:00",
    ]);
    expect(readResource(out).overrides.map((one) => one.recurrenceId)).toEqual([
      "20260921T220000Z",
      "20260928T220000Z",
    ]);
  });
  test("to all-day and back: EXDATE, UNTIL and overrides change their type", () => {
    const days = change(google, { start: "2026-09-07", end: "2026-09-08", zone: "floating" });
    expect(days).toContain("EXDATE;VALUE=DATE:20260914");
    expect(named(days).slice(0, 4)).toEqual([
      "Yoga 🧘 2026-09-07",
      "Yoga (mardi) 2026-09-22T19:00",
      "Yoga 2026-09-28",
      "Yoga 🧘 2026-10-05",
    ]);
    const until = calendar("DTSTART;VALUE=DATE:20261001", "RRULE:FREQ=DAILY;UNTIL=20261003");
    const timed = change(until, { start: "2026-10-01T09:00", end: "2026-10-01T10:00", zone: "Europe/Paris" });
    expect(timed).toContain("UNTIL=20261003T070000Z");
    expect(starts(timed)).toHaveLength(3);
  });
  test.each([
    ["20260115", "FREQ=MONTHLY;BYMONTHDAY=15", "2026-01-16", "BYMONTHDAY=16"],
    ["20260113", "FREQ=MONTHLY;BYDAY=2TU", "2026-01-21", "BYDAY=3WE"],
    ["20260130", "FREQ=MONTHLY;BYDAY=-1FR", "2026-01-29", "BYDAY=-1TH"],
    ["20260329", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "2026-10-25", "BYMONTH=10;BYDAY=-1SU"],
    ["20260105", "FREQ=WEEKLY;BYDAY=MO,FR", "2026-01-07", "BYDAY=WE,SU"],
    ["20260115", "FREQ=MONTHLY;BYMONTHDAY=15,20", "2026-01-16", "BYMONTHDAY=16,21"],
    ["20260115", "FREQ=MONTHLY;BYMONTHDAY=15,28", "2026-01-16", "BYMONTHDAY=15,28"],
    ["20260131", "FREQ=MONTHLY;BYMONTHDAY=-1", "2026-01-30", "BYMONTHDAY=-2"],
    ["20260131", "FREQ=MONTHLY;BYMONTHDAY=-1", "2026-02-01", "BYMONTHDAY=1"],
    ["20260106", "FREQ=MONTHLY;BYDAY=1TU,3TU", "2026-01-07", "BYDAY=1WE,3WE"],
    ["20260113", "FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2", "2026-01-21", "BYDAY=WE;BYSETPOS=3"],
    ["20260105", "FREQ=MONTHLY;BYDAY=MO", "2026-01-06", "BYDAY=TU"],
    ["20260105", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU", "2026-01-06", "BYDAY=TU,MO;WKST=TU"],
    ["20260105", "FREQ=DAILY;BYDAY=MO,TU", "2026-01-07", "BYDAY=MO,TU"],
  ])("%s %s moved to %s repeats by %s", (start, rule, to, part) => {
    expect(change(calendar(`DTSTART;VALUE=DATE:${start}`, `RRULE:${rule}`), { start: to })).toContain(`${part}\r\n`);
  });
  test("RDATE periods keep their length", () => {
    const out = change(fixture("until-and-rdate.ics"), { start: "2026-10-01T21:00", end: "2026-10-02T05:00" });
    expect(
      expandOccurrences(out, ALL, "UTC")
        .map((one) => `${one.start}/${one.end.slice(11)}`)
        .slice(-2),
    ).toEqual(["2026-11-03T21:00/23:00", "2026-11-04T21:00/23:30"]);
    expect(out).toContain("VALUE=PERIOD");
  });
});

describe("the rule", () => {
  test("R75: UNTIL is written as the series needs it", () => {
    const set = { rrule: "FREQ=DAILY;UNTIL=20261125" };
    expect(change(calendar("DTSTART;TZID=Europe/Paris:20261123T090000"), set)).toContain("UNTIL=20261125T225959Z");
    expect(change(calendar("DTSTART:20261123T090000"), set)).toContain("UNTIL=20261125T235959\r\n");
    expect(
      change(calendar("DTSTART;VALUE=DATE:20261123"), { rrule: "RRULE:FREQ=DAILY;UNTIL=20261125T120000Z" }),
    ).toContain("UNTIL=20261125\r\n");
  });
  test("without a rule the event is single: its exceptions go too", () => {
    const out = change(google, { rrule: null });
    expect(named(out)).toEqual(["Yoga 🧘 2026-09-07T18:00"]);
    expect(out).not.toMatch(/EXDATE|RECURRENCE-ID/);
  });
  test("exceptions to instances that the new rule does not make go, the others stay", () => {
    const out = change(google, { rrule: "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO;COUNT=3" });
    expect(named(out)).toEqual(["Yoga 🧘 2026-09-07T18:00", "Yoga 2026-09-28T18:00", "Yoga 🧘 2026-10-19T18:00"]);
  });
  test("a rule that says the same in other words is left alone", () => {
    expect(change(google, { rrule: "byday=MO;FREQ=WEEKLY" })).toBe(google);
  });
});

describe("taking out", () => {
  const remove = (text: string, recurrenceId: string) =>
    applyIntent(text, { kind: "remove-instance", recurrenceId }, NOW);
  test("EXDATE in the type and zone of DTSTART, beside the others", () => {
    expect(diff(google, remove(google, "20261005T160000Z") as string)).toEqual([
      [],
      ["EXDATE;TZID=Europe/Paris:20261005T180000"],
    ]);
    const days = calendar("DTSTART;VALUE=DATE:20261101", "RRULE:FREQ=DAILY;COUNT=3");
    expect(diff(days, remove(days, "20261102") as string)[1]).toEqual(["EXDATE;VALUE=DATE:20261102"]);
  });
  test("its override goes with it, duplicates included", () => {
    const out = remove(fixture("duplicate-overrides.ics"), "20261102T090000Z") as string;
    expect(out).not.toContain("RECURRENCE-ID");
    expect(starts(out)).toHaveLength(4);
  });
  test("what is out already, or never was, leaves the text as it is", () => {
    for (const id of ["20260914T160000Z", "20200101T000000Z"]) expect(remove(google, id)).toBe(google);
    const once = remove(google, "20261005T160000Z") as string;
    expect(remove(once, "20261005T160000Z")).toBe(once);
  });
  test("R83: with the last instance the resource is gone", () => {
    const two = calendar("DTSTART:20261101T090000Z", "RRULE:FREQ=DAILY;COUNT=2");
    const one = remove(two, "20261101T090000Z") as string;
    expect(starts(one)).toEqual(["2026-11-02T09:00"]);
    expect(remove(one, "20261102T090000Z")).toBeUndefined();
    expect(remove(calendar("DTSTART:20261101T090000Z"), "20261101T090000Z")).toBeUndefined();
    expect(remove(fixture("orphan-override.ics"), "20261110T090000Z")).toBeUndefined();
  });
});

describe("R75, R81: ending a series", () => {
  const end = (text: string, recurrenceId: string) => applyIntent(text, { kind: "end-before", recurrenceId }, NOW);
  test.each([
    ["DTSTART;TZID=Europe/Paris:20261001T090000", "20261027T080000Z", "UNTIL=20261026T080000Z"],
    ["DTSTART:20261001T090000Z", "20261027T090000Z", "UNTIL=20261026T090000Z"],
    ["DTSTART:20261001T090000", "20261027T090000", "UNTIL=20261026T090000"],
    ["DTSTART;VALUE=DATE:20261001", "20261027", "UNTIL=20261026"],
  ])("%s before %s: %s", (start, id, until) => {
    for (const rule of ["FREQ=DAILY", "FREQ=DAILY;COUNT=100", "FREQ=DAILY;UNTIL=20271231"])
      expect(end(calendar(start, `RRULE:${rule}`), id)).toContain(`RRULE:FREQ=DAILY;${until}\r\n`);
  });
  test("later exceptions go, earlier ones stay", () => {
    const out = end(google, "20260928T160000Z") as string;
    expect(named(out)).toEqual(["Yoga 🧘 2026-09-07T18:00", "Yoga (mardi) 2026-09-22T19:00"]);
    expect(out).toContain("EXDATE;TZID=Europe/Paris:20260914T180000");
  });
  test("a series that has ended before is left alone; again is no change", () => {
    const short = calendar("DTSTART:20261101T090000Z", "RRULE:FREQ=DAILY;COUNT=2");
    expect(end(short, "20261109T090000Z")).toBe(short);
    const once = end(google, "20260928T160000Z") as string;
    expect(end(once, "20260928T160000Z")).toBe(once);
  });
  test("before the first instance nothing is left", () => {
    expect(end(google, "20260907T160000Z")).toBeUndefined();
    expect(
      end(calendar("DTSTART:20261101T090000Z", "RRULE:FREQ=DAILY", "EXDATE:20261101T090000Z"), "20261102T090000Z"),
    ).toBeUndefined();
  });
});
