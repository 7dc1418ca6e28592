// A day as people write it to go there, in French and in English. Pure. Nothing is guessed: what is not understood is no day.
import { addDays, addMonths, type Day, weekdayOf, weekNumber, weekStart } from "../time/wall-clock.ts";

const MONTHS: readonly RegExp[] = [
  /^jan/,
  /^(fev|feb)/,
  /^mar(s|ch)$/,
  /^(avr|apr)/,
  /^(mai|may)$/,
  /^(juin|june?)$/,
  /^(juil|july?$)/,
  /^(aou|aug)/,
  /^sep/,
  /^oct/,
  /^nov/,
  /^dec/,
];
/** From Sunday. */
const WEEKDAYS = [
  /^(dim|sun)/,
  /^(lun|mon)/,
  /^(mar$|mardi|tue)/,
  /^(mer|wed)/,
  /^(jeu|thu)/,
  /^(ven|fri)/,
  /^(sam|sat)/,
];

const plain = (text: string) =>
  text
    .trim()
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .replace(/\s+/g, " ");

const pad = (n: number) => String(n).padStart(2, "0");

/** The day, when there is such a one. */
function dayIn(year: number, month: number, day: number): Day | undefined {
  const written = `${year}-${pad(month)}-${pad(day)}`;
  const ms = Date.parse(`${written}T00:00:00Z`);
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== written ? undefined : written;
}

const fullYear = (text: string | undefined, today: Day) =>
  text === undefined ? Number(today.slice(0, 4)) : text.length === 2 ? 2000 + Number(text) : Number(text);

function readNumbers(text: string, today: Day): Day | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (iso) return dayIn(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const [, d, m, y] = /^(\d{1,2})[/. ](\d{1,2})(?:[/. ](\d{2}|\d{4}))?$/.exec(text) ?? [];
  return d && m ? dayIn(fullYear(y, today), Number(m), Number(d)) : undefined;
}

function readNamedMonth(text: string, today: Day): Day | undefined {
  const [, day, name = "", year] = /^(?:(\d{1,2})(?:er|st|nd|rd|th)? )?([a-z]{3,9})\.?(?: (\d{4}))?$/.exec(text) ?? [];
  const month = MONTHS.findIndex((pattern) => pattern.test(name));
  if (month < 0) return;
  return dayIn(fullYear(year, today), month + 1, Number(day ?? 1));
}

function readDistance(text: string, today: Day): Day | undefined {
  const [, count, unit = ""] =
    /^(?:dans|in|\+) ?(\d{1,3}) ?(jours?|days?|j|d|semaines?|weeks?|s|w|mois|months?|m)?$/.exec(text) ?? [];
  if (count === undefined) return;
  if (/^(s|w)/.test(unit)) return addDays(today, 7 * Number(count));
  return /^m/.test(unit) ? addMonths(today, Number(count)) : addDays(today, Number(count));
}

function readWeek(text: string, today: Day): Day | undefined {
  const [, week] = /^(?:s|w|sem|semaine|week) ?(\d{1,2})$/.exec(text) ?? [];
  if (week === undefined) return;
  const monday = weekStart(`${today.slice(0, 4)}-01-04`, 1);
  const found = addDays(monday, 7 * (Number(week) - 1));
  return weekNumber(found) === Number(week) ? found : undefined;
}

function readWord(text: string, today: Day): Day | undefined {
  if (/^(aujourd.?hui|today)$/.test(text)) return today;
  if (/^(demain|tomorrow)$/.test(text)) return addDays(today, 1);
  if (/^(hier|yesterday)$/.test(text)) return addDays(today, -1);
  if (/^apres.demain$/.test(text)) return addDays(today, 2);
  if (/^\d{4}$/.test(text)) return `${text}-01-01`;
  const weekday = /^[a-z]{3,9}\.?$/.test(text) ? WEEKDAYS.findIndex((pattern) => pattern.test(text)) : -1;
  if (weekday < 0) return;
  const ahead = (weekday - weekdayOf(today) + 7) % 7;
  return addDays(today, ahead === 0 ? 7 : ahead);
}

/** The day meant by a text: `demain`, `ven`, `25/12`, `3 décembre`, `mai 2027`, `s48`, `dans 3 semaines`, `2026-12-24`.
 *  @returns undefined when it is none */
export function readGoal(text: string, today: Day): Day | undefined {
  const said = plain(text);
  for (const read of [readNumbers, readNamedMonth, readWord, readDistance, readWeek]) {
    const day = read(said, today);
    if (day) return day;
  }
  return undefined;
}
