// Asks for the lines that are on screen and those that come next. It draws nothing, and it is all that hears of scrolling
// besides the list itself: the page is drawn again when lines have come, not for each line that passes by.
import { useSyncExternalStore } from "react";
import { type Known, type PageStart, startFor } from "./thread-page.ts";
import { PAGE, type Question, type TakePage, usePage } from "./use-known-lines.ts";

/** A page on the way to a place far down. */
const FAR_PAGE = 500;
/** Lines below the screen that are asked for before they are needed: half a second of scrolling. */
const AHEAD = 60;

/** Lines on screen, by index; told without drawing anything. */
export class Shown {
  #from = 0;
  #to = 0;
  readonly #listeners = new Set<() => void>();

  get from(): number {
    return this.#from;
  }

  get to(): number {
    return this.#to;
  }

  readonly set = (from: number, to: number): void => {
    this.#from = from;
    this.#to = to;
    for (const listener of this.#listeners) listener();
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}

/** Beyond what is known the pages come one after the other: each names the place where the next begins. */
function nextStart(known: Known, to: number): { start: PageStart; limit: number } {
  const missing = to + AHEAD - known.lines.length;
  if (known.isWhole || missing < 0) return { start: startFor(known, to), limit: PAGE };
  const start = known.starts.at(-1) ?? startFor(known, to);
  return { start, limit: missing - AHEAD > PAGE ? FAR_PAGE : PAGE };
}

interface Props {
  readonly question: Question | undefined;
  /** Of that question. */
  readonly known: Known;
  readonly shown: Shown;
  readonly take: TakePage;
}

/** The asking. */
export function LinesAhead({ question, known, shown, take }: Props) {
  const read = () => {
    const next = nextStart(known, shown.to);
    return `${known.starts.indexOf(startFor(known, shown.from))} ${known.starts.indexOf(next.start)} ${next.limit}`;
  };
  const [on = 0, next = 0, limit = PAGE] = useSyncExternalStore(shown.subscribe, read).split(" ").map(Number);
  const startAt = (index: number) => known.starts[index] ?? (known.starts[0] as PageStart);
  usePage(question, startAt(on), PAGE, take);
  usePage(question, startAt(next), limit, take);
  return null;
}
