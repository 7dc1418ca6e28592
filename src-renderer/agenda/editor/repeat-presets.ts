// The common rules of an event's first day, each with the short words of the list. Pure.
import type { TFunction } from "i18next";
import {
  type Frequency,
  type NthDay,
  nthOf,
  plainRule,
  type RepeatRule,
  WEEKDAYS,
  weekdayOf,
} from "../../time/repeat-rule.ts";
import { sayMonthName, sayNth } from "../../time/say-repeat.ts";
import { sayDay } from "../../time/say-when.ts";
import { addDays, type Day } from "../../time/wall-clock.ts";

/** A rule of the list, without its end. */
export interface Preset {
  readonly key: string;
  readonly label: string;
  readonly rule: RepeatRule;
}

const isLastOfMonth = (day: Day) => addDays(day, 1).slice(8) === "01";

interface Words {
  readonly t: TFunction;
  readonly language: string;
}

function monthly(day: Day, { t, language }: Words): readonly Preset[] {
  const on = (key: string, which: string, more: Partial<RepeatRule>): Preset => ({
    key,
    label: t("editor.repeats.monthlyOn", { which }),
    rule: plainRule("monthly", more),
  });
  return [
    on("month-day", t("repeat.monthDay", { count: Number(day.slice(8)), ordinal: true }), {}),
    ...nthOf(day).map((nth) => on(`month-${nth.n}`, sayNth(nth, t, language), { nth: [nth] })),
    ...(isLastOfMonth(day) ? [on("month-last", t("repeat.lastDay"), { monthDays: [-1] })] : []),
  ];
}

function yearly(day: Day, { t, language }: Words): readonly Preset[] {
  const month = Number(day.slice(5, 7));
  const date = sayDay(day, language, { day: "numeric", month: "long" });
  const label = (which: string) => t("editor.repeats.yearlyOn", { which });
  const nthLabel = (nth: NthDay) =>
    label(t("repeat.ofMonths", { which: sayNth(nth, t, language), months: sayMonthName(month, language) }));
  const elided = (text: string) => (language.startsWith("fr") ? text.replace(/\bde (?=[aeiouâé])/g, "d’") : text);
  return [
    { key: "year-date", label: label(t("repeat.date", { date })), rule: plainRule("yearly") },
    ...nthOf(day).map((nth) => ({
      key: `year-${nth.n}`,
      label: elided(nthLabel(nth)),
      rule: plainRule("yearly", { months: [month], nth: [nth] }),
    })),
  ];
}

/** The rules on offer for a series that begins on a day. */
export function presetsOf(day: Day, words: Words): readonly Preset[] {
  const { t } = words;
  const simple = (key: "daily" | "weekly" | "biweekly", frequency: Frequency, interval = 1): Preset => ({
    key,
    label: t(`editor.repeats.${key}`),
    rule: plainRule(frequency, { interval }),
  });
  return [
    simple("daily", "daily"),
    {
      key: "work-days",
      label: t("editor.repeats.workDays"),
      rule: plainRule("weekly", { days: WEEKDAYS.slice(0, 5) }),
    },
    simple("weekly", "weekly"),
    simple("biweekly", "weekly", 2),
    ...monthly(day, words),
    ...yearly(day, words),
  ];
}

/** A rule without its end, said shortest: what the start says by itself is left out. */
function shortest({ until: _, count: __, weekStart: ___, ...core }: RepeatRule, day: Day): string {
  const isOwn = (list: readonly unknown[], own: unknown) => list.length === 1 && list[0] === own;
  const short = {
    ...core,
    ...(core.frequency === "weekly" && isOwn(core.days, weekdayOf(day)) && { days: [] }),
    ...(isOwn(core.monthDays, Number(day.slice(8))) && { monthDays: [] }),
  };
  return JSON.stringify(Object.entries(short).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The preset a rule is, whatever its end. */
export function presetOf(rule: RepeatRule, day: Day, presets: readonly Preset[]): Preset | undefined {
  const wanted = shortest(rule, day);
  return presets.find((preset) => shortest(preset.rule, day) === wanted);
}
