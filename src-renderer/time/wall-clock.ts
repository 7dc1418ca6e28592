// Instants, wall clocks and days, always with a zone beside them. Pure.
import { Temporal } from "temporal-polyfill";

/** `YYYY-MM-DD` */
export type Day = string;

/** A wall clock `YYYY-MM-DDTHH:MM` in a zone, as epoch ms; a time skipped by DST is the one after it. */
export function instantOf(wall: string, zone: string): number {
  return Temporal.PlainDateTime.from(wall).toZonedDateTime(zone).epochMilliseconds;
}

/** An instant as wall clock `YYYY-MM-DDTHH:MM`. */
export function wallClock(ms: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(ms)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: "minute" });
}

/** The day an instant falls on. */
export function dayOf(ms: number, zone: string): Day {
  return wallClock(ms, zone).slice(0, 10);
}

/** First instant of a day. */
export function startOfDay(day: Day, zone: string): number {
  return Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds;
}

/** A day, `days` later. */
export function addDays(day: Day, days: number): Day {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** The first of the month, `months` later. */
export function addMonths(day: Day, months: number): Day {
  return Temporal.PlainDate.from(day).with({ day: 1 }).add({ months }).toString();
}

/** Whole days from one day to another. */
export function daysBetween(from: Day, to: Day): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days;
}

/** Monday of the week a day is in. */
export function mondayOf(day: Day): Day {
  return addDays(day, 1 - Temporal.PlainDate.from(day).dayOfWeek);
}

/** Weekday as the settings count it: 0 = Sunday. */
export function weekdayOf(day: Day): number {
  return Temporal.PlainDate.from(day).dayOfWeek % 7;
}

/** First day of the week a day is in. @param firstDay 0 = Sunday */
export function weekStart(day: Day, firstDay: number): Day {
  return addDays(day, -((weekdayOf(day) - firstDay + 7) % 7));
}

/** ISO 8601 week number. */
export function weekNumber(day: Day): number {
  return Temporal.PlainDate.from(day).weekOfYear ?? 0;
}

/** Six weeks that show the month of a day. @param firstDay of each week, 0 = Sunday */
export function monthGrid(day: Day, firstDay = 1): readonly Day[] {
  const first = Temporal.PlainDate.from(weekStart(`${day.slice(0, 7)}-01`, firstDay));
  return Array.from({ length: 42 }, (_, days) => first.add({ days }).toString());
}

/** A wall clock, `minutes` later on the same clock (not across DST: 24 h later is the same time tomorrow). */
export function addMinutes(wall: string, minutes: number): string {
  return Temporal.PlainDateTime.from(wall).add({ minutes }).toString({ smallestUnit: "minute" });
}

/** Minutes on the clock from one wall clock or day to another. */
export function minutesBetween(from: string, to: string): number {
  return Temporal.PlainDateTime.from(from).until(Temporal.PlainDateTime.from(to)).total("minutes");
}

const known = new Map<string, boolean>();

/** Does this run-time know the zone? A calendar throws while rendering when it does not. */
export function isKnownZone(zone: string): boolean {
  let isKnown = known.get(zone);
  if (isKnown === undefined) {
    try {
      new Intl.DateTimeFormat("en", { timeZone: zone });
      isKnown = true;
    } catch {
      isKnown = false;
    }
    // To ask takes longer than to draw a day.
    known.set(zone, isKnown);
  }
  return isKnown;
}

/** The zone when it is known, else the system's. */
export function usableZone(zone: string): string {
  return isKnownZone(zone) ? zone : Intl.DateTimeFormat().resolvedOptions().timeZone;
}
