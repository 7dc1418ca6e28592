// The address of a feed: from what a person types, and from what a page says (`<link rel="alternate">`).
import { Failure } from "../../../src-preload/contract/failure.ts";
import { linkOf } from "./text.ts";

/** Where a typed address may mean a document, best first: a bare host is asked over TLS, and without only if it has none.
 *  @throws Failure invalid-input when it is no web address, or carries a password (it would be kept in plain) */
export function addressesOf(typed: string): readonly string[] {
  const text = typed.trim().replace(/^feed:(?:\/\/(?=https?:)|(?=https?:))/i, "");
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  const rest = scheme === undefined ? text : text.slice(scheme.length + 3);
  const isKnown = scheme === undefined || ["http", "https", "feed"].includes(scheme);
  const url = isKnown && !/\s/.test(rest) ? URL.parse(`${scheme === "http" ? "http" : "https"}://${rest}`) : null;
  const isBare = scheme === undefined || scheme === "feed";
  // A word is no host, unless it was meant as one.
  const isHost = url && (!isBare || /[.:]|^localhost$/.test(url.host));
  if (!url || !isHost || url.username || url.password) {
    throw new Failure("invalid-input", { detail: "the address of a feed or of a site is needed" });
  }
  url.hash = "";
  return isBare ? [url.href, url.href.replace(/^https:/, "http:")] : [url.href];
}

const FEED_TYPES = /^(?:application\/(?:rss|atom|rdf)\+xml|application\/(?:feed\+)?json)$/i;
const MAX_HEAD = 500_000;

/** Addresses of the feeds that a page names, the likeliest first. @param url of the page */
export function namedFeeds(html: string, url: string): string[] {
  const head = html.slice(0, MAX_HEAD).replace(/<!--[\s\S]{0,20000}?-->/g, "");
  const base = attributes(/<base\b[^>]{0,2000}>/i.exec(head)?.[0] ?? "").href;
  const found: { readonly href: string; readonly weight: number }[] = [];
  for (const [tag] of head.matchAll(/<link\b[^>]{0,2000}>/gi)) {
    const { rel = "", type = "", href, title = "" } = attributes(tag);
    const link = linkOf(href, url, base);
    if (!link || !/\balternate\b/i.test(rel) || !FEED_TYPES.test(type.split(";")[0]?.trim() ?? "")) continue;
    // Blogs name a feed of the comments, too; WordPress a JSON description of the page.
    if (/^application\/json/i.test(type) && /wp-json/.test(link)) continue;
    found.push({ href: link, weight: /comment/i.test(`${link} ${title}`) ? 1 : 0 });
  }
  return [...new Set(found.toSorted((a, b) => a.weight - b.weight).map(({ href }) => href))];
}

function attributes(tag: string): Partial<Record<string, string>> {
  const found: Record<string, string> = Object.create(null);
  for (const [, name = "", quoted, single, bare] of tag.matchAll(
    /([a-z-]{1,40})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi,
  ))
    found[name.toLowerCase()] = (quoted ?? single ?? bare ?? "").replace(/&(?:amp|#38|#x26);/gi, "&");
  return found;
}

/** Is this a web page rather than a feed? */
export function isPage(text: string, contentType: string): boolean {
  const start = text.slice(0, 4_096);
  if (/<(?:rss|feed|rdf:rdf|channel)\b/i.test(start)) return false;
  return (
    /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b/i.test(start) ||
    /html/i.test(contentType)
  );
}
