// The first words of a message, for its line in a list: what was written, not what was quoted or generated.
import { quoteStartOfText } from "../mail-html/quotes.ts";

const MOST = 200;
/** More is not looked at: the words that count stand at the top. */
const WINDOW = 6_000;
/** Marketing mail fills the preview with these. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}--[\u200D\uFE0F]]|\u2028|\u2029/gv;
const BOILERPLATE =
  /^(?:(?:view|read|open) (?:this|it|the)? ?(?:e-?mail|message|newsletter|version)? ?(?:online|in (?:your|a|the) (?:web )?browser)|(?:having )?trouble (?:viewing|reading) this (?:e-?mail|message)\??|click here to view (?:it )?(?:online|in your browser)|(?:voir|lire|afficher|consulter|visualiser) (?:ce(?:t|tte)?|la|le|l['’]) ?(?:e-?mail|message|newsletter|courriel|version)?[^.\n]{0,30}(?:en ligne|navigateur)|si (?:ce message|cet e-?mail|vous)[^.\n]{0,60}(?:ne s['’]affiche|visualis|cliquez)[^.\n]{0,60}|version en ligne|no images\? click here)[^\S\n]*[.!:|]?[^\S\n]*/i;

/** At most 200 characters, one line, cut between words. */
export function snippetOf(text: string): string {
  const top = text.slice(0, WINDOW);
  const quote = quoteStartOfText(top);
  // A message that only quotes is told by what it quotes.
  const own =
    quote === undefined
      ? top
      : clean(top.slice(0, quote)) === ""
        ? top.replace(/^[ \t]*>+ ?/gm, "")
        : top.slice(0, quote);
  const words = clean(own);
  if (words.length <= MOST) return words;
  const cut = words
    .slice(0, MOST - 1)
    .toWellFormed()
    .replace(/\uFFFD$/, "");
  const space = cut.lastIndexOf(" ");
  return `${(space > MOST / 2 ? cut.slice(0, space) : cut).trimEnd()}…`;
}

function clean(text: string): string {
  const kept: string[] = [];
  let length = 0;
  for (const raw of text.split("\n")) {
    if (length > MOST * 2) break;
    const line = raw.replace(INVISIBLE, "");
    if (/^-- ?$/.test(line)) break;
    if (/^[ \t]*>/.test(line)) continue;
    const words = line
      .replace(/\[(?:cid|image|logo)[^\]\n]{0,200}\]/gi, " ")
      .replace(/[<([]?\b(?:https?:\/\/|www\.)[^\s<>\])]{1,2000}[>)\]]?/gi, " ")
      .replace(/([-_=*~#.•·—–+])\1{3,}/g, " ")
      .replace(/^-----BEGIN PGP [^\n]*$|^Hash: \S+$/g, "")
      .trim()
      .replace(BOILERPLATE, "");
    if (!/[\p{L}\p{N}\p{S}]/u.test(words)) continue;
    kept.push(words);
    length += words.length;
  }
  return kept
    .join(" ")
    .replace(/[\p{Cc}\s\u00A0\u2000-\u200A]+/gu, " ")
    .trim();
}
