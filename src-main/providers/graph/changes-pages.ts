// From what is wanted to the port's pages: read in batches, the end only on the last (R27).

import { Failure } from "../../../src-preload/contract/failure.ts";
import type { ChangeMethod } from "../../../src-preload/contract/sync.ts";
import { expandOccurrences } from "../../domain/recurrence.ts";
import type { ChangePage, ParkedItem, RemoteItem, TimeRange } from "../provider.ts";
import { BATCH } from "./batch.ts";
import { movedAway } from "./calendar-home.ts";
import { calendarPath, eventPath, type Place } from "./calendar-place.ts";
import { hydrate, itemFrom, ownTag } from "./hydrate.ts";
import { EVENT_PROPERTIES } from "./hydrate-properties.ts";
import { listPages, type Row } from "./listing.ts";
import type { GraphEvent } from "./series.ts";
import { attempt, decide } from "./wire.ts";

/** Events on a page of the port. */
const PAGE = 100;
/** From so many single events on they are read off the list, a page of them at a time: one by one they would use up what
 *  Graph allows in ten minutes. */
const MANY = 200;
const LISTED = 50;

/** What is stored here: entity tag by key. */
export type Mine = ReadonlyMap<string, string | undefined>;

interface Wanted {
  readonly rows: readonly Row[];
  readonly mine: Mine;
  /** Only what touches it is brought, but for what is here already. */
  readonly only?: TimeRange;
  /** Keys that are gone for sure. */
  readonly removed: readonly string[];
  /** Told of ids that are neither here nor to be had; what they were nobody knows. @throws Failure to end the run so */
  readonly onUnknown?: (id: string) => void;
  readonly method: ChangeMethod;
  readonly total?: number;
  /** What only the last page carries. */
  readonly end: { readonly cursor?: string; readonly complete: boolean };
}

/** A page without anything. */
export function emptyPage(method: ChangeMethod): ChangePage {
  return { items: [], parked: [], removed: [], method, complete: false };
}

/** Has the server another version of a single event than we? What repeats is always looked at: an occurrence may have
 *  changed without its series. */
export function isNew(row: Row, mine: Mine): boolean {
  const known = mine.get(row.id);
  return row.isRemoved === true || !row.isSingle || !row.etag || ownTag(known) !== ownTag(row.etag);
}

/** Reads what is wanted and pages it. */
export async function* pages(place: Place, wanted: Wanted, signal: AbortSignal): AsyncGenerator<ChangePage> {
  const { mine, end, rows } = wanted;
  const empty = { ...emptyPage(wanted.method), ...(wanted.total !== undefined && { total: wanted.total }) };
  const removed = new Set(wanted.removed);
  let items: RemoteItem[] = [];
  let parked: ParkedItem[] = [];
  const seen = new Set<string>();
  for await (const found of contents(place, rows, signal)) {
    for (const key of found.gone) {
      place.failing.delete(eventPath(place, key));
      if (mine.has(key)) removed.add(key);
      else wanted.onUnknown?.(key);
    }
    items.push(...found.items.filter((item) => isWanted(item, wanted) && !seen.has(item.key)));
    parked.push(...found.parked);
    for (const { key, failure } of found.parked)
      if (failure.code === "timeout") place.failing.add(eventPath(place, key));
    for (const { key } of found.items) {
      place.failing.delete(eventPath(place, key));
      seen.add(key);
    }
    for (; items.length >= PAGE; items = items.slice(PAGE)) {
      yield { ...empty, items: items.slice(0, PAGE), parked };
      parked = [];
    }
  }
  for (const key of seen) removed.delete(key);
  yield { ...empty, items, parked, ...end, removed: [...removed] };
}

function isWanted({ key, etag, text }: RemoteItem, { mine, only }: Wanted): boolean {
  if (mine.has(key)) return etag === undefined || mine.get(key) !== etag;
  return only === undefined || touches(text, only);
}

/** What cannot be read is not held back: someone else has to say what is wrong with it. */
function touches(text: string, range: TimeRange): boolean {
  const found = decide(() => expandOccurrences(text, range, "UTC"));
  return found instanceof Failure || found.length > 0;
}

interface Contents {
  readonly items: readonly RemoteItem[];
  readonly parked: readonly ParkedItem[];
  readonly gone: readonly string[];
}

async function* contents(place: Place, rows: readonly Row[], signal: AbortSignal): AsyncGenerator<Contents> {
  const left = new Map(rows.map((row) => [row.id, row]));
  const singles = rows.filter((row) => row.isSingle && !row.isRemoved);
  if (singles.length > MANY) yield* offTheList(place, left, signal);
  const ids = [...left.keys()];
  for (let start = 0; start < ids.length; start += BATCH) {
    const part = ids.slice(start, start + BATCH);
    const found = await hydrate(place, part, signal);
    const doubtful = found.items.filter(({ key }) => left.get(key)?.isRemoved);
    const elsewhere = await movedAway(
      place,
      doubtful.map(({ key }) => key),
      signal,
    );
    yield {
      parked: found.parked,
      items: found.items.filter(({ key }) => !elsewhere.has(key)),
      gone: [...found.gone, ...elsewhere],
    };
  }
}

/** Takes the single events that are wanted off a list of everything; what it does not show is left in `left`. */
async function* offTheList(place: Place, left: Map<string, Row>, signal: AbortSignal): AsyncGenerator<Contents> {
  const path = `${calendarPath(place)}/events?$select=${EVENT_PROPERTIES}&$top=${LISTED}`;
  for await (const values of listPages(place, path, signal, LISTED)) {
    const items: RemoteItem[] = [];
    for (const event of values as readonly GraphEvent[]) {
      const id = event.id ?? "";
      if (event.type !== "singleInstance" || event.recurrence || !left.get(id)?.isSingle) continue;
      // What cannot be told in iCalendar is left over, to be set aside by itself.
      const item = await attempt(itemFrom(place, event, signal));
      if (item instanceof Failure) continue;
      items.push(item);
      left.delete(id);
    }
    yield { items, parked: [], gone: [] };
  }
}
