// How full the days of a month are. Pure.
import { addDays, type Day } from "../time/wall-clock.ts";
import { type AgendaItem, daysOf } from "./occurrence.ts";

/** What a day holds. */
export interface Fullness {
  readonly count: number;
  /** Of timed events, each cut at 24 h. */
  readonly minutes: number;
}

/** Days that have something on them; declined and cancelled events take no time. */
export function fullnessOf(items: readonly AgendaItem[], zone: string): ReadonlyMap<Day, Fullness> {
  const days = new Map<Day, Fullness>();
  for (const { occurrence: o } of items) {
    if (o.status === "cancelled" || o.answer === "declined") continue;
    const { first, last } = daysOf(o, zone);
    const minutes = o.allDay ? 0 : Math.min(1440, (o.endMs - o.startMs) / 60_000);
    for (let day = first, n = 0; day <= last && n < 42; day = addDays(day, 1), n++) {
      const before = days.get(day) ?? { count: 0, minutes: 0 };
      days.set(day, { count: before.count + 1, minutes: before.minutes + (day === first ? minutes : 0) });
    }
  }
  return days;
}

/** How long the mark under a day is, 0 to 1: a working day of eight hours fills it; anything at all is seen. */
export function shareOf({ count, minutes }: Fullness): number {
  return count === 0 ? 0 : Math.min(1, Math.max(0.2, minutes / 480));
}
