// The first line of the day: a greeting by the hour, and one sentence that counts what is left.
import { Trans, useTranslation } from "react-i18next";
import { sayDay, sayTime } from "../time/say-when.ts";
import { type Day, wallClock } from "../time/wall-clock.ts";
import type { Today } from "./today.ts";

interface Props {
  readonly today: Today | undefined;
  readonly day: Day;
  readonly nowMs: number;
  readonly zone: string;
  /** What the person is called, when that is known. */
  readonly name: string | undefined;
}

/** Until 5 it is still night, from 12 on afternoon, from 18 on evening. */
function partOfDay(hour: number): "morning" | "afternoon" | "evening" {
  if (hour >= 18 || hour < 5) return "evening";
  return hour < 12 ? "morning" : "afternoon";
}

function keyOf({ left, running, count }: Today) {
  if (left.length > 0) return "left";
  if (running > 0) return "lastNow";
  return count > 0 ? "over" : "free";
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** The head's words. */
export function Greeting({ today, day, nowMs, zone, name }: Props) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  const hello = t(`greeting.${partOfDay(Number(wallClock(nowMs, zone).slice(11, 13)))}`);
  const date = capital(sayDay(day, language, { weekday: "long", day: "numeric", month: "long" }));
  const first = today?.left[0];
  return (
    <div className="col g2 sp">
      <h1 className="t26 w6 el">{name ? t("greeting.named", { hello, name }) : hello}</h1>
      <p className="t14 i3 home-sentence">
        {date}.{" "}
        {today && (
          <Trans
            i18nKey={`greeting.${keyOf(today)}`}
            count={today.left.length}
            values={{ time: first && sayTime(first.startMs, language, zone) }}
            components={{ b: <strong className="w5 i2" /> }}
          />
        )}
      </p>
    </div>
  );
}
