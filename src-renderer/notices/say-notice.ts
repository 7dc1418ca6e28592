// A notice in words. Pure.
import type { TFunction } from "i18next";
import type { Notice, Reminder } from "../../src-preload/contract/notices.ts";
import { sayMinutes } from "../time/say-duration.ts";
import { sayDay, sayTime } from "../time/say-when.ts";
import { addDays, type Day, dayOf } from "../time/wall-clock.ts";
import type { SnoozeTime } from "./snooze-times.ts";

/** What the words are made with. */
export interface Words {
  readonly t: TFunction;
  readonly language: string;
  readonly zone: string;
  readonly nowMs: number;
}

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;

/** How far off it is: `dans 12 min`, `maintenant`, `commencé il y a 5 min`, `terminé`; undefined when that is a day away. */
export function sayNearness({ startMs, endMs, allDay }: Reminder, { t, nowMs }: Words): string | undefined {
  if (allDay) return undefined;
  const minutes = Math.ceil((startMs - nowMs) / MINUTE_MS);
  if (minutes > DAY_MINUTES) return undefined;
  if (minutes > 0) return t("notices.in", { duration: sayMinutes(minutes, t) });
  if (Math.max(endMs, startMs + MINUTE_MS) <= nowMs) return t("notices.over");
  return minutes > -1 ? t("notices.now") : t("notices.since", { duration: sayMinutes(-minutes, t) });
}

/** When it is: `14:00 – 15:00`, with the day when that is another one. */
export function sayPeriod(reminder: Reminder, { t, language, zone, nowMs }: Words): string {
  const { allDay, start, startMs, endMs } = reminder;
  const day = allDay ? start.slice(0, 10) : dayOf(startMs, zone);
  const time = allDay
    ? t("upcoming.allDay")
    : endMs > startMs
      ? `${sayTime(startMs, language, zone)} – ${sayTime(endMs, language, zone)}`
      : sayTime(startMs, language, zone);
  if (day === dayOf(nowMs, zone)) return time;
  return `${sayDay(day, language, { weekday: "short", day: "numeric", month: "short" })}, ${time}`;
}

/** First line of where it is. */
const placeOf = ({ location }: Reminder) => location?.split("\n", 1)[0]?.trim() || undefined;

/** A notice as two lines: what it is, and what is to be known of it. */
export function sayNotice(notice: Notice, words: Words): { readonly title: string; readonly text: string } {
  const { t } = words;
  if (notice.kind === "reminder") {
    const facts = [sayNearness(notice, words), sayPeriod(notice, words), placeOf(notice)];
    return { title: notice.title || t("event.untitled"), text: facts.filter(Boolean).join(" · ") };
  }
  if (notice.kind === "mail") {
    const { from, subject, snippet } = notice;
    const title = from?.name || from?.address || t("mail.nobody");
    return { title, text: [subject || t("mail.noSubject"), snippet].filter(Boolean).join(" – ") };
  }
  return { title: t(`notices.trouble.${notice.what}`, { name: notice.subject }), text: t("notices.troubleText") };
}

/** `Aujourd’hui`, `Hier`, `Lundi 16 novembre`. */
export function sayNoticeDay(day: Day, { t, language, zone, nowMs }: Words): string {
  const today = dayOf(nowMs, zone);
  if (day === today) return t("upcoming.today");
  if (day === addDays(today, -1)) return t("notices.yesterday");
  const said = sayDay(day, language, { weekday: "long", day: "numeric", month: "long" });
  return said.charAt(0).toUpperCase() + said.slice(1);
}

/** `Dans 10 min`, `Demain, 08:00`. */
export function saySnoozeTime(time: SnoozeTime, { t, language, zone }: Words): string {
  if (time.name === "tomorrow") return t("notices.tomorrow", { time: sayTime(time.ms, language, zone) });
  return t("notices.later", { duration: sayMinutes(time.minutes, t) });
}
