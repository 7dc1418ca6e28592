import { describe, expect, test } from "vitest";
import { joinCalendars } from "../../src-main/domain/export.ts";
import { splitCalendar, splitResources } from "../../src-main/domain/import.ts";
import { meaningOf } from "../../src-main/domain/meaning.ts";
import { expandOccurrences } from "../../src-main/domain/recurrence.ts";
import { calendar, fixture, fixtureNames } from "./fixtures.ts";

const ALL = { fromMs: 0, toMs: Date.UTC(2028, 0, 1) };
const shown = (text: string) => expandOccurrences(text, ALL, "UTC");
// What can be stored, one text per event.
const stored = fixtureNames.flatMap((name) => splitResources(fixture(name)).items.map((item) => ({ name, ...item })));

// A zone of its own under a name that no table knows.
const shire = (offset: string, more = "") =>
  `BEGIN:VTIMEZONE\r\nTZID:Shire\r\n${more}BEGIN:STANDARD\r\nTZOFFSETFROM:${offset}\r\nTZOFFSETTO:${offset}\r\nDTSTART:19700101T000000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n`;
const inShire = (uid: string, offset: string, more = "") =>
  calendar(
    "DTSTART;TZID=Shire:20261124T090000",
    "SUMMARY:s",
    "BEGIN:VALARM",
    "TRIGGER;TZID=Shire:20261124T080000",
    "END:VALARM",
  )
    .replace("UID:u1", `UID:${uid}`)
    .replace("BEGIN:VEVENT", `${shire(offset, more)}BEGIN:VEVENT`);

describe("one file of many", () => {
  test("what is exported comes in again and means the same, for every fixture and for all of them in one file", () => {
    const { items, parked } = splitResources(
      joinCalendars(
        stored.map((one) => one.text),
        "All",
      ),
    );
    expect(parked).toEqual([]);
    expect(items.map((item) => item.uid)).toEqual(stored.map((one) => one.uid));
    for (const [i, { name, text }] of stored.entries()) {
      expect([name, meaningOf(items[i]?.text ?? "")]).toEqual([name, meaningOf(text)]);
      expect([name, shown(items[i]?.text ?? "")]).toEqual([name, shown(text)]);
    }
  });
  test("every event is in it letter by letter", () => {
    for (const { name, text } of stored) {
      const inner = /BEGIN:VEVENT[\s\S]*END:VEVENT/i.exec(text.replace(/\r?\n/g, "\r\n"))?.[0] ?? "none";
      expect([name, joinCalendars([text]).includes(inner)]).toEqual([name, true]);
    }
  });
  test("the name is escaped and told in both spellings; a file of nothing is a calendar too", () => {
    const text = joinCalendars([], "Team, North; 1");
    expect(text).toContain("NAME:Team\\, North\\; 1\r\nX-WR-CALNAME:Team\\, North\\; 1\r\n");
    expect(splitCalendar(text)).toEqual({ items: [], parked: [] });
    expect(joinCalendars([])).not.toContain("NAME");
  });
  test("line ends are made alike and a cut component gets its end", () => {
    const text = joinCalendars([
      calendar("DTSTART:20261124T090000Z").replaceAll("\r\n", "\n"),
      "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:c\nDTSTART:20261124T090000Z",
    ]);
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    expect(text.match(/END:VEVENT/g)).toHaveLength(2);
  });
});

describe("time zones", () => {
  test("each is there once, before the events; the one that a file lacks is added", () => {
    const paris = calendar("DTSTART;TZID=Europe/Paris:20261124T090000");
    const text = joinCalendars([
      paris,
      paris,
      fixture("exchange-windows-zone.ics"),
      fixture("exchange-windows-zone.ics"),
    ]);
    expect(text.match(/TZID:Europe\/Paris/g)).toHaveLength(1);
    expect(text.match(/TZID:W\. Europe Standard Time/g)).toHaveLength(1);
    expect(text.lastIndexOf("END:VTIMEZONE")).toBeLessThan(text.indexOf("BEGIN:VEVENT"));
  });
  test("one name with two meanings becomes two names, so that both events stay where they were", () => {
    const [a, b, c] = [inShire("a", "+0100"), inShire("b", "+0500"), inShire("c", "+0500", "X-NOTE:same\r\n")];
    const text = joinCalendars([a, b, c]);
    expect(text.match(/^TZID:.*$/gm)).toEqual(["TZID:Shire", "TZID:Shire-2"]);
    const { items } = splitResources(text);
    expect(items.map((item) => shown(item.text)[0]?.startMs)).toEqual([a, b, c].map((one) => shown(one)[0]?.startMs));
    expect(items[1]?.text).toContain("TRIGGER;TZID=Shire-2:");
  });
  test("a name that everybody knows stays one, whatever a file says of it (R69)", () => {
    const odd = (offset: string) => inShire("x", offset).replaceAll("Shire", "Europe/Paris");
    expect(joinCalendars([odd("+0100"), odd("+0200")]).match(/^TZID:.*$/gm)).toEqual(["TZID:Europe/Paris"]);
  });
});
