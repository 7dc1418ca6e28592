// What scrolls can be scrolled by keys: where nothing in it takes the focus, its first row does.
import { type RefObject, useEffect } from "react";

/** As the grid writes it. */
const SCROLLERS = 'div[style*="overflow"]';
const FOCUSABLE = "[tabindex='0']:not([data-scroll]), button, a[href]";

/** Not the scroller itself: between a table and its rows nothing may take the focus. */
function reach(scroller: HTMLElement): void {
  const row = scroller.querySelector<HTMLElement>("[role='row']");
  if (!row) return;
  if (scroller.querySelector(FOCUSABLE)) {
    delete row.dataset.scroll;
    row.removeAttribute("tabindex");
  } else {
    row.dataset.scroll = "";
    row.tabIndex = 0;
  }
}

/** Looks after every drawing: the grid draws itself, and later than the page around it. */
export function useReachableScroll(frame: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const wait = requestAnimationFrame(() => {
      for (const one of frame.current?.querySelectorAll<HTMLElement>(SCROLLERS) ?? []) {
        if (one.style.overflowY === "auto") reach(one);
      }
    });
    return () => cancelAnimationFrame(wait);
  });
}
