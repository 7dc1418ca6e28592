import { describe, expect, test } from "vitest";
import { applyIntent } from "../../src-main/domain/edit.ts";
import type { EventIntent, FieldChanges } from "../../src-main/domain/event.ts";
import { mergeVersions } from "../../src-main/domain/merge.ts";
import { expandOccurrences } from "../../src-main/domain/recurrence.ts";
import { readResource } from "../../src-main/domain/resource.ts";
import { fixture, NOW } from "./fixtures.ts";
import { meeting } from "./merge-versions.ts";

const ALL = { fromMs: 0, toMs: Date.UTC(2028, 0, 1) };
const LATE = "20260921T080000Z";
const PLAIN = "20260928T080000Z";
const apply = (intent: EventIntent, text = meeting) => applyIntent(text, intent, NOW) as string;
const change = (set: FieldChanges, recurrenceId?: string) =>
  apply({ kind: "change", set, ...(recurrenceId && { recurrenceId }) });
const remove = (recurrenceId: string) => apply({ kind: "remove-instance", recurrenceId });
const merge = (mine: string, theirs: string, choices: Record<string, "mine" | "theirs"> = {}) =>
  mergeVersions({ base: meeting, mine, theirs }, { prefer: "suggested", choices });
const named = (text: string) => expandOccurrences(text, ALL, "Europe/Paris").map((one) => `${one.title} ${one.start}`);

describe("single instances", () => {
  test("an exception made on one side is added, one that was taken back is gone", () => {
    const merged = merge(change({ title: "Only here" }, PLAIN), change({ location: "Room 9" }, LATE));
    expect(merged.conflicts).toEqual([]);
    expect(readResource(merged.text).overrides).toMatchObject([
      { recurrenceId: LATE, location: "Room 9" },
      { recurrenceId: PLAIN, title: "Only here" },
    ]);
    const gone = merge(remove(LATE), change({ title: "New" }));
    expect([gone.conflicts, readResource(gone.text).overrides]).toEqual([[], []]);
    expect(named(gone.text)).toHaveLength(10);
  });

  test("an exception that both make of one instance is merged field by field", () => {
    const merged = merge(change({ title: "Mine" }, PLAIN), change({ location: "Theirs" }, PLAIN));
    expect(merged.conflicts).toEqual([]);
    expect(readResource(merged.text).overrides[1]).toMatchObject({ title: "Mine", location: "Theirs" });
    const clash = merge(change({ title: "Mine" }, PLAIN), change({ title: "Theirs" }, PLAIN));
    expect(clash.conflicts).toMatchObject([
      { key: `${PLAIN}/SUMMARY`, recurrenceId: PLAIN, name: "title", base: { text: "Review" } },
    ]);
  });

  test.each([
    [LATE, "which was an exception before"],
    [PLAIN, "which was none"],
  ])("%s, %s: changed here and taken out there is a conflict that loses nothing by itself", (id) => {
    const [mine, theirs] = [change({ title: "Changed" }, id), remove(id)];
    const kept = merge(mine, theirs);
    expect(kept.conflicts).toMatchObject([
      { key: `${id}/VEVENT`, recurrenceId: id, name: "event", mine: { text: "Changed" }, suggested: "mine" },
    ]);
    expect(kept.conflicts[0]?.theirs).toBeUndefined();
    expect(named(kept.text).filter((one) => one.startsWith("Changed"))).toHaveLength(1);
    const gone = merge(mine, theirs, { [`${id}/VEVENT`]: "theirs" });
    expect(named(gone.text)).toEqual(named(theirs));
    const reverse = merge(theirs, mine);
    expect(reverse.conflicts[0]).toMatchObject({ key: `${id}/VEVENT`, suggested: "theirs" });
    expect(named(merge(theirs, mine, { [`${id}/VEVENT`]: "mine" }).text)).toEqual(named(theirs));
  });

  test("R45: an older duplicate does not come to light when its exception goes or changes", () => {
    const base = fixture("duplicate-overrides.ics");
    const id = readResource(base).overrides[0]?.recurrenceId as string;
    const without = apply({ kind: "remove-instance", recurrenceId: id }, base);
    const other = applyIntent(base, { kind: "change", set: { location: "x" } }, NOW) as string;
    const { text } = mergeVersions({ base, mine: without, theirs: other }, { prefer: "theirs" });
    expect(readResource(text).overrides).toEqual([]);
    const renamed = applyIntent(base, { kind: "change", recurrenceId: id, set: { title: "z" } }, NOW) as string;
    const both = mergeVersions({ base, mine: renamed, theirs: other }, { prefer: "theirs" }).text;
    expect(readResource(both).overrides[0]?.title).toBe("z");
  });
});

describe("the series against its instances", () => {
  const moved = change({ start: "2026-09-07T15:00" });

  test("a series moved here and an instance changed there is never merged silently", () => {
    const theirs = change({ title: "Special" }, PLAIN);
    const merged = merge(moved, theirs);
    expect(merged.conflicts).toMatchObject([
      { key: "DTSTART", name: "time", mine: { start: "2026-09-07T15:00" }, suggested: "theirs" },
      { key: `${PLAIN}/VEVENT`, name: "event", theirs: { text: "Special" } },
    ]);
    expect(named(merged.text)).toEqual(named(theirs));
    expect(named(merge(moved, theirs, { DTSTART: "mine" }).text)).toEqual(named(moved));
    // Whoever wants both gets both: the instance stays where it was put.
    const both = merge(moved, theirs, { DTSTART: "mine", [`${PLAIN}/VEVENT`]: "theirs" });
    expect(named(both.text)).toEqual([...named(moved), "Special 2026-09-28T10:00"].sort(byTime));
  });

  test("a series moved there and an instance taken out here: what is lost with it is told", () => {
    const merged = merge(remove(PLAIN), moved);
    expect(merged.conflicts.map(({ key }) => key)).toEqual(["DTSTART", `${PLAIN}/VEVENT`]);
    expect(merged.conflicts[1]).toMatchObject({ base: { text: "Review" }, theirs: { text: "Review" } });
    expect(merged.conflicts[1]?.mine).toBeUndefined();
    expect(named(merged.text)).toEqual(named(moved));
  });

  test("a rule that still makes the instance fits: both survive without a question", () => {
    const merged = merge(change({ rrule: "FREQ=WEEKLY;COUNT=30" }), change({ title: "Special" }, PLAIN));
    expect(merged.conflicts).toEqual([]);
    expect(named(merged.text)).toHaveLength(29);
    expect(named(merged.text)).toContain("Special 2026-09-28T10:00");
  });

  test("a series that ends before an instance changed elsewhere is a conflict of the rule", () => {
    const ended = apply({ kind: "end-before", recurrenceId: "20260921T080000Z" });
    const theirs = change({ title: "Special" }, PLAIN);
    const merged = merge(ended, theirs);
    expect(merged.conflicts.map(({ key, name }) => [key, name])).toEqual([
      ["RRULE", "repeat"],
      [`${PLAIN}/VEVENT`, "event"],
    ]);
    expect(named(merged.text)).toEqual(named(theirs));
    expect(named(merge(ended, theirs, { RRULE: "mine" }).text)).toEqual(named(ended));
  });

  test("the length of a series and an instance have nothing to do with each other", () => {
    const merged = merge(change({ end: "2026-09-07T12:00" }), change({ title: "Special" }, PLAIN));
    expect(merged.conflicts).toEqual([]);
  });

  test("another rule and another hour fit only when the rule says nothing about the hour", () => {
    const daily = change({ rrule: "FREQ=DAILY;COUNT=20" });
    const clock = mergeVersions(
      { base: strip(meeting), mine: strip(daily), theirs: strip(moved) },
      { prefer: "suggested" },
    );
    expect(clock.conflicts).toEqual([]);
    expect(named(clock.text).slice(0, 2)).toEqual(["Review 2026-09-07T15:00", "Review 2026-09-08T15:00"]);
    const until = strip(change({ rrule: "FREQ=DAILY;UNTIL=20260920T080000Z" }));
    const asked = mergeVersions({ base: strip(meeting), mine: until, theirs: strip(moved) }, { prefer: "suggested" });
    expect(asked.conflicts.map(({ key }) => key)).toEqual(["DTSTART", "RRULE"]);
  });
});

// The meeting without its exceptions.
function strip(text: string): string {
  return text
    .replace(/EXDATE.*\r\n/g, "")
    .replace(/BEGIN:VEVENT(?:(?!END:VEVENT)[\s\S])*RECURRENCE-ID[\s\S]*?END:VEVENT\r\n/, "");
}

function byTime(a: string, b: string): number {
  return a.slice(-16) < b.slice(-16) ? -1 : 1;
}
