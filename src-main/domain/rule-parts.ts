// A recurrence rule as numbers (RFC 5545 §3.3.10, RFC 7529): what the evaluator works on.
import type { RuleParts } from "./rule-text.ts";

type Frequency = "YEARLY" | "MONTHLY" | "WEEKLY" | "DAILY" | "HOURLY" | "MINUTELY" | "SECONDLY";

/** A weekday, 0 = Sunday; `nth` counts from the start (1…) or the end (-1…) of the month or year, 0 = every one. */
export interface NthWeekday {
  readonly nth: number;
  readonly weekday: number;
}

/** A rule that can be evaluated. Absent lists are empty. UNTIL is not part of it: it needs the zone of the series. */
export interface Rule {
  readonly freq: Frequency;
  readonly interval: number;
  readonly count?: number;
  /** 0 = Sunday. */
  readonly weekStart: number;
  readonly byMonth: readonly number[];
  readonly byWeekNo: readonly number[];
  readonly byYearDay: readonly number[];
  readonly byMonthDay: readonly number[];
  readonly byDay: readonly NthWeekday[];
  readonly byHour: readonly number[];
  readonly byMinute: readonly number[];
  readonly bySecond: readonly number[];
  readonly bySetPos: readonly number[];
  /** What becomes of a date that does not exist (RFC 7529 §4.1). */
  readonly skip: "OMIT" | "BACKWARD" | "FORWARD";
}

const FREQUENCIES = ["YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY"] as const;
const WEEKDAYS = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];
// A period that long holds every calendar there is; more only breaks arithmetic.
const MAX_INTERVAL = 1_000_000_000;

/** Reads the parts of a rule; undefined when it cannot be what its author meant: an unknown FREQ, a BY part without any
 *  readable value, INTERVAL or COUNT that are no positive numbers. Values out of range are left out (R60). */
export function readRule(parts: RuleParts): Rule | undefined {
  const freq = FREQUENCIES.find((one) => one === parts.get("FREQ"));
  const interval = positive(parts.get("INTERVAL") ?? "1");
  const count = parts.has("COUNT") ? positive(parts.get("COUNT") as string) : undefined;
  const byDay = readByDay(parts.get("BYDAY"));
  const lists = {
    byMonth: numbers(parts.get("BYMONTH"), 1, 12),
    byWeekNo: numbers(parts.get("BYWEEKNO"), -53, 53),
    byYearDay: numbers(parts.get("BYYEARDAY"), -366, 366),
    byMonthDay: numbers(parts.get("BYMONTHDAY"), -31, 31),
    byHour: numbers(parts.get("BYHOUR"), 0, 23, true),
    byMinute: numbers(parts.get("BYMINUTE"), 0, 59, true),
    // A leap second counts as the second before it (§3.3.12).
    bySecond: numbers(parts.get("BYSECOND"), 0, 60, true)?.map((second) => Math.min(second, 59)),
    bySetPos: numbers(parts.get("BYSETPOS"), -366, 366),
  };
  const isWhole = byDay !== undefined && Object.values(lists).every((list) => list !== undefined);
  if (!freq || interval === undefined || !isWhole || (parts.has("COUNT") && count === undefined)) return undefined;
  const skip = parts.get("SKIP");
  const weekStart = WEEKDAYS.indexOf(parts.get("WKST") ?? "MO");
  return {
    freq,
    interval,
    ...(count !== undefined && { count }),
    weekStart: weekStart < 0 ? 1 : weekStart,
    byDay,
    ...(lists as { [name in keyof typeof lists]: readonly number[] }),
    skip: skip === "BACKWARD" || skip === "FORWARD" ? skip : "OMIT",
  };
}

function positive(text: string): number | undefined {
  const value = /^\+?\d+$/.test(text) ? Number(text) : 0;
  return value > 0 ? Math.min(value, MAX_INTERVAL) : undefined;
}

/** Sorted, each once; undefined when there is text but no number in range. */
function numbers(text: string | undefined, min: number, max: number, withZero = false): number[] | undefined {
  if (text === undefined) return [];
  const values = text.split(",").filter((one) => /^[+-]?\d+$/.test(one));
  const inRange = values.map(Number).filter((one) => one >= min && one <= max && (withZero || one !== 0));
  return inRange.length === 0 ? undefined : [...new Set(inRange)].sort((a, b) => a - b);
}

function readByDay(text: string | undefined): NthWeekday[] | undefined {
  if (text === undefined) return [];
  const found = text.split(",").flatMap((one) => {
    const match = /^([+-]?\d{1,2})?(SU|MO|TU|WE|TH|FR|SA)$/.exec(one);
    const nth = Number(match?.[1] ?? 0);
    if (!match || Math.abs(nth) > 53) return [];
    return [{ nth, weekday: WEEKDAYS.indexOf(match[2] as string), isZero: nth === 0 && match[1] !== undefined }];
  });
  // "0MO" has no meaning; where nothing else is named it is a slip for "MO".
  const named = found.filter((one) => !one.isZero);
  const days = (named.length > 0 ? named : found).map(({ nth, weekday }) => ({ nth, weekday }));
  return days.length === 0 ? undefined : days;
}
