// The view chosen: a grid, a list or a year; presses, keys and menus over it.
import { Button } from "@mantine/core";
import { IconCalendarOff } from "@tabler/icons-react";
import { type MouseEventHandler, useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { Day } from "../time/wall-clock.ts";
import { keyOfBlock, useKeptFocus } from "./blocks.ts";
import { CalendarGrid } from "./calendar-grid.tsx";
import { useCreateBeyondEdge } from "./grid-drag.ts";
import type { GridHandlers } from "./grid-props.ts";
import { ListView } from "./list-view.tsx";
import { MonthGrid } from "./month/month-grid.tsx";
import type { NewPlace } from "./new-place.ts";
import type { AgendaItem } from "./occurrence.ts";
import type { Place } from "./place.ts";
import { useReachableScroll } from "./reachable-scroll.ts";
import type { Changes } from "./use-changes.ts";
import type { SlotCursor } from "./use-cursor.ts";
import { YearView } from "./year-view.tsx";

interface Props {
  readonly place: Place;
  readonly today: Day;
  readonly zone: string;
  readonly calendars: readonly Calendar[];
  readonly items: readonly AgendaItem[];
  readonly peeked: string | undefined;
  /** Key of the event that was cut. */
  readonly cut: string | undefined;
  readonly slot: SlotCursor;
  readonly onPeek: (key: string | undefined) => void;
  readonly onCreate: (place: NewPlace) => void;
  /** A new event, wherever it fits. */
  readonly onNew: () => void;
  readonly onContextMenu: MouseEventHandler<HTMLElement>;
  readonly changes: Changes;
}

function EmptyMonth({ onNew }: { onNew: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="empty">
      <IconCalendarOff size={28} stroke={1.4} className="ic" aria-hidden="true" />
      <h2 className="t14 w6">{t("view.emptyList")}</h2>
      <p className="t12 i3">{t("view.emptyListHint")}</p>
      <Button variant="default" mt="sm" onClick={onNew}>
        {t("view.newEvent")}
      </Button>
    </div>
  );
}

/** The same functions for good, which call those of now. */
function useHandlers(now: GridHandlers): GridHandlers {
  const latest = useRef(now);
  useEffect(() => {
    latest.current = now;
  });
  return useMemo(
    () => ({
      onCursorGone: () => latest.current.onCursorGone(),
      onPeek: (item) => latest.current.onPeek(item),
      onCreate: (place) => latest.current.onCreate(place),
      onMove: (item, place) => latest.current.onMove(item, place),
      onCopy: (item, place) => latest.current.onCopy(item, place),
    }),
    [],
  );
}

function ViewOf(props: Props & { /** No press creates now. */ isShut: () => boolean }) {
  const { place, today, zone, calendars, items, peeked, cut, slot, onPeek, onCreate, changes, isShut } = props;
  const { view } = place;
  const shared = { place, today, zone };
  const onItem = (item: AgendaItem) => onPeek(item.key);
  const handlers = useHandlers({
    onCursorGone: slot.leave,
    onPeek: onItem,
    onCreate: (at) => isShut() || onCreate(at),
    onMove: changes.move,
    onCopy: (item, to) => changes.copy(item, { place: to }),
  });
  if (view === "year") return <YearView {...shared} calendars={calendars} />;
  if (view === "list") {
    if (items.length === 0) return <EmptyMonth onNew={props.onNew} />;
    return <ListView {...shared} items={items} selected={peeked} cut={cut} onPeek={onItem} />;
  }
  const grid = { ...shared, ...handlers, items, selected: peeked, cut, cursor: slot.cursor };
  return view === "month" ? <MonthGrid {...grid} /> : <CalendarGrid {...grid} view={view} />;
}

/** The calendar; a press that closes the peek creates nothing. */
export function Body(props: Props) {
  const { items, peeked, slot, place } = props;
  const { t } = useTranslation();
  const kept = useKeptFocus(items);
  const closing = useRef(false);
  const beganOn = useRef(place.day);
  const creating = useCreateBeyondEdge({ turn: place.step, goBack: () => place.setDay(beganOn.current) });
  const frame = useRef<HTMLDivElement>(null);
  useReachableScroll(frame);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of buttons, not of fields
    <div
      className="cal"
      role="group"
      aria-label={t("view.events")}
      tabIndex={-1}
      ref={frame}
      onMouseDownCapture={(event) => {
        closing.current = peeked !== undefined || event.button === 2;
        beganOn.current = place.day;
        creating.press(event);
      }}
      onContextMenu={props.onContextMenu}
      onFocus={({ target }) => {
        kept.current = keyOfBlock(target);
        if (kept.current !== undefined) slot.leave();
      }}
    >
      <p className="hidden" role="status">
        {slot.spoken}
      </p>
      <ViewOf {...props} isShut={() => closing.current || creating.isGivenUp()} />
    </div>
  );
}
