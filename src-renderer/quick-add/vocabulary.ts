// The words of dates and times in French and English, folded; both are always understood. Pure.
import { WEEKDAYS, type Weekday } from "../time/repeat-rule.ts";

const DAY_NAMES: readonly (readonly string[])[] = [
  ["lundi", "monday", "lun", "mon"],
  ["mardi", "tuesday", "mar", "tues", "tue"],
  ["mercredi", "wednesday", "mer", "wed"],
  ["jeudi", "thursday", "jeu", "thurs", "thur", "thu"],
  ["vendredi", "friday", "ven", "fri"],
  ["samedi", "saturday", "sam", "sat"],
  ["dimanche", "sunday", "dim", "sun"],
];
const MONTH_NAMES: readonly (readonly string[])[] = [
  ["janvier", "january", "janv", "jan"],
  ["fevrier", "february", "fevr", "fev", "feb"],
  ["mars", "march", "mar"],
  ["avril", "april", "avr", "apr"],
  ["mai", "may"],
  ["juin", "june", "jun"],
  ["juillet", "july", "juil", "jul"],
  ["aout", "august", "aug"],
  ["septembre", "september", "sept", "sep"],
  ["octobre", "october", "oct"],
  ["novembre", "november", "nov"],
  ["decembre", "december", "dec"],
];
/** Short forms that are words or names of their own; taken as days only where nothing else makes sense. */
const DOUBTFUL = new Set(["mon", "mar", "mer", "jeu", "sam", "dim", "sun"]);

const NUMBERS: Readonly<Record<string, number>> = {
  un: 1,
  une: 1,
  a: 1,
  an: 1,
  one: 1,
  deux: 2,
  two: 2,
  trois: 3,
  three: 3,
  quatre: 4,
  four: 4,
  cinq: 5,
  five: 5,
  six: 6,
  sept: 7,
  seven: 7,
  huit: 8,
  eight: 8,
  neuf: 9,
  nine: 9,
  dix: 10,
  ten: 10,
  onze: 11,
  eleven: 11,
  douze: 12,
  twelve: 12,
  quinze: 15,
  fifteen: 15,
  vingt: 20,
  twenty: 20,
  trente: 30,
  thirty: 30,
  quarante: 40,
  forty: 40,
};
const ORDINALS: Readonly<Record<string, number>> = {
  premier: 1,
  premiere: 1,
  first: 1,
  "1er": 1,
  "1st": 1,
  deuxieme: 2,
  second: 2,
  "2e": 2,
  "2nd": 2,
  "2eme": 2,
  troisieme: 3,
  third: 3,
  "3e": 3,
  "3rd": 3,
  "3eme": 3,
  quatrieme: 4,
  fourth: 4,
  "4e": 4,
  "4th": 4,
  "4eme": 4,
  dernier: -1,
  derniere: -1,
  last: -1,
};

/** Longest first, so that no short form hides a longer one. */
const anyOf = (words: Iterable<string>) => `(?:${[...words].sort((a, b) => b.length - a.length).join("|")})`;
const longDays = DAY_NAMES.flatMap(([fr = "", en = ""]) => [fr, en]);
const shortDays = DAY_NAMES.flatMap((names) => names.slice(2));

/** A weekday in full. */
const LONG_DAY = anyOf(longDays);
/** Any form, with its dot or its plural. */
export const DAY = `(?:${LONG_DAY}s?|${anyOf(shortDays)}\\.?)`;
/** Plural: « les lundis », “Mondays”. */
export const DAYS_PLURAL = `${LONG_DAY}s`;
/** A month's name in any form, with its dot. */
export const MONTH = `(?:${anyOf(MONTH_NAMES.flat())}\\.?)`;
/** In digits (up to four) or in words. */
export const NUMBER = `(?:\\d{1,4}|${anyOf(Object.keys(NUMBERS))})`;
/** In words: « premier », “second”. */
export const ORDINAL = anyOf(Object.keys(ORDINALS));
/** A day of the month: `3`, `1er`, `3rd`. */
export const MONTH_DAY = "(?:[12]?\\d|3[01]|0[1-9])(?:er|st|nd|rd|th)?";
/** Between two, and between the last two. */
export const AND = "(?:\\s*(?:,|&|\\+|/)\\s*|\\s+(?:et|and)\\s+)(?:(?:le|les|on)\\s+)?";

/** Which weekday a word is. */
export function readDay(word: string): Weekday | undefined {
  const plain = word.replace(/\.$/, "");
  const at = DAY_NAMES.findIndex((names) => names.some((name) => name === plain || `${name}s` === plain));
  return WEEKDAYS[at];
}

/** Is it a word of another meaning too? */
export const isDoubtfulDay = (word: string) => DOUBTFUL.has(word);
/** Is it English? Then a number beside it may be an hour. */
export const isEnglishDay = (word: string) =>
  DAY_NAMES.some(([, en, , ...more]) => en === word || (more.includes(word) && word !== "lun"));

/** Every weekday of a list: `lundi, mardi et jeudi`. */
export function readDays(list: string): readonly Weekday[] {
  return list.split(/[^a-z]+/u).flatMap((word) => readDay(word) ?? []);
}

/** 1 to 12. */
export function readMonth(word: string): number | undefined {
  const at = MONTH_NAMES.findIndex((names) => names.includes(word.replace(/\.$/, "")));
  return at < 0 ? undefined : at + 1;
}

/** `3`, `trois`, `three`, `une`. */
export const readNumber = (word: string) => NUMBERS[word] ?? (/^\d+$/.test(word) ? Number(word) : undefined);
/** `premier`, `2nd`; the last is -1. */
export const readOrdinal = (word: string) => ORDINALS[word];
