// The keyboard of the agenda (look.md §6).
import type { Day } from "../time/wall-clock.ts";
import { type Bindings, useKeys } from "../ui/keys.ts";
import { focusedKey, focusNeighbour } from "./blocks.ts";
import { type NewPlace, nudged } from "./new-place.ts";
import type { AgendaItem } from "./occurrence.ts";
import type { Place } from "./place.ts";

interface Deeds {
  readonly items: readonly AgendaItem[];
  /** Key of the event the peek shows. */
  readonly peeked: string | undefined;
  create(): void;
  edit(item: AgendaItem): void;
  remove(item: AgendaItem): void;
  move(item: AgendaItem, place: NewPlace): void;
  toggleSidebar(): void;
}

function placeBindings(place: Place, today: Day): Bindings {
  const orNeighbour = (key: "ArrowLeft" | "ArrowRight", step: -1 | 1) => () => focusNeighbour(key) || place.step(step);
  return {
    t: () => place.setDay(today),
    j: () => place.step(1),
    k: () => place.step(-1),
    d: () => place.setView("day"),
    w: () => place.setView("week"),
    m: () => place.setView("month"),
    l: () => place.setView("list"),
    ArrowLeft: orNeighbour("ArrowLeft", -1),
    ArrowRight: orNeighbour("ArrowRight", 1),
    ArrowUp: () => focusNeighbour("ArrowUp"),
    ArrowDown: () => focusNeighbour("ArrowDown"),
  };
}

/** Listens to the agenda's keys. */
export function useAgendaKeys(place: Place, today: Day, deeds: Deeds): void {
  const chosen = () => {
    const key = deeds.peeked ?? focusedKey();
    return deeds.items.find((item) => item.key === key);
  };
  const on = (act: (item: AgendaItem) => void) => () => {
    const item = chosen();
    if (item) act(item);
    return item !== undefined;
  };
  const nudge = (by: Parameters<typeof nudged>[1]) =>
    on((item) => {
      const to = nudged(item.occurrence, by);
      if (to) deeds.move(item, to);
    });
  useKeys({
    ...placeBindings(place, today),
    n: () => deeds.create(),
    b: () => deeds.toggleSidebar(),
    e: on(deeds.edit),
    Delete: on(deeds.remove),
    "Alt+ArrowUp": nudge({ minutes: -15 }),
    "Alt+ArrowDown": nudge({ minutes: 15 }),
    "Alt+ArrowLeft": nudge({ days: -1 }),
    "Alt+ArrowRight": nudge({ days: 1 }),
    "Alt+Shift+ArrowUp": nudge({ minutes: -15, resize: true }),
    "Alt+Shift+ArrowDown": nudge({ minutes: 15, resize: true }),
  });
}
