import fc from "fast-check";
import { expect, test } from "vitest";
import { differences } from "../../src-main/domain/difference.ts";
import { applyIntent, sameMeaning, splitSeries } from "../../src-main/domain/edit.ts";
import type { FieldChanges } from "../../src-main/domain/event.ts";
import { parseIcal, serializeIcal } from "../../src-main/domain/ical-text.ts";
import { mergeVersions } from "../../src-main/domain/merge.ts";
import { expandOccurrences } from "../../src-main/domain/recurrence.ts";
import { readResource } from "../../src-main/domain/resource.ts";
import { mailsOf, withInvitations, withoutInvitations } from "../../src-main/domain/scheduling.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import { ALL } from "./edit-words.ts";
import { fixture, fixtureNames, NOW } from "./fixtures.ts";
import { meeting, steps, taken } from "./merge-versions.ts";

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

// What no program should write, and what does come over the wire: cut, repeated, swapped and overlong lines.
const broken = fc
  .record({
    text: fc.constantFrom(...fixtureNames.map((name) => fixture(name)), meeting),
    cuts: fc.array(fc.tuple(fc.nat(60), fc.nat(60), fc.constantFrom("drop", "twice", "swap", "garble", "long")), {
      maxLength: 6,
    }),
  })
  .map(({ text, cuts }) => {
    const lines = text.split(/\r?\n/);
    for (const [a, b, how] of cuts) {
      const [i, j] = [a % lines.length, b % lines.length];
      const line = lines[i] as string;
      if (how === "drop") lines.splice(i, 1);
      else if (how === "twice") lines.splice(j, 0, line);
      else if (how === "swap") [lines[i], lines[j]] = [lines[j] as string, line];
      else if (how === "garble") lines[i] = line.replace(/[0-9:;=]/, "\u0000,");
      else lines[i] = `${line},${"9".repeat(3000)}`;
    }
    return lines.join("\r\n");
  });

test("no text, however broken, makes an edit, a merge or a comparison throw anything but a Failure", () => {
  const attempt = (act: () => unknown) => {
    try {
      return act();
    } catch (error) {
      expect(error).toBeInstanceOf(Failure);
      return undefined;
    }
  };
  fc.assert(
    fc.property(broken, broken, steps, (text, other, all) => {
      attempt(() => applyIntent(text, { kind: "change", set: { title: "x", start: "2026-10-10T10:00" } }, NOW));
      attempt(() => applyIntent(text, { kind: "answer", addresses: ["bob@example.org"], answer: "declined" }, NOW));
      attempt(() => applyIntent(text, { kind: "end-before", recurrenceId: "20261010T080000Z" }, NOW));
      attempt(() => splitSeries(text, "20260928T080000Z", "n", NOW));
      attempt(() => differences(text, other));
      attempt(() => mailsOf(text, other, ["bob@example.org"]));
      attempt(() => withInvitations(withoutInvitations(text)));
      const mine = taken(text, all);
      attempt(() => mergeVersions({ base: undefined, mine, theirs: other }, { prefer: "mine" }));
      const merged = attempt(() => mergeVersions({ base: text, mine, theirs: text }, { prefer: "theirs" }));
      const same = attempt(() => mergeVersions({ base: text, mine: text, theirs: other }, { prefer: "mine" }));
      if (merged !== undefined) expect(merged).toMatchObject({ conflicts: [] });
      if (same !== undefined) expect(same).toMatchObject({ text: other });
    }),
    { seed: 60, numRuns: 300 },
  );
});

test("R59: of a text that nobody edits every byte comes back, broken or not", () => {
  fc.assert(
    fc.property(broken, (text) => {
      const whole = `BEGIN:VCALENDAR\r\n${text}`;
      // A fold at the very start would make the first line another one.
      if (!/^[ \t]/.test(text)) expect(serializeIcal(parseIcal(whole))).toBe(whole);
    }),
    { seed: 61, numRuns: 500 },
  );
});
