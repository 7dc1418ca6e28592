// The menu of the right button, of the Menu key and of Shift F10: on an event, and on a free place.
import { Kbd, Menu } from "@mantine/core";
import { IconCalendarPlus, IconCalendarTime, IconClipboard, IconSun } from "@tabler/icons-react";
import { type MouseEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import { sayDay } from "../time/say-when.ts";
import { addDays, type Day } from "../time/wall-clock.ts";
import { STROKE } from "../ui/hue.ts";
import { focusedKey, keyOfBlock } from "./blocks.ts";
import { type FreePlace, placeAt } from "./context-place.ts";
import { type EventDeeds, EventItems } from "./event-menu.tsx";
import { allDayPlace, type NewPlace } from "./new-place.ts";
import type { AgendaItem } from "./occurrence.ts";

/** What the menu is for, and where it opens. */
export interface Context {
  readonly x: number;
  readonly y: number;
  readonly target: { readonly item: AgendaItem } | { readonly free: FreePlace };
}

interface Scene {
  readonly items: readonly AgendaItem[];
  /** The place of the keyboard's slot. */
  readonly cursor: FreePlace | undefined;
  readonly end: (start: string) => NewPlace;
}

/** Finds what a press was on. The Menu key has no place of its own: the event with the focus is meant, else the slot. */
function contextOf(event: MouseEvent<HTMLElement>, { items, cursor, end }: Scene): Context | undefined {
  const target = event.target as HTMLElement;
  const byKey = event.button !== 2;
  const block = target.closest<HTMLElement>(".cx-ev");
  const key = keyOfBlock(block) ?? (byKey ? focusedKey() : undefined);
  const item = items.find((one) => one.key === key);
  const anchor = byKey ? (block ?? document.querySelector(".cal .cx-new"))?.getBoundingClientRect() : undefined;
  const [x, y] = anchor
    ? [anchor.left + 24, Math.min(anchor.bottom, innerHeight - 40)]
    : [event.clientX, event.clientY];
  if (item) return { x, y, target: { item } };
  const free = byKey ? cursor : placeAt(event.currentTarget, event.clientX, event.clientY, end);
  return free && { x, y, target: { free } };
}

/** The menu's state. */
export function useContextMenu(scene: Scene) {
  const [context, setContext] = useState<Context>();
  return {
    context,
    close: () => setContext(undefined),
    onContextMenu(event: MouseEvent<HTMLElement>) {
      const found = contextOf(event, scene);
      if (!found) return;
      event.preventDefault();
      setContext(found);
    },
  };
}

interface FreeProps {
  readonly free: FreePlace;
  readonly onCreate: (place: NewPlace) => void;
  readonly onPaste: ((place: NewPlace) => void) | undefined;
  readonly onGo: (day: Day) => void;
}

function FreeItems({ free: { day, place }, onCreate, onPaste, onGo }: FreeProps) {
  const { t, i18n } = useTranslation();
  const time = place.start.slice(11, 16);
  const said = sayDay(day, i18n.language, { weekday: "long", day: "numeric" });
  return (
    <>
      {time && (
        <Menu.Item
          leftSection={<IconCalendarPlus size={16} stroke={STROKE} aria-hidden="true" />}
          onClick={() => onCreate(place)}
        >
          {t("menu.newAt", { time })}
        </Menu.Item>
      )}
      <Menu.Item
        leftSection={<IconSun size={16} stroke={STROKE} aria-hidden="true" />}
        onClick={() => onCreate(allDayPlace(day, addDays(day, 1)))}
      >
        {t("menu.newAllDay")}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconClipboard size={16} stroke={STROKE} aria-hidden="true" />}
        rightSection={<Kbd>Ctrl V</Kbd>}
        disabled={!onPaste}
        onClick={() => onPaste?.(place)}
      >
        {t("menu.paste")}
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item
        leftSection={<IconCalendarTime size={16} stroke={STROKE} aria-hidden="true" />}
        onClick={() => onGo(day)}
      >
        {t("menu.goTo", { day: said })}
      </Menu.Item>
    </>
  );
}

interface Props extends Omit<FreeProps, "free"> {
  readonly context: Context | undefined;
  readonly calendars: readonly Calendar[];
  readonly deeds: EventDeeds;
  readonly onClose: () => void;
}

/** The menu, at the pointer. */
export function ContextMenu({ context, calendars, deeds, onClose, ...free }: Props) {
  const { t } = useTranslation();
  if (!context) return null;
  const { x, y, target } = context;
  return (
    <Menu opened onChange={(opened) => opened || onClose()} position="bottom-start" shadow="md" width={272} offset={0}>
      <Menu.Target>
        <span className="context-anchor" aria-hidden="true" style={{ left: x, top: y }} />
      </Menu.Target>
      <Menu.Dropdown
        aria-label={"item" in target ? target.item.occurrence.title || t("event.untitled") : t("menu.free")}
      >
        {"item" in target ? (
          <EventItems item={target.item} calendars={calendars} deeds={deeds} />
        ) : (
          <FreeItems free={target.free} {...free} />
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
