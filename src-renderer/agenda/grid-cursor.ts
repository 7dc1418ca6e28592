// A cursor over the free places of the grid, for the keyboard. Pure; agenda-keys moves it, calendar-grid shows it.
import type { View } from "../time/say-when.ts";
import { addDays, addMinutes, type Day, weekdayOf } from "../time/wall-clock.ts";
import type { Layout } from "./layout.ts";
import { allDayPlace, type NewPlace } from "./new-place.ts";
import type { Period } from "./place.ts";

/** A slot of the grid. `minute` of the day; undefined: the whole day. `length` in minutes. */
export interface Cursor {
  readonly day: Day;
  readonly minute: number | undefined;
  readonly length: number;
}

const STEP = 30;
const LAST = 1440 - STEP;

/** Where the cursor appears: now, or the morning of the first day shown. @param nowMinute of the day */
export function firstCursor(view: View, period: Period, today: Day, nowMinute: number, layout: Layout): Cursor {
  const isHere = today >= period.first && today <= period.last;
  const day = isHere ? today : period.first;
  const length = layout.minutes;
  if (view === "month") return { day, minute: undefined, length };
  return { day, minute: isHere ? Math.min(LAST, Math.ceil(nowMinute / STEP) * STEP) : 540, length };
}

/** The next day of a view: work weeks leave days out. */
function nextDay(view: View, day: Day, step: number, { workDays }: Layout): Day {
  let next = addDays(day, step);
  while (view === "workweek" && !workDays.includes(weekdayOf(next))) next = addDays(next, Math.sign(step));
  return next;
}

/** The cursor after an arrow. Above the first hour lies the whole day. */
export function movedCursor(
  cursor: Cursor,
  key: "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight",
  view: View,
  layout: Layout,
): Cursor {
  const { day, minute } = cursor;
  if (key === "ArrowLeft" || key === "ArrowRight") {
    return { ...cursor, day: nextDay(view, day, key === "ArrowLeft" ? -1 : 1, layout) };
  }
  const step = key === "ArrowUp" ? -1 : 1;
  if (view === "month") return { ...cursor, day: addDays(day, 7 * step) };
  if (minute === undefined) return step > 0 ? { ...cursor, minute: 480 } : cursor;
  const next = minute + step * STEP;
  if (next < 0) return { ...cursor, minute: undefined };
  return { ...cursor, minute: Math.min(LAST, next) };
}

/** Longer or shorter, by half hours or days. */
export function stretchedCursor(cursor: Cursor, step: -1 | 1): Cursor {
  const unit = cursor.minute === undefined ? 1440 : STEP;
  return { ...cursor, length: Math.max(unit, cursor.length + step * unit) };
}

/** The place under the cursor. */
export function placeOfCursor({ day, minute, length }: Cursor, zone: string): NewPlace {
  if (minute === undefined) return allDayPlace(day, addDays(day, Math.max(1, Math.floor(length / 1440))));
  const start = addMinutes(`${day}T00:00`, minute);
  return { start, end: addMinutes(start, length), zone };
}
