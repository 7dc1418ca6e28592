// The keyboard's slot of the grid: where it stands, what it says, when it goes.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { sayLongDay } from "../time/say-when.ts";
import { type Day, wallClock } from "../time/wall-clock.ts";
import type { FreePlace } from "./context-place.ts";
import { type Cursor, firstCursor, movedCursor, placeOfCursor, stretchedCursor } from "./grid-cursor.ts";
import type { NewPlace } from "./new-place.ts";
import { type Place, periodOf } from "./place.ts";

/** The slot and what keys do to it. Each answers false when there is none. */
export interface SlotCursor {
  readonly cursor: Cursor | undefined;
  readonly place: NewPlace | undefined;
  readonly free: FreePlace | undefined;
  /** For screen readers. */
  readonly spoken: string;
  begin(): boolean;
  move(key: "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight"): boolean;
  stretch(step: -1 | 1): boolean;
  leave(): boolean;
}

/** Lists and years have no slots. */
const hasSlots = ({ view }: Place) => view !== "list" && view !== "year";

/** The slot of a place. */
export function useCursor(place: Place, today: Day, zone: string): SlotCursor {
  const { t, i18n } = useTranslation();
  const [kept, setCursor] = useState<Cursor>();
  const { view, day, layout } = place;
  const cursor = hasSlots(place) ? kept : undefined;
  const show = (next: Cursor): true => {
    const { first, last } = periodOf(view, day, layout);
    if (next.day < first || next.day > last) place.setDay(next.day);
    setCursor(next);
    return true;
  };
  const at = cursor && placeOfCursor(cursor, zone);
  const said =
    at && (at.start.includes("T") ? `${at.start.slice(11, 16)} – ${at.end.slice(11, 16)}` : t("view.allDay"));
  return {
    cursor,
    place: at,
    free: cursor && at && { day: cursor.day, place: at },
    spoken: cursor && said ? `${sayLongDay(cursor.day, i18n.language)}, ${said}` : "",
    begin() {
      if (!hasSlots(place)) return false;
      const now = wallClock(Date.now(), zone);
      const minute = Number(now.slice(11, 13)) * 60 + Number(now.slice(14, 16));
      document.querySelector<HTMLElement>(".cal")?.focus({ preventScroll: true });
      return show(firstCursor(view, periodOf(view, day, layout), today, minute, layout));
    },
    move: (key) => cursor !== undefined && show(movedCursor(cursor, key, view, layout)),
    stretch: (step) => cursor !== undefined && show(stretchedCursor(cursor, step)),
    leave() {
      setCursor(undefined);
      return cursor !== undefined;
    },
  };
}
