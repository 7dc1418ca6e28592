// A day one can type in words or pick.
import { DateInput } from "@mantine/dates";
import { useTranslation } from "react-i18next";
import type { Day } from "../../time/wall-clock.ts";
import { readDay } from "./read-day.ts";

interface Props {
  readonly label: string;
  readonly value: string;
  readonly today: Day;
  readonly invalid?: boolean;
  readonly describedBy?: string | undefined;
  readonly minDay?: Day;
  /** An empty text while the field is. */
  readonly onChange: (day: string) => void;
}

/** Words are read by readDay; the value is `YYYY-MM-DD`, empty for none. */
export function DayField({ label, value, today, invalid = false, describedBy, minDay, onChange }: Props) {
  const { i18n } = useTranslation();
  const isThisYear = value.slice(0, 4) === today.slice(0, 4);
  return (
    <DateInput
      className="sp day-field"
      size="xs"
      aria-label={label}
      aria-invalid={invalid}
      // The message is shared by several fields: Mantine would tie each to its own.
      attributes={{ input: { "aria-describedby": describedBy } }}
      error={invalid}
      locale={i18n.language === "fr" ? "fr" : "en-gb"}
      value={value || null}
      valueFormat={isThisYear ? "ddd D MMM" : "ddd D MMM YYYY"}
      {...(minDay && { minDate: minDay })}
      popoverProps={{ zIndex: 400, withinPortal: true }}
      dateParser={(text) => readDay(text, today, value || today)}
      onChange={(day) => onChange(day ?? "")}
    />
  );
}
