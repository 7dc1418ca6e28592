// Fetching items: multiget in batches, every href with an outcome of its own (RFC 4791 §7.9, knowledge R32-R36).
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { ParkedItem, RemoteItem } from "../provider.ts";
import { absolutePath, itemUrl, keyOf } from "./href.ts";
import type { Limits } from "./limits.ts";
import { withCrlf } from "./map.ts";
import { CALDAV, contentTag, DAV, type DavRow, isContentTag, property, strongEtag } from "./multistatus.ts";
import type { Quirks } from "./quirks.ts";
import { multiget } from "./requests.ts";
import { confirmCalendar } from "./there.ts";
import type { Traits } from "./traits.ts";
import { attempt, type Wire } from "./wire.ts";

const BATCH = 50;
const PARALLEL = 3;

/** A calendar collection on its server. */
export interface Collection {
  readonly wire: Wire;
  readonly url: string;
  readonly quirks: Quirks;
  readonly traits: Traits;
  /** What the calendars of this connection accept, by URL; filled as it is learnt (R56). */
  readonly limits: Map<string, Limits>;
}

/** An item known by its row in a listing. */
export interface Listed {
  readonly key: string;
  readonly href: string;
  /** Strong ones only. */
  readonly etag?: string;
}

/** What became of the wanted items of one batch. */
export interface Batch {
  readonly items: readonly RemoteItem[];
  readonly parked: readonly ParkedItem[];
  /** Keys of items that are not there. */
  readonly gone: readonly string[];
}

/** A row's identity and version. */
export function toListed(row: DavRow, base: string): Listed {
  const etag = strongEtag(property(row, DAV, "getetag")?.text);
  return { key: keyOf(row.href), href: absolutePath(row.href, base), ...(etag && { etag }) };
}

/** An item with its text. Without a strong entity tag its contents stand in for one (R35). */
function toItem(collection: Collection, listed: Listed, text: string, scheduleTag: string | undefined): RemoteItem {
  if (listed.etag === undefined) collection.traits.note("missing-tags");
  const etag = listed.etag ?? contentTag(text);
  return { ...listed, text, etag, ...(scheduleTag && { scheduleTag }) };
}

/** Fetches `wanted` batch by batch. Batches shrink when the server finds them too much; one item alone that is too much
 *  is asked for by itself, and the batches are large again after it. */
export async function* fetchItems(
  collection: Collection,
  wanted: readonly Listed[],
  signal: AbortSignal,
): AsyncGenerator<Batch> {
  const { traits } = collection;
  let size = BATCH;
  for (let start = 0; start < wanted.length; ) {
    const part = wanted.slice(start, start + size);
    const answer = traits.has("no-multiget") ? undefined : await attempt(askMany(collection, part, signal));
    if (answer instanceof Failure && isTooMuch(answer) && part.length > 1) {
      size = Math.ceil(part.length / 2);
      continue;
    }
    if (answer instanceof Failure && !isTooMuch(answer) && !isRefused(answer)) throw answer;
    if (answer instanceof Failure && answer.code === "missing") await confirmCalendar(collection, signal);
    const known = answer === undefined || answer instanceof Failure ? { batch: EMPTY, unknown: part } : answer;
    const single = await fetchEach(collection, known.unknown, signal);
    // iCloud once answered every href with nothing in it (R34); an answer about what is gone may well hold nothing.
    const isUseless = known.unknown.length === part.length && single.items.length > 0;
    if (isUseless && part.length > 1) traits.note("no-multiget");
    else if (answer instanceof Failure) size = BATCH;
    else if (size < BATCH) traits.note("small-multiget");
    yield join(known.batch, single);
    start += part.length;
  }
}

const EMPTY: Batch = { items: [], parked: [], gone: [] };

const join = (one: Batch, other: Batch): Batch => ({
  items: [...one.items, ...other.items],
  parked: [...one.parked, ...other.parked],
  gone: [...one.gone, ...other.gone],
});

const isTooMuch = (failure: Failure) =>
  failure.code === "too-large" || failure.code === "timeout" || failure.reason === "connection-lost";

/** This server has no multiget, or not for us. */
const isRefused = (failure: Failure) =>
  ["unsupported", "forbidden", "malformed", "missing", "conflict"].includes(failure.code) &&
  failure.reason !== "certificate" &&
  failure.reason !== "login-page";

interface Many {
  readonly batch: Batch;
  /** Wanted, but not in the answer: sabre leaves deleted ones out (R33). What is listed and yet a 404 here is asked for
   *  by itself as well: a multiget that trips over a spelling says so of what is there. */
  readonly unknown: readonly Listed[];
}

async function askMany(collection: Collection, wanted: readonly Listed[], signal: AbortSignal): Promise<Many> {
  const { wire, url } = collection;
  const body = multiget(wanted.map((item) => item.href));
  const answer = await wire.multistatus({ method: "REPORT", url, depth: "1", body }, signal);
  const rows = new Map<string, DavRow>();
  // Zimbra and DavMail repeat hrefs: the first one counts (R36).
  for (const row of answer.rows) if (!rows.has(keyOf(row.href))) rows.set(keyOf(row.href), row);
  const batch = { items: [] as RemoteItem[], parked: [] as ParkedItem[], gone: [] };
  const unknown: Listed[] = [];
  for (const item of wanted) {
    const row = rows.get(item.key);
    const text = row && property(row, CALDAV, "calendar-data")?.text;
    if (row?.status === 403) batch.parked.push({ ...item, failure: new Failure("forbidden", hostOf(url)) });
    else if (row === undefined || !text?.trim()) unknown.push(item);
    else {
      const tag = property(row, CALDAV, "schedule-tag")?.text.trim();
      batch.items.push(toItem(collection, { ...item, ...toListed(row, answer.url) }, withCrlf(text), tag));
    }
  }
  return { batch, unknown };
}

const hostOf = (url: string) => ({ host: new URL(url).hostname });

async function fetchEach(collection: Collection, wanted: readonly Listed[], signal: AbortSignal): Promise<Batch> {
  let all = EMPTY;
  for (let start = 0; start < wanted.length; start += PARALLEL) {
    const part = wanted.slice(start, start + PARALLEL);
    const batches = await Promise.all(part.map((item) => fetchOrPark(collection, item, signal)));
    all = [all, ...batches].reduce(join);
  }
  return all;
}

async function fetchOrPark(collection: Collection, item: Listed, signal: AbortSignal): Promise<Batch> {
  const found = await attempt(fetchItem(collection, item.href, signal));
  if (found === undefined) return { ...EMPTY, gone: [item.key] };
  if (!(found instanceof Failure)) {
    const etag = isContentTag(found.etag) ? (item.etag ?? found.etag) : found.etag;
    return { ...EMPTY, items: [{ ...item, ...found, ...(etag && { etag }) }] };
  }
  // This one item cannot be had; a server or network in trouble stops the run instead.
  const isItsOwn = ["forbidden", "too-large", "conflict", "malformed", "unsupported"].includes(found.code);
  if (!isItsOwn || found.reason === "certificate" || found.reason === "login-page") throw found;
  return { ...EMPTY, parked: [{ ...item, failure: found }] };
}

/** The item as it is now; undefined when it is gone. */
export async function fetchItem(
  collection: Collection,
  href: string,
  signal: AbortSignal,
): Promise<RemoteItem | undefined> {
  const { wire, url } = collection;
  // No Accept header: Xandikos answers 406 for names without an extension.
  const answer = await wire.send({ method: "GET", url: itemUrl(url, href) }, signal);
  // iCloud writes %40 and reads only @ (R40).
  const plain = href.replaceAll("%40", "@");
  if (answer.status === 404 && plain !== href) return fetchItem(collection, plain, signal);
  if (answer.status === 404 || answer.status === 410) return undefined;
  if (answer.status !== 200) throw wire.failure(answer);
  const etag = strongEtag(answer.headers.etag);
  const listed = { key: keyOf(href), href, ...(etag && { etag }) };
  return toItem(collection, listed, answer.body, answer.headers["schedule-tag"]?.trim());
}

/** The item as it is now, for a write to be settled by; undefined only when it is gone from a calendar that is there.
 *  @throws Failure missing (calendar), bad-answer when what came is no whole object */
export async function lookAt(
  collection: Collection,
  href: string,
  signal: AbortSignal,
): Promise<RemoteItem | undefined> {
  const there = await fetchItem(collection, href, signal);
  if (there === undefined) await confirmCalendar(collection, signal);
  if (there === undefined || isWhole(there.text)) return there;
  throw new Failure("bad-answer", hostOf(collection.url));
}

/** False for nothing, for a message, and for an object that was cut on its way. */
const isWhole = (text: string) => /^\s*BEGIN:VCALENDAR[\s\S]*^END:VCALENDAR\s*$/im.test(text);
