// The rows of the list and which of them are on screen. Pure.
import { addDays, type Day } from "../time/wall-clock.ts";
import { type AgendaItem, daysOf } from "./occurrence.ts";
import type { Period } from "./place.ts";

/** Pixels; fixed, so that a row's place is known without drawing it. */
const HEADING = 44;
const ROW = 36;

/** A day's heading, or one of its events. `top` and `height` in pixels. */
export type ListRow = { readonly top: number; readonly height: number; readonly day: Day } & (
  | { readonly item?: undefined; readonly count: number }
  | { readonly item: AgendaItem }
);

/** Every day of the period that has something on it, with its events; one of several days is under each of them. */
export function listRows(items: readonly AgendaItem[], { first, last }: Period, zone: string): readonly ListRow[] {
  const days = new Map<Day, AgendaItem[]>();
  for (const item of items) {
    const span = daysOf(item.occurrence, zone);
    for (let day = span.first < first ? first : span.first; day <= span.last && day <= last; day = addDays(day, 1)) {
      const list = days.get(day);
      if (list) list.push(item);
      else days.set(day, [item]);
    }
  }
  const rows: ListRow[] = [];
  let top = 0;
  for (const day of [...days.keys()].sort()) {
    const ofDay = days.get(day) ?? [];
    rows.push({ top, height: HEADING, day, count: ofDay.length });
    top += HEADING;
    for (const item of ofDay.sort((a, b) => Number(b.occurrence.allDay) - Number(a.occurrence.allDay))) {
      rows.push({ top, height: ROW, day, item });
      top += ROW;
    }
  }
  return rows;
}

/** Index of the first row that ends below `y`. */
function rowAt(rows: readonly ListRow[], y: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = rows[middle] as ListRow;
    if (row.top + row.height <= y) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The rows to draw for a part of the list, with some around it so that keys and a quick wheel find their neighbours. */
export function rowsIn(rows: readonly ListRow[], scrollTop: number, height: number): readonly ListRow[] {
  const around = 400;
  return rows.slice(rowAt(rows, scrollTop - around), rowAt(rows, scrollTop + height + around) + 1);
}
