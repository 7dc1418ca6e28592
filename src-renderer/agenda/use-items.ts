// The events of the period on screen, and of its neighbours before anyone turns the page.
import { useDeferredValue, useEffect, useMemo, useRef } from "react";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import { useLive, usePrefetch } from "../live.tsx";
import { itemsOf } from "./occurrence.ts";
import { type Place, periodRange, stepped } from "./place.ts";

/** The page that was asked for is drawn first. */
const AHEAD_MS = 150;

/** What the page draws; a year asks month by month itself. */
export function useItems({ view, day, layout }: Place, zone: string, calendars: readonly Calendar[]) {
  const range = useMemo(() => periodRange(view, day, zone, layout), [view, day, zone, layout]);
  const { data, failure } = useLive("agenda.range", range, { keep: true, enabled: view !== "year" });
  const prefetch = useRef(usePrefetch());
  const isThere = data !== undefined;
  useEffect(() => {
    if (!isThere || view === "year") return;
    const timer = setTimeout(() => {
      for (const direction of [1, -1] as const) {
        prefetch.current("agenda.range", periodRange(view, stepped(view, day, direction, layout), zone, layout));
      }
    }, AHEAD_MS);
    return () => clearTimeout(timer);
  }, [isThere, view, day, zone, layout]);
  const now = useMemo(
    () => ({ range, isThere, items: view === "year" ? [] : itemsOf(data?.occurrences ?? [], calendars) }),
    [range, isThere, view, data, calendars],
  );
  // What syncs in is drawn in the gaps between what the person does; a page that is turned, or opened, is drawn at once.
  const later = useDeferredValue(now);
  const { items } = later.range === range && later.isThere ? later : now;
  return { items, isThere: isThere || view === "year", failure };
}
