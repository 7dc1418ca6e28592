// How the agenda is laid out: the settings, with the view's own choice where nothing was chosen. Pure.
import type { Settings } from "../../src-preload/contract/settings.ts";
import { isKnownZone } from "../time/wall-clock.ts";

/** Weekdays count from 0 = Sunday; times are `HH:MM`. */
export interface Layout {
  readonly firstDay: number;
  readonly workDays: readonly number[];
  /** Shaded outside of it; undefined: no shading. */
  readonly hours: { readonly start: string; readonly end: string } | undefined;
  readonly weekNumbers: boolean;
  /** A second column of hours. */
  readonly secondZone: string | undefined;
  /** Of the view of several days. */
  readonly days: number;
  /** Length of a new event. */
  readonly minutes: number;
}

/** Nothing chosen. */
export const DEFAULT_LAYOUT: Layout = {
  firstDay: 1,
  workDays: [1, 2, 3, 4, 5],
  hours: undefined,
  weekNumbers: false,
  secondZone: undefined,
  days: 3,
  minutes: 60,
};

const known = new WeakMap<NonNullable<Settings["agenda"]>, Layout>();

/** The layout of the settings; the same object for the same settings, so that nothing is drawn again for it. */
export function layoutOf(agenda: Settings["agenda"]): Layout {
  if (!agenda) return DEFAULT_LAYOUT;
  const { firstDay, workDays, workStart, workEnd, weekNumbers, secondZone, days, defaultMinutes } = agenda;
  const layout: Layout = known.get(agenda) ?? {
    firstDay: firstDay ?? DEFAULT_LAYOUT.firstDay,
    workDays: workDays?.length ? workDays : DEFAULT_LAYOUT.workDays,
    hours: workStart && workEnd && workStart < workEnd ? { start: workStart, end: workEnd } : undefined,
    weekNumbers: weekNumbers ?? DEFAULT_LAYOUT.weekNumbers,
    secondZone: secondZone && isKnownZone(secondZone) ? secondZone : undefined,
    days: days ?? DEFAULT_LAYOUT.days,
    minutes: defaultMinutes ?? DEFAULT_LAYOUT.minutes,
  };
  known.set(agenda, layout);
  return layout;
}
