// The event blocks on screen: which has the focus, where its neighbours are.
import { type RefObject, useLayoutEffect, useRef } from "react";
import type { AgendaItem } from "./occurrence.ts";

const blockOf = (mark: Element) => mark.closest<HTMLElement>(".cx-ev");

/** The block of an occurrence. */
export function findBlock(key: string): HTMLElement | undefined {
  const mark = document.querySelector(`.cal [data-key="${CSS.escape(key)}"]`);
  return (mark && blockOf(mark)) ?? undefined;
}

/** Key of the occurrence whose block has the focus. */
export function focusedKey(): string | undefined {
  const block = document.activeElement?.closest(".cx-ev");
  return block?.querySelector<HTMLElement>("[data-key]")?.dataset.key;
}

/** Moves the focus to the nearest block in a direction.
 *  @returns false when no block has the focus */
export function focusNeighbour(key: "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight"): boolean {
  const from = document.activeElement?.closest<HTMLElement>(".cx-ev");
  if (!from) return false;
  const [dx, dy] = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[key] as [
    number,
    number,
  ];
  const a = from.getBoundingClientRect();
  let best: { block: HTMLElement; cost: number } | undefined;
  for (const mark of document.querySelectorAll(".cal [data-key]")) {
    const block = blockOf(mark);
    if (!block || block === from) continue;
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
