// What the rules found in a sentence, before it becomes an event. Pure.
import type { RepeatRule } from "../time/repeat-rule.ts";
import type { Day } from "../time/wall-clock.ts";

/** A part of the day: decides which eight o'clock is meant, and stands for an hour of its own when none is named. */
export type Part = "morning" | "noon" | "afternoon" | "evening";

/** When, as far as it was said. Minutes are counted from midnight of the first day; 1440 is the midnight after it. */
export interface Facts {
  day?: Day;
  /** Last day, included. */
  endDay?: Day;
  /** The day was named as a weekday alone: an hour that is over means the next one. */
  plainWeekday?: boolean;
  startMinutes?: number;
  endMinutes?: number;
  part?: Part;
  /** Minutes from this moment. */
  fromNow?: number;
  lengthMinutes?: number;
  lengthDays?: number;
  allDay?: boolean;
  repeat?: RepeatRule;
  until?: Day;
  count?: number;
  reminders: number[];
}

/** Where and in which language a sentence is read. */
export interface Scene {
  readonly today: Day;
  /** Minutes since midnight. */
  readonly nowMinutes: number;
  readonly language: "fr" | "en";
}

const PART_NAMES: Readonly<Record<string, Part>> = {
  matin: "morning",
  matinee: "morning",
  morning: "morning",
  midi: "noon",
  noon: "noon",
  "apres-midi": "afternoon",
  aprem: "afternoon",
  afternoon: "afternoon",
  soir: "evening",
  soiree: "evening",
  evening: "evening",
  night: "evening",
};
/** Source of any part of the day but noon, which is an hour. */
export const PART = "(?:matinee|matin|morning|apres-midi|aprem|afternoon|soiree|soir|evening|night)";
/** The hour a part stands for. */
export const PART_MINUTES: Readonly<Record<Part, number>> = { morning: 540, noon: 720, afternoon: 840, evening: 1140 };

/** Which part a word is. */
export const readPart = (word: string | undefined) => (word === undefined ? undefined : PART_NAMES[word]);
