// Moving an item to another calendar of the same server (RFC 4918 §9.9, knowledge R54): its UID stays, nobody is told.
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { ItemVersion, MoveOutcome, RemoteItem } from "../provider.ts";
import { itemUrl, keyOf, newHref } from "./href.ts";
import { type Collection, fetchItem, lookAt } from "./items.ts";
import { saysTheSame, uidOf } from "./map.ts";
import { parseMultistatus, strongEtag } from "./multistatus.ts";
import type { DavAnswer } from "./refusals.ts";
import { attempt } from "./wire.ts";

/** Statuses by which servers say that they do not move, or not this to there. */
const CANNOT = new Set([400, 403, 405, 409, 415, 422, 501, 502]);

/** Moves exactly one version; never over something that is there already (`Overwrite: F`). */
export async function moveItem(
  from: Collection,
  version: ItemVersion,
  to: Collection,
  name: string,
  signal: AbortSignal,
): Promise<MoveOutcome> {
  const { wire, url, traits, quirks } = from;
  const cannot = quirks.noMove || traits.has("no-move") || new URL(url).origin !== new URL(to.url).origin;
  if (cannot) return { kind: "unsupported" };
  const target = newHref(to.url, name);
  const there = await lookAt(from, version.href, signal);
  if (there === undefined) return arrived(version, to, target, signal);
  if (isOther(there, version)) return { kind: "conflict", theirs: there };
  const etag = strongEtag(there.etag);
  const headers = { destination: itemUrl(to.url, target), overwrite: "F", ...(etag && { "if-match": etag }) };
  const answer = await wire.send({ method: "MOVE", url: itemUrl(url, version.href), headers }, signal);
  const status = statusOf(answer);
  if (status < 300) return { kind: "moved", item: await atTarget(to, target, there, signal) };
  if (CANNOT.has(status)) {
    if (status === 405 || status === 501) traits.note("no-move");
    return { kind: "unsupported" };
  }
  // Whatever was said, what is where decides: an answer lost on the way, a change just before, a name that is taken.
  const now = await lookAt(from, version.href, signal);
  if (now === undefined) return arrived(version, to, target, signal);
  if (isOther(now, version)) return { kind: "conflict", theirs: now };
  if (status === 412) return { kind: "unsupported" };
  throw wire.failure({ ...answer, status });
}

/** A 207 may hide the refusal (RFC 4918 §9.9.4). */
function statusOf(answer: DavAnswer): number {
  const rows = answer.status === 207 ? parseMultistatus(answer.body)?.rows : undefined;
  return rows?.find((row) => (row.status ?? 200) >= 400)?.status ?? answer.status;
}

function isOther(there: RemoteItem, version: ItemVersion): boolean {
  const [known, now] = [strongEtag(version.etag), strongEtag(there.etag)];
  if (known !== undefined && now !== undefined) return known !== now;
  return !saysTheSame(there.text, version.baseText);
}

/** It is no longer here: moved by an earlier try whose answer was lost, or gone. */
async function arrived(
  version: ItemVersion,
  to: Collection,
  target: string,
  signal: AbortSignal,
): Promise<MoveOutcome> {
  const there = await fetchItem(to, target, signal);
  const isIt = there !== undefined && uidOf(there.text) === uidOf(version.baseText);
  return isIt ? { kind: "moved", item: there } : { kind: "gone" };
}

async function atTarget(to: Collection, target: string, moved: RemoteItem, signal: AbortSignal): Promise<RemoteItem> {
  const there = await attempt(fetchItem(to, target, signal));
  if (there !== undefined && !(there instanceof Failure)) return there;
  return { key: keyOf(target), href: target, text: moved.text };
}
