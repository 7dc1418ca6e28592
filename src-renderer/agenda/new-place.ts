// The new place of an occurrence that was dragged, resized or nudged by a key, in the words of the contract. Pure.
import type { Occurrence } from "../../src-preload/contract/events.ts";
import { addDays, addMinutes, dayOf, daysBetween, minutesBetween, wallClock } from "../time/wall-clock.ts";

/** Where an event goes: moments of `events.move`. */
export interface NewPlace {
  readonly start: string;
  readonly end: string;
  readonly zone?: string;
}

/** Two instants as wall clocks of the zone on screen. The engine writes them in the event's own zone. */
export function timedPlace(startMs: number, endMs: number, zone: string): NewPlace {
  return { start: wallClock(startMs, zone), end: wallClock(endMs, zone), zone };
}

/** Days `first` to `end` (exclusive). */
export function allDayPlace(first: string, end: string): NewPlace {
  return { start: first, end: end > first ? end : addDays(first, 1) };
}

/** Where the keyboard moves an occurrence.
 *  @param by minutes for timed events, days for any; `resize` moves the end alone
 *  @returns undefined when it would have no length, or when the key means nothing for it */
export function nudged(
  o: Pick<Occurrence, "start" | "end" | "zone" | "allDay">,
  by: { readonly minutes?: number; readonly days?: number; readonly resize?: boolean },
): NewPlace | undefined {
  const { minutes = 0, days = 0, resize = false } = by;
  if (o.allDay) {
    if (minutes !== 0 && !resize) return undefined;
    const step = resize ? Math.sign(minutes) : days;
    const end = addDays(o.end, step);
    const start = resize ? o.start : addDays(o.start, step);
    return end > start ? { start, end } : undefined;
  }
  const shift = minutes + days * 1440;
  const start = resize ? o.start : addMinutes(o.start, shift);
  const end = addMinutes(o.end, shift);
  return minutesBetween(start, end) > 0 ? { start, end, zone: o.zone } : undefined;
}

type Movable = Pick<Occurrence, "start" | "end" | "zone" | "allDay" | "startMs">;

/** The same time of day and length on another day. @param zone whose days are meant */
export function onDay(o: Movable, day: string, zone: string): NewPlace {
  const days = daysBetween(o.allDay ? o.start : dayOf(o.startMs, zone), day);
  const shift = (moment: string) => addDays(moment.slice(0, 10), days) + moment.slice(10);
  return { start: shift(o.start), end: shift(o.end), ...(!o.allDay && { zone: o.zone }) };
}

/** Another beginning, the same length; whole days stay whole days.
 *  @param start a day, or a wall clock of `zone` */
export function startingAt(o: Movable, start: string, zone: string): NewPlace {
  if (o.allDay || !start.includes("T")) return onDay(o, start.slice(0, 10), zone);
  return { start, end: addMinutes(start, minutesBetween(o.start, o.end)), zone };
}

/** One end moved by whole days.
 *  @returns undefined when nothing would be left of it */
export function stretched(o: Movable, edge: "start" | "end", days: number): NewPlace | undefined {
  const moved = addDays(o[edge].slice(0, 10), days) + o[edge].slice(10);
  const place = edge === "start" ? { start: moved, end: o.end } : { start: o.start, end: moved };
  if (o.allDay) return place.end > place.start ? place : undefined;
  return minutesBetween(place.start, place.end) > 0 ? { ...place, zone: o.zone } : undefined;
}
