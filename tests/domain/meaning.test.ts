import { describe, expect, test } from "vitest";
import { sameMeaning } from "../../src-main/domain/edit.ts";
import { calendar, fixture, fixtureNames } from "./fixtures.ts";

const base = calendar(
  "DTSTART;TZID=Europe/Berlin:20261123T090000",
  "SUMMARY:a\\, b",
  "ATTENDEE;CN=Eva;PARTSTAT=ACCEPTED:mailto:eva@example.org",
  "RRULE:FREQ=WEEKLY;BYDAY=MO,TU",
  "EXDATE;VALUE=DATE:20261124,20261130",
  "CATEGORIES:x,y\\,z",
  "BEGIN:VALARM",
  "ACTION:DISPLAY",
  "END:VALARM",
);
const with_ = (from: string | RegExp, to: string) => {
  expect(base).toMatch(from);
  return base.replace(from, to);
};

describe("what does not count", () => {
  test.each<[string, string]>([
    ["folding", with_("SUMMARY:a", "SUM\r\n MARY:\r\n\ta")],
    ["line ends", base.replaceAll("\r\n", "\n")],
    ["the case of names", with_("SUMMARY", "summary")],
    [
      "bookkeeping",
      with_("DTSTAMP:20260101T000000Z", "DTSTAMP:20270101T000000Z\r\nCREATED:1\r\nLAST-MODIFIED:2\r\nSEQUENCE:9"),
    ],
    ["PRODID", with_("PRODID:test", "PRODID:other")],
    ["the order of lines", with_(/(SUMMARY.*\r\n)(ATTENDEE.*\r\n)/, "$2$1")],
    ["the order of parameters", with_("CN=Eva;PARTSTAT=ACCEPTED", 'PARTSTAT=accepted;CN="Eva"')],
    ["needless escapes", with_("SUMMARY:a\\, b", "SUMMARY:a, b")],
    ["the case of mailto", with_("mailto:", "MAILTO:")],
    ["VALUE=DATE on a date", with_("EXDATE;VALUE=DATE:", "EXDATE:")],
    ["how EXDATEs share lines", with_("20261124,20261130", "20261130\r\nEXDATE:20261124")],
    ["defaults and order in a rule", with_("FREQ=WEEKLY;BYDAY=MO,TU", "BYDAY=TU,MO;INTERVAL=1;FREQ=WEEKLY;")],
    ["the spelling of a time zone", with_("TZID=Europe/Berlin", "TZID=W. Europe Standard Time")],
    ["a VTIMEZONE", with_("BEGIN:VEVENT", "BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT")],
  ])("%s", (_, other) => {
    expect(other).not.toBe(base);
    expect(sameMeaning(base, other)).toBe(true);
  });
});

describe("what does", () => {
  test.each<[string, string]>([
    ["a text", with_("a\\, b", "a\\, c")],
    ["a time", with_("T090000", "T100000")],
    ["a zone", with_("Europe/Berlin", "Europe/London")],
    ["an answer", with_("ACCEPTED", "DECLINED")],
    ["someone's address", with_("eva@", "Eva2@")],
    ["an exception", with_("20261124,", "")],
    ["a rule", with_("BYDAY=MO,TU", "BYDAY=MO")],
    ["an alarm", with_(/BEGIN:VALARM[\s\S]*END:VALARM\r\n/, "")],
    ["an unknown line", with_("END:VEVENT", "X-NEW:1\r\nEND:VEVENT")],
    ["a comma that parts a list", with_("x,y\\,z", "x,y,z")],
    ["a line without colon", with_("END:VEVENT", "odd\r\nEND:VEVENT")],
  ])("%s", (_, other) => expect(sameMeaning(base, other)).toBe(false));

  test("no two fixtures mean the same, each means the same as itself with other stamps", () => {
    const texts = fixtureNames.map((name) => fixture(name));
    for (const [i, a] of texts.entries()) {
      for (const [j, b] of texts.entries()) expect([i, j, sameMeaning(a, b)]).toEqual([i, j, i === j]);
      expect(sameMeaning(a, a.replace(/DTSTAMP:\d{8}/gi, "DTSTAMP:20300101"))).toBe(true);
    }
  });

  test("texts that are no calendars are the same only when identical", () => {
    expect(sameMeaning("x", "x")).toBe(true);
    expect(sameMeaning("x", "y")).toBe(false);
    expect(sameMeaning("x", base)).toBe(false);
  });
});
