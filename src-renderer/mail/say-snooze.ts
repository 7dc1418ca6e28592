// When something comes back, in a sentence: `demain, 08:00`, `lun. 23 nov., 08:00`. Pure.
import { intlTag } from "../i18n/language.ts";
import { sayDay, sayTime } from "../time/say-when.ts";
import { addDays, dayOf } from "../time/wall-clock.ts";

/** @param nowMs what "today" and "tomorrow" are of */
export function saySnooze(ms: number, nowMs: number, language: string, zone: string): string {
  const day = dayOf(ms, zone);
  const today = dayOf(nowMs, zone);
  const time = sayTime(ms, language, zone);
  const near = new Intl.RelativeTimeFormat(intlTag(language), { numeric: "auto" });
  if (day === today) return `${near.format(0, "day")}, ${time}`;
  if (day === addDays(today, 1)) return `${near.format(1, "day")}, ${time}`;
  return `${sayDay(day, language, { weekday: "short", day: "numeric", month: "short" })}, ${time}`;
}
