// The plain text that goes beside HTML (mail §3.8): what a reader without HTML needs, links as footnotes, lists, quotes.
import { convert, type DomNode, type FormatCallback } from "html-to-text";

/** Signatures in what is written here are `<div data-signature>`: the text has the usual mark above them (RFC 3676 §4.3). */
const SIGNATURE = "div[data-signature]";
const MARK = "-- ";

/** Plain text of HTML: paragraphs unbroken, an empty line between, links numbered and told at the end. Linear. */
export function plainOfHtml(html: string): string {
  const links: string[] = [];
  const text = convert(html, {
    wordwrap: false,
    limits: { maxDepth: 100, maxInputLength: 4_000_000 },
    formatters: { footnote: footnoteInto(links), pictureWords, signature, leftOut: () => {}, rule, cell },
    selectors: [
      { selector: "a", format: "footnote" },
      { selector: "img", format: "pictureWords" },
      { selector: SIGNATURE, format: "signature" },
      { selector: "hr", format: "rule" },
      ...["style", "script", "head", "title"].map((selector) => ({ selector, format: "leftOut" })),
      ...["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({ selector, options: { uppercase: false } })),
      { selector: "ul", options: { itemPrefix: "- ", leadingLineBreaks: 2, trailingLineBreaks: 2 } },
      { selector: "table", format: "block" },
      { selector: "tr", format: "block", options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
      { selector: "td", format: "cell" },
      { selector: "th", format: "cell" },
      ...["p", "pre", "blockquote"].map((selector) => ({
        selector,
        options: { leadingLineBreaks: 2, trailingLineBreaks: 2 },
      })),
    ],
  });
  // Empty quoted lines have no space after their marks; a signature's mark keeps its own.
  const lines = text.split("\n").map((line) => (line.endsWith(MARK) ? line : line.trimEnd()));
  const words = lines
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .replace(/^((?:> )*-- )\n(?:[> ]*\n)+/gm, "$1\n")
    .replace(/^\n+|\n+$/g, "");
  const notes = links.map((href, index) => `[${index + 1}] ${href}`);
  return notes.length > 0 ? `${words}\n\n${notes.join("\n")}` : words;
}

function footnoteInto(links: string[]): FormatCallback {
  return (node, walk, builder) => {
    const href = String(node.attribs?.href ?? "").trim();
    walk(node.children, builder);
    if (!/^(?:https?|mailto|tel):/i.test(href) || sameWords(href, wordsOf(node))) return;
    const known = links.indexOf(href);
    builder.addInline(` [${known < 0 ? links.push(href) : known + 1}]`);
  };
}

/** `https://a.example/` and `a.example` say the same. */
function sameWords(href: string, words: string): boolean {
  const bare = (text: string) =>
    text
      .trim()
      .toLowerCase()
      .replace(/^(?:mailto:|tel:|https?:\/\/(?:www\.)?|www\.)/, "")
      .replace(/\/$/, "");
  return bare(href) === bare(words);
}

function wordsOf(node: DomNode): string {
  return node.type === "text" ? (node.data ?? "") : (node.children ?? []).map(wordsOf).join("");
}

const pictureWords: FormatCallback = (node, _walk, builder) => {
  const words = String(node.attribs?.alt ?? "").trim();
  if (words !== "") builder.addInline(`[${words}]`);
};

const signature: FormatCallback = (node, walk, builder) => {
  builder.openBlock({ leadingLineBreaks: 2 });
  builder.addLiteral(`${MARK}\n`);
  walk(node.children, builder);
  builder.closeBlock({ trailingLineBreaks: 2 });
};

const rule: FormatCallback = (_node, _walk, builder) => {
  builder.openBlock({ leadingLineBreaks: 2 });
  builder.addLiteral("-".repeat(20));
  builder.closeBlock({ trailingLineBreaks: 2 });
};

/** Cells of a row beside each other: most tables of mails are there for the looks. */
const cell: FormatCallback = (node, walk, builder) => {
  walk(node.children, builder);
  builder.addInline(" ");
};
