// When people are told, and when they are left in peace. Pure.
import type { NoticeSettings } from "../../src-preload/contract/notices.ts";
import { msToMoment, zonedToMs } from "./zones.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** What is known of an alarm when it is decided whether somebody is told. */
export interface Alarm {
  /** When it goes off. */
  readonly atMs: number;
  readonly startMs: number;
  readonly endMs: number;
}

/** Alarms are looked for from here on: since the last look, and the last hour in any case. What a sync brought late or an
 *  edit made is told as long as its event lies ahead.
 *  @param lookedMs when alarms were last looked for; undefined: never */
export function alarmsSinceMs(lookedMs: number | undefined, nowMs: number): number {
  return Math.min(lookedMs ?? nowMs, nowMs - HOUR_MS);
}

/** Is this alarm told? Not what is over, and not what was due before the last look and has begun meanwhile: its time was seen. */
export function isAlarmDue(alarm: Alarm, lookedMs: number | undefined, nowMs: number): boolean {
  // An event of no length is over the minute after it began.
  const isOver = Math.max(alarm.endMs, alarm.startMs + MINUTE_MS) <= nowMs && alarm.atMs <= alarm.startMs;
  if (alarm.atMs > nowMs || isOver || nowMs - alarm.atMs > 7 * DAY_MS) return false;
  return alarm.atMs > (lookedMs ?? nowMs) || (alarm.startMs > nowMs && nowMs - alarm.atMs <= HOUR_MS);
}

/** Until when nobody is told of anything; undefined: people may be told now.
 *  @param zone IANA name of the zone the wall times are read in */
export function quietUntilMs(settings: NoticeSettings | undefined, nowMs: number, zone: string): number | undefined {
  const { quiet, quietDays = [] } = settings ?? {};
  let untilMs = nowMs;
  // Hours end on a quiet day, and days in quiet hours; after a week of nothing else it is looked at again.
  for (let round = 0; round < 15; round++) {
    const next = endOfDay(quietDays, untilMs, zone) ?? (quiet && endOfHours(quiet, untilMs, zone));
    if (next === undefined) break;
    untilMs = next;
  }
  return untilMs > nowMs ? untilMs : undefined;
}

function endOfDay(days: readonly number[], ms: number, zone: string): number | undefined {
  const today = msToMoment(ms, zone).slice(0, 10);
  if (!days.includes(new Date(`${today}T00:00:00Z`).getUTCDay())) return undefined;
  return zonedToMs(`${dayAfter(today)}T00:00`, zone);
}

function endOfHours({ from, to }: { from: string; to: string }, ms: number, zone: string): number | undefined {
  const now = msToMoment(ms, zone);
  const [today, time] = [now.slice(0, 10), now.slice(11, 16)];
  const isOverMidnight = from > to;
  const isQuiet = isOverMidnight ? time >= from || time < to : time >= from && time < to;
  if (!isQuiet) return undefined;
  return zonedToMs(`${isOverMidnight && time >= from ? dayAfter(today) : today}T${to}`, zone);
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
}
