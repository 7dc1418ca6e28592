import { describe, expect, test } from "vitest";
import { readResource } from "../../src-main/domain/resource.ts";
import { change, diff, exchange, google, starts } from "./edit-words.ts";
import { calendar, fixture, fixtureNames } from "./fixtures.ts";

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
