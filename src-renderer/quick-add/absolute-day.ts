// Days that a sentence writes as a date: `3 décembre`, `Dec 3rd, 2027`, `03/12`, `2026-12-03`. Day before month, always. Pure.
import { Temporal } from "temporal-polyfill";
import { weekdayOf } from "../time/repeat-rule.ts";
import { addDays, type Day } from "../time/wall-clock.ts";
import { DAY, MONTH, MONTH_DAY, readDay, readMonth } from "./vocabulary.ts";

const YEAR = "(?:19|20)\\d\\d";
/** No hour: `Dec 3pm`, `mar 12h30`, `3 – 5`. */
const NO_HOUR = "(?!\\s?(?:[:]\\d|h\\b|h\\d|heures?\\b|[ap]\\.?m\\b))";
const FORMS = [
  `${MONTH_DAY}\\s+(?:of\\s+)?${MONTH}(?:,?\\s+${YEAR})?`,
  `${MONTH}\\s+(?:the\\s+)?${MONTH_DAY}${NO_HOUR}(?:,?\\s+${YEAR})?`,
  `${YEAR}-\\d\\d-\\d\\d`,
  "\\d{1,2}/\\d{1,2}(?:/(?:\\d{4}|\\d\\d))?",
  "\\d{1,2}\\.\\d{1,2}\\.(?:\\d{4}|\\d\\d)?",
];
/** A date in any form, with the weekday that may stand before it. */
export const DATE = `(?:(?:${DAY},?\\s+)?(?:the\\s+|le\\s+)?(?:${FORMS.join("|")}))`;

/** A date that exists, in a year that somebody may mean: what ends in the year 10,000 no calendar can say. */
function dayAt(year: number, month: number, day: number): Day | undefined {
  if (month < 1 || month > 12 || day < 1 || year < 1900 || year > 2200) return undefined;
  const first = Temporal.PlainDate.from({ year, month, day: 1 });
  return day <= first.daysInMonth ? first.with({ day }).toString() : undefined;
}

/** The day of that number in the month of another; undefined when the month lacks it. */
export function dayInMonth(month: Day, number: number): Day | undefined {
  return dayAt(Number(month.slice(0, 4)), Number(month.slice(5, 7)), number);
}

/** The first such day that is not before another; 29 February waits for a leap year. */
export function nextDate(month: number, day: number, from: Day): Day | undefined {
  const year = Number(from.slice(0, 4));
  for (let later = 0; later <= 8; later++) {
    const found = dayAt(year + later, month, day);
    if (found !== undefined && found >= from) return found;
  }
  return undefined;
}

/** The first day of that number that is not before another. */
export function nextMonthDay(number: number, from: Day): Day | undefined {
  let month = Temporal.PlainYearMonth.from(from);
  for (let later = 0; later < 12; later++, month = month.add({ months: 1 })) {
    const found = dayAt(month.year, month.month, number);
    if (found !== undefined && found >= from) return found;
  }
  return undefined;
}

/** The first such weekday that is not before another day. */
export function nextWeekday(weekday: string, from: Day): Day {
  let day = from;
  while (weekdayOf(day) !== weekday) day = addDays(day, 1);
  return day;
}

/** Day, month and year as they are written. */
function partsOf(text: string): readonly [year: string | undefined, month: number, day: number] | undefined {
  const iso = /(\d{4})-(\d\d)-(\d\d)$/u.exec(text);
  if (iso) return [iso[1], Number(iso[2]), Number(iso[3])];
  const short = /(\d{1,2})[/.](\d{1,2})[/.]?(\d{4}|\d\d)?$/u.exec(text);
  if (short) {
    const year = short[3]?.length === 2 ? `20${short[3]}` : short[3];
    return [year, Number(short[2]), Number(short[1])];
  }
  const year = /\b((?:19|20)\d\d)$/u.exec(text)?.[1];
  const [, number] = /(?:^|\s)(\d{1,2})(?:er|st|nd|rd|th)?(?=,?\s|,?$)/u.exec(text) ?? [];
  // The weekday may look like a month ("mar"): the month is the word beside the number.
  const [, before, after] =
    /([a-z]+)?\.?\s*(?:the\s+)?\d{1,2}(?:er|st|nd|rd|th)?,?\s*(?:of\s+)?([a-z]+)?/u.exec(text) ?? [];
  const month = (after && readMonth(after)) ?? (before && readMonth(before));
  return number && month ? [year, month, Number(number)] : undefined;
}

/** The day of a text that matched DATE.
 *  @param from without a year it is the first such day from here on
 *  @returns undefined for a date that does not exist, or whose weekday is another one */
export function readDate(text: string, from: Day): Day | undefined {
  const parts = partsOf(text.trim());
  if (!parts) return undefined;
  const [year, month, number] = parts;
  return year === undefined ? nextDate(month, number, from) : dayAt(Number(year), month, number);
}

/** The weekday written before a date, if there is one. */
export function weekdayBefore(text: string): { readonly word: string; readonly weekday: string } | undefined {
  const [, word] = new RegExp(`^(${DAY}),?\\s+(?=\\S)`, "u").exec(text) ?? [];
  // "mar 3" is the third of March.
  if (!word || (readMonth(word) && !/\d\s*[a-z]/u.test(text.slice(word.length)))) return undefined;
  const weekday = readDay(word);
  return weekday && { word, weekday };
}
