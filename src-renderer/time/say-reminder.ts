// Durations and reminders in words.
import type { TFunction } from "i18next";

/** Minutes before the start, in words; negative ones come after it. */
export function sayReminder(minutes: number, t: TFunction): string {
  if (minutes === 0) return t("event.atStart");
  const after = minutes < 0;
  const size = Math.abs(minutes);
  if (size % 1440 === 0) return t(after ? "event.reminderDaysAfter" : "event.reminderDays", { count: size / 1440 });
  if (size % 60 === 0) return t(after ? "event.reminderHoursAfter" : "event.reminderHours", { count: size / 60 });
  return t(after ? "event.reminderAfter" : "event.reminder", { count: size });
}

const DURATION = /^([+-]?)P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/i;

/** A TRIGGER duration (RFC 5545 §3.3.6) as minutes before the start.
 *  @returns undefined for what is no duration */
export function minutesBefore(trigger: string): number | undefined {
  const [whole, sign, weeks = 0, days = 0, hours = 0, minutes = 0] = DURATION.exec(trigger.trim()) ?? [];
  if (whole === undefined) return undefined;
  const size = ((Number(weeks) * 7 + Number(days)) * 24 + Number(hours)) * 60 + Number(minutes);
  // -0 would be said as one too.
  return size === 0 ? 0 : sign === "-" ? size : -size;
}

/** How long something took: `850 ms`, `12 s`, `3 min`. */
export function sayDuration(ms: number, t: TFunction): string {
  if (ms < 1000) return t("unit.milliseconds", { count: Math.round(ms) });
  if (ms < 90_000) return t("unit.seconds", { count: Math.round(ms / 1000) });
  return t("unit.minutes", { count: Math.round(ms / 60_000) });
}
