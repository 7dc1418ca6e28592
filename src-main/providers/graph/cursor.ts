// Where the next run starts, as text that only this folder reads.
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { TimeRange } from "../provider.ts";
import { readJson } from "./wire.ts";
import { objectOf } from "./wire-refusals.ts";

/** Bound to its calendar. `only`: nothing but this range was brought. */
export type Cursor = { readonly calendar: string; readonly only?: TimeRange } & (
  | { readonly feed: "events"; readonly link: string }
  /** `toMs`: the end of the window that is frozen inside the link. `gone`: marks of what the last round named as removed. */
  | { readonly feed: "view"; readonly link: string; readonly toMs: number; readonly gone?: readonly string[] }
  | { readonly feed: "listing" }
);

/** @param calendar the id of the calendar it has to be of
 *  @throws Failure stale-cursor for a text that is none of ours */
export function readCursor(text: string, calendar: string): Cursor {
  const { feed, link, toMs, only: range, ...rest } = objectOf(readJson(text)) ?? {};
  if (rest.calendar !== calendar) throw new Failure("stale-cursor");
  const { fromMs: from, toMs: to } = objectOf(range) ?? {};
  const only = typeof from === "number" && typeof to === "number" ? { only: { fromMs: from, toMs: to } } : {};
  if (feed === "events" && typeof link === "string") return { calendar, feed, link, ...only };
  if (feed === "view" && typeof link === "string" && typeof toMs === "number") {
    const gone = Array.isArray(rest.gone) ? { gone: rest.gone.map(String) } : {};
    return { calendar, feed, link, toMs, ...gone, ...only };
  }
  if (feed === "listing") return { calendar, feed, ...only };
  throw new Failure("stale-cursor");
}

/** A cursor as `readCursor` reads it. */
export function writeCursor(cursor: Cursor): string {
  return JSON.stringify(cursor);
}
