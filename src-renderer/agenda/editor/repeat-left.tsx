// How often a series still comes, or when it comes next: of a saved one as the engine has it, exceptions and all; of one that
// is being made, by its rule.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLive } from "../../live.tsx";
import type { RepeatRule } from "../../time/repeat-rule.ts";
import { sayDay } from "../../time/say-when.ts";
import { addDays, dayOf, startOfDay, wallClock } from "../../time/wall-clock.ts";
import { type Draft, startOf } from "../draft.ts";
import { repeatDays } from "./repeat-days.ts";
import type { Saved } from "./saved-series.ts";

/** More of them are not counted. */
const MOST = 500;
/** The engine is asked for a year ahead, no further. */
const AHEAD_DAYS = 366;
const NEXT = 5;

/** The instants at which a saved series comes in the year ahead; undefined while that is not known. */
function useComing(saved: Saved | undefined, nowMs: number, zone: string): readonly number[] | undefined {
  const toMs = startOfDay(addDays(dayOf(nowMs, zone), AHEAD_DAYS), zone);
  const { data } = useLive(
    "agenda.range",
    { fromMs: nowMs, toMs, ...(saved && { calendarIds: [saved.calendarId] }) },
    { enabled: saved !== undefined },
  );
  return data?.occurrences
    .filter((one) => one.eventId === saved?.eventId && one.startMs >= nowMs && one.status !== "cancelled")
    .map(({ startMs }) => startMs);
}

interface Props {
  readonly draft: Draft;
  /** Absent: one that cannot be said. */
  readonly rule: RepeatRule | undefined;
  readonly saved: Saved | undefined;
}

/** `Encore 2 fois.`, or the next dates of a rule that has no words. */
export function RepeatLeft({ draft, rule, saved }: Props) {
  const { t, i18n } = useTranslation();
  const [nowMs] = useState(() => Date.now());
  const zone = draft.zone === "floating" ? Intl.DateTimeFormat().resolvedOptions().timeZone : draft.zone;
  const isUntouched = saved !== undefined && saved.rrule === draft.rrule && saved.start === startOf(draft);
  const coming = useComing(isUntouched ? saved : undefined, nowMs, zone);
  if (!rule) {
    const dates = coming
      ?.slice(0, NEXT)
      .map((ms) => sayDay(dayOf(ms, zone), i18n.language, { day: "numeric", month: "short" }));
    return dates && dates.length > 0 ? t("editor.nextDates", { dates: dates.join(", ") }) : null;
  }
  const count = isUntouched
    ? countSaved(rule, coming, nowMs, zone)
    : saved
      ? undefined
      : countMade(rule, draft, nowMs, zone);
  if (count === undefined) return null;
  return <span className="i2 w5">{count === 0 ? t("editor.noneLeft") : t("editor.left", { count })}</span>;
}

/** Of a saved series only when all that is left of it lies within the year that was asked for. */
function countSaved(rule: RepeatRule, coming: readonly number[] | undefined, nowMs: number, zone: string) {
  if (!coming || !rule.until) return undefined;
  return rule.until < addDays(dayOf(nowMs, zone), AHEAD_DAYS) ? coming.length : undefined;
}

function countMade(rule: RepeatRule, draft: Draft, nowMs: number, zone: string): number | undefined {
  if (!rule.until && rule.count === undefined) return undefined;
  const [today = "", time = ""] = wallClock(nowMs, zone).split("T");
  const days = repeatDays(rule, draft.startDay, MOST + 1, today);
  if (days.length > MOST) return undefined;
  return days.filter((day) => day > today || draft.allDay || draft.startTime >= time).length;
}
