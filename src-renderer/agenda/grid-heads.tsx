// The heads of the grid: days above, hours beside, in one zone or two.
import type { DayHeaderInfo, SlotHeaderInfo } from "@fullcalendar/react";
import { useTranslation } from "react-i18next";
import { sayCity, sayDay, sayHour, sayLongDay } from "../time/say-when.ts";
import { type Day, dayOf, instantOf, wallClock } from "../time/wall-clock.ts";

/** A day above its column: the number first. */
export function DayHead({ info, zone }: { info: DayHeaderInfo; zone: string }) {
  const { i18n } = useTranslation();
  const day = dayOf(info.date.getTime(), zone);
  if (info.inPopover) return <span className="t12 w5 i3">{sayLongDay(day, i18n.language)}</span>;
  const weekend = info.dow === 0 || info.dow === 6;
  return (
    <div className={`cx-dh tn ${info.isToday ? "td" : ""} ${weekend ? "we" : ""}`}>
      <b>{Number(day.slice(8))}</b>
      {sayDay(day, i18n.language, { weekday: info.view.type === "timeGridDay" ? "long" : "short" })}
    </div>
  );
}

interface HourProps {
  readonly info: SlotHeaderInfo;
  readonly zone: string;
  readonly secondZone: string | undefined;
  /** The day whose hours they are: offsets differ from day to day. */
  readonly day: Day;
}

/** An hour beside its line, and the same moment elsewhere. */
export function HourHead({ info, zone, secondZone, day }: HourProps) {
  const { i18n } = useTranslation();
  const minutes = Math.round((info.time?.milliseconds ?? 0) / 60_000);
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60];
  const own = sayHour(hour, minute, i18n.language);
  if (!secondZone) return <>{own}</>;
  const wall = `${day}T${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
  const other = wallClock(instantOf(wall, zone), secondZone).slice(11, 16);
  return (
    <span className="cx-two-zones">
      <span className="cx-other">{sayHour(Number(other.slice(0, 2)), Number(other.slice(3)), i18n.language)}</span>
      <span>{own}</span>
    </span>
  );
}

/** The names of the two columns of hours. */
export function ZoneNames({ zone, secondZone }: { zone: string; secondZone: string }) {
  return (
    <span className="cx-two-zones">
      <span className="el cx-other" title={secondZone}>
        {sayCity(secondZone)}
      </span>
      <span className="el" title={zone}>
        {sayCity(zone)}
      </span>
    </span>
  );
}
