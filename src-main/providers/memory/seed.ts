// The demo's first content: the plans of seed-data as iCalendar texts around today.
import { tzlib_get_ical_block } from "timezones-ical-library";
import { EASTER_HOLIDAYS, FIXED_HOLIDAYS, PLANS, type Plan, type Words } from "./seed-data.ts";
import type { SeedCalendar } from "./server.ts";

const DAY_MS = 86_400_000;

/** Whose demo it is. */
export const DEMO_ADDRESS = "alex.morel@example.org";

interface Around {
  readonly locale: "fr" | "en";
  /** Midnight UTC of the current week's Monday, as the zone counts days. */
  readonly mondayMs: number;
  /** `TZID=…` and the VTIMEZONE behind it; absent for a zone nobody knows: times are then UTC. */
  readonly zone?: { readonly parameter: string; readonly block: string };
  readonly stamp: string;
}

/** Four calendars to write in and one to read, filled around `nowMs`. */
export function seedCalendars(
  locale: "fr" | "en",
  { nowMs, zone }: { readonly nowMs: number; readonly zone: string },
): readonly SeedCalendar[] {
  const around = aroundNow(locale, nowMs, zone);
  const calendar = (id: Plan["calendar"], words: Words, color: string): SeedCalendar => ({
    id,
    name: say(words, locale),
    color,
    texts: PLANS.flatMap((plan, index) =>
      plan.calendar === id ? [asFile(`${id}-${index}`, planned(plan, around))] : [],
    ),
  });
  return [
    calendar("work", ["Travail", "Work"], "#2F6FE0"),
    calendar("personal", ["Personnel", "Personal"], "#12946B"),
    calendar("family", ["Famille", "Family"], "#D2478A"),
    calendar("product", ["Équipe produit", "Product team"], "#0E8FA3"),
    holidays(around),
  ];

  function asFile(uid: string, build: (uid: string) => readonly (readonly string[])[]) {
    return { name: `${uid}.ics`, text: wrap(build(`${uid}@demo.cadran`), around) };
  }
}

const say = ([fr, en]: Words, locale: "fr" | "en") => (locale === "fr" ? fr : en);

function aroundNow(locale: "fr" | "en", nowMs: number, zone: string): Around {
  const block = tzlib_get_ical_block(zone);
  const known = Array.isArray(block) && block[0] && block[1];
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone: known ? zone : "UTC" }).format(nowMs);
  const todayMs = Date.parse(`${today}T00:00:00Z`);
  const mondayMs = todayMs - ((new Date(todayMs).getUTCDay() + 6) % 7) * DAY_MS;
  const stamp = `${compact(mondayMs)}T060000Z`;
  return { locale, mondayMs, stamp, ...(known && { zone: { parameter: block[1] ?? "", block: block[0] ?? "" } }) };
}

const compact = (dayMs: number) => new Date(dayMs).toISOString().slice(0, 10).replaceAll("-", "");

function wrap(events: readonly (readonly string[])[], { zone, stamp }: Around): string {
  const body = events.flatMap((lines) => ["BEGIN:VEVENT", `DTSTAMP:${stamp}`, ...lines, "END:VEVENT"]);
  const needsZone = zone !== undefined && body.some((line) => line.includes(`;${zone.parameter}`));
  const head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Cadran//Demo//EN", ...(needsZone ? [zone.block] : [])];
  return [...head, ...body.map(fold), "END:VCALENDAR", ""].join("\r\n");
}

/** RFC 5545 §3.1: 75 octets a line, never inside a character. */
function fold(line: string): string {
  let [out, octets] = ["", 0];
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > 75) [out, octets] = [`${out}\r\n `, 1];
    out += character;
    octets += size;
  }
  return out;
}

const escapeText = (text: string) => text.replace(/[\\;,]/g, "\\$&").replaceAll("\n", "\\n");

/** Builds the events of a plan: the series and the instance that was moved. */
function planned(plan: Plan, around: Around): (uid: string) => readonly (readonly string[])[] {
  return (uid) => {
    const series = [
      `UID:${uid}`,
      ...times(plan.day, plan, around),
      ...(plan.rule ? [`RRULE:${plan.rule}`] : []),
      ...(plan.skips ?? []).map((day) => moment("EXDATE", day, plan.at, around)),
      ...details(plan, around),
    ];
    const { moved } = plan;
    if (moved === undefined) return [series];
    const instance = [
      `UID:${uid}`,
      moment("RECURRENCE-ID", moved.from, plan.at, around),
      ...times(moved.day, { ...plan, at: moved.at }, around),
      ...details(plan, around),
    ];
    return [series, instance];
  };
}

function times(day: number, { at, length }: Plan, around: Around): readonly string[] {
  if (at === undefined) return [moment("DTSTART", day, at, around), moment("DTEND", day + length, at, around)];
  const [hours = 0, minutes = 0] = at.split(":").map(Number);
  const endMinutes = hours * 60 + minutes + length;
  const two = (value: number) => String(value).padStart(2, "0");
  const end = `${two(Math.floor(endMinutes / 60))}:${two(endMinutes % 60)}`;
  return [moment("DTSTART", day, at, around), moment("DTEND", day, end, around)];
}

function moment(name: string, day: number, at: string | undefined, { mondayMs, zone }: Around): string {
  const date = compact(mondayMs + day * DAY_MS);
  if (at === undefined) return `${name};VALUE=DATE:${date}`;
  const wall = `${date}T${at.replace(":", "")}00`;
  return zone === undefined ? `${name}:${wall}Z` : `${name};${zone.parameter}:${wall}`;
}

function details({ title, place, notes, people, status, remind }: Plan, { locale }: Around): readonly string[] {
  const guests = (people ?? []).flatMap((person) => {
    const [, name, mail] = /^(.*) <(.*)>$/.exec(person) ?? [];
    return name && mail ? [`ATTENDEE;CN="${name}";PARTSTAT=ACCEPTED;ROLE=REQ-PARTICIPANT:mailto:${mail}`] : [];
  });
  const me = `ORGANIZER;CN=Alex Morel:mailto:${DEMO_ADDRESS}`;
  return [
    `SUMMARY:${escapeText(say(title, locale))}`,
    ...(place ? [`LOCATION:${escapeText(say(place, locale))}`] : []),
    ...(notes ? [`DESCRIPTION:${escapeText(say(notes, locale))}`] : []),
    ...(guests.length > 0 ? [me, ...guests] : []),
    `STATUS:${status ?? "CONFIRMED"}`,
    ...(remind === undefined
      ? []
      : [
          "BEGIN:VALARM",
          "ACTION:DISPLAY",
          `DESCRIPTION:${escapeText(say(title, locale))}`,
          `TRIGGER:-PT${remind}M`,
          "END:VALARM",
        ]),
  ];
}

function holidays(around: Around): SeedCalendar {
  const { locale, mondayMs } = around;
  const year = new Date(mondayMs).getUTCFullYear();
  const day = (uid: string, startMs: number, words: Words, rule: readonly string[]) => {
    const [start, end] = [compact(startMs), compact(startMs + DAY_MS)];
    const lines = [`UID:${uid}@demo.cadran`, `DTSTART;VALUE=DATE:${start}`, `DTEND;VALUE=DATE:${end}`, ...rule];
    const all = [...lines, `SUMMARY:${escapeText(say(words, locale))}`, "TRANSP:TRANSPARENT"];
    return { name: `${uid}.ics`, text: wrap([all], around) };
  };
  const fixed = FIXED_HOLIDAYS.map(([date, words]) => {
    const startMs = Date.UTC(year - 1, Number(date.slice(0, 2)) - 1, Number(date.slice(2)));
    return day(`holiday-${date}`, startMs, words, ["RRULE:FREQ=YEARLY"]);
  });
  const movable = [year, year + 1].flatMap((of) =>
    EASTER_HOLIDAYS.map(([offset, words]) => day(`holiday-${of}-${offset}`, easterMs(of) + offset * DAY_MS, words, [])),
  );
  const name = say(["Jours fériés suisses", "Swiss holidays"], locale);
  return { id: "holidays", name, color: "#6B7280", readOnly: true, texts: [...fixed, ...movable] };
}

/** Easter Sunday, Gregorian (Oudin 1940). */
function easterMs(year: number): number {
  const century = Math.floor(year / 100);
  const golden = year % 19;
  const k = Math.floor((century - 17) / 25);
  let moon = (century - Math.floor(century / 4) - Math.floor((century - k) / 3) + 19 * golden + 15) % 30;
  moon -= Math.floor(moon / 28) * (1 - Math.floor(29 / (moon + 1)) * Math.floor((21 - golden) / 11));
  const weekday = (year + Math.floor(year / 4) + moon + 2 - century + Math.floor(century / 4)) % 7;
  const days = moon - weekday;
  const month = 3 + Math.floor((days + 40) / 44);
  return Date.UTC(year, month - 1, days + 28 - 31 * Math.floor(month / 4));
}
