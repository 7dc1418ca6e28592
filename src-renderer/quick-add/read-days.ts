// Reads which day a sentence is about: names, distances, dates, weekdays, and periods of them. Pure.
import { Temporal } from "temporal-polyfill";
import { weekdayOf } from "../time/repeat-rule.ts";
import { addDays, addMonths, type Day, mondayOf } from "../time/wall-clock.ts";
import { DATE, dayInMonth, nextDate, nextMonthDay, nextWeekday, readDate, weekdayBefore } from "./absolute-day.ts";
import { type Facts, PART, readPart, type Scene } from "./facts.ts";
import { pattern, type Reading } from "./folded.ts";
import {
  DAY,
  isDoubtfulDay,
  isEnglishDay,
  MONTH,
  MONTH_DAY,
  NUMBER,
  ORDINAL,
  readDay,
  readMonth,
  readNumber,
  readOrdinal,
} from "./vocabulary.ts";

/** Words before a day that belong to it. */
const LEAD =
  "(?:(?:a partir du|a partir de|a compter du|starting|beginning|des le|des|le|on the|on|du|for the|from|de)\\s+)?";
const WITH_PART = `(?:,?\\s+(?:(?:in the|dans la|en|au)\\s+)?(${PART}))?`;
/** What may follow a bare number for it to be a day of the month. */
const ENDS =
  "(?=\\s*(?:$|[,;.)]|\\ue000|a\\s|au\\s|de\\s|at\\s|from\\s|\\d|avec\\s|with\\s|chez\\s|midi|noon|pour\\s|for\\s))";

const PERIODS = [
  `${LEAD}(${DATE})\\s*(?:-|au|a|to|until|till|through|jusqu'au)\\s*(${DATE})`,
  `${LEAD}(?:${DAY}\\s+)?(?:the\\s+)?(${MONTH_DAY})\\s*(?:-|au|a|to|until|till|through|et|and|jusqu'au)\\s*(${DATE})`,
].map(pattern);
const AFTER_MONTH = pattern(
  `${LEAD}(${MONTH}\\s+${MONTH_DAY})\\s*(?:-|to|until|till|through)\\s*(${MONTH_DAY})(?!\\s?[:h])`,
);
const BARE_PERIOD = pattern(`(?:du|from the)\\s+(${MONTH_DAY})\\s+(?:au|to the)\\s+(${MONTH_DAY})${ENDS}`);
const WEEKDAYS_PERIOD = pattern(`(?:(?:du|de|from)\\s+)?(${DAY})\\s*(?:-|\\s(?:au|a|to|until|through)\\s)\\s*(${DAY})`);
const ONE_DATE = pattern(`${LEAD}(${DATE})${WITH_PART}`);
const NTH_OF = pattern(
  `${LEAD}(?:le\\s+|the\\s+)?(${ORDINAL})\\s+(${DAY})\\s+(?:(?:de|d'|of|in)\\s?(?:(${MONTH})|(ce mois|this month))|(du mois prochain|of next month))${WITH_PART}`,
);
const MONTH_NUMBER = pattern(
  `(?:le\\s+(${MONTH_DAY})|(?:on\\s+)?the\\s+(\\d{1,2}(?:st|nd|rd|th)))(?:\\s+(de ce mois|of this month)|\\s+(du mois prochain|of next month)|${ENDS})`,
);
const NAMED = pattern(
  `(?:pour\\s+|for\\s+|des\\s+)?(apres[- ]demain|(?:the\\s+)?day after tomorrow|avant[- ]hier|demain|tomorrow|tmrw|aujourd'hui|today|hier|yesterday)${WITH_PART}`,
);
const THIS_PART = pattern(`(tonight|ce midi|(?:ce|cet|cette|this)\\s+(${PART}))`);
const NEXT = "\\s+prochaine?s?|\\s+qui vient|\\s+(?:de\\s+)?la semaine prochaine|\\s+(?:of\\s+)?next week";
const WEEKDAY = pattern(
  `(a partir de |a compter de |starting |des |pour |for |le |on |ce |this |next |coming )?(next |ce |this )?(${DAY})(?:(${NEXT})|(\\s+en huit)|(\\s+en quinze))?${WITH_PART}`,
);
const WEEKDAY_NUMBER = pattern(
  `(?:le\\s+|on\\s+)?(${DAY})\\s+(?:the\\s+)?(${MONTH_DAY})(?!\\s?(?:[:/.-]\\s?\\d|h\\b|h\\d|heures?|[ap]\\.?m|min|%))(?=\\s*(?:$|[,;.)]|\\ue000|[a-z]))`,
);
const WEEKEND = pattern("(?:(ce|le|this|next|the)\\s+)?week-?\\s?end(\\s+prochain)?");
const DISTANCE = pattern(
  `(?:(?:dans|in|d'ici)\\s+(${NUMBER})\\s+(jours?|days?|semaines?|weeks?|mois|months?|ans?|annees?|years?)|(${NUMBER})\\s+(days?|weeks?|months?|years?)\\s+from (?:now|today))`,
);

const NAMES: Readonly<Record<string, number>> = {
  "apres-demain": 2,
  "apres demain": 2,
  "day after tomorrow": 2,
  "the day after tomorrow": 2,
  demain: 1,
  tomorrow: 1,
  tmrw: 1,
  "aujourd'hui": 0,
  today: 0,
  hier: -1,
  yesterday: -1,
  "avant-hier": -2,
  "avant hier": -2,
};

/** A distance as a day. « quinze jours » are two weeks, « huit jours » one. */
function dayIn(count: number, unit: string, word: string, { today }: Scene): Day {
  const date = Temporal.PlainDate.from(today);
  if (/^(?:jour|day)/u.test(unit)) return addDays(today, word === "huit" ? 7 : word === "quinze" ? 14 : count);
  if (/^(?:semaine|week)/u.test(unit)) return addDays(today, 7 * count);
  return date.add(/^mo/u.test(unit) ? { months: count } : { years: count }).toString();
}

function setPeriod(facts: Facts, from: Day | undefined, to: Day | undefined): boolean {
  if (!from || !to || to < from || facts.day !== undefined) return false;
  facts.day = from;
  facts.endDay = to;
  return true;
}

/** A period whose first day may lack its month: it ends at the first such end, and begins at the last such start before it. */
function periodBetween(first: string, last: string, scene: Scene): readonly [Day?, Day?] {
  const number = /^\d/u.test(first) ? Number.parseInt(first, 10) : undefined;
  const isBare = number !== undefined && /^\d{1,2}\D{0,2}$/u.test(first);
  if (!isBare) {
    const from = readDate(first, scene.today);
    return [from, from && readDate(last, from)];
  }
  const to = readDate(last, scene.today);
  if (!to) return [];
  const sameMonth = dayInMonth(to, number);
  return sameMonth !== undefined && sameMonth <= to ? [sameMonth, to] : [];
}

function readPeriods({ each }: Reading, facts: Facts, scene: Scene): void {
  const { today } = scene;
  for (const period of PERIODS) {
    each(period, "date", ([, first = "", last = ""]) => setPeriod(facts, ...periodBetween(first, last, scene)));
  }
  each(AFTER_MONTH, "date", ([, first = "", last = ""]) => {
    const from = readDate(first, today);
    const number = Number.parseInt(last, 10);
    return setPeriod(facts, from, from && dayInMonth(from, number));
  });
  each(BARE_PERIOD, "date", ([, first = "", last = ""]) => {
    const from = nextMonthDay(Number.parseInt(first, 10), today);
    return setPeriod(facts, from, from && nextMonthDay(Number.parseInt(last, 10), from));
  });
  each(WEEKDAYS_PERIOD, "date", ([whole, first = "", last = ""]) => {
    const [a, b] = [readDay(first), readDay(last)];
    const isSure = !(isDoubtfulDay(first) && isDoubtfulDay(last)) || whole.includes("-");
    if (!a || !b || !isSure) return false;
    const from = nextWeekday(a, today);
    return setPeriod(facts, from, nextWeekday(b, from));
  });
}

function setDay(facts: Facts, day: Day | undefined, part?: string): boolean {
  if (!day || facts.day !== undefined) return false;
  facts.day = day;
  const read = readPart(part);
  if (read) facts.part = read;
  return true;
}

/** The nth weekday of a month, -1 the last. */
function nthOfMonth(n: number, weekday: string, month: Day): Day | undefined {
  const first = nextWeekday(weekday, `${month.slice(0, 8)}01`);
  const all = [0, 7, 14, 21, 28]
    .map((days) => addDays(first, days))
    .filter((day) => day.slice(0, 7) === month.slice(0, 7));
  return n === -1 ? all.at(-1) : all[n - 1];
}

function readDates({ each }: Reading, facts: Facts, scene: Scene): void {
  const { today } = scene;
  each(ONE_DATE, "date", (match) => {
    const [, written = "", part] = match;
    const day = readDate(written, today);
    const before = weekdayBefore(written);
    if (!day || !before || weekdayOf(day) === before.weekday) return setDay(facts, day, part);
    // The weekday of another date: it stays in the title, to be seen.
    const at = match.index + match[0].indexOf(written) + before.word.length;
    return setDay(facts, day, part) && [at, match.index + match[0].length];
  });
  each(NTH_OF, "date", ([, ordinal = "", word = "", month, ...rest]) => {
    const weekday = readDay(word);
    const n = readOrdinal(ordinal);
    if (!weekday || n === undefined) return false;
    const named = month === undefined ? undefined : readMonth(month);
    const thisMonth = rest[0] === undefined ? addMonths(today, 1) : today;
    const first = named === undefined ? thisMonth : (nextDate(named, 1, `${today.slice(0, 8)}01`) ?? today);
    return setDay(facts, nthOfMonth(n, weekday, first), rest[2]);
  });
  each(MONTH_NUMBER, "date", ([, fr, en, , next]) => {
    const number = Number.parseInt(fr ?? en ?? "", 10);
    return setDay(facts, nextMonthDay(number, next === undefined ? today : addMonths(today, 1)));
  });
}

function readNames({ each }: Reading, facts: Facts, scene: Scene): void {
  const { today } = scene;
  each(NAMED, "date", ([, name = "", part]) => setDay(facts, addDays(today, NAMES[name] ?? 0), part));
  each(THIS_PART, "date", ([, words, part]) => {
    if (facts.day !== undefined) return false;
    return setDay(facts, today, words === "tonight" ? "evening" : words === "ce midi" ? "midi" : part);
  });
  each(DISTANCE, "date", ([, fr, frUnit, en, enUnit]) => {
    const word = fr ?? en ?? "";
    const count = readNumber(word);
    return count !== undefined && setDay(facts, dayIn(count, frUnit ?? enUnit ?? "", word, scene));
  });
  each(WEEKEND, "date", ([, which, after]) => {
    if (which === undefined) return false;
    const isNext = which === "next" || after !== undefined;
    const from = isNext ? addDays(mondayOf(today), 12) : nextWeekday("SA", today);
    return setPeriod(facts, from, addDays(from, 1));
  });
}

/** May a short form that is a word of its own be a weekday here? */
function isDay(word: string, match: RegExpExecArray, lead: string | undefined): boolean {
  if (!isDoubtfulDay(word)) return true;
  if (match[4] || match[7] || /^(?:next|this|on|coming)/u.test(lead ?? "")) return true;
  const after = match.input.slice(match.index + match[0].length);
  return /^\s*,?\s*(?:\d|\ue000|midi\b|noon\b|at\s\d|a\s\d)/u.test(after);
}

function readWeekdays({ each }: Reading, facts: Facts, scene: Scene): void {
  const { today } = scene;
  each(WEEKDAY_NUMBER, "date", ([, word = "", number = ""]) => {
    const weekday = readDay(word);
    const day = nextMonthDay(Number.parseInt(number, 10), today);
    if (!weekday || facts.day !== undefined) return false;
    if (day && weekdayOf(day) === weekday) return setDay(facts, day);
    const hour = Number(number);
    // “thu 9” is an hour where the ninth is no Thursday; in French an hour has its h.
    if (!isEnglishDay(word) || !(hour <= 23) || isDoubtfulDay(word)) return false;
    facts.startMinutes = hour * 60 + (hour >= 1 && hour <= 6 ? 720 : 0);
    facts.plainWeekday = true;
    return setDay(facts, nextWeekday(weekday, today));
  });
  each(WEEKDAY, "date", (match) => {
    const [, lead, which, word = "", next, week, fortnight, part] = match;
    const weekday = readDay(word);
    if (!weekday || !isDay(word, match, lead ?? which)) return false;
    const coming = nextWeekday(weekday, today);
    const isNext = next !== undefined || lead === "next " || which === "next ";
    if (week || fortnight) return setDay(facts, addDays(coming, week ? 7 : 14), part);
    // "Next" leaves this week: it is the one of the week that follows.
    if (isNext) return setDay(facts, nextWeekday(weekday, addDays(mondayOf(today), 7)), part);
    if (!setDay(facts, coming, part)) return false;
    facts.plainWeekday = true;
    return true;
  });
}

/** Reads the day, or the first and the last one. */
export function readDaysOf(reading: Reading, facts: Facts, scene: Scene): void {
  readPeriods(reading, facts, scene);
  readDates(reading, facts, scene);
  readNames(reading, facts, scene);
  readWeekdays(reading, facts, scene);
}
