// The event blocks on screen: which has the focus, where its neighbours are. Our own blocks carry the key of their occurrence;
// in FullCalendar's it stands on what we draw inside them.
import { type RefObject, useLayoutEffect, useRef } from "react";
import type { AgendaItem } from "./occurrence.ts";

/** What arrows go to: events, and the links to those that have no room. */
const STOPS = ".cx-ev, button.cx-more";

/** The key of the block that holds an element. */
export function keyOfBlock(element: Element | null | undefined): string | undefined {
  const block = element?.closest<HTMLElement>(".cx-ev");
  return block?.dataset.key ?? block?.querySelector<HTMLElement>("[data-key]")?.dataset.key;
}

/** The block of an occurrence; the one in the list of a day, where that is open over the grid. */
export function findBlock(key: string): HTMLElement | undefined {
  const mark = `[data-key="${CSS.escape(key)}"]`;
  const found = document.querySelector(`.cal .cx-pop ${mark}`) ?? document.querySelector(`.cal ${mark}`);
  return found?.closest<HTMLElement>(".cx-ev") ?? undefined;
}

/** Key of the occurrence whose block has the focus. */
export const focusedKey = (): string | undefined => keyOfBlock(document.activeElement);

/** Moves the focus to the nearest block in a direction.
 *  @returns false when no block has the focus */
export function focusNeighbour(key: "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight"): boolean {
  const from = document.activeElement?.closest<HTMLElement>(STOPS);
  const scope = from?.closest(".cx-pop") ?? from?.closest(".cal");
  if (!from || !scope) return false;
  const [dx, dy] = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[key] as [
    number,
    number,
  ];
  const a = from.getBoundingClientRect();
  let best: { block: HTMLElement; cost: number } | undefined;
  for (const block of scope.querySelectorAll<HTMLElement>(STOPS)) {
    if (block === from) continue;
    const b = block.getBoundingClientRect();
    const x = b.left - a.left;
    const y = b.top - a.top;
    const along = x * dx + y * dy;
    if (along < 4) continue;
    // Straight ahead beats near: a column or a row is followed first.
    const cost = along + 3 * Math.abs(x * dy + y * dx);
    if (!best || cost < best.cost) best = { block, cost };
  }
  best?.block.focus();
  best?.block.scrollIntoView({ block: "nearest" });
  return true;
}

/** Gives the focus back to a block that a new answer of the engine has drawn again. */
export function useKeptFocus(items: readonly AgendaItem[]): RefObject<string | undefined> {
  const last = useRef<string>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: new items are what redraws the blocks
  useLayoutEffect(() => {
    if (!last.current || document.activeElement !== document.body) return;
    const frame = requestAnimationFrame(() => last.current && findBlock(last.current)?.focus());
    return () => cancelAnimationFrame(frame);
  }, [items]);
  return last;
}
