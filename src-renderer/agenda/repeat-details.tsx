// The choices of a rule: every how many, on which days, until when.
import { NumberInput, Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { nthOf, type RepeatRule, WEEKDAYS, type Weekday, weekdayOf } from "../time/repeat-rule.ts";
import { sayNth, sayWeekday } from "../time/say-repeat.ts";
import { addDays, addMonths, type Day } from "../time/wall-clock.ts";
import { DayField } from "./editor-fields.tsx";

interface Props {
  readonly rule: RepeatRule;
  /** The first day of the series. */
  readonly day: Day;
  readonly onChange: (rule: RepeatRule) => void;
}

const DEFAULT_COUNT = 10;

function Interval({ rule, onChange }: Omit<Props, "day">) {
  const { t } = useTranslation();
  return (
    <div className="row g6">
      <span className="t13 i2" id="repeat-every">
        {t("editor.every")}
      </span>
      <NumberInput
        size="xs"
        className="number-field"
        aria-label={t("editor.interval")}
        min={1}
        max={999}
        allowDecimal={false}
        hideControls
        value={rule.interval}
        onChange={(value) => {
          const interval = Number(value);
          if (Number.isInteger(interval) && interval >= 1) onChange({ ...rule, interval });
        }}
      />
      <span className="t13 i2">{t(`editor.units.${rule.frequency}`, { count: rule.interval })}</span>
    </div>
  );
}

function WeekDays({ rule, day, onChange }: Props) {
  const { t, i18n } = useTranslation();
  const own = weekdayOf(day);
  const days = rule.days.length > 0 ? rule.days : [own];
  const toggle = (one: Weekday) => {
    const next = days.includes(one) ? days.filter((other) => other !== one) : [...days, one];
    // Only the day of the start: then the rule need not name it, and follows when the event moves.
    if (next.length > 0) onChange({ ...rule, days: next.length === 1 && next[0] === own ? [] : next });
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

/** The ways a day can be the same one every month. */
function monthlyChoices(day: Day): readonly Pick<RepeatRule, "monthDay" | "nth">[] {
  const isLastDay = addDays(day, 1) === addMonths(day, 1);
  return [{}, ...nthOf(day).map((nth) => ({ nth })), ...(isLastDay ? [{ monthDay: -1 }] : [])];
}

const keyOf = ({ monthDay, nth }: Pick<RepeatRule, "monthDay" | "nth">, dayOfMonth: number) => {
  if (nth) return `${nth.n}${nth.day}`;
  return monthDay === undefined || monthDay === dayOfMonth ? "day" : `on${monthDay}`;
};

function MonthDay({ rule, day, onChange }: Props) {
  const { t, i18n } = useTranslation();
  const dayOfMonth = Number(day.slice(8));
  const kept = { ...(rule.monthDay !== undefined && { monthDay: rule.monthDay }), ...(rule.nth && { nth: rule.nth }) };
  const choices = new Map([...monthlyChoices(day), kept].map((choice) => [keyOf(choice, dayOfMonth), choice]));
  const say = ({ monthDay, nth }: Pick<RepeatRule, "monthDay" | "nth">) => {
    if (nth) return sayNth(nth, t, i18n.language);
    return monthDay === -1 ? t("repeat.lastDay") : t("repeat.monthDay", { day: monthDay ?? dayOfMonth });
  };
  return (
    <Select
      aria-label={t("editor.onDays")}
      value={keyOf(kept, dayOfMonth)}
      data={[...choices].map(([value, choice]) => ({ value, label: say(choice) }))}
      onChange={(value) => {
        const { monthDay: _, nth: __, ...rest } = rule;
        onChange({ ...rest, ...choices.get(value ?? "day") });
      }}
    />
  );
}

function End({ rule, day, onChange }: Props) {
  const { t } = useTranslation();
  let kind: "never" | "until" | "count" = rule.until ? "until" : "never";
  if (rule.count !== undefined) kind = "count";
  const { until: _, count: __, ...endless } = rule;
  const choose = (next: string | null) => {
    if (next === "until") onChange({ ...endless, until: addMonths(day, 3) });
    else if (next === "count") onChange({ ...endless, count: DEFAULT_COUNT });
    else onChange(endless);
  };
  return (
    <div className="row g6">
      <Select
        w={150}
        aria-label={t("editor.end")}
        value={kind}
        data={(["never", "until", "count"] as const).map((value) => ({ value, label: t(`editor.ends.${value}`) }))}
        onChange={choose}
      />
      {kind === "until" && (
        <DayField
          label={t("editor.untilDay")}
          value={rule.until ?? ""}
          invalid={false}
          onChange={(until) => until >= day && onChange({ ...endless, until })}
        />
      )}
      {kind === "count" && (
        <>
          <NumberInput
            size="xs"
            className="number-field"
            aria-label={t("editor.count")}
            min={1}
            max={9999}
            allowDecimal={false}
            hideControls
            value={rule.count ?? DEFAULT_COUNT}
            onChange={(value) => {
              const count = Number(value);
              if (Number.isInteger(count) && count >= 1) onChange({ ...endless, count });
            }}
          />
          <span className="t13 i2">{t("editor.times", { count: rule.count ?? DEFAULT_COUNT })}</span>
        </>
      )}
    </div>
  );
}

/** The choices. */
export function RepeatDetails(props: Props) {
  const { frequency } = props.rule;
  return (
    <>
      <div className="row g12 wrap">
        <Interval {...props} />
        {frequency === "weekly" && <WeekDays {...props} />}
        {frequency === "monthly" && <MonthDay {...props} />}
      </div>
      <End {...props} />
    </>
  );
}
