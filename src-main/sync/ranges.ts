// Which part of a calendar a first comparison brings (issue part 2, knowledge R30).
import type { SyncWindow } from "../../src-preload/contract/calendars.ts";
import type { Ranges, TimeRange } from "../providers/provider.ts";

/** @param first the months around now that the provider brings before the rest, if any
 *  @param sync what is known of the calendar: without a cursor everything is to be compared */
export function rangesOf(
  first: SyncWindow | undefined,
  sync: { readonly cursor: string | null; readonly window: SyncWindow | null },
  nowMs: number,
): Ranges {
  const only = sync.window ? { only: around(sync.window, nowMs) } : {};
  return first && sync.cursor === null ? { ...only, first: around(first, nowMs) } : only;
}

/** Whole days: a comparison an hour later asks for the same. */
function around({ monthsBack, monthsAhead }: SyncWindow, nowMs: number): TimeRange {
  const today = new Date(nowMs);
  const [year, month, day] = [today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate()];
  return { fromMs: monthOff(year, month - monthsBack, day), toMs: monthOff(year, month + monthsAhead, day + 1) };
}

/** Midnight UTC of a day counted from the first of a month; the 31st of a short month is the month's last. */
function monthOff(year: number, month: number, day: number): number {
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(day, lastDay + 1));
}
