// A second, slow reading of RFC 5545 §3.3.10 to check the engine against: it walks every period, collects the days that
// match, picks BYSETPOS, then counts. Dates only; shares no code with src-main.

export interface ReferenceRule {
  readonly freq: "DAILY" | "WEEKLY" | "MONTHLY" | "YEARLY";
  readonly interval: number;
  readonly count?: number;
  /** `YYYY-MM-DD`, inclusive. */
  readonly until?: string;
  /** `MO`, `2TU`, `-1FR`. */
  readonly byDay?: readonly string[];
  readonly byMonthDay?: readonly number[];
  readonly byMonth?: readonly number[];
  readonly bySetPos?: number;
  readonly wkst?: "MO" | "SU";
}

const DAY = 86_400_000;
const NAMES = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

export function referenceText(rule: ReferenceRule, until?: string): string {
  return [
    `FREQ=${rule.freq}`,
    ...(rule.interval > 1 ? [`INTERVAL=${rule.interval}`] : []),
    ...(rule.byMonth ? [`BYMONTH=${rule.byMonth.join(",")}`] : []),
    ...(rule.byMonthDay ? [`BYMONTHDAY=${rule.byMonthDay.join(",")}`] : []),
    ...(rule.byDay ? [`BYDAY=${rule.byDay.join(",")}`] : []),
    ...(rule.bySetPos ? [`BYSETPOS=${rule.bySetPos}`] : []),
    ...(rule.wkst ? [`WKST=${rule.wkst}`] : []),
    ...(rule.count ? [`COUNT=${rule.count}`] : []),
    ...(until ? [`UNTIL=${until}`] : []),
  ].join(";");
}

/** The dates of the rule from `start` to `last`, both `YYYY-MM-DD`, inclusive; `start` itself always counts. */
export function referenceDates(rule: ReferenceRule, start: string, last: string): string[] {
  const first = Date.parse(start);
  const end = Math.min(Date.parse(last), rule.until ? Date.parse(rule.until) : Number.POSITIVE_INFINITY);
  const found: number[] = [first];
  for (let period = 0; ; period += 1) {
    const days = periodDays(rule, first, period * rule.interval);
    if ((days[0] as number) > end) break;
    const matching = days.filter((day) => matches(rule, day, first));
    const picked = rule.bySetPos ? [matching.at(rule.bySetPos > 0 ? rule.bySetPos - 1 : rule.bySetPos)] : matching;
    for (const day of picked) if (day !== undefined && day > first && day <= end) found.push(day);
    if (rule.count && found.length >= rule.count) break;
  }
  return found.slice(0, rule.count ?? found.length).map((day) => new Date(day).toISOString().slice(0, 10));
}

// All days of the n-th period from the one that holds the start.
function periodDays(rule: ReferenceRule, first: number, n: number): number[] {
  const date = new Date(first);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  const range = (from: number, to: number) => Array.from({ length: (to - from) / DAY }, (_, i) => from + i * DAY);
  if (rule.freq === "DAILY") return [first + n * DAY];
  if (rule.freq === "MONTHLY") return range(Date.UTC(year, month + n, 1), Date.UTC(year, month + n + 1, 1));
  if (rule.freq === "YEARLY") return range(Date.UTC(year + n, 0, 1), Date.UTC(year + n + 1, 0, 1));
  const weekStart = NAMES.indexOf(rule.wkst ?? "MO");
  const monday = first - ((date.getUTCDay() - weekStart + 7) % 7) * DAY;
  return range(monday + n * 7 * DAY, monday + (n + 1) * 7 * DAY);
}

function matches(rule: ReferenceRule, day: number, first: number): boolean {
  const [date, origin] = [new Date(day), new Date(first)];
  const inMonth = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  const { freq, byDay, byMonthDay, byMonth } = rule;
  if (byMonth && !byMonth.includes(date.getUTCMonth() + 1)) return false;
  if (byMonthDay && !byMonthDay.some((n) => date.getUTCDate() === (n > 0 ? n : inMonth + 1 + n))) return false;
  if (byDay && !byDay.some((one) => isNthWeekday(one, date, inMonth))) return false;
  if (byDay || byMonthDay || freq === "DAILY") return true;
  if (freq === "WEEKLY") return date.getUTCDay() === origin.getUTCDay();
  const sameDay = date.getUTCDate() === origin.getUTCDate();
  return freq === "MONTHLY" || byMonth ? sameDay : sameDay && date.getUTCMonth() === origin.getUTCMonth();
}

function isNthWeekday(byDay: string, date: Date, inMonth: number): boolean {
  if (NAMES[date.getUTCDay()] !== byDay.slice(-2)) return false;
  const nth = Number(byDay.slice(0, -2));
  if (nth === 0) return true;
  return nth > 0 ? Math.ceil(date.getUTCDate() / 7) === nth : Math.ceil((inMonth - date.getUTCDate() + 1) / 7) === -nth;
}
