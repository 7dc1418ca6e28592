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

function dayUnder(x: number, y: number): HTMLElement | undefined {
  const found = document.elementsFromPoint(x, y).map((one) => one.closest<HTMLElement>(".mm [data-day]"));
  return found.find((one) => one !== null) ?? undefined;
}

/** Which edge of the box a point rests on; 0: none. */
export function edgeAt(x: number, box: { readonly left: number; readonly right: number }): -1 | 0 | 1 {
  if (x < box.left + EDGE) return x > box.left - EDGE ? -1 : 0;
  return x > box.right - EDGE ? 1 : 0;
}

// A finger has pointer events alone; a mouse has both, and to hear of it twice does no harm.
const MOVES = ["mousemove", "pointermove"] as const;
const RELEASES = ["mouseup", "pointerup"] as const;

/** One drag, watched until `stop`. */
class Drag {
  /** Given up, or it landed elsewhere than in the grid. */
  isOver = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #edge: -1 | 0 | 1 = 0;
  #turned = false;
  #over: HTMLElement | undefined;
  #at = { x: 0, y: 0 };
  readonly #box: HTMLElement;
  readonly #pages: RefObject<Pages>;
  readonly #drop: ((day: Day, asCopy: boolean) => void) | undefined;

  /** @param drop lands what is dragged on a day of the small month; absent: it can only land in the grid */
  constructor(box: HTMLElement, pages: RefObject<Pages>, drop?: (day: Day, asCopy: boolean) => void) {
    this.#box = box;
    this.#pages = pages;
    this.#drop = drop;
    for (const type of MOVES) window.addEventListener(type, this.#move);
    for (const type of RELEASES) window.addEventListener(type, this.#release, true);
    window.addEventListener("keydown", this.#giveUp, true);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#mark(undefined);
    delete this.#box.dataset.edge;
    for (const type of MOVES) window.removeEventListener(type, this.#move);
    for (const type of RELEASES) window.removeEventListener(type, this.#release, true);
    window.removeEventListener("keydown", this.#giveUp, true);
  }

  readonly #move = ({ clientX: x, clientY: y }: MouseEvent) => {
    this.#at = { x, y };
    const day = this.#drop && dayUnder(x, y);
    const next = day ? 0 : edgeAt(x, this.#box.getBoundingClientRect());
    if (next !== this.#edge) this.#rest(next, FIRST_MS);
    this.#mark(day);
  };

  readonly #release = ({ clientX, clientY, ctrlKey, metaKey }: MouseEvent) => {
    const day = dayUnder(clientX, clientY)?.dataset.day;
    if (!this.#drop || !day || this.isOver) return;
    this.isOver = true;
    this.#drop(day, ctrlKey || metaKey);
  };

  readonly #giveUp = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    this.isOver = true;
    const { x: clientX, y: clientY } = this.#at;
    document.dispatchEvent(new MouseEvent("mouseup", { clientX, clientY, bubbles: true }));
    if (this.#turned) this.#pages.current.goBack();
  };

  #mark(next: HTMLElement | undefined): void {
    this.#over?.classList.remove("drop");
    next?.classList.add("drop");
    this.#over = next;
  }

  #rest(direction: -1 | 0 | 1, ms: number): void {
    clearTimeout(this.#timer);
    this.#edge = direction;
    this.#box.dataset.edge = String(direction);
    if (direction === 0) return;
    this.#timer = setTimeout(() => {
      this.#turned = true;
      this.#pages.current.turn(direction);
      this.#rest(direction, NEXT_MS);
      // The hand rests: the grid must hear of it again to see the new page under it.
      requestAnimationFrame(() => {
        const { x: clientX, y: clientY } = this.#at;
        document.dispatchEvent(new MouseEvent("mousemove", { clientX, clientY, bubbles: true, cancelable: true }));
      });
    }, ms);
  }
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
        drag.current = new Drag(box.current, latest, (day, asCopy) => latest.current.dropOnDay(item, day, asCopy));
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
          drag.current = new Drag(box, latest);
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
