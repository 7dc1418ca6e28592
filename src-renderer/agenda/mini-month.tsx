// The small month of the sidebar: shows where the agenda is, goes where it is clicked.
import { ActionIcon } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { type KeyboardEvent, memo, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLive } from "../live.tsx";
import { sayDay, sayLongDay, sayMonth } from "../time/say-when.ts";
import { addDays, addMonths, type Day, monthGrid, weekNumber, weekStart } from "../time/wall-clock.ts";
import { STROKE } from "../ui/hue.ts";
import { busyDays, itemsOf } from "./occurrence.ts";
import { type Place, periodOf, periodRange } from "./place.ts";
import { useShownPlace } from "./shown-place.tsx";

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

function useBusyDays(month: Day, { layout }: Place, zone: string): ReadonlySet<Day> {
  const range = useMemo(() => periodRange("month", month, zone, layout), [month, zone, layout]);
  const { data } = useLive("agenda.range", range, { keep: true });
  const { data: list } = useLive("calendars.list", {});
  return useMemo(() => busyDays(itemsOf(data?.occurrences ?? [], list?.calendars ?? []), zone), [data, list, zone]);
}

interface DayProps {
  readonly day: Day;
  /** Class names beside its own. */
  readonly look: string;
  readonly busy: boolean;
  readonly isToday: boolean;
  readonly isChosen: boolean;
  /** The Tab key comes to it. */
  readonly isStop: boolean;
  readonly onDay: (day: Day) => void;
}

const DayCell = memo(function DayCell({ day, look, busy, isToday, isChosen, isStop, onDay }: DayProps) {
  const { t, i18n } = useTranslation();
  const spoken = sayLongDay(day, i18n.language);
  return (
    <td className={`mm-day${look}`}>
      <button
        type="button"
        data-day={day}
        tabIndex={isStop ? 0 : -1}
        aria-label={busy ? t("mini.busy", { day: spoken }) : spoken}
        aria-current={isToday ? "date" : undefined}
        aria-pressed={isChosen}
        onClick={() => onDay(day)}
      >
        {Number(day.slice(8))}
        {busy && <i aria-hidden="true" />}
      </button>
    </td>
  );
});

/** What each day of the small month is told: plain values, so that those that stay the same are not drawn again. */
function useDays(month: Day, today: Day, place: Place) {
  const { view, layout } = place;
  const { first, last } = periodOf(view, place.day, layout);
  const isShort = ["day", "days", "workweek", "week"].includes(view);
  const isElsewhere = place.day.slice(0, 7) !== month.slice(0, 7);
  const latest = useRef(place);
  useEffect(() => {
    latest.current = place;
  });
  const onDay = useCallback((day: Day) => latest.current.setDay(day), []);
  return (day: Day): Omit<DayProps, "busy"> => {
    const looks = [
      day.slice(0, 7) !== month.slice(0, 7) && " other",
      isShort && first <= day && day <= last && " in",
      day === today && " today",
    ];
    return {
      day,
      look: looks.filter(Boolean).join(""),
      isToday: day === today,
      isChosen: day === place.day,
      isStop: day === place.day || (day === month && isElsewhere),
      onDay,
    };
  };
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
export function MiniMonth({ today, zone }: { today: Day; zone: string }) {
  const place = useShownPlace();
  const { t, i18n } = useTranslation();
  const [browsed, setBrowsed] = useState<{ readonly from: Day; readonly month: Day }>();
  // Going somewhere in the agenda ends browsing here.
  const month = browsed?.from === place.day ? browsed.month : addMonths(place.day, 0);
  const browse = (months: number) => setBrowsed({ from: place.day, month: addMonths(month, months) });
  const { firstDay } = place.layout;
  const days = monthGrid(month, firstDay);
  const busy = useBusyDays(month, place, zone);
  const dayOf = useDays(month, today, place);
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
                <DayCell key={day} {...dayOf(day)} busy={busy.has(day)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
