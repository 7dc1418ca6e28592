// Rules for property tests: those a person can make in the event editor, and any that the grammar allows.
import fc from "fast-check";
import type { ReferenceRule } from "./reference-rules.ts";

const weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;
const someDays = fc.subarray([...weekdays], { minLength: 1 });

const shape: fc.Arbitrary<Partial<ReferenceRule> & Pick<ReferenceRule, "freq">> = fc.oneof(
  fc.constant({ freq: "DAILY" as const }),
  fc.record({ freq: fc.constant("DAILY" as const), byDay: someDays }),
  fc.constant({ freq: "WEEKLY" as const }),
  fc.record({
    freq: fc.constant("WEEKLY" as const),
    byDay: someDays,
    wkst: fc.constantFrom("MO" as const, "SU" as const),
  }),
  fc.constant({ freq: "MONTHLY" as const }),
  fc.record({
    freq: fc.constant("MONTHLY" as const),
    byMonthDay: fc.subarray([1, 5, 15, 28, 29, 30, 31, -1, -2], { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    freq: fc.constant("MONTHLY" as const),
    byDay: fc
      .tuple(fc.constantFrom(1, 2, 3, 4, 5, -1, -2), fc.constantFrom(...weekdays))
      .map(([n, day]) => [`${n}${day}`]),
  }),
  fc.record({
    freq: fc.constant("MONTHLY" as const),
    byDay: fc.constant(["MO", "TU", "WE", "TH", "FR"]),
    bySetPos: fc.constantFrom([1], [2], [-1]),
  }),
  fc.constant({ freq: "YEARLY" as const }),
  fc.record({
    freq: fc.constant("YEARLY" as const),
    byMonth: fc.subarray([1, 2, 6, 12], { minLength: 1 }),
    byMonthDay: fc.constantFrom([1], [29], [31], [-1]),
  }),
  fc.record({
    freq: fc.constant("YEARLY" as const),
    byMonth: fc.constantFrom([3], [10], [11]),
    byDay: fc.constantFrom(["-1SU"], ["4TH"], ["1MO"]),
  }),
);

const end = fc.oneof(
  fc.constant({}),
  fc.record({ count: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ days: fc.integer({ min: 0, max: 1500 }) }),
);

export interface DrawnRule {
  readonly rule: ReferenceRule;
  /** `YYYY-MM-DD`, 2016–2019. */
  readonly start: string;
}

export const drawnRule: fc.Arbitrary<DrawnRule> = fc
  .record({
    shape,
    end,
    interval: fc.constantFrom(1, 1, 1, 2, 3, 4, 5),
    startDay: fc.noBias(fc.integer({ min: 16_801, max: 18_260 })),
  })
  .map(({ shape: parts, end: bound, interval, startDay }) => {
    const date = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);
    const { days, ...count } = bound as { days?: number; count?: number };
    const until = days === undefined ? {} : { until: date(startDay + days) };
    return { rule: { ...parts, interval, ...count, ...until } as ReferenceRule, start: date(startDay) };
  });

const numbers = (min: number, max: number, maxLength: number) =>
  fc
    .uniqueArray(fc.noBias(fc.integer({ min, max })), { minLength: 1, maxLength })
    .map((list) => list.filter((one) => one !== 0 || min === 0))
    .filter((list) => list.length > 0);
const sometimes = <T>(weight: number, value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 10 - weight, arbitrary: fc.constant(undefined) }, { weight, arbitrary: value });
const plainDays = fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1, maxLength: 3 });
const nthDays = fc.uniqueArray(
  fc
    .tuple(fc.constantFrom(1, 2, 4, 5, 20, 53, -1, -3, -5, -20, -53), fc.constantFrom(...weekdays))
    .map(([n, day]) => `${n}${day}`),
  { minLength: 1, maxLength: 3 },
);

export interface DrawnTimedRule {
  readonly rule: ReferenceRule;
  /** As if UTC, ms; 2016–2021. */
  readonly first: number;
  /** How far to compare, ms. */
  readonly span: number;
}

const SPANS: Readonly<Record<ReferenceRule["freq"], number>> = {
  SECONDLY: 0.05,
  MINUTELY: 1.5,
  HOURLY: 60,
  DAILY: 800,
  WEEKLY: 1500,
  MONTHLY: 1500,
  YEARLY: 3000,
};

/** Any rule of RFC 5545 §3.3.10: every frequency with every part that its table allows there, and times of day. */
export const anyRule: fc.Arbitrary<DrawnTimedRule> = fc
  .record({
    freq: fc.constantFrom(
      "YEARLY",
      "YEARLY",
      "MONTHLY",
      "MONTHLY",
      "WEEKLY",
      "DAILY",
      "HOURLY",
      "MINUTELY",
      "SECONDLY",
    ),
    interval: fc.constantFrom(1, 1, 2, 3, 5),
    byMonth: sometimes(3, numbers(1, 12, 4)),
    byWeekNo: sometimes(3, numbers(-53, 53, 4)),
    byYearDay: sometimes(2, numbers(-366, 366, 6)),
    byMonthDay: sometimes(3, numbers(-31, 31, 4)),
    byDay: sometimes(4, fc.oneof(plainDays, nthDays)),
    byHour: sometimes(2, numbers(0, 23, 3)),
    byMinute: sometimes(2, numbers(0, 59, 3)),
    bySecond: sometimes(2, numbers(0, 59, 3)),
    bySetPos: sometimes(3, numbers(-6, 6, 3)),
    wkst: sometimes(4, fc.constantFrom(...weekdays)),
    count: sometimes(3, fc.integer({ min: 1, max: 30 })),
    firstSecond: fc.noBias(fc.integer({ min: 1_451_606_400, max: 1_609_459_200 })),
  })
  .map(({ firstSecond, ...drawn }) => {
    const rule = allowed(drawn as ReferenceRule);
    return { rule, first: firstSecond * 1000, span: SPANS[rule.freq] * 86_400_000 };
  });

// The parts that the table of §3.3.10 allows with a frequency.
function allowed(drawn: ReferenceRule): ReferenceRule {
  const { byWeekNo, byYearDay, byMonthDay, byDay, bySetPos, ...rest } = drawn;
  const { freq } = rest;
  const isDaily = freq === "DAILY" || freq === "WEEKLY" || freq === "MONTHLY";
  const hasNth = freq === "MONTHLY" || (freq === "YEARLY" && !byWeekNo);
  const days = hasNth ? byDay : byDay?.map((day) => day.slice(-2));
  const kept = {
    ...rest,
    ...(byWeekNo && freq === "YEARLY" && { byWeekNo }),
    ...(byYearDay && !isDaily && { byYearDay }),
    ...(byMonthDay && freq !== "WEEKLY" && { byMonthDay }),
    ...(days && { byDay: [...new Set(days)] }),
  };
  const entries = Object.entries(kept).filter(([, value]) => value !== undefined);
  const hasPart = entries.some(([name]) => name.startsWith("by"));
  // BYSETPOS must come with another BY part.
  return Object.fromEntries([...entries, ...(bySetPos && hasPart ? [["bySetPos", bySetPos]] : [])]) as ReferenceRule;
}
