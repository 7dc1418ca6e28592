// Writing (knowledge §2.5): never unconditionally, and every unclear answer is settled by reading what is there.
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { ItemVersion, PutOutcome, RemoteItem, RemoveOutcome, WriteOptions } from "../provider.ts";
import { itemUrl, keyOf, newHref, pathOf, placeIn } from "./href.ts";
import { type Collection, fetchItem, lookAt } from "./items.ts";
import { checkLimits, limitsOf } from "./limits.ts";
import { readState } from "./listing.ts";
import { saysTheSame, uidOf, withNextUid } from "./map.ts";
import { type Condition, contentTag, parseError, parseMultistatus, strongEtag } from "./multistatus.ts";
import { conditionFailure, type DavAnswer } from "./refusals.ts";
import { findUid } from "./requests.ts";
import { attempt } from "./wire.ts";

/** How often an identity that the server's trash bin keeps is changed before giving up (R52). */
const MAX_UIDS = 4;

/** A UID may be used once: in a calendar (RFC 4791 §5.3.2.1), or, as Cyrus says it, by a user (RFC 6638 §3.2.4.1). */
const UID_TAKEN: ReadonlySet<string> = new Set(["no-uid-conflict", "unique-scheduling-object-resource"]);

/** Creates under a name of ours; a retry that meets its own object is a success (R46, R47).
 *  @throws Failure missing when the calendar is gone, conflict when the UID is taken where we cannot see it, refused-data
 *  when another calendar has it */
export async function createItem(
  collection: Collection,
  name: string,
  text: string,
  signal: AbortSignal,
): Promise<PutOutcome> {
  const href = newHref(collection.url, name);
  checkLimits(text, await limitsOf(collection, signal));
  if (collection.quirks.unguardedCreate) {
    const there = await fetchItem(collection, href, signal);
    if (there !== undefined) return settleCreated(there, text);
  }
  let ours = text;
  for (let uids = 1; ; uids++) {
    const result = await write(
      collection,
      { method: "PUT", href, text: ours, headers: { "if-none-match": "*" } },
      signal,
    );
    if (!isInTrash(result)) return created(collection, href, ours, result, signal);
    collection.traits.note("keeps-deleted");
    // Others know an invitation by its UID: that one must stay.
    const isShared = /^(ATTENDEE|ORGANIZER)[;:]/im.test(text);
    if (isShared || uids === MAX_UIDS) throw refusal(collection, result);
    ours = withNextUid(ours);
  }
}

/** Nextcloud keeps the UIDs of what is in its trash bin (nextcloud/server#30096). */
const isInTrash = ({ status, answer }: Written) =>
  status === 400 && /deleted calendar object with uid already exists/i.test(answer.body);

async function created(
  collection: Collection,
  href: string,
  text: string,
  result: Written,
  signal: AbortSignal,
): Promise<PutOutcome> {
  const { status } = result;
  if (status < 300) return readBack(collection, href, text, result.answer, signal);
  if (status >= 500) return savedAfterAll(collection, href, text, result, signal);
  const uidTaken = result.conditions.find((one) => UID_TAKEN.has(one.name));
  if (![404, 409, 410, 412].includes(status) && uidTaken === undefined) throw refusal(collection, result);
  const own = await fetchItem(collection, href, signal);
  if (own !== undefined) return settleCreated(own, text);
  const twin = await findTwin(collection, uidTaken?.href, text, signal);
  if (twin !== undefined) return { kind: "conflict", theirs: twin };
  // In another calendar of the user's (R52): an event of its own, which this one must never be taken for.
  if (uidTaken?.href !== undefined)
    throw new Failure("refused-data", { detail: `${uidTaken.name}: ${pathOf(uidTaken.href)}` });
  if (status === 412 || uidTaken !== undefined) throw refusal(collection, result);
  // 409 and 404 also say that the collection itself is not there (RFC 4918 §9.7.1), or, at Deck, that it is read-only (R55).
  await readState(collection, signal);
  throw status === 409 ? refusal(collection, result) : new Failure("read-only");
}

/** Replaces one version (R48-R50, R92). */
export async function updateItem(
  collection: Collection,
  version: ItemVersion,
  text: string,
  signal: AbortSignal,
  { attendeeEdit = false }: WriteOptions = {},
): Promise<PutOutcome> {
  const { href } = version;
  checkLimits(text, await limitsOf(collection, signal));
  const guard = attendeeEdit ? scheduleGuard(version) : undefined;
  let etag = strongEtag(version.etag);
  if (guard === undefined && etag === undefined) {
    const there = await lookAt(collection, href, signal);
    if (there === undefined) return { kind: "gone" };
    if (saysTheSame(there.text, text) || !saysTheSame(there.text, version.baseText)) return settle(there, text);
    etag = strongEtag(there.etag);
  }
  const headers = guard ?? { "if-match": etag ?? "*" };
  const result = await write(collection, { method: "PUT", href, text, headers }, signal);
  if (result.status < 300) return readBack(collection, href, text, result.answer, signal, etag);
  if (result.status >= 500) return savedAfterAll(collection, href, text, result, signal);
  if (![404, 409, 410, 412].includes(result.status)) throw refusal(collection, result);
  // A missing item and a changed one both answer 412 (R49).
  const theirs = await lookAt(collection, href, signal);
  if (theirs === undefined) return { kind: "gone" };
  // Deck says 404 to a write on what it lets us read (R55).
  if (result.status === 404 || result.status === 410) throw new Failure("read-only");
  if (result.status === 409) throw refusal(collection, result);
  return settle(theirs, text);
}

/** Other attendees' answers change the entity tag, but not this one (RFC 6638 §3.2.10). */
function scheduleGuard({ scheduleTag }: ItemVersion): Readonly<Record<string, string>> | undefined {
  return scheduleTag === undefined ? undefined : { "if-schedule-tag-match": scheduleTag };
}

/** Removes one version; what is gone already is removed (R53). */
export async function removeItem(
  collection: Collection,
  version: ItemVersion,
  signal: AbortSignal,
  { attendeeEdit = false, silent = false }: WriteOptions = {},
): Promise<RemoveOutcome> {
  const { href } = version;
  const guard = attendeeEdit ? scheduleGuard(version) : undefined;
  let etag = strongEtag(version.etag);
  if (guard === undefined && etag === undefined) {
    const there = await lookAt(collection, href, signal);
    if (there === undefined) return { kind: "removed" };
    if (!saysTheSame(there.text, version.baseText)) return { kind: "conflict", theirs: there };
    etag = strongEtag(there.etag);
  }
  const headers = { ...(guard ?? { "if-match": etag ?? "*" }), ...(silent && { "schedule-reply": "F" }) };
  const result = await write(collection, { method: "DELETE", href, headers }, signal);
  if (result.status < 300) return { kind: "removed" };
  if (![404, 410, 412].includes(result.status) && result.status < 500) throw refusal(collection, result);
  const theirs = await lookAt(collection, href, signal);
  if (theirs === undefined) return { kind: "removed" };
  if (result.status === 412) return { kind: "conflict", theirs };
  throw result.status >= 500 ? refusal(collection, result) : new Failure("read-only");
}

/** Ours when it means what we sent (our own lost answer), theirs otherwise. */
function settle(there: RemoteItem, text: string): PutOutcome {
  return saysTheSame(there.text, text) ? { kind: "stored", item: there } : { kind: "conflict", theirs: there };
}

/** The same for what an earlier try of ours made, be it under another UID (R52). */
function settleCreated(there: RemoteItem, text: string): PutOutcome {
  let ours = text;
  for (let uids = 1; uids < MAX_UIDS && uidOf(ours) !== uidOf(there.text); uids++) ours = withNextUid(ours);
  return settle(there, ours);
}

interface Written {
  readonly status: number;
  readonly conditions: readonly Condition[];
  readonly answer: DavAnswer;
}

async function write(
  { wire, url, traits }: Collection,
  request: { method: "PUT" | "DELETE"; href: string; text?: string; headers: Readonly<Record<string, string>> },
  signal: AbortSignal,
): Promise<Written> {
  const { method, href, text } = request;
  const type = text !== undefined && { "content-type": "text/calendar; charset=utf-8" };
  const headers = { ...request.headers, ...type };
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
  const clear = status < 300 ? undefined : conditionFailure(status, conditions, method);
  if (clear?.reason === "read-only") traits.note("read-only", url);
  if (clear !== undefined) throw clear;
  return { status, conditions, answer };
}

function refusal({ wire }: Collection, { status, answer }: Written): Failure {
  return wire.failure({ ...answer, status });
}

/** An error of the server's own says nothing about what it did: some report one although they saved (R55). */
async function savedAfterAll(
  collection: Collection,
  href: string,
  text: string,
  result: Written,
  signal: AbortSignal,
): Promise<PutOutcome> {
  const there = await attempt(lookAt(collection, href, signal));
  const isOurs = there !== undefined && !(there instanceof Failure) && saysTheSame(there.text, text);
  if (!isOurs) throw refusal(collection, result);
  collection.traits.note("error-after-saving");
  return { kind: "stored", item: there };
}

/** Servers rewrite what they store, with or without saying so (R50).
 *  @param before entity tag of the version that was replaced */
async function readBack(
  collection: Collection,
  href: string,
  text: string,
  answer: DavAnswer,
  signal: AbortSignal,
  before?: string,
): Promise<PutOutcome> {
  const there = await attempt(lookAt(collection, href, signal));
  const isSeen = there !== undefined && !(there instanceof Failure);
  // Still the version that was replaced: a copy of the store that lags (R31). Taken in, it would undo the edit here.
  const isOld = isSeen && before !== undefined && there.etag === before && !saysTheSame(there.text, text);
  if (isSeen && !isOld) return { kind: "stored", item: there };
  // Stored for sure, but not to be read now: an index that lags (Purelymail) or a line that broke just after.
  if (there === undefined || isOld) collection.traits.note("unread-write");
  const scheduleTag = answer.headers["schedule-tag"]?.trim();
  const etag = strongEtag(answer.headers.etag) ?? contentTag(text);
  return { kind: "stored", item: { key: keyOf(href), href, text, etag, ...(scheduleTag && { scheduleTag }) } };
}

/** The item of this calendar that already has our UID. Radicale names no href in its no-uid-conflict. */
async function findTwin(
  collection: Collection,
  href: string | undefined,
  text: string,
  signal: AbortSignal,
): Promise<RemoteItem | undefined> {
  const { wire, url } = collection;
  if (href !== undefined && placeIn(url, href) === "inside") return fetchItem(collection, pathOf(href), signal);
  const uid = uidOf(text);
  if (uid === undefined) return undefined;
  const answer = await attempt(wire.multistatus({ method: "REPORT", url, depth: "1", body: findUid(uid) }, signal));
  const row = answer instanceof Failure ? undefined : answer.rows.find((one) => one.status === undefined);
  const twin = row && (await fetchItem(collection, pathOf(row.href), signal));
  return twin && uidOf(twin.text) === uid ? twin : undefined;
}
