// Where each choice falls in the day: one strip per version. An image with a sentence; the table has the same facts.
import { useTranslation } from "react-i18next";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { Conflict } from "../../src-preload/contract/conflicts.ts";
import type { Words } from "../i18n/say-field.ts";
import { useLive } from "../live.tsx";
import { sayLongDay, sayTime } from "../time/say-when.ts";
import { startOfDay } from "../time/wall-clock.ts";
import { hue } from "../ui/hue.ts";
import type { Side } from "./choices.ts";
import { hoursOf, type Landing, landingsOf, othersOf, overlapOf, rangeOf } from "./landing.ts";

const HOUR = 3_600_000;

interface StripProps {
  readonly conflict: Conflict;
  readonly calendars: readonly Calendar[];
  readonly landing: Landing;
  readonly hours: readonly number[];
  readonly chosen: boolean;
  readonly words: Words;
}

function Strip({ conflict, calendars, landing, hours, chosen, words }: StripProps) {
  const { t } = useTranslation();
  const { language, zone } = words;
  const { data } = useLive("agenda.range", rangeOf(landing.day, zone));
  const others = othersOf(data?.occurrences ?? [], conflict);
  const over = overlapOf(landing, others);
  const fromMs = startOfDay(landing.day, zone) + (hours[0] ?? 0) * HOUR;
  const lengthMs = Math.max(1, hours.length - 1) * HOUR;
  const at = (startMs: number, endMs: number) => {
    const left = Math.max(0, (startMs - fromMs) / lengthMs);
    const right = Math.min(1, (endMs - fromMs) / lengthMs);
    return { left: `${100 * left}%`, width: `${100 * Math.max(0.01, right - left)}%` };
  };
  const inView = others.filter((one) => one.endMs > fromMs && one.startMs < fromMs + lengthMs);
  const day = sayLongDay(landing.day, language);
  const stand = over
    ? t("conflict.landing.over", { title: over.title || t("event.untitled") })
    : t("conflict.landing.free");
  const start = sayTime(landing.startMs, language, zone);
  const version = t(`conflict.landing.${landing.side}`);
  return (
    <li className="land-row">
      <div className="col land-name" aria-hidden="true">
        <span className="t13 w5 el">{day}</span>
        <span className="t12 i3">
          {version}, <span className={over ? "err" : ""}>{stand}</span>
        </span>
      </div>
      <div className="land-day" role="img" aria-label={`${day}, ${start}, ${version}, ${stand}`}>
        {inView.map((one) => (
          <span
            key={`${one.eventId} ${one.startMs}`}
            className="land-ev el"
            style={{
              ...at(one.startMs, one.endMs),
              ...hue(calendars.find(({ id }) => id === one.calendarId)?.color ?? "#5F7196"),
            }}
          >
            {one.title}
          </span>
        ))}
        <span className={chosen ? "land-me tn on" : "land-me tn"} style={at(landing.startMs, landing.endMs)}>
          {start}
        </span>
      </div>
    </li>
  );
}

interface Props {
  readonly conflict: Conflict;
  readonly calendars: readonly Calendar[];
  /** The side chosen for the time. */
  readonly side: Side | undefined;
  readonly words: Words;
}

/** Both strips over one axis; nothing unless the time of day is in conflict. */
export function LandingStrips({ conflict, calendars, side, words }: Props) {
  const { t } = useTranslation();
  const landings = landingsOf(conflict, words.zone);
  if (landings.length === 0) return null;
  const hours = hoursOf(landings, words.zone);
  return (
    <section className="land" aria-label={t("conflict.landing.title")}>
      <h3 className="over">{t("conflict.landing.title")}</h3>
      <div className="card land-card">
        <ul className="plain">
          {landings.map((landing) => (
            <Strip
              key={landing.side}
              {...{ conflict, calendars, landing, hours, words }}
              chosen={landing.side === side}
            />
          ))}
        </ul>
        <div className="land-axis t11 i3 tn" aria-hidden="true">
          {hours.slice(0, -1).map((hour, n) => (
            <span key={hour}>{n % 2 === 0 ? t("conflict.landing.hour", { hour }) : ""}</span>
          ))}
        </div>
      </div>
    </section>
  );
}
