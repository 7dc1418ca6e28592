// A second, slow reading of RFC 5545 §3.3.10 to check the engine against: every day from the first period on is put to a
// predicate, then every time of it; what is left is grouped by period, BYSETPOS picks, COUNT counts. On a clock without
// zone; shares no code with src-main.

export interface ReferenceRule {
  readonly freq: "SECONDLY" | "MINUTELY" | "HOURLY" | "DAILY" | "WEEKLY" | "MONTHLY" | "YEARLY";
  readonly interval: number;
  readonly count?: number;
  /** `YYYY-MM-DD`, inclusive. */
  readonly until?: string;
  /** `MO`, `2TU`, `-1FR`. */
  readonly byDay?: readonly string[];
  readonly byMonthDay?: readonly number[];
  readonly byYearDay?: readonly number[];
  readonly byWeekNo?: readonly number[];
  readonly byMonth?: readonly number[];
  readonly byHour?: readonly number[];
  readonly byMinute?: readonly number[];
  readonly bySecond?: readonly number[];
  readonly bySetPos?: readonly number[];
  readonly wkst?: string;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NAMES = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];
const LISTS = {
  BYMONTH: "byMonth",
  BYWEEKNO: "byWeekNo",
  BYYEARDAY: "byYearDay",
  BYMONTHDAY: "byMonthDay",
  BYDAY: "byDay",
  BYHOUR: "byHour",
  BYMINUTE: "byMinute",
  BYSECOND: "bySecond",
  BYSETPOS: "bySetPos",
} as const;

export function referenceText(rule: ReferenceRule, until?: string): string {
  return [
    `FREQ=${rule.freq}`,
    ...(rule.interval > 1 ? [`INTERVAL=${rule.interval}`] : []),
    ...Object.entries(LISTS).flatMap(([name, key]) => (rule[key] ? [`${name}=${rule[key].join(",")}`] : [])),
    ...(rule.wkst ? [`WKST=${rule.wkst}`] : []),
    ...(rule.count ? [`COUNT=${rule.count}`] : []),
    ...(until ? [`UNTIL=${until}`] : []),
  ].join(";");
}

/** The dates of the rule from `start` to `last`, both `YYYY-MM-DD`, inclusive; `start` itself always counts. */
export function referenceDates(rule: ReferenceRule, start: string, last: string): string[] {
  return referenceTimes(rule, Date.parse(start), Date.parse(last)).map((ms) => new Date(ms).toISOString().slice(0, 10));
}

/** The times of the rule from `first` to `last`, as if UTC, ms, inclusive; `first` itself always counts. */
export function referenceTimes(rule: ReferenceRule, first: number, last: number): number[] {
  const end = Math.min(last, rule.until ? Date.parse(rule.until) + (first % DAY) : Number.POSITIVE_INFINITY);
  const origin = originOf(rule, first);
  const sets = new Map<number, number[]>();
  for (let day = first - (first % DAY) - 375 * DAY; day <= end + 375 * DAY; day += DAY) {
    // What lies outside matters only where BYSETPOS counts it.
    const reach = rule.bySetPos ? 375 * DAY : DAY;
    if (day < first - reach || day > end + reach || !isDay(rule, day, first)) continue;
    for (const time of timesOf(rule, day, { first, end })) {
      const period = periodOf(rule, day + time) - origin;
      if (period < 0 || period % rule.interval !== 0) continue;
      const set = sets.get(period);
      if (set) set.push(day + time);
      else sets.set(period, [day + time]);
    }
  }
  const found = [...sets.values()].flatMap((set) => picked(rule, set)).filter((ms) => ms > first && ms <= end);
  const all = [first, ...new Set(found.sort((a, b) => a - b))];
  return all.slice(0, rule.count ?? all.length);
}

function picked({ bySetPos }: ReferenceRule, set: readonly number[]): number[] {
  if (!bySetPos) return [...set];
  return bySetPos.flatMap((n) => set.at(n > 0 ? n - 1 : n) ?? []);
}

// Which period holds an instant: any numbering will do that grows by one from each to the next.
function periodOf(rule: ReferenceRule, ms: number): number {
  switch (rule.freq) {
    case "YEARLY":
      return rule.byWeekNo ? weekOf(ms, rule).year : new Date(ms).getUTCFullYear();
    case "MONTHLY":
      return new Date(ms).getUTCFullYear() * 12 + new Date(ms).getUTCMonth();
    case "WEEKLY":
      return Math.floor((startOfWeek(ms, rule) + 700 * DAY) / (7 * DAY));
    case "DAILY":
      return Math.floor(ms / DAY);
    case "HOURLY":
      return Math.floor(ms / HOUR);
    case "MINUTELY":
      return Math.floor(ms / MINUTE);
    default:
      return Math.floor(ms / SECOND);
  }
}

// A start that the rule names itself counts to the year of its week, any other to its own.
function originOf(rule: ReferenceRule, first: number): number {
  if (rule.freq !== "YEARLY" || !rule.byWeekNo) return periodOf(rule, first);
  return isDay(rule, first - (first % DAY), first) ? weekOf(first, rule).year : new Date(first).getUTCFullYear();
}

interface Civil {
  readonly year: number;
  /** 0–11. */
  readonly month: number;
  readonly ofMonth: number;
  readonly weekday: number;
  readonly inMonth: number;
  readonly ofYear: number;
  readonly inYear: number;
}

const civils = new Map<number, Civil>();

function civilOf(day: number): Civil {
  const known = civils.get(day);
  if (known) return known;
  const date = new Date(day);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  const civil = {
    year,
    month,
    ofMonth: date.getUTCDate(),
    weekday: date.getUTCDay(),
    inMonth: new Date(Date.UTC(year, month + 1, 0)).getUTCDate(),
    ofYear: (day - Date.UTC(year, 0, 1)) / DAY + 1,
    inYear: (Date.UTC(year + 1, 0, 1) - Date.UTC(year, 0, 1)) / DAY,
  };
  civils.set(day, civil);
  return civil;
}

function isDay(rule: ReferenceRule, day: number, first: number): boolean {
  const { freq, byDay, byMonthDay, byYearDay, byWeekNo, byMonth } = rule;
  const { month, ofMonth, weekday, inMonth, ofYear, inYear } = civilOf(day);
  if (byMonth && !byMonth.includes(month + 1)) return false;
  if (byYearDay && !byYearDay.some((n) => ofYear === (n > 0 ? n : inYear + 1 + n))) return false;
  if (byWeekNo && !isInWeek(rule, day)) return false;
  if (byMonthDay && !byMonthDay.some((n) => ofMonth === (n > 0 ? n : inMonth + 1 + n))) return false;
  if (byDay && !byDay.some((one) => isNthWeekday(rule, one, day))) return false;
  if (byDay || byMonthDay || byYearDay || !/^(YEARLY|MONTHLY|WEEKLY)$/.test(freq)) return true;
  const origin = civilOf(first - (first % DAY));
  if (freq === "WEEKLY" || byWeekNo) return weekday === origin.weekday;
  const sameDay = ofMonth === origin.ofMonth;
  return freq === "MONTHLY" || byMonth ? sameDay : sameDay && month === origin.month;
}

function isNthWeekday(rule: ReferenceRule, byDay: string, day: number): boolean {
  const { weekday, ofMonth, inMonth, ofYear, inYear } = civilOf(day);
  if (NAMES[weekday] !== byDay.slice(-2)) return false;
  const nth = Number(byDay.slice(0, -2));
  if (nth === 0 || !/^(YEARLY|MONTHLY)$/.test(rule.freq) || rule.byWeekNo) return true;
  const [of, all] = rule.freq === "MONTHLY" || rule.byMonth ? [ofMonth, inMonth] : [ofYear, inYear];
  // How many of its weekday lie between it and the edge, itself included.
  return nth > 0 ? Math.floor((of - 1) / 7) + 1 === nth : Math.floor((all - of) / 7) + 1 === -nth;
}

function startOfWeek(ms: number, rule: ReferenceRule): number {
  const day = ms - (ms % DAY);
  return day - ((civilOf(day).weekday - NAMES.indexOf(rule.wkst ?? "MO") + 7) % 7) * DAY;
}

// A week belongs to the year that its fourth day lies in.
function weekOf(ms: number, rule: ReferenceRule): { year: number; week: number } {
  const middle = startOfWeek(ms, rule) + 3 * DAY;
  const year = new Date(middle).getUTCFullYear();
  return { year, week: Math.floor((middle - Date.UTC(year, 0, 1)) / DAY / 7) + 1 };
}

function isInWeek(rule: ReferenceRule, day: number): boolean {
  const { year, week } = weekOf(day, rule);
  // The 28th of December is always in the last week.
  const weeks = weekOf(Date.UTC(year, 11, 28), rule).week;
  return rule.byWeekNo?.some((n) => week === (n > 0 ? n : weeks + 1 + n)) ?? false;
}

// The times of one day, sorted: in rules that repeat more often than daily a part that is absent leaves all values in.
function timesOf(rule: ReferenceRule, day: number, { first, end }: { first: number; end: number }): number[] {
  const rank = ["SECONDLY", "MINUTELY", "HOURLY"].indexOf(rule.freq);
  const values = (list: readonly number[] | undefined, many: number, isFree: boolean, own: number) =>
    list ? [...list].sort((a, b) => a - b) : isFree ? [...Array(many).keys()] : [own];
  const date = new Date(first);
  const minutes = values(rule.byMinute, 60, rank === 0 || rank === 1, date.getUTCMinutes());
  const seconds = values(rule.bySecond, 60, rank === 0, date.getUTCSeconds());
  // No period shorter than a day reaches further than an hour.
  const isNear = (h: number) => rank < 0 || (day + (h + 2) * HOUR > first && day + (h - 1) * HOUR < end);
  return values(rule.byHour, 24, rank >= 0, date.getUTCHours())
    .filter(isNear)
    .flatMap((h) => minutes.flatMap((m) => seconds.map((s) => h * HOUR + m * MINUTE + s * SECOND)));
}
