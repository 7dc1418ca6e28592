// How much of a calendar is kept on this device.
import { NumberInput, Select } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Calendar, SyncWindow } from "../../src-preload/contract/calendars.ts";

/** The window a large server is read with at first. */
const NEAR: SyncWindow = { monthsBack: 1, monthsAhead: 3 };
const YEAR: SyncWindow = { monthsBack: 12, monthsAhead: 12 };
type Kind = "all" | "near" | "year" | "custom";

const same = (a: SyncWindow, b: SyncWindow) => a.monthsBack === b.monthsBack && a.monthsAhead === b.monthsAhead;

/** The choice that a window is. */
function kindOf(window: Calendar["window"]): Kind {
  if (window === null) return "all";
  if (same(window, NEAR)) return "near";
  return same(window, YEAR) ? "year" : "custom";
}

interface MonthsProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly onChange: (months: number) => void;
}

function Months({ label, value, min, onChange }: MonthsProps) {
  return (
    <NumberInput
      size="xs"
      w={120}
      label={label}
      min={min}
      max={1200}
      allowDecimal={false}
      value={value}
      onBlur={({ currentTarget }) => {
        const months = Number.parseInt(currentTarget.value, 10);
        if (Number.isInteger(months) && months !== value) onChange(Math.min(1200, Math.max(min, months)));
      }}
    />
  );
}

interface Props {
  readonly window: Calendar["window"];
  readonly onChange: (window: SyncWindow | null) => void;
}

/** A select, and two fields while the months are one's own. */
export function WindowChoice({ window, onChange }: Props) {
  const { t } = useTranslation();
  const [custom, setCustom] = useState(false);
  const kind = custom ? "custom" : kindOf(window);
  const months = window ?? YEAR;
  const choose = (next: Kind) => {
    setCustom(next === "custom");
    if (next === "all") onChange(null);
    if (next === "near") onChange(NEAR);
    if (next === "year") onChange(YEAR);
  };
  return (
    <div className="col g8 set-side">
      <Select
        aria-label={t("calendars.window")}
        value={kind}
        data={(["all", "year", "near", "custom"] as const).map((value) => ({
          value,
          label: t(`calendars.windows.${value}`),
        }))}
        onChange={(value) => value && choose(value as Kind)}
      />
      {kind === "custom" && (
        <div className="row g8">
          <Months
            label={t("calendars.monthsBack")}
            min={0}
            value={months.monthsBack}
            onChange={(monthsBack) => onChange({ ...months, monthsBack })}
          />
          <Months
            label={t("calendars.monthsAhead")}
            min={1}
            value={months.monthsAhead}
            onChange={(monthsAhead) => onChange({ ...months, monthsAhead })}
          />
        </div>
      )}
    </div>
  );
}
