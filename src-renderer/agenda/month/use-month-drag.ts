// Listens to the hand over the month: which press is a drag, when it ends, what gives it up.
import { type PointerEvent, type RefObject, useEffect, useLayoutEffect, useMemo, useRef } from "react";
import type { BeyondEdge } from "../grid-drag.ts";
import type { NewPlace } from "../new-place.ts";
import type { AgendaItem } from "../occurrence.ts";
import { beginDrag, type Drag, type Parts, type Press, partsOf, type Shown, takenOf } from "./month-drag.ts";

/** Pixels before a press is a drag, and how long a finger must rest before it takes something up. */
const MIN = 5;
const HOLD_MS = 400;

/** What the month shows, and what it is told. */
export interface DragScene extends Shown {
  readonly beyond: BeyondEdge;
  onBegin(): void;
  onCreate(place: NewPlace): void;
  onDrop(item: AgendaItem, place: NewPlace, asCopy: boolean): void;
}

interface Hears {
  move(event: globalThis.PointerEvent): void;
  up(event: globalThis.PointerEvent): void;
  giveUp(): void;
  /** A page that scrolls under the finger would take the drag away. */
  touch(event: TouchEvent): void;
}

/** Listens on the window until the press is over. @returns stops listening */
function listen({ move, up, giveUp, touch }: Hears): () => void {
  const key = (event: KeyboardEvent) => event.key === "Escape" && giveUp();
  window.addEventListener("pointermove", move);
  window.addEventListener("pointerup", up);
  window.addEventListener("pointercancel", giveUp);
  window.addEventListener("keydown", key, true);
  window.addEventListener("touchmove", touch, { passive: false });
  return () => {
    window.removeEventListener("pointermove", move);
    window.removeEventListener("pointerup", up);
    window.removeEventListener("pointercancel", giveUp);
    window.removeEventListener("keydown", key, true);
    window.removeEventListener("touchmove", touch);
  };
}

/** One press from beginning to end. */
interface Followed {
  wasDrag(): boolean;
  look(): void;
  stop(): void;
}

function follow(press: Press, isTouch: boolean, parts: Parts, scene: RefObject<DragScene>): Followed {
  let drag: Drag | undefined;
  let isOver = false;
  const begin = () => {
    const taken = takenOf(press, parts, scene.current);
    if (!taken) return void stop();
    parts.root.setPointerCapture(press.pointerId);
    drag = beginDrag(parts, taken, press, scene);
    if (taken.kind !== "days") scene.current.beyond.begin(taken.item);
    scene.current.onBegin();
  };
  /** @returns where the drag came to, unless it landed elsewhere or was given up */
  const stop = () => {
    if (isOver) return undefined;
    isOver = true;
    clearTimeout(timer);
    stopListening();
    delete parts.root.dataset.copy;
    const landing = drag?.end();
    const counts = drag?.taken.kind === "days" || scene.current.beyond.end();
    return counts ? landing?.place : undefined;
  };
  const move = ({ pointerId, clientX: x, clientY: y, ctrlKey, metaKey }: globalThis.PointerEvent) => {
    if (pointerId !== press.pointerId) return;
    if (!drag && Math.hypot(x - press.x, y - press.y) < MIN) return;
    // A finger that moves before it has rested scrolls.
    if (!drag && isTouch) return void stop();
    if (!drag) begin();
    if (ctrlKey || metaKey) parts.root.dataset.copy = "";
    else delete parts.root.dataset.copy;
    drag?.moveTo(x, y);
  };
  const up = (event: globalThis.PointerEvent) => {
    if (event.pointerId !== press.pointerId) return;
    drag?.moveTo(event.clientX, event.clientY);
    const place = stop();
    if (!drag || !place) return;
    const { taken } = drag;
    if (taken.kind === "days") scene.current.onCreate(place);
    else scene.current.onDrop(taken.item, place, taken.kind === "move" && (event.ctrlKey || event.metaKey));
  };
  const touch = (event: TouchEvent) => void (drag && event.cancelable && event.preventDefault());
  const stopListening = listen({ move, up, touch, giveUp: stop });
  const timer = isTouch ? setTimeout(begin, HOLD_MS) : undefined;
  return {
    wasDrag: () => drag !== undefined,
    look: () => void (isOver || drag?.look()),
    stop: () => void stop(),
  };
}

function pressOf({ pointerId, clientX: x, clientY: y, target }: PointerEvent): Press {
  const element = target as HTMLElement;
  const edge = element.dataset.edge as Press["edge"];
  return { pointerId, x, y, block: element.closest<HTMLElement>(".cx-ev") ?? undefined, edge };
}

/** The drags of a month.
 *  @returns `press` hears of presses; `wasDrag`: is the click that follows the end of a drag? */
export function useMonthDrag(root: RefObject<HTMLElement | null>, now: DragScene) {
  const scene = useRef(now);
  const current = useRef<Followed>(undefined);
  useLayoutEffect(() => {
    scene.current = now;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page lies under the hand
  useLayoutEffect(() => current.current?.look(), [now.days]);
  useEffect(() => () => current.current?.stop(), []);
  return useMemo(
    () => ({
      press(event: PointerEvent) {
        current.current?.stop();
        current.current = undefined;
        const target = event.target as HTMLElement;
        const isFree = !target.closest(".cx-pop, .cx-more") || target.closest(".cx-ev");
        const parts = root.current && partsOf(root.current);
        if (event.button !== 0 || !isFree || !parts) return;
        current.current = follow(pressOf(event), event.pointerType === "touch", parts, scene);
      },
      wasDrag: () => current.current?.wasDrag() ?? false,
    }),
    [root],
  );
}
