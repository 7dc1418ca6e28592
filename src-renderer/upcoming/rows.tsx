// The rows of what comes next: a day's name, what runs, what begins. The dashboard and the tray show the same.
import { Button, UnstyledButton } from "@mantine/core";
import { IconAlertTriangle, IconCloudUp, IconRepeat, IconVideo } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Occurrence } from "../../src-preload/contract/events.ts";
import { sayTime } from "../time/say-when.ts";
import { type Day, dayOf } from "../time/wall-clock.ts";
import { hue, STROKE } from "../ui/hue.ts";
import { webAddress } from "../ui/web-address.ts";
import type { UpcomingDay, UpcomingItem } from "./plan.ts";
import { sayCountdown, sayDayWithin, sayEnd, sayHeading, sayItem, sayLeft, sayPlace, type Words } from "./words.ts";

/** A countdown is of use when one can still get there. */
const SOON_MS = 3_600_000;

interface Scene {
  readonly nowMs: number;
  readonly zone: string;
  readonly onOpen: (item: UpcomingItem) => void;
}
interface RowProps extends Scene {
  readonly item: UpcomingItem;
}

function useWords(zone: string): Words {
  const { t, i18n } = useTranslation();
  return { t, language: i18n.language, zone };
}

const colourOf = ({ occurrence, calendar }: UpcomingItem) => hue(occurrence.color ?? calendar.color);
/** Not yet certain: an invitation without an answer, or the event itself. */
const isOpen = ({ status, answer }: Occurrence) => status === "tentative" || answer === "needs-action";

function Times({ occurrence, words }: { occurrence: Occurrence; words: Words }) {
  return (
    <span className="up-times col tn t12" aria-hidden="true">
      <span className="t13 w6">{sayTime(occurrence.startMs, words.language, words.zone)}</span>
      <span className="up-end">{sayEnd(occurrence, words)}</span>
    </span>
  );
}

/** What begins later. */
export function UpcomingRow({ item, nowMs, zone, onOpen }: RowProps) {
  const words = useWords(zone);
  const { occurrence: o, calendar } = item;
  const soon = sayCountdown(o, nowMs, words, SOON_MS);
  return (
    <li>
      <UnstyledButton className="up-row row g12" style={colourOf(item)} data-up onClick={() => onOpen(item)}>
        <span className="hidden">{sayItem(item, dayOf(o.startMs, zone), nowMs, words)}</span>
        <Times occurrence={o} words={words} />
        <span className={isOpen(o) ? "bar3 open" : "bar3"} />
        <span className="col sp" aria-hidden="true">
          <span className="t13 w5 el">{o.title || words.t("event.untitled")}</span>
          <span className="t12 i3 el">{[calendar.name, sayPlace(o)].filter(Boolean).join(" · ")}</span>
        </span>
        {soon && (
          <span className="t12 w5 i2 tn up-soon" aria-hidden="true">
            {soon}
          </span>
        )}
        {o.conflict && <IconAlertTriangle size={16} stroke={STROKE} className="err" aria-hidden="true" />}
        {o.pending && !o.conflict && <IconCloudUp size={16} stroke={STROKE} className="ic" aria-hidden="true" />}
        {o.recurring && <IconRepeat size={15} stroke={STROKE} className="ic" aria-hidden="true" />}
        {o.conferenceUrl && <IconVideo size={16} stroke={STROKE} className="ic" aria-hidden="true" />}
      </UnstyledButton>
    </li>
  );
}

/** What runs now: its ground, how far it is, the way in. */
export function RunningCard({ item, nowMs, zone, onOpen }: RowProps) {
  const words = useWords(zone);
  const { t } = words;
  const { occurrence: o, calendar } = item;
  const page = webAddress(o.conferenceUrl);
  const share = o.endMs > o.startMs ? (nowMs - o.startMs) / (o.endMs - o.startMs) : 1;
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100);
  const name = o.title || t("event.untitled");
  return (
    <li className="up-now" style={colourOf(item)}>
      <div className="row g12 up-now-in">
        <UnstyledButton className="row g12 sp up-now-open" data-up onClick={() => onOpen(item)}>
          <span className="hidden">{sayItem(item, dayOf(o.startMs, zone), nowMs, words)}</span>
          <Times occurrence={o} words={words} />
          <span className="bar3" />
          <span className="col sp" aria-hidden="true">
            <span className="t14 w6 el">{name}</span>
            <span className="row t12 i2 up-now-meta">
              <span className="el">{[calendar.name, sayPlace(o)].filter(Boolean).join(" · ")}</span>
              <span className="w6 tn nowc">{sayLeft(o, nowMs, words)}</span>
            </span>
          </span>
        </UnstyledButton>
        {page && (
          <Button
            component="a"
            href={page}
            target="_blank"
            rel="noreferrer"
            leftSection={<IconVideo size={16} stroke={STROKE} aria-hidden="true" />}
            aria-label={t("upcoming.join", { title: name })}
          >
            {t("upcoming.joinShort")}
          </Button>
        )}
      </div>
      <div
        className="up-progress"
        role="progressbar"
        aria-label={t("upcoming.progress", { title: name })}
        aria-valuenow={percent}
        style={{ width: `${percent}%` }}
      />
    </li>
  );
}

interface HeadingProps extends Scene, Pick<UpcomingDay, "day" | "whole"> {
  readonly id: string;
  readonly today: Day;
}

/** The name of a day, and what fills it. */
export function DayHeading({ id, day, today, whole, nowMs, zone, onOpen }: HeadingProps) {
  const words = useWords(zone);
  return (
    <div className="up-day row top g12">
      <h3 className="over" id={id}>
        {sayHeading(day, today, words)}
      </h3>
      {whole.length > 0 && (
        <ul className="plain up-whole-list">
          {whole.map((item) => (
            <li key={item.key}>
              <UnstyledButton
                className="up-whole row g6 t12 w5"
                style={colourOf(item)}
                data-up
                onClick={() => onOpen(item)}
              >
                <span className="hidden">{sayItem(item, day, nowMs, words)}</span>
                <span className={isOpen(item.occurrence) ? "sw open" : "sw"} />
                <span className="el" aria-hidden="true">
                  {item.occurrence.title || words.t("event.untitled")}
                </span>
                <span className="up-nth tn" aria-hidden="true">
                  {sayDayWithin(item.occurrence, day, words)}
                </span>
              </UnstyledButton>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
