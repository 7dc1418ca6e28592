import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { differences } from "../../src-main/domain/difference.ts";
import { applyIntent } from "../../src-main/domain/edit.ts";
import type { EventIntent, FieldChanges } from "../../src-main/domain/event.ts";
import type { FieldDifference } from "../../src-preload/contract/conflicts.ts";
import { FieldDifference as Shape } from "../../src-preload/contract/conflicts.ts";
import { calendar, fixture, fixtureNames, NOW } from "./fixtures.ts";
import { baseText, meeting, steps, taken } from "./merge-versions.ts";

const apply = (intent: EventIntent, text = meeting) => applyIntent(text, intent, NOW) as string;
const change = (set: FieldChanges, recurrenceId?: string) =>
  apply({ kind: "change", set, ...(recurrenceId && { recurrenceId }) });
const told = (found: readonly FieldDifference[]) => found.map(({ key, name }) => `${key} ${name}`);

describe("what others changed, for people", () => {
  test("a move says from when to when", () => {
    expect(differences(meeting, change({ start: "2026-09-07T11:00" }))).toEqual([
      {
        key: "DTSTART",
        name: "time",
        property: "DTSTART",
        before: { start: "2026-09-07T10:00", end: "2026-09-07T11:00", zone: "Europe/Paris" },
        after: { start: "2026-09-07T11:00", end: "2026-09-07T12:00", zone: "Europe/Paris" },
      },
    ]);
  });

  test("every field has its name and both values; nothing else is told", () => {
    const after = change({
      title: "New",
      location: null,
      categories: ["work"],
      transparency: "transparent",
      privacy: "private",
      url: "https://example.org",
      reminders: [{ minutesBefore: 60 }],
      rrule: "FREQ=WEEKLY;COUNT=13",
    });
    const found = differences(meeting, after);
    expect(Object.fromEntries(found.map(({ name, before, after: now }) => [name, [before, now]]))).toEqual({
      title: [{ text: "Review" }, { text: "New" }],
      location: [{ text: "Room 1" }, undefined],
      categories: [{ items: ["work", "team"] }, { items: ["work"] }],
      transparency: [undefined, { text: "transparent" }],
      privacy: [undefined, { text: "private" }],
      url: [undefined, { text: "https://example.org" }],
      reminders: [{ items: ["15"] }, { items: ["60"] }],
      repeat: [{ text: "FREQ=WEEKLY;COUNT=12" }, { text: "FREQ=WEEKLY;COUNT=13" }],
    });
  });

  test("who was added and who answered are told apart", () => {
    const answered = apply({ kind: "answer", addresses: ["bob@example.org"], answer: "declined" });
    expect(differences(meeting, answered)).toEqual([
      {
        key: "ATTENDEE/bob@example.org",
        name: "answer",
        property: "ATTENDEE",
        before: { text: "needs-action", items: ["Bob <bob@example.org>"] },
        after: { text: "declined", items: ["Bob <bob@example.org>"] },
      },
    ]);
    const people = [{ address: "bob@example.org" }, { address: "eva@example.org" }, { address: "zoe@example.org" }];
    const items = ["Bob <bob@example.org>", "Eva <eva@example.org>", "zoe@example.org"];
    expect(differences(meeting, change({ attendees: people }))).toMatchObject([
      { key: "ATTENDEE", name: "attendees", after: { items } },
    ]);
  });

  test("an event that came or went is told as a whole", () => {
    const value = { text: "Review", start: "2026-09-07T10:00", end: "2026-09-07T11:00", zone: "Europe/Paris" };
    const whole = { key: "VEVENT", name: "event", property: "VEVENT" };
    expect(differences(undefined, meeting)).toEqual([{ ...whole, after: value }]);
    expect(differences(meeting, undefined)).toEqual([{ ...whole, before: value }]);
    expect(differences(undefined, undefined)).toEqual([]);
  });
});

describe("instances", () => {
  test("a moved instance is compared with what the series made of it, and back", () => {
    const after = change({ start: "2026-09-28T14:00" }, "20260928T080000Z");
    const [there] = differences(meeting, after);
    expect(there).toMatchObject({
      key: "20260928T080000Z/DTSTART",
      recurrenceId: "20260928T080000Z",
      name: "time",
      before: { start: "2026-09-28T10:00" },
      after: { start: "2026-09-28T14:00" },
    });
    expect(differences(after, meeting)).toMatchObject([{ before: there?.after, after: there?.before }]);
  });

  test("taken out, cancelled and brought back are one event each, exception or not", () => {
    for (const id of ["20260921T080000Z", "20260928T080000Z"]) {
      const out = apply({ kind: "remove-instance", recurrenceId: id });
      expect(differences(meeting, out)).toMatchObject([{ key: `${id}/VEVENT`, recurrenceId: id, name: "event" }]);
      expect(differences(meeting, out)[0]?.after).toBeUndefined();
      expect(differences(out, meeting)[0]).toMatchObject({ key: `${id}/VEVENT`, after: { zone: "Europe/Paris" } });
      const cancelled = change({ status: "cancelled" }, id);
      expect(told(differences(meeting, cancelled))).toEqual([`${id}/VEVENT event`]);
      expect(differences(meeting, cancelled)[0]?.after).toBeUndefined();
    }
    const added = meeting.replace("SUMMARY:Review\r\n", "SUMMARY:Review\r\nRDATE:20261003T080000Z\r\n");
    expect(differences(meeting, added)).toMatchObject([
      { key: "20261003T080000Z/VEVENT", name: "event", after: { start: "2026-10-03T10:00" } },
    ]);
  });

  test("what moves along with its series is not told again", () => {
    const set = { start: "2026-09-08T15:00" };
    expect(told(differences(meeting, change(set)))).toEqual(["DTSTART time"]);
    const renamed = change({ title: "Special" }, "20260928T080000Z");
    const moved = apply({ kind: "change", set }, renamed);
    expect(told(differences(renamed, moved))).toEqual(["DTSTART time"]);
    expect(told(differences(meeting, change({ start: "2026-09-07", end: "2026-09-08" })))).toEqual(["DTSTART time"]);
  });
});

describe("what does not count", () => {
  test.each([
    ["folding", meeting.replace("SUMMARY:Review", "SUM\r\n MARY:Rev\r\n iew")],
    ["escaping and bookkeeping", meeting.replace("DTSTAMP:20260101", "X-MOZ-GENERATION:3\r\nDTSTAMP:20260102")],
    [
      "a VTIMEZONE",
      meeting.replace("BEGIN:VEVENT", "BEGIN:VTIMEZONE\r\nTZID:Europe/Paris\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT"),
    ],
    [
      "defaults written out",
      meeting.replace("SUMMARY:Review", "STATUS:CONFIRMED\r\nCLASS:PUBLIC\r\nTRANSP:OPAQUE\r\nSUMMARY:Review"),
    ],
    ["an end for a length", meeting.replace("DTEND;TZID=Europe/Paris:20260907T110000", "DURATION:PT1H")],
    ["EXDATE in UTC", meeting.replace("EXDATE;TZID=Europe/Paris:20260914T100000", "EXDATE:20260914T080000Z")],
    ["a server's notes", meeting.replace("ATTENDEE;CN=Eva", "ATTENDEE;SCHEDULE-STATUS=2.0;CN=Eva")],
  ])("%s", (_, after) => {
    expect(after).not.toBe(meeting);
    expect(differences(meeting, after)).toEqual([]);
  });

  test("nothing differs from itself; whatever differs keeps the contract and has a key of its own", () => {
    for (const name of fixtureNames) expect(differences(fixture(name), fixture(name))).toEqual([]);
    fc.assert(
      fc.property(baseText, steps, (base, all) => {
        const after = taken(base, all);
        const found = differences(base, after);
        expect(new Set(found.map((one) => one.key)).size).toBe(found.length);
        for (const one of found) expect(Shape.parse(one)).toEqual(one);
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  test("texts that cannot be read are malformed", () => {
    expect(() => differences("x", meeting)).toThrow(expect.objectContaining({ code: "malformed" }));
    expect(() => differences(meeting, calendar())).toThrow(expect.objectContaining({ code: "malformed" }));
  });
});
