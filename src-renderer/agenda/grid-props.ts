// What the grids of days, weeks and months are given, and what they tell of.
import { useMemo } from "react";
import { useNow } from "../time/use-now.ts";
import type { Day } from "../time/wall-clock.ts";
import type { Cursor } from "./grid-cursor.ts";
import type { NewPlace } from "./new-place.ts";
import type { AgendaItem } from "./occurrence.ts";
import type { Place } from "./place.ts";

/** What a grid tells of. */
export interface GridHandlers {
  readonly onCursorGone: () => void;
  readonly onPeek: (item: AgendaItem) => void;
  readonly onCreate: (place: NewPlace) => void;
  /** @returns false to put the block back */
  readonly onMove: (item: AgendaItem, place: NewPlace) => Promise<boolean>;
  readonly onCopy: (item: AgendaItem, place: NewPlace) => unknown;
}

/** What a grid shows. */
export interface GridProps extends GridHandlers {
  readonly place: Place;
  readonly today: Day;
  readonly zone: string;
  readonly items: readonly AgendaItem[];
  readonly selected: string | undefined;
  readonly cut: string | undefined;
  /** The keyboard's slot. */
  readonly cursor: Cursor | undefined;
}

/** The last moment at which an event began or ended: only then do blocks look different. */
export function useLastTurn(items: readonly AgendaItem[]): number {
  const now = useNow();
  return useMemo(() => {
    let last = 0;
    for (const { occurrence: o } of items) {
      if (o.startMs <= now && o.startMs > last) last = o.startMs;
      if (o.endMs <= now && o.endMs > last) last = o.endMs;
    }
    return last;
  }, [items, now]);
}
