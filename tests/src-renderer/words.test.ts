import { beforeAll, describe, expect, test } from "vitest";
import { sayDifference } from "../../src-renderer/changes/say-change.ts";
import { failingSince, type Report, sayCounts } from "../../src-renderer/doctor/doctor-words.ts";
import { startI18n } from "../../src-renderer/i18n/language.ts";
import { sayField, sayInstance, sayValue, type Words } from "../../src-renderer/i18n/say-field.ts";
import { markedWords } from "../../src-renderer/i18n/text-difference.ts";
import { en, fr } from "../../src-renderer/i18n/words.ts";
import { nthOf, readRule, writeRule } from "../../src-renderer/time/repeat-rule.ts";
import { minutesBefore, sayReminder } from "../../src-renderer/time/say-reminder.ts";
import { sayRepeat } from "../../src-renderer/time/say-repeat.ts";

const PARIS = "Europe/Paris";
let words: Words;
beforeAll(() => {
  globalThis.document ??= { documentElement: {} } as Document;
  const { t } = startI18n("fr");
  words = { t, language: "fr", zone: PARIS };
});

describe("recurrence rules", () => {
  const start = { day: "2026-11-18", time: "14:00", zone: PARIS };

  test.each([
    "FREQ=DAILY",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;COUNT=5",
    "FREQ=MONTHLY;BYDAY=3WE",
    "FREQ=MONTHLY;BYDAY=-1FR",
    "FREQ=MONTHLY;BYMONTHDAY=-1",
    "FREQ=YEARLY",
  ])("%s is read and written without a change", (text) => {
    const rule = readRule(text, PARIS);
    expect(rule && writeRule(rule, start)).toBe(text);
  });

  test.each([
    "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
    "FREQ=HOURLY",
    "FREQ=DAILY;INTERVAL=0",
    "FREQ=MONTHLY;BYDAY=2MO,4MO",
    "",
  ])("%s is left to itself", (text) => expect(readRule(text, PARIS)).toBeUndefined());

  test("the last day counts whole, where the event is, and is the same day read back", () => {
    const rule = { frequency: "daily", interval: 1, days: [], until: "2026-12-16" } as const;
    const text = writeRule(rule, start);
    expect(text).toBe("FREQ=DAILY;UNTIL=20261216T225959Z");
    expect(readRule(text, PARIS)?.until).toBe("2026-12-16");
    expect(writeRule(rule, { day: start.day, zone: "floating" })).toBe("FREQ=DAILY;UNTIL=20261216");
    expect(writeRule(rule, { ...start, zone: "floating" })).toBe("FREQ=DAILY;UNTIL=20261216T235959");
  });

  test("UNTIL shortly after midnight UTC is still the day before in New York", () => {
    expect(readRule("FREQ=DAILY;UNTIL=20261217T030000Z", "America/New_York")?.until).toBe("2026-12-16");
  });

  test("a day can be both the fourth and the last of its weekday", () => {
    expect(nthOf("2026-11-18")).toEqual([{ n: 3, day: "WE" }]);
    expect(nthOf("2026-11-25")).toEqual([
      { n: 4, day: "WE" },
      { n: -1, day: "WE" },
    ]);
    expect(nthOf("2026-11-30")).toEqual([{ n: -1, day: "MO" }]);
  });

  test.each([
    ["FREQ=MONTHLY;BYDAY=3WE", "Tous les mois, le 3e mercredi"],
    ["FREQ=MONTHLY;BYDAY=-1FR", "Tous les mois, le dernier vendredi"],
    ["FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", "Tous les mois, le dernier jour, 3 fois"],
    ["FREQ=WEEKLY;BYDAY=FR,MO", "Toutes les semaines, le lundi et vendredi"],
    ["FREQ=MONTHLY;BYSETPOS=1;BYDAY=MO", "Se répète selon une règle particulière"],
  ])("%s is “%s”", (rule, said) => expect(sayRepeat(rule, words.t, "fr", PARIS)).toBe(said));
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
