// Places the peek: 8 px from its block, right first, never over it, always inside the window.
import { type RefObject, useLayoutEffect } from "react";
import { findBlock } from "./blocks.ts";

const GAP = 8;

function place(panel: HTMLElement, key: string): void {
  const block = findBlock(key)?.getBoundingClientRect();
  if (!block) return;
  const { offsetWidth: width, offsetHeight: height } = panel;
  let left = block.right + GAP;
  if (left + width > innerWidth - GAP) left = block.left - GAP - width;
  let top = block.top - 60;
  if (left < GAP) {
    // Neither side has room (day and list views): below the block, or above it.
    left = Math.min(Math.max(GAP, block.left + 80), innerWidth - width - GAP);
    top = block.bottom + GAP + height < innerHeight ? block.bottom + GAP : block.top - GAP - height;
  }
  panel.style.left = `${Math.round(left)}px`;
  panel.style.top = `${Math.round(Math.max(GAP, Math.min(top, innerHeight - height - GAP)))}px`;
}

/** Keeps a panel beside the block of an occurrence.
 *  @param content whatever changes the panel's size */
export function usePeekPlace(panel: RefObject<HTMLElement | null>, key: string, content: unknown): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: content changes the size
  useLayoutEffect(() => {
    const element = panel.current;
    if (!element) return;
    const again = () => place(element, key);
    again();
    addEventListener("resize", again);
    addEventListener("scroll", again, true);
    return () => {
      removeEventListener("resize", again);
      removeEventListener("scroll", again, true);
    };
  }, [panel, key, content]);
}
