// Words as the full-text tables take them. unicode61 folds case and accents; what it leaves alone is done here, for texts and
// searches alike.

const LETTERS: Readonly<Record<string, string>> = {
  œ: "oe",
  Œ: "oe",
  æ: "ae",
  Æ: "ae",
  ß: "ss",
  ø: "o",
  Ø: "o",
  ł: "l",
  Ł: "l",
};
const NEEDED = /[œŒæÆßøØłŁ\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]/;
const SPECIAL = /[œŒæÆßøØłŁ]/g;
// Written without spaces: every sign is a word.
const SIGNS = /[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]/g;

/** A text, ready to be cut into words by the index. */
export function indexable(text: string): string {
  if (!NEEDED.test(text)) return text;
  return text.replace(SPECIAL, (letter) => LETTERS[letter] ?? letter).replace(SIGNS, " $& ");
}

/** Words of a search as the index has them: letters, digits and marks; what stands between cuts. */
export function searchWords(text: string): string[] {
  return indexable(text).match(/[\p{L}\p{N}\p{M}\p{Co}]+/gu) ?? [];
}
