// Between FullCalendar and the contract: what an item looks like to it, where a gesture of it leads.
import type { DateClickInfo, DateSelectInfo, EventApi, EventInput } from "@fullcalendar/react";
import { allDayPlace, type NewPlace, timedPlace } from "./new-place.ts";
import { type AgendaItem, colorOf } from "./occurrence.ts";

const MINUTE_MS = 60_000;

/** An event as FullCalendar takes it. An event of the zone on screen is given by its wall clock: to find the clock of an
 *  instant takes FullCalendar as long as to draw it. */
export function inputOf(item: AgendaItem, zone: string): EventInput {
  const { key, occurrence: o, calendar } = item;
  const isOnClock = o.allDay || o.zone === zone;
  return {
    id: key,
    title: o.title,
    color: colorOf(item),
    editable: !calendar.readOnly,
    allDay: o.allDay,
    start: isOnClock ? o.start : o.startMs,
    end: isOnClock ? o.end : o.endMs,
    extendedProps: { item },
  };
}

/** The item behind a block; none behind a mirror of a selection. */
export const itemOf = (event: EventApi): AgendaItem | undefined => event.extendedProps.item as AgendaItem | undefined;

/** Where a dropped or resized event is now. @param minutes its length when it just got hours */
export function placeOfDrop(event: EventApi, zone: string, minutes: number): NewPlace | undefined {
  if (!event.start) return undefined;
  if (event.allDay) return allDayPlace(event.startStr.slice(0, 10), event.endStr.slice(0, 10));
  const startMs = event.start.getTime();
  return timedPlace(startMs, event.end?.getTime() ?? startMs + minutes * MINUTE_MS, zone);
}

/** A range of the calendar that was chosen, or the moment that was clicked. */
export function placeOfSelection(info: DateSelectInfo | DateClickInfo, zone: string, minutes: number): NewPlace {
  if ("dateStr" in info) {
    const ms = info.date.getTime();
    return info.allDay ? allDayPlace(info.dateStr.slice(0, 10), "") : timedPlace(ms, ms + minutes * MINUTE_MS, zone);
  }
  if (info.allDay) return allDayPlace(info.startStr.slice(0, 10), info.endStr.slice(0, 10));
  return timedPlace(info.start.getTime(), info.end.getTime(), zone);
}
