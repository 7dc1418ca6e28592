// Days, times and periods in words. Intl does the words, look.md §5 the form: 24 h, "16 – 22 novembre".
import { intlTag } from "../i18n/language.ts";
import { addDays, type Day, dayOf } from "./wall-clock.ts";

const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(options)}`;
  let known = formats.get(key);
  if (!known) {
    known = new Intl.DateTimeFormat(intlTag(language), options);
    formats.set(key, known);
  }
  return known;
}

const noon = (day: Day) => Date.parse(`${day}T12:00:00Z`);
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** A day with the given parts. */
export function sayDay(day: Day, language: string, options: Intl.DateTimeFormatOptions): string {
  // English writes the weekday without comma here: “Wednesday 18 November”.
  return format(language, { ...options, timeZone: "UTC" })
    .format(noon(day))
    .replace(",", "");
}

/** More is never on screen. */
const MOST_KEPT = 5000;

/** Keeps what was said: a month says the same days and hours hundreds of times. */
function kept<K>(words: Map<K, string>, key: K, say: () => string): string {
  let said = words.get(key);
  if (said === undefined) {
    if (words.size >= MOST_KEPT) words.clear();
    said = say();
    words.set(key, said);
  }
  return said;
}

const longDays = new Map<string, string>();

/** `mercredi 18 novembre` */
export const sayLongDay = (day: Day, language: string) =>
  kept(longDays, `${language} ${day}`, () => sayDay(day, language, { weekday: "long", day: "numeric", month: "long" }));

const times = new Map<string, Map<number, string>>();

/** `14:30` */
export function sayTime(ms: number, language: string, zone: string): string {
  const key = `${language} ${zone}`;
  let ofZone = times.get(key);
  if (!ofZone) {
    ofZone = new Map();
    times.set(key, ofZone);
  }
  return kept(ofZone, ms, () =>
    format(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone }).format(ms),
  );
}

/** `novembre 2026` */
export const sayMonth = (day: Day, language: string) => sayDay(day, language, { month: "long", year: "numeric" });

/** Days `from` to `to`, both included: `16 – 22 novembre`, `30 novembre – 6 décembre`, with years when they differ from `year`. */
export function sayDays(from: Day, to: Day, language: string, year: string): string {
  const withYear: Intl.DateTimeFormatOptions = to.slice(0, 4) === year ? {} : { year: "numeric" };
  const end = sayDay(to, language, { day: "numeric", month: "long", ...withYear });
  if (from === to) return end;
  if (from.slice(0, 7) === to.slice(0, 7)) return `${Number(from.slice(8))} – ${end}`;
  const firstYear: Intl.DateTimeFormatOptions = from.slice(0, 4) === to.slice(0, 4) ? {} : { year: "numeric" };
  return `${sayDay(from, language, { day: "numeric", month: "long", ...firstYear })} – ${end}`;
}

/** The views of the agenda. */
export const VIEWS = ["day", "days", "workweek", "week", "month", "year", "list"] as const;
/** `days`: as many as the settings say. `workweek`: the settings' working days. */
export type View = (typeof VIEWS)[number];

/** Title of a period of the agenda.
 *  @param year the one that need not be said
 *  @param last of the period; absent: six days after `first` */
export function sayPeriod(view: View, first: Day, language: string, year: string, last = addDays(first, 6)): string {
  if (view === "year") return first.slice(0, 4);
  if (view === "month" || view === "list") return capital(sayMonth(first, language));
  if (view !== "day") return sayDays(first, last, language, year);
  const day = capital(sayLongDay(first, language));
  return first.slice(0, 4) === year ? day : `${day} ${first.slice(0, 4)}`;
}

/** An hour on an axis: `8 h`, `8:00`. */
export function sayHour(hour: number, minute: number, language: string): string {
  const rest = String(minute).padStart(2, "0");
  if (language === "fr") return minute === 0 ? `${hour}\u00a0h` : `${hour}\u00a0h\u00a0${rest}`;
  return `${hour}:${rest}`;
}

/** The city a zone is named after: `Europe/Paris` is `Paris`. */
export function sayCity(zone: string): string {
  return (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
}

/** A moment of the past or near future, as short as it can be said: `10:11` today, `mar. 17 nov., 10:11`, with the year when it
 *  is another one. */
export function sayMoment(ms: number, nowMs: number, language: string, zone: string): string {
  const time = sayTime(ms, language, zone);
  const day = dayOf(ms, zone);
  if (day === dayOf(nowMs, zone)) return time;
  const year: Intl.DateTimeFormatOptions =
    day.slice(0, 4) === dayOf(nowMs, zone).slice(0, 4) ? {} : { year: "numeric" };
  return `${sayDay(day, language, { weekday: "short", day: "numeric", month: "short", ...year })}, ${time}`;
}
