// Reads hours, lengths and distances in hours. Pure.
import type { Day } from "../time/wall-clock.ts";
import { DATE, nextWeekday, readDate } from "./absolute-day.ts";
import { type Facts, PART, type Part, readPart, type Scene } from "./facts.ts";
import { pattern, type Reading } from "./folded.ts";
import { DAY, NUMBER, readDay, readNumber } from "./vocabulary.ts";

const HALVES = "\\s+(?:et demie?|et quart|moins le quart)";
const CLOCK_FORMS = [
  `(?:midi|minuit|midday|midnight|noon)(?:${HALVES})?`,
  `(?:half past|quarter past|quarter to)\\s+${NUMBER}(?:\\s?[ap]\\.?m\\.?)?`,
  "\\d{1,2}(?:[:.]\\d\\d)?\\s?[ap]\\.?m\\.?",
  "\\d{1,2}:\\d\\d",
  `${NUMBER}\\s?(?:heures?|h)(?:${HALVES}|\\s?[0-5]\\d(?!\\d))?`,
  `${NUMBER}\\s?o'clock`,
];
const CLOCK = `(?:${CLOCK_FORMS.join("|")})`;
const CLOCK_OR_NUMBER = `(?:${CLOCK}|\\d{1,2})`;
const OF_DAY = `(?:\\s+(?:du|de l'|de l'|in the|this|at)\\s?(${PART}))?`;
const RANGE = pattern(
  `((?:de|des|from|between|entre|a|at|@)\\s+)?(${CLOCK_OR_NUMBER})(\\s*(?:-|/|\\s(?:to|a|until|till|jusqu'a|and|et)\\s)\\s*)(${CLOCK_OR_NUMBER})${OF_DAY}`,
);
const ONE = pattern(
  `(?:(?:a partir de|a|at|@|vers|around|from|de|des|pour|starting|starting at)\\s*)?(${CLOCK})${OF_DAY}`,
);
const END_ONLY = pattern(`(?:jusqu'a|until|till)\\s+(${CLOCK})${OF_DAY}`);
const BARE = pattern(
  `(?:at|@)\\s+(\\d{1,2})(?:\\s+(?:in the|this|at)\\s+(${PART}))?(?=\\s*(?:$|[,;.)]|\\ue000|with\\s|for\\s|in\\s|at\\s))`,
);
const ENDS = /^\s*(?:$|[,;.)]|\ue000)/u;

/** An hour as it was written. */
interface Clock {
  /** 1440 for midnight, the end of the day. */
  readonly minutes: number;
  /** Which half of the day is sure. */
  readonly sure: boolean;
  /** A number alone. */
  readonly bare: boolean;
  readonly meridiem?: "am" | "pm";
}

const half = (text: string) =>
  /demie?$/u.test(text) ? 30 : /moins le quart$/u.test(text) ? -15 : /et quart$/u.test(text) ? 15 : 0;

function named(text: string): Clock | undefined {
  const [, past, word = ""] = /^(half past|quarter past|quarter to)\s+(\w+)/u.exec(text) ?? [];
  if (/^(?:midi|midday|noon)/u.test(text)) return { minutes: 720 + half(text), sure: true, bare: false };
  if (/^(?:minuit|midnight)/u.test(text)) return { minutes: 1440 + half(text), sure: true, bare: false };
  if (!past) return undefined;
  const hour = readNumber(word);
  const shift = past === "half past" ? 30 : past === "quarter past" ? 15 : -15;
  if (hour === undefined || hour > 23 || (hour === 0 && shift < 0)) return undefined;
  return withMeridiem({ minutes: hour * 60 + shift, sure: hour > 12, bare: false }, text);
}

function withMeridiem(clock: Clock, text: string): Clock | undefined {
  const meridiem = /([ap])\.?m\.?$/u.exec(text)?.[1];
  if (!meridiem) return clock;
  if (clock.minutes >= 780) return undefined;
  const morning = clock.minutes % 720;
  return {
    minutes: meridiem === "p" ? morning + 720 : morning,
    sure: true,
    bare: false,
    meridiem: meridiem === "p" ? "pm" : "am",
  };
}

/** Reads one hour. @returns undefined when there is no such hour */
function readClock(text: string): Clock | undefined {
  const known = named(text);
  if (known) return known;
  const [, word = "", rest = ""] =
    /^(\d{1,2}|[a-z]+?)(?=\b|h|[ap]\.?m|\d|\s)\s?(?:heures?|h|:|\.)?\s?(\d\d)?/u.exec(text) ?? [];
  const hour = readNumber(word);
  if (hour === undefined || hour > 24 || Number(rest) > 59 || (hour === 24 && Number(rest) > 0)) return undefined;
  const french = /h/u.test(text.replace(/o'clock/u, ""));
  const sure = french || hour > 12 || hour === 0 || /^0/u.test(word);
  return withMeridiem({ minutes: hour * 60 + Number(rest) + half(text), sure, bare: /^\d+$/u.test(text) }, text);
}

/** The half of the day a part means. */
function inPart(minutes: number, part: Part | undefined): number {
  if (part === "evening" && minutes >= 240 && minutes < 720) return minutes + 720;
  if (part === "evening" && minutes < 240) return minutes + 1440;
  return part === "afternoon" && minutes >= 60 && minutes < 480 ? minutes + 720 : minutes;
}

/** English writes three in the afternoon as “3”; nobody meets at three in the morning. With its minutes it may be five. */
function settled(clock: Clock, part: Part | undefined, english: boolean): number {
  if (clock.meridiem) return clock.minutes;
  if (part) return inPart(clock.minutes, part);
  const isNight = clock.minutes >= 60 && clock.minutes < (clock.bare ? 420 : 300);
  return english && !clock.sure && isNight ? clock.minutes + 720 : clock.minutes;
}

function setRange(facts: Facts, from: Clock, to: Clock, english: boolean): boolean {
  let start = settled(from, facts.part, english);
  let end = settled(to, facts.part, english);
  if (to.meridiem && !from.meridiem && from.minutes < 780 && !(from.sure && from.minutes < 60)) {
    // “2 to 4pm”, “11 to 1pm”: the half of the day that comes first.
    const same = (from.minutes % 720) + (to.meridiem === "pm" ? 720 : 0);
    start = same < end ? same : from.minutes % 720;
  }
  if (end <= start && !to.sure && end + 720 > start && end < 720) end += 720;
  // A number that would lead over midnight is something else: « jeudi 20 à 9h ».
  if (end <= start && (from.bare || to.bare)) return false;
  facts.startMinutes = start;
  facts.endMinutes = end <= start ? end + 1440 : end;
  return true;
}

/** May the two be the ends of a period? A number alone needs more around it than an hour does. */
function isRange(
  from: Clock,
  to: Clock,
  [lead = "", joint, after]: readonly [string | undefined, string, string],
): boolean {
  const opens = /^(?:de|from|between|entre)/u.test(lead);
  if (/and|et/u.test(joint)) return /^(?:between|entre)/u.test(lead) && !(from.bare && to.bare);
  if (from.bare && to.bare) return opens && !joint.includes("-") && ENDS.test(after);
  if (to.bare) return joint.includes("-") || opens;
  return !joint.includes("/") || !from.bare;
}

function setPart(facts: Facts, word: string | undefined): void {
  const part = readPart(word);
  if (part) facts.part = part;
}

const DAY_WITH_HOUR = `(?:${DATE}|${DAY})(?:\\s+at|\\s+a|,)?\\s+(?:${CLOCK})`;
const LONG_PERIOD = pattern(
  `(?:du|de|from)\\s+(${DAY_WITH_HOUR})\\s+(?:au|a|to|until|till)\\s+(?:le\\s+)?(${DAY_WITH_HOUR})`,
);
const DAY_AND_HOUR = new RegExp(`^(${DATE}|${DAY})(?:\\s+at|\\s+a|,)?\\s+(${CLOCK})$`, "u");

/** `lundi 9h`, `Dec 3 9am` */
function readMoment(text: string, from: Day, english: boolean): readonly [Day, number] | undefined {
  const [, written = "", hour = ""] = DAY_AND_HOUR.exec(text) ?? [];
  const weekday = readDay(written);
  const day = weekday ? nextWeekday(weekday, from) : readDate(written, from);
  const clock = readClock(hour);
  return day && clock ? [day, settled(clock, undefined, english)] : undefined;
}

/** Reads a period whose two ends have their hours: « du lundi 9h au mercredi 17h ». Before the days and the hours alone. */
export function readLongPeriod({ each }: Reading, facts: Facts, { today, language }: Scene): void {
  each(LONG_PERIOD, "date", ([whole, first = "", last = ""]) => {
    const english = language === "en" || whole.startsWith("from");
    const from = readMoment(first, today, english);
    const to = from && readMoment(last, from[0], english);
    if (!from || !to || facts.day !== undefined || (to[0] === from[0] && to[1] <= from[1])) return false;
    [facts.day, facts.startMinutes] = from;
    [facts.endDay, facts.endMinutes] = to;
    return true;
  });
}

/** Reads when it begins and ends. */
export function readTimes({ each }: Reading, facts: Facts, { language }: Scene): void {
  const free = () => facts.startMinutes === undefined && facts.fromNow === undefined;
  const english = (text: string) => language === "en" || /^(?:at|from|between)\b/u.test(text);
  each(RANGE, "time", (match) => {
    const [whole, lead, first = "", joint = "", last = "", part] = match;
    const [from, to] = [readClock(first), readClock(last)];
    const after = match.input.slice(match.index + whole.length);
    if (!free() || !from || !to || !isRange(from, to, [lead, joint, after])) return false;
    setPart(facts, part);
    return setRange(facts, from, to, english(whole));
  });
  each(END_ONLY, "time", ([, text = "", part]) => {
    const clock = readClock(text);
    if (!clock || facts.endMinutes !== undefined) return false;
    facts.endMinutes = inPart(clock.minutes, readPart(part) ?? facts.part);
    return true;
  });
  const readOne = ([whole, text = "", part]: RegExpExecArray) => {
    const clock = readClock(text);
    if (!free() || !clock) return false;
    setPart(facts, part);
    facts.startMinutes = settled(clock, facts.part, english(whole));
    return true;
  };
  each(ONE, "time", readOne);
  each(BARE, "time", readOne);
}

const MINUTES = `(?:(${NUMBER})\\s?(?:minutes?|mins?|mn))`;
const HOURS = `(?:(${NUMBER})(\\s+and a half)?\\s?(?:heures?|hours?|hrs?|h)(?:\\s?(\\d{1,2})(?:\\s?(?:minutes?|mins?|mn|m))?)?(\\s+et demie|\\s+and a half)?)`;
const NAMED_LENGTH =
  "(half an hour|une demi-heure|une demi heure|demi-heure|(?:un |a )?quart d'heure|a quarter of an hour|trois quarts d'heure)";
/** A length; its groups are read by `lengthOf`. */
export const LENGTH = `(?:${NAMED_LENGTH}|${HOURS}|${MINUTES})`;
const NAMED_MINUTES = (text: string) => (text.startsWith("trois") ? 45 : /quart/u.test(text) ? 15 : 30);

/** Minutes of the six groups of LENGTH. */
export function lengthOf(groups: readonly (string | undefined)[]): number | undefined {
  const [name, hours, halfBefore, more, halfAfter, minutes] = groups;
  if (name) return NAMED_MINUTES(name);
  if (minutes) return readNumber(minutes);
  const count = readNumber(hours ?? "");
  return count === undefined ? undefined : count * 60 + Number(more ?? 0) + (halfBefore || halfAfter ? 30 : 0);
}

const FOR = pattern(`(?:for|pendant|durant|pour|duree|d'une duree de)\\s+(?:about\\s+|environ\\s+)?${LENGTH}`);
/** Without a word before it an hour may be meant; minutes and English hours cannot be one. */
const LENGTH_ALONE = pattern(
  `\\(?(?:${NAMED_LENGTH}|(${NUMBER})(\\s+and a half)?\\s?(?:hours?|hrs?)()()|${MINUTES})\\)?`,
);
const FROM_NOW = pattern(`(?:(?:dans|in|d'ici)\\s+${LENGTH}|(${NUMBER})\\s+(hours?|minutes?)\\s+from now)`);
const FOR_DAYS = pattern(`(?:for|pendant|durant|pour)\\s+(${NUMBER})\\s+(jours?|days?|semaines?|weeks?|mois|months?)`);
const WHOLE_DAY = pattern("(?:toute la journee|journee entiere|all[- ]day|the whole day)");

/** Reads how long it takes, and in how many hours it begins. */
export function readLengths({ each }: Reading, facts: Facts): void {
  each(FROM_NOW, "time", ([, ...groups]) => {
    const later = groups[6];
    const minutes = later ? (readNumber(later) ?? 0) * (groups[7]?.startsWith("hour") ? 60 : 1) : lengthOf(groups);
    if (minutes === undefined || minutes > 60 * 24 * 366 || facts.fromNow !== undefined) return false;
    facts.fromNow = minutes;
    return true;
  });
  const setLength = ([, ...groups]: RegExpExecArray) => {
    const minutes = lengthOf(groups);
    if (!minutes || minutes > 60 * 24 * 31 || facts.lengthMinutes !== undefined) return false;
    facts.lengthMinutes = minutes;
    return true;
  };
  each(FOR, "length", setLength);
  each(LENGTH_ALONE, "length", setLength);
  each(FOR_DAYS, "time", ([, word = "", unit = ""]) => {
    const count = readNumber(word);
    if (!count || count > 366 || facts.lengthDays !== undefined) return false;
    facts.lengthDays = count * (/^(?:jour|day)/u.test(unit) ? 1 : /^mo/u.test(unit) ? 30 : 7);
    return true;
  });
  each(WHOLE_DAY, "time", () => {
    facts.allDay = true;
    return true;
  });
}
