// Today in one line: an image with a sentence; the list below it carries the same facts.
import { useTranslation } from "react-i18next";
import { sayHour } from "../time/say-when.ts";
import { hue } from "../ui/hue.ts";
import type { Strip, StripBlock } from "./today.ts";

/** Of all lanes together, in px. */
const HEIGHT = 18;

const percent = (share: number) => `${(share * 100).toFixed(3)}%`;

function Block({ block: { from, width, lane, lanes, color, past } }: { block: StripBlock }) {
  return (
    <span
      className={past ? "strip-block past" : "strip-block"}
      style={{
        ...hue(color),
        left: percent(from),
        width: `max(3px, calc(${percent(width)} - 2px))`,
        top: 4 + (lane * HEIGHT) / lanes,
        height: Math.max(2, HEIGHT / lanes - (lanes > 1 ? 1 : 0)),
      }}
    />
  );
}

/** The strip. */
export function DayStrip({ strip }: { strip: Strip }) {
  const { t, i18n } = useTranslation();
  const { firstHour, lastHour, hours, blocks, now } = strip;
  const width = lastHour - firstHour;
  const hour = (h: number) => sayHour(h, 0, i18n.language);
  const sentence = t("dashboard.strip", { from: hour(firstHour), to: hour(lastHour), count: blocks.length });
  return (
    <div className="strip" role="img" aria-label={sentence}>
      <div className="strip-day">
        {hours
          .filter((h) => h > firstHour && h < lastHour)
          .map((h) => (
            <span key={h} className="strip-hour" style={{ left: percent((h - firstHour) / width) }} />
          ))}
        {blocks.map((block) => (
          <Block key={block.key} block={block} />
        ))}
        {now !== undefined && <span className="strip-now" style={{ left: percent(now) }} />}
      </div>
      <div className="strip-axis t11 tn i3">
        {hours.map((h) => (
          <span key={h} style={{ left: percent((h - firstHour) / width) }} className={edge(h, firstHour, lastHour)}>
            {hour(h)}
          </span>
        ))}
      </div>
    </div>
  );
}

function edge(hour: number, first: number, last: number): string | undefined {
  if (hour === first) return "first";
  return hour === last ? "last" : undefined;
}
