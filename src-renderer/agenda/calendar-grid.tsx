// FullCalendar, told what to show and listened to. It holds no event of its own: items come from the live query.
import FullCalendar, { type CalendarOptions, type CalendarRef, type EventApi } from "@fullcalendar/react";
import { useComputedColorScheme } from "@mantine/core";
import { useElementSize, useMergedRef } from "@mantine/hooks";
import { memo, type RefObject, useEffect, useLayoutEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useNow } from "../time/use-now.ts";
import type { Day } from "../time/wall-clock.ts";
import { EventBlock } from "./event-block.tsx";
import { looksOf, type Scene } from "./event-look.ts";
import { type Cursor, placeOfCursor } from "./grid-cursor.ts";
import { useBeyondEdge } from "./grid-drag.ts";
import { inputOf, itemOf, placeOfDrop, placeOfSelection } from "./grid-events.ts";
import { DayHead, HourHead, ZoneNames } from "./grid-heads.tsx";
import { FIXED, GRID_VIEWS, type GridView, linesOfMonth, settledOptions } from "./grid-options.ts";
import { type NewPlace, onDay } from "./new-place.ts";
import type { AgendaItem, Words } from "./occurrence.ts";
import { type Place, periodOf } from "./place.ts";

/** What the grid tells of. */
export interface GridHandlers {
  readonly onCursorGone: () => void;
  readonly onPeek: (item: AgendaItem) => void;
  readonly onCreate: (place: NewPlace) => void;
  /** @returns false to put the block back */
  readonly onMove: (item: AgendaItem, place: NewPlace) => Promise<boolean>;
  readonly onCopy: (item: AgendaItem, place: NewPlace) => unknown;
}

interface Props extends GridHandlers {
  readonly view: GridView;
  readonly place: Place;
  readonly today: Day;
  readonly zone: string;
  readonly items: readonly AgendaItem[];
  readonly selected: string | undefined;
  readonly cut: string | undefined;
  /** The keyboard's slot. */
  readonly cursor: Cursor | undefined;
}

/** The last moment at which an event began or ended: only then do blocks look different. */
function useLastTurn(items: readonly AgendaItem[]): number {
  const now = useNow();
  return useMemo(() => {
    let last = 0;
    for (const { occurrence: o } of items) {
      if (o.startMs <= now && o.startMs > last) last = o.startMs;
      if (o.endMs <= now && o.endMs > last) last = o.endMs;
    }
    return last;
  }, [items, now]);
}

/** What draws the blocks; the same functions until something they show changes, because new ones draw every block again. */
function useBlocks({ items, selected, cut, zone }: Props): CalendarOptions {
  const { t, i18n } = useTranslation();
  const nowMs = useLastTurn(items);
  return useMemo(() => {
    const words: Words = { t, language: i18n.language, zone };
    const formOf = (viewType: string, allDay: boolean): Scene["form"] =>
      allDay ? "bar" : viewType === "dayGridMonth" ? "row" : "block";
    return {
      eventClass: ({ event, view, isMirror }) => {
        const item = itemOf(event);
        if (!item) return "cx-ev cx-new";
        const scene = { form: formOf(view.type, event.allDay), nowMs, selected: item.key === selected };
        return `${looksOf(item, { ...scene, isCut: item.key === cut })}${isMirror ? " cx-mirror" : ""}`;
      },
      eventContent: ({ event, view, timeText }) => {
        const item = itemOf(event);
        if (!item) return <div className="cx-t el">{timeText || t("view.newEvent")}</div>;
        return <EventBlock item={item} words={words} form={formOf(view.type, event.allDay)} />;
      },
    };
  }, [t, i18n.language, zone, nowMs, selected, cut]);
}

/** The heads, in the words of the page. */
function useHeads({ zone, place, today }: Props): CalendarOptions {
  const { t } = useTranslation();
  const { secondZone } = place.layout;
  const { first, last } = periodOf(place.view, place.day, place.layout);
  const day = today >= first && today <= last ? today : first;
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
  const beganOn = useRef(props.place.day);
  const beyond = useBeyondEdge(box, {
    turn: (direction) => latest.current.place.step(direction),
    goBack: () => latest.current.place.setDay(beganOn.current),
    dropOnDay(item, day, asCopy) {
      const { onCopy, onMove, zone } = latest.current;
      const to = onDay(item.occurrence, day, zone);
      void (asCopy ? onCopy(item, to) : onMove(item, to));
    },
  });
  return useMemo(() => {
    const minutes = () => latest.current.place.layout.minutes;
    const begin = ({ event }: { event: EventApi }) => {
      const item = itemOf(event);
      beganOn.current = latest.current.place.day;
      if (item) beyond.begin(item);
    };
    let counts = true;
    const end = () => {
      counts = beyond.end();
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
  }, [beyond]);
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
  const { ref: sized, height } = useElementSize();
  const frame = useMergedRef(box, sized);
  const lines = linesOfMonth(height);
  const events = useMemo(() => items.map((item) => inputOf(item, zone)), [items, zone]);
  const settled = useMemo(() => settledOptions(layout, lines), [layout, lines]);
  const blocks = useBlocks(props);
  const heads = useHeads(props);
  const gestures = useGestures(props, box);
  useLayoutEffect(() => calendar.current?.getApi().changeView(GRID_VIEWS[view], day), [view, day]);
  useShownCursor(calendar, props);
  return (
    <div ref={frame} className={layout.secondZone ? "cx-grid zones" : "cx-grid"}>
      <FullCalendar
        ref={calendar}
        {...FIXED}
        {...settled}
        {...blocks}
        {...heads}
        {...gestures}
        locale={i18n.language}
        initialView={GRID_VIEWS[view]}
        initialDate={day}
        timeZone={zone}
        colorScheme={scheme}
        events={events}
      />
    </div>
  );
});
