// Where the tiles of the dashboard stand. Pure.
import type { Settings } from "../../src-preload/contract/settings.ts";

/** As the settings keep it: in order, each with its column. */
export type Layout = NonNullable<Settings["dashboard"]>;
type Placed = Layout[number];
/** What a tile shows. */
export type Kind = Placed["kind"];
/** Counted from the left. */
export type Column = Placed["column"];
/** Where a tile is moved by key. */
export type Direction = "up" | "down" | "left" | "right";

/** What the calendar needs is height; mail and news share the other column. */
export const DEFAULT_LAYOUT: Layout = [
  { kind: "agenda", column: 0 },
  { kind: "mail", column: 1 },
  { kind: "news", column: 1 },
];

/** A kept layout made whole: each kind once, one that it does not name yet at the end of its usual column. */
export function completeLayout(kept: Layout | undefined): Layout {
  const known = new Map<Kind, Placed>();
  for (const tile of kept ?? []) if (!known.has(tile.kind)) known.set(tile.kind, tile);
  return [...known.values(), ...DEFAULT_LAYOUT.filter(({ kind }) => !known.has(kind))];
}

/** The tiles shown in a column.
 *  @param kinds those there is something to show for; others keep their place unseen */
export function columnOf(layout: Layout, column: Column, kinds: readonly Kind[]): Kind[] {
  return layout
    .filter((tile) => tile.column === column && !tile.hidden && kinds.includes(tile.kind))
    .map(({ kind }) => kind);
}

/** A tile put before another one of a column, or at its end. */
export function placeTile(layout: Layout, kind: Kind, column: Column, before: Kind | undefined): Layout {
  const tile = layout.find((one) => one.kind === kind);
  if (!tile || before === kind) return layout;
  const others = layout.filter((one) => one !== tile);
  const found = others.findIndex((one) => one.kind === before);
  const at = found < 0 ? others.length : found;
  return [...others.slice(0, at), { ...tile, column }, ...others.slice(at)];
}

/** A tile one step further; the same layout when there is no way. Sideways it keeps its height, as far as the column goes. */
export function moveTile(layout: Layout, kind: Kind, direction: Direction, kinds: readonly Kind[]): Layout {
  const tile = layout.find((one) => one.kind === kind);
  if (!tile) return layout;
  const own = columnOf(layout, tile.column, kinds);
  const at = own.indexOf(kind);
  if (direction === "up") return at > 0 ? placeTile(layout, kind, tile.column, own[at - 1]) : layout;
  if (direction === "down") {
    return at < own.length - 1 ? placeTile(layout, kind, tile.column, own[at + 2]) : layout;
  }
  const column = direction === "left" ? 0 : 1;
  if (column === tile.column) return layout;
  return placeTile(layout, kind, column, columnOf(layout, column, kinds)[at]);
}

/** A tile hidden or shown. */
export function withHidden(layout: Layout, kind: Kind, hidden: boolean): Layout {
  return layout.map(({ hidden: _, ...tile }) => {
    const now = tile.kind === kind ? hidden : _;
    return now ? { ...tile, hidden: true } : tile;
  });
}

/** Heights of tiles that share a column. */
const WEIGHTS: Readonly<Record<Kind, number>> = { agenda: 1, mail: 1.34, news: 1 };

/** Where a tile is drawn: its column, and the rows of the grid it covers. */
export interface Area {
  readonly kind: Kind;
  readonly column: Column;
  /** Grid lines, from 1. */
  readonly from: number;
  readonly to: number;
}

/** The grid both columns share: a line wherever a tile of either ends, so that moving a tile never takes it out of the page.
 *  @returns `rows` in parts of the height */
export function gridOf(layout: Layout, kinds: readonly Kind[]): { areas: readonly Area[]; rows: readonly number[] } {
  const cuts = new Set([0, 1]);
  const spans = ([0, 1] as const).flatMap((column) => {
    const shown = columnOf(layout, column, kinds);
    const total = shown.reduce((sum, kind) => sum + WEIGHTS[kind], 0);
    let end = 0;
    return shown.map((kind, n) => {
      const start = end;
      end = n === shown.length - 1 ? 1 : end + WEIGHTS[kind] / total;
      cuts.add(end);
      return { kind, column, start, end };
    });
  });
  const lines = [...cuts].sort((a, b) => a - b);
  return {
    areas: spans.map(({ kind, column, start, end }) => ({
      kind,
      column,
      from: lines.indexOf(start) + 1,
      to: lines.indexOf(end) + 1,
    })),
    rows: lines.slice(1).map((line, n) => line - (lines[n] ?? 0)),
  };
}
