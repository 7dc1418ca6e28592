// Days and times as people type them, in French and in English whatever the language of the page. Pure.
import { Temporal } from "temporal-polyfill";
import { addDays, type Day } from "../../time/wall-clock.ts";

/** By name or any beginning of it; Monday and January first. */
const WEEKDAYS = [
  ["lundi", "monday"],
  ["mardi", "tuesday"],
  ["mercredi", "wednesday"],
  ["jeudi", "thursday"],
  ["vendredi", "friday"],
  ["samedi", "saturday"],
  ["dimanche", "sunday"],
] as const;
const MONTHS = [
  ["janvier", "january"],
  ["fevrier", "february"],
  ["mars", "march"],
  ["avril", "april"],
  ["mai", "may"],
  ["juin", "june"],
  ["juillet", "july"],
  ["aout", "august"],
  ["septembre", "september"],
  ["octobre", "october"],
  ["novembre", "november"],
  ["decembre", "december"],
] as const;
const NEAR: Readonly<Record<string, number>> = {
  "avant-hier": -2,
  hier: -1,
  yesterday: -1,
  "aujourd'hui": 0,
  auj: 0,
  today: 0,
  demain: 1,
  dem: 1,
  tomorrow: 1,
  tom: 1,
  "apres-demain": 2,
  "apres demain": 2,
};

const plain = (text: string) =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replaceAll("’", "'")
    .toLowerCase()
    .trim()
    .replace(/[.,\s]+/g, " ")
    .trim();

/** A day that exists, or null. */
function dayOn(year: number, month: number, day: number): Day | null {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: "reject" }).toString();
  } catch {
    return null;
  }
}

const numberIn = (names: readonly (readonly string[])[], word: string) =>
  word.length < 2 ? 0 : names.findIndex((both) => both.some((one) => one.startsWith(word))) + 1;

const fullYear = (text: string | undefined, otherwise: number) => {
  if (!text) return otherwise;
  return text.length === 2 ? 2000 + Number(text) : Number(text);
};

function fromNumbers(text: string, shown: Temporal.PlainDate): Day | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (iso) return dayOn(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const [whole, d, m, y] = /^(\d{1,2})(?:[/ -](\d{1,2})(?:[/ -](\d{2}|\d{4}))?)?$/.exec(text) ?? [];
  return whole ? dayOn(fullYear(y, shown.year), m ? Number(m) : shown.month, Number(d)) : null;
}

function fromMonth(text: string, shown: Temporal.PlainDate): Day | null {
  const [, a = "", word = "", b = "", year] =
    /^(?:(\d{1,2})(?:er|st|nd|rd|th)? )?([a-z]{3,9})(?: (\d{1,2})(?:st|nd|rd|th)?)?(?: (\d{4}))?$/.exec(text) ?? [];
  const month = numberIn(MONTHS, word);
  return month > 0 && (a || b) ? dayOn(fullYear(year, shown.year), month, Number(a || b)) : null;
}

function fromWeekday(text: string, today: Day): Day | null {
  const [, before, word = "", after] =
    /^(next |ce |cette |this )?([a-z]{2,9})( prochain| prochaine)?$/.exec(text) ?? [];
  const weekday = numberIn(WEEKDAYS, word);
  if (weekday === 0) return null;
  const ahead = (weekday - Temporal.PlainDate.from(today).dayOfWeek + 7) % 7;
  return addDays(today, ahead === 0 && (after || before === "next ") ? 7 : ahead);
}

function fromDistance(text: string, today: Day): Day | null {
  const near = Object.hasOwn(NEAR, text) ? NEAR[text] : undefined;
  if (near !== undefined) return addDays(today, near);
  const [, sign, n = "", unit = ""] =
    /^(dans |in |\+)(\d{1,3}) ?(j|jours?|d|days?|sem|semaines?|w|weeks?)?$/.exec(text) ?? [];
  if (!sign) return null;
  return addDays(today, Number(n) * (/^(sem|w)/.test(unit) ? 7 : 1));
}

/** A day as people write it: `demain`, `ven`, `25/12`, `25 déc.`, `le 1er janvier 2027`, `in 3 days`, `2026-11-18`.
 *  @param shown the day that is in the field: its month and year where none is written */
export function readDay(text: string, today: Day, shown: Day = today): Day | null {
  const words = plain(text).replace(/^(le|the|on) /, "");
  if (words === "") return null;
  const base = Temporal.PlainDate.from(shown);
  // “ven 27 nov 2026”, as the field itself writes it.
  const [first = "", ...rest] = words.split(" ");
  const withoutWeekday = rest.length > 0 && /\d/.test(rest[0] ?? "") && numberIn(WEEKDAYS, first) > 0;
  const day = withoutWeekday ? rest.join(" ") : words;
  return (
    fromNumbers(day, base) ??
    fromMonth(day, base) ??
    fromDistance(words, today) ??
    (withoutWeekday ? null : fromWeekday(words, today))
  );
}

const NAMED: Readonly<Record<string, string>> = { midi: "12:00", noon: "12:00", minuit: "00:00", midnight: "00:00" };

/** A time as people write it: `9`, `9:30`, `9h30`, `930`, `9:30pm`, `midi`.
 *  @returns `HH:MM`, or undefined when it is no time */
export function readTime(text: string): string | undefined {
  const typed = plain(text).replaceAll(" ", text.includes(".") ? "." : "");
  const named = NAMED[typed];
  if (named) return named;
  const [whole, h = "", m = "", half] =
    /^(\d{1,2}?)[:h.]?(\d{2})?(?:min)?([ap])?m?$/.exec(typed.replace(/\.(?=[ap]|m|$)/g, "")) ?? [];
  const [, onlyHours] = /^(\d{1,2})[:h.]?$/.exec(typed) ?? [];
  const hours = Number(onlyHours ?? h);
  const minutes = Number(onlyHours ? 0 : m || 0);
  if (whole === undefined && onlyHours === undefined) return undefined;
  if (minutes > 59 || hours > (half ? 12 : 23) || (half && hours === 0)) return undefined;
  const clock = half ? (hours % 12) + (half === "p" ? 12 : 0) : hours;
  return `${String(clock).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`;
}
