// A year: twelve small months, each day with a mark as long as the day is full. Each month asks for itself, so that the first
// is there at once and a change draws one of them.
import { type KeyboardEvent, memo, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import { useLive } from "../live.tsx";
import { sayDay, sayLongDay } from "../time/say-when.ts";
import { addDays, addMonths, type Day, monthGrid, weekNumber } from "../time/wall-clock.ts";
import { type Fullness, fullnessOf, shareOf } from "./fullness.ts";
import { itemsOf } from "./occurrence.ts";
import { type Place, periodRange } from "./place.ts";

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

interface MonthProps {
  readonly month: Day;
  readonly today: Day;
  readonly zone: string;
  readonly firstDay: number;
  readonly weekNumbers: boolean;
  readonly calendars: readonly Calendar[];
  /** The day that Tab reaches. */
  readonly stop: Day;
}

interface CellProps {
  readonly day: Day;
  readonly isToday: boolean;
  readonly isStop: boolean;
  readonly fullness: Fullness | undefined;
}

function YearDay({ day, isToday, isStop, fullness }: CellProps) {
  const { t, i18n } = useTranslation();
  const spoken = sayLongDay(day, i18n.language);
  return (
    <button
      type="button"
      data-day={day}
      className={isToday ? "yv-day today" : "yv-day"}
      tabIndex={isStop ? 0 : -1}
      aria-current={isToday ? "date" : undefined}
      aria-label={fullness ? t("year.day", { day: spoken, count: fullness.count }) : spoken}
      title={fullness && t("list.count", { count: fullness.count })}
    >
      {Number(day.slice(8))}
      {fullness && <i aria-hidden="true" style={{ width: `${Math.round(shareOf(fullness) * 18)}px` }} />}
    </button>
  );
}

const YearMonth = memo(function YearMonth(props: MonthProps) {
  const { month, today, zone, firstDay, weekNumbers, calendars, stop } = props;
  const { i18n } = useTranslation();
  const range = useMemo(() => periodRange("list", month, zone), [month, zone]);
  const { data } = useLive("agenda.range", range, { keep: true });
  const full = useMemo(() => fullnessOf(itemsOf(data?.occurrences ?? [], calendars), zone), [data, calendars, zone]);
  const days = monthGrid(month, firstDay);
  const weeks = [0, 7, 14, 21, 28, 35].map((at) => days.slice(at, at + 7));
  const isOwn = (day: Day) => day.slice(0, 7) === month.slice(0, 7);
  return (
    <section className="yv-month">
      <h2 className={today.slice(0, 7) === month.slice(0, 7) ? "yv-name now" : "yv-name"}>
        <button type="button" data-month={month}>
          {sayDay(month, i18n.language, { month: "long" })}
        </button>
      </h2>
      <table className="tn">
        <thead>
          <tr>
            {weekNumbers && <td />}
            {days.slice(0, 7).map((day) => (
              <th key={day} scope="col" abbr={sayDay(day, i18n.language, { weekday: "long" })}>
                {sayDay(day, i18n.language, { weekday: "narrow" })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {weekNumbers && <th scope="row">{week.some(isOwn) ? weekNumber(week[3] ?? month) : ""}</th>}
              {week.map((day) => (
                <td key={day}>
                  {isOwn(day) && (
                    <YearDay day={day} isToday={day === today} isStop={day === stop} fullness={full.get(day)} />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
});

interface Props {
  readonly place: Place;
  readonly today: Day;
  readonly zone: string;
  readonly calendars: readonly Calendar[];
}

/** The year of a place. A day opens as a day, a month's name as a month. */
export function YearView({ place, today, zone, calendars }: Props) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const year = place.day.slice(0, 4);
  const months = Array.from({ length: 12 }, (_, n) => addMonths(`${year}-01-01`, n));
  const walk = (event: KeyboardEvent) => {
    const from = (event.target as HTMLElement).dataset.day;
    const step = STEPS[event.key];
    if (!from || !step) return;
    const to = box.current?.querySelector<HTMLElement>(`[data-day="${addDays(from, step)}"]`);
    if (!to) return;
    event.preventDefault();
    event.stopPropagation();
    to.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: listens to the buttons inside
    <div
      ref={box}
      className="yv"
      onKeyDown={walk}
      onClick={({ target }) => {
        const { day, month } = (target as HTMLElement).closest<HTMLElement>("[data-day], [data-month]")?.dataset ?? {};
        if (!day && !month) return;
        place.setDay(day ?? month ?? place.day);
        place.setView(day ? "day" : "month");
      }}
    >
      <p className="hidden">{t("year.hint")}</p>
      {months.map((month) => (
        <YearMonth
          key={month}
          month={month}
          today={today}
          zone={zone}
          firstDay={place.layout.firstDay}
          weekNumbers={place.layout.weekNumbers}
          calendars={calendars}
          stop={place.day}
        />
      ))}
    </div>
  );
}
