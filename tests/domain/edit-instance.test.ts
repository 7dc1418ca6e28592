import { describe, expect, test } from "vitest";
import { readResource } from "../../src-main/domain/resource.ts";
import { change, diff, exchange, google, named } from "./edit-words.ts";
import { calendar, events, fixture } from "./fixtures.ts";

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

test("R45: of two versions of an instance the older does not come to win by a new revision of the series", () => {
  let text = fixture("duplicate-overrides.ics");
  for (const status of ["tentative", "confirmed", "tentative", "confirmed"] as const) {
    text = change(text, { status });
    expect(readResource(text).overrides.map((one) => one.title)).toEqual(["wins by sequence"]);
  }
});

test("overrides made by two users in a row all stay", () => {
  let text = events(["DTSTART:20261101T090000Z", "RRULE:FREQ=DAILY;COUNT=5", "SUMMARY:s"]);
  for (const day of ["04", "02", "03"]) text = change(text, { title: day }, `202611${day}T090000Z`);
  expect(named(text).map((one) => one.split(" ")[0])).toEqual(["s", "02", "03", "04", "s"]);
});
