// The keys of the list: arrows from line to line, and a letter for each deed. What is dismissed gives the focus to its neighbour.
import { type KeyboardEvent, useEffect, useRef } from "react";

/** The button of a line that a key presses. */
const PRESSED: Readonly<Record<string, string>> = {
  j: "[data-join]",
  s: "[data-snooze]",
  e: "[data-archive]",
  Delete: "[data-dismiss]",
  Backspace: "[data-dismiss]",
};
const STEPS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: (at, count) => Math.min(at + 1, count - 1),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** @param shown changes when the lines do
 *  @returns what the list is given */
export function useRowKeys(shown: string) {
  const list = useRef<HTMLDivElement>(null);
  const at = useRef(-1);
  const rows = () => [...(list.current?.querySelectorAll<HTMLElement>("[data-notice]") ?? [])];
  const open = (row: HTMLElement | undefined) => row?.querySelector<HTMLElement>("[data-nt]")?.focus();
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the lines are others
  useEffect(() => {
    if (at.current < 0 || document.activeElement !== document.body) return;
    const all = rows();
    open(all[Math.min(at.current, all.length - 1)]);
  }, [shown]);
  return {
    ref: list,
    onFocus: ({ target }: { target: EventTarget }) => {
      at.current = rows().findIndex((row) => row.contains(target as Node));
    },
    onKeyDown: (event: KeyboardEvent) => {
      const all = rows();
      const here = all.findIndex((row) => row.contains(event.target as Node));
      if (here < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
      const step = STEPS[event.key];
      const button = PRESSED[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (step) open(all[step(here, all.length)]);
      else if (button) all[here]?.querySelector<HTMLElement>(button)?.click();
      else return;
      event.preventDefault();
    },
  };
}
