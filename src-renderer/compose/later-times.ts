// When a message may go out later, as people say it. Pure: wall clocks of the person's zone.
import { addDays, dayOf, instantOf, wallClock, weekdayOf } from "../time/wall-clock.ts";

interface LaterTime {
  readonly name: "laterToday" | "tomorrow" | "tomorrowAfternoon" | "monday";
  readonly ms: number;
}

/** The moments worth offering now, soonest first. */
export function laterTimes(nowMs: number, zone: string): readonly LaterTime[] {
  const today = dayOf(nowMs, zone);
  const hour = Number(wallClock(nowMs, zone).slice(11, 13));
  const at = (day: string, time: string) => instantOf(`${day}T${time}`, zone);
  const tomorrow = addDays(today, 1);
  const monday = addDays(today, (8 - weekdayOf(today)) % 7 || 7);
  return [
    ...(hour < 16 ? [{ name: "laterToday", ms: at(today, "18:00") } as const] : []),
    { name: "tomorrow", ms: at(tomorrow, "08:00") },
    { name: "tomorrowAfternoon", ms: at(tomorrow, "14:00") },
    ...(monday === tomorrow ? [] : [{ name: "monday", ms: at(monday, "08:00") } as const]),
  ];
}

/** Days after which to be reminded when nobody has answered, at 8 in the morning. */
export const REMIND_DAYS = [2, 4, 7, 14] as const;
/** Epoch ms of that morning in the person's zone. */
export const remindAt = (days: number, nowMs: number, zone: string) =>
  instantOf(`${addDays(dayOf(nowMs, zone), days)}T08:00`, zone);
