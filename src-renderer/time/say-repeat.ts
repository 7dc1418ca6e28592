// A recurrence rule in words. What cannot be said in one plain sentence just "repeats by a rule of its own".
import type { TFunction } from "i18next";
import { intlTag } from "../i18n/language.ts";
import { type NthDay, type RepeatRule, readRule, WEEKDAYS, type Weekday, weekdayOf } from "./repeat-rule.ts";
import { sayDay } from "./say-when.ts";
import { addDays, type Day } from "./wall-clock.ts";

/** 2026-11-16 is a Monday. */
const A_MONDAY = "2026-11-16";
const WORK_DAYS = "MO,TU,WE,TH,FR";

interface Words {
  readonly t: TFunction;
  readonly language: string;
}

/** Where the series begins: names the day that a rule leaves to its start. */
interface Start {
  readonly day: Day;
  readonly time?: string;
}

/** A weekday by name: `mercredi`. */
export function sayWeekday(day: Weekday, language: string, form: "long" | "short" | "narrow" = "long"): string {
  return sayDay(addDays(A_MONDAY, WEEKDAYS.indexOf(day)), language, { weekday: form });
}

/** A month by name: `novembre`. */
export function sayMonthName(month: number, language: string): string {
  return sayDay(`2026-${String(month).padStart(2, "0")}-01`, language, { month: "long" });
}

/** `lundi, mercredi et vendredi` */
function sayAll(words: readonly string[], language: string): string {
  return new Intl.ListFormat(intlTag(language), { type: "conjunction" }).format(words);
}

/** `le 3e mercredi`, `l’avant-dernier jour ouvré`. */
function sayPosition(n: number, what: string, t: TFunction): string {
  if (n === -1) return t("repeat.last", { what });
  return n === -2 ? t("repeat.lastButOne", { what }) : t("repeat.nth", { count: n, ordinal: true, what });
}

/** `le 3e mercredi`, `le dernier vendredi`. */
export function sayNth({ n, day }: NthDay, t: TFunction, language: string): string {
  return sayPosition(n, sayWeekday(day, language), t);
}

/** What a position picks from: `jour ouvré`, `jour de week-end`, `jour`, or the days by name. */
export function sayDaySet(days: readonly Weekday[], t: TFunction, language: string): string {
  const set = days.join();
  if (set === WORK_DAYS) return t("repeat.workDay");
  if (set === "SA,SU") return t("repeat.weekendDay");
  if (days.length === 7) return t("repeat.day");
  const names = days.map((day) => sayWeekday(day, language));
  return names.length === 1 ? (names[0] ?? "") : t("repeat.dayAmong", { days: sayAll(names, language) });
}

function sayMonthDay(day: number, t: TFunction): string {
  return day === -1 ? t("repeat.lastDay") : t("repeat.monthDay", { count: day, ordinal: true });
}

/** `le 1er janvier` */
function sayDate(month: number, day: number, { t, language }: Words): string {
  const date = `2028-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  const said = sayDay(date, language, { day: "numeric", month: "long" });
  return t("repeat.date", { date: language.startsWith("fr") ? said.replace(/^1 /, "1er ") : said });
}

const dayNumber = (day: Day) => Number(day.slice(8));
const monthsOf = (months: readonly number[], language: string) =>
  sayAll(
    months.map((month) => sayMonthName(month, language)),
    language,
  );

/** French: `d’avril`, not `de avril`. */
const elided = (text: string, language: string) =>
  language.startsWith("fr") ? text.replace(/\bde (?=[aeiouâéèêîôû])/gi, "d’") : text;

/** The days within the month or year; empty when the start alone tells them and is not known. */
function sayDated(rule: RepeatRule, words: Words, start: Start | undefined): string {
  const { t, language } = words;
  const { monthDays, nth, positions, days, months, frequency } = rule;
  const among = sayDaySet(days, t, language);
  const picked = [...nth.map((one) => sayNth(one, t, language)), ...positions.map((n) => sayPosition(n, among, t))];
  if (picked.length > 0) {
    const which = sayAll(picked, language);
    if (frequency === "monthly") return which;
    if (months.length === 0) return t("repeat.ofYear", { which });
    return elided(t("repeat.ofMonths", { which, months: monthsOf(months, language) }), language);
  }
  const own = monthDays.length > 0 ? monthDays : start ? [dayNumber(start.day)] : [];
  if (frequency === "yearly" && own.length === 1) {
    const [month] = months.length > 0 ? months : start ? [Number(start.day.slice(5, 7))] : [];
    if (month !== undefined && months.length <= 1 && own[0] !== -1) return sayDate(month, own[0] ?? 1, words);
  }
  const which = sayAll(
    own.map((day) => sayMonthDay(day, t)),
    language,
  );
  if (frequency === "monthly" || months.length === 0 || which === "") return which;
  return t("repeat.inMonths", { rule: which, months: monthsOf(months, language) });
}

/** The days of the week. */
function sayDays(days: readonly Weekday[], { t, language }: Words): string {
  const each = WEEKDAYS.filter((day) => days.includes(day)).map((day) =>
    t("repeat.onDay", { day: sayWeekday(day, language) }),
  );
  return sayAll(each, language);
}

const EVERY = {
  daily: ["repeat.every.daily", "repeat.everyOther.daily", "repeat.everyMany.daily"],
  weekly: ["repeat.every.weekly", "repeat.everyOther.weekly", "repeat.everyMany.weekly"],
  monthly: ["repeat.every.monthly", "repeat.everyOther.monthly", "repeat.everyMany.monthly"],
  yearly: ["repeat.every.yearly", "repeat.everyOther.yearly", "repeat.everyMany.yearly"],
} as const;

function sayEvery({ frequency, interval }: RepeatRule, t: TFunction): string {
  const [one, two, many] = EVERY[frequency];
  if (interval === 1) return t(one);
  return interval === 2 ? t(two) : t(many, { count: interval });
}

function sayWeekly(rule: RepeatRule, words: Words, start: Start | undefined): string {
  const { t } = words;
  // A rule of every day that counts some weekdays only is one of every week.
  const every = sayEvery(rule.frequency === "daily" ? { ...rule, frequency: "weekly" } : rule, t);
  if (rule.interval === 1 && rule.days.join() === WORK_DAYS) return t("repeat.workDays");
  const days = rule.days.length > 0 || !start ? rule.days : [weekdayOf(start.day)];
  return days.length > 0 ? t("repeat.whichEvery", { which: sayDays(days, words), every }) : every;
}

function sayDaily(rule: RepeatRule, words: Words): string {
  if (rule.days.length === 0) return sayEvery(rule, words.t);
  if (rule.interval === 1) return sayWeekly(rule, words, undefined);
  return words.t("repeat.onlyOn", { every: sayEvery(rule, words.t), days: sayDays(rule.days, words) });
}

/** Does it name a day that some months or years do not have? */
function canBeMissing({ frequency, monthDays, nth, positions, months }: RepeatRule, start: Start | undefined): boolean {
  if (frequency === "daily" || frequency === "weekly") return false;
  if (nth.some(({ n }) => n === 5 || n === 53) || positions.some((n) => n > 4)) return true;
  if (nth.length + positions.length > 0) return false;
  const own = monthDays.length > 0 ? monthDays : start ? [dayNumber(start.day)] : [];
  const [month = 0] = months.length > 0 ? months : start ? [Number(start.day.slice(5, 7))] : [];
  const most = frequency === "yearly" && months.length <= 1 ? ([4, 6, 9, 11].includes(month) ? 30 : 31) : 28;
  return own.some((day) => day > (frequency === "yearly" && month === 2 ? 28 : most));
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function sayRule(rule: RepeatRule, words: Words, start: Start | undefined): string {
  const { t, language } = words;
  if (rule.frequency === "weekly") return sayWeekly(rule, words, start);
  if (rule.frequency === "daily") return sayDaily(rule, words);
  const which = sayDated(rule, words, start);
  const every = sayEvery(rule, t);
  if (which !== "") return t("repeat.whichEvery", { which, every });
  const inMonths = rule.frequency === "yearly" && rule.months.length > 0;
  return inMonths ? t("repeat.inMonths", { rule: every, months: monthsOf(rule.months, language) }) : every;
}

/** A rule value (RFC 5545 §3.3.10) in words: `Le mercredi, une semaine sur deux, jusqu’au 16 décembre 2026`.
 *  @param zone the event's, for the day of its end
 *  @param start where the series begins, to name the day that the rule leaves to it */
export function sayRepeat(rrule: string, t: TFunction, language: string, zone = "floating", start?: Start): string {
  const rule = readRule(rrule, zone, start?.time);
  if (!rule) return t("repeat.other");
  let said = sayRule(rule, { t, language }, start);
  if (rule.frequency !== "yearly" && rule.months.length > 0) {
    said = t("repeat.inMonths", { rule: said, months: monthsOf(rule.months, language) });
  }
  if (canBeMissing(rule, start)) said = t("repeat.whereThere", { rule: said });
  if (rule.until) {
    const date = sayDay(rule.until, language, { day: "numeric", month: "long", year: "numeric" });
    said = t("repeat.until", { rule: said, date: language.startsWith("fr") ? date.replace(/^1 /, "1er ") : date });
  } else if (rule.count !== undefined) said = t("repeat.times", { rule: said, count: rule.count });
  return capital(said);
}
