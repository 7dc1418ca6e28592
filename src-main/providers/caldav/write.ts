// Writing (knowledge §2.5): never unconditionally, and every unclear answer is settled by reading what is there.
import { Failure } from "../../../src-preload/contract/failure.ts";
import { sameMeaning } from "../../domain/edit.ts";
import type { PutOutcome, RemoteItem, RemoveOutcome } from "../provider.ts";
import { itemUrl, keyOf, newHref, pathOf } from "./href.ts";
import { type Collection, fetchItem } from "./items.ts";
import { uidOf } from "./map.ts";
import { type Condition, parseError, parseMultistatus, strongEtag } from "./multistatus.ts";
import { findUid } from "./requests.ts";
import { attempt, conditionFailure, type DavAnswer } from "./wire.ts";

/** The version of an item that a write is meant for. */
export interface Version {
  readonly href: string;
  readonly etag?: string;
  readonly baseText: string;
}

/** Creates under a name of ours; a retry that meets its own object is a success (R46, R47).
 *  @throws Failure missing when the calendar is gone, conflict when the UID is taken where we cannot see it */
export async function createItem(
  collection: Collection,
  name: string,
  text: string,
  signal: AbortSignal,
): Promise<PutOutcome> {
  const href = newHref(collection.url, name);
  if (collection.quirks.unguardedCreate) {
    const there = await fetchItem(collection, href, signal);
    if (there !== undefined) return settle(there, text);
  }
  const result = await write(collection, { method: "PUT", href, text, condition: { "if-none-match": "*" } }, signal);
  if (result.status < 300) return readBack(collection, href, text, result.answer, signal);
  const uidTaken = result.conditions.find((one) => one.name === "no-uid-conflict");
  if (result.status !== 412 && result.status !== 409 && uidTaken === undefined) throw refusal(collection, result);
  const own = await fetchItem(collection, href, signal);
  if (own !== undefined) return settle(own, text);
  const twin = await findTwin(collection, uidTaken?.href, text, signal);
  if (twin !== undefined) return { kind: "conflict", theirs: twin };
  // RFC 4918 §9.7.1: 409 also says that the collection itself is not there.
  if (result.status === 409 && uidTaken === undefined) throw new Failure("missing", { what: "calendar" });
  throw refusal(collection, result);
}

/** Replaces one version (R48-R50). */
export async function updateItem(
  collection: Collection,
  version: Version,
  text: string,
  signal: AbortSignal,
): Promise<PutOutcome> {
  const { href } = version;
  let etag = strongEtag(version.etag);
  if (etag === undefined) {
    const there = await fetchItem(collection, href, signal);
    if (there === undefined) return { kind: "gone" };
    if (sameMeaning(there.text, text) || !sameMeaning(there.text, version.baseText)) return settle(there, text);
    etag = there.etag;
  }
  const condition = { "if-match": etag ?? "*" };
  const result = await write(collection, { method: "PUT", href, text, condition }, signal);
  if (result.status < 300) return readBack(collection, href, text, result.answer, signal);
  if (![404, 409, 410, 412].includes(result.status)) throw refusal(collection, result);
  // A missing item and a changed one both answer 412 (R49).
  const theirs = await fetchItem(collection, href, signal);
  if (theirs === undefined) return { kind: "gone" };
  // Deck says 404 to a write on what it lets us read (R55).
  if (result.status === 404 || result.status === 410) throw new Failure("read-only");
  if (result.status === 409) throw refusal(collection, result);
  return settle(theirs, text);
}

/** Removes one version; what is gone already is removed (R53). */
export async function removeItem(
  collection: Collection,
  version: Version,
  signal: AbortSignal,
): Promise<RemoveOutcome> {
  const { href } = version;
  let etag = strongEtag(version.etag);
  if (etag === undefined) {
    const there = await fetchItem(collection, href, signal);
    if (there === undefined) return { kind: "removed" };
    if (!sameMeaning(there.text, version.baseText)) return { kind: "conflict", theirs: there };
    etag = there.etag;
  }
  const result = await write(collection, { method: "DELETE", href, condition: { "if-match": etag ?? "*" } }, signal);
  if (result.status < 300 || result.status === 404 || result.status === 410) return { kind: "removed" };
  if (result.status !== 412) throw refusal(collection, result);
  const theirs = await fetchItem(collection, href, signal);
  return theirs === undefined ? { kind: "removed" } : { kind: "conflict", theirs };
}

/** Ours when it means what we sent (our own lost answer), theirs otherwise. */
function settle(there: RemoteItem, text: string): PutOutcome {
  return sameMeaning(there.text, text) ? { kind: "stored", item: there } : { kind: "conflict", theirs: there };
}

interface Written {
  readonly status: number;
  readonly conditions: readonly Condition[];
  readonly answer: DavAnswer;
}

async function write(
  { wire, url }: Collection,
  request: { method: "PUT" | "DELETE"; href: string; text?: string; condition: Readonly<Record<string, string>> },
  signal: AbortSignal,
): Promise<Written> {
  const { method, href, text, condition } = request;
  const headers = { ...condition, ...(text !== undefined && { "content-type": "text/calendar; charset=utf-8" }) };
  const answer = await wire.send(
    { method, url: itemUrl(url, href), headers, ...(text !== undefined && { body: text }) },
    signal,
  );
  // Xandikos hides a refusal in a 207 (R51).
  const rows = answer.status === 207 ? parseMultistatus(answer.body)?.rows : undefined;
  const bad = rows?.find((row) => (row.status ?? 200) >= 400);
  const status = bad?.status ?? answer.status;
  const conditions = bad?.conditions ?? parseError(answer.body) ?? [];
  // What is wrong with the data is said whatever the status; it is then no question of versions.
  const clear = status < 300 ? undefined : conditionFailure(status, conditions, answer);
  if (clear !== undefined) throw clear;
  return { status, conditions, answer };
}

function refusal({ wire }: Collection, { status, answer }: Written): Failure {
  return wire.failure({ ...answer, status });
}

/** Servers rewrite what they store, with or without saying so (R50). */
async function readBack(
  collection: Collection,
  href: string,
  text: string,
  answer: DavAnswer,
  signal: AbortSignal,
): Promise<PutOutcome> {
  const there = await attempt(fetchItem(collection, href, signal));
  if (there !== undefined && !(there instanceof Failure)) return { kind: "stored", item: there };
  // Stored for sure, but not to be read now: an index that lags (Purelymail) or a line that broke just after.
  const etag = strongEtag(answer.headers.etag);
  return { kind: "stored", item: { key: keyOf(href), href, text, ...(etag && { etag }) } };
}

/** The item that already has our UID. Radicale names no href in its no-uid-conflict. */
async function findTwin(
  collection: Collection,
  href: string | undefined,
  text: string,
  signal: AbortSignal,
): Promise<RemoteItem | undefined> {
  if (href !== undefined) return fetchItem(collection, pathOf(href), signal);
  const uid = uidOf(text);
  if (uid === undefined) return undefined;
  const { wire, url } = collection;
  const answer = await attempt(wire.multistatus({ method: "REPORT", url, depth: "1", body: findUid(uid) }, signal));
  const row = answer instanceof Failure ? undefined : answer.rows.find((one) => one.status === undefined);
  const twin = row && (await fetchItem(collection, pathOf(row.href), signal));
  return twin && uidOf(twin.text) === uid ? twin : undefined;
}
