// Today: what of it is left, and what the day strip draws. Pure.
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { Occurrence } from "../../src-preload/contract/events.ts";
import { type Day, dayOf, startOfDay, wallClock } from "../time/wall-clock.ts";

const DAY_MS = 86_400_000;
const FIRST_HOUR = 8;
const LAST_HOUR = 20;

interface TodayFacts {
  /** Of the whole day. */
  readonly occurrences: readonly Occurrence[];
  readonly calendars: readonly Calendar[];
  readonly nowMs: number;
  readonly zone: string;
}

/** Whole days are in none of these. */
export interface Today {
  /** Yet to begin, in order. */
  readonly left: readonly Occurrence[];
  readonly running: number;
  /** At times of the day, over or not. */
  readonly count: number;
}

/** What is at a time of today in the visible calendars and not given up; what fills the day is no appointment. */
function timed({ occurrences, calendars }: TodayFacts): (Occurrence & { readonly shown: string })[] {
  const visible = new Map(calendars.filter((one) => one.visible).map((one) => [one.id, one]));
  return occurrences.flatMap((o) => {
    const calendar = visible.get(o.calendarId);
    const isOut = !calendar || o.allDay || o.endMs - o.startMs >= DAY_MS;
    if (isOut || o.status === "cancelled" || o.answer === "declined") return [];
    return [{ ...o, shown: o.color ?? calendar.color }];
  });
}

/** Counts what is left of today. */
export function todayOf(facts: TodayFacts): Today {
  const { nowMs } = facts;
  const all = timed(facts);
  return {
    left: all.filter(({ startMs }) => startMs > nowMs).sort((a, b) => a.startMs - b.startMs),
    running: all.filter(({ startMs, endMs }) => startMs <= nowMs && endMs > nowMs).length,
    count: all.length,
  };
}

/** A block of the strip, in parts of its width. */
export interface StripBlock {
  readonly key: string;
  readonly from: number;
  readonly width: number;
  /** Those at one time stand under each other. */
  readonly lane: number;
  readonly lanes: number;
  readonly color: string;
  readonly past: boolean;
}

/** The day from left to right; `now` and the blocks are in parts of its width. */
export interface Strip {
  readonly firstHour: number;
  readonly lastHour: number;
  /** Hours with a name on the axis. */
  readonly hours: readonly number[];
  readonly blocks: readonly StripBlock[];
  /** Where now is; undefined outside the strip. */
  readonly now: number | undefined;
}

/** Hours on the clock of a day, 0 to 24. What began before is there from the start. */
function hourOf(ms: number, day: Day, zone: string): number {
  const clock = wallClock(ms, zone);
  if (clock.slice(0, 10) !== day) return clock < day ? 0 : 24;
  return Number(clock.slice(11, 13)) + Number(clock.slice(14, 16)) / 60;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** The first lane that is free at each one's beginning, and how many its neighbours need. */
function lanesOf(spans: readonly Span[]): { lane: number; lanes: number }[] {
  const ends: number[] = [];
  const lanes = spans.map(({ from, to }) => {
    const free = ends.findIndex((end) => end <= from);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = to;
    return lane;
  });
  return spans.map((one, n) => {
    const beside = spans.flatMap((other, m) => (other.from < one.to && one.from < other.to ? [lanes[m] ?? 0] : []));
    return { lane: lanes[n] ?? 0, lanes: Math.max(...beside) + 1 };
  });
}

/** The day strip: 8 to 20 h, wider when something lies outside. */
export function stripOf(facts: TodayFacts): Strip {
  const { nowMs, zone } = facts;
  const day = dayOf(nowMs, zone);
  const spans = timed(facts)
    .map((o) => ({
      o,
      from: hourOf(Math.max(o.startMs, startOfDay(day, zone)), day, zone),
      to: hourOf(o.endMs, day, zone),
    }))
    .sort((a, b) => a.from - b.from || b.to - a.to);
  const firstHour = Math.floor(Math.min(FIRST_HOUR, ...spans.map(({ from }) => from)));
  const lastHour = Math.ceil(Math.max(LAST_HOUR, ...spans.map(({ to }) => to)));
  const width = lastHour - firstHour;
  const step = width > 16 ? 4 : 2;
  const share = (hour: number) => (hour - firstHour) / width;
  const lanes = lanesOf(spans);
  const now = share(hourOf(nowMs, day, zone));
  const hours = Array.from({ length: width + 1 }, (_, n) => firstHour + n).filter(
    (hour) => (hour - firstHour) % step === 0,
  );
  return {
    firstHour,
    lastHour,
    hours,
    blocks: spans.map(({ o, from, to }, n) => ({
      key: `${o.eventId} ${o.recurrenceId ?? ""}`,
      from: share(from),
      // A moment is seen too.
      width: Math.max(share(to) - share(from), 0.006),
      lane: lanes[n]?.lane ?? 0,
      lanes: lanes[n]?.lanes ?? 1,
      color: o.shown,
      past: o.endMs <= nowMs,
    })),
    now: now >= 0 && now <= 1 ? now : undefined,
  };
}
