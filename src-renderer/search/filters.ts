// The filters of the search, as the engine's question. Pure.
import type { Input } from "../../src-preload/contract/contract.ts";
import type { CalendarId } from "../../src-preload/contract/shapes.ts";
import { addMonths, type Day, startOfDay } from "../time/wall-clock.ts";

/** `month` and `year` are those of today; `future` begins with today. */
export const PERIODS = ["any", "future", "past", "month", "year"] as const;
/** When what is looked for takes place. */
export type Period = (typeof PERIODS)[number];

/** What is asked for beyond the words. */
export interface Filters {
  readonly calendarId?: CalendarId | undefined;
  readonly period: Period;
  /** A mail address. */
  readonly person?: string | undefined;
  readonly unanswered: boolean;
  readonly hasGuests: boolean;
  readonly hasConference: boolean;
  readonly recurring: boolean;
}

/** The words alone decide. */
export const NO_FILTERS: Filters = {
  period: "any",
  unanswered: false,
  hasGuests: false,
  hasConference: false,
  recurring: false,
};

/** Is anything narrower than everything? */
export const isFiltered = (filters: Filters) =>
  filters.calendarId !== undefined ||
  filters.period !== "any" ||
  filters.person !== undefined ||
  filters.unanswered ||
  filters.hasGuests ||
  filters.hasConference ||
  filters.recurring;

function bounds(period: Period, today: Day, zone: string): { fromMs?: number; toMs?: number } {
  const at = (day: Day) => startOfDay(day, zone);
  if (period === "future") return { fromMs: at(today) };
  if (period === "past") return { toMs: at(today) };
  if (period === "month") return { fromMs: at(`${today.slice(0, 8)}01`), toMs: at(addMonths(today, 1)) };
  if (period === "year") {
    const year = `${today.slice(0, 4)}-01-01`;
    return { fromMs: at(year), toMs: at(addMonths(year, 12)) };
  }
  return {};
}

/** The question for `agenda.search`. */
export function searchInput(
  query: string,
  filters: Filters,
  { today, zone, limit }: { readonly today: Day; readonly zone: string; readonly limit: number },
): Input<"agenda.search"> {
  const { calendarId, period, person, unanswered, hasGuests, hasConference, recurring } = filters;
  return {
    query: query.trim(),
    limit,
    order: period === "past" ? "past" : period === "future" ? "future" : "nearest",
    ...bounds(period, today, zone),
    ...(calendarId && { calendarIds: [calendarId] }),
    ...(person && { attendee: person }),
    ...(unanswered && { answer: "needs-action" as const }),
    ...(hasGuests && { hasGuests }),
    ...(hasConference && { hasConference }),
    ...(recurring && { recurring }),
  };
}
