// The keyboard of the agenda (look.md §6): every key a command with a name, so that the palette and `?` know it too.
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { VIEWS, type View } from "../time/say-when.ts";
import type { Day } from "../time/wall-clock.ts";
import { type Command, useCommands } from "../ui/commands.tsx";
import { focusedKey, focusNeighbour } from "./blocks.ts";
import type { EventDeeds } from "./event-menu.tsx";
import type { NewPlace, nudged } from "./new-place.ts";
import type { AgendaItem } from "./occurrence.ts";
import type { Place } from "./place.ts";
import { sayView } from "./say-view.ts";
import type { SlotCursor } from "./use-cursor.ts";

interface Deeds {
  readonly items: readonly AgendaItem[];
  /** Key of the event the peek shows. */
  readonly peeked: string | undefined;
  readonly event: EventDeeds;
  readonly cursor: SlotCursor;
  create(at?: NewPlace): void;
  nudge(item: AgendaItem, by: Parameters<typeof nudged>[1]): void;
  /** @returns false when nothing is held */
  paste(): boolean;
  askDay(): void;
  toggleSidebar(): void;
}

type Arrow = "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight";
const ARROWS: readonly Arrow[] = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"];
const VIEW_KEYS: Readonly<Partial<Record<View, string>>> = {
  day: "d",
  week: "w",
  month: "m",
  list: "l",
  year: "y",
  workweek: "o",
  days: "x",
};

/** Copying, cutting and pasting text is the text field's. */
const isInText = () => document.activeElement?.closest("input, textarea, [contenteditable]") != null;

/** Does the focus stand on something that goes by arrows itself? */
const hasOwnArrows = () => document.activeElement?.closest("input, [role=menuitem], [role=slider], [data-day]") != null;
/** Does Enter press something else? */
const hasOwnEnter = () => document.activeElement?.closest("button, a, input, [role=button]") != null;

function placeCommands(place: Place, today: Day, deeds: Deeds, t: TFunction): Command[] {
  const group = t("shell.agenda");
  const view = (one: View): Command => ({
    id: `agenda.view.${one}`,
    label: t("command.view", { view: sayView(one, place, t) }),
    group,
    ...(VIEW_KEYS[one] && { keys: [VIEW_KEYS[one]] }),
    run: () => place.setView(one),
  });
  return [
    { id: "agenda.new", label: t("view.newEvent"), group, keys: ["n"], run: () => deeds.create() },
    { id: "agenda.today", label: t("view.today"), group, keys: ["t"], run: () => place.setDay(today) },
    { id: "agenda.next", label: t("command.next"), group, keys: ["j"], run: () => place.step(1) },
    { id: "agenda.previous", label: t("command.previous"), group, keys: ["k"], run: () => place.step(-1) },
    { id: "agenda.goTo", label: t("goTo.open"), group, keys: ["g d"], run: () => deeds.askDay() },
    ...VIEWS.map(view),
    {
      id: "agenda.sidebar",
      label: t("command.sidebar"),
      group,
      keys: ["b"],
      general: true,
      run: () => deeds.toggleSidebar(),
    },
    { id: "agenda.paste", label: t("menu.paste"), group, keys: ["Mod+v"], run: () => !isInText() && deeds.paste() },
  ];
}

/** Arrows go from event to event; without one they turn pages or move the slot. */
function walkCommands(place: Place, { cursor, create }: Deeds, t: TFunction): Command[] {
  const group = t("shell.agenda");
  const walk = (key: Arrow): Command => ({
    id: `agenda.walk.${key}`,
    label: t("command.walk"),
    group,
    keys: [key],
    keysOnly: true,
    run() {
      if (focusNeighbour(key)) return true;
      if (hasOwnArrows()) return false;
      if (cursor.move(key)) return true;
      if (key === "ArrowUp" || key === "ArrowDown") return cursor.begin();
      place.step(key === "ArrowLeft" ? -1 : 1);
      return true;
    },
  });
  const stretch = (key: "Shift+ArrowUp" | "Shift+ArrowDown", step: -1 | 1): Command => ({
    id: `agenda.stretch.${key}`,
    label: t("command.stretch"),
    group,
    keys: [key],
    keysOnly: true,
    run: () => cursor.stretch(step),
  });
  return [
    ...ARROWS.map(walk),
    stretch("Shift+ArrowUp", -1),
    stretch("Shift+ArrowDown", 1),
    {
      id: "agenda.slot.create",
      label: t("command.createHere"),
      group,
      keys: ["Enter"],
      keysOnly: true,
      run() {
        const at = cursor.place;
        if (!at || hasOwnEnter()) return false;
        create(at);
        return true;
      },
    },
    {
      id: "agenda.slot.leave",
      label: t("command.leaveSlot"),
      group,
      keys: ["Escape"],
      keysOnly: true,
      run: () => cursor.leave(),
    },
  ];
}

function eventCommands({ items, peeked, event, nudge: nudgeOne }: Deeds, t: TFunction): Command[] {
  const group = t("command.eventGroup");
  const key = () => peeked ?? focusedKey();
  const on = (act: (item: AgendaItem) => unknown) => () => {
    const item = items.find((one) => one.key === key());
    return item ? act(item) !== false : false;
  };
  /** Text that is marked is what Ctrl C means. */
  const unlessMarked = (act: (item: AgendaItem) => void) =>
    on((item) => (isInText() || document.getSelection()?.isCollapsed === false ? false : act(item)));
  const nudge = (id: string, label: string, keys: string, by: Parameters<typeof nudged>[1]): Command => ({
    id: `event.${id}`,
    label,
    group,
    keys: [keys],
    keysOnly: true,
    run: on((item) => nudgeOne(item, by)),
  });
  return [
    { id: "event.edit", label: t("common.edit"), group, keys: ["e"], run: on(event.edit) },
    { id: "event.duplicate", label: t("menu.duplicate"), group, keys: ["Mod+d"], run: on(event.duplicate) },
    {
      id: "event.copy",
      label: t("menu.copy"),
      group,
      keys: ["Mod+c"],
      run: unlessMarked((item) => event.hold(item, false)),
    },
    {
      id: "event.cut",
      label: t("menu.cut"),
      group,
      keys: ["Mod+x"],
      run: unlessMarked((item) => event.hold(item, true)),
    },
    { id: "event.remove", label: t("common.remove"), group, keys: ["Delete"], run: on(event.remove) },
    nudge("earlier", t("command.earlier"), "Alt+ArrowUp", { minutes: -15 }),
    nudge("later", t("command.later"), "Alt+ArrowDown", { minutes: 15 }),
    nudge("dayBefore", t("command.dayBefore"), "Alt+ArrowLeft", { days: -1 }),
    nudge("dayAfter", t("command.dayAfter"), "Alt+ArrowRight", { days: 1 }),
    nudge("shorter", t("command.shorter"), "Alt+Shift+ArrowUp", { minutes: -15, resize: true }),
    nudge("longer", t("command.longer"), "Alt+Shift+ArrowDown", { minutes: 15, resize: true }),
  ];
}

/** Offers the agenda's commands and listens to its keys. */
export function useAgendaKeys(place: Place, today: Day, deeds: Deeds): void {
  const { t } = useTranslation();
  useCommands([...placeCommands(place, today, deeds, t), ...walkCommands(place, deeds, t), ...eventCommands(deeds, t)]);
}
