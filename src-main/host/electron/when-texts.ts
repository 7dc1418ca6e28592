// Times in few words, for tray and notifications. Pure. Hours are written 14:00 in both languages.
import type { Language } from "./texts.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** In whose words, on whose clock, and when. */
export interface Words {
  readonly language: Language;
  /** IANA name. */
  readonly zone: string;
  readonly nowMs: number;
}

/** What has a time: an occurrence, a reminder. */
export interface Timed {
  /** `YYYY-MM-DD…` on the event's own clock. */
  readonly start: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly allDay: boolean;
}

const SAY = {
  en: {
    in: (text: string) => `in ${text}`,
    now: "now",
    until: (text: string) => `until ${text}`,
    tomorrow: "tomorrow",
    today: "today",
    minutes: (n: number) => `${n} min`,
  },
  fr: {
    in: (text: string) => `dans ${text}`,
    now: "maintenant",
    until: (text: string) => `jusqu’à ${text}`,
    tomorrow: "demain",
    today: "aujourd’hui",
    minutes: (n: number) => `${n} min`,
  },
} as const satisfies Record<Language, unknown>;

/** `14:00` */
function sayTime(ms: number, { language, zone }: Words): string {
  const options = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone } as const;
  return new Intl.DateTimeFormat(language, options).format(ms);
}

/** `YYYY-MM-DD` on the clock of a zone. */
export function dayOf(ms: number, zone: string): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: zone }).format(ms);
}

const dayAfter = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);

/** The day it begins, where that is not today: `tomorrow`, `Tue 24 Nov`; undefined today and while it runs. */
function sayDay({ start, startMs, allDay }: Timed, { language, zone, nowMs }: Words): string | undefined {
  const today = dayOf(nowMs, zone);
  const day = allDay ? start.slice(0, 10) : dayOf(startMs, zone);
  if (day <= today) return undefined;
  if (day === dayAfter(today)) return SAY[language].tomorrow;
  const options = { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat(language, options).format(Date.parse(`${day}T00:00:00Z`));
}

/** When it is, for a list: `14:00`, `tomorrow, 14:00`, `today`. */
export function sayStart(event: Timed, words: Words): string {
  const day = sayDay(event, words);
  if (event.allDay) return day ?? SAY[words.language].today;
  const time = sayTime(event.startMs, words);
  return day === undefined ? time : `${day}, ${time}`;
}

/** How far off it is: `in 12 min`, `now`, `until 15:00`, `tomorrow, 09:00`. */
export function sayNearness(event: Timed, words: Words): string {
  const say = SAY[words.language];
  if (event.allDay) return sayStart(event, words);
  const minutes = Math.ceil((event.startMs - words.nowMs) / MINUTE_MS);
  if (minutes > 60) return sayStart(event, words);
  if (minutes > 0) return say.in(say.minutes(minutes));
  if (minutes > -1 || event.endMs <= event.startMs) return say.now;
  return say.until(sayTime(event.endMs, words));
}

/** When it is, whole: `14:00 – 15:00`, `tomorrow, 14:00 – 15:00`. */
export function sayPeriod(event: Timed, words: Words): string {
  const start = sayStart(event, words);
  return event.allDay || event.endMs <= event.startMs ? start : `${start} – ${sayTime(event.endMs, words)}`;
}
