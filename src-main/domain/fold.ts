// Text as it is searched: accents, case and punctuation aside.

// Letters that no accent makes of another.
const LETTERS: Readonly<Record<string, string>> = {
  œ: "oe",
  æ: "ae",
  ß: "ss",
  ø: "o",
  đ: "d",
  ł: "l",
  ı: "i",
  þ: "th",
};

// Written without spaces: every sign is a word.
const SIGNS = /[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]/g;

/** The words of a text in their plain form, one space between them. */
export function fold(text: string): string {
  const plain = text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase();
  const spelled = plain.replace(/[œæßøđłıþ]/g, (letter) => LETTERS[letter] ?? letter).replace(SIGNS, " $& ");
  return spelled.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}
