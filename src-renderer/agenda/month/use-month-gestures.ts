// What presses and keys do to the month: look at an event, make one, move one, list a day.
import {
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type RefObject,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { type Day, daysBetween } from "../../time/wall-clock.ts";
import { keyOfBlock } from "../blocks.ts";
import type { GridProps } from "../grid-props.ts";
import { allDayPlace, type NewPlace } from "../new-place.ts";
import type { AgendaItem } from "../occurrence.ts";
import { usePageTurns } from "../use-page-turns.ts";
import type { Days } from "./lanes.ts";
import { useMonthDrag } from "./use-month-drag.ts";

const DAY_MS = 86_400_000;

/** An event where it was dropped. Its instants are guessed: the engine's answer follows at once. */
function moved(item: AgendaItem, { start, end }: NewPlace): AgendaItem {
  const o = item.occurrence;
  const shift = (from: string, to: string) => daysBetween(from.slice(0, 10), to.slice(0, 10)) * DAY_MS;
  const startMs = o.startMs + shift(o.start, start);
  const endMs = o.endMs + shift(o.end, end);
  return { ...item, occurrence: { ...o, start, end, startMs, endMs } };
}

/** The events on screen, with the one that was just dropped where it was dropped, until the engine says where it is. */
function useDropped({ items, onMove }: Pick<GridProps, "items" | "onMove">) {
  const [dropped, setDropped] = useState<{ readonly item: AgendaItem; readonly place: NewPlace }>();
  const shown = useMemo(() => {
    if (!dropped || !items.includes(dropped.item)) return items;
    return items.map((item) => (item === dropped.item ? moved(item, dropped.place) : item));
  }, [items, dropped]);
  const drop = useCallback(
    async (item: AgendaItem, place: NewPlace) => {
      const told = items.find(({ key }) => key === item.key) ?? item;
      setDropped({ item: told, place });
      if (!(await onMove(item, place))) setDropped(undefined);
    },
    [items, onMove],
  );
  return { shown, drop };
}

/** The day whose list is open. It closes with its page, and gives the focus back to where it was opened. */
function useListed(root: RefObject<HTMLElement | null>, grid: Days) {
  const [listed, setListed] = useState<Day>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page
  useEffect(() => setListed(undefined), [grid]);
  const close = useCallback(() => {
    setListed((day) => {
      const isInside = root.current?.querySelector(".cx-pop")?.contains(document.activeElement);
      if (isInside) root.current?.querySelector<HTMLElement>(`[data-more="${day}"]`)?.focus();
      return undefined;
    });
  }, [root]);
  const toggle = useCallback((day: Day) => setListed((open) => (open === day ? undefined : day)), []);
  return { listed, close, toggle };
}

/** The element Tab comes to is the one that had the focus last. */
function keepStop(root: HTMLElement | null, stop: HTMLElement | null | undefined): void {
  if (!root || !stop || stop.tabIndex === 0 || stop.closest(".cx-pop")) return;
  for (const old of root.querySelectorAll<HTMLElement>(".mo-weeks [tabindex='0']")) old.tabIndex = -1;
  stop.tabIndex = 0;
}

/** The gestures of the month. */
export function useMonthGestures(root: RefObject<HTMLElement | null>, props: GridProps, grid: Days) {
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  const { shown, drop } = useDropped(props);
  const { listed, close, toggle } = useListed(root, grid);
  const wasListed = useRef(false);
  const turns = usePageTurns(root, latest);
  const drag = useMonthDrag(root, {
    days: grid.days,
    zone: props.zone,
    beyond: turns.beyond,
    // Dropped a moment ago, it is taken up from there.
    itemOf: (key) => shown.find((item) => item.key === key),
    onBegin() {
      turns.begin();
      close();
    },
    onCreate: (place) => latest.current.onCreate(place),
    onDrop: (item, place, asCopy) => void (asCopy ? latest.current.onCopy(item, place) : drop(item, place)),
  });
  const open = (target: HTMLElement): boolean => {
    const key = keyOfBlock(target);
    const item = latest.current.items.find((one) => one.key === key);
    if (item) latest.current.onPeek(item);
    return item !== undefined;
  };
  const handlers = {
    onPointerDown(event: PointerEvent) {
      wasListed.current = listed !== undefined;
      drag.press(event);
    },
    onClick({ target, detail }: MouseEvent) {
      const element = target as HTMLElement;
      // A press of a key is a click too, and never the end of a drag.
      if (detail > 0 && drag.wasDrag()) return;
      const more = element.closest<HTMLElement>(".cx-more");
      if (more?.dataset.more) return toggle(more.dataset.more);
      if (open(element) || element.closest(".cx-pop")) return;
      const day = element.closest<HTMLElement>("[data-date]")?.dataset.date;
      // The press that closes a list makes nothing.
      if (day && !wasListed.current) latest.current.onCreate(allDayPlace(day, ""));
    },
    onKeyDown(event: KeyboardEvent) {
      const isPress = (event.key === "Enter" || event.key === " ") && !event.ctrlKey && !event.metaKey && !event.altKey;
      const isBlock = (event.target as HTMLElement).classList.contains("cx-ev");
      if (isPress && isBlock && open(event.target as HTMLElement)) event.preventDefault();
    },
    onFocus({ target }: FocusEvent) {
      keepStop(root.current, target.closest<HTMLElement>(".cx-ev, .cx-more"));
    },
  };
  return { items: shown, listed, close, handlers };
}
