// How well what was typed names something: accents and case aside, every word anywhere, beginnings of words first. Pure.

/** A match: the higher the score, the better. Ranges are half open, in the text that was searched. */
export interface Match {
  readonly score: number;
  readonly ranges: readonly (readonly [number, number])[];
}

/** Lower case without accents, as long as the original. */
function folded(text: string): string {
  return [...text]
    .map((char) => {
      const plain = char.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace("’", "'");
      return plain.length === char.length ? plain : char;
    })
    .join("");
}

const literal = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/gu, "\\$&");

/** One word in a text: at its start, at the start of a word, inside one, or its letters one after the other. */
function find(word: string, text: string): { score: number; range: readonly [number, number] } | undefined {
  const starts = text.startsWith(word) ? 0 : text.search(new RegExp(`(?<![\\p{L}\\p{N}])${literal(word)}`, "u"));
  if (starts >= 0) return { score: starts === 0 ? 100 : 80, range: [starts, starts + word.length] };
  const inside = word.length > 1 ? text.indexOf(word) : -1;
  return inside < 0 ? undefined : { score: 40, range: [inside, inside + word.length] };
}

/** Initials or letters in order, for a single short word: `sa` in “Sync all” is found as its beginnings. */
function findLetters(word: string, text: string): Match | undefined {
  if (word.length < 2 || word.length > 12) return undefined;
  const ranges: (readonly [number, number])[] = [];
  let at = 0;
  for (const letter of word) {
    const found = text.slice(at).search(new RegExp(`(?<![\\p{L}\\p{N}])${literal(letter)}`, "u"));
    if (found < 0) return undefined;
    ranges.push([at + found, at + found + 1]);
    at += found + 1;
  }
  return { score: 20, ranges };
}

/** Matches what was typed with a text.
 *  @returns undefined when a word of it is not there */
export function matchText(query: string, text: string): Match | undefined {
  const words = folded(query).split(/\s+/u).filter(Boolean);
  const inText = folded(text);
  if (words.length === 0) return { score: 0, ranges: [] };
  const found = words.map((word) => find(word, inText));
  if (found.every((one) => one !== undefined)) {
    const score = found.reduce((sum, one) => sum + one.score, 0) / found.length;
    // Of two that fit as well, the shorter one is meant.
    return { score: score - Math.min(text.length, 60) / 10, ranges: found.map(({ range }) => range) };
  }
  return words.length === 1 ? findLetters(words[0] ?? "", inText) : undefined;
}

/** The best match among a label and the words it is also known by; only the label's own is marked. */
export function matchAny(query: string, label: string, also: readonly string[]): Match | undefined {
  const own = matchText(query, label);
  const others = also
    .flatMap((words) => matchText(query, words) ?? [])
    .map(({ score }) => ({ score: score - 5, ranges: [] }));
  return [...(own ? [own] : []), ...others].toSorted((a, b) => b.score - a.score)[0];
}
