// Days of the week, each of them a button that is pressed or not; and the half hours of a day.
import { useTranslation } from "react-i18next";
import { sayDay } from "../time/say-when.ts";

/** Monday first, as people read a week here; 0 is Sunday. */
export const WEEK = [1, 2, 3, 4, 5, 6, 0] as const;

/** `00:00` to `24:00`. */
export const HALF_HOURS = Array.from({ length: 49 }, (_, n) => {
  const hour = String(Math.floor(n / 2)).padStart(2, "0");
  return `${hour}:${n % 2 === 0 ? "00" : "30"}`;
});

/** The name of a day. 2026-11-15 is a Sunday. */
export const dayName = (day: number, language: string, weekday: "long" | "narrow") =>
  sayDay(`2026-11-${15 + day}`, language, { weekday });

interface Props {
  readonly label: string;
  readonly chosen: readonly number[];
  /** In the order of the week's numbers. */
  readonly onChange: (days: number[]) => void;
}

/** The buttons. */
export function DayToggles({ label, chosen, onChange }: Props) {
  const { i18n } = useTranslation();
  const toggle = (day: number) => {
    const next = chosen.includes(day) ? chosen.filter((one) => one !== day) : [...chosen, day];
    onChange(next.toSorted((a, b) => a - b));
  };
  return (
    <fieldset className="bare" aria-label={label}>
      <div className="row g4">
        {WEEK.map((day) => (
          <button
            key={day}
            type="button"
            className="day-toggle"
            aria-pressed={chosen.includes(day)}
            aria-label={dayName(day, i18n.language, "long")}
            onClick={() => toggle(day)}
          >
            {dayName(day, i18n.language, "narrow").toUpperCase()}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
