// Which part of a calendar a first comparison brings (issue part 2, knowledge R30).
import type { AccountKind } from "../../src-preload/contract/accounts.ts";
import type { SyncWindow } from "../../src-preload/contract/calendars.ts";
import type { Ranges, TimeRange } from "../providers/provider.ts";

/** Infomaniak's calendars are shared by whole companies: the months around now come first. */
const FIRST: SyncWindow = { monthsBack: 1, monthsAhead: 3 };

/** @param sync what is known of the calendar: without a cursor everything is to be compared */
export function rangesOf(
  kind: AccountKind,
  sync: { readonly cursor: string | null; readonly window: SyncWindow | null },
  nowMs: number,
): Ranges {
  const only = sync.window ? { only: around(sync.window, nowMs) } : {};
  return kind === "infomaniak" && sync.cursor === null ? { ...only, first: around(FIRST, nowMs) } : only;
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
