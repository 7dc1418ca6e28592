// The parts of a rule: every how many, on which days, in which months, until when.
import { MultiSelect, NumberInput, Select } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import {
  FREQUENCIES,
  type Frequency,
  plainRule,
  type RepeatRule,
  WEEKDAYS,
  type Weekday,
  weekdayOf,
} from "../../time/repeat-rule.ts";
import { sayWeekday } from "../../time/say-repeat.ts";
import { addMonths, type Day } from "../../time/wall-clock.ts";
import { DayField } from "./day-field.tsx";
import { MonthDays } from "./repeat-month.tsx";
import type { DetailProps } from "./rule-part.ts";

const DEFAULT_COUNT = 10;

interface NumberProps {
  readonly label: string;
  readonly value: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
}

function Count({ label, value, max, onChange }: NumberProps) {
  return (
    <NumberInput
      size="xs"
      className="number-field"
      aria-label={label}
      min={1}
      max={max}
      allowDecimal={false}
      hideControls
      value={value}
      onChange={(typed) => {
        const whole = Number(typed);
        if (Number.isInteger(whole) && whole >= 1) onChange(whole);
      }}
    />
  );
}

/** The end of a rule, to put on another. */
const endOf = ({ until, count }: RepeatRule): Partial<RepeatRule> => {
  if (until) return { until };
  return count === undefined ? {} : { count };
};

function Interval({ rule, onChange }: Omit<DetailProps, "day">) {
  const { t } = useTranslation();
  return (
    <div className="row g6">
      <span className="t13 i2">{t("editor.every")}</span>
      <Count
        label={t("editor.interval")}
        max={999}
        value={rule.interval}
        onChange={(interval) => onChange({ ...rule, interval })}
      />
      <Select
        w={112}
        aria-label={t("editor.unitOf")}
        comboboxProps={{ zIndex: 400 }}
        value={rule.frequency}
        data={FREQUENCIES.map((value) => ({ value, label: t(`editor.units.${value}`, { count: rule.interval }) }))}
        onChange={(value) =>
          value && onChange(plainRule(value as Frequency, { interval: rule.interval, ...endOf(rule) }))
        }
      />
    </div>
  );
}

/** The days of the week. */
export function WeekDays({ rule, day, onChange }: DetailProps) {
  const { t, i18n } = useTranslation();
  const own = weekdayOf(day);
  const days = rule.days.length > 0 ? rule.days : [own];
  const toggle = (one: Weekday) => {
    const next = days.includes(one) ? days.filter((other) => other !== one) : [...days, one];
    if (next.length === 0) return;
    // Only the day of the start: then the rule need not name it, and follows when the event moves.
    const isOwn = next.length === 1 && next[0] === own;
    onChange({ ...rule, days: isOwn ? [] : WEEKDAYS.filter((weekday) => next.includes(weekday)) });
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw its own box and legend here
    <div className="row g4" role="group" aria-label={t("editor.onDays")}>
      {WEEKDAYS.map((one) => (
        <button
          key={one}
          type="button"
          className="day-toggle"
          aria-pressed={days.includes(one)}
          aria-label={sayWeekday(one, i18n.language)}
          onClick={() => toggle(one)}
        >
          {sayWeekday(one, i18n.language, "narrow")}
        </button>
      ))}
    </div>
  );
}

function Months({ rule, day, onChange }: DetailProps) {
  const { t, i18n } = useTranslation();
  const isYearly = rule.frequency === "yearly";
  const name = (month: number) =>
    new Intl.DateTimeFormat(i18n.language, { month: "long", timeZone: "UTC" }).format(Date.UTC(2026, month - 1, 1));
  const shown = isYearly && rule.months.length === 0 && rule.nth.length + rule.positions.length === 0;
  const months = shown ? [Number(day.slice(5, 7))] : rule.months;
  return (
    <MultiSelect
      size="xs"
      aria-label={t("editor.inMonths")}
      comboboxProps={{ zIndex: 400 }}
      maxDropdownHeight={220}
      placeholder={months.length === 0 ? t("editor.allMonths") : ""}
      value={months.map(String)}
      data={Array.from({ length: 12 }, (_, n) => ({ value: String(n + 1), label: name(n + 1) }))}
      onChange={(chosen) => {
        const next = chosen.map(Number).sort((a, b) => a - b);
        // Positions are counted in one month or in the whole year.
        if (isYearly && rule.positions.length > 0 && next.length > 1) return;
        if (isYearly && rule.monthDays.length > 0 && next.length === 0) return;
        onChange({ ...rule, months: next });
      }}
    />
  );
}

/** When it ends. */
export function RepeatEnd({ rule, day, today, onChange }: DetailProps & { readonly today: Day }) {
  const { t } = useTranslation();
  const errorId = useId();
  let kind: "never" | "until" | "count" = rule.until ? "until" : "never";
  if (rule.count !== undefined) kind = "count";
  const { until: _, count: __, ...endless } = rule;
  const choose = (next: string | null) => {
    if (next === "until") onChange({ ...endless, until: addMonths(day, 3) });
    else if (next === "count") onChange({ ...endless, count: DEFAULT_COUNT });
    else onChange(endless);
  };
  const isBefore = rule.until !== undefined && rule.until < day;
  return (
    <>
      <div className="row g6">
        <Select
          w={112}
          aria-label={t("editor.end")}
          comboboxProps={{ zIndex: 400 }}
          value={kind}
          data={(["never", "until", "count"] as const).map((value) => ({ value, label: t(`editor.ends.${value}`) }))}
          onChange={choose}
        />
        {kind === "until" && (
          <DayField
            label={t("editor.untilDay")}
            value={rule.until ?? ""}
            today={today}
            invalid={isBefore}
            describedBy={isBefore ? errorId : undefined}
            onChange={(until) => until && onChange({ ...endless, until })}
          />
        )}
        {kind === "count" && (
          <>
            <Count
              label={t("editor.count")}
              max={9999}
              value={rule.count ?? DEFAULT_COUNT}
              onChange={(count) => onChange({ ...endless, count })}
            />
            <span className="t13 i2">{t("editor.times", { count: rule.count ?? DEFAULT_COUNT })}</span>
          </>
        )}
      </div>
      {isBefore && (
        <p className="t12 err" role="alert" id={errorId}>
          {t("editor.untilBefore")}
        </p>
      )}
    </>
  );
}

/** Every part, for a rule of one's own. */
export function RepeatDetails(props: DetailProps) {
  const { frequency } = props.rule;
  return (
    <>
      <Interval {...props} />
      {frequency === "weekly" && <WeekDays {...props} />}
      {(frequency === "monthly" || frequency === "yearly") && <MonthDays {...props} />}
      {frequency === "yearly" && <Months {...props} />}
    </>
  );
}
