// Fetching items: multiget in batches, every href with an outcome of its own (RFC 4791 §7.9, knowledge R32-R36).
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { ParkedItem, RemoteItem } from "../provider.ts";
import { absolutePath, itemUrl, keyOf } from "./href.ts";
import { withCrlf } from "./map.ts";
import { CALDAV, DAV, type DavRow, property, strongEtag } from "./multistatus.ts";
import type { Quirks } from "./quirks.ts";
import { multiget } from "./requests.ts";
import { attempt, type Wire } from "./wire.ts";

const BATCH = 50;
const PARALLEL = 4;

/** A calendar collection on its server. */
export interface Collection {
  readonly wire: Wire;
  readonly url: string;
  readonly quirks: Quirks;
}

/** An item known by its row in a listing. */
export interface Listed {
  readonly key: string;
  readonly href: string;
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

/** Fetches `wanted` batch by batch. Batches shrink when the server finds them too much. */
export async function* fetchItems(
  collection: Collection,
  wanted: readonly Listed[],
  signal: AbortSignal,
): AsyncGenerator<Batch> {
  let size = BATCH;
  let byMultiget = true;
  for (let start = 0; start < wanted.length; ) {
    const part = wanted.slice(start, start + size);
    const answer = byMultiget ? await attempt(askMany(collection, part, signal)) : undefined;
    if (answer instanceof Failure && isTooMuch(answer) && part.length > 1) {
      size = Math.ceil(part.length / 2);
      continue;
    }
    if (answer instanceof Failure && !isTooMuch(answer) && !isRefused(answer)) throw answer;
    // iCloud once answered every href with nothing in it (R34).
    if (answer instanceof Failure || answer?.isUseless) byMultiget = false;
    const known = answer === undefined || answer instanceof Failure ? { batch: EMPTY, unknown: part } : answer;
    yield join(known.batch, await fetchEach(collection, known.unknown, signal));
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
  /** Wanted, but the answer says nothing usable about them: sabre leaves deleted ones out (R33). */
  readonly unknown: readonly Listed[];
  readonly isUseless: boolean;
}

async function askMany({ wire, url }: Collection, wanted: readonly Listed[], signal: AbortSignal): Promise<Many> {
  const body = multiget(wanted.map((item) => item.href));
  const answer = await wire.multistatus({ method: "REPORT", url, depth: "1", body }, signal);
  const rows = new Map<string, DavRow>();
  // Zimbra and DavMail repeat hrefs: the first one counts (R36).
  for (const row of answer.rows) if (!rows.has(keyOf(row.href))) rows.set(keyOf(row.href), row);
  const batch = { items: [] as RemoteItem[], parked: [] as ParkedItem[], gone: [] as string[] };
  const unknown: Listed[] = [];
  for (const item of wanted) {
    const row = rows.get(item.key);
    const text = row && property(row, CALDAV, "calendar-data")?.text;
    if (row?.status === 404 || row?.status === 410) batch.gone.push(item.key);
    else if (row?.status === 403) batch.parked.push({ ...item, failure: new Failure("forbidden", hostOf(url)) });
    else if (row === undefined || !text?.trim()) unknown.push(item);
    else batch.items.push({ ...item, ...toListed(row, answer.url), text: withCrlf(text) });
  }
  return { batch, unknown, isUseless: unknown.length === wanted.length && wanted.length > 1 };
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
  if (!(found instanceof Failure)) return { ...EMPTY, items: [{ ...item, ...found }] };
  // This one item cannot be had; a server or network in trouble stops the run instead.
  const isItsOwn = ["forbidden", "too-large", "conflict", "malformed", "unsupported"].includes(found.code);
  if (!isItsOwn || found.reason === "certificate" || found.reason === "login-page") throw found;
  return { ...EMPTY, parked: [{ ...item, failure: found }] };
}

/** The item as it is now; undefined when it is gone. */
export async function fetchItem(
  { wire, url }: Collection,
  href: string,
  signal: AbortSignal,
): Promise<RemoteItem | undefined> {
  // No Accept header: Xandikos answers 406 for names without an extension.
  const answer = await wire.send({ method: "GET", url: itemUrl(url, href) }, signal);
  if (answer.status === 404 || answer.status === 410) return undefined;
  if (answer.status !== 200) throw wire.failure(answer);
  const etag = strongEtag(answer.headers.etag);
  return { key: keyOf(href), href, text: answer.body, ...(etag && { etag }) };
}
