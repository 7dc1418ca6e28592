// A drag that leaves the page of a view: pages turn under it, and over the small month an event lands on that day.
import { type RefObject, useMemo, useRef } from "react";
import { type BeyondEdge, useBeyondEdge } from "./grid-drag.ts";
import type { GridProps } from "./grid-props.ts";
import { onDay } from "./new-place.ts";

interface PageTurns {
  readonly beyond: BeyondEdge;
  /** A drag begins on the page that is shown: Esc comes back to it. */
  readonly begin: () => void;
}

/** The same object at every turn. @param box the calendar's frame @param latest what the view was given last */
export function usePageTurns(box: RefObject<HTMLElement | null>, latest: RefObject<GridProps>): PageTurns {
  const beganOn = useRef(latest.current.place.day);
  const beyond = useBeyondEdge(box, {
    turn: (direction) => latest.current.place.step(direction),
    goBack: () => latest.current.place.setDay(beganOn.current),
    dropOnDay(item, day, asCopy) {
      const { onCopy, onMove, zone } = latest.current;
      const to = onDay(item.occurrence, day, zone);
      void (asCopy ? onCopy(item, to) : onMove(item, to));
    },
  });
  return useMemo(
    () => ({
      beyond,
      begin() {
        beganOn.current = latest.current.place.day;
      },
    }),
    [beyond, latest],
  );
}
