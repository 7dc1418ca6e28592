// How what comes next is said. Pure.
import type { TFunction } from "i18next";
import type { Occurrence } from "../../src-preload/contract/events.ts";
import { sayMinutes } from "../time/say-duration.ts";
import { sayDay, sayTime } from "../time/say-when.ts";
import { addDays, type Day, dayOf } from "../time/wall-clock.ts";
import { webAddress } from "../ui/web-address.ts";
import { dayWithin, type UpcomingItem } from "./plan.ts";

/** What the words are made with. */
export interface Words {
  readonly t: TFunction;
  readonly language: string;
  readonly zone: string;
}

const MINUTE_MS = 60_000;
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** `Aujourd’hui`, `Demain, jeudi 19`, `Samedi 21`, `Samedi 5 décembre`: no more than is needed to know the day. */
export function sayHeading(day: Day, today: Day, { t, language }: Words): string {
  if (day === today) return t("upcoming.today");
  const options: Intl.DateTimeFormatOptions = { weekday: "long", day: "numeric" };
  if (day === addDays(today, 1)) return t("upcoming.tomorrow", { day: sayDay(day, language, options) });
  if (day.slice(0, 7) !== today.slice(0, 7)) options.month = "long";
  if (day.slice(0, 4) !== today.slice(0, 4)) options.year = "numeric";
  return capital(sayDay(day, language, options));
}

/** When it ends: `12:00`, or the day when it lasts beyond the next: `→ ven. 20`. */
export function sayEnd({ startMs, endMs }: Occurrence, { t, language, zone }: Words): string {
  if (endMs <= startMs) return "";
  if (endMs - startMs < 1440 * MINUTE_MS) return sayTime(endMs, language, zone);
  return t("upcoming.until", { day: sayDay(dayOf(endMs, zone), language, { weekday: "short", day: "numeric" }) });
}

/** `encore 18 min` */
export const sayLeft = ({ endMs }: Occurrence, nowMs: number, { t }: Words) =>
  t("upcoming.left", { duration: sayMinutes(Math.max(1, Math.ceil((endMs - nowMs) / MINUTE_MS)), t) });

/** `dans 48 min`; undefined when it begins more than `withinMs` from now. */
export function sayCountdown(
  { startMs }: Occurrence,
  nowMs: number,
  { t }: Words,
  withinMs = 1440 * MINUTE_MS,
): string | undefined {
  if (startMs <= nowMs || startMs - nowMs > withinMs) return undefined;
  return t("upcoming.in", { duration: sayMinutes(Math.ceil((startMs - nowMs) / MINUTE_MS), t) });
}

/** `jour 2 sur 3`, for what lasts for days. */
export function sayDayWithin(o: Occurrence, day: Day, { t, zone }: Words): string | undefined {
  const within = dayWithin(o, day, zone);
  return within && t("upcoming.dayOf", { n: within.n, of: within.of });
}

/** Who runs the online meeting, where its address says so. */
const SERVICES: readonly (readonly [RegExp, string])[] = [
  [/(^|\.)teams\.(microsoft|live)\.com$/, "Teams"],
  [/(^|\.)zoom\.us$/, "Zoom"],
  [/^meet\.google\.com$/, "Google Meet"],
  [/^kmeet\.infomaniak\.com$/, "kMeet"],
  [/(^|\.)webex\.com$/, "Webex"],
  [/^meet\.jit\.si$/, "Jitsi Meet"],
];

/** Where it is: its place, or the service it is held on. A bare address is said by its host. */
export function sayPlace({ location, conferenceUrl }: Occurrence): string | undefined {
  const place = location?.split("\n", 1)[0]?.trim();
  const asPage = webAddress(place);
  if (place && asPage === undefined) return place;
  const page = webAddress(conferenceUrl) ?? asPage;
  if (page === undefined) return undefined;
  const { hostname } = new URL(page);
  return SERVICES.find(([host]) => host.test(hostname))?.[1] ?? (conferenceUrl ? undefined : hostname);
}

/** Full name of a row for screen readers (look.md §8). */
export function sayItem({ occurrence: o, calendar }: UpcomingItem, day: Day, nowMs: number, words: Words): string {
  const { t, language, zone } = words;
  const times = { start: sayTime(o.startMs, language, zone), end: sayTime(o.endMs, language, zone) };
  const running = o.startMs <= nowMs && !o.allDay ? sayLeft(o, nowMs, words) : undefined;
  return [
    o.title || t("event.untitled"),
    sayDay(day, language, { weekday: "long", day: "numeric", month: "long" }),
    o.allDay ? t("upcoming.allDay") : t("upcoming.fromTo", times),
    sayDayWithin(o, day, words) ?? running,
    calendar.name,
    sayPlace(o),
    o.recurring && t("event.recurring"),
    o.conferenceUrl && t("upcoming.video"),
    o.status === "tentative" && t("event.tentative"),
    o.answer === "needs-action" && t("event.unanswered"),
    o.pending && t("event.pending"),
  ]
    .filter(Boolean)
    .join(", ");
}
