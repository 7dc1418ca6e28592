// Lengths of time in words.
import type { TFunction } from "i18next";

/** Whole minutes: `48 min`, `2 h 05`. */
export function sayMinutes(minutes: number, t: TFunction): string {
  if (minutes < 60) return t("unit.minutes", { count: minutes });
  const rest = minutes % 60;
  const hours = Math.floor(minutes / 60);
  if (rest === 0) return t("unit.hours", { count: hours });
  return t("unit.hoursMinutes", { hours, minutes: String(rest).padStart(2, "0") });
}
