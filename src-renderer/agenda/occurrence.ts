// One row of the agenda as the view needs it: its key, its colour, its words.
import type { TFunction } from "i18next";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { Occurrence } from "../../src-preload/contract/events.ts";
import { sayDays, sayLongDay, sayTime } from "../time/say-when.ts";
import { addDays, type Day, dayOf } from "../time/wall-clock.ts";
import { phrasesOf } from "./phrases.ts";

/** An occurrence with the calendar it is in. */
export interface AgendaItem {
  readonly key: string;
  readonly occurrence: Occurrence;
  readonly calendar: Calendar;
}

/** Names one occurrence among all. */
const keyOf = (o: Pick<Occurrence, "eventId" | "recurrenceId">) => `${o.eventId} ${o.recurrenceId ?? ""}`;

/** Occurrences of known calendars, each with its calendar. */
export function itemsOf(occurrences: readonly Occurrence[], calendars: readonly Calendar[]): AgendaItem[] {
  const byId = new Map(calendars.map((calendar) => [calendar.id, calendar]));
  return occurrences.flatMap((occurrence) => {
    const calendar = byId.get(occurrence.calendarId);
    return calendar?.visible ? [{ key: keyOf(occurrence), occurrence, calendar }] : [];
  });
}

/** The colour it is shown in. */
export const colorOf = ({ occurrence, calendar }: AgendaItem): string => occurrence.color ?? calendar.color;

/** First and last day (included) an occurrence touches. */
export function daysOf(o: Timed, zone: string): { readonly first: Day; readonly last: Day } {
  const first = o.start.slice(0, 10);
  if (o.allDay) {
    const last = addDays(o.end.slice(0, 10), -1);
    return { first, last: last < first ? first : last };
  }
  // Most events are of the zone on screen and of one day: a year of them is read without asking a calendar.
  if (o.zone === zone && o.end.slice(0, 10) === first) return { first, last: first };
  return { first: dayOf(o.startMs, zone), last: dayOf(Math.max(o.startMs, o.endMs - 1), zone) };
}

/** What the words are made with. */
export interface Words {
  readonly t: TFunction;
  readonly language: string;
  readonly zone: string;
}
type Timed = Pick<Occurrence, "allDay" | "start" | "end" | "zone" | "startMs" | "endMs">;

/** `14:00 – 15:00`, or one time when it has no length. */
export function sayHours(o: Timed, { language, zone }: Words): string {
  const start = sayTime(o.startMs, language, zone);
  return o.endMs > o.startMs ? `${start} – ${sayTime(o.endMs, language, zone)}` : start;
}

/** When, in words: `mercredi 18 novembre, 14:00 – 15:00`.
 *  @param form `spoken` is the one for screen readers */
export function sayWhen(o: Timed, { t, language, zone }: Words, form: "fromTo" | "spoken" = "fromTo"): string {
  const phrases = phrasesOf(t);
  const { first, last } = daysOf(o, zone);
  if (o.allDay) {
    return first === last
      ? phrases.allDay(sayLongDay(first, language))
      : sayDays(first, last, language, first.slice(0, 4));
  }
  const start = sayTime(o.startMs, language, zone);
  const end = sayTime(o.endMs, language, zone);
  if (first === last) return phrases[form](sayLongDay(first, language), start, end);
  return phrases.days(`${sayLongDay(first, language)} ${start}`, `${sayLongDay(last, language)} ${end}`);
}

/** Full name of an event block for screen readers (look.md §8). */
export function spokenName({ occurrence: o, calendar }: AgendaItem, words: Words): string {
  const phrases = phrasesOf(words.t);
  const parts = [phrases.name(o.title || phrases.untitled, sayWhen(o, words, "spoken"), calendar.name)];
  if (o.privacy && o.privacy !== "public") parts.push(phrases[o.privacy]);
  if (o.conferenceUrl) parts.push(phrases.video);
  if (o.recurring) parts.push(phrases.recurring);
  if (o.status !== "confirmed") parts.push(phrases[o.status]);
  if (o.answer === "needs-action") parts.push(phrases.unanswered);
  if (o.answer === "declined") parts.push(phrases.declined);
  if (o.conflict) parts.push(phrases.conflict);
  if (o.pending) parts.push(phrases.pending);
  return parts.join(", ");
}

/** Every day of a span that has something on it, for the dots of the month. */
export function busyDays(items: readonly AgendaItem[], zone: string): ReadonlySet<Day> {
  const days = new Set<Day>();
  for (const { occurrence } of items) {
    const { first, last } = daysOf(occurrence, zone);
    days.add(first);
    for (let day = first, n = 1; day < last && n < 42; n++) {
      day = addDays(day, 1);
      days.add(day);
    }
  }
  return days;
}
