// Where the events of a month stand: each week a few lanes high, bars over days and rows within one. Pure, and linear but for
// the sorting of what begins together: a month of thousands is laid out between two frames.
import type { Day } from "../../time/wall-clock.ts";
import type { AgendaItem } from "../occurrence.ts";

/** One event in one week. `column` counts from the first day of the week. */
export interface Placed {
  readonly item: AgendaItem;
  /** Over whole days: all-day events, and timed ones that go past midnight. */
  readonly isBar: boolean;
  readonly column: number;
  /** Days it covers in this week. */
  readonly span: number;
  readonly lane: number;
  /** It began before this week, or goes on after it. */
  readonly isFromBefore: boolean;
  readonly goesOn: boolean;
}

/** A day of the month: what is drawn from it on, top first, and how many of its events found no room. */
export interface MonthDay {
  readonly day: Day;
  readonly placed: readonly Placed[];
  readonly hidden: number;
}

/** The days of a grid: each as `YYYY-MM-DD`, and the instants at which they begin, one more than there are days. */
export interface Days {
  readonly days: readonly Day[];
  readonly startsMs: readonly number[];
}

/** Lanes are bits of a number. */
const MOST_LANES = 30;
const WEEK = 7;

/** An item and the days of the grid it touches, as indices. Outside of the grid they are -1 and the number of days. */
interface Spanning {
  readonly item: AgendaItem;
  readonly first: number;
  readonly last: number;
}

/** Finds the day of an instant: days are 23 to 25 hours long, so that the guess is wrong by one at most. */
function dayAt(startsMs: readonly number[], ms: number): number {
  const count = startsMs.length - 1;
  if (ms < (startsMs[0] as number)) return -1;
  if (ms >= (startsMs[count] as number)) return count;
  let at = Math.min(count - 1, Math.floor((ms - (startsMs[0] as number)) / 86_400_000));
  while (ms < (startsMs[at] as number)) at--;
  while (ms >= (startsMs[at + 1] as number)) at++;
  return at;
}

/** What tells the days of items, whole days by their name and times by the clock of the zone on screen. */
function daysFinder({ days, startsMs }: Days) {
  const index = new Map(days.map((day, at) => [day, at]));
  const named = (day: Day) => index.get(day) ?? (day < (days[0] ?? "") ? -1 : days.length);
  return (item: AgendaItem): Spanning => {
    const { allDay, start, end, startMs, endMs } = item.occurrence;
    if (!allDay) {
      return { item, first: dayAt(startsMs, startMs), last: dayAt(startsMs, Math.max(startMs, endMs - 1)) };
    }
    const first = named(start.slice(0, 10));
    return { item, first, last: Math.max(first, named(end.slice(0, 10)) - 1) };
  };
}

const isBar = ({ item, first, last }: Spanning) => item.occurrence.allDay || last > first;

/** Earlier first, then the longer, then by title; the key makes it the same every time. */
function inOrder(a: Spanning, b: Spanning): number {
  const [x, y] = [a.item.occurrence, b.item.occurrence];
  const longer = () => b.last - a.last || y.endMs - y.startMs - (x.endMs - x.startMs);
  const byName = () => (x.title < y.title ? -1 : x.title > y.title ? 1 : a.item.key < b.item.key ? -1 : 1);
  return a.first - b.first || Number(y.allDay) - Number(x.allDay) || x.startMs - y.startMs || longer() || byName();
}

/** The lowest lane that is free in all bits, or -1. */
function freeLane(taken: number, lanes: number): number {
  for (let lane = 0; lane < lanes; lane++) if ((taken & (1 << lane)) === 0) return lane;
  return -1;
}

/** One week under way: what is taken of each day, by lane. */
class Week {
  private readonly taken = new Array<number>(WEEK).fill(0);
  private readonly hidden = new Array<number>(WEEK).fill(0);
  private readonly placed: Placed[] = [];
  private readonly from: number;
  private readonly lanes: number;

  constructor(from: number, lanes: number) {
    this.from = from;
    this.lanes = lanes;
  }

  add(one: Spanning): void {
    const column = Math.max(0, one.first - this.from);
    const last = Math.min(WEEK - 1, one.last - this.from);
    let mask = 0;
    for (let at = column; at <= last; at++) mask |= this.taken[at] as number;
    const lane = freeLane(mask, this.lanes);
    for (let at = column; at <= last; at++) {
      if (lane === -1) this.hidden[at] = (this.hidden[at] as number) + 1;
      else this.taken[at] = (this.taken[at] as number) | (1 << lane);
    }
    if (lane === -1) return;
    this.placed.push({
      item: one.item,
      isBar: isBar(one),
      column,
      span: last - column + 1,
      lane,
      isFromBefore: one.first < this.from,
      goesOn: one.last >= this.from + WEEK,
    });
  }

  /** The last lane of a day that hides events belongs to the words that say so. */
  done(days: readonly Day[]): MonthDay[] {
    const last = this.lanes - 1;
    const isCrowded = this.hidden.map((count) => count > 0);
    const perDay: Placed[][] = days.map(() => []);
    for (const one of this.placed) {
      const covered = isCrowded.slice(one.column, one.column + one.span);
      if (one.lane === last && covered.includes(true)) {
        for (let at = one.column; at < one.column + one.span; at++) this.hidden[at] = (this.hidden[at] as number) + 1;
      } else perDay[one.column]?.push(one);
    }
    return days.map((day, at) => ({
      day,
      placed: (perDay[at] as Placed[]).sort((a, b) => a.lane - b.lane),
      hidden: this.hidden[at] as number,
    }));
  }
}

/** Lays out a grid of whole weeks.
 *  @param lanes room of a day, in lines: the last is for "+n" where not everything fits
 *  @returns the weeks, each with its seven days */
export function layOut(items: readonly AgendaItem[], grid: Days, lanes: number): readonly (readonly MonthDay[])[] {
  const room = Math.max(1, Math.min(MOST_LANES, lanes));
  const count = grid.days.length;
  const bars: Spanning[] = [];
  const rows: Spanning[][] = grid.days.map(() => []);
  const find = daysFinder(grid);
  for (const item of items) {
    const one = find(item);
    if (one.last < 0 || one.first >= count) continue;
    if (isBar(one)) bars.push(one);
    else rows[one.first]?.push(one);
  }
  bars.sort(inOrder);
  const weeks: Week[] = [];
  for (let from = 0; from < count; from += WEEK) weeks.push(new Week(from, room));
  for (const bar of bars) {
    const to = Math.floor(Math.min(bar.last, count - 1) / WEEK);
    for (let at = Math.floor(Math.max(0, bar.first) / WEEK); at <= to; at++) weeks[at]?.add(bar);
  }
  rows.forEach((ofDay, at) => {
    for (const row of ofDay.sort(inOrder)) weeks[Math.floor(at / WEEK)]?.add(row);
  });
  return weeks.map((week, n) => week.done(grid.days.slice(n * WEEK, n * WEEK + WEEK)));
}

/** Everything on one day, as it stands in it: whole days first. @param at index of the day */
export function itemsOn(items: readonly AgendaItem[], grid: Days, at: number): readonly Placed[] {
  const find = daysFinder(grid);
  return items
    .map(find)
    .filter(({ first, last }) => first <= at && at <= last)
    .sort((a, b) => Number(isBar(b)) - Number(isBar(a)) || inOrder(a, b))
    .map((one, lane) => ({
      item: one.item,
      isBar: isBar(one),
      column: 0,
      span: 1,
      lane,
      isFromBefore: one.first < at,
      goesOn: one.last > at,
    }));
}
