// Moving a tile: by its grip with the pointer, or with Space and the arrows. Both move it at once and keep it when it is let go.
import { type KeyboardEvent, type PointerEvent, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { dragTile } from "./drag-tile.ts";
import { columnOf, type Direction, type Kind, type Layout, moveTile } from "./layout.ts";
import type { LayoutState } from "./use-layout.ts";

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
};

function placeOf(layout: Layout, kind: Kind, kinds: readonly Kind[]) {
  const column = layout.find((one) => one.kind === kind)?.column ?? 0;
  const all = columnOf(layout, column, kinds);
  return { column: column + 1, n: all.indexOf(kind) + 1, of: all.length };
}

/** The tile that is lifted, if any, and the layout it was lifted from. */
function useLifted({ layout, preview, keep }: LayoutState) {
  const [lifted, setLifted] = useState<{ kind: Kind; before: Layout; byPointer: boolean }>();
  const grid = useRef<HTMLDivElement>(null);
  const gripOf = (kind: Kind) => grid.current?.querySelector<HTMLElement>(`[data-tile="${kind}"] .widget-grip`);
  // Drawn elsewhere in the page, a tile loses the focus of its grip.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new layout is what moves it
  useLayoutEffect(() => {
    if (lifted) gripOf(lifted.kind)?.focus();
  }, [layout]);
  const drop = (next: Layout, before: Layout) => {
    setLifted(undefined);
    if (next === before) preview(undefined);
    else keep(next);
  };
  return {
    grid,
    lifted,
    drop,
    lift: (kind: Kind, byPointer: boolean) => setLifted({ kind, before: layout, byPointer }),
    /** Whoever leaves the grip has let go; a grip that was drawn elsewhere has it back by then. */
    left() {
      if (!lifted || lifted.byPointer) return;
      setTimeout(() => document.activeElement !== gripOf(lifted.kind) && drop(layout, lifted.before));
    },
  };
}

/** @param kinds the tiles there is something to show for */
export function useArrange(state: LayoutState, kinds: readonly Kind[]) {
  const { t } = useTranslation();
  const { layout, preview } = state;
  const { grid, lifted, lift, drop, left } = useLifted(state);
  const [said, setSaid] = useState("");

  function onGrip(event: PointerEvent<HTMLElement>, kind: Kind) {
    if (event.button !== 0 || !grid.current) return;
    event.preventDefault();
    event.currentTarget.focus();
    lift(kind, true);
    const onEnd = (result: Layout) => drop(result, layout);
    dragTile({ grid: grid.current, kind, kinds, layout, onMove: preview, onEnd });
  }

  function step(kind: Kind, title: string, direction: Direction) {
    const next = moveTile(layout, kind, direction, kinds);
    if (next !== layout) preview(next);
    setSaid(
      t(next === layout ? "dashboard.said.edge" : "dashboard.said.moved", { title, ...placeOf(next, kind, kinds) }),
    );
  }

  function onGripKey(event: KeyboardEvent<HTMLElement>, kind: Kind, title: string) {
    const held = lifted?.kind === kind ? lifted : undefined;
    const direction = DIRECTIONS[event.key];
    if (event.key === " " || event.key === "Enter") {
      if (held) drop(layout, held.before);
      else lift(kind, false);
      const key = held ? "dashboard.said.dropped" : "dashboard.said.lifted";
      setSaid(t(key, { title, ...placeOf(layout, kind, kinds) }));
    } else if (held && event.key === "Escape") {
      drop(held.before, held.before);
      setSaid(t("dashboard.said.back", { title }));
    } else if (held && direction) {
      step(kind, title, direction);
    } else return;
    event.preventDefault();
  }

  return { grid, lifted: lifted?.kind, /** For a live region. */ said, onGrip, onGripKey, onGripBlur: left };
}
