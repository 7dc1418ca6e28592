// Time zones as Graph takes and gives them: wall clock plus name. Its own arithmetic, so that it can disagree with ours.
import { WINDOWS_TO_IANA_MAP } from "windows-iana";
import { Refusal } from "./answer.ts";

/** A wall clock (`YYYY-MM-DDTHH:MM:SS`) and the zone's name as a client gave it. */
export interface Moment {
  readonly wall: string;
  readonly zone: string;
}

// Names that Graph's list (dateTimeTimeZone, "additional time zones") has in a newer spelling than the mapping package.
const NEWER = [
  "America/Argentina/Buenos_Aires",
  "America/Indiana/Indianapolis",
  "Asia/Kathmandu",
  "Asia/Kolkata",
  "Asia/Yangon",
  "Europe/Kyiv",
];
const LISTED = WINDOWS_TO_IANA_MAP.filter(({ territory }) => territory === "001");
const WINDOWS: ReadonlyMap<string, string> = new Map(
  LISTED.map(({ windowsName, iana }) => [windowsName, iana[0] ?? "UTC"]),
);
const IANA: ReadonlySet<string> = new Set([...LISTED.flatMap(({ iana }) => iana), ...NEWER]);

export const WINDOWS_NAMES: readonly string[] = [...WINDOWS.keys()];
export const IANA_NAMES: readonly string[] = [...IANA];

/** @throws Refusal TimeZoneNotSupportedException for a name Graph does not take */
export function checkZone(name: string): string {
  if (name === "UTC" || name === "tzone://Microsoft/Utc" || WINDOWS.has(name) || IANA.has(name)) return name;
  throw new Refusal(
    400,
    "TimeZoneNotSupportedException",
    `A time zone with the specified name was not found: '${name}'.`,
  );
}

function ianaOf(name: string): string {
  if (name === "" || name === "UTC" || name.startsWith("tzone://")) return "UTC";
  return WINDOWS.get(name) ?? name;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const options = { hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit" } as const;
  const time = { hour: "2-digit", minute: "2-digit", second: "2-digit" } as const;
  const made = new Intl.DateTimeFormat("en-US", { timeZone: zone, era: "short", ...options, ...time });
  formats.set(zone, made);
  return made;
}

/** The wall clock as if it were UTC, epoch ms. */
export const wallMs = (wall: string) => Date.parse(`${wall}Z`);
export const wallOf = (ms: number) => new Date(ms).toISOString().slice(0, 19);

/** What a clock in the zone shows at an instant. */
export function toWall(ms: number, zone: string): string {
  const iana = ianaOf(zone);
  if (iana === "UTC") return wallOf(ms);
  const parts = Object.fromEntries(
    formatOf(iana)
      .formatToParts(ms)
      .map(({ type, value }) => [type, value]),
  );
  const year = String(parts.year).padStart(4, "0");
  return `${year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}:${parts.second}`;
}

// A view over thousands of events asks for the same instants at every page, and a zone's clock is slow to read.
const instants = new Map<string, number>();
const MOST_INSTANTS = 100_000;

/** The instant of a wall clock: the first of two, and past a gap by the gap's length. */
export function toMs({ wall, zone }: Moment): number {
  const key = `${wall} ${zone}`;
  const known = instants.get(key);
  if (known !== undefined) return known;
  if (instants.size >= MOST_INSTANTS) instants.clear();
  const found = instantOf(wall, zone);
  instants.set(key, found);
  return found;
}

function instantOf(wall: string, zone: string): number {
  const naive = wallMs(wall);
  if (ianaOf(zone) === "UTC") return naive;
  const offsetAt = (ms: number) => wallMs(toWall(ms, zone)) - ms;
  const candidates = [naive - offsetAt(naive - 86_400_000), naive - offsetAt(naive + 86_400_000)];
  const fits = candidates.filter((ms) => toWall(ms, zone) === wall);
  return fits.length > 0 ? Math.min(...fits) : (candidates[0] ?? naive);
}

/** The same instant as another zone's clock shows it. */
export function inZone(moment: Moment, zone: string): Moment {
  return ianaOf(moment.zone) === ianaOf(zone) ? { ...moment, zone } : { wall: toWall(toMs(moment), zone), zone };
}

export const dateOf = (wall: string) => wall.slice(0, 10);

/** A date some days later. @param date `YYYY-MM-DD` */
export function plusDays(date: string, days: number): string {
  return wallOf(wallMs(`${date}T00:00:00`) + days * 86_400_000).slice(0, 10);
}
