// The strip: an image with a sentence; the sentence of conflicts below it carries the same facts.
import type { CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import { sayHour } from "../time/say-when.ts";
import { hue } from "../ui/hue.ts";
import type { InvitationDay } from "./invitation-day.ts";

const percent = (share: number) => `${(share * 100).toFixed(3)}%`;
const place = ({ from, width }: { from: number; width: number }): CSSProperties => ({
  insetInlineStart: percent(from),
  width: `calc(${percent(width)} - 2px)`,
});

/** Where the lower half begins, its height, and that of one of two lanes in it, in px. */
const UPPER = 28;
const LOWER = 22;
const LANE = 16;
/** A narrower block has no room for its name. */
const NAMED = 0.06;

interface Props {
  readonly day: InvitationDay;
  /** Colour of a calendar. */
  readonly colorOf: (calendarId: string) => string;
  /** What is proposed, or stands already. */
  readonly label: string;
  readonly isCancelled: boolean;
}

/** The strip. */
export function InvitationStrip({ day, colorOf, label, isCancelled }: Props) {
  const { t, i18n } = useTranslation();
  const { hours, proposed, beside, overlaps } = day;
  const lower = beside[0]?.lanes === 2 ? 2 * LANE : LOWER;
  const titles = beside.map(({ occurrence }) => occurrence.title).join(", ");
  const sentence = t("invite.strip", { count: beside.length, titles });
  return (
    <div className="inv-strip" role="img" aria-label={sentence}>
      <div className="inv-day" style={{ height: UPPER + lower + 4 }}>
        {hours.slice(1).map(({ hour, at }) => (
          <span key={hour} className="inv-hour" style={{ insetInlineStart: percent(at) }} />
        ))}
        {beside.map(({ occurrence, lane, lanes, ...stretch }) => (
          <span
            key={`${occurrence.eventId} ${occurrence.startMs}`}
            className="inv-block el"
            title={occurrence.title}
            style={{
              ...hue(occurrence.color ?? colorOf(occurrence.calendarId)),
              ...place(stretch),
              top: UPPER + (lane * lower) / lanes,
              height: lower / lanes - (lanes > 1 ? 1 : 0),
              lineHeight: `${lower / lanes - 1}px`,
            }}
          >
            {lanes < 3 && stretch.width >= NAMED && occurrence.title}
          </span>
        ))}
        <span className={isCancelled ? "inv-own el cancelled" : "inv-own el"} style={place(proposed)}>
          {label}
        </span>
        {overlaps.map((stretch) => (
          <span key={stretch.from} className="inv-overlap" style={place(stretch)} />
        ))}
      </div>
      <div className="inv-axis t11 tn i3">
        {hours.map(({ hour, at }, n) => (
          <span key={hour} className={n === 0 ? "first" : undefined} style={{ insetInlineStart: percent(at) }}>
            {sayHour(hour, 0, i18n.language)}
          </span>
        ))}
      </div>
    </div>
  );
}
