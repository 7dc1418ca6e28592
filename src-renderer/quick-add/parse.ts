// A sentence becomes an event: "déjeuner avec Anna demain 12h30 au Lutetia, chaque mardi". French and English are both understood,
// whatever the page speaks. What no rule understands stays in the title, to be seen. Pure.
import { dayOf, wallClock } from "../time/wall-clock.ts";
import type { Facts, Scene } from "./facts.ts";
import { type Span, startReading } from "./folded.ts";
import { readDaysOf } from "./read-days.ts";
import { hideLiteral, type Named, readCalendar, readPeople, readPlace } from "./read-names.ts";
import { readReminders, readRepeat, readUntil } from "./read-repeat.ts";
import { readLengths, readLongPeriod, readTimes } from "./read-times.ts";
import { resolve } from "./resolve.ts";

/** What a sentence says. */
export interface QuickEvent<Id extends string = string> {
  readonly title: string;
  /** Wall clock in the zone, or a day when all-day. */
  readonly start: string;
  /** Exclusive. */
  readonly end: string;
  readonly allDay: boolean;
  /** Was anything said of when? If not, it is today. */
  readonly dated: boolean;
  readonly location?: string;
  /** Mail addresses of the guests. */
  readonly people: readonly string[];
  /** Rule value (RFC 5545 §3.3.10). */
  readonly rrule?: string;
  /** Minutes before the start. */
  readonly reminders: readonly number[];
  readonly calendarId?: Id;
  /** What was understood, in the order of the sentence; never overlapping. */
  readonly spans: readonly Span[];
}

/** What a sentence is read against. */
export interface QuickScene<Id extends string> {
  readonly nowMs: number;
  readonly zone: string;
  /** Decides what an English “3” means; both languages are always read. */
  readonly language: "fr" | "en";
  readonly calendars: readonly Named<Id>[];
  /** Length of an event whose end is not said. */
  readonly defaultMinutes: number;
}

/** Longer ones are a description, not an event. */
const LENGTH_MAX = 500;
/** Words that only led to what was understood. */
const LEFTOVER = /(?:^|[\s,;])(?:le|la|les|on|at|à|a|de|du|the|from|dès|pour|for|et|and|in|dans)$/iu;

/** A stretch that no rule took; a comma after what was taken goes with it. */
const outside = (text: string, from: number, to: number) => {
  const stretch = text.slice(from, to);
  return from === 0 ? stretch : stretch.replace(/^\s*[,;]/u, "");
};

function titleOf(text: string, spans: readonly Span[]): string {
  let title = "";
  let at = 0;
  for (const { from, to } of spans) {
    title += `${outside(text, at, from).trimEnd().replace(LEFTOVER, "")} `;
    at = to;
  }
  const clean = (title + outside(text, at, text.length))
    .replace(/\(\s*\)/gu, " ")
    .replace(/\s+/gu, " ")
    .replace(/\s+([,;.])/gu, "$1")
    .replace(/[,;](?=[,;])/gu, "")
    .replace(/^[\s,;.:–-]+|[\s,;:–-]+$/gu, "");
  // Quotes kept a title from being read; they are not part of it.
  const bare = /^(?:"([^"]*)"|“([^”]*)”|«\s*([^»]*?)\s*»)$/u.exec(clean);
  const said = (bare?.[1] ?? bare?.[2] ?? bare?.[3] ?? clean).trim();
  return said.charAt(0).toUpperCase() + said.slice(1);
}

/** Reads a sentence. Never throws. */
export function parseEvent<Id extends string>(sentence: string, scene: QuickScene<Id>): QuickEvent<Id> {
  const text = sentence.slice(0, LENGTH_MAX);
  const now = wallClock(scene.nowMs, scene.zone);
  const today = dayOf(scene.nowMs, scene.zone);
  const nowMinutes = Number(now.slice(11, 13)) * 60 + Number(now.slice(14, 16));
  const inner: Scene = { today, nowMinutes, language: scene.language };
  const facts: Facts = { reminders: [] };
  const reading = startReading(text);
  hideLiteral(reading);
  const people = readPeople(reading);
  const calendarId = readCalendar(reading, scene.calendars);
  readReminders(reading, facts);
  readRepeat(reading, facts, inner);
  readUntil(reading, facts, inner);
  readLengths(reading, facts);
  readLongPeriod(reading, facts, inner);
  readDaysOf(reading, facts, inner);
  readTimes(reading, facts, inner);
  const location = readPlace(reading);
  const when = resolve(facts, inner, scene);
  // A length without an hour has no place in a day: it stays in the title.
  const used = reading.spans.filter(({ kind }) => kind !== "length" || !when.allDay);
  const spans = used.toSorted((a, b) => a.from - b.from);
  return {
    title: titleOf(sentence, spans),
    ...when,
    dated: spans.some(({ kind }) => kind === "date" || kind === "time" || kind === "repeat"),
    ...(location !== undefined && { location }),
    people,
    reminders: facts.reminders.toSorted((a, b) => b - a),
    ...(calendarId !== undefined && { calendarId }),
    spans,
  };
}
