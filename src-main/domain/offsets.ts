// UTC offsets of IANA zones as small tables, a year at a time: asking Intl once per transition instead of once per event.

/** One stretch of constant offset, in force from `fromMs` until the next one begins. */
export interface OffsetSpan {
  readonly fromMs: number;
  readonly offsetMs: number;
}

const HOUR = 3_600_000;
// Two changes closer than this would escape the search; no zone since 1900 has that.
const STEP = 7 * 24 * HOUR;

const formats = new Map<string, Intl.DateTimeFormat | undefined>();
const years = new Map<string, Map<number, readonly OffsetSpan[]>>();

/** Does this runtime know the name as an IANA zone? Offsets such as `+01:00` are no names. */
export function isIanaName(zone: string): boolean {
  return formatOf(zone) !== undefined;
}

/** The offset of local time from UTC at an instant, in ms (east positive).
 *  @param zone a name for which `isIanaName` holds; others count as UTC */
export function ianaOffsetAt(ms: number, zone: string): number {
  const year = new Date(ms).getUTCFullYear();
  const table = years.get(zone) ?? new Map<number, readonly OffsetSpan[]>();
  if (table.size === 0) years.set(zone, table);
  const spans = table.get(year) ?? spansOfYear(year, zone);
  if (!table.has(year)) table.set(year, spans);
  return offsetIn(spans, ms);
}

/** The offset in force at an instant; before the first span, that of the first. */
export function offsetIn(spans: readonly OffsetSpan[], ms: number): number {
  // The last span that has begun: a VTIMEZONE has hundreds.
  let [low, high] = [0, spans.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((spans[middle] as OffsetSpan).fromMs > ms) high = middle - 1;
    else low = middle;
  }
  return spans[low]?.offsetMs ?? 0;
}

function formatOf(zone: string): Intl.DateTimeFormat | undefined {
  if (formats.has(zone)) return formats.get(zone);
  let format: Intl.DateTimeFormat | undefined;
  if (/^[A-Za-z][\w+/-]*$/.test(zone) && zone.length <= 64) {
    try {
      format = new Intl.DateTimeFormat("en-US", { ...FIELDS, timeZone: zone });
    } catch {
      // RangeError is how Intl says that it does not know the name.
      format = undefined;
    }
  }
  if (formats.size > 2000) formats.clear();
  formats.set(zone, format);
  return format;
}

const FIELDS = {
  calendar: "gregory",
  numberingSystem: "latn",
  hourCycle: "h23",
  year: "numeric",
  month: "numeric",
  day: "numeric",
  hour: "numeric",
  minute: "numeric",
  second: "numeric",
  era: "short",
} as const;

function spansOfYear(year: number, zone: string): readonly OffsetSpan[] {
  const from = startOfYear(year);
  const to = startOfYear(year + 1);
  const spans: OffsetSpan[] = [{ fromMs: from, offsetMs: askIntl(from, zone) }];
  for (let low = from; low < to; low += STEP) {
    const high = Math.min(low + STEP, to);
    const before = (spans.at(-1) as OffsetSpan).offsetMs;
    const after = askIntl(high, zone);
    if (after !== before) spans.push({ fromMs: transition(low, high, before, zone), offsetMs: after });
  }
  return spans;
}

function startOfYear(year: number): number {
  return new Date(0).setUTCFullYear(year, 0, 1);
}

// The second at which the offset stops being `before`.
function transition(low: number, high: number, before: number, zone: string): number {
  let [a, b] = [low, high];
  while (b - a > 1000) {
    const middle = a + Math.floor((b - a) / 2000) * 1000;
    if (askIntl(middle, zone) === before) a = middle;
    else b = middle;
  }
  return b;
}

function askIntl(ms: number, zone: string): number {
  const text = formatOf(zone)?.format(ms);
  // en-US with era: "11 23, 2026 AD, 09:00:00" in whatever punctuation this ICU prefers.
  const match = text && /(\d+)\D+(\d+)\D+(\d+)\s*([AB])\D*?(\d+)\D+(\d+)\D+(\d+)/.exec(text);
  if (!match) return 0;
  const [month, day, year, hour, minute, second] = [1, 2, 3, 5, 6, 7].map((i) => Number(match[i])) as Six;
  const local = new Date(0);
  local.setUTCFullYear(match[4] === "B" ? 1 - year : year, month - 1, day);
  return local.getTime() + hour * HOUR + minute * 60_000 + second * 1000 - Math.floor(ms / 1000) * 1000;
}

type Six = [number, number, number, number, number, number];
