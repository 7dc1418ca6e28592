import { beforeAll, describe, expect, test } from "vitest";
import { failingSince, type Report, sayCounts } from "../../src-renderer/doctor/doctor-words.ts";
import { startI18n } from "../../src-renderer/i18n/language.ts";
import { sayDifference } from "../../src-renderer/i18n/say-difference.ts";
import { sayFailure } from "../../src-renderer/i18n/say-failure.ts";
import { sayField, sayInstance, sayValue, type Words } from "../../src-renderer/i18n/say-field.ts";
import { markedWords } from "../../src-renderer/i18n/text-difference.ts";
import { en, fr } from "../../src-renderer/i18n/words.ts";
import { minutesBefore, sayReminder } from "../../src-renderer/time/say-reminder.ts";

const PARIS = "Europe/Paris";
let words: Words;
beforeAll(() => {
  globalThis.document ??= { documentElement: {} } as Document;
  const { t } = startI18n("fr");
  words = { t, language: "fr", zone: PARIS };
});

describe("values of a field", () => {
  test("a period is said in the zone on screen, whatever zone it was written in", () => {
    const value = { start: "2026-11-18T08:00", end: "2026-11-18T09:30", zone: "America/New_York" };
    expect(sayValue(value, "time", words)).toEqual(["mer. 18 nov., 14:00 – 15:30"]);
    expect(sayValue({ start: "2026-11-18", end: "2026-11-20" }, "time", words)).toEqual(["18 – 19 novembre"]);
    expect(sayValue({ start: "2026-11-18", end: "2026-11-19" }, "time", words)).toEqual(["mer. 18 nov."]);
    expect(sayValue({ start: "2026-11-18T09:00", zone: "Nowhere/Such" }, "time", words)).toEqual([
      "mer. 18 nov., 09:00",
    ]);
  });

  test("codes, reminders and people are words", () => {
    expect(sayValue({ text: "TRANSPARENT" }, "transparency", words)).toEqual(["libre"]);
    expect(sayValue({ text: "Confirmed" }, "title", words)).toEqual(["Confirmed"]);
    expect(sayValue({ items: ["-PT1H30M", "15", "20261118T090000Z"] }, "reminders", words)).toEqual([
      "90 min avant",
      "15 min avant",
      "20261118T090000Z",
    ]);
    expect(sayValue({ items: ["mailto:nora@exemple.ch"] }, "attendees", words)).toEqual(["nora@exemple.ch"]);
    expect(sayValue(undefined, "location", words)).toEqual([]);
    expect(sayValue({ items: ["20261118T140000", "20261125T130000Z", "20261202"] }, "repeat", words)).toEqual([
      "mer. 18 nov., 14:00",
      "mer. 25 nov., 14:00",
      "mer. 2 déc.",
    ]);
    expect(sayField({ name: "repeat", property: "EXDATE" }, words.t)).toBe("Dates retirées");
  });

  test("an instance is named by when it was first planned", () => {
    expect(sayInstance("20261118T130000Z" as never, words)).toBe("mer. 18 nov., 14:00");
    expect(sayInstance("20261118" as never, words)).toBe("mer. 18 nov.");
  });

  test.each([
    ["-PT15M", 15],
    ["PT10M", -10],
    ["-P1DT2H", 1560],
    ["-P1W", 10_080],
    ["PT0S", 0],
    ["demain", undefined],
  ])("a trigger of %s is %s minutes before", (trigger, minutes) => expect(minutesBefore(trigger)).toBe(minutes));

  test("a reminder after the start says so", () => {
    expect([0, -10, -60, 1440].map((minutes) => sayReminder(minutes, words.t))).toEqual([
      "À l’heure dite",
      "10 min après",
      "1 heure après",
      "1 jour avant",
    ]);
  });

  test("what others changed names a long text instead of quoting it", () => {
    const long = (text: string) => ({ text: text.repeat(60) });
    const difference = { key: "DESCRIPTION", name: "description", property: "DESCRIPTION" } as const;
    expect(sayDifference({ ...difference, before: long("a "), after: long("b ") }, words)).toMatch(/: texte modifié$/);
    expect(sayDifference({ ...difference, before: { text: "a" } }, words)).toMatch(/: retiré \(a\)$/);
  });
});

test("one edit that has not been sent is said as one, in either language", () => {
  const said = (count: number) => sayFailure(words.t, { reason: "unsynced-edits", params: { count } });
  expect(said(1)).toMatch(/^1 modification n’a pas encore/);
  expect(said(2)).toMatch(/^2 modifications n’ont pas encore/);
  expect(en.failure["unsynced-edits_one"]).toMatch(/^\{\{count\}\} edit has not/);
});

test("no sentence has two spaces in a row, in either language", () => {
  const sentences = (value: unknown): string[] =>
    typeof value === "string" ? [value] : Object.values(value as Record<string, unknown>).flatMap(sentences);
  const doubled = [...sentences(fr), ...sentences(en)].filter((text) => /[^\S\n]{2}/u.test(text));
  expect(doubled).toEqual([]);
});

test("a run says what it changed in words, and nothing as such", () => {
  const run = { created: 3, updated: 0, deleted: 1, pushed: 0 } as Report["lastRuns"][number];
  expect(sayCounts(run, words.t)).toBe("3 ajoutés, 1 retiré");
  expect(sayCounts({ ...run, created: 0, deleted: 0 }, words.t)).toBe("rien de nouveau");
});

describe("differences inside a text", () => {
  const changed = (text: string, other: string) =>
    markedWords(text, other)
      .filter((piece) => piece.changed)
      .map((piece) => piece.text.trim());

  test("only the words that the other lacks are marked, and the pieces are the text again", () => {
    expect(changed("choisir les trois pistes", "choisir les deux pistes")).toEqual(["trois"]);
    expect(changed("un deux", "un deux")).toEqual([]);
    const pieces = markedWords("a b c d", "b x d y");
    expect(pieces.map(({ text }) => text).join("")).toBe("a b c d");
    for (const { at, text } of pieces) expect("a b c d".slice(at, at + text.length)).toBe(text);
  });

  test("a text too long to compare is marked whole instead of holding the page", () => {
    const long = "mot ".repeat(2000);
    expect(markedWords(long, `${long}x`)).toEqual([{ at: 0, text: long, changed: true }]);
  });
});

test("failing since: the first of the failures that nothing came between, skipped runs set aside", () => {
  const run = (startedMs: number, outcome: "successful" | "failed" | "skipped") =>
    ({ startedMs, outcome }) as Report["lastRuns"][number];
  expect(
    failingSince([run(1, "failed"), run(2, "successful"), run(3, "failed"), run(4, "skipped"), run(5, "failed")]),
  ).toBe(3);
  expect(failingSince([run(1, "failed"), run(2, "successful")])).toBeUndefined();
});
