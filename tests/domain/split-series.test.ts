import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyIntent, splitSeries } from "../../src-main/domain/edit.ts";
import { expandOccurrences } from "../../src-main/domain/recurrence.ts";
import { readResource } from "../../src-main/domain/resource.ts";
import { zonedToMs } from "../../src-main/domain/zones.ts";
import { calendar, events, fixture, NOW } from "./fixtures.ts";
import { referenceText } from "./reference-rules.ts";
import { drawnRule } from "./rule-arbitrary.ts";

const ALL = { fromMs: 0, toMs: Date.UTC(2029, 0, 1) };
// Covers every drawn start (2016–2019) with years to spare.
const SOME = { fromMs: 0, toMs: Date.UTC(2022, 0, 1) };
const shown = (text: string | undefined, window = ALL) =>
  text === undefined
    ? []
    : expandOccurrences(text, window, "Europe/Paris").map((one) => `${one.startMs} ${one.endMs} ${one.title}`);
const google = fixture("google-trailing-semicolon.ics");
const split = (text: string, id: string) => splitSeries(text, id, "new-uid", NOW);

describe("R81: the two halves of a series", () => {
  test("the first ends before the instance, the second begins with it and knows its origin", () => {
    const { before, after } = split(google, "20260928T160000Z");
    expect(before).toContain("UNTIL=20260921T160000Z");
    expect(readResource(after)).toMatchObject({
      uid: "new-uid",
      master: { start: "2026-09-28T18:00", end: "2026-09-28T19:00", rrule: "FREQ=WEEKLY;BYDAY=MO" },
      overrides: [{ recurrenceId: "20260928T160000Z", status: "cancelled" }],
    });
    expect(after).toContain("RELATED-TO;RELTYPE=SIBLING:google1@google.com\r\n");
    expect(after).not.toMatch(/UID:google1|EXDATE|mardi/);
  });

  test("COUNT is shared out, UNTIL stays, unknown lines and alarms are in both", () => {
    const text = calendar(
      "DTSTART:20261101T090000Z",
      "RRULE:FREQ=DAILY;COUNT=10",
      "X-KEEP;A=b:c",
      "BEGIN:VALARM",
      "ACTION:DISPLAY",
      "TRIGGER:-PT5M",
      "END:VALARM",
    );
    const { before, after } = split(text, "20261104T090000Z");
    expect(after).toContain("RRULE:FREQ=DAILY;COUNT=7\r\n");
    for (const half of [before, after]) {
      expect(half).toContain("X-KEEP;A=b:c\r\n");
      expect(half).toContain("TRIGGER:-PT5M\r\n");
    }
  });

  test("before the first instance there is no first half", () => {
    const { before, after } = split(google, "20260907T160000Z");
    expect(before).toBeUndefined();
    expect(shown(after)).toEqual(shown(google));
  });

  test("from an instance that only RDATE made, the rule goes on with its own times", () => {
    const text = calendar(
      "DTSTART:20261102T090000Z",
      "DURATION:PT1H",
      "RRULE:FREQ=WEEKLY;COUNT=4",
      "RDATE:20261112T150000Z,20261105T080000Z",
    );
    const { before, after } = split(text, "20261112T150000Z");
    expect([...shown(before), ...shown(after)]).toEqual(shown(text));
    const last = split(text, "20261123T090000Z");
    expect([...shown(last.before), ...shown(last.after)]).toEqual(shown(text));
  });

  test("RDATEs alone are split too, with their own lengths", () => {
    const text = calendar(
      "DTSTART:20261102T090000Z",
      "DURATION:PT1H",
      "RDATE;VALUE=PERIOD:20261112T150000Z/PT3H,20261120T150000Z/PT2H",
    );
    const { before, after } = split(text, "20261112T150000Z");
    expect([...shown(before), ...shown(after)]).toEqual(shown(text));
  });

  test("the second half can be moved like any series", () => {
    const { after } = split(google, "20261005T160000Z");
    const moved = applyIntent(
      after,
      { kind: "change", set: { start: "2026-10-06T17:00", end: "2026-10-06T18:00" } },
      NOW,
    ) as string;
    expect(
      expandOccurrences(moved, ALL, "UTC")
        .map((one) => one.start)
        .slice(0, 3),
    ).toEqual(["2026-10-06T17:00", "2026-10-13T17:00", "2026-10-20T17:00"]);
  });

  test.each(["20260914T160000Z", "20200101T000000Z", "nonsense"])("%s is no instance: missing", (id) => {
    expect(() => split(google, id)).toThrow(expect.objectContaining({ code: "missing" }));
  });

  test("R80: across a this-and-future exception it is refused, before it it is not", () => {
    const text = fixture("this-and-future.ics");
    expect(() => split(text, "20261105T090000Z")).toThrow(expect.objectContaining({ code: "unsupported" }));
    expect(split(text, "20261102T090000Z").before).toBeDefined();
  });
});

// A drawn series at 09:00 in Paris with some instances taken out and one changed.
const series = fc
  .record({
    drawn: drawnRule,
    allDay: fc.boolean(),
    out: fc.uniqueArray(fc.nat(12), { maxLength: 3 }),
    changed: fc.nat(12),
    pick: fc.nat(12),
  })
  .map(({ drawn: { rule, start }, allDay, out, changed, pick }) => {
    const day = start.replaceAll("-", "");
    const until = rule.until && (allDay ? rule.until.replaceAll("-", "") : utc(`${rule.until}T09:00`));
    const lines = [
      allDay ? `DTSTART;VALUE=DATE:${day}` : `DTSTART;TZID=Europe/Paris:${day}T090000`,
      "DURATION:P1D",
      "SUMMARY:s",
    ];
    const bare = events([...lines, `RRULE:${referenceText(rule, until)}`]);
    const ids = expandOccurrences(bare, SOME, "UTC").map((one) => one.recurrenceId as string);
    let text = bare;
    for (const index of out) {
      const recurrenceId = ids[index % ids.length] as string;
      if (ids.length > 1 + out.length)
        text = applyIntent(text, { kind: "remove-instance", recurrenceId }, NOW) as string;
    }
    const left = expandOccurrences(text, SOME, "UTC").map((one) => one.recurrenceId as string);
    const recurrenceId = left[changed % left.length] as string;
    text = applyIntent(text, { kind: "change", recurrenceId, set: { title: "changed" } }, NOW) as string;
    return { text, ids: left, id: left[pick % left.length] as string };
  });

function utc(moment: string): string {
  return new Date(zonedToMs(moment, "Europe/Paris")).toISOString().replace(/[-:]|\.\d+/g, "");
}

describe("for any series that the editor can make, with exceptions", () => {
  test("the halves of a split together are the whole, and share nothing", () => {
    fc.assert(
      fc.property(series, ({ text, id }) => {
        const { before, after } = split(text, id);
        expect([...shown(before, SOME), ...shown(after, SOME)]).toEqual(shown(text, SOME));
        expect(shown(before, SOME).length).toBe(
          expandOccurrences(text, SOME, "Europe/Paris").filter((one) => (one.recurrenceId as string) < id).length,
        );
      }),
      { seed: 81, numRuns: 400 },
    );
  });

  test("taking one out leaves all others", () => {
    fc.assert(
      fc.property(series, ({ text, id }) => {
        const out = applyIntent(text, { kind: "remove-instance", recurrenceId: id }, NOW);
        const kept = expandOccurrences(text, SOME, "Europe/Paris").filter((one) => one.recurrenceId !== id);
        expect(shown(out, SOME)).toEqual(kept.map((one) => `${one.startMs} ${one.endMs} ${one.title}`));
      }),
      { seed: 83, numRuns: 300 },
    );
  });

  test("moving the master by hours keeps every instance, exception and title", () => {
    fc.assert(
      // Not to 02:00: an instance that lands in the gap is rightly lost (R71).
      fc.property(series, fc.integer({ min: -6, max: 14 }), ({ text }, hours) => {
        const { master } = readResource(text);
        if (!master || master.allDay) return;
        const hour = String(9 + hours).padStart(2, "0");
        const start = `${master.start.slice(0, 11)}${hour}:00`;
        const moved = applyIntent(text, { kind: "change", set: { start } }, NOW) as string;
        const titles = (one: string) =>
          expandOccurrences(one, SOME, "Europe/Paris").map((o) => `${o.start.slice(0, 10)} ${o.title}`);
        expect(titles(moved)).toEqual(titles(text));
      }),
      { seed: 82, numRuns: 300 },
    );
  });
});
