// A recurrence rule in words, for the rules people make; the others just "repeat by a rule of their own".
import type { TFunction } from "i18next";
import { intlTag } from "../i18n/language.ts";
import { type RepeatRule, readRule, WEEKDAYS, type Weekday } from "./repeat-rule.ts";
import { sayDay } from "./say-when.ts";
import { addDays } from "./wall-clock.ts";

/** 2026-11-16 is a Monday. */
const A_MONDAY = "2026-11-16";
const ONE = {
  daily: "repeat.daily",
  weekly: "repeat.weekly",
  monthly: "repeat.monthly",
  yearly: "repeat.yearly",
} as const;
const MANY = {
  daily: "repeat.everyDays",
  weekly: "repeat.everyWeeks",
  monthly: "repeat.everyMonths",
  yearly: "repeat.everyYears",
} as const;

/** A weekday by name: `mercredi`. */
export function sayWeekday(day: Weekday, language: string, form: "long" | "short" | "narrow" = "long"): string {
  return sayDay(addDays(A_MONDAY, WEEKDAYS.indexOf(day)), language, { weekday: form });
}

/** `le 3e mercredi`, `le dernier vendredi`. */
export function sayNth({ n, day }: { n: number; day: Weekday }, t: TFunction, language: string): string {
  const weekday = sayWeekday(day, language);
  return n === -1 ? t("repeat.last", { weekday }) : t("repeat.nth", { count: n, ordinal: true, weekday });
}

/** `lundi, mercredi et vendredi` */
function sayAll(words: readonly string[], language: string): string {
  return new Intl.ListFormat(intlTag(language), { type: "conjunction" }).format(words);
}

function sayWhich(rule: RepeatRule, t: TFunction, language: string): string {
  const { frequency, interval } = rule;
  const words = interval > 1 ? t(MANY[frequency], { count: interval }) : t(ONE[frequency]);
  if (rule.days.length > 0) {
    const days = WEEKDAYS.filter((day) => rule.days.includes(day)).map((day) => sayWeekday(day, language));
    return t("repeat.on", { rule: words, days: sayAll(days, language) });
  }
  if (rule.nth) return t("repeat.onNth", { rule: words, nth: sayNth(rule.nth, t, language) });
  if (rule.monthDay === -1) return t("repeat.onNth", { rule: words, nth: t("repeat.lastDay") });
  if (rule.monthDay !== undefined) {
    return t("repeat.onNth", { rule: words, nth: t("repeat.monthDay", { day: rule.monthDay }) });
  }
  return words;
}

/** A rule value (RFC 5545 §3.3.10) in words.
 *  @param zone the event's, for the day of its end */
export function sayRepeat(rrule: string, t: TFunction, language: string, zone = "floating"): string {
  const rule = readRule(rrule, zone);
  if (!rule) return t("repeat.other");
  const words = sayWhich(rule, t, language);
  if (rule.until) {
    const date = sayDay(rule.until, language, { day: "numeric", month: "long", year: "numeric" });
    return t("repeat.until", { rule: words, date });
  }
  return rule.count === undefined ? words : t("repeat.times", { rule: words, count: rule.count });
}
