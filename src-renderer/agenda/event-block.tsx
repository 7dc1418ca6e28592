// What a block of the calendar says: title first, then time; everything for screen readers in one hidden sentence.
import type { EventDisplayInfo } from "@fullcalendar/react";
import { VisuallyHidden } from "@mantine/core";
import { IconAlertTriangle, IconCloudUp, IconMapPin, IconRepeat } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Occurrence } from "../../src-preload/contract/events.ts";
import { sayTime } from "../time/say-when.ts";
import { type AgendaItem, sayHours, spokenName } from "./occurrence.ts";

/** What waits: for a decision before it waits to be sent. */
function Waiting({ occurrence: o }: { occurrence: Occurrence }) {
  if (o.conflict) return <IconAlertTriangle size={13} stroke={2} className="cx-up cx-both" aria-hidden="true" />;
  return o.pending ? <IconCloudUp size={13} stroke={1.8} className="cx-up" aria-hidden="true" /> : null;
}

function ListRow({ item, zone }: { item: AgendaItem; zone: string }) {
  const { t, i18n } = useTranslation();
  const { occurrence: o, calendar } = item;
  return (
    <div className="cx-li">
      <span className="cx-m i3">{o.allDay ? t("view.allDay") : sayHours(o, { t, language: i18n.language, zone })}</span>
      <span className="cx-t el">{o.title || t("event.untitled")}</span>
      {o.recurring && <IconRepeat size={14} stroke={2} className="ic" aria-hidden="true" />}
      <Waiting occurrence={o} />
      <span className="sp" />
      {o.location && (
        <span className="row g4 t12 i3 el">
          <IconMapPin size={14} stroke={1.8} aria-hidden="true" />
          <span className="el">{o.location}</span>
        </span>
      )}
      <span className="cx-cal t12 i3 el">{calendar.name}</span>
    </div>
  );
}

function Block({ item, zone, isRow }: { item: AgendaItem; zone: string; isRow: boolean }) {
  const { t, i18n } = useTranslation();
  const { occurrence: o } = item;
  const title = o.title || t("event.untitled");
  if (o.allDay) {
    return (
      <div className="cx-s">
        <span className="cx-t el sp">{title}</span>
        <Waiting occurrence={o} />
      </div>
    );
  }
  const start = sayTime(o.startMs, i18n.language, zone);
  if (isRow) {
    return (
      <div className="cx-s cx-body">
        <span className="cx-m i3">{start}</span>
        <span className="cx-t el sp">{title}</span>
        <Waiting occurrence={o} />
      </div>
    );
  }
  const minutes = (o.endMs - o.startMs) / 60_000;
  if (minutes <= 30) {
    return (
      <div className="cx-s cx-body">
        <span className="cx-t">{title}</span>
        <Waiting occurrence={o} />
        <span className="cx-m">{start}</span>
      </div>
    );
  }
  return (
    <div className="cx-body">
      <div className={minutes >= 60 ? "cx-t cx-two" : "cx-t el"}>{title}</div>
      <div className="cx-m">
        <Waiting occurrence={o} />
        {start}
        {o.endMs > o.startMs && <span className="cx-end"> – {sayTime(o.endMs, i18n.language, zone)}</span>}
      </div>
    </div>
  );
}

/** The inside of an event element. `data-key` is how keys and the peek find its occurrence again. */
export function EventBlock({ info, zone }: { info: EventDisplayInfo; zone: string }) {
  const { t, i18n } = useTranslation();
  const item = info.event.extendedProps.item as AgendaItem | undefined;
  if (!item) return <div className="cx-t el">{info.event.title || t("view.newEvent")}</div>;
  return (
    <>
      <VisuallyHidden data-key={item.key}>{spokenName(item, { t, language: i18n.language, zone })}</VisuallyHidden>
      <div aria-hidden="true" className="cx-c">
        {info.view.type.startsWith("list") ? (
          <ListRow item={item} zone={zone} />
        ) : (
          <Block item={item} zone={zone} isRow={info.view.type === "dayGridMonth"} />
        )}
      </div>
    </>
  );
}
