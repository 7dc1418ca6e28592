// The lines of a list that are known so far, from pages that may be asked again in any order. Pure. Each page says what lies
// between its beginning and its last line; what is known elsewhere stays, so that nothing jumps when a part is renewed.
import type { Line } from "./list-rows.ts";

/** Where a page begins: after this line (the top: before all), and how the engine names the place. */
export interface PageStart {
  readonly after: Position | undefined;
  readonly cursor: string | undefined;
}
/** The newest message of a thread in the folder: they are numbered in the order of the list (contract, MessageId). */
type Position = string;
/** An answer of the engine, as lines. */
export interface LinePage {
  readonly lines: readonly Line[];
  readonly nextCursor?: string | undefined;
  /** Absent: nobody counted. */
  readonly total?: number | undefined;
}

/** What is known of a list. */
export interface Known {
  readonly lines: readonly Line[];
  /** Places where a page can begin, the top first. */
  readonly starts: readonly PageStart[];
  /** The last line is known. */
  readonly isWhole: boolean;
  /** As far as it is known: at least a page more where nobody counted and there is more. */
  readonly total: number;
}

/** Nothing was asked yet. */
export const NOTHING: Known = {
  lines: [],
  starts: [{ after: undefined, cursor: undefined }],
  isWhole: false,
  total: 0,
};

/** Greater numbers first. */
export function isBefore(a: Position, b: Position): boolean {
  return a.length === b.length ? a > b : a.length > b.length;
}

const placeOf = (line: Line): Position => line.messageIds[0] ?? "0";

/** @returns index of the first line that stands after the place */
function firstAfter(lines: readonly Line[], place: Position | undefined): number {
  if (place === undefined) return 0;
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(place, placeOf(lines[middle] as Line))) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Puts a page in its place. */
export function withPage(known: Known, start: PageStart, page: LinePage): Known {
  const last = page.lines.at(-1);
  const isEnd = page.nextCursor === undefined;
  const fresh = new Set(page.lines.map(({ id }) => id));
  const from = firstAfter(known.lines, start.after);
  const to = isEnd ? known.lines.length : firstAfter(known.lines, last ? placeOf(last) : start.after);
  const others = (part: readonly Line[]) => part.filter(({ id }) => !fresh.has(id));
  const before = others(known.lines.slice(0, from));
  const after = others(known.lines.slice(to));
  const starts = known.starts.filter(
    ({ after: place }) =>
      place === undefined || !isInside(place, start.after, last && placeOf(last), isEnd) || place === start.after,
  );
  const next = !isEnd && last ? [{ after: placeOf(last), cursor: page.nextCursor }] : [];
  const isWhole = isEnd || (known.isWhole && after.length > 0);
  const lines = before.concat(page.lines, after);
  return {
    lines,
    starts: [...starts, ...next].sort((a, b) => order(a.after, b.after)),
    isWhole,
    total: page.total ?? lines.length + (isWhole ? 0 : page.lines.length),
  };
}

/** Between the beginning of a page and its last line, that one included: a page that begins there begins nowhere any more. */
function isInside(place: Position, from: Position | undefined, to: Position | undefined, isEnd: boolean): boolean {
  const isAfterStart = from === undefined || isBefore(from, place);
  return isAfterStart && (isEnd || (to !== undefined && !isBefore(to, place)));
}

function order(a: Position | undefined, b: Position | undefined): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
  return isBefore(a, b) ? -1 : 1;
}

/** Where to begin, to learn of the line at an index: the last known place at or above it. */
export function startFor(known: Known, index: number): PageStart {
  const line = known.lines[Math.min(index, known.lines.length)];
  const found = known.starts.findLast(({ after }) => after === undefined || !line || isBefore(after, placeOf(line)));
  return found ?? (known.starts[0] as PageStart);
}
