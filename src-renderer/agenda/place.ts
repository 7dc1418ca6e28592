// Where the agenda is: a view and the day it stands on. Dies with the window.
import { useState } from "react";
import type { View } from "../time/say-when.ts";
import { addDays, addMonths, type Day, mondayOf, monthGrid, startOfDay } from "../time/wall-clock.ts";

/** The period shown and how to leave it. */
export interface Place {
  readonly view: View;
  readonly day: Day;
  setView(view: View): void;
  setDay(day: Day): void;
  /** One period back (-1) or on (1). */
  step(direction: -1 | 1): void;
}

/** First day of the period that shows `day`. */
export function periodStart(view: View, day: Day): Day {
  if (view === "month") return `${day.slice(0, 7)}-01`;
  return view === "day" ? day : mondayOf(day);
}

/** The days a view draws, as instants: what to ask the engine for. */
export function periodRange(view: View, day: Day, zone: string): { fromMs: number; toMs: number } {
  const [first, count] =
    view === "month" ? [monthGrid(day)[0] ?? day, 42] : [periodStart(view, day), view === "day" ? 1 : 7];
  return { fromMs: startOfDay(first, zone), toMs: startOfDay(addDays(first, count), zone) };
}

function stepped(view: View, day: Day, direction: -1 | 1): Day {
  if (view === "month") return addMonths(day, direction);
  return addDays(day, (view === "day" ? 1 : 7) * direction);
}

/** The state of the agenda's place, starting at the week of today. */
export function usePlace(today: Day): Place {
  const [view, setView] = useState<View>("week");
  const [day, setDay] = useState(today);
  return { view, day, setView, setDay, step: (direction) => setDay((now) => stepped(view, now, direction)) };
}
