// Moving by keys, also when they are pressed faster than the moves are answered: each step goes on from the one before.
import { useRef } from "react";
import { type NewPlace, nudged } from "./new-place.ts";
import type { AgendaItem } from "./occurrence.ts";

/** A move that was answered is on screen by then. */
const SHOWN_MS = 1000;

interface Burst {
  readonly key: string;
  readonly place: NewPlace;
  readonly work: Promise<boolean>;
  /** Undefined while it runs. */
  endedMs?: number;
}

/** @param move answers false when nothing changed
 *  @returns moves an event on from where it stands, or from where it is on its way to */
export function useNudge(move: (item: AgendaItem, place: NewPlace) => Promise<boolean>) {
  const last = useRef<Burst>(undefined);
  return (item: AgendaItem, by: Parameters<typeof nudged>[1]): void => {
    const { current } = last;
    const isOnItsWay =
      current?.key === item.key &&
      (current.endedMs === undefined ||
        (current.place.start + current.place.end !== item.occurrence.start + item.occurrence.end &&
          performance.now() - current.endedMs < SHOWN_MS));
    const to = nudged(isOnItsWay ? { ...item.occurrence, ...current.place } : item.occurrence, by);
    if (!to) return;
    const before = isOnItsWay ? current.work : Promise.resolve(true);
    const burst: Burst = { key: item.key, place: to, work: before.then((went) => went && move(item, to)) };
    last.current = burst;
    void burst.work.then((went) => {
      burst.endedMs = performance.now();
      if (!went && last.current === burst) last.current = undefined;
    });
  };
}
