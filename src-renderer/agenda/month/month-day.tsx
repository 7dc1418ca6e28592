// A day of the month and its events: few elements, one name each, nothing measured.
// biome-ignore-all lint/a11y/useSemanticElements: a table cannot lay events over its days, and a button is laid out twice
// biome-ignore-all lint/a11y/useFocusableInteractive: the focus goes from event to event
import { IconAlertTriangle, IconCloudUp, IconLock, IconRepeat, IconVideo } from "@tabler/icons-react";
import { type CSSProperties, memo } from "react";
import { sayLongDay, sayTime } from "../../time/say-when.ts";
import { type Day, weekNumber } from "../../time/wall-clock.ts";
import { looksOf } from "../event-look.ts";
import type { Layout } from "../layout.ts";
import { type AgendaItem, colorOf, spokenName, type Words } from "../occurrence.ts";
import { phrasesOf } from "../phrases.ts";
import type { MonthDay, Placed } from "./lanes.ts";

/** Pixels above the events of a day, and of one line of them. */
export const DAY_HEAD = 31;
/** One line of events. */
export const LINE = 20;

/** What all days of a month are drawn with. The same object until something of it changes. */
export interface Scene {
  readonly words: Words;
  /** Kept names: a month is drawn again when one event is selected. */
  readonly names: WeakMap<AgendaItem, string>;
  readonly nowMs: number;
  readonly selected: string | undefined;
  readonly cut: string | undefined;
  readonly today: Day;
  /** `YYYY-MM` */
  readonly month: string;
  readonly layout: Layout;
}

function nameOf(item: AgendaItem, { names, words }: Scene): string {
  let name = names.get(item);
  if (name === undefined) {
    name = spokenName(item, words);
    names.set(item, name);
  }
  return name;
}

/** Glyphs only for what changes what one does; a bar has room for the others too. */
function glyphsOf({ occurrence: o }: AgendaItem, isBar: boolean) {
  const isPrivate = o.privacy !== undefined && o.privacy !== "public";
  return (
    <>
      {isPrivate && <IconLock size={12} stroke={2} className="cx-glyph" aria-hidden="true" />}
      {isBar && o.conferenceUrl && <IconVideo size={13} stroke={1.8} className="cx-glyph" aria-hidden="true" />}
      {isBar && o.recurring && <IconRepeat size={12} stroke={2} className="cx-glyph" aria-hidden="true" />}
      {o.conflict && <IconAlertTriangle size={13} stroke={2} className="cx-up cx-both" aria-hidden="true" />}
      {o.pending && !o.conflict && <IconCloudUp size={13} stroke={1.8} className="cx-up" aria-hidden="true" />}
    </>
  );
}

const hasGlyphs = ({ occurrence: o }: AgendaItem) =>
  o.privacy !== undefined || o.conferenceUrl !== undefined || o.recurring || o.conflict || o.pending;

function timeOf({ occurrence: o }: AgendaItem, { language, zone }: Words): string {
  return o.zone === zone ? o.start.slice(11, 16) : sayTime(o.startMs, language, zone);
}

/** Where a bar begins or ends in this week, it can be taken by that end. */
function gripsOf({ isFromBefore, goesOn }: Placed) {
  return (
    <>
      {!isFromBefore && <i className="mo-grip" data-edge="start" />}
      {!goesOn && <i className="mo-grip end" data-edge="end" />}
    </>
  );
}

/** An event. @param place its position in the week; absent: one under the other */
export function eventOf(one: Placed, scene: Scene, place?: CSSProperties) {
  const { item, isBar, isFromBefore, goesOn } = one;
  const { occurrence: o, key } = item;
  const form = isBar ? "bar" : "row";
  const looks = looksOf(item, { form, nowMs: scene.nowMs, selected: key === scene.selected, isCut: key === scene.cut });
  const ends = isBar ? ` mo-bar${isFromBefore ? " mo-from" : ""}${goesOn ? " mo-to" : ""}` : "";
  return (
    <div
      key={key}
      role="button"
      tabIndex={-1}
      data-key={key}
      className={looks + ends}
      style={{ ...place, "--ev": colorOf(item) } as CSSProperties}
      aria-label={nameOf(item, scene)}
    >
      {!o.allDay && !isFromBefore && (
        // Drawn by the style sheet: as a text before the title it would have to begin the name too.
        <span className="cx-m i3 mo-time" aria-hidden="true" data-time={timeOf(item, scene.words)} />
      )}
      <span className="cx-t">{o.title || phrasesOf(scene.words.t).untitled}</span>
      {hasGlyphs(item) && glyphsOf(item, isBar)}
      {isBar && !item.calendar.readOnly && gripsOf(one)}
    </div>
  );
}

/** Across its days; the lines between them belong to it, those at its ends do not. */
function positionOf({ isBar, lane, span, isFromBefore, goesOn }: Placed): CSSProperties {
  const top = DAY_HEAD + lane * LINE;
  if (!isBar) return { top };
  const less = (isFromBefore ? 0 : 1) + (goesOn ? 0 : 3);
  return { top, left: isFromBefore ? 0 : 1, width: `calc(${span * 100}% + ${span - 1 - less}px)` };
}

const moreWords = new WeakMap<Words, Map<number, { readonly text: string; readonly hint: string }>>();

function sayMore(count: number, words: Words) {
  const known = moreWords.get(words) ?? new Map();
  moreWords.set(words, known);
  const said = known.get(count) ?? {
    text: words.t("view.more", { count }),
    hint: words.t("view.moreHint", { count }),
  };
  known.set(count, said);
  return said;
}

function dayLooks(day: Day, column: number, isChosen: boolean, { month, layout }: Scene): string {
  const looks = ["mo-day"];
  if (!day.startsWith(month)) looks.push("other");
  if (layout.hours && !layout.workDays.includes((layout.firstDay + column) % 7)) looks.push("cx-off");
  if (isChosen) looks.push("cx-new");
  return looks.join(" ");
}

/** The number of a week is the one its Monday has, wherever weeks begin. */
function weekHead(days: readonly MonthDay[], { layout, words }: Scene) {
  const monday = days[(8 - layout.firstDay) % 7];
  if (!layout.weekNumbers || !monday) return null;
  const week = weekNumber(monday.day);
  return (
    <span className="cx-wk" title={words.t("view.weekNumber", { week })}>
      {week}
    </span>
  );
}

function moreOf(day: Day, hidden: number, words: Words) {
  const { text, hint } = sayMore(hidden, words);
  return (
    <button type="button" className="cx-more" tabIndex={-1} data-more={day} aria-haspopup="dialog" title={hint}>
      {text}
    </button>
  );
}

interface WeekProps {
  readonly days: readonly MonthDay[];
  readonly scene: Scene;
  /** The days under the keyboard's cursor, as bits. */
  readonly chosen: number;
}

/** Seven days. The number stands for its day, which is said in full. */
export const Week = memo(function Week({ days, scene, chosen }: WeekProps) {
  const { words, today } = scene;
  return (
    <div role="row" className="mo-week">
      {days.map(({ day, placed, hidden }, column) => {
        const isChosen = (chosen & (1 << column)) !== 0;
        return (
          <div
            key={day}
            role="gridcell"
            data-date={day}
            className={dayLooks(day, column, isChosen, scene)}
            aria-current={day === today ? "date" : undefined}
            aria-selected={isChosen || undefined}
          >
            <span className={day === today ? "cx-dc cx-td" : "cx-dc"} aria-hidden="true">
              {Number(day.slice(8))}
            </span>
            <span className="hidden">{sayLongDay(day, words.language)}</span>
            {column === 0 && weekHead(days, scene)}
            {placed.map((one) => eventOf(one, scene, positionOf(one)))}
            {hidden > 0 && moreOf(day, hidden, words)}
          </div>
        );
      })}
    </div>
  );
});
