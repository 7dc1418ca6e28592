// How FullCalendar is set up: what never changes, and what the settings say.
import type { CalendarOptions } from "@fullcalendar/react";
import interactionPlugin from "@fullcalendar/react/interaction";
import frLocale from "@fullcalendar/react/locales/fr";
import formaTheme from "@fullcalendar/react/themes/forma";
import timeGridPlugin from "@fullcalendar/react/timegrid";
import type { Layout } from "./layout.ts";

// Stable on purpose: plugins or locales made anew on every render make FullCalendar start over, for ever.
/** What never changes: layout, gestures, class names of calendar.css. */
export const FIXED: CalendarOptions = {
  plugins: [timeGridPlugin, interactionPlugin, formaTheme],
  locales: [frLocale],
  headerToolbar: false,
  height: "100%",
  borderless: true,
  nowIndicator: true,
  selectable: true,
  selectMirror: true,
  selectMinDistance: 5,
  eventInteractive: true,
  eventResizableFromStart: true,
  dragRevertDuration: 0,
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
  moreLinkInnerClass: "cx-more",
  allDayHeaderInnerClass: "cx-slot",
  slotHeaderInnerClass: "cx-slot",
  weekNumberHeaderInnerClass: "cx-zones",
  nonBusinessHoursClass: "cx-off",
  nowIndicatorLineClass: "cx-now",
  nowIndicatorDotClass: "cx-nowdot",
  slotLaneClass: (info) => (info.isMinor ? "cx-minor" : ""),
  slotHeaderClass: (info) => (info.isMinor ? "cx-minor" : ""),
  popoverClass: "cx-pop",
};

/** Which of FullCalendar's views draws which of ours. */
export const GRID_VIEWS = {
  day: "timeGridDay",
  days: "timeGridDays",
  workweek: "timeGridWork",
  week: "timeGridWeek",
} as const;

/** Our views that FullCalendar draws; month, year and list are drawn by us. */
export type GridView = keyof typeof GRID_VIEWS;

/** What the settings decide. Keep the answer: a new object draws everything again. */
export function settledOptions(layout: Layout): CalendarOptions {
  const { firstDay, workDays, hours, secondZone, days } = layout;
  const free = [0, 1, 2, 3, 4, 5, 6].filter((day) => !workDays.includes(day));
  return {
    firstDay,
    views: {
      timeGrid: { dayMaxEvents: 3, eventMaxStack: 3, weekNumbers: secondZone !== undefined },
      timeGridDays: { type: "timeGrid", duration: { days } },
      timeGridWork: { type: "timeGridWeek", hiddenDays: free },
    },
    businessHours: hours ? { daysOfWeek: [...workDays], startTime: hours.start, endTime: hours.end } : false,
  };
}
