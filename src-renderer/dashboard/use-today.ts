// Today as the engine knows it, followed by the same clock as what comes next.
import { useMemo } from "react";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import { useLive } from "../live.tsx";
import { addDays, type Day, dayOf, startOfDay } from "../time/wall-clock.ts";
import { type Strip, stripOf, type Today, todayOf } from "./today.ts";

/** What of the day is left, and its strip; both undefined until the engine has answered. */
export function useToday(
  calendars: readonly Calendar[],
  nowMs: number,
  zone: string,
): { day: Day; today: Today | undefined; strip: Strip | undefined } {
  const day = dayOf(nowMs, zone);
  const range = { fromMs: startOfDay(day, zone), toMs: startOfDay(addDays(day, 1), zone) };
  const { data } = useLive("agenda.range", range);
  const found = useMemo(() => {
    const facts = data && { occurrences: data.occurrences, calendars, nowMs, zone };
    return { today: facts && todayOf(facts), strip: facts && stripOf(facts) };
  }, [data, calendars, nowMs, zone]);
  return { day, ...found };
}
