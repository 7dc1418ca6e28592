// Dates of mail (RFC 5322 §3.3, §4.3), and of the programs that never read it.

const MONTHS: Readonly<Record<string, number>> = {
  jan: 0,
  feb: 1,
  mar: 2,
  apr: 3,
  may: 4,
  jun: 5,
  jul: 6,
  aug: 7,
  sep: 8,
  oct: 9,
  nov: 10,
  dec: 11,
  fév: 1,
  fev: 1,
  avr: 3,
  mai: 4,
  aoû: 7,
  aou: 7,
  déc: 11,
  dez: 11,
  okt: 9,
  mär: 2,
  mrz: 2,
};
/** Hours east of Greenwich (RFC 5322 §4.3, and three of Europe's). Military letters mean nothing, as the RFC says. */
const ZONES: Readonly<Record<string, number>> = {
  ut: 0,
  utc: 0,
  gmt: 0,
  z: 0,
  est: -5,
  edt: -4,
  cst: -6,
  cdt: -5,
  mst: -7,
  mdt: -6,
  pst: -8,
  pdt: -7,
  cet: 1,
  cest: 2,
  bst: 1,
  wet: 0,
  west: 1,
  eet: 2,
  eest: 3,
  msk: 3,
  jst: 9,
};
const EARLIEST = Date.UTC(1970, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

/** Epoch ms; undefined when it cannot be read, or lies before 1970 or after 2099. */
export function readDate(value: string): number | undefined {
  const text = value
    .slice(0, 200)
    .replace(/\([^()]*\)/g, " ")
    .toLowerCase()
    .trim();
  const colons = /(\d{1,2})\s*:\s*(\d{2})(?:\s*:\s*(\d{2})(?:[.,]\d{1,9})?)?\s*([ap]m\b)?/.exec(text);
  // Points are as likely to be a day's: all three numbers, and numbers of a clock.
  const time = colons ?? /(?<=\s)([01]?\d|2[0-3])\.([0-5]\d)\.([0-5]\d)(?![\d.])/.exec(text);
  const clock = time ? clockOf(time) : { ms: 0 };
  const rest = time ? `${text.slice(0, time.index)} ` : text;
  const after = time ? text.slice(time.index + time[0].length) : "";
  const day = dayOf(`${rest}\u0000${after}`);
  if (!day || !clock) return undefined;
  const ms = Date.UTC(day.year, day.month, day.day) + clock.ms - zoneMs(time ? after : "");
  return ms >= EARLIEST && ms < LATEST ? ms : undefined;
}

function clockOf(time: RegExpExecArray): { ms: number } | undefined {
  const [, h = "0", m = "0", s = "0", half] = time;
  const base = Number(h);
  const hours = half === undefined ? base : (base % 12) + (half === "pm" ? 12 : 0);
  if (hours > 24 || Number(m) > 59 || Number(s) > 60) return undefined;
  return { ms: ((hours * 60 + Number(m)) * 60 + Number(s)) * 1000 };
}

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

function dayOf(text: string): Day | undefined {
  return isoDay(text) ?? namedDay(text) ?? numberedDay(text);
}

const valid = (year: number, month: number, day: number): Day | undefined =>
  month >= 0 && month <= 11 && day >= 1 && day <= 31 ? { year, month, day } : undefined;

/** Two digits: RFC 5322 §4.3; three are of those who added 1900. */
function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length >= 4) return digits.length === 4 ? year : Number.NaN;
  if (digits.length === 3) return 1900 + year;
  return year < 50 ? 2000 + year : 1900 + year;
}

function isoDay(text: string): Day | undefined {
  const found = /(?:^|\D)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/.exec(text);
  return found ? valid(Number(found[1]), Number(found[2]) - 1, Number(found[3])) : undefined;
}

/** `21 Nov 1997`, `Nov 21, 1997`, `Fri Nov 21 … 1997`, `21-Nov-97`: the month is named, the numbers are told apart by size. */
function namedDay(text: string): Day | undefined {
  for (const word of text.matchAll(/\p{L}{3,}\.?/gu)) {
    const month = MONTHS[word[0].slice(0, 3)];
    if (month === undefined || /^(mon|tue|wed|thu|fri|sat|sun)/.test(word[0])) continue;
    const before = /(\d+)\D{0,3}$/.exec(text.slice(0, word.index).replace(/[^\d]+$/, ""))?.[1];
    const behind = [
      ...text
        .slice(word.index + word[0].length)
        .replace(/[+-]\d{4}\s*$/, "")
        .matchAll(/\d+/g),
    ].map(([n]) => n);
    const day = before !== undefined && before.length <= 2 ? before : behind.shift();
    const year = before !== undefined && before.length > 2 ? before : behind[0];
    return day !== undefined && year !== undefined ? valid(fullYear(year), month, Number(day)) : undefined;
  }
  return undefined;
}

/** `21/11/1997`: day first, unless that cannot be. */
function numberedDay(text: string): Day | undefined {
  const found = /(?:^|\D)(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?!\d)/.exec(text);
  if (!found) return undefined;
  const [a, b] = [Number(found[1]), Number(found[2])];
  return b > 12 ? valid(fullYear(found[3] ?? ""), a - 1, b) : valid(fullYear(found[3] ?? ""), b - 1, a);
}

function zoneMs(text: string): number {
  const sign = /([+-])\s?(\d{1,2}):?(\d{2})?(?!\d)/.exec(text);
  if (sign) {
    const minutes = Number(sign[2]) * 60 + Number(sign[3] ?? 0);
    // Nobody lives further than fourteen hours from Greenwich.
    return minutes <= 14 * 60 ? minutes * 60_000 * (sign[1] === "-" ? -1 : 1) : 0;
  }
  const name = /\b[a-z]{1,4}\b/.exec(text)?.[0];
  return (name !== undefined && ZONES[name] !== undefined ? ZONES[name] : 0) * 3_600_000;
}
