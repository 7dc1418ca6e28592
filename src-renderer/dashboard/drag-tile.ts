// A tile in the hand: follows the pointer until it is let go, or taken back by Esc.
import { type Column, columnOf, type Kind, type Layout, placeTile } from "./layout.ts";

/** Where the pointer would put a tile: before the first whose middle is below it, in the column it is over. */
function placeUnder(grid: HTMLElement, { clientX, clientY }: { clientX: number; clientY: number }, kind: Kind) {
  const [first = 0, second] = getComputedStyle(grid).gridTemplateColumns.split(" ").map(Number.parseFloat);
  const others = [...grid.querySelectorAll<HTMLElement>("[data-tile]")].filter((one) => one.dataset.tile !== kind);
  const isBelow = (tile: HTMLElement) => {
    const { top, height } = tile.getBoundingClientRect();
    return clientY < top + height / 2;
  };
  const columnOfTile = (tile: HTMLElement | undefined): Column => (tile?.dataset.column === "1" ? 1 : 0);
  if (second === undefined) {
    const before = others.find(isBelow);
    return { column: columnOfTile(before ?? others.at(-1)), before: before?.dataset.tile as Kind | undefined };
  }
  const column: Column = clientX - grid.getBoundingClientRect().left > first ? 1 : 0;
  const before = others.find((tile) => columnOfTile(tile) === column && isBelow(tile));
  return { column, before: before?.dataset.tile as Kind | undefined };
}

const looksAs = (layout: Layout, kinds: readonly Kind[]) =>
  ([0, 1] as const).map((column) => columnOf(layout, column, kinds).join()).join("|");

interface Drag {
  readonly grid: HTMLElement;
  readonly kind: Kind;
  readonly kinds: readonly Kind[];
  readonly layout: Layout;
  readonly onMove: (layout: Layout) => void;
  /** With the layout it began with when it was given up. */
  readonly onEnd: (layout: Layout) => void;
}

/** Follows the pointer. The tile is drawn elsewhere while it moves: only the document hears the pointer all the way. */
export function dragTile({ grid, kind, kinds, layout, onMove, onEnd }: Drag): void {
  let next = layout;
  const listening = new AbortController();
  const { signal } = listening;
  const end = (result: Layout) => {
    listening.abort();
    onEnd(result);
  };
  const move = (event: PointerEvent) => {
    const { column, before } = placeUnder(grid, event, kind);
    const moved = placeTile(next, kind, column, before);
    if (looksAs(moved, kinds) === looksAs(next, kinds)) return;
    next = moved;
    onMove(next);
  };
  const key = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    end(layout);
  };
  document.addEventListener("pointermove", move, { signal });
  document.addEventListener("pointerup", () => end(next), { signal });
  document.addEventListener("pointercancel", () => end(layout), { signal });
  document.addEventListener("keydown", key, { signal, capture: true });
}
