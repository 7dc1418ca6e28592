// Where the days of a month are on screen: six weeks of seven, all alike, so that a point is enough to tell the day.
import type { Day } from "../../time/wall-clock.ts";

/** A part of the month under a drag, in weeks: where it begins and how far it goes. */
export interface Band {
  readonly week: number;
  readonly column: number;
  readonly span: number;
}

/** The box of all weeks, in pixels of the window, however far it is scrolled. */
export interface WeeksBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The day under a point; undefined beside the month. */
export function dayUnder(x: number, y: number, box: WeeksBox, days: readonly Day[]): Day | undefined {
  const column = Math.floor(((x - box.left) / box.width) * 7);
  const week = Math.floor(((y - box.top) / box.height) * (days.length / 7));
  return column < 0 || column > 6 || week < 0 ? undefined : days[week * 7 + column];
}

/** The days `first` to `last` as far as they are on screen. */
export function bandsOf(first: Day, last: Day, days: readonly Day[]): Band[] {
  const bands: Band[] = [];
  days.forEach((day, at) => {
    if (day < first || day > last) return;
    const before = bands.at(-1);
    const week = Math.floor(at / 7);
    if (before?.week === week) bands[bands.length - 1] = { ...before, span: before.span + 1 };
    else bands.push({ week, column: at % 7, span: 1 });
  });
  return bands;
}
