// FullCalendar, told what to show and listened to. It holds no event of its own: items come from the live query.
import FullCalendar, {
  type CalendarOptions,
  type CalendarRef,
  type DateClickInfo,
  type DateSelectInfo,
  type DayHeaderInfo,
  type EventApi,
  type EventDisplayInfo,
  type EventInput,
} from "@fullcalendar/react";
import dayGridPlugin from "@fullcalendar/react/daygrid";
import interactionPlugin from "@fullcalendar/react/interaction";
import listPlugin from "@fullcalendar/react/list";
import frLocale from "@fullcalendar/react/locales/fr";
import formaTheme from "@fullcalendar/react/themes/forma";
import timeGridPlugin from "@fullcalendar/react/timegrid";
import { useComputedColorScheme } from "@mantine/core";
import { useLayoutEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { sayDay, sayLongDay, type View } from "../time/say-when.ts";
import { type Day, dayOf } from "../time/wall-clock.ts";
import { EventBlock } from "./event-block.tsx";
import { allDayPlace, type NewPlace, timedPlace } from "./new-place.ts";
import type { AgendaItem } from "./occurrence.ts";

// Stable on purpose: plugins or locales made anew on every render make FullCalendar start over, for ever.
/** What never changes: layout, gestures, class names of calendar.css. */
const FIXED: CalendarOptions = {
  plugins: [dayGridPlugin, timeGridPlugin, listPlugin, interactionPlugin, formaTheme],
  locales: [frLocale],
  views: { dayGridMonth: { dayMaxEvents: true }, timeGrid: { dayMaxEvents: 3, eventMaxStack: 4 } },
  headerToolbar: false,
  height: "100%",
  borderless: true,
  firstDay: 1,
  nowIndicator: true,
  selectable: true,
  selectMirror: true,
  selectMinDistance: 5,
  eventInteractive: true,
  eventResizableFromStart: true,
  slotEventOverlap: false,
  eventShortHeight: 10,
  eventMinHeight: 18,
  slotDuration: "00:30:00",
  slotMinHeight: 31.5,
  snapDuration: "00:15:00",
  scrollTime: "08:00:00",
  scrollTimeReset: false,
  eventInnerClass: "cx-in",
  listItemEventBeforeClass: "cx-none",
  dayCellTopInnerClass: (info) => (info.isToday ? "cx-dc cx-td" : "cx-dc"),
  moreLinkInnerClass: "cx-more",
  allDayHeaderInnerClass: "cx-slot",
  slotHeaderInnerClass: "cx-slot",
  nowIndicatorLineClass: "cx-now",
  nowIndicatorDotClass: "cx-nowdot",
  slotLaneClass: (info) => (info.isMinor ? "cx-minor" : ""),
  slotHeaderClass: (info) => (info.isMinor ? "cx-minor" : ""),
  listDayFormat: { weekday: "long" },
  listDayAltFormat: false,
  listDayHeaderClass: "cx-ldh",
  listDayHeaderInnerClass: (info) => (info.level ? "cx-none" : info.isToday ? "cx-ld cx-td" : "cx-ld"),
  listDayBodyClass: "cx-ldb",
  popoverClass: "cx-pop",
};
const VIEWS = { day: "timeGridDay", week: "timeGridWeek", month: "dayGridMonth", list: "listWeek" } as const;
const HOUR_FR = { hour: "numeric" } as const;
const HOUR_EN = { hour: "2-digit", minute: "2-digit", hour12: false } as const;
const HOUR_MS = 3_600_000;
/** Shorter ones have room for a bare line only. */
const BRIEF_MS = 25 * 60_000;

function inputOf(item: AgendaItem): EventInput {
  const { key, occurrence: o, calendar } = item;
  return {
    id: key,
    title: o.title,
    color: calendar.color,
    editable: !calendar.readOnly,
    allDay: o.allDay,
    start: o.allDay ? o.start : o.startMs,
    end: o.allDay ? o.end : o.endMs,
    extendedProps: { item },
  };
}

function classOf(info: EventDisplayInfo, selected: string | undefined): string {
  const item = info.event.extendedProps.item as AgendaItem | undefined;
  const names = ["cx-ev"];
  if (info.isPast) names.push("past");
  if (item && !item.occurrence.allDay && item.occurrence.endMs - item.occurrence.startMs < BRIEF_MS)
    names.push("brief");
  if (item?.occurrence.status === "tentative") names.push("maybe", "hat");
  else if (item?.occurrence.answer === "needs-action") names.push("open", "hat");
  if (item?.occurrence.status === "cancelled" || item?.occurrence.answer === "declined") names.push("dec");
  if (item && item.key === selected) names.push("on");
  if (info.view.type === "dayGridMonth" && !info.event.allDay) names.push("cx-row");
  if (info.view.type.startsWith("list")) names.push("cx-list");
  return names.join(" ");
}

function placeOfDrop(event: EventApi, zone: string): NewPlace | undefined {
  if (!event.start) return undefined;
  if (event.allDay) return allDayPlace(event.startStr.slice(0, 10), event.endStr.slice(0, 10));
  const startMs = event.start.getTime();
  return timedPlace(startMs, event.end?.getTime() ?? startMs + HOUR_MS, zone);
}

function placeOfSelection(info: DateSelectInfo | DateClickInfo, zone: string): NewPlace {
  if ("dateStr" in info) {
    const ms = info.date.getTime();
    return info.allDay ? allDayPlace(info.dateStr.slice(0, 10), "") : timedPlace(ms, ms + HOUR_MS, zone);
  }
  if (info.allDay) return allDayPlace(info.startStr.slice(0, 10), info.endStr.slice(0, 10));
  return timedPlace(info.start.getTime(), info.end.getTime(), zone);
}

function DayHead({ info, zone }: { info: DayHeaderInfo; zone: string }) {
  const { i18n } = useTranslation();
  const day = dayOf(info.date.getTime(), zone);
  if (info.view.type === "dayGridMonth" || info.inPopover) {
    const words: Intl.DateTimeFormatOptions = info.inPopover
      ? { weekday: "long", day: "numeric", month: "long" }
      : { weekday: "long" };
    return <span className="t12 w5 i3">{sayDay(day, i18n.language, words)}</span>;
  }
  const weekend = info.dow === 0 || info.dow === 6;
  return (
    <div className={`cx-dh tn ${info.isToday ? "td" : ""} ${weekend ? "we" : ""}`}>
      <b>{Number(day.slice(8))}</b>
      {sayDay(day, i18n.language, { weekday: info.view.type === "timeGridDay" ? "long" : "short" })}
    </div>
  );
}

interface Props {
  readonly view: View;
  readonly day: Day;
  readonly zone: string;
  readonly items: readonly AgendaItem[];
  readonly selected: string | undefined;
  readonly onPeek: (item: AgendaItem) => void;
  readonly onCreate: (place: NewPlace) => void;
  /** @returns false to put the block back */
  readonly onMove: (item: AgendaItem, place: NewPlace) => Promise<boolean>;
}

/** The calendar itself. */
export function CalendarGrid({ view, day, zone, items, selected, onPeek, onCreate, onMove }: Props) {
  const { t, i18n } = useTranslation();
  const scheme = useComputedColorScheme();
  const calendar = useRef<CalendarRef>(null);
  const events = useMemo(() => items.map(inputOf), [items]);
  useLayoutEffect(() => calendar.current?.getApi().changeView(VIEWS[view], day), [view, day]);

  async function moved({ event, revert }: { event: EventApi; revert: () => void }) {
    const item = event.extendedProps.item as AgendaItem | undefined;
    const place = placeOfDrop(event, zone);
    if (!item || !place || !(await onMove(item, place))) revert();
  }

  return (
    <FullCalendar
      ref={calendar}
      {...FIXED}
      locale={i18n.language}
      initialView={VIEWS[view]}
      initialDate={day}
      timeZone={zone}
      colorScheme={scheme}
      allDayText={t("view.allDayAxis")}
      slotHeaderFormat={i18n.language === "fr" ? HOUR_FR : HOUR_EN}
      noEventsText={t("view.emptyList")}
      closeHint={t("view.closePopover")}
      eventsHint={t("view.events")}
      moreLinkText={(count) => t("view.more", { count })}
      events={events}
      eventClick={({ event }) => onPeek(event.extendedProps.item as AgendaItem)}
      dateClick={(info) => onCreate(placeOfSelection(info, zone))}
      select={(info) => {
        info.view.calendar.unselect();
        onCreate(placeOfSelection(info, zone));
      }}
      eventDrop={moved}
      eventResize={moved}
      eventClass={(info) => classOf(info, selected)}
      eventContent={(info) => <EventBlock info={info} zone={zone} />}
      listDayHeaderContent={({ date, level }) => (level ? "" : sayLongDay(dayOf(date.getTime(), zone), i18n.language))}
      dayHeaderContent={(info) => <DayHead info={info} zone={zone} />}
    />
  );
}
