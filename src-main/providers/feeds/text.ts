// What a feed says, as plain text: markup goes, and with it every picture, script and address that could be loaded.
import { convert, type HtmlToTextOptions } from "html-to-text";

/** Markup takes more room than what it says; so many letters of it are read for each that is wanted. */
const MARKUP = 5;

const OPTIONS: HtmlToTextOptions = {
  wordwrap: false,
  limits: { maxDepth: 24, ellipsis: "" },
  selectors: [
    { selector: "a", options: { ignoreHref: true } },
    { selector: "img", format: "skip" },
    ...["svg", "iframe", "object", "audio", "video", "noscript", "form"].map((selector) => ({
      selector,
      format: "skip",
    })),
    ...["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({ selector, options: { uppercase: false } })),
    { selector: "table", format: "block" },
  ],
};

/** Marks that turn the direction of writing, or have no width: they could make a title say something else than it does. */
const INVISIBLE = /[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** One line of plain text. @param max in characters; longer text ends in … */
export function lineOf(text: string, max: number): string {
  const line = text
    .replace(/[\s\p{Cc}]+/gu, " ")
    .replace(INVISIBLE, "")
    .trim();
  const letters = [...line];
  return letters.length > max
    ? `${letters
        .slice(0, max - 1)
        .join("")
        .trimEnd()}…`
    : line;
}

/** HTML as one line of plain text. */
export function lineOfHtml(html: string, max: number): string {
  // Text without markup or entities is the common case, and its line breaks are none.
  return lineOf(/[<&]/.test(html) ? convert(html.slice(0, max * MARKUP), OPTIONS) : html, max);
}

/** An address that may be opened: absolute, https or http, without credentials.
 *  @param bases where relative addresses start, the outermost first */
export function linkOf(href: string | undefined, ...bases: readonly (string | undefined)[]): string | undefined {
  const typed = href?.trim();
  if (!typed) return undefined;
  let base: string | undefined;
  for (const one of bases) if (one) base = URL.parse(one.trim(), base)?.href ?? base;
  const url = URL.parse(typed, base);
  if (!url || !/^https?:$/.test(url.protocol) || !url.hostname) return undefined;
  url.username = "";
  url.password = "";
  return url.href.length > 2_000 ? undefined : url.href;
}

// RFC 822 and 3339 dates, and what people write instead of them. Without a zone it is UTC: the same on every machine.
const ZONED = /(?:z|[+-]\d{2}:?\d{2}|\b(?:gmt|utc?|[ecmp][sd]t))\s*(?:\([^)]*\))?$/i;
const EARLIEST_MS = Date.UTC(1990, 0, 1);
const LATEST_MS = Date.UTC(2200, 0, 1);

/** Epoch ms of a date; undefined when it cannot be read or cannot be meant. */
export function dateOf(text: string | undefined): number | undefined {
  const trimmed = text?.trim();
  if (!trimmed || trimmed.length > 100) return undefined;
  const hasTime = /\d:\d/.test(trimmed);
  const zone = /^\d{4}-\d{2}-\d{2}t/i.test(trimmed) ? "Z" : " GMT";
  const ms = Date.parse(hasTime && !ZONED.test(trimmed) ? `${trimmed}${zone}` : trimmed);
  return ms >= EARLIEST_MS && ms < LATEST_MS ? ms : undefined;
}
