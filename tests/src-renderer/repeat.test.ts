import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { msToWall, wallToMs } from "../../src-main/domain/ical-values.ts";
import { ruleStarts } from "../../src-main/domain/rule-expand.ts";
import { repeatDays } from "../../src-renderer/agenda/editor/repeat-days.ts";
import { presetOf, presetsOf } from "../../src-renderer/agenda/editor/repeat-presets.ts";
import { startI18n } from "../../src-renderer/i18n/language.ts";
import {
  type Frequency,
  nthOf,
  plainRule,
  type RepeatRule,
  readRule,
  WEEKDAYS,
  writeRule,
} from "../../src-renderer/time/repeat-rule.ts";
import { sayRepeat } from "../../src-renderer/time/say-repeat.ts";
import { ruleOfWords } from "./repeat-words.ts";

const PARIS = "Europe/Paris";
const START = { day: "2026-11-18", time: "14:00", zone: PARIS };
const RUNS = { seed: 20261118, numRuns: 300 };

let t: ReturnType<typeof startI18n>["t"];
let english: typeof t;
beforeAll(() => {
  globalThis.document ??= { documentElement: {} } as Document;
  const i18n = startI18n("fr");
  t = i18n.getFixedT("fr");
  english = i18n.getFixedT("en");
});

const some = <T>(values: readonly T[], max: number) =>
  fc
    .uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: max })
    .map((found) => values.filter((one) => found.includes(one)));
const months = (max: number) => some([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], max);
const nth = fc
  .uniqueArray(fc.record({ n: fc.constantFrom(1, 2, 3, 4, 5, -2, -1), day: fc.constantFrom(...WEEKDAYS) }), {
    minLength: 1,
    maxLength: 2,
    selector: ({ n, day }) => `${n}${day}`,
  })
  .map((list) => ({ nth: list }));
const monthDays = some([1, 2, 15, 28, 29, 30, 31, -1], 3).map((list) => ({ monthDays: list }));
const set = fc.constantFrom(WEEKDAYS.slice(0, 5), WEEKDAYS.slice(5), WEEKDAYS);
const picked = fc.record({ days: set, positions: some([1, 2, 3, -2, -1], 2) });
const none = fc.constant({});

const parts: Readonly<Record<Frequency, fc.Arbitrary<Partial<RepeatRule>>>> = {
  daily: fc.oneof(
    none,
    some(WEEKDAYS, 4).map((days) => ({ days })),
    months(3).map((list) => ({ months: list })),
  ),
  weekly: fc.oneof(
    none,
    some(WEEKDAYS, 5).map((days) => ({ days })),
    fc.record({ days: some(WEEKDAYS, 3), months: months(2) }),
  ),
  monthly: fc.oneof(
    none,
    monthDays,
    nth,
    picked,
    fc.tuple(monthDays, months(3)).map(([days, list]) => ({ ...days, months: list })),
  ),
  yearly: fc.oneof(
    none,
    fc.tuple(monthDays, months(3)).map(([days, list]) => ({ ...days, months: list })),
    fc.tuple(nth, months(2)).map(([days, list]) => ({ ...days, months: list })),
    fc.tuple(picked, months(1)).map(([days, list]) => ({ ...days, months: list })),
    nth,
    months(3).map((list) => ({ months: list })),
  ),
};
/** A rule without end that choices can make. */
const rules = fc
  .constantFrom<Frequency>("daily", "weekly", "monthly", "yearly")
  .chain((frequency) => fc.tuple(fc.constant(frequency), fc.integer({ min: 1, max: 4 }), parts[frequency]))
  .map(([frequency, interval, more]) => plainRule(frequency, { interval, ...more }));
const days = fc
  .integer({ min: 0, max: 4 * 365 })
  .map((n) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10));

const expanded = (rule: string, day: string, years: number) => {
  const from = wallToMs(`${day}T14:00`);
  return ruleStarts(rule, `${day}T14:00:00`, "floating", from, from + years * 366 * 86_400_000).map((wall) =>
    msToWall(wall).slice(0, 10),
  );
};

describe("what is said of a rule, what is stored and what is shown are one", () => {
  test("every rule that choices can make is read back as it was written", () => {
    fc.assert(
      fc.property(rules, (rule) => {
        expect(readRule(writeRule(rule, START), PARIS)).toEqual(rule);
      }),
      RUNS,
    );
  });

  test("the editor's days are the engine's", () => {
    fc.assert(
      fc.property(
        rules,
        days,
        fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined }),
        (endless, day, count) => {
          const rule = count === undefined ? endless : { ...endless, count };
          const text = writeRule(rule, { day, time: "14:00", zone: "floating" });
          const shown = expanded(text, day, 6);
          expect(repeatDays(rule, day, shown.length).slice(0, shown.length)).toEqual(shown);
        },
      ),
      RUNS,
    );
  });

  test.each(["fr", "en"] as const)("a person who reads the %s sentence means the same days", (language) => {
    fc.assert(
      fc.property(rules, days, (rule, day) => {
        const text = writeRule(rule, { day, time: "14:00", zone: "floating" });
        const said = sayRepeat(text, language === "fr" ? t : english, language, "floating", { day, time: "14:00" });
        expect(expanded(ruleOfWords(said, language), day, 5), said).toEqual(expanded(text, day, 5));
      }),
      RUNS,
    );
  });

  test("the last day that is said is the last on which it begins", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 23 }), (hour, untilHour) => {
        const two = (n: number) => String(n).padStart(2, "0");
        const text = `FREQ=DAILY;UNTIL=20261203T${two(untilHour)}0000Z`;
        const start = `2026-11-28T${two(hour)}:00:00`;
        const from = wallToMs(start);
        const last = ruleStarts(text, start, PARIS, from, from + 30 * 86_400_000).at(-1) ?? from;
        expect(readRule(text, PARIS, `${two(hour)}:00`)?.until).toBe(msToWall(last).slice(0, 10));
      }),
      { seed: 5, numRuns: 200 },
    );
  });
});

describe("sentences", () => {
  test.each([
    ["FREQ=WEEKLY;INTERVAL=2;UNTIL=20261216T130000Z", "Le mercredi, une semaine sur deux, jusqu’au 16 décembre 2026"],
    ["FREQ=WEEKLY;BYDAY=FR,MO", "Le lundi et le vendredi, toutes les semaines"],
    ["FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "Du lundi au vendredi"],
    ["FREQ=DAILY;INTERVAL=3;COUNT=4", "Tous les 3 jours, 4 fois"],
    ["FREQ=MONTHLY", "Le 18, tous les mois"],
    ["FREQ=MONTHLY;BYDAY=3WE", "Le 3e mercredi, tous les mois"],
    ["FREQ=MONTHLY;BYDAY=2MO,4MO", "Le 2e lundi et le 4e lundi, tous les mois"],
    ["FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", "Le dernier jour, tous les mois, 3 fois"],
    ["FREQ=MONTHLY;BYMONTHDAY=31", "Le 31, tous les mois, quand il y en a un"],
    ["FREQ=MONTHLY;BYSETPOS=-1;BYDAY=MO,TU,WE,TH,FR", "Le dernier jour ouvré, tous les mois"],
    ["FREQ=MONTHLY;BYSETPOS=-2;BYDAY=MO,TU,WE,TH,FR,SA,SU", "L’avant-dernier jour, tous les mois"],
    ["FREQ=YEARLY", "Le 18 novembre, tous les ans"],
    ["FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1", "Le 1er janvier, tous les ans"],
    ["FREQ=YEARLY;BYMONTH=4;BYDAY=-1SU", "Le dernier dimanche d’avril, tous les ans"],
    ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "Le 29 février, tous les ans, quand il y en a un"],
    ["FREQ=YEARLY;BYDAY=20MO", "Le 20e lundi de l’année, tous les ans"],
    ["FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR", "Se répète selon une règle particulière"],
    ["FREQ=HOURLY", "Se répète selon une règle particulière"],
  ])("%s is “%s”", (rule, said) => expect(sayRepeat(rule, t, "fr", PARIS, START)).toBe(said));

  test.each([
    ["FREQ=WEEKLY;INTERVAL=2;COUNT=3", "Every other week on Wednesday, 3 times"],
    ["FREQ=MONTHLY;BYDAY=-1FR", "Every month on the last Friday"],
    ["FREQ=YEARLY;BYMONTH=11;BYDAY=3WE", "Every year on the 3rd Wednesday of November"],
    ["FREQ=MONTHLY;BYSETPOS=1;BYDAY=MO,TU,WE,TH,FR", "Every month on the 1st working day"],
  ])("%s is “%s” in English", (rule, said) => expect(sayRepeat(rule, english, "en", PARIS, START)).toBe(said));

  test("where the start is not known, the day it leaves open is not invented", () => {
    expect(sayRepeat("FREQ=WEEKLY;INTERVAL=2", t, "fr")).toBe("Une semaine sur deux");
    expect(sayRepeat("FREQ=YEARLY", t, "fr")).toBe("Tous les ans");
  });
});

describe("rules and their text", () => {
  test.each([
    "FREQ=DAILY",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;WKST=SU;COUNT=5",
    "FREQ=MONTHLY;BYDAY=3WE",
    "FREQ=MONTHLY;BYMONTHDAY=-1",
    "FREQ=YEARLY",
  ])("%s is read and written without a change", (text) => {
    const rule = readRule(text, PARIS);
    expect(rule && writeRule(rule, START)).toBe(text);
  });

  test.each([
    "FREQ=HOURLY",
    "FREQ=DAILY;INTERVAL=0",
    "FREQ=DAILY;COUNT=3;UNTIL=20261216",
    "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
    "FREQ=YEARLY;BYMONTH=1,3;BYDAY=MO,TU;BYSETPOS=1",
    "FREQ=MONTHLY;BYDAY=MO",
    "RSCALE=CHINESE;FREQ=YEARLY",
    "",
  ])("%s is left to itself", (text) => expect(readRule(text, PARIS)).toBeUndefined());

  test("the last day counts whole, where the event is, and is the same day read back", () => {
    const rule = plainRule("daily", { until: "2026-12-16" });
    const text = writeRule(rule, START);
    expect(text).toBe("FREQ=DAILY;UNTIL=20261216T225959Z");
    expect(readRule(text, PARIS)?.until).toBe("2026-12-16");
    expect(writeRule(rule, { day: START.day, zone: "floating" })).toBe("FREQ=DAILY;UNTIL=20261216");
    expect(writeRule(rule, { ...START, zone: "floating" })).toBe("FREQ=DAILY;UNTIL=20261216T235959");
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
  });
});

describe("the list of common rules", () => {
  const presets = (day: string) => presetsOf(day, { t, language: "fr" });

  test("names the day each of them would take", () => {
    expect(presets("2026-11-30").map(({ label }) => label)).toEqual([
      "Tous les jours",
      "Du lundi au vendredi",
      "Toutes les semaines",
      "Toutes les 2 semaines",
      "Tous les mois, le 30",
      "Tous les mois, le dernier lundi",
      "Tous les mois, le dernier jour",
      "Tous les ans, le 30 novembre",
      "Tous les ans, le dernier lundi de novembre",
    ]);
  });

  test("a rule that another program wrote out in full is known as the common one", () => {
    const known = (text: string) => {
      const rule = readRule(text, PARIS);
      return rule && presetOf(rule, "2026-11-18", presets("2026-11-18"))?.key;
    };
    expect(known("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE;WKST=MO;COUNT=4")).toBe("biweekly");
    expect(known("FREQ=MONTHLY;BYMONTHDAY=18")).toBe("month-day");
    expect(known("FREQ=MONTHLY;BYDAY=3WE;UNTIL=20270101")).toBe("month-3");
    expect(known("FREQ=WEEKLY;BYDAY=WE,FR")).toBeUndefined();
  });
});
