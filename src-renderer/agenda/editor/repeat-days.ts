// The days a rule begins on, for what the editor says of a series before it is saved. The engine alone decides what is shown
// in the agenda; a test holds the two together. Pure.
import { type RepeatRule, WEEKDAYS, type Weekday } from "../../time/repeat-rule.ts";
import type { Day } from "../../time/wall-clock.ts";

const DAY_MS = 86_400_000;
/** Beyond that many years nobody asks. */
const MAX_DAYS = 366 * 40;

interface Civil {
  /** Days since 1970. */
  readonly n: number;
  readonly year: number;
  readonly month: number;
  readonly date: number;
  readonly weekday: Weekday;
}

const numberOf = (year: number, month: number, date: number) => Date.UTC(year, month - 1, date) / DAY_MS;

function civil(n: number): Civil {
  const at = new Date(n * DAY_MS);
  return {
    n,
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    date: at.getUTCDate(),
    weekday: WEEKDAYS[(at.getUTCDay() + 6) % 7] ?? "MO",
  };
}

/** First day and length of the month or year that positions are counted in. */
function spanOf({ year, month }: Civil, wholeYear: boolean): { readonly first: number; readonly length: number } {
  const first = wholeYear ? numberOf(year, 1, 1) : numberOf(year, month, 1);
  return { first, length: (wholeYear ? numberOf(year + 1, 1, 1) : numberOf(year, month + 1, 1)) - first };
}

function isPicked(rule: RepeatRule, day: Civil): boolean {
  const { first, length } = spanOf(day, rule.frequency === "yearly" && rule.months.length === 0);
  const at = day.n - first;
  if (rule.nth.length > 0) {
    const fromStart = Math.floor(at / 7) + 1;
    const fromEnd = -Math.floor((length - 1 - at) / 7) - 1;
    return rule.nth.some(({ n, day: weekday }) => weekday === day.weekday && (n === fromStart || n === fromEnd));
  }
  const set = Array.from({ length }, (_, i) => first + i).filter((n) => rule.days.includes(civil(n).weekday));
  const place = set.indexOf(day.n);
  return place >= 0 && rule.positions.some((n) => n === place + 1 || n === place - set.length);
}

function isDated(rule: RepeatRule, day: Civil, start: Civil): boolean {
  if (rule.nth.length + rule.positions.length > 0) return isPicked(rule, day);
  if (rule.monthDays.length > 0) {
    const { length } = spanOf(day, false);
    return rule.monthDays.some((one) => one === day.date || (one === -1 && day.date === length));
  }
  return (
    day.date === start.date && (rule.frequency === "monthly" || rule.months.length > 0 || day.month === start.month)
  );
}

function fits(rule: RepeatRule, day: Civil, start: Civil): boolean {
  const isIn = (distance: number) => distance % rule.interval === 0;
  if (rule.months.length > 0 && !rule.months.includes(day.month)) return false;
  switch (rule.frequency) {
    case "daily":
      return isIn(day.n - start.n) && (rule.days.length === 0 || rule.days.includes(day.weekday));
    case "weekly": {
      // 1970-01-01 was a Thursday.
      const shift = 3 - WEEKDAYS.indexOf(rule.weekStart ?? "MO");
      const week = (n: number) => Math.floor((n + shift) / 7);
      const days = rule.days.length > 0 ? rule.days : [start.weekday];
      return isIn(week(day.n) - week(start.n)) && days.includes(day.weekday);
    }
    case "monthly":
      return isIn((day.year - start.year) * 12 + day.month - start.month) && isDated(rule, day, start);
    case "yearly":
      return isIn(day.year - start.year) && isDated(rule, day, start);
  }
}

/** The days a series begins on, its start first even when the rule does not name it.
 *  @param limit no more than these
 *  @param from only the ones on or after this day (earlier ones count for COUNT) */
export function repeatDays(rule: RepeatRule, start: Day, limit: number, from: Day = start): readonly Day[] {
  const first = civil(Date.parse(`${start}T00:00:00Z`) / DAY_MS);
  const days: Day[] = [];
  let left = rule.count ?? Number.POSITIVE_INFINITY;
  for (let n = first.n; n < first.n + MAX_DAYS && left > 0 && days.length < limit; n++) {
    if (n !== first.n && !fits(rule, civil(n), first)) continue;
    const day = new Date(n * DAY_MS).toISOString().slice(0, 10);
    if (rule.until && day > rule.until) break;
    left--;
    if (day >= from) days.push(day);
  }
  return days;
}
