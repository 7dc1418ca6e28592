// The list: a month of events under their days. Only the rows on screen are in the page.
import { useElementSize } from "@mantine/hooks";
import { useLayoutEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { sayLongDay } from "../time/say-when.ts";
import { useNow } from "../time/use-now.ts";
import type { Day } from "../time/wall-clock.ts";
import { hue } from "../ui/hue.ts";
import { EventBlock } from "./event-block.tsx";
import { looksOf } from "./event-look.ts";
import { type ListRow, listRows, rowsIn } from "./list-rows.ts";
import { type AgendaItem, colorOf, type Words } from "./occurrence.ts";
import { type Place, periodOf } from "./place.ts";

interface Props {
  readonly place: Place;
  readonly today: Day;
  readonly zone: string;
  readonly items: readonly AgendaItem[];
  readonly selected: string | undefined;
  readonly cut: string | undefined;
  readonly onPeek: (item: AgendaItem) => void;
}

function Heading({ day, isToday, count }: { day: Day; isToday: boolean; count: number }) {
  const { t, i18n } = useTranslation();
  return (
    <h2 className="lv-day">
      <span className={isToday ? "cx-ld cx-td" : "cx-ld"}>{sayLongDay(day, i18n.language)}</span>
      <span className="t12 i3 tn">{t("list.count", { count })}</span>
    </h2>
  );
}

/** Puts the day of the agenda at the top, and keeps it there while events come in, until someone scrolls. */
function useScrollToDay(rows: readonly ListRow[], day: Day) {
  const scroller = useRef<HTMLDivElement>(null);
  const left = useRef<{ readonly day: Day; readonly top: number }>(undefined);
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box || rows.length === 0) return;
    const wasScrolled = left.current?.day === day && Math.abs(left.current.top - box.scrollTop) > 1;
    if (wasScrolled) return;
    box.scrollTo({ top: rows.find((row) => row.day >= day)?.top ?? 0 });
    left.current = { day, top: box.scrollTop };
  }, [rows, day]);
  return scroller;
}

/** The month of a place as a list. */
export function ListView({ place, today, zone, items, selected, cut, onPeek }: Props) {
  const { t, i18n } = useTranslation();
  const nowMs = useNow();
  const { ref, height } = useElementSize();
  const [top, setTop] = useState(0);
  const rows = useMemo(() => listRows(items, periodOf("list", place.day), zone), [items, place.day, zone]);
  const scroller = useScrollToDay(rows, place.day);
  const words: Words = { t, language: i18n.language, zone };
  const end = rows.at(-1);
  return (
    <div className="lv" ref={ref}>
      <div className="lv-scroll" ref={scroller} onScroll={(event) => setTop(event.currentTarget.scrollTop)}>
        <div className="lv-rows" style={{ height: end ? end.top + end.height + 24 : 0 }}>
          {rowsIn(rows, top, height || 800).map((row) => (
            <div
              key={row.item ? `${row.day} ${row.item.key}` : row.day}
              className="lv-row"
              data-date={row.day}
              style={{ top: row.top, height: row.height }}
            >
              {row.item ? (
                <button
                  type="button"
                  className={looksOf(row.item, {
                    form: "list",
                    nowMs,
                    selected: row.item.key === selected,
                    isCut: row.item.key === cut,
                  })}
                  style={hue(colorOf(row.item))}
                  onClick={() => onPeek(row.item)}
                >
                  <EventBlock item={row.item} words={words} form="list" />
                </button>
              ) : (
                <Heading day={row.day} isToday={row.day === today} count={row.count} />
              )}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
