// Where the agenda is: a view and the day it stands on. A reload keeps both; a new window starts today in the last view.
import { useMemo, useState } from "react";
import { useLive } from "../live.tsx";
import { VIEWS, type View } from "../time/say-when.ts";
import { addDays, addMonths, type Day, monthGrid, startOfDay, weekdayOf, weekStart } from "../time/wall-clock.ts";
import { DEFAULT_LAYOUT, type Layout, layoutOf } from "./layout.ts";

/** The period shown and how to leave it. */
export interface Place {
  readonly view: View;
  readonly day: Day;
  readonly layout: Layout;
  setView(view: View): void;
  setDay(day: Day): void;
  /** One period back (-1) or on (1). */
  step(direction: -1 | 1): void;
}

/** First and last day, both included. */
export interface Period {
  readonly first: Day;
  readonly last: Day;
}

function workWeek(start: Day, { workDays }: Layout): Period {
  const days = [0, 1, 2, 3, 4, 5, 6].map((n) => addDays(start, n)).filter((day) => workDays.includes(weekdayOf(day)));
  return { first: days[0] ?? start, last: days.at(-1) ?? addDays(start, 6) };
}

/** The period of a view that shows `day`. */
export function periodOf(view: View, day: Day, layout = DEFAULT_LAYOUT): Period {
  const year = day.slice(0, 4);
  const start = weekStart(day, layout.firstDay);
  switch (view) {
    case "day":
      return { first: day, last: day };
    case "days":
      return { first: day, last: addDays(day, layout.days - 1) };
    case "week":
      return { first: start, last: addDays(start, 6) };
    case "workweek":
      return workWeek(start, layout);
    case "year":
      return { first: `${year}-01-01`, last: `${year}-12-31` };
    default:
      return { first: `${day.slice(0, 7)}-01`, last: addDays(addMonths(day, 1), -1) };
  }
}

/** The days a view draws, as instants: what to ask the engine for. */
export function periodRange(view: View, day: Day, zone: string, layout = DEFAULT_LAYOUT) {
  const period = periodOf(view, day, layout);
  const grid = monthGrid(day, layout.firstDay);
  const { first, last } =
    view === "month" ? { first: grid[0] ?? period.first, last: grid.at(-1) ?? period.last } : period;
  return { fromMs: startOfDay(first, zone), toMs: startOfDay(addDays(last, 1), zone) };
}

/** The day one period further. */
export function stepped(view: View, day: Day, direction: -1 | 1, layout = DEFAULT_LAYOUT): Day {
  if (view === "month" || view === "list") return addMonths(day, direction);
  if (view === "year") return addMonths(day, 12 * direction);
  if (view === "day") return addDays(day, direction);
  return addDays(day, (view === "days" ? layout.days : 7) * direction);
}

const VIEW_KEY = "cadran.agenda.view";
const DAY_KEY = "cadran.agenda.day";

const keptView = (): View => VIEWS.find((view) => view === localStorage.getItem(VIEW_KEY)) ?? "week";

/** The day the window stood on before it was loaded again. */
function keptDay(): Day | undefined {
  const day = sessionStorage.getItem(DAY_KEY) ?? "";
  return /^\d{4}-\d{2}-\d{2}$/.test(day) ? day : undefined;
}

/** The state of the agenda's place. */
export function usePlace(today: Day): Place {
  const [view, setView] = useState<View>(keptView);
  const [day, setDay] = useState(() => keptDay() ?? today);
  const { data: settings } = useLive("settings.get", {});
  const layout = layoutOf(settings?.agenda);
  // The same object until something of it changes: the whole calendar hangs on it.
  const ways = useMemo(
    () => ({
      setView(next: View) {
        localStorage.setItem(VIEW_KEY, next);
        setView(next);
      },
      setDay(next: Day) {
        sessionStorage.setItem(DAY_KEY, next);
        setDay(next);
      },
    }),
    [],
  );
  return useMemo(
    () => ({
      view,
      day,
      layout,
      ...ways,
      step: (direction) => ways.setDay(stepped(view, day, direction, layout)),
    }),
    [view, day, layout, ways],
  );
}
