// The rules a person can make in the event editor, for property tests.
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
    bySetPos: fc.constantFrom(1, 2, -1),
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
