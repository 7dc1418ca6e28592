// What lies under a point of the calendar.
import { addDays, type Day } from "../time/wall-clock.ts";
import { allDayPlace, type NewPlace } from "./new-place.ts";

/** A free place: its day, and its hour where the view has hours. */
export interface FreePlace {
  readonly day: Day;
  readonly place: NewPlace;
}

const holds = (box: DOMRect, x: number, y: number) => box.left <= x && x < box.right && box.top <= y && y < box.bottom;

/** The innermost element with a day that holds the point; a column of hours only as far as it reaches. */
function dayAt(root: Element, x: number, y: number): Day | undefined {
  let best: { day: Day; size: number } | undefined;
  for (const element of root.querySelectorAll<HTMLElement>("[data-date], .yv [data-day]")) {
    const box = element.getBoundingClientRect();
    const day = element.dataset.date ?? element.dataset.day;
    const size = box.width * box.height;
    if (day && holds(box, x, y) && (!best || size < best.size)) best = { day: day.slice(0, 10), size };
  }
  return best?.day;
}

function timeAt(root: Element, y: number): string | undefined {
  for (const element of root.querySelectorAll<HTMLElement>("[data-time]")) {
    const box = element.getBoundingClientRect();
    if (box.top <= y && y < box.bottom) return element.dataset.time?.slice(0, 5);
  }
  return undefined;
}

/** The free place under a point of the window; undefined outside of days. @param end of a new event from its start */
export function placeAt(root: Element, x: number, y: number, end: (start: string) => NewPlace): FreePlace | undefined {
  const day = dayAt(root, x, y);
  if (!day) return undefined;
  const time = timeAt(root, y);
  return { day, place: time ? end(`${day}T${time}`) : allDayPlace(day, addDays(day, 1)) };
}
