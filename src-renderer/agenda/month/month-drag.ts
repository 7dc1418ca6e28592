// Drags over the month: an event to another day, a bar by one of its ends, a new event over free days. While the hand moves,
// only transforms change and React draws nothing.
import type { RefObject } from "react";
import { addDays, type Day, daysBetween } from "../../time/wall-clock.ts";
import { allDayPlace, type NewPlace, nudged, stretched } from "../new-place.ts";
import { type AgendaItem, daysOf } from "../occurrence.ts";
import { bandsOf, dayUnder, type WeeksBox } from "./month-geometry.ts";

/** What a drag needs to know of the month on screen. */
export interface Shown {
  readonly days: readonly Day[];
  readonly zone: string;
  itemOf(key: string): AgendaItem | undefined;
}

/** What was taken up: an event, one of its ends, or free days. */
export type Taken =
  | { readonly kind: "days"; readonly from: Day }
  | {
      readonly kind: "move" | "start" | "end";
      readonly from: Day;
      readonly item: AgendaItem;
      readonly first: Day;
      readonly last: Day;
    };

/** Where it would land; no place: it stays. */
export interface Landing {
  readonly first: Day;
  readonly last: Day;
  readonly place: NewPlace | undefined;
}

/** What a drag to a day comes to; undefined: nothing. Pure. */
function landingOf(taken: Taken, day: Day): Landing | undefined {
  if (taken.kind === "days") {
    const [first, last] = day < taken.from ? [day, taken.from] : [taken.from, day];
    return { first, last, place: allDayPlace(first, addDays(last, 1)) };
  }
  const { item, first, last } = taken;
  if (taken.kind === "move") {
    const days = daysBetween(taken.from, day);
    const place = days === 0 ? undefined : nudged(item.occurrence, { days });
    return { first: addDays(first, days), last: addDays(last, days), place };
  }
  const isStart = taken.kind === "start";
  // An end cannot pass the other one.
  const to = isStart ? (day > last ? last : day) : day < first ? first : day;
  const days = daysBetween(isStart ? first : last, to);
  const place = days === 0 ? undefined : stretched(item.occurrence, taken.kind, days);
  return { first: isStart ? to : first, last: isStart ? last : to, place };
}

const px = (x: number, y: number) => `translate3d(${Math.round(x)}px, ${Math.round(y)}px, 0)`;

/** The event under the hand. */
function createGhost(block: HTMLElement, at: { readonly x: number; readonly y: number }) {
  const from = block.getBoundingClientRect();
  const ghost = block.cloneNode(true) as HTMLElement;
  for (const name of ["role", "tabindex", "data-key", "aria-label"]) ghost.removeAttribute(name);
  ghost.setAttribute("aria-hidden", "true");
  ghost.classList.add("cx-mirror", "mo-ghost");
  Object.assign(ghost.style, { width: `${from.width}px`, transform: px(from.left, from.top) });
  return {
    ghost,
    moveTo(x: number, y: number) {
      ghost.style.transform = px(from.left + x - at.x, from.top + y - at.y);
    },
  };
}

/** Lights the days where it would land: one mark a week, made once. */
function createMarks(over: HTMLElement, weeks: number) {
  const marks = Array.from({ length: weeks }, () => {
    const mark = document.createElement("div");
    mark.className = "mo-mark";
    mark.style.opacity = "0";
    over.append(mark);
    return mark;
  });
  return {
    show(landing: Landing | undefined, days: readonly Day[]) {
      const bands = landing ? bandsOf(landing.first, landing.last, days) : [];
      marks.forEach((mark, week) => {
        const band = bands.find((one) => one.week === week);
        mark.style.opacity = band ? "1" : "0";
        if (!band) return;
        mark.style.width = `${(band.span / 7) * 100}%`;
        mark.style.transform = `translate(${(band.column / band.span) * 100}%, ${week * 100}%)`;
      });
    },
    remove() {
      for (const mark of marks) mark.remove();
    },
  };
}

/** A press, before anyone knows what it will be. */
export interface Press {
  readonly pointerId: number;
  readonly x: number;
  readonly y: number;
  readonly block: HTMLElement | undefined;
  readonly edge: "start" | "end" | undefined;
}

/** The parts of the page a drag works on. */
export interface Parts {
  readonly root: HTMLElement;
  readonly weeks: HTMLElement;
  readonly over: HTMLElement;
}

/** Undefined before the month is drawn. */
export function partsOf(root: HTMLElement): Parts | undefined {
  const weeks = root.querySelector<HTMLElement>(".mo-weeks");
  const over = root.querySelector<HTMLElement>(".mo-over");
  return weeks && over ? { root, weeks, over } : undefined;
}

/** A drag that has begun. */
export interface Drag {
  readonly taken: Taken;
  moveTo(x: number, y: number): void;
  /** The days on screen are others. */
  look(): void;
  /** @returns where it was let go */
  end(): Landing | undefined;
}

/** Takes something up. @param shown is read again after every turn of the page */
export function beginDrag(parts: Parts, taken: Taken, press: Press, shown: RefObject<Shown>): Drag {
  const { root, weeks, over } = parts;
  const marks = createMarks(over, Math.ceil(shown.current.days.length / 7));
  const block = taken.kind === "move" ? press.block : undefined;
  const hand = block && createGhost(block, press);
  if (hand) root.append(hand.ghost);
  block?.classList.add("mo-away");
  root.dataset.drag = taken.kind;
  let at = { x: press.x, y: press.y };
  let day: Day | undefined;
  let landing: Landing | undefined;
  let frame = 0;
  const look = () => {
    const box: WeeksBox = over.getBoundingClientRect();
    const window = weeks.getBoundingClientRect();
    const isBeside = at.y < window.top || at.y > window.bottom;
    day = isBeside ? undefined : dayUnder(at.x, at.y, box, shown.current.days);
    landing = day === undefined ? undefined : landingOf(taken, day);
    marks.show(landing, shown.current.days);
  };
  const paint = () => {
    frame = 0;
    hand?.moveTo(at.x, at.y);
    look();
  };
  look();
  return {
    taken,
    look,
    moveTo(x, y) {
      at = { x, y };
      if (frame === 0) frame = requestAnimationFrame(paint);
    },
    end() {
      cancelAnimationFrame(frame);
      look();
      marks.remove();
      hand?.ghost.remove();
      block?.classList.remove("mo-away");
      delete root.dataset.drag;
      return landing;
    },
  };
}

/** What a press would take up; undefined: nothing that can be moved. */
export function takenOf(press: Press, { over }: Parts, shown: Shown): Taken | undefined {
  const { block, edge } = press;
  const under = dayUnder(press.x, press.y, over.getBoundingClientRect(), shown.days);
  if (!block) return under === undefined ? undefined : { kind: "days", from: under };
  const item = shown.itemOf(block.dataset.key ?? "");
  if (!item || item.calendar.readOnly) return undefined;
  const { first, last } = daysOf(item.occurrence, shown.zone);
  // From the list of a day an event is taken by that day, wherever the list hangs.
  const listed = block.closest<HTMLElement>("[data-list-of]")?.dataset.listOf;
  return { kind: edge ?? "move", from: listed ?? under ?? first, item, first, last };
}
