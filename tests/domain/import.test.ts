import { describe, expect, test } from "vitest";
import { splitCalendar } from "../../src-main/domain/import.ts";
import { expandOccurrences } from "../../src-main/domain/recurrence.ts";
import { readResource } from "../../src-main/domain/resource.ts";
import { calendar, events, fixture, fixtureNames } from "./fixtures.ts";

const ALL = { fromMs: 0, toMs: Date.UTC(2028, 0, 1) };

// Several fixtures as the one file that an export would be.
function joined(...names: string[]): string {
  const inner = names.map((name) =>
    fixture(name)
      .replace(/^[\s\S]*?BEGIN:VCALENDAR\r?\n/i, "")
      .replace(/END:VCALENDAR[\s\S]*$/i, ""),
  );
  return `BEGIN:VCALENDAR\r\nX-WR-CALNAME:Mix\r\n${inner.join("")}END:VCALENDAR\r\n`;
}

describe("R44: one resource per UID", () => {
  test("a series and its overrides stay together, each resource shows what the file showed", () => {
    const names = [
      "google-trailing-semicolon.ics",
      "icloud-alarms.ics",
      "duplicate-overrides.ics",
      "exchange-custom-zone.ics",
    ];
    const { items, parked } = splitCalendar(joined(...names));
    expect(parked).toEqual([]);
    expect(items.map((item) => item.uid)).toEqual([
      "google1@google.com",
      "5B7A1C2E-0000-4D7E-9B5A-1F2E3D4C5B6A",
      "dup-1",
      "custom-zone-1",
    ]);
    for (const [i, name] of names.entries())
      expect(expandOccurrences(items[i]?.text ?? "", ALL, "UTC")).toEqual(expandOccurrences(fixture(name), ALL, "UTC"));
  });

  test("each carries the VTIMEZONEs it uses, before its events, and no others; METHOD and names of the calendar are gone", () => {
    const { items } = splitCalendar(joined("exchange-windows-zone.ics", "lower-case.ics"));
    const [exchange, lower] = items.map((item) => item.text);
    expect(exchange?.indexOf("TZID:W. Europe Standard Time")).toBeLessThan(exchange?.indexOf("BEGIN:VEVENT") ?? 0);
    expect(lower).not.toContain("VTIMEZONE");
    for (const text of [exchange, lower]) expect(text).not.toMatch(/METHOD|X-WR/i);
  });

  test("R57: a VTIMEZONE that the file lacks is added, and the DTSTAMP that servers insist on", () => {
    const text = calendar("DTSTART;TZID=Europe/Paris:20261123T090000", "CREATED:20260505T050505Z");
    const [item] = splitCalendar(text.replace("DTSTAMP:20260101T000000Z\r\n", "")).items;
    expect(item?.text).toContain("TZID:Europe/Paris\r\n");
    expect(item?.text).toContain("DTSTAMP:20260505T050505Z\r\n");
  });

  test("what comes out goes in again unchanged", () => {
    for (const name of fixtureNames)
      for (const item of splitCalendar(fixture(name)).items)
        expect(splitCalendar(item.text)).toEqual({ items: [item], parked: [] });
  });
});

describe("R88: an import invites nobody", () => {
  test("organizer and attendees are marked, answers and everything else stay", () => {
    const [item] = splitCalendar(fixture("exchange-windows-zone.ics")).items;
    const unfolded = item?.text.replaceAll("\r\n ", "") ?? "";
    expect(unfolded).toContain("ORGANIZER;CN=Anna Weber;SCHEDULE-AGENT=NONE:mailto:anna@example.org");
    expect(unfolded).toContain(';CN="Meier, Bob";SCHEDULE-AGENT=NONE:mailto:bob@example.org');
    expect(unfolded.match(/SCHEDULE-AGENT/g)).toHaveLength(2);
    expect(readResource(item?.text ?? "").master?.attendees).toEqual(
      readResource(fixture("exchange-windows-zone.ics")).master?.attendees,
    );
  });
  test("a mark that says otherwise is replaced", () => {
    const text = calendar("DTSTART:20261123T090000Z", "ATTENDEE;SCHEDULE-AGENT=SERVER:mailto:a@example.org");
    expect(splitCalendar(text).items[0]?.text).toContain("ATTENDEE;SCHEDULE-AGENT=NONE:mailto:a@example.org");
  });
});

describe("R60: one bad component does not stop the others", () => {
  test("each is parked under its title with the reason", () => {
    const { items, parked } = splitCalendar(fixture("missing-uid.ics"));
    expect(items.map((item) => item.uid)).toEqual([expect.stringMatching(/^cadran-[0-9a-f]{16}$/), "good-1"]);
    expect(parked.map((one) => one.subject)).toEqual(["bad date", "bad zone", "milk"]);
    expect(parked.map((one) => one.failure.message).join()).toMatch(/20261345.*Shire.*A task/);
  });
  test("R63: events without a UID get one each, the same again as long as they say the same", () => {
    const text = (stamp: string, second: string) =>
      events([`DTSTAMP:${stamp}`, "DTSTART:20261101T090000Z", "SUMMARY:a"], ["DTSTART:20261101T090000Z", second])
        .replaceAll("UID:u1\r\n", "")
        .replaceAll("DTSTAMP:20260101T000000Z\r\n", "");
    const uids = (of: string) => splitCalendar(of).items.map((item) => item.uid);
    const [first, second] = uids(text("20260101T000000Z", "SUMMARY:b"));
    expect(first).not.toBe(second);
    expect(uids(text("20260202T000000Z", "SUMMARY:c"))[0]).toBe(first);
    expect(uids(text("20260202T000000Z", "SUMMARY:c"))[1]).not.toBe(second);
    expect(readResource(splitCalendar(text("20260101T000000Z", "SUMMARY:b")).items[1]?.text ?? "")).toMatchObject({
      uid: second,
      master: { title: "b" },
    });
  });
  test("a bad override is left out of its series", () => {
    const text = events(
      ["DTSTART:20261101T090000Z", "RRULE:FREQ=DAILY;COUNT=3", "SUMMARY:s"],
      ["RECURRENCE-ID:20261102T090000Z", "DTSTART:rubbish", "SUMMARY:bad"],
    );
    const { items, parked } = splitCalendar(text);
    expect(parked).toMatchObject([{ subject: "bad" }]);
    expect(expandOccurrences(items[0]?.text ?? "", ALL, "UTC").map((one) => one.title)).toEqual(["s", "s", "s"]);
  });
  test("the last event of a file that was cut is parked, those before it are not", () => {
    const text = events(["DTSTART:20261101T090000Z"], ["UID:u2", "DTSTART:20261102T090000Z"]);
    const { items, parked } = splitCalendar(text.slice(0, text.lastIndexOf("END:VEVENT")));
    expect(items).toHaveLength(1);
    expect(parked[0]?.failure.message).toMatch(/ends inside/);
  });
  test("text that is no calendar is malformed", () => {
    expect(() => splitCalendar("<html>")).toThrow(expect.objectContaining({ code: "malformed" }));
  });
  test("ten thousand events are split in a few seconds", () => {
    const many = Array.from(
      { length: 10_000 },
      (_, i) => `BEGIN:VEVENT\r\nUID:m${i}\r\nDTSTART:20261101T090000Z\r\nEND:VEVENT\r\n`,
    );
    const before = performance.now();
    expect(splitCalendar(`BEGIN:VCALENDAR\r\n${many.join("")}END:VCALENDAR\r\n`).items).toHaveLength(10_000);
    expect(performance.now() - before).toBeLessThan(8000);
  });
});
