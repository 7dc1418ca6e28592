import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyIntent, newEventText, sameMeaning } from "../../src-main/domain/edit.ts";
import type { FieldChanges } from "../../src-main/domain/event.ts";
import { expandOccurrences } from "../../src-main/domain/recurrence.ts";
import { readResource } from "../../src-main/domain/resource.ts";
import { calendar, events, fixture, fixtureNames, lineDiff, NOW } from "./fixtures.ts";

const ALL = { fromMs: 0, toMs: Date.UTC(2030, 0, 1) };
const change = (text: string, set: FieldChanges, recurrenceId?: string) =>
  applyIntent(text, { kind: "change", set, ...(recurrenceId && { recurrenceId }) }, NOW) as string;
const starts = (text: string) => expandOccurrences(text, ALL, "Europe/Paris").map((one) => one.start);
const named = (text: string) => expandOccurrences(text, ALL, "Europe/Paris").map((one) => `${one.title} ${one.start}`);
// The lines an edit replaced, stamps left aside.
const diff = (before: string, after: string): [string[], string[]] =>
  lineDiff(before, after).map((lines) => lines.filter((line) => !/^(DTSTAMP|LAST-MODIFIED|SEQUENCE):/i.test(line))) as [
    string[],
    string[],
  ];
const google = fixture("google-trailing-semicolon.ics");
const exchange = fixture("exchange-windows-zone.ics");
const readable = fixtureNames.filter((name) => readResource(fixture(name)).master);

describe("R59: one changed field changes its own line and the stamps, nothing else", () => {
  test.each(readable)("%s: another title", (name) => {
    const text = fixture(name);
    const [gone, come] = diff(text, change(text, { title: "Another, title" }));
    expect(gone.every((line) => /^(SUMMARY|summary|DTSTART|DTEND| )/.test(line))).toBe(true);
    expect(
      come
        .filter((line) => !/^DT(START|END);VALUE=DATE:/.test(line))
        .map((line) => line.replace(/;LANGUAGE=de-DE/, "").toUpperCase()),
    ).toEqual(["SUMMARY:ANOTHER\\, TITLE"]);
  });

  test.each([
    [{ location: "Salle B" }, ["LOCATION;LANGUAGE=de-DE:Raum 4.12"], ["LOCATION;LANGUAGE=de-DE:Salle B"]],
    [{ location: null }, ["LOCATION;LANGUAGE=de-DE:Raum 4.12"], []],
    [{ title: "" }, ["SUMMARY;LANGUAGE=de-DE:Wochenrunde"], []],
    [{ status: "tentative" as const }, ["STATUS:CONFIRMED"], ["STATUS:TENTATIVE"]],
    [
      { reminders: [] },
      ["BEGIN:VALARM", "DESCRIPTION:REMINDER", "TRIGGER;RELATED=START:-PT15M", "ACTION:DISPLAY", "END:VALARM"],
      [],
    ],
    [
      { reminders: [{ minutesBefore: 15 }, { minutesBefore: 1440 }] },
      [],
      ["BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:Wochenrunde", "TRIGGER:-P1D", "END:VALARM"],
    ],
    [
      { end: "2026-10-05T11:00" },
      ["DTEND;TZID=W. Europe Standard Time:20261005T103000"],
      ["DTEND;TZID=W. Europe Standard Time:20261005T110000"],
    ],
  ])("Exchange: %j", (set, gone, come) => {
    expect(diff(exchange, change(exchange, set))).toEqual([gone, come]);
  });

  test("attendees who stay keep their line, with a new answer only that parameter changes", () => {
    const bob = { address: "BOB@example.org", answer: "accepted" as const };
    const out = change(exchange, { attendees: [bob, { address: "eva@example.org", name: "Eva; K" }] });
    expect(out.replaceAll("\r\n ", "")).toContain(
      'ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=TRUE;CN="Meier, Bob":mailto:bob@example.org\r\n',
    );
    expect(readResource(out).master?.attendees).toEqual([
      { address: "bob@example.org", name: "Meier, Bob", answer: "accepted" },
      { address: "eva@example.org", name: "Eva; K", answer: "needs-action" },
    ]);
    expect(diff(exchange, change(exchange, { attendees: [] }))[1]).toEqual([]);
  });

  test("R65: the HTML twin of a description is kept in step", () => {
    const text = calendar("DTSTART:20261123T090000Z", "DESCRIPTION:old", "X-ALT-DESC;FMTTYPE=text/html:<b>old</b>");
    expect(change(text, { description: "a < b\nc" })).toContain(
      "DESCRIPTION:a < b\\nc\r\nX-ALT-DESC;FMTTYPE=text/html:<html><body>a &lt\\; b<br>c</body></html>\r\n",
    );
    expect(change(text, { description: null })).not.toContain("DESC");
  });

  test("a file with LF stays one with LF", () => {
    expect(change(fixture("lf-only.ics"), { location: "x".repeat(200) })).not.toContain("\r");
  });

  test("what is as wanted already comes back the very same", () => {
    const { master } = readResource(exchange);
    const { title, start, end, zone, location, description, rrule, status, reminders, attendees } =
      master as NonNullable<typeof master>;
    expect(
      change(exchange, { title, start, end, zone, location, description, rrule, status, reminders, attendees }),
    ).toBe(exchange);
  });

  test("R62: an edited all-day object gets the VALUE=DATE that servers insist on", () => {
    const text = calendar("DTSTART:20240101", "DTEND:20240103", "RRULE:FREQ=DAILY;COUNT=3", "EXDATE:20240102");
    expect(diff(text, change(text, { title: "x" }))[1]).toEqual([
      "DTSTART;VALUE=DATE:20240101",
      "DTEND;VALUE=DATE:20240103",
      "EXDATE;VALUE=DATE:20240102",
      "SUMMARY:x",
    ]);
  });
});

describe("R91: SEQUENCE", () => {
  const sequence = (text: string) => /^SEQUENCE:(\d+)/m.exec(text)?.[1];
  test("a new title is no revision, a new time, rule or status is; DTSTAMP is always now", () => {
    expect(sequence(change(exchange, { title: "x" }))).toBe("3");
    for (const set of [
      { start: "2026-10-05T08:30", end: "2026-10-05T09:30" },
      { rrule: null },
      { status: "cancelled" as const },
    ])
      expect(sequence(change(exchange, set))).toBe("4");
    expect(change(exchange, { title: "x" })).toContain("DTSTAMP:20261123T080000Z\r\n");
  });
  test("no override stays behind its master", () => {
    const out = change(change(google, { start: "2026-09-07T19:00", end: "2026-09-07T20:00" }), { status: "tentative" });
    expect(out.match(/^SEQUENCE:\d+/gm)).toEqual(["SEQUENCE:2", "SEQUENCE:2", "SEQUENCE:2"]);
  });
});

describe("times", () => {
  test("R70: the file's own spelling of an unchanged zone is kept, also when the IANA name is given", () => {
    const out = change(exchange, { start: "2026-10-05T11:00", end: "2026-10-05T12:00", zone: "Europe/Berlin" });
    expect(out).toContain("DTSTART;TZID=W. Europe Standard Time:20261005T110000");
    expect(out.match(/BEGIN:VTIMEZONE/g)).toHaveLength(1);
  });
  test("R57: a new zone brings its VTIMEZONE, before the events", () => {
    const out = change(exchange, { start: "2026-10-05T11:00", end: "2026-10-05T12:00", zone: "Asia/Tokyo" });
    expect(out).toContain("DTEND;TZID=Asia/Tokyo:20261005T120000");
    expect(out.indexOf("TZID:Asia/Tokyo")).toBeLessThan(out.indexOf("BEGIN:VEVENT"));
    expect(out.match(/BEGIN:VTIMEZONE/g)).toHaveLength(2);
  });
  test("only a zone: the wall clock stays", () => {
    const out = change(calendar("DTSTART:20261123T090000Z", "DTEND:20261123T100000Z"), { zone: "Europe/Paris" });
    expect(readResource(out).master).toMatchObject({
      start: "2026-11-23T09:00",
      end: "2026-11-23T10:00",
      zone: "Europe/Paris",
    });
  });
  test("only a start: the length stays; DURATION stays a DURATION", () => {
    const text = calendar("DTSTART:20261123T090000Z", "DURATION:PT90M");
    expect(diff(text, change(text, { start: "2026-11-24T10:00" }))[1]).toEqual(["DTSTART:20261124T100000Z"]);
    expect(diff(text, change(text, { end: "2026-11-24T09:30" }))[1]).toEqual(["DURATION:P1DT30M"]);
    const bare = calendar("DTSTART:20261123T090000Z");
    expect(diff(bare, change(bare, { end: "2026-11-23T09:30" }))[1]).toEqual(["DTEND:20261123T093000Z"]);
  });
  test("an end in a zone of its own stays in it", () => {
    const flight = calendar("DTSTART;TZID=Europe/Paris:20260701T120000", "DTEND;TZID=America/New_York:20260701T140000");
    const out = change(flight, { start: "2026-07-01T13:00", end: "2026-07-01T21:00", zone: "Europe/Paris" });
    expect(diff(flight, out)[1]).toEqual([
      "DTSTART;TZID=Europe/Paris:20260701T130000",
      "DTEND;TZID=America/New_York:20260701T150000",
    ]);
  });
  test("R69: an event in a nameless zone is moved on the clock of its VTIMEZONE", () => {
    const text = fixture("exchange-custom-zone.ics");
    const out = change(text, { start: "2026-10-20T08:30", end: "2026-10-20T09:30", zone: "UTC" });
    expect(diff(text, out)[1]).toEqual([
      "DTSTART;TZID=Customized Time Zone:20261020T103000",
      "DTEND;TZID=Customized Time Zone:20261020T113000",
    ]);
    expect(starts(out)).toEqual(["2026-10-20T08:30", "2026-10-27T09:30", "2026-11-03T09:30", "2026-11-10T09:30"]);
  });
  test("R66: from timed to all-day and back, line by line", () => {
    const timed = calendar("DTSTART;TZID=Europe/Paris:20261123T090000", "DTEND;TZID=Europe/Paris:20261123T100000");
    const days = change(timed, { start: "2026-11-23", end: "2026-11-25", zone: "floating" });
    expect(diff(timed, days)[1]).toEqual(["DTSTART;VALUE=DATE:20261123", "DTEND;VALUE=DATE:20261125"]);
    const back = change(days, { start: "2026-11-23T09:00", end: "2026-11-23T10:00", zone: "Europe/Paris" });
    expect(readResource(back)).toEqual(readResource(timed));
  });
  test.each([
    [{ start: "2026-11-23", end: "2026-11-23T10:00" }],
    [{ start: "2026-11-23T10:00", end: "2026-11-23T09:00" }],
    [{ start: "2026-11-23T10:00", end: "2026-11-23T11:00", zone: "Middle-earth/Shire" }],
    [{ rrule: "nonsense" }],
  ])("%j is refused", (set) => {
    expect(() => change(calendar("DTSTART:20261123T090000Z"), set)).toThrow(
      expect.objectContaining({ reason: "invalid-input" }),
    );
  });
});

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
    ["20260115", "FREQ=MONTHLY;BYMONTHDAY=15,20", "2026-01-16", "BYMONTHDAY=15,20"],
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

describe("one instance", () => {
  test("RFC 5545 §3.8.4.4: a first change makes an override that copies the master but not its rule", () => {
    const out = change(google, { title: "Only once", rrule: "FREQ=DAILY" }, "20261005T160000Z");
    const added = diff(google, out)[1];
    expect(diff(google, out)[0]).toEqual([]);
    expect(added).toContain("RECURRENCE-ID;TZID=Europe/Paris:20261005T180000");
    expect(added).toContain("SUMMARY:Only once");
    expect(added.join("\n")).not.toMatch(/RRULE|EXDATE/);
    expect(named(out)).toHaveLength(named(google).length);
    expect(named(out)).toContain("Only once 2026-10-05T18:00");
  });
  test("its id has the type and the zone of DTSTART", () => {
    const rid = (start: string, id: string) =>
      /^RECURRENCE-ID.*$/m.exec(change(calendar(start, "RRULE:FREQ=DAILY"), { title: "x" }, id))?.[0].trim();
    expect(rid("DTSTART;VALUE=DATE:20261101", "20261103")).toBe("RECURRENCE-ID;VALUE=DATE:20261103");
    expect(rid("DTSTART:20261101T090000", "20261103T090000")).toBe("RECURRENCE-ID:20261103T090000");
    expect(rid("DTSTART:20261101T090000Z", "20261103T090000Z")).toBe("RECURRENCE-ID:20261103T090000Z");
    expect(rid("DTSTART;TZID=Europe/Paris:20261001T090000", "20261103T080000Z")).toBe(
      "RECURRENCE-ID;TZID=Europe/Paris:20261103T090000",
    );
  });
  test("a second change patches the override", () => {
    const out = change(google, { location: "Parc" }, "20260921T160000Z");
    expect(diff(google, out)).toEqual([[], ["LOCATION:Parc"]]);
    expect(out.match(/BEGIN:VEVENT/g)).toHaveLength(3);
  });
  test("moved to another time it keeps its id and raises SEQUENCE", () => {
    const out = change(
      exchange,
      { start: "2026-10-20T14:00", end: "2026-10-20T15:00", zone: "Europe/Berlin" },
      "20261019T073000Z",
    );
    expect(readResource(out).overrides).toMatchObject([
      { recurrenceId: "20261019T073000Z", start: "2026-10-20T14:00" },
    ]);
    expect(out.match(/^SEQUENCE:\d/gm)).toEqual(["SEQUENCE:3", "SEQUENCE:4"]);
  });
  test("R80: under a this-and-future override it is made from that one, without RANGE", () => {
    const out = change(fixture("this-and-future.ics"), { location: "Here" }, "20261105T090000Z");
    expect(readResource(out).overrides.at(-1)).toMatchObject({
      recurrenceId: "20261105T090000Z",
      title: "New",
      start: "2026-11-05T11:00",
      end: "2026-11-05T13:00",
      location: "Here",
    });
    expect(out.match(/RANGE/g)).toHaveLength(1);
  });
  test("of an event without rule it is the event itself, of a lone override that one", () => {
    expect(change(calendar("DTSTART:20261123T090000Z"), { title: "x" }, "20261123T090000Z")).toContain("SUMMARY:x");
    const orphan = fixture("orphan-override.ics");
    expect(diff(orphan, change(orphan, { title: "x" }))[1]).toEqual(["SUMMARY:x"]);
    expect(change(orphan, { title: "x" }, "20261110T090000Z")).toContain("SUMMARY:x");
  });
  test.each(["20260914T160000Z", "20260922T160000Z", "20200101T000000Z"])("%s is no instance: missing", (id) => {
    expect(() => change(google, { title: "x" }, id)).toThrow(expect.objectContaining({ code: "missing" }));
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

test("replaying an intent changes nothing more, and never makes a text that cannot be read", () => {
  const series = fixtureNames.map((name) => fixture(name)).filter((text) => readResource(text).series);
  const moment = fc.tuple(fc.integer({ min: 1, max: 28 }), fc.integer({ min: 0, max: 23 }));
  const time = moment.map(
    ([day, hour]) => `2026-10-${String(day).padStart(2, "0")}T${String(hour).padStart(2, "0")}:30`,
  );
  const set = fc.oneof(
    time.map((start) => ({ start })),
    fc
      .tuple(time, fc.constantFrom("Europe/Paris", "America/New_York", "UTC", "floating"))
      .map(([start, zone]) => ({ start, zone })),
    fc.integer({ min: 1, max: 28 }).map((day) => ({ start: `2026-10-${String(day).padStart(2, "0")}` })),
    fc.constantFrom<FieldChanges>(
      { title: "t" },
      { rrule: null },
      { rrule: "FREQ=DAILY;COUNT=5" },
      { description: "a;b\n" },
      { reminders: [{ minutesBefore: 5 }] },
    ),
  );
  const draw = fc.record({
    text: fc.constantFrom(...series),
    set,
    pick: fc.nat(5),
    kind: fc.constantFrom("all", "one", "remove", "end"),
  });
  fc.assert(
    fc.property(draw, ({ text, set: changes, pick, kind }) => {
      const found = expandOccurrences(text, ALL, "UTC");
      const recurrenceId = found[pick % found.length]?.recurrenceId as string;
      const intent =
        kind === "all"
          ? ({ kind: "change", set: changes } as const)
          : kind === "one"
            ? ({ kind: "change", recurrenceId, set: changes } as const)
            : ({ kind: kind === "remove" ? "remove-instance" : "end-before", recurrenceId } as const);
      const once = applyIntent(text, intent, NOW);
      if (once === undefined) return;
      expect(readResource(once).uid).toBe(readResource(text).uid);
      const twice = applyIntent(once, intent, NOW + 60_000) as string;
      expect([once, sameMeaning(once, twice)]).toEqual([once, true]);
    }),
    { seed: 91, numRuns: 800 },
  );
});

describe("R57: a new event", () => {
  const input = {
    uid: "new-1",
    nowMs: NOW,
    title: "Déjeuner, chez Zoé",
    start: "2026-11-23T12:00",
    end: "2026-11-23T13:30",
    zone: "Europe/Paris",
    allDay: false,
  };
  test("it reads back as it was given, in CRLF, VTIMEZONE first", () => {
    const text = newEventText({
      ...input,
      location: "12; rue",
      description: "a\nb",
      rrule: "FREQ=WEEKLY;COUNT=3",
      attendees: [{ address: "eva@example.org", name: "Eva" }],
      reminders: [{ minutesBefore: 10 }, { minutesBefore: -5 }, { minutesBefore: 10_080 }, { minutesBefore: 0 }],
      organizer: { address: "me@example.org", name: "Me" },
    });
    expect(readResource(text)).toMatchObject({
      uid: "new-1",
      master: {
        title: "Déjeuner, chez Zoé",
        start: "2026-11-23T12:00",
        end: "2026-11-23T13:30",
        zone: "Europe/Paris",
        location: "12; rue",
        description: "a\nb",
        rrule: "FREQ=WEEKLY;COUNT=3",
        attendees: [{ address: "eva@example.org", name: "Eva", answer: "needs-action" }],
        organizer: { address: "me@example.org", name: "Me" },
        reminders: [{ minutesBefore: 10 }, { minutesBefore: -5 }, { minutesBefore: 10_080 }, { minutesBefore: 0 }],
      },
    });
    for (const needed of [
      "PRODID:-//Cadran//Cadran 1.0//EN",
      "VERSION:2.0",
      "DTSTAMP:20261123T080000Z",
      "CREATED:20261123T080000Z",
    ])
      expect(text).toContain(`${needed}\r\n`);
    expect(text.replaceAll("\r\n", "")).not.toContain("\n");
    expect(text.indexOf("BEGIN:VTIMEZONE")).toBeLessThan(text.indexOf("BEGIN:VEVENT"));
    expect(text).not.toContain("METHOD");
  });
  test("all-day, floating and UTC events need no VTIMEZONE", () => {
    const day = newEventText({ ...input, start: "2026-11-23", end: "2026-11-24", allDay: true });
    expect(day).toContain("DTSTART;VALUE=DATE:20261123\r\nDTEND;VALUE=DATE:20261124\r\n");
    expect(newEventText({ ...input, zone: "UTC" })).toContain("DTSTART:20261123T120000Z\r\n");
    expect(newEventText({ ...input, zone: "floating" })).toContain("DTSTART:20261123T120000\r\n");
    for (const zone of ["UTC", "floating"]) expect(newEventText({ ...input, zone })).not.toContain("VTIMEZONE");
  });
  test("a title cannot smuggle in lines", () => {
    const text = newEventText({ ...input, title: "x\r\nATTENDEE:mailto:evil@example.org", uid: "u\r\nX:1" });
    expect(readResource(text).master).toMatchObject({ title: "x\nATTENDEE:mailto:evil@example.org", attendees: [] });
    expect(text).not.toMatch(/^X:1/m);
  });
  test("what cannot be is refused", () => {
    for (const wrong of [{ allDay: true }, { end: "2026-11-24" }, { zone: "Nope/Nope" }, { rrule: "FREQ=FOO" }])
      expect(() => newEventText({ ...input, ...wrong })).toThrow(expect.objectContaining({ reason: "invalid-input" }));
  });
});

test("overrides made by two users in a row all stay", () => {
  let text = events(["DTSTART:20261101T090000Z", "RRULE:FREQ=DAILY;COUNT=5", "SUMMARY:s"]);
  for (const day of ["04", "02", "03"]) text = change(text, { title: day }, `202611${day}T090000Z`);
  expect(named(text).map((one) => one.split(" ")[0])).toEqual(["s", "02", "03", "04", "s"]);
});
