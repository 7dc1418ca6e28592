// The small month of the sidebar: shows where the agenda is, goes where it is clicked.
import { ActionIcon } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLive } from "../live.tsx";
import { sayDay, sayLongDay, sayMonth } from "../time/say-when.ts";
import { addDays, addMonths, type Day, monthGrid, weekNumber, weekStart } from "../time/wall-clock.ts";
import { STROKE } from "../ui/hue.ts";
import { busyDays, itemsOf } from "./occurrence.ts";
import { type Place, periodOf, periodRange } from "./place.ts";

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

function useBusyDays(month: Day, { layout }: Place, zone: string): ReadonlySet<Day> {
  const range = useMemo(() => periodRange("month", month, zone, layout), [month, zone, layout]);
  const { data } = useLive("agenda.range", range, { keep: true });
  const { data: list } = useLive("calendars.list", {});
  return useMemo(() => busyDays(itemsOf(data?.occurrences ?? [], list?.calendars ?? []), zone), [data, list, zone]);
}

interface DayProps {
  readonly day: Day;
  readonly month: Day;
  readonly today: Day;
  readonly place: Place;
  readonly busy: boolean;
}

function DayCell({ day, month, today, place, busy }: DayProps) {
  const { t, i18n } = useTranslation();
  const { first, last } = periodOf(place.view, place.day, place.layout);
  const isShort = ["day", "days", "workweek", "week"].includes(place.view);
  const names = ["mm-day"];
  if (day.slice(0, 7) !== month.slice(0, 7)) names.push("other");
  if (isShort && first <= day && day <= last) names.push("in");
  if (day === today) names.push("today");
  const spoken = sayLongDay(day, i18n.language);
  return (
    <td className={names.join(" ")}>
      <button
        type="button"
        data-day={day}
        tabIndex={day === place.day || (day === month && place.day.slice(0, 7) !== month.slice(0, 7)) ? 0 : -1}
        aria-label={busy ? t("mini.busy", { day: spoken }) : spoken}
        aria-current={day === today ? "date" : undefined}
        aria-pressed={day === place.day}
        onClick={() => place.setDay(day)}
      >
        {Number(day.slice(8))}
        {busy && <i aria-hidden="true" />}
      </button>
    </td>
  );
}

function Weekdays({ first }: { first: Day }) {
  const { t, i18n } = useTranslation();
  return (
    <thead>
      <tr>
        <th scope="col">
          <span className="hidden">{t("mini.week")}</span>
        </th>
        {[0, 1, 2, 3, 4, 5, 6].map((n) => (
          <th key={n} scope="col" abbr={sayDay(addDays(first, n), i18n.language, { weekday: "long" })}>
            {sayDay(addDays(first, n), i18n.language, { weekday: "narrow" })}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** The month that navigates the agenda. */
export function MiniMonth({ place, today, zone }: { place: Place; today: Day; zone: string }) {
  const { t, i18n } = useTranslation();
  const [browsed, setBrowsed] = useState<{ readonly from: Day; readonly month: Day }>();
  // Going somewhere in the agenda ends browsing here.
  const month = browsed?.from === place.day ? browsed.month : addMonths(place.day, 0);
  const browse = (months: number) => setBrowsed({ from: place.day, month: addMonths(month, months) });
  const { firstDay } = place.layout;
  const days = monthGrid(month, firstDay);
  const busy = useBusyDays(month, place, zone);
  const table = useRef<HTMLTableElement>(null);
  const walk = (event: KeyboardEvent) => {
    const from = (event.target as HTMLElement).dataset.day;
    const step = STEPS[event.key];
    if (!from || !step) return;
    event.preventDefault();
    event.stopPropagation();
    table.current?.querySelector<HTMLElement>(`[data-day="${addDays(from, step)}"]`)?.focus();
  };
  return (
    <section className="mm" aria-label={t("mini.label")}>
      <div className="row mm-head">
        <h2 className="w6 t13 sp" aria-live="polite">
          {sayMonth(month, i18n.language)}
        </h2>
        <ActionIcon size={24} aria-label={t("mini.previous")} onClick={() => browse(-1)}>
          <IconChevronLeft size={16} stroke={STROKE} />
        </ActionIcon>
        <ActionIcon size={24} aria-label={t("mini.next")} onClick={() => browse(1)}>
          <IconChevronRight size={16} stroke={STROKE} />
        </ActionIcon>
      </div>
      <table ref={table} className="t11 tn" onKeyDown={walk}>
        <Weekdays first={days[0] ?? month} />
        <tbody>
          {[0, 7, 14, 21, 28, 35].map((at) => (
            <tr key={days[at]}>
              <th scope="row">{weekNumber(weekStart(days[at + 6] ?? month, 1))}</th>
              {days.slice(at, at + 7).map((day) => (
                <DayCell key={day} day={day} month={month} today={today} place={place} busy={busy.has(day)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
