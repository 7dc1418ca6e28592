// Plain text of HTML mail: for the snippet, the search index and the text view.

import { compile, type HtmlToTextOptions } from "html-to-text";
import { entryOf } from "../entry-of.ts";

/** More HTML than this is read by its words alone. */
const MAX_INPUT = 1_000_000;
/** Deeper than people write, and shallower than the stack. */
const MAX_DEPTH = 300;
const MAX_TAGS = 60_000;

const HIDDEN = [
  "display:none",
  "display: none",
  "visibility:hidden",
  "visibility: hidden",
  "mso-hide:all",
  "mso-hide: all",
];
const SKIPPED = [
  "script",
  "style",
  "title",
  "head",
  "noscript",
  "template",
  "svg",
  "math",
  "object",
  "iframe",
  "select",
  "textarea",
  "img",
  "audio",
  "video",
];

const OPTIONS: HtmlToTextOptions = {
  wordwrap: false,
  limits: { maxInputLength: MAX_INPUT, maxDepth: MAX_DEPTH, ellipsis: " " },
  selectors: [
    { selector: "a", options: { ignoreHref: true } },
    { selector: "blockquote", options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    ...["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({
      selector,
      options: { uppercase: false, leadingLineBreaks: 2, trailingLineBreaks: 1 },
    })),
    { selector: "p", options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    { selector: "ul", options: { itemPrefix: "- " } },
    { selector: "hr", options: { length: 20 } },
    ...["tr", "td", "th"].map((selector) => ({
      selector,
      format: "block",
      options: { leadingLineBreaks: 1, trailingLineBreaks: 1 },
    })),
    ...SKIPPED.map((selector) => ({ selector, format: "skip" })),
    ...HIDDEN.map((style) => ({ selector: `*[style*="${style}"]`, format: "skip" })),
    { selector: "*[hidden]", format: "skip" },
  ],
};
const convert = compile(OPTIONS);

/** Text as a person would read it: links' words, list marks, quotes with "> ", hidden parts left out. Never throws. */
export function textOfHtml(html: string): string {
  if (html.length <= MAX_INPUT && isModest(html)) {
    try {
      return tidy(convert(html));
    } catch {
      // A page that the converter cannot take is read by its words.
    }
  }
  return tidy(wordsOf(html));
}

/** Tags are few enough, and few enough of them stand open at once. */
function isModest(html: string): boolean {
  let tags = 0;
  let depth = 0;
  for (let at = html.indexOf("<"); at >= 0; at = html.indexOf("<", at + 1)) {
    if (++tags > MAX_TAGS) return false;
    depth += html[at + 1] === "/" ? -1 : 1;
    if (depth > MAX_TAGS / 10) return false;
  }
  return true;
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  eacute: "é",
  egrave: "è",
  agrave: "à",
  ccedil: "ç",
  euro: "€",
};

/** Everything between tags, in one pass without looking back. */
function wordsOf(html: string): string {
  let out = "";
  for (let at = 0; at < html.length; ) {
    const open = html.indexOf("<", at);
    const text = html.slice(at, open < 0 ? html.length : open);
    out += text.replace(/&(#?\w{1,8});/g, (all, name: string) => entity(name) ?? all);
    if (open < 0) break;
    const raw = /^<(script|style|title|textarea)\b/i.exec(html.slice(open, open + 12))?.[1];
    const close = html.indexOf(raw ? `</${raw}` : ">", open);
    if (close < 0) break;
    if (/^<\/?(p|div|br|tr|li|h\d|table|blockquote)\b/i.test(html.slice(open, open + 14))) out += "\n";
    at = raw ? close : close + 1;
  }
  return out;
}

function entity(name: string): string | undefined {
  if (!name.startsWith("#")) return entryOf(ENTITIES, name);
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  return code > 31 && code < 0x110000 && !(code >= 0xd800 && code < 0xe000) ? String.fromCodePoint(code) : undefined;
}

/** No invisible filling, no more than one empty line. */
function tidy(text: string): string {
  const lines = text
    .replace(
      /[\p{Default_Ignorable_Code_Point}--[\u200D-\u200F\u202A-\u202E\u2066-\u2069\u{FE00}-\u{FE0F}\u{E0000}-\u{E0FFF}]]/gv,
      "",
    )
    .replace(/[\u00A0\u2007\u202F]/g, " ")
    .split("\n");
  const out: string[] = [];
  for (const line of lines) {
    const trimmed = line.trimEnd();
    if (trimmed !== "" || out.at(-1) !== "") out.push(trimmed);
  }
  return out.join("\n").trim();
}
