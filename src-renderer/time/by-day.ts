// Things that happened, day by day. Pure.
import { type Day, dayOf } from "./wall-clock.ts";

/** By day in the zone on screen, the latest first. */
export function byDay<T extends { readonly atMs: number }>(
  things: readonly T[],
  zone: string,
): readonly (readonly [Day, readonly T[]])[] {
  const days = new Map<Day, T[]>();
  for (const thing of things.toSorted((a, b) => b.atMs - a.atMs)) {
    const day = dayOf(thing.atMs, zone);
    days.set(day, [...(days.get(day) ?? []), thing]);
  }
  return [...days];
}
