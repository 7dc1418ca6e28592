// The value types of RFC 5545 §3.3 that events use, read leniently (rules R62–R64, R74, R75) and written strictly.

const MS_PER_DAY = 86_400_000;
// All of category Cc but the tab: no content line may hold them (§3.1).
const CONTROL = /(?!\t)\p{Cc}/gu;

/** A DATE or DATE-TIME value, its zone not yet known. */
export interface DateTimeValue {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** `HH:MM:SS`; absent for a DATE. */
  readonly time?: string;
  /** It ended in Z. */
  readonly utc: boolean;
}

/** A DURATION: `P1D` is one nominal day, `PT24H` is 86,400 exact seconds (rule R74). Both may be negative. */
export interface DurationValue {
  readonly days: number;
  readonly seconds: number;
}

/** A PERIOD: explicit (`end`) or from its start (`duration`). */
export interface PeriodValue {
  readonly start: DateTimeValue;
  readonly end?: DateTimeValue;
  readonly duration?: DurationValue;
}

/** RFC 5545 §3.3.11, decoded: `\n`, `\,`, `\;`, `\\`; an unknown escape keeps its backslash. */
export function unescapeText(value: string): string {
  if (!value.includes("\\")) return value;
  return value.replace(/\\([nN,;\\])/g, (_, char: string) => (char === "n" || char === "N" ? "\n" : char));
}

/** RFC 5545 §3.3.11, encoded; control characters that no content line may hold are dropped. */
export function escapeText(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/[\\;,]/g, "\\$&")
    .replaceAll("\n", "\\n")
    .replace(CONTROL, "");
}

const DATE_TIME = /^(\d{4})-?(\d{2})-?(\d{2})(?:[T ]?(\d{2}):?(\d{2})(?::?(\d{2})(?:\.\d+)?)?(Z)?)?$/i;

/** A DATE or DATE-TIME in basic or extended form, seconds optional; undefined when it is neither or no such day exists. */
export function parseDateTime(value: string): DateTimeValue | undefined {
  const match = DATE_TIME.exec(value.trim());
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, zulu] = match;
  if (Number(year) < 1 || !isCalendarDay(Number(year), Number(month), Number(day))) return undefined;
  const date = `${year}-${month}-${day}`;
  if (hour === undefined) return { date, utc: false };
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 60) return undefined;
  // A leap second counts as the second before it (§3.3.12).
  const time = `${hour}:${minute}:${second === "60" ? "59" : (second ?? "00")}`;
  return { date, time, utc: zulu !== undefined };
}

function isCalendarDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (month === 2) return day <= (leap ? 29 : 28);
  return day <= ([4, 6, 9, 11].includes(month) ? 30 : 31);
}

/** A DURATION such as `-PT15M`, `P1W`; also `-PT2D` and `P15M` as seen in the wild (R60). Undefined when it is none. */
export function parseDuration(value: string): DurationValue | undefined {
  const match = /^([+-])?P((?:T?\d+[WDHMS])+)T?$/i.exec(value.trim());
  if (!match?.[2]) return undefined;
  const sign = match[1] === "-" ? -1 : 1;
  let days = 0;
  let seconds = 0;
  for (const [, digits, unit] of match[2].matchAll(/(\d+)([WDHMS])/gi)) {
    const amount = Number(digits);
    if (unit === "W" || unit === "w") days += amount * 7;
    else if (unit === "D" || unit === "d") days += amount;
    else seconds += amount * (/h/i.test(unit as string) ? 3600 : /m/i.test(unit as string) ? 60 : 1);
  }
  // Beyond what an epoch can hold it is not a length but an attack on the arithmetic.
  if (days > 4_000_000 || seconds > 400_000_000_000) return undefined;
  return { days: sign * days || 0, seconds: sign * seconds || 0 };
}

/** The shortest strict spelling; days and seconds of one sign. */
export function formatDuration({ days, seconds }: DurationValue): string {
  const sign = days < 0 || seconds < 0 ? "-" : "";
  const [d, s] = [Math.abs(days), Math.abs(seconds)];
  const clock = [
    [Math.floor(s / 3600), "H"],
    [Math.floor(s / 60) % 60, "M"],
    [s % 60, "S"],
  ].filter(([amount]) => amount !== 0);
  if (d === 0 && clock.length === 0) return "PT0S";
  if (clock.length === 0 && d % 7 === 0) return `${sign}P${d / 7}W`;
  return `${sign}P${d > 0 ? `${d}D` : ""}${clock.length > 0 ? `T${clock.flat().join("")}` : ""}`;
}

/** `start/end` or `start/duration`; undefined when it is neither. */
export function parsePeriod(value: string): PeriodValue | undefined {
  const [from, to, more] = value.split("/");
  const start = parseDateTime(from ?? "");
  if (!start || to === undefined || more !== undefined) return undefined;
  const end = parseDateTime(to);
  if (end) return { start, end };
  const duration = parseDuration(to);
  return duration ? { start, duration } : undefined;
}

/** A Moment (`2026-11-23T10:00`, `2026-11-23`) in basic form: `20261123T100000`, `20261123`. */
export function basicForm(moment: string): string {
  const digits = moment.replace(/[-:]/g, "");
  return digits.length === 13 ? `${digits}00` : digits;
}

/** A value as a Moment: `YYYY-MM-DD`, or wall clock with seconds only when they are not zero. */
export function momentOf(value: DateTimeValue): string {
  if (value.time === undefined) return value.date;
  return `${value.date}T${value.time.endsWith(":00") ? value.time.slice(0, 5) : value.time}`;
}

/** A Moment on a clock that knows no zone, as if UTC: epoch ms. For arithmetic only.
 *  @throws nothing; the Moment must be well formed */
export function wallToMs(moment: string): number {
  const year = Number(moment.slice(0, 4));
  const days = daysFromCivil(year, Number(moment.slice(5, 7)), Number(moment.slice(8, 10)));
  if (moment.length === 10) return days * MS_PER_DAY;
  const seconds = moment.length > 16 ? Number(moment.slice(17, 19)) : 0;
  const minutes = Number(moment.slice(11, 13)) * 60 + Number(moment.slice(14, 16));
  return days * MS_PER_DAY + minutes * 60_000 + seconds * 1000;
}

/** The inverse of `wallToMs`: with a time, or the date alone when `allDay`. Years are clamped to 0001–9999. */
export function msToWall(ms: number, allDay = false): string {
  const clamped = Math.min(Math.max(ms, -62_135_596_800_000), 253_402_300_799_000);
  const iso = new Date(clamped).toISOString();
  if (allDay) return iso.slice(0, 10);
  return iso.slice(17, 19) === "00" ? iso.slice(0, 16) : iso.slice(0, 19);
}

/** Days from 1970-01-01 to a date of the Gregorian calendar; days beyond the month's end count on.
 *  @param month 1–12 */
/** Days from 1970-01-01 to a date of the Gregorian calendar, months from 1. Howard Hinnant's days_from_civil: Date.UTC reads
 *  the years 0–99 as 1900–1999. */
export function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
}
