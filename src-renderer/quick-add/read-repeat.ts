// Reads how a sentence repeats, until when, and which reminders it wants. Pure.

import { Temporal } from "temporal-polyfill";
import { plainRule, WEEKDAYS, type Weekday } from "../time/repeat-rule.ts";
import type { Day } from "../time/wall-clock.ts";
import { DATE, nextDate, nextWeekday, readDate } from "./absolute-day.ts";
import { type Facts, PART, readPart, type Scene } from "./facts.ts";
import { pattern, type Reading } from "./folded.ts";
import { LENGTH, lengthOf } from "./read-times.ts";
import {
  AND,
  DAY,
  DAYS_PLURAL,
  MONTH,
  MONTH_DAY,
  NUMBER,
  ORDINAL,
  readDay,
  readDays,
  readMonth,
  readNumber,
  readOrdinal,
} from "./vocabulary.ts";

type Repeat = NonNullable<Facts["repeat"]>;

const EVERY = "(?:chaque|tous les|toutes les|every|each)";
const UNIT = "(jours?|days?|semaines?|weeks?|mois|months?|ans?|annees?|years?)";
const DAY_LIST = `${DAY}(?:${AND}${DAY})*`;
const WORKDAYS =
  "(?:weekdays?|workdays?|working days?|business days?|jours? ouvres?|jours? ouvrables?|jours? de (?:la )?semaine|jours de travail)";
const OF_MONTH =
  "(?:du mois(?! prochain)|de chaque mois|de tous les mois|(?:of|in) (?:the|each|every) month|chaque mois|tous les mois|every month|each month|monthly)";
const FREELY =
  "(?=\\s*(?:$|[,;.)]|\\d|\\ue000|(?:at|on|from|until|till|for|a|de|le|jusqu'|pendant|starting|with|avec)(?:\\s|\\b)))";

const NTH = pattern(
  `(?:${EVERY}\\s+|on\\s+)?(?:le\\s+|the\\s+)?(${ORDINAL})\\s+(?:(${DAY})|(jour|day))\\s+${OF_MONTH}`,
);
const EVERY_NTH = pattern(`(?:chaque|tous les|every)\\s+(premier|dernier|last|first|third|fourth)s?\\s+(${DAY})`);
const EACH_NUMBER = pattern(
  `(?:(?:le|the|on the)\\s+(${MONTH_DAY})\\s+(?:de chaque mois|de tous les mois|of (?:each|every) month|every month|each month|chaque mois|tous les mois)|tous les (${MONTH_DAY}) du mois|every (\\d{1,2}(?:st|nd|rd|th))(?: of the month)?)(?!\\s+${DAY})`,
);
const EACH_DATE = pattern(
  `(?:tous les|chaque|every)\\s+(${MONTH_DAY}\\s+(?:of\\s+)?${MONTH}|${MONTH}\\s+${MONTH_DAY})`,
);
const WORKWEEK = pattern(
  `${EVERY}\\s+${WORKDAYS}|(?:${EVERY}\\s+(?:jours?|days?)\\s+(?:du|from)|every|${EVERY}\\s+semaines?\\s+du|les jours du)\\s+(${DAY})\\s*(?:-|au|to|through)\\s*(${DAY})`,
);
const WEEKEND = pattern(`${EVERY}\\s+week-?\\s?ends?`);
const EACH_PART = pattern(`(?:chaque|tous les|toutes les|every)\\s+(${PART}|apres-midis?|matins|soirs|nights?)s?`);
const EACH_UNIT = pattern(
  `${EVERY}\\s+(?:(other|second|${NUMBER})\\s+)?${UNIT}(?:,?\\s+(?:(?:on|le|les)\\s+)?(${DAY_LIST}))?`,
);
const EACH_DAY = pattern(`${EVERY}\\s+(other\\s+|second\\s+)?(${DAY_LIST})(?:\\s+(${PART}))?`);
const ONE_IN_TWO = pattern(
  `(?:un|une)\\s+(?:(jour|semaine|mois)|(${DAY}))\\s+sur\\s+(deux|trois|quatre|2|3|4)(?:,?\\s+(?:le\\s+)?(${DAY_LIST}))?`,
);
const ADVERB = pattern(
  `(daily|weekly|monthly|yearly|annually|fortnightly|quotidiennement|hebdomadairement|mensuellement|annuellement)${FREELY}`,
);
const PLURAL = pattern(`(?:on\\s+|les\\s+|le\\s+)?(${DAYS_PLURAL}(?:${AND}${DAYS_PLURAL})*)(?:\\s+(${PART}))?`);

const repeat = (frequency: Repeat["frequency"], interval = 1, days: readonly Weekday[] = []): Repeat =>
  plainRule(frequency, { interval, days: WEEKDAYS.filter((day) => days.includes(day)) });

/** `two weeks`; fifteen days are two weeks in French. */
function everyUnit(
  count: number,
  unit: string,
  word: string | undefined,
  list: string | undefined,
): Repeat | undefined {
  const days = list ? readDays(list) : [];
  if (count < 1 || count > 366) return undefined;
  if (/^(?:semaine|week)/u.test(unit)) return repeat("weekly", count, days);
  if (days.length > 0) return undefined;
  if (/^jour/u.test(unit) && (word === "quinze" || word === "15")) return repeat("weekly", 2);
  if (/^(?:jour|day)/u.test(unit)) return repeat("daily", count);
  return repeat(/^mo/u.test(unit) ? "monthly" : "yearly", count);
}

const ADVERBS: Readonly<Record<string, Repeat>> = {
  daily: repeat("daily"),
  quotidiennement: repeat("daily"),
  weekly: repeat("weekly"),
  hebdomadairement: repeat("weekly"),
  fortnightly: repeat("weekly", 2),
  monthly: repeat("monthly"),
  mensuellement: repeat("monthly"),
  yearly: repeat("yearly"),
  annually: repeat("yearly"),
  annuellement: repeat("yearly"),
};

/** Weekdays from one to another, over the end of the week too. */
function daysBetween(first: Weekday, last: Weekday): readonly Weekday[] {
  const [a, b] = [WEEKDAYS.indexOf(first), WEEKDAYS.indexOf(last)];
  return WEEKDAYS.filter((_, n) => (a <= b ? n >= a && n <= b : n >= a || n <= b));
}

function readMonthly({ each }: Reading, set: (found: Repeat | undefined) => boolean, facts: Facts, scene: Scene): void {
  each(NTH, "repeat", ([, ordinal = "", word, anyDay]) => {
    const n = readOrdinal(ordinal) ?? 0;
    const day = word && readDay(word);
    if (anyDay) return n === -1 && set(plainRule("monthly", { monthDays: [-1] }));
    return day !== undefined && day !== "" && set(plainRule("monthly", { nth: [{ n, day }] }));
  });
  each(EVERY_NTH, "repeat", ([, ordinal = "", word = ""]) => {
    const day = readDay(word);
    return day !== undefined && set(plainRule("monthly", { nth: [{ n: readOrdinal(ordinal) ?? 1, day }] }));
  });
  each(EACH_NUMBER, "repeat", ([, a, b, c]) => {
    const monthDay = Number.parseInt(a ?? b ?? c ?? "", 10);
    return monthDay >= 1 && monthDay <= 31 && set(plainRule("monthly", { monthDays: [monthDay] }));
  });
  each(EACH_DATE, "repeat", ([, written = ""]) => {
    const day = readDate(written, scene.today);
    if (!day || facts.day !== undefined || !set(repeat("yearly"))) return false;
    facts.day = day;
    return true;
  });
}

function readWeekly({ each }: Reading, set: (found: Repeat | undefined) => boolean, facts: Facts): void {
  const partly = (word: string | undefined) => {
    const part = readPart(word?.replace(/s$/u, ""));
    if (part) facts.part = part;
    return true;
  };
  each(WORKWEEK, "repeat", ([, first, last]) => {
    const [a, b] = [readDay(first ?? "monday"), readDay(last ?? "friday")];
    return a !== undefined && b !== undefined && set(repeat("weekly", 1, daysBetween(a, b)));
  });
  each(WEEKEND, "repeat", () => set(repeat("weekly", 1, ["SA", "SU"])));
  each(EACH_PART, "repeat", ([, part]) => set(repeat("daily")) && partly(part));
  each(EACH_UNIT, "repeat", ([, word, unit = "", list]) => {
    const count = word === undefined ? 1 : word === "other" || word === "second" ? 2 : (readNumber(word) ?? 0);
    return set(everyUnit(count, unit, word, list));
  });
  each(EACH_DAY, "repeat", ([, other, list = "", part]) => {
    return set(repeat("weekly", other ? 2 : 1, readDays(list))) && partly(part);
  });
  each(ONE_IN_TWO, "repeat", ([, unit, day, count = "", list]) => {
    const n = readNumber(count) ?? 2;
    return set(unit ? everyUnit(n, unit, undefined, list) : repeat("weekly", n, readDays(day ?? "")));
  });
  each(ADVERB, "repeat", ([, word = ""]) => set(ADVERBS[word]));
  each(PLURAL, "repeat", ([, list = "", part]) => set(repeat("weekly", 1, readDays(list))) && partly(part));
}

/** Reads the rule. */
export function readRepeat(reading: Reading, facts: Facts, scene: Scene): void {
  const set = (found: Repeat | undefined) => {
    if (!found || facts.repeat) return false;
    facts.repeat = found;
    return true;
  };
  readMonthly(reading, set, facts, scene);
  readWeekly(reading, set, facts);
}

const UNTIL = pattern(
  `(?:jusqu'au|jusqu'en|jusqu'a|until|till|til|through|jusque)\\s+(?:(?:la\\s+)?fin\\s+(?:de\\s+|d')?|(?:the\\s+)?end of\\s+|the\\s+|le\\s+)?(?:(${DATE})|(${MONTH})(?:\\s+((?:20)\\d\\d))?|(${DAY}))(?!\\s?\\d)`,
);
const COUNT = pattern(`,?\\s*(?:for\\s+)?(${NUMBER})\\s+(?:fois|times|occurrences)`);

function lastOfMonth(month: number, year: string | undefined, from: Day): Day | undefined {
  const first =
    year === undefined ? nextDate(month, 1, `${from.slice(0, 8)}01`) : `${year}-${String(month).padStart(2, "0")}-01`;
  return first && Temporal.PlainDate.from(first).add({ months: 1 }).subtract({ days: 1 }).toString();
}

/** Reads the end of a series, or the last day of a single event. */
export function readUntil({ each }: Reading, facts: Facts, { today }: Scene): void {
  each(UNTIL, "repeat", ([, written, month, year, word]) => {
    const from = facts.day ?? today;
    const number = month && readMonth(month);
    const weekday = word && readDay(word);
    const last = written
      ? readDate(written, from)
      : number
        ? lastOfMonth(number, year, from)
        : weekday && nextWeekday(weekday, from);
    if (!last || last < from || facts.until !== undefined) return false;
    facts.until = last;
    return true;
  });
  if (!facts.repeat) return;
  each(COUNT, "repeat", ([, word = ""]) => {
    const count = readNumber(word);
    if (!count || facts.until !== undefined || facts.count !== undefined) return false;
    facts.count = count;
    return true;
  });
}

const REMINDER_WORD =
  "(?:(?:avec\\s+)?(?:un\\s+)?(?:rappel|alerte|alarme)|(?:with\\s+)?(?:a\\s+)?(?:reminder|alert|alarm)|remind me|rappelle[- ]moi)";
const BEFORE = "(?:\\s+(?:avant|before|plus tot|earlier|ahead))?";
const REMINDER = pattern(
  `${REMINDER_WORD}\\s*(?::|de|a|of)?\\s*(?:${LENGTH}|(${NUMBER})\\s+(jours?|days?|semaines?|weeks?)|(la veille|the day before)|(a l'heure|at the start|au debut))${BEFORE}`,
);
const AND_REMINDER = pattern(
  `(?:et|and|,)\\s*(?:${LENGTH}|(${NUMBER})\\s+(jours?|days?|semaines?|weeks?))\\s+(?:avant|before|plus tot)`,
);

/** Reads the reminders. */
export function readReminders({ each }: Reading, facts: Facts): void {
  const add = ([, ...groups]: RegExpExecArray) => {
    const [count, unit, dayBefore, atStart] = groups.slice(6);
    const days = count === undefined ? undefined : (readNumber(count) ?? 0) * (/^(?:sem|w)/u.test(unit ?? "") ? 7 : 1);
    const minutes = dayBefore ? 1440 : atStart ? 0 : days === undefined ? lengthOf(groups) : days * 1440;
    if (minutes === undefined || minutes > 40_320 || facts.reminders.includes(minutes)) return false;
    facts.reminders.push(minutes);
    return true;
  };
  each(REMINDER, "reminder", add);
  if (facts.reminders.length > 0) each(AND_REMINDER, "reminder", add);
}
