import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expandOccurrences } from "../../src-main/domain/recurrence.ts";
import { readResource } from "../../src-main/domain/resource.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import { calendar, events, fixture, fixtureNames } from "./fixtures.ts";

const master = (...lines: string[]) => readResource(calendar(...lines)).master;

describe("what real programs write", () => {
  test("Exchange: Windows zone, folded German text, alarm, people", () => {
    expect(readResource(fixture("exchange-windows-zone.ics"))).toMatchObject({
      uid: "040000008200E00074C5B7101A82E00800000000",
      master: {
        title: "Wochenrunde",
        start: "2026-10-05T09:30",
        end: "2026-10-05T10:30",
        zone: "Europe/Berlin",
        allDay: false,
        location: "Raum 4.12",
        description: "Bitte vorbereiten:\n\n1. Zahlen, Q4\n2. Ausblick;Risiken\n",
        rrule: "FREQ=WEEKLY;UNTIL=20270125T083000Z;INTERVAL=1;BYDAY=MO;WKST=MO",
        status: "confirmed",
        organizer: { address: "anna@example.org", name: "Anna Weber" },
        attendees: [{ address: "bob@example.org", name: "Meier, Bob", answer: "needs-action" }],
        reminders: [{ minutesBefore: 15 }],
      },
      series: { excluded: ["20261012T073000Z", "20261102T083000Z"] },
    });
  });

  test("R69: a zone without a name is given in UTC, the series keeps its VTIMEZONE", () => {
    const { master: event, series } = readResource(fixture("exchange-custom-zone.ics"));
    expect(event).toMatchObject({ start: "2026-10-20T07:00", end: "2026-10-20T08:00", zone: "UTC" });
    expect(series?.zone).toMatch(/^BEGIN:VTIMEZONE/);
  });

  test("iCloud: relative and absolute alarms count, ACTION:NONE does not", () => {
    expect(readResource(fixture("icloud-alarms.ics")).master?.reminders).toEqual([
      { minutesBefore: 30 },
      { minutesBefore: 60 },
    ]);
  });

  test("R63: names in lower case, a duration, a lower-case status", () => {
    expect(readResource(fixture("lower-case.ics")).master).toMatchObject({
      start: "2026-11-23T09:00",
      end: "2026-11-23T10:30",
      status: "tentative",
      title: "quiet",
    });
  });

  test("R60, R63, R67: bad lines, VALUE=DATE with a TZID, and an all-day end that is the start", () => {
    expect(readResource(fixture("wild-lines.ics")).master).toMatchObject({
      start: "2026-11-23",
      end: "2026-11-24",
      zone: "floating",
      allDay: true,
      reminders: [{ minutesBefore: 2880 }],
    });
  });

  test("R45: of two overrides of one instance the higher SEQUENCE counts, then the later DTSTAMP", () => {
    expect(readResource(fixture("duplicate-overrides.ics")).overrides).toMatchObject([
      { recurrenceId: "20261102T090000Z", title: "wins by sequence" },
    ]);
  });

  test("R44: an override without master is read, the first of two UIDs too", () => {
    expect(readResource(fixture("orphan-override.ics"))).toMatchObject({
      overrides: [{ recurrenceId: "20261110T090000Z" }],
    });
    const two = events(["DTSTART:20260101T000000Z", "SUMMARY:a"], ["UID:other", "DTSTART:20260102T000000Z"]);
    expect(readResource(two.replace("UID:u1\r\nDTSTAMP:20260101T000000Z\r\nUID:other", "UID:other"))).toMatchObject({
      uid: "u1",
      master: { title: "a" },
    });
  });
});

describe("R62, R66, R67: kinds of time and their ends", () => {
  test.each([
    [["DTSTART:20240101"], "2024-01-01", "2024-01-02", "floating"],
    [["DTSTART;VALUE=DATE:20240101", "DTEND;VALUE=DATE:20240104"], "2024-01-01", "2024-01-04", "floating"],
    [["DTSTART;VALUE=DATE:20240101", "DURATION:P2D"], "2024-01-01", "2024-01-03", "floating"],
    [["DTSTART:20240101T090000"], "2024-01-01T09:00", "2024-01-01T09:00", "floating"],
    [["DTSTART:20240101T090000Z", "DTEND:20240101T080000Z"], "2024-01-01T09:00", "2024-01-01T09:00", "UTC"],
    [["DTSTART;TZID=Europe/Paris:20240101T090000Z"], "2024-01-01T09:00", "2024-01-01T09:00", "UTC"],
    [["DTSTART;TZID=Local:20240101T090000", "DURATION:PT1H"], "2024-01-01T09:00", "2024-01-01T10:00", "floating"],
    [
      ["DTSTART;TZID=Europe/Paris:20260328T120000", "DURATION:P1D"],
      "2026-03-28T12:00",
      "2026-03-29T12:00",
      "Europe/Paris",
    ],
    [
      ["DTSTART;TZID=Europe/Paris:20260328T120000", "DURATION:PT24H"],
      "2026-03-28T12:00",
      "2026-03-29T13:00",
      "Europe/Paris",
    ],
    [
      ["DTSTART;TZID=Europe/Paris:20260701T120000", "DTEND;TZID=America/New_York:20260701T140000"],
      "2026-07-01T12:00",
      "2026-07-01T20:00",
      "Europe/Paris",
    ],
  ])("%j", (lines, start, end, zone) => {
    expect(master(...lines)).toMatchObject({ start, end, zone, allDay: start.length === 10 });
  });

  test("an alarm relative to the end, after the start, and twice the same", () => {
    const alarm = (trigger: string) => ["BEGIN:VALARM", "ACTION:DISPLAY", `TRIGGER${trigger}`, "END:VALARM"];
    const event = master(
      "DTSTART:20240101T090000Z",
      "DTEND:20240101T100000Z",
      ...alarm(";RELATED=END:-PT10M"),
      ...alarm(":PT5M"),
      ...alarm(":-PT0S"),
      ...alarm(":PT0S"),
      ...alarm(":nonsense"),
    );
    expect(event?.reminders).toEqual([{ minutesBefore: -50 }, { minutesBefore: -5 }, { minutesBefore: 0 }]);
  });
});

describe("R78: overrides and exceptions find their instance", () => {
  const zoned = ["DTSTART;TZID=Europe/Paris:20261101T100000", "RRULE:FREQ=DAILY"];
  test.each([
    ["RECURRENCE-ID;TZID=Europe/Paris:20261103T100000"],
    ["RECURRENCE-ID:20261103T090000Z"],
    ["RECURRENCE-ID;TZID=America/New_York:20261103T040000"],
    ["RECURRENCE-ID;VALUE=DATE:20261103"],
    ["RECURRENCE-ID:20261103"],
  ])("%s of a zoned series", (line) => {
    const { overrides } = readResource(events(zoned, [line, "DTSTART:20261103T120000Z"]));
    expect(overrides[0]?.recurrenceId).toBe("20261103T090000Z");
  });

  test("of an all-day and of a floating series", () => {
    const id = (start: string, rid: string) =>
      readResource(events([start, "RRULE:FREQ=DAILY"], [rid, start])).overrides[0]?.recurrenceId;
    expect(id("DTSTART;VALUE=DATE:20261101", "RECURRENCE-ID:20261103T000000Z")).toBe("20261103");
    expect(id("DTSTART:20261101T100000", "RECURRENCE-ID:20261103T100000Z")).toBe("20261103T100000");
  });
});

test("R79: a single component that has a rule is a series, also when it calls itself an instance of one", () => {
  const lines = ["RECURRENCE-ID:20261103T090000Z", "DTSTART:20261103T090000Z", "RRULE:FREQ=DAILY;COUNT=3"];
  const days = (text: string) =>
    expandOccurrences(text, { fromMs: Date.UTC(2026, 9), toMs: Date.UTC(2026, 11) }, "UTC").map((one) => one.start);
  expect(days(events(lines))).toEqual(["2026-11-03T09:00", "2026-11-04T09:00", "2026-11-05T09:00"]);
  expect(days(events(lines.slice(0, 2)))).toEqual(["2026-11-03T09:00"]);
});

describe("what cannot be read says why", () => {
  test.each([
    ["no start", calendar("SUMMARY:x"), "malformed", /DTSTART/],
    ["a bad start", calendar("DTSTART:20241301"), "malformed", /20241301/],
    ["an unknown zone (R68)", calendar("DTSTART;TZID=Middle-earth/Shire:20240101T000000"), "malformed", /Shire/],
    ["no UID", calendar("DTSTART:20240101").replace("UID:u1\r\n", ""), "malformed", /UID/],
    ["no event", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "malformed", /no event/],
    ["no calendar", "<html></html>", "malformed", /VCALENDAR/],
    ["a cut file", calendar("DTSTART:20240101").replace(/END:[\s\S]*/, ""), "malformed", /ends inside/],
    ["a task", "BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nEND:VTODO\r\nEND:VCALENDAR\r\n", "unsupported", /task/],
    ["a journal", "BEGIN:VCALENDAR\r\nBEGIN:VJOURNAL\r\nEND:VJOURNAL\r\nEND:VCALENDAR\r\n", "unsupported", /journal/],
  ])("%s", (_, text, code, message) => {
    expect(() => readResource(text)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
  });

  test("R60: an unreadable override does not hide the series, alone it is the failure", () => {
    const bad = ["RECURRENCE-ID;TZID=Middle-earth/Shire:20261103T100000", "DTSTART:20261103T120000Z"];
    expect(readResource(events(["DTSTART:20261101T100000Z", "RRULE:FREQ=DAILY"], bad)).overrides).toEqual([]);
    expect(() => readResource(events(bad))).toThrow(/Shire/);
  });
});

test("no mutation of a fixture makes reading throw anything but a Failure, or expanding take long", () => {
  const texts = fixtureNames.map((name) => fixture(name));
  const pieces = [...new Set(texts.join("\r\n").split(/[\r\n;:=,]+/))];
  const edit = fc.record({
    at: fc.noBias(fc.integer({ min: 0, max: 100_000 })),
    cut: fc.nat(40),
    put: fc.oneof(
      fc.constantFrom(...pieces),
      fc.constantFrom("\r\n", "\n ", ";", ":", "=", ",", '"', "99999999", "-1"),
      fc.string({ maxLength: 6 }),
    ),
  });
  const mutation = fc.record({
    text: fc.constantFrom(...texts),
    edits: fc.array(edit, { minLength: 1, maxLength: 4 }),
  });
  let read = 0;
  fc.assert(
    fc.property(mutation, ({ text, edits }) => {
      let mutated = text;
      for (const { at, cut, put } of edits) {
        const from = Math.floor((at / 100_000) * mutated.length);
        mutated = mutated.slice(0, from) + put + mutated.slice(from + cut);
      }
      try {
        const resource = readResource(mutated);
        expandOccurrences(resource, { fromMs: Date.UTC(2026, 9), toMs: Date.UTC(2026, 11) }, "Europe/Paris");
        read += 1;
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
      }
    }),
    { seed: 60, numRuns: 4000 },
  );
  expect(read).toBeGreaterThan(1500);
});

test("of thousands of rules in one event a few are worked out: reading it comes to an end, and no line is lost", () => {
  const rules = Array.from({ length: 3_000 }, (_, n) => `RRULE:FREQ=DAILY;INTERVAL=${n + 1}`);
  const text = calendar("DTSTART:20261001T100000Z", "RRULE:FREQ=DAILY", ...rules);
  expect(readResource(text).series?.rules).toHaveLength(20);
  const window = { fromMs: Date.UTC(2026, 9, 1), toMs: Date.UTC(2026, 9, 8) };
  expect(expandOccurrences(text, window, "UTC")).toHaveLength(7);
});
