// How old an article is, as short as it can be said. Pure.
import type { TFunction } from "i18next";
import { sayDay } from "../time/say-when.ts";
import { addDays, dayOf } from "../time/wall-clock.ts";

/** What ages are said with. */
export interface AgeWords {
  readonly t: TFunction;
  readonly language: string;
  readonly zone: string;
}

/** `à l’instant`, `il y a 24 min`, `il y a 3 h`, `hier`, `lun. 16`, `12 oct.`, `3 mars 2025`. */
export function sayAge(publishedMs: number, nowMs: number, { t, language, zone }: AgeWords): string {
  const minutes = Math.floor((nowMs - publishedMs) / 60_000);
  if (minutes < 1) return t("news.age.now");
  if (minutes < 60) return t("news.age.minutes", { count: minutes });
  const [day, today] = [dayOf(publishedMs, zone), dayOf(nowMs, zone)];
  if (day === today || minutes < 6 * 60) return t("news.age.hours", { count: Math.floor(minutes / 60) });
  if (day === addDays(today, -1)) return t("news.age.yesterday");
  if (day > addDays(today, -7)) return sayDay(day, language, { weekday: "short", day: "numeric" });
  const year: Intl.DateTimeFormatOptions = day.slice(0, 4) === today.slice(0, 4) ? {} : { year: "numeric" };
  return sayDay(day, language, { day: "numeric", month: "short", ...year });
}
