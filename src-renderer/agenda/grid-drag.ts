// A drag beyond what is on screen: at the left and right edge the page turns and the block, or the new event, goes on; over
// the small month an event lands on that day, and Esc puts everything back.
import { type RefObject, useEffect, useMemo, useRef } from "react";
import type { Day } from "../time/wall-clock.ts";
import type { AgendaItem } from "./occurrence.ts";

/** Pixels from the edge, and how long the pointer must rest there. */
const EDGE = 28;
const FIRST_MS = 550;
const NEXT_MS = 850;

/** Turns pages under a drag. */
interface Pages {
  /** One page back or on. */
  turn(direction: -1 | 1): void;
  /** Back to where the drag began, when pages were turned. */
  goBack(): void;
}

interface Deeds extends Pages {
  /** @param asCopy Ctrl or ⌘ is held */
  dropOnDay(item: AgendaItem, day: Day, asCopy: boolean): void;
}

/** To be told of every drag of the grid. */
export interface BeyondEdge {
  begin(item: AgendaItem): void;
  /** @returns whether the grid's own drop counts: not after Esc, nor when the event landed elsewhere */
  end(): boolean;
}

interface Drag {
  readonly stop: () => void;
  isOver: boolean;
}

function dayUnder(x: number, y: number): HTMLElement | undefined {
  const found = document.elementsFromPoint(x, y).map((one) => one.closest<HTMLElement>(".mm [data-day]"));
  return found.find((one) => one !== null) ?? undefined;
}

/** Which edge of the box a point rests on; 0: none. */
export function edgeAt(x: number, box: { readonly left: number; readonly right: number }): -1 | 0 | 1 {
  if (x < box.left + EDGE) return x > box.left - EDGE ? -1 : 0;
  return x > box.right - EDGE ? 1 : 0;
}

/** @param drop lands what is dragged on a day of the small month; absent: it can only land in the grid */
function watch(box: HTMLElement, pages: RefObject<Pages>, drop?: (day: Day, asCopy: boolean) => void): Drag {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let edge: -1 | 0 | 1 = 0;
  let turned = false;
  let over: HTMLElement | undefined;
  let at = { x: 0, y: 0 };
  const mark = (next: HTMLElement | undefined) => {
    over?.classList.remove("drop");
    next?.classList.add("drop");
    over = next;
  };
  const rest = (direction: -1 | 0 | 1, ms: number) => {
    clearTimeout(timer);
    edge = direction;
    box.dataset.edge = String(direction);
    if (direction === 0) return;
    timer = setTimeout(() => {
      turned = true;
      pages.current.turn(direction);
      rest(direction, NEXT_MS);
      // The hand rests: the grid must hear of it again to see the new page under it.
      requestAnimationFrame(() =>
        document.dispatchEvent(
          new MouseEvent("mousemove", { clientX: at.x, clientY: at.y, bubbles: true, cancelable: true }),
        ),
      );
    }, ms);
  };
  const move = ({ clientX: x, clientY: y }: MouseEvent) => {
    at = { x, y };
    const day = drop && dayUnder(x, y);
    const next = day ? 0 : edgeAt(x, box.getBoundingClientRect());
    if (next !== edge) rest(next, FIRST_MS);
    mark(day);
  };
  const release = ({ clientX, clientY, ctrlKey, metaKey }: MouseEvent) => {
    const day = dayUnder(clientX, clientY)?.dataset.day;
    if (!drop || !day || drag.isOver) return;
    drag.isOver = true;
    drop(day, ctrlKey || metaKey);
  };
  const giveUp = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    drag.isOver = true;
    document.dispatchEvent(new MouseEvent("mouseup", { clientX: at.x, clientY: at.y, bubbles: true }));
    if (turned) pages.current.goBack();
  };
  // A finger has pointer events alone; a mouse has both, and to hear of it twice does no harm.
  for (const type of ["mousemove", "pointermove"] as const) window.addEventListener(type, move);
  for (const type of ["mouseup", "pointerup"] as const) window.addEventListener(type, release, true);
  window.addEventListener("keydown", giveUp, true);
  const drag: Drag = {
    isOver: false,
    stop() {
      clearTimeout(timer);
      mark(undefined);
      delete box.dataset.edge;
      for (const type of ["mousemove", "pointermove"] as const) window.removeEventListener(type, move);
      for (const type of ["mouseup", "pointerup"] as const) window.removeEventListener(type, release, true);
      window.removeEventListener("keydown", giveUp, true);
    },
  };
  return drag;
}

/** Watches the drags of a grid. @param box the calendar's frame */
export function useBeyondEdge(box: RefObject<HTMLElement | null>, deeds: Deeds): BeyondEdge {
  const latest = useRef(deeds);
  const drag = useRef<Drag>(undefined);
  useEffect(() => {
    latest.current = deeds;
  });
  useEffect(() => () => drag.current?.stop(), []);
  return useMemo(
    () => ({
      begin(item) {
        drag.current?.stop();
        if (!box.current) return;
        drag.current = watch(box.current, latest, (day, asCopy) => latest.current.dropOnDay(item, day, asCopy));
      },
      end() {
        const counts = !drag.current?.isOver;
        drag.current?.stop();
        return counts;
      },
    }),
    [box],
  );
}

/** Pixels before a press is a drag: as many as the grid waits for. */
const MIN = 5;

/** Watches the making of an event by a drag over free time, so that it turns pages as moving one does. */
export function useCreateBeyondEdge(pages: Pages): {
  /** To be told of every press on the calendar. */
  readonly press: (event: { readonly button: number; readonly target: EventTarget; readonly clientX: number }) => void;
  /** Was the drag given up with Esc? Then what the grid selected is none. */
  readonly isGivenUp: () => boolean;
} {
  const latest = useRef(pages);
  const drag = useRef<Drag>(undefined);
  useEffect(() => {
    latest.current = pages;
  });
  useEffect(() => () => drag.current?.stop(), []);
  return useMemo(
    () => ({
      press({ button, target, clientX: from }) {
        drag.current?.stop();
        drag.current = undefined;
        const box = target instanceof Element && !target.closest(".cx-ev") && target.closest<HTMLElement>(".cx-grid");
        if (!box || button !== 0) return;
        const begin = ({ clientX }: MouseEvent) => {
          if (drag.current || Math.abs(clientX - from) < MIN) return;
          drag.current = watch(box, latest);
        };
        const end = () => {
          window.removeEventListener("mousemove", begin);
          window.removeEventListener("mouseup", end);
          drag.current?.stop();
        };
        window.addEventListener("mousemove", begin);
        window.addEventListener("mouseup", end);
      },
      isGivenUp: () => drag.current?.isOver ?? false,
    }),
    [],
  );
}
