// Facts of a sentence become a start, an end and a rule. Pure.
import { Temporal } from "temporal-polyfill";
import { weekdayOf, writeRule } from "../time/repeat-rule.ts";
import { addDays, addMinutes, type Day, daysBetween, instantOf, wallClock } from "../time/wall-clock.ts";
import { type Facts, PART_MINUTES, type Scene } from "./facts.ts";

interface When {
  readonly start: string;
  readonly end: string;
  readonly allDay: boolean;
  readonly rrule?: string;
}
interface Place {
  readonly nowMs: number;
  readonly zone: string;
  readonly defaultMinutes: number;
}

/** Rules leave this many days between two starts at most: 29 February, every eighth year around 2100. */
const SEARCH_DAYS = 366 * 8;

/** Could a series start on this day? */
function startsOn(day: Day, { days, nth, monthDays }: NonNullable<Facts["repeat"]>): boolean {
  const date = Temporal.PlainDate.from(day);
  if (days.length > 0) return days.includes(weekdayOf(day));
  const isNth = (n: number) => (n === -1 ? date.day + 7 > date.daysInMonth : Math.ceil(date.day / 7) === n);
  if (nth.length > 0) return nth.some((one) => weekdayOf(day) === one.day && isNth(one.n));
  if (monthDays.length === 0) return true;
  return monthDays.some((one) => (one === -1 ? date.day === date.daysInMonth : date.day === one));
}

function firstOf(repeat: NonNullable<Facts["repeat"]>, from: Day): Day {
  let day = from;
  for (let n = 0; n < SEARCH_DAYS && !startsOn(day, repeat); n++) day = addDays(day, 1);
  return startsOn(day, repeat) ? day : from;
}

/** The hour, or the one that a part of the day stands for. */
const startMinutesOf = ({ startMinutes, part }: Facts) => startMinutes ?? (part && PART_MINUTES[part]);

/** The first day: what was said, moved on when its hour is over or the rule begins later. */
function firstDay(facts: Facts, { today, nowMinutes }: Scene): Day {
  const minutes = startMinutesOf(facts);
  const isOver = minutes !== undefined && minutes <= nowMinutes;
  const { day, repeat, plainWeekday } = facts;
  if (repeat) {
    const from = day ?? (isOver ? addDays(today, 1) : today);
    return firstOf(repeat, from);
  }
  if (day === undefined) return isOver ? addDays(today, 1) : today;
  return plainWeekday && day === today && isOver ? addDays(day, 7) : day;
}

const wallAt = (day: Day, minutes: number) => addMinutes(`${day}T00:00`, minutes);
/** A wall clock that exists: one that DST skips is the one after it. */
const existing = (wall: string, zone: string) => wallClock(instantOf(wall, zone), zone);

function timed(start: string, facts: Facts, { zone, defaultMinutes }: Place): Pick<When, "start" | "end"> {
  const { endMinutes, endDay, lengthMinutes, lengthDays } = facts;
  const from = existing(start, zone);
  const day = start.slice(0, 10);
  const lastDay = endDay ?? (facts.repeat || !facts.until ? undefined : facts.until);
  const length = lengthMinutes ?? defaultMinutes;
  const said =
    endMinutes === undefined
      ? undefined
      : wallAt(lastDay ?? day, lastDay === undefined ? endMinutes : endMinutes % 1440);
  const spread = lastDay === undefined ? undefined : addMinutes(`${lastDay}T${from.slice(11)}`, length);
  const days =
    lengthDays !== undefined && !facts.repeat ? addMinutes(from, (lengthDays - 1) * 1440 + length) : undefined;
  const end = existing(said ?? spread ?? days ?? addMinutes(from, length), zone);
  if (instantOf(end, zone) > instantOf(from, zone)) return { start: from, end };
  // "until 8" said at nine in the evening is the next morning.
  const next = addMinutes(end, 1440);
  return { start: from, end: instantOf(next, zone) > instantOf(from, zone) ? next : addMinutes(from, length) };
}

function allDay(day: Day, { endDay, until, repeat, lengthDays }: Facts): Pick<When, "start" | "end"> {
  const last = endDay ?? (repeat ? undefined : until);
  const shift = endDay === undefined ? 0 : daysBetween(day, endDay);
  const days = repeat ? 1 : (lengthDays ?? 1);
  const end = last !== undefined && shift >= 0 && last >= day ? addDays(last, 1) : addDays(day, days);
  return { start: day, end };
}

function ruleOf(facts: Facts, start: string, zone: string): string | undefined {
  const { repeat, until, count, lengthDays } = facts;
  if (!repeat) return undefined;
  const day = start.slice(0, 10);
  const time = start.includes("T") ? { time: start.slice(11, 16) } : {};
  // "every Monday for three weeks" ends after them.
  const last = until ?? (lengthDays === undefined ? undefined : addDays(day, lengthDays - 1));
  const end = last !== undefined && last >= day ? { until: last } : count === undefined ? {} : { count };
  return writeRule({ ...repeat, ...end }, { day, ...time, zone });
}

/** When an event is, and how it repeats. */
export function resolve(facts: Facts, scene: Scene, place: Place): When {
  const day = firstDay(facts, scene);
  const minutes = startMinutesOf(facts);
  const isTimed =
    !facts.allDay && (minutes !== undefined || facts.fromNow !== undefined || facts.endMinutes !== undefined);
  if (!isTimed) {
    const when = allDay(day, facts);
    const rrule = ruleOf(facts, when.start, place.zone);
    return { ...when, allDay: true, ...(rrule !== undefined && { rrule }) };
  }
  const onlyEnd = facts.endMinutes === undefined ? 0 : facts.endMinutes - (facts.lengthMinutes ?? place.defaultMinutes);
  const start =
    minutes === undefined && facts.fromNow !== undefined
      ? wallClock(place.nowMs + facts.fromNow * 60_000, place.zone)
      : wallAt(day, minutes ?? Math.max(0, onlyEnd));
  const when = timed(start, facts, place);
  const rrule = ruleOf(facts, when.start, place.zone);
  return { ...when, allDay: false, ...(rrule !== undefined && { rrule }) };
}
