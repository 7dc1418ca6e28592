// FullCalendar, told what to show and listened to. It holds no event of its own: items come from the live query.
import FullCalendar, { type CalendarOptions, type CalendarRef, type EventApi } from "@fullcalendar/react";
import { useComputedColorScheme } from "@mantine/core";
import { memo, type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { EventBlock } from "./event-block.tsx";
import { looksOf } from "./event-look.ts";
import { placeOfCursor } from "./grid-cursor.ts";
import { inputOf, itemOf, placeOfDrop, placeOfSelection } from "./grid-events.ts";
import { DayHead, HourHead, ZoneNames } from "./grid-heads.tsx";
import { FIXED, GRID_VIEWS, type GridView, settledOptions } from "./grid-options.ts";
import { type GridProps, useLastTurn } from "./grid-props.ts";
import type { Words } from "./occurrence.ts";
import { periodOf } from "./place.ts";
import { usePageTurns } from "./use-page-turns.ts";

interface Props extends GridProps {
  readonly view: GridView;
}

/** What draws the blocks; the same functions until something they show changes, because new ones draw every block again. */
function useBlocks({ items, selected, cut, zone }: Props): CalendarOptions {
  const { t, i18n } = useTranslation();
  const nowMs = useLastTurn(items);
  return useMemo(() => {
    const words: Words = { t, language: i18n.language, zone };
    const formOf = (allDay: boolean) => (allDay ? ("bar" as const) : ("block" as const));
    return {
      eventClass: ({ event, isMirror }) => {
        const item = itemOf(event);
        if (!item) return "cx-ev cx-new";
        const scene = { form: formOf(event.allDay), nowMs, selected: item.key === selected };
        return `${looksOf(item, { ...scene, isCut: item.key === cut })}${isMirror ? " cx-mirror" : ""}`;
      },
      eventContent: ({ event, timeText }) => {
        const item = itemOf(event);
        if (!item) return <div className="cx-t el">{timeText || t("view.newEvent")}</div>;
        return <EventBlock item={item} words={words} form={formOf(event.allDay)} />;
      },
    };
  }, [t, i18n.language, zone, nowMs, selected, cut]);
}

/** The heads, in the words of the page. */
function useHeads({ zone, place, today }: Props): CalendarOptions {
  const { t } = useTranslation();
  const { secondZone } = place.layout;
  const { first, last } = periodOf(place.view, place.day, place.layout);
  // Only beside a second zone does the axis know a day: else a page that is turned would draw its heads anew.
  const day = secondZone === undefined ? "" : today >= first && today <= last ? today : first;
  return useMemo(
    () => ({
      allDayText: t("view.allDayAxis"),
      closeHint: t("view.closePopover"),
      eventsHint: t("view.events"),
      moreLinkText: (count: number) => t("view.more", { count }),
      moreLinkHint: (count: number) => t("view.moreHint", { count }),
      dayHeaderContent: (info) => <DayHead info={info} zone={zone} />,
      slotHeaderContent: (info) => <HourHead info={info} zone={zone} secondZone={secondZone} day={day} />,
      ...(secondZone && { weekNumberHeaderContent: () => <ZoneNames zone={zone} secondZone={secondZone} /> }),
    }),
    [t, zone, secondZone, day],
  );
}

/** The gestures of the mouse. */
function useGestures(props: Props, box: RefObject<HTMLElement | null>): CalendarOptions {
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  const turns = usePageTurns(box, latest);
  return useMemo(() => {
    const minutes = () => latest.current.place.layout.minutes;
    const begin = ({ event }: { event: EventApi }) => {
      const item = itemOf(event);
      turns.begin();
      if (item) turns.beyond.begin(item);
    };
    let counts = true;
    const end = () => {
      counts = turns.beyond.end();
    };
    async function moved(info: { event: EventApi; revert: () => void; jsEvent?: UIEvent }, mayCopy: boolean) {
      const { zone, onMove, onCopy } = latest.current;
      const item = itemOf(info.event);
      const place = placeOfDrop(info.event, zone, minutes());
      if (!item || !place || !counts) return info.revert();
      const { ctrlKey, metaKey } = (info.jsEvent ?? {}) as Partial<MouseEvent>;
      if (mayCopy && (ctrlKey || metaKey)) {
        info.revert();
        void onCopy(item, place);
      } else if (!(await onMove(item, place))) info.revert();
    }
    return {
      eventClick: ({ event }) => {
        const item = itemOf(event);
        if (item) latest.current.onPeek(item);
      },
      dateClick: (info) => latest.current.onCreate(placeOfSelection(info, latest.current.zone, minutes())),
      select: (info) => {
        // Without a mouse it is the cursor of the keyboard.
        if (!info.jsEvent) return;
        info.view.calendar.unselect();
        latest.current.onCreate(placeOfSelection(info, latest.current.zone, minutes()));
      },
      unselect: ({ jsEvent }) => {
        if (jsEvent) latest.current.onCursorGone();
      },
      eventDragStart: begin,
      eventDragStop: end,
      eventResizeStart: begin,
      eventResizeStop: end,
      eventDrop: (info) => void moved(info, true),
      eventResize: (info) => void moved(info, false),
    };
  }, [turns]);
}

/** Shows the slot the keyboard is on, as the grid shows a selection. */
function useShownCursor(calendar: RefObject<CalendarRef | null>, { cursor, zone, view, place }: Props): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page drops the selection
  useLayoutEffect(() => {
    const api = calendar.current?.getApi();
    if (!cursor || !api) return;
    const { start, end } = placeOfCursor(cursor, zone);
    api.select({ start, end, allDay: cursor.minute === undefined });
    if (cursor.minute !== undefined) {
      document.querySelector(".cal .cx-new")?.scrollIntoView({ block: "nearest" });
    }
    return () => api.unselect();
  }, [calendar, cursor, zone, view, place.day]);
}

/** The calendar itself. Drawn again only when something it shows has changed: the page around it changes with every sync. */
export const CalendarGrid = memo(function CalendarGrid(props: Props) {
  const { view, place, zone, items } = props;
  const { day, layout } = place;
  const { i18n } = useTranslation();
  const scheme = useComputedColorScheme();
  const calendar = useRef<CalendarRef>(null);
  const box = useRef<HTMLDivElement>(null);
  const events = useMemo(() => items.map((item) => inputOf(item, zone)), [items, zone]);
  const settled = useMemo(() => settledOptions(layout), [layout]);
  const blocks = useBlocks(props);
  const heads = useHeads(props);
  const gestures = useGestures(props, box);
  // The days change before what is on them does: the other way round all events would be drawn twice.
  const [drawn, setDrawn] = useState({ events, blocks });
  useLayoutEffect(() => calendar.current?.getApi().changeView(GRID_VIEWS[view], day), [view, day]);
  useLayoutEffect(() => {
    setDrawn((now) => (now.events === events && now.blocks === blocks ? now : { events, blocks }));
  }, [events, blocks]);
  useShownCursor(calendar, props);
  return (
    <div ref={box} className={layout.secondZone ? "cx-grid zones" : "cx-grid"}>
      <FullCalendar
        ref={calendar}
        {...FIXED}
        {...settled}
        {...drawn.blocks}
        {...heads}
        {...gestures}
        locale={i18n.language}
        initialView={GRID_VIEWS[view]}
        initialDate={day}
        timeZone={zone}
        colorScheme={scheme}
        events={drawn.events}
      />
    </div>
  );
});
