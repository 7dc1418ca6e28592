// The month, drawn by ourselves: six rows of seven days in one go, nothing measured but the height of the whole.
// biome-ignore-all lint/a11y/useSemanticElements: a table cannot lay events over its days, and a button is laid out twice
// biome-ignore-all lint/a11y/useFocusableInteractive: the focus goes from event to event
import { type CSSProperties, memo, type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { sayDay } from "../../time/say-when.ts";
import { addDays, type Day, monthGrid, startOfDay } from "../../time/wall-clock.ts";
import { placeOfCursor } from "../grid-cursor.ts";
import { type GridProps, useLastTurn } from "../grid-props.ts";
import { type Days, itemsOn, layOut, type MonthDay } from "./lanes.ts";
import { DAY_HEAD, LINE, type Scene, Week } from "./month-day.tsx";
import { MoreList } from "./more-list.tsx";
import { useMonthGestures } from "./use-month-gestures.ts";

/** Pixels of the weekdays above. */
const WEEKDAYS = 33;
const WEEKS = 6;
/** Before the height is known. */
const USUAL = 5;

/** How many lines a day has room for. @param height of the grid in pixels */
function lanesOf(height: number): number {
  return Math.max(2, Math.floor(((height - WEEKDAYS) / WEEKS - DAY_HEAD) / LINE));
}

/** The room of a day, in lines. Read once before the first painting, and again only when the window changes. */
function useLanes(root: RefObject<HTMLElement | null>): number {
  const [lanes, setLanes] = useState(USUAL);
  useLayoutEffect(() => {
    const box = root.current;
    if (!box) return;
    setLanes(lanesOf(box.clientHeight));
    const observer = new ResizeObserver(() => setLanes(lanesOf(box.clientHeight)));
    observer.observe(box);
    return () => observer.disconnect();
  }, [root]);
  return lanes;
}

/** The days of a month, with those around it. @param month `YYYY-MM` */
function useDays(month: string, firstDay: number, zone: string): Days {
  return useMemo(() => {
    const days = monthGrid(`${month}-01`, firstDay);
    const after = addDays(days.at(-1) ?? month, 1);
    return { days, startsMs: [...days, after].map((day) => startOfDay(day, zone)) };
  }, [month, firstDay, zone]);
}

/** One event is reached by Tab, the others by arrows: the one that had the focus, else today's first. */
function useOneStop(root: RefObject<HTMLElement | null>, today: Day): void {
  useLayoutEffect(() => {
    const grid = root.current?.querySelector<HTMLElement>(".mo-grid");
    if (!grid || grid.querySelector("[tabindex='0']")) return;
    const first =
      grid.querySelector<HTMLElement>(`[data-date="${today}"] > .cx-ev`) ??
      grid.querySelector<HTMLElement>(".mo-day:not(.other) > .cx-ev") ??
      grid.querySelector<HTMLElement>(".cx-ev");
    if (first) first.tabIndex = 0;
    // A month without events still scrolls, in a small window.
    grid.tabIndex = first ? -1 : 0;
  });
}

/** What all days are drawn with. */
function useScene({ place, today, zone, items, selected, cut }: GridProps): Scene {
  const { t, i18n } = useTranslation();
  const { language } = i18n;
  const nowMs = useLastTurn(items);
  const words = useMemo(() => ({ t, language, zone }), [t, language, zone]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other words, other names
  const names = useMemo(() => new WeakMap(), [words]);
  const month = place.day.slice(0, 7);
  const { layout } = place;
  return useMemo(
    () => ({ words, names, nowMs, selected, cut, today, month, layout }),
    [words, names, nowMs, selected, cut, today, month, layout],
  );
}

/** The cursor's days of a week, as bits. */
function bitsOf(week: readonly MonthDay[], from: Day, to: Day): number {
  return week.reduce((bits, { day }, column) => (day >= from && day < to ? bits | (1 << column) : bits), 0);
}

/** Pressing anywhere takes the keyboard's slot away. */
function useCursorEnd({ cursor, onCursorGone }: GridProps): void {
  const isShown = cursor !== undefined;
  useEffect(() => {
    if (!isShown) return;
    window.addEventListener("pointerdown", onCursorGone);
    return () => window.removeEventListener("pointerdown", onCursorGone);
  }, [isShown, onCursorGone]);
}

/** Where the words for what has no room stand. */
const lastLine = (lanes: number) => ({ "--mo-last": `${DAY_HEAD + (lanes - 1) * LINE}px` }) as CSSProperties;

const Weekdays = memo(function Weekdays({ first, language }: { first: Day; language: string }) {
  return (
    <div role="row" className="mo-heads">
      {[0, 1, 2, 3, 4, 5, 6].map((n) => (
        <div key={n} role="columnheader" className="t12 w5 i3 el">
          {sayDay(addDays(first, n), language, { weekday: "long" })}
        </div>
      ))}
    </div>
  );
});

/** The month of a place. Drawn again only when something it shows has changed: the page around it changes with every sync. */
export const MonthGrid = memo(function MonthGrid(props: GridProps) {
  const { place, today, zone, cursor } = props;
  const { t } = useTranslation();
  const root = useRef<HTMLDivElement>(null);
  const lanes = useLanes(root);
  const scene = useScene(props);
  const grid = useDays(scene.month, place.layout.firstDay, zone);
  const { items, listed, close, handlers } = useMonthGestures(root, props, grid);
  const weeks = useMemo(() => layOut(items, grid, lanes), [items, grid, lanes]);
  const at = listed === undefined ? -1 : grid.days.indexOf(listed);
  const chosen = cursor && placeOfCursor({ ...cursor, minute: undefined }, zone);
  useOneStop(root, today);
  useCursorEnd(props);
  return (
    <div ref={root} className="cx-grid mo" {...handlers}>
      <div className="mo-grid" role="grid" aria-label={t("view.month")}>
        <Weekdays first={grid.days[0] ?? today} language={scene.words.language} />
        <div className="mo-weeks" role="rowgroup" style={lastLine(lanes)}>
          {weeks.map((week, n) => (
            <Week
              // biome-ignore lint/suspicious/noArrayIndexKey: the rows stay where they are, their days change
              key={n}
              days={week}
              scene={scene}
              chosen={chosen ? bitsOf(week, chosen.start, chosen.end) : 0}
            />
          ))}
          <div className="mo-over" aria-hidden="true" />
        </div>
      </div>
      {listed !== undefined && at >= 0 && (
        <MoreList
          key={listed}
          day={listed}
          at={at}
          weeks={weeks.length}
          events={itemsOn(items, grid, at)}
          scene={scene}
          onClose={close}
        />
      )}
    </div>
  );
});
