// The text of a sentence as its rules see it: lower case, without accents, as long as the original; what was understood is blanked out. Pure.

/** What a stretch of the sentence was understood as. */
export type SpanKind = "date" | "time" | "length" | "repeat" | "place" | "person" | "calendar" | "reminder";

/** Half open: characters `from` to `to` of the sentence. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly kind: SpanKind;
}

/** Stands where something was understood; no rule matches it. */
const TAKEN = "\ue000";
const SAME: Readonly<Record<string, string>> = { "’": "'", "‘": "'", "–": "-", "—": "-", "\u00a0": " ", "\u202f": " " };

function foldChar(char: string): string {
  const same = SAME[char];
  if (same) return same;
  if (/\s/u.test(char)) return " ";
  const folded = char.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return folded.length === 1 ? folded : char;
}

/** Lower case without accents; every character keeps its place. */
export function fold(text: string): string {
  let folded = "";
  // By code unit: half of a pair is kept as it is.
  for (let at = 0; at < text.length; at++) folded += foldChar(text.charAt(at));
  return folded;
}

/** A rule's pattern, to match whole words of a folded text. */
export function pattern(source: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}_])(?:${source})(?![\\p{L}\\p{N}_]|'s\\b)`, "dgu");
}

/** The sentence while it is being read. */
export interface Reading {
  /** As it was typed. */
  readonly text: string;
  /** What is not understood yet, folded. */
  readonly rest: () => string;
  readonly spans: readonly Span[];
  /** Offers every match of a pattern, from the left.
   *  @param read false leaves the words alone; a pair of offsets takes only these */
  readonly each: (
    pattern: RegExp,
    kind: SpanKind,
    read: (match: RegExpExecArray) => boolean | readonly [number, number],
  ) => void;
  /** Blanks a stretch that stays in the title. */
  readonly hide: (from: number, to: number) => void;
}

/** Begins to read. */
export function startReading(text: string): Reading {
  let rest = fold(text);
  const spans: Span[] = [];
  const hide = (from: number, to: number) => {
    rest = rest.slice(0, from) + TAKEN.repeat(to - from) + rest.slice(to);
  };
  return {
    text,
    rest: () => rest,
    spans,
    hide,
    each(wanted, kind, read) {
      for (const match of rest.matchAll(wanted)) {
        const end = match.index + match[0].length;
        // An earlier match may have blanked what this one reads.
        if (rest.slice(match.index, end) !== match[0]) continue;
        const answer = read(match);
        if (answer === false) continue;
        const [from, to] = answer === true ? [match.index, end] : answer;
        if (to <= from) continue;
        hide(from, to);
        spans.push({ from, to, kind });
      }
    },
  };
}
