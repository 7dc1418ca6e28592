// Occurrences of a series: where each one is, which of them touch a range, and which day an override may move to.
import { Refusal } from "./answer.ts";
import { seriesDates } from "./expand.ts";
import { type Fields, fieldsOn, type Item, type Times } from "./model.ts";
import { dateOf, inZone, type Moment, plusDays, toMs, wallMs, wallOf } from "./zones.ts";

/** Epoch ms, end exclusive. */
export interface Range {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Start and end of the occurrence of a date: the series' wall clock on that day, so that it follows summer time. */
export function timesOn({ fields }: Item, date: string): Times {
  const { start, end } = fields;
  const wall = `${date}T${start.wall.slice(11)}`;
  const lengthMs = wallMs(inZone(end, start.zone).wall) - wallMs(start.wall);
  return {
    start: { wall, zone: start.zone },
    end: inZone({ wall: wallOf(wallMs(wall) + lengthMs), zone: start.zone }, end.zone),
  };
}

/** What the occurrence of a date says. */
export function occurrence(item: Item, date: string | undefined): Fields {
  return fieldsOn(item, date, (one) => timesOn(item, one));
}

/** Whether the date is one of the series that was not deleted. */
export function hasOccurrence(item: Item, date: string): boolean {
  return isOriginal(item, date) && !item.cancelled.has(date);
}

/** Whether the date is one of the pattern's. */
function isOriginal({ recurrence }: Item, date: string): boolean {
  return recurrence !== undefined && seriesDates(recurrence, date).at(-1) === date;
}

/** Whether an event touches a range; one without length does at its start. */
export function touches({ start, end }: Times, { fromMs, toMs: untilMs }: Range): boolean {
  const startMs = toMs(start);
  return startMs < untilMs && Math.max(toMs(end), startMs + 1) > fromMs;
}

/** Dates of the occurrences, overridden ones included, that touch a range. */
export function datesIn(item: Item, range: Range): string[] {
  const { recurrence, cancelled, exceptions, fields } = item;
  if (!recurrence) return [];
  const lengthDays = Math.ceil((toMs(fields.end) - toMs(fields.start)) / 86_400_000);
  const from = plusDays(dateOf(wallOf(range.fromMs)), -lengthDays - 2);
  const until = plusDays(dateOf(wallOf(range.toMs)), 2);
  const near = seriesDates(recurrence, until).filter((date) => date >= from);
  // An override may have moved into the range from far away.
  const all = new Set([...near, ...exceptions.keys()]);
  return [...all].filter((date) => !cancelled.has(date) && touches(occurrence(item, date), range)).sort();
}

/** First occurrence that was not deleted; undefined when none is left. */
export function firstDate(item: Item): string | undefined {
  const start = item.recurrence?.range?.startDate;
  if (!item.recurrence || !start) return undefined;
  return seriesDates(item.recurrence, plusDays(start, 366 * 4)).find((date) => !item.cancelled.has(date));
}

const localDate = (moment: Moment, zone: string) => dateOf(inZone(moment, zone).wall);

/** An override may not reach the day of the occurrence before or after it, even a deleted one.
 *  @throws Refusal ErrorOccurrenceCrossingBoundary */
export function checkBoundary(item: Item, date: string, start: Moment): void {
  if (!item.recurrence) return;
  const { zone } = item.fields.start;
  const dates = seriesDates(item.recurrence, plusDays(date, 366 * 5));
  const at = dates.indexOf(date);
  const dayOf = (other: string | undefined) => {
    if (other === undefined) return undefined;
    const moved = item.exceptions.get(other)?.fields.start;
    return moved ? localDate(moved, zone) : other;
  };
  const [before, after] = [dayOf(dates[at - 1]), dayOf(dates[at + 1])];
  const day = localDate(start, zone);
  if ((before === undefined || day > before) && (after === undefined || day < after)) return;
  throw new Refusal(
    400,
    "ErrorOccurrenceCrossingBoundary",
    "Modified occurrence is crossing or overlapping adjacent occurrence.",
  );
}

/** Original start as an instant: midnight in the writer's zone for an all-day event. */
export function originalStart(item: Item, date: string): string {
  return `${wallOf(toMs(timesOn(item, date).start))}Z`;
}
