// A complete comparison with a calendar: everything there is against everything that is here.
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { ChangeMethod } from "../../../src-preload/contract/sync.ts";
import type { ChangePage, Known, TimeRange } from "../provider.ts";
import { BATCH, batchGet } from "./batch.ts";
import { movedAway } from "./calendar-home.ts";
import { eventPath, type Place } from "./calendar-place.ts";
import { openEvents, openView } from "./changes-feed.ts";
import { isNew, type Mine, pages } from "./changes-pages.ts";
import { type Cursor, writeCursor } from "./cursor.ts";
import { listAll, listWithin, type Row } from "./listing.ts";

/** What a list suddenly lacks is held against the events themselves, up to so many of them (R95). */
const PROBES = 40;

/** Compares everything. The link of the feed is older than the list that is compared with: what changes in between is told
 *  by the next run (R28).
 *  @param ranges `first` is brought before all else; `only`: nothing else is brought, and what lies outside never counts as
 *  gone, since everything is listed all the same (R30)
 *  @throws Failure missing when the calendar is gone, bad-answer when the list lacks what can still be had */
export async function* compareAll(
  place: Place,
  known: Known,
  { first, only }: { readonly first: TimeRange | undefined; readonly only: TimeRange | undefined },
  signal: AbortSignal,
): AsyncGenerator<ChangePage> {
  const mine = known();
  const brought = new Map<string, string | undefined>();
  if (first !== undefined) yield* firstRange(place, first, mine, brought, signal);
  const { rows, cursor, method } = await takeStock(place, signal);
  const within = only && (await listWithin(place, only, signal));
  const isInside = ({ id }: Row) => within === undefined || within.has(id) || mine.has(id);
  const here = new Map([...mine, ...brought]);
  const isBrought = ({ id, etag }: Row) => brought.has(id) && !isNew({ id, etag, isSingle: true }, brought);
  const wanted = [...rows.values()].filter((row) => isInside(row) && isNew(row, here) && !isBrought(row));
  const missing = [...mine.keys()].filter((key) => !rows.has(key));
  const absent = await reallyMissing(place, missing, signal);
  const isTrue = absent.length === missing.length;
  // A list that lies shows the same part each time: the next run compares again.
  const next: Cursor = { ...(isTrue ? cursor : { calendar: place.id, feed: "listing" }), ...(only && { only }) };
  const end = { cursor: writeCursor(next), complete: isTrue };
  const total = brought.size + wanted.length;
  yield* pages(place, { rows: wanted, mine: here, only, removed: absent, method, total, end }, signal);
}

async function* firstRange(
  place: Place,
  range: TimeRange,
  mine: Mine,
  brought: Map<string, string | undefined>,
  signal: AbortSignal,
): AsyncGenerator<ChangePage> {
  const listed = await listWithin(place, range, signal);
  const rows = [...(listed?.values() ?? [])].filter((row) => isNew(row, mine));
  if (rows.length === 0) return;
  const wanted = { rows, mine, removed: [], method: "delta", end: { complete: false } } as const;
  for await (const page of pages(place, wanted, signal)) {
    for (const { key, etag } of page.items) brought.set(key, etag);
    yield { ...page, removed: [] };
  }
}

interface Stock {
  readonly rows: ReadonlyMap<string, Row>;
  readonly cursor: Cursor;
  readonly method: ChangeMethod;
}

/** Everything in the calendar, and how to go on from there. */
async function takeStock(place: Place, signal: AbortSignal): Promise<Stock> {
  const calendar = place.id;
  const all = await openEvents(place, signal);
  if (all !== undefined) {
    const cursor = { calendar, feed: "events", link: all.link } as const;
    return { rows: all.rows, cursor, method: "delta" };
  }
  const view = await openView(place, signal);
  const rows = await listAll(place, signal);
  if (view === undefined) return { rows, cursor: { calendar, feed: "listing" }, method: "listing" };
  return { rows, cursor: { calendar, feed: "view", link: view.link, toMs: view.toMs }, method: "range-delta" };
}

/** What of `missing` is gone: neither to be had, nor in this calendar.
 *  @throws Failure bad-answer when a list that lacks many lies */
async function reallyMissing(
  place: Place,
  missing: readonly string[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const probed = missing.length > PROBES ? missing.slice(0, BATCH) : missing;
  const found: string[] = [];
  for (let start = 0; start < probed.length; start += BATCH) {
    const part = probed.slice(start, start + BATCH);
    const answers = await batchGet(
      place,
      part.map((id) => `${eventPath(place, id)}?$select=id`),
      signal,
    );
    for (const [index, { status }] of answers.entries()) if (status < 300) found.push(part[index] ?? "");
  }
  const away = await movedAway(place, found, signal);
  const there = found.filter((id) => !away.has(id));
  if (there.length === 0) return missing;
  place.traits.note("lying-listing", place.id);
  if (probed !== missing) throw new Failure("bad-answer", { host: new URL(place.graphUrl).hostname });
  return missing.filter((id) => !there.includes(id));
}
