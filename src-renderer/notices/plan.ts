// What of the notices is shown where. Pure.
import type { Notice, Reminder } from "../../src-preload/contract/notices.ts";
import { type Day, dayOf } from "../time/wall-clock.ts";

/** A reminder that fell due longer ago than this, of an event that is not near, stands in the list alone. */
const FRESH_MS = 3_600_000;

/** What has its own place under “to do” is not counted twice. */
export const countNotices = (notices: readonly Notice[]) => notices.filter(({ kind }) => kind !== "trouble").length;

/** Notices of one day, newest first. */
export interface NoticeDay {
  readonly day: Day;
  readonly notices: readonly Notice[];
}

/** What the list shows: everything but what has its own place under “to do”.
 *  @param notices newest first, as the engine lists them */
export function noticesByDay(notices: readonly Notice[], zone: string): readonly NoticeDay[] {
  const days = new Map<Day, Notice[]>();
  for (const one of notices) {
    if (one.kind === "trouble") continue;
    const day = dayOf(one.atMs, zone);
    days.set(day, [...(days.get(day) ?? []), one]);
  }
  return [...days].map(([day, list]) => ({ day, notices: list }));
}

/** A reminder that stands in front of the page until somebody deals with it, with every alarm of that event so far. */
export interface ReminderCard {
  readonly reminder: Reminder;
  readonly ids: readonly string[];
}

const isNear = ({ atMs, startMs }: Reminder, nowMs: number) =>
  nowMs - atMs < FRESH_MS || Math.abs(startMs - nowMs) < FRESH_MS;

/** The events that a person is reminded of now, the next to begin first. What is over reminds nobody. */
export function reminderCards(notices: readonly Notice[], nowMs: number): readonly ReminderCard[] {
  const cards = new Map<string, { reminder: Reminder; ids: string[] }>();
  for (const one of notices) {
    if (one.kind !== "reminder" || !isNear(one, nowMs)) continue;
    // An event of no length is over the minute after it began.
    if (Math.max(one.endMs, one.startMs + 60_000) <= nowMs) continue;
    const key = `${one.eventId} ${one.startMs}`;
    const card = cards.get(key);
    if (card) card.ids.push(one.id);
    else cards.set(key, { reminder: one, ids: [one.id] });
  }
  return [...cards.values()].sort((a, b) => a.reminder.startMs - b.reminder.startMs);
}
