// A list of one feed as OPML 2.0, to follow it again without asking its site. Pure.
import type { Feed } from "../../src-preload/contract/feeds.ts";

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);

/** @returns the input of `feeds.import` */
export function feedListText({ title, url }: Pick<Feed, "title" | "url">): string {
  const outline = `<outline type="rss" text="${escaped(title)}" xmlUrl="${escaped(url)}"/>`;
  return `<?xml version="1.0" encoding="UTF-8"?><opml version="2.0"><head/><body>${outline}</body></opml>`;
}
