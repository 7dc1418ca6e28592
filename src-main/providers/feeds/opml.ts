// Lists of feeds as feed readers exchange them (OPML 1.0 and 2.0).
import type { Opml } from "feedsmith";
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { ListedFeed } from "../feed-reader.ts";
import { guarded } from "./guard.ts";
import { lineOf, linkOf } from "./text.ts";

/** The feeds of a list, folders left out. @throws Failure malformed */
export async function readList(text: string): Promise<readonly ListedFeed[]> {
  const { parseOpml } = await import("feedsmith");
  try {
    const { body } = parseOpml(guarded(text));
    return flat(body?.outlines ?? []).flatMap(({ xmlUrl, htmlUrl, title, text: name = "" }) => {
      const url = linkOf(xmlUrl?.replace(/^feed:(?:\/\/)?(?=https?:)/i, "").replace(/^feed:\/\//i, "https://"));
      const siteUrl = linkOf(htmlUrl);
      return url ? [{ url, title: lineOf(title || name, 200), ...(siteUrl && { siteUrl }) }] : [];
    });
  } catch (error) {
    throw new Failure("malformed", { what: "feed-list", detail: "not OPML, or cut" }, { cause: error });
  }
}

type Outline = Opml.Outline<string>;

function flat(outlines: readonly Outline[]): Outline[] {
  return outlines.flatMap((one) => [one, ...flat(one.outlines ?? [])]);
}

const EMPTY =
  '<?xml version="1.0" encoding="utf-8"?>\n<opml version="2.0">\n  <head>\n    <title>Cadran</title>\n  </head>\n  <body/>\n</opml>\n';

/** A list as OPML 2.0. */
export async function writeList(feeds: readonly ListedFeed[]): Promise<string> {
  // The generator refuses a body without an outline (OPML 2.0 wants one): nobody to follow is no fault.
  if (feeds.length === 0) return EMPTY;
  const { generateOpml } = await import("feedsmith");
  const outlines = feeds.map(({ url, title, siteUrl }) => ({
    text: title,
    title,
    type: "rss",
    xmlUrl: url,
    ...(siteUrl !== undefined && { htmlUrl: siteUrl }),
  }));
  return generateOpml({ head: { title: "Cadran" }, body: { outlines } });
}
