// What a sentence was understood as, in words: "mardi 24 novembre, 12:30 – 13:30 · Lutetia · chaque mardi · Personnel". Pure.
import type { TFunction } from "i18next";
import { sayReminder } from "../time/say-reminder.ts";
import { sayRepeat } from "../time/say-repeat.ts";
import { sayDay, sayDays, sayLongDay } from "../time/say-when.ts";
import { addDays, type Day, daysBetween } from "../time/wall-clock.ts";
import type { QuickEvent } from "./parse.ts";

interface Voice {
  readonly t: TFunction;
  readonly language: string;
  readonly today: Day;
  readonly zone: string;
}

const small = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
const clock = (moment: string) => moment.slice(11, 16);

/** A day with its weekday, and its year when it is another one. */
function dayWords(day: Day, { language, today }: Voice): string {
  if (day.slice(0, 4) === today.slice(0, 4)) return sayLongDay(day, language);
  return sayDay(day, language, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
}

/** The day and the hours. */
export function sayQuickWhen(
  { start, end, allDay }: Pick<QuickEvent, "start" | "end" | "allDay">,
  voice: Voice,
): string {
  const { t, language, today } = voice;
  const first = start.slice(0, 10);
  if (allDay) {
    const last = addDays(end, -1);
    return last === first
      ? t("quick.allDay", { day: dayWords(first, voice) })
      : sayDays(first, last, language, today.slice(0, 4));
  }
  const last = end.slice(0, 10);
  const day = dayWords(first, voice);
  // A night out is one evening; a conference is two days.
  const isOneNight = last === first || (daysBetween(first, last) === 1 && clock(end) <= "12:00");
  if (isOneNight) return t("quick.when", { day, start: clock(start), end: clock(end) });
  return t("quick.whenLong", { day, start: clock(start), lastDay: dayWords(last, voice), end: clock(end) });
}

/** Everything else that was understood, in the order it matters. */
export function sayQuickRest(event: QuickEvent, { t, language, zone }: Voice): readonly string[] {
  const { location, rrule, people, reminders } = event;
  return [
    ...(location === undefined ? [] : [location]),
    ...(rrule === undefined ? [] : [small(sayRepeat(rrule, t, language, zone))]),
    ...(people.length === 0 ? [] : [t("quick.guests", { count: people.length, people: people.join(", ") })]),
    ...reminders.map((minutes) => t("quick.reminder", { when: small(sayReminder(minutes, t)) })),
  ];
}
