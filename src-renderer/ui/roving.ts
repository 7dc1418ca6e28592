// A list with one stop for Tab: arrows, Home and End go from one item (`data-up`) to the next.
import { type KeyboardEvent, useLayoutEffect, useRef } from "react";

const STEPS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: (at, count) => Math.min(at + 1, count - 1),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** Keeps one of the items in the way of Tab: the one that had the focus last, else the first. @returns what the list is given */
export function useRoving() {
  const list = useRef<HTMLDivElement>(null);
  const items = () => [...(list.current?.querySelectorAll<HTMLElement>("[data-up]") ?? [])];
  useLayoutEffect(() => {
    const all = items();
    const current = all.find((one) => one.tabIndex === 0 && one.dataset.at === "here") ?? all[0];
    for (const one of all) {
      const index = one === current ? 0 : -1;
      // Written only where it is another: the list may be drawn every minute.
      if (one.getAttribute("tabindex") !== `${index}`) one.tabIndex = index;
    }
  });
  const stop = (target: HTMLElement) => {
    for (const one of items()) {
      one.tabIndex = one === target ? 0 : -1;
      one.dataset.at = one === target ? "here" : "";
    }
  };
  return {
    ref: list,
    onFocus({ target }: { target: EventTarget }) {
      if (target instanceof HTMLElement && target.dataset.up !== undefined) stop(target);
    },
    onKeyDown(event: KeyboardEvent) {
      const step = STEPS[event.key];
      const all = items();
      const at = all.indexOf(event.target as HTMLElement);
      if (!step || at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      all[step(at, all.length)]?.focus();
    },
  };
}
