// What a block of the calendar says: title first, then time; everything for screen readers in one hidden sentence.
import { IconAlertTriangle, IconCloudUp, IconLock, IconMapPin, IconRepeat, IconVideo } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Occurrence } from "../../src-preload/contract/events.ts";
import { sayTime } from "../time/say-when.ts";
import type { Scene } from "./event-look.ts";
import { type AgendaItem, sayHours, spokenName, type Words } from "./occurrence.ts";

const isPrivate = ({ privacy }: Occurrence) => privacy !== undefined && privacy !== "public";

/** What waits: for a decision before it waits to be sent. */
function Waiting({ occurrence: o }: { occurrence: Occurrence }) {
  if (o.conflict) return <IconAlertTriangle size={13} stroke={2} className="cx-up cx-both" aria-hidden="true" />;
  return o.pending ? <IconCloudUp size={13} stroke={1.8} className="cx-up" aria-hidden="true" /> : null;
}

/** Glyphs of an event, where there is room for them. */
function Glyphs({ occurrence: o }: { occurrence: Occurrence }) {
  return (
    <>
      {isPrivate(o) && <IconLock size={12} stroke={2} className="cx-glyph" aria-hidden="true" />}
      {o.conferenceUrl && <IconVideo size={13} stroke={1.8} className="cx-glyph" aria-hidden="true" />}
      {o.recurring && <IconRepeat size={12} stroke={2} className="cx-glyph" aria-hidden="true" />}
    </>
  );
}

interface Props {
  readonly item: AgendaItem;
  readonly words: Words;
}

interface Form {
  readonly form: Exclude<Scene["form"], "row">;
}

function ListRow({ item, words }: Props) {
  const { t } = words;
  const { occurrence: o, calendar } = item;
  const state =
    o.status === "cancelled" ? t("look.cancelled") : o.answer === "declined" ? t("look.declined") : undefined;
  return (
    <div className="cx-li">
      <span className="cx-m i3">{o.allDay ? t("view.allDay") : sayHours(o, words)}</span>
      <span className="cx-t el">{o.title || t("event.untitled")}</span>
      <Glyphs occurrence={o} />
      <Waiting occurrence={o} />
      {state && <span className="chip">{state}</span>}
      <span className="sp" />
      {o.location && (
        <span className="row g4 t12 i3 el cx-where">
          <IconMapPin size={14} stroke={1.8} aria-hidden="true" />
          <span className="el">{o.location}</span>
        </span>
      )}
      <span className="cx-cal t12 i3 el">{calendar.name}</span>
    </div>
  );
}

function Hours({ item, words, title }: Props & { title: ReactNode }) {
  const { occurrence: o } = item;
  const { language, zone } = words;
  const start = sayTime(o.startMs, language, zone);
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
        {o.endMs > o.startMs && <span className="cx-end"> – {sayTime(o.endMs, language, zone)}</span>}
        {minutes >= 45 && <Glyphs occurrence={o} />}
      </div>
    </div>
  );
}

function Visible({ item, words, form }: Props & Form) {
  const { occurrence: o } = item;
  const title = o.title || words.t("event.untitled");
  if (form === "list") return <ListRow item={item} words={words} />;
  if (form === "block") return <Hours item={item} words={words} title={title} />;
  return (
    <div className="cx-s">
      <span className="cx-t el sp">{title}</span>
      <Glyphs occurrence={o} />
      <Waiting occurrence={o} />
    </div>
  );
}

/** The inside of an event element; a month draws its rows itself. `data-key` is how keys and the peek find its occurrence again. */
export function EventBlock(props: Props & Form) {
  return (
    <>
      <span className="hidden" data-key={props.item.key}>
        {spokenName(props.item, props.words)}
      </span>
      <div aria-hidden="true" className="cx-c">
        <Visible {...props} />
      </div>
    </>
  );
}
