// Which words differ between two texts. Pure.

/** A piece of a text; `changed` ones are not in the other text. */
export interface Piece {
  /** Where it begins in its text. */
  readonly at: number;
  readonly text: string;
  readonly changed: boolean;
}

/** Beyond this many words, comparing every pair would be felt. */
const MAX_WORDS = 1500;

const wordsOf = (text: string) => text.match(/\s+|[^\s]+/g) ?? [];

/** Lengths of the longest common subsequence of the rests, row by row. */
function commonLengths(a: readonly string[], b: readonly string[]): Uint16Array[] {
  const rows = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    const row = rows[i] as Uint16Array;
    const below = rows[i + 1] as Uint16Array;
    for (let j = b.length - 1; j >= 0; j--) {
      row[j] = a[i] === b[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return rows;
}

/** Adds a word to the piece it continues, or begins one. */
function push(pieces: { at: number; text: string; changed: boolean }[], text: string, changed: boolean): void {
  const last = pieces.at(-1);
  if (last?.changed === changed) last.text += text;
  else pieces.push({ at: last ? last.at + last.text.length : 0, text, changed });
}

/** The words of `text` with those marked that `other` does not have at that place. */
export function markedWords(text: string, other: string): readonly Piece[] {
  const a = wordsOf(text);
  const b = wordsOf(other);
  if (text === other) return [{ at: 0, text, changed: false }];
  if (a.length > MAX_WORDS || b.length > MAX_WORDS || a.length === 0) return [{ at: 0, text, changed: true }];
  const rows = commonLengths(a, b);
  const pieces: { at: number; text: string; changed: boolean }[] = [];
  for (let i = 0, j = 0; i < a.length; ) {
    if (j < b.length && a[i] === b[j]) {
      push(pieces, a[i] as string, false);
      i++;
      j++;
    } else if (j >= b.length || (rows[i + 1]?.[j] ?? 0) >= (rows[i]?.[j + 1] ?? 0)) {
      push(pieces, a[i] as string, true);
      i++;
    } else j++;
  }
  return pieces;
}
