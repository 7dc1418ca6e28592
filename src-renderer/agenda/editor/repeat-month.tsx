// Which day of the month or year: the day of the start, dates, or the nth of some weekdays.
import { MultiSelect, Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { nthOf, type RepeatRule, WEEKDAYS, type Weekday } from "../../time/repeat-rule.ts";
import { sayDaySet, sayWeekday } from "../../time/say-repeat.ts";
import type { DetailProps } from "./rule-part.ts";

type Way = "start" | "dates" | "nth";

const SETS: Readonly<Record<string, readonly Weekday[]>> = {
  work: WEEKDAYS.slice(0, 5),
  weekend: WEEKDAYS.slice(5),
  any: WEEKDAYS,
};
const POSITIONS = [1, 2, 3, 4, 5, -2, -1] as const;
const LABELS = { 1: "1", 2: "2", 3: "3", 4: "4", 5: "5", [-2]: "lastButOne", [-1]: "last" } as const;

function wayOf({ monthDays, nth, positions }: RepeatRule): Way {
  if (nth.length + positions.length > 0) return "nth";
  return monthDays.length > 0 ? "dates" : "start";
}

/** The rule with another way to choose its day; `which` of it stays what it was as far as it can. */
function dated(rule: RepeatRule, change: Partial<RepeatRule>): RepeatRule {
  return { ...rule, days: [], monthDays: [], nth: [], positions: [], ...change };
}

function Dates({ rule, day, onChange }: DetailProps) {
  const { t } = useTranslation();
  return (
    <MultiSelect
      size="xs"
      aria-label={t("editor.dates")}
      comboboxProps={{ zIndex: 400 }}
      maxDropdownHeight={220}
      value={rule.monthDays.map(String)}
      data={[...Array.from({ length: 31 }, (_, n) => String(n + 1)), { value: "-1", label: t("editor.lastDay") }]}
      onChange={(chosen) => {
        const days = chosen.map(Number).sort((a, b) => (a < 0 === b < 0 ? a - b : b - a));
        onChange(dated(rule, { monthDays: days.length > 0 ? days : [Number(day.slice(8))] }));
      }}
    />
  );
}

function setOf(rule: RepeatRule): string {
  const [first] = rule.nth;
  if (first) return first.day;
  return Object.keys(SETS).find((key) => SETS[key]?.join() === rule.days.join()) ?? "other";
}

function Nth({ rule, onChange }: DetailProps) {
  const { t, i18n } = useTranslation();
  const n = rule.nth[0]?.n ?? rule.positions[0] ?? 1;
  const set = setOf(rule);
  const choose = (position: number, chosen: string) => {
    const days = SETS[chosen] ?? (chosen === "other" ? rule.days : undefined);
    if (days) onChange(dated(rule, { days, positions: [position] }));
    else onChange(dated(rule, { nth: [{ n: position, day: chosen as Weekday }] }));
  };
  const sets = [
    ...WEEKDAYS.map((value) => ({ value: value as string, label: sayWeekday(value, i18n.language) })),
    ...Object.entries(SETS).map(([value, days]) => ({ value, label: sayDaySet(days, t, i18n.language) })),
    ...(set === "other" ? [{ value: set, label: sayDaySet(rule.days, t, i18n.language) }] : []),
  ];
  const positions: readonly number[] = (POSITIONS as readonly number[]).includes(n) ? POSITIONS : [...POSITIONS, n];
  return (
    <div className="row g6">
      <Select
        w={112}
        aria-label={t("editor.position")}
        comboboxProps={{ zIndex: 400 }}
        value={String(n)}
        data={positions.map((value) => ({
          value: String(value),
          label: value in LABELS ? t(`editor.positions.${LABELS[value as keyof typeof LABELS]}`) : String(value),
        }))}
        onChange={(value) => value && choose(Number(value), set)}
      />
      <Select
        className="sp"
        aria-label={t("editor.positionOf")}
        comboboxProps={{ zIndex: 400 }}
        maxDropdownHeight={280}
        value={set}
        data={sets}
        onChange={(value) => value && choose(n, value)}
      />
    </div>
  );
}

/** The choice. */
export function MonthDays(props: DetailProps) {
  const { rule, day, onChange } = props;
  const { t } = useTranslation();
  const way = wayOf(rule);
  const choose = (next: Way) => {
    const [nth] = nthOf(day);
    const months = rule.frequency === "yearly" && rule.months.length === 0 ? [Number(day.slice(5, 7))] : rule.months;
    if (next === "start") onChange(dated(rule, {}));
    if (next === "dates") onChange(dated(rule, { months, monthDays: [Number(day.slice(8))] }));
    if (next === "nth") onChange(dated(rule, { months, nth: nth ? [nth] : [] }));
  };
  return (
    <>
      <Select
        aria-label={t("editor.wayLabel")}
        comboboxProps={{ zIndex: 400 }}
        value={way}
        data={(["start", "dates", "nth"] as const).map((value) => ({ value, label: t(`editor.way.${value}`) }))}
        onChange={(value) => value && choose(value as Way)}
      />
      {way === "dates" && <Dates {...props} />}
      {way === "nth" && <Nth {...props} />}
    </>
  );
}
