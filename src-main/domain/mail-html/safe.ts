// HTML of strangers, made safe to show (knowledge, mail R3–R8). The view runs DOMPurify once more, last.
import sanitizeHtml from "sanitize-html";
import { checkLink } from "../mail-safety/links.ts";
import { type CleanCss, cleanSheet, cleanStyle } from "./css.ts";
import { QuoteFinder } from "./safe-fold.ts";
import { hides, Pictures } from "./safe-pictures.ts";
import { ATTRIBUTES, GONE_WHOLE, LIST_ATTRIBUTES, TAGS } from "./safe-tags.ts";
import type { SafeHtml, SafeLink, SafeOptions } from "./safe-types.ts";

type Attributes = Record<string, string>;

/** R8. A tag is an opening or a closing one, so twice the nodes and some stray signs. */
const MAX_LENGTH = 2_000_000;
const MAX_NODES = 50_000;
const MAX_SIGNS = 150_000;
/** Open at once: parsers look through them at every stray end tag. */
const MAX_OPEN = 1_000;
/** Browsers stop at 512. */
const MAX_NESTING = 400;
const MAX_LINKS = 5_000;
const MAX_CSS = 1_000_000;

/** Thrown out of the parser when the budget is used up. */
const BUDGET = new Error("more than is shown");
const TAG_SET = new Set(TAGS);

/** Never throws; linear in its size. */
export function safeHtml(html: string, options: SafeOptions): SafeHtml {
  const cleaner = new Cleaner(options);
  try {
    if (html.length <= MAX_LENGTH && signs(html) <= MAX_SIGNS) return cleaner.clean(html.replaceAll("\0", ""));
  } catch {
    // Over the budget, or a page that no parser takes: its text is shown.
  }
  return { html: "", remote: { blocked: 0, trackers: [], urls: [] }, links: [], tooBig: true };
}

function signs(html: string): number {
  let count = 0;
  for (let at = html.indexOf("<"); at >= 0; at = html.indexOf("<", at + 1)) count++;
  return count;
}

class Cleaner {
  readonly #pictures: Pictures;
  readonly #quotes = new QuoteFinder();
  readonly #links: { href: string; text: string }[] = [];
  readonly #styles = new Map<string, string>();
  /** Elements that stand open, and whether each hides what it holds. */
  readonly #open: { readonly name: string; readonly isHidden: boolean }[] = [];
  #hidden = 0;
  #nodes = 0;
  #css = 0;
  #link: { href: string; text: string } | undefined;

  constructor(options: SafeOptions) {
    this.#pictures = new Pictures(options);
  }

  clean(html: string): SafeHtml {
    const sheet = /<style/i.test(html) ? this.#sheets(html) : "";
    const body = sanitizeHtml(html, {
      allowedTags: TAGS,
      nonTextTags: GONE_WHOLE,
      allowedAttributes: {
        "*": [
          ...Object.keys(ATTRIBUTES),
          ...Object.keys(LIST_ATTRIBUTES),
          "style",
          "href",
          "rel",
          "src",
          "data-remote",
          "data-quote",
        ],
      },
      allowedSchemes: ["http", "https", "mailto", "tel"],
      allowedSchemesByTag: { img: ["https", "blob", "mailimg", "data"] },
      allowProtocolRelative: false,
      parseStyleAttributes: false,
      nestingLimit: MAX_NESTING,
      onOpenTag: (name, attributes) => this.#opened(name, attributes),
      onCloseTag: (name) => this.#closed(name),
      transformTags: { "*": (name, attributes) => this.#transform(name, attributes) },
      textFilter: (text) => this.#text(text),
    });
    const { urls, trackers, blocked } = this.#pictures;
    const { fold } = this.#quotes;
    return {
      html: sheet === "" ? body : `<style>${sheet}</style>${body}`,
      remote: { blocked, trackers: [...trackers], urls },
      links: this.#links.map(({ href, text }): SafeLink => ({ href, text: text.replace(/\s+/g, " ").trim() })),
      ...(fold !== undefined && { fold }),
      tooBig: false,
    };
  }

  /** The page's style sheets, cleaned and in order. They are found by the parser that reads the rest, never by a pattern. */
  #sheets(html: string): string {
    // Behind the last of them there is none: most stand at the top.
    const last = html.toLowerCase().lastIndexOf("</style");
    const found = sanitizeHtml(last < 0 ? html : html.slice(0, last + 8), {
      allowedTags: ["style"],
      allowedAttributes: { style: ["media"] },
      allowVulnerableTags: true,
      nonTextTags: GONE_WHOLE.filter((tag) => tag !== "style"),
      textFilter: () => "",
      onOpenTag: (name, attributes) => this.#opened(name, attributes),
      onCloseTag: (name) => this.#closed(name),
    });
    this.#nodes = 0;
    const sheets: string[] = [];
    for (const piece of found.split("<style").slice(1)) {
      const end = piece.indexOf(">");
      const media = / media="([^"]{1,200})"/.exec(piece.slice(0, end))?.[1];
      const text = piece.slice(end + 1).replace(/<\/style>\s*$/i, "");
      sheets.push(this.#noted(cleanSheet(media ? `@media ${media}{${text}}` : text)));
    }
    return sheets
      .filter((css) => css !== "")
      .join("\n")
      .slice(0, MAX_CSS);
  }

  #noted({ css, urls }: CleanCss): string {
    for (const url of urls) this.#pictures.noteFetch(url);
    return css;
  }

  #opened(name: string, attributes: Attributes): void {
    this.#nodes++;
    const isHidden = hides(attributes);
    this.#open.push({ name, isHidden });
    if (isHidden) this.#hidden++;
    if (this.#nodes > MAX_NODES || this.#open.length > MAX_OPEN) throw BUDGET;
  }

  #closed(name: string): void {
    // The parser closes in order; what it opened without telling is not ours to close.
    if (this.#open.at(-1)?.name !== name) return;
    if (this.#open.pop()?.isHidden) this.#hidden--;
    this.#quotes.close(this.#open.length);
    if (name === "a") this.#link = undefined;
  }

  #text(text: string): string {
    if (this.#hidden === 0) this.#quotes.text(text);
    if (this.#link && this.#link.text.length < 1_000)
      this.#link.text += text
        .replaceAll("&lt;", "<")
        .replaceAll("&gt;", ">")
        .replaceAll("&quot;", '"')
        .replaceAll("&amp;", "&");
    return text;
  }

  #transform(name: string, attributes: Attributes): { tagName: string; attribs: Attributes } {
    if (attributes.background !== undefined) this.#pictures.noteFetch(attributes.background);
    // What the page says of its body (colours, writing direction) is said of the box around it.
    const tagName = name === "body" ? "div" : name;
    if (!TAG_SET.has(tagName)) return { tagName, attribs: {} };
    const attribs = this.#plain(tagName, attributes);
    const quote = this.#quotes.open(tagName, attributes, this.#open.length - 1);
    if (quote !== undefined) attribs["data-quote"] = quote;
    if (tagName === "a") this.#anchor(attributes, attribs);
    if (tagName !== "img") return { tagName, attribs };
    const fate = this.#pictures.decide(attributes, this.#hidden > 0);
    // An empty picture: it loads nothing and takes no room.
    if (fate === "gone") return { tagName, attribs: {} };
    if (this.#link && attribs.alt) this.#link.text += ` ${attribs.alt} `;
    return { tagName, attribs: { ...attribs, ...fate.shown } };
  }

  #plain(tagName: string, attributes: Attributes): Attributes {
    const kept: Attributes = {};
    for (const [name, value] of Object.entries(attributes)) {
      const isList = /^(?:ol|ul|li)$/.test(tagName);
      const rule = Object.hasOwn(ATTRIBUTES, name)
        ? ATTRIBUTES[name]
        : isList && Object.hasOwn(LIST_ATTRIBUTES, name)
          ? LIST_ATTRIBUTES[name]
          : undefined;
      if (rule?.test(value)) kept[name] = value;
    }
    const style = attributes.style === undefined ? "" : this.#style(attributes.style);
    return style === "" ? kept : { ...kept, style };
  }

  /** Mail repeats its styles: each is read once. */
  #style(style: string): string {
    const known = this.#styles.get(style);
    if (known !== undefined) return known;
    this.#css += style.length;
    const css = this.#css > MAX_CSS ? "" : this.#noted(cleanStyle(style));
    this.#styles.set(style, css);
    return css;
  }

  #anchor(attributes: Attributes, attribs: Attributes): void {
    const checked = attributes.href === undefined ? undefined : checkLink(attributes.href, "");
    if (!checked) return;
    attribs.href = checked.href;
    attribs.rel = "noopener noreferrer";
    if (this.#links.length >= MAX_LINKS) return;
    this.#link = { href: checked.href, text: "" };
    this.#links.push(this.#link);
  }
}
