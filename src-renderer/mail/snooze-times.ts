// When something set aside for later comes back. Pure.
import { addDays, type Day, dayOf, instantOf, wallClock, weekdayOf } from "../time/wall-clock.ts";

/** A moment offered. */
export interface SnoozeTime {
  readonly name: "evening" | "tomorrow" | "weekend" | "week" | "month";
  readonly ms: number;
}

const EVENING = "18:00";
const MORNING = "08:00";

/** The next day that is `weekday` (0 = Sunday), never today. */
function next(day: Day, weekday: number): Day {
  const away = (weekday - weekdayOf(day) + 7) % 7;
  return addDays(day, away === 0 ? 7 : away);
}

/** Those that lie ahead, soonest first. */
export function snoozeTimes(nowMs: number, zone: string): readonly SnoozeTime[] {
  const today = dayOf(nowMs, zone);
  const at = (day: Day, time: string) => instantOf(`${day}T${time}`, zone);
  const isEarly = wallClock(nowMs, zone).slice(11, 16) < "17:00";
  const times: SnoozeTime[] = [
    ...(isEarly ? [{ name: "evening" as const, ms: at(today, EVENING) }] : []),
    { name: "tomorrow", ms: at(addDays(today, 1), MORNING) },
    { name: "weekend", ms: at(next(today, 6), MORNING) },
    { name: "week", ms: at(next(today, 1), MORNING) },
    { name: "month", ms: at(addDays(today, 30), MORNING) },
  ];
  const seen = new Set<number>();
  return times
    .sort((a, b) => a.ms - b.ms)
    .filter(({ ms }) => {
      const isNew = !seen.has(ms);
      seen.add(ms);
      return isNew;
    });
}
