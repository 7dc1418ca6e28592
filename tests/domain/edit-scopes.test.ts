import { describe, expect, test } from "vitest";
import { applyIntent, splitSeries } from "../../src-main/domain/edit.ts";
import type { FieldChanges } from "../../src-main/domain/event.ts";
import { readResource } from "../../src-main/domain/resource.ts";
import { change, diff, named, starts } from "./edit-words.ts";
import { calendar, NOW } from "./fixtures.ts";
import { meeting } from "./merge-versions.ts";

const LATE = "20260921T080000Z";
const split = (text: string, id: string) => splitSeries(text, id, "new-uid", NOW);

describe("privacy, free or busy, categories and link", () => {
  const base = calendar(
    "DTSTART:20261123T090000Z",
    "CLASS:X-SECRET",
    "CATEGORIES;LANGUAGE=en:a\\,b,c",
    "CATEGORIES:d",
    "URL;X-P=1:http://a",
  );
  test.each<[FieldChanges, string[], string[]]>([
    [{ privacy: "private" }, [], []],
    [{ privacy: "confidential" }, ["CLASS:X-SECRET"], ["CLASS:CONFIDENTIAL"]],
    [{ transparency: "transparent" }, [], ["TRANSP:TRANSPARENT"]],
    [{ transparency: "opaque" }, [], []],
    [{ categories: ["d", "c", "a,b"] }, [], []],
    [
      { categories: ["a,b", "new; one"] },
      ["CATEGORIES;LANGUAGE=en:a\\,b,c", "CATEGORIES:d"],
      ["CATEGORIES;LANGUAGE=en:a\\,b", "CATEGORIES:new\\; one"],
    ],
    [{ categories: [] }, ["CATEGORIES;LANGUAGE=en:a\\,b,c", "CATEGORIES:d"], []],
    [{ url: "https://b.example/?q=1;2,3" }, ["URL;X-P=1:http://a"], ["URL;X-P=1:https://b.example/?q=1;2,3"]],
    [{ url: null }, ["URL;X-P=1:http://a"], []],
  ])("%j changes these lines only", (set, gone, come) => {
    expect(diff(base, change(base, set))).toEqual([gone, come]);
  });
});

describe("this and following (R81)", () => {
  test("on an exception: the new series begins with it, changed as it was", () => {
    const { before, after } = split(meeting, LATE);
    expect(starts(before as string)).toEqual(["2026-09-07T10:00"]);
    expect(named(after).slice(0, 2)).toEqual(["Review (late) 2026-09-21T14:00", "Review 2026-09-28T10:00"]);
    expect(readResource(after).uid).toBe("new-uid");
  });

  test("on the last instance: both halves keep theirs", () => {
    const all = starts(meeting);
    const { before, after } = split(meeting, "20261123T090000Z");
    expect([starts(before as string), starts(after)]).toEqual([all.slice(0, -1), all.slice(-1)]);
  });

  test("a half that would have no instance is none: all before it were taken out", () => {
    const text = calendar(
      "DTSTART:20261101T090000Z",
      "RRULE:FREQ=DAILY;COUNT=4",
      "EXDATE:20261101T090000Z,20261102T090000Z",
    );
    expect(split(text, "20261103T090000Z").before).toBeUndefined();
    expect(starts(split(text, "20261103T090000Z").after)).toHaveLength(2);
  });

  test("across a time the clocks skip (R71) no instance is lost or made twice", () => {
    const text = calendar("DTSTART;TZID=Europe/Paris:20270307T023000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=5");
    const { before, after } = split(text, "20270404T003000Z");
    expect([...starts(before as string), ...starts(after)]).toEqual(starts(text));
  });

  test("dragged to another weekday, the later half repeats on that one", () => {
    const text = calendar("DTSTART;TZID=Europe/Paris:20260907T100000", "RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=8");
    const moved = change(split(text, "20260916T080000Z").after, { start: "2026-09-17T11:00", end: "2026-09-17T12:00" });
    expect(starts(moved)).toEqual([17, 22, 24, 29].map((day) => `2026-09-${day}T11:00`).concat("2026-10-01T11:00"));
  });
});

describe("all, from an instance that is an exception", () => {
  const whole = (set: FieldChanges, own: FieldChanges) =>
    applyIntent(meeting, { kind: "change", set, also: { recurrenceId: LATE, set: own } }, NOW) as string;
  test("what was typed shows there too", () => {
    expect(named(whole({ title: "Sync" }, { title: "Sync" })).slice(0, 2)).toEqual([
      "Sync 2026-09-07T10:00",
      "Sync 2026-09-21T14:00",
    ]);
    expect(readResource(change(meeting, { title: "Sync" })).overrides[0]?.title).toBe("Review (late)");
  });
  test("a drag moves the series, and the exception to where it was dropped", () => {
    const text = whole({ start: "2026-09-07T12:00" }, { start: "2026-09-21T16:00" });
    expect(starts(text).slice(0, 3)).toEqual(["2026-09-07T12:00", "2026-09-21T16:00", "2026-09-28T12:00"]);
    expect(readResource(text).overrides[0]?.recurrenceId).toBe("20260921T100000Z");
  });
  test("an instance that is none changes nothing more", () => {
    const plain = {
      kind: "change",
      set: { title: "x" },
      also: { recurrenceId: "20260928T080000Z", set: { title: "x" } },
    } as const;
    expect(applyIntent(meeting, plain, NOW)).toBe(change(meeting, { title: "x" }));
  });
});

describe("clocks that change", () => {
  test("R71: an event dropped on a time that is skipped keeps its length", () => {
    const text = calendar("DTSTART;TZID=Europe/Paris:20270327T013000", "DTEND;TZID=Europe/Paris:20270327T023000");
    const { master } = readResource(change(text, { start: "2027-03-28T02:30", end: "2027-03-28T03:30" }));
    expect(master).toMatchObject({ start: "2027-03-28T03:30", end: "2027-03-28T04:30" });
  });
  test("R72: the instance on a time that comes twice is taken out once, by its first instant", () => {
    const text = calendar("DTSTART;TZID=Europe/Paris:20261024T023000", "RRULE:FREQ=DAILY;COUNT=4");
    const out = applyIntent(text, { kind: "remove-instance", recurrenceId: "20261025T003000Z" }, NOW) as string;
    expect(starts(out)).toEqual(["2026-10-24T02:30", "2026-10-26T02:30", "2026-10-27T02:30"]);
  });
  test("R82: floating to a zone and back keeps every exception", () => {
    const text = calendar("DTSTART:20261020T090000", "RRULE:FREQ=DAILY;COUNT=9", "EXDATE:20261026T090000");
    const zoned = change(text, { zone: "Europe/Paris" });
    expect(zoned).toContain("EXDATE;TZID=Europe/Paris:20261026T090000");
    expect(starts(change(zoned, { zone: "floating" }))).toEqual(starts(text));
  });
});
