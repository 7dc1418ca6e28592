// A feed's text as entries: RSS 0.9x to 2.0, RSS 1.0, Atom, JSON Feed.
import type { AtomFeed, JsonFeed, RdfFeed, RssFeed } from "feedsmith";
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { FeedDocument } from "../feed-reader.ts";
import { guarded } from "./guard.ts";
import { identified, type Raw } from "./identity.ts";
import { dateOf, lineOf, lineOfHtml, linkOf } from "./text.ts";

/** Items taken from one answer. */
const MAX_ENTRIES = 500;
/** Items looked at to find the newest. */
const MAX_READ = 20_000;
const TITLE = 300;
const SUMMARY = 500;
const AUTHOR = 120;

interface Fields {
  readonly id?: string | undefined;
  readonly title: string;
  readonly summary: string;
  readonly url?: string | undefined;
  readonly author?: string | undefined;
  readonly date?: string | undefined;
}

/** Reads a feed.
 *  @param url where it was found: relative links start there
 *  @throws Failure malformed when it is none, or is cut or broken */
export async function parseDocument(text: string, url: string): Promise<FeedDocument> {
  // Loaded when it is first needed: it would cost the start 0.1 s.
  const { parseFeed } = await import("feedsmith");
  const isXml = /^\s*</.test(text);
  const document = isXml ? guarded(text) : text;
  try {
    const found = parseFeed<string>(document, { maxItems: MAX_READ });
    switch (found.format) {
      case "rss":
        return ofRss(found.feed, url);
      case "rdf":
        return ofRdf(found.feed, url);
      case "atom":
        return ofAtom(found.feed, url);
      case "json":
        return ofJson(found.feed, url);
    }
  } catch (error) {
    if (error instanceof Failure) throw error;
    const detail = error instanceof Error && error.name === "DetectError" ? "no feed format" : "broken or cut";
    throw new Failure("malformed", { what: "feed", detail }, { cause: error });
  }
}

type Known<T> = { -readonly [K in keyof T]: Exclude<T[K], undefined> };

/** Leaves out what is absent, so that it may be spread into a type with optional fields. */
function known<T extends object>(fields: T): Partial<Known<T>> {
  const kept = Object.entries(fields).filter(([, value]) => value !== undefined && value !== "");
  return Object.fromEntries(kept) as Partial<Known<T>>;
}

function entryOf({ id, title, summary, url, author, date }: Fields): Raw | undefined {
  const shown = title || lineOf(summary, 100) || (url && lineOf(url.replace(/^https?:\/\//, ""), 100));
  // Nothing to show and nothing to open.
  if (!shown) return undefined;
  return {
    title: shown,
    summary,
    ...known({ id, url, author: lineOf(author ?? "", AUTHOR), publishedMs: dateOf(date) }),
  };
}

function documentOf(title: string, siteUrl: string | undefined, items: readonly (Raw | undefined)[]): FeedDocument {
  const raw = items.filter((item) => item !== undefined);
  const dated = (item: Raw) => item.publishedMs ?? Number.POSITIVE_INFINITY;
  // A stable sort: what has no date stays where the feed put it, before what is older.
  const latest = raw.every((item) => item.publishedMs !== undefined)
    ? raw.toSorted((a, b) => dated(b) - dated(a))
    : raw;
  return { entries: identified(latest).slice(0, MAX_ENTRIES), ...known({ title, siteUrl }) };
}

const html = (text: string | undefined, max: number) => lineOfHtml(text ?? "", max);

function ofRss(feed: RssFeed.Feed<string>, url: string): FeedDocument {
  const site = linkOf(feed.link, url) ?? linkOf(atomLink(feed.atom?.links), url);
  const items = (feed.items ?? []).map((item) => {
    const guid = item.guid?.value;
    const bases = [site ?? url, feed.xml?.base, item.xml?.base];
    const permalink = item.guid?.isPermaLink !== false && /^https?:\/\//i.test(guid ?? "") ? guid : undefined;
    return entryOf({
      id: guid,
      title: html(item.title ?? item.dc?.titles?.[0], TITLE),
      summary: html(item.description ?? item.content?.encoded, SUMMARY),
      url: linkOf(item.link, ...bases) ?? linkOf(atomLink(item.atom?.links), ...bases) ?? linkOf(permalink),
      author: item.authors?.[0]?.name ?? item.dc?.creators?.[0] ?? item.itunes?.author,
      date: item.pubDate ?? item.dc?.dates?.[0] ?? item.atom?.published ?? item.atom?.updated,
    });
  });
  return documentOf(html(feed.title, TITLE), site, items);
}

function ofRdf(feed: RdfFeed.Feed<string>, url: string): FeedDocument {
  const site = linkOf(feed.link, url);
  const items = (feed.items ?? []).map((item) =>
    entryOf({
      id: item.rdf?.about,
      title: html(item.title, TITLE),
      summary: html(item.description ?? item.content?.encoded, SUMMARY),
      url: linkOf(item.link ?? item.rdf?.about, site ?? url, feed.xml?.base, item.xml?.base),
      author: item.dc?.creators?.[0],
      date: item.dc?.dates?.[0] ?? item.dcterms?.created?.[0],
    }),
  );
  return documentOf(html(feed.title, TITLE), site, items);
}

interface Link {
  readonly href?: string;
  readonly rel?: string;
  readonly type?: string;
}

/** The page a feed or an entry stands for (RFC 4287 §4.2.7.2). */
function atomLink(links: readonly Link[] | undefined): string | undefined {
  const pages = (links ?? []).filter(({ rel = "alternate", href }) => href && rel.toLowerCase() === "alternate");
  return (pages.find(({ type = "text/html" }) => /html/i.test(type)) ?? pages[0])?.href;
}

/** An Atom text construct (RFC 4287 §3.1): only `html` and `xhtml` are markup. */
function atomText(text: AtomFeed.Text | AtomFeed.Content | undefined, max: number): string {
  const { value = "", type = "text" } = text ?? {};
  return /html/i.test(type) ? lineOfHtml(value, max) : lineOf(value, max);
}

function ofAtom(feed: AtomFeed.Feed<string>, url: string): FeedDocument {
  const site = linkOf(atomLink(feed.links), url, feed.xml?.base);
  const items = (feed.entries ?? []).map((entry) =>
    entryOf({
      id: entry.id,
      title: atomText(entry.title, TITLE),
      summary: atomText(entry.summary, SUMMARY) || atomText(entry.content, SUMMARY),
      url: linkOf(atomLink(entry.links), url, feed.xml?.base, entry.xml?.base),
      author: entry.authors?.[0]?.name ?? entry.source?.authors?.[0]?.name ?? feed.authors?.[0]?.name,
      date: entry.published ?? entry.updated,
    }),
  );
  return documentOf(atomText(feed.title, TITLE), site, items);
}

function ofJson(feed: JsonFeed.Feed<string>, url: string): FeedDocument {
  const items = (feed.items ?? []).map((item) =>
    entryOf({
      id: item.id,
      title: lineOf(item.title ?? "", TITLE),
      summary: lineOf(item.summary ?? item.content_text ?? "", SUMMARY) || html(item.content_html, SUMMARY),
      url: linkOf(item.url ?? item.external_url, url),
      author: item.authors?.[0]?.name ?? feed.authors?.[0]?.name,
      date: item.date_published ?? item.date_modified,
    }),
  );
  return documentOf(lineOf(feed.title ?? "", TITLE), linkOf(feed.home_page_url, url), items);
}
