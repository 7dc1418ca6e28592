// One batch of messages: one FETCH, read to its end before anything else is asked, because a command inside the
// library's loop would wait for itself.
import type { FetchMessageObject, FetchQueryObject } from "imapflow";
import type { FetchWhat, RemoteMessage } from "../mail-provider.ts";
import { flagsOf } from "./changes.ts";
import type { Client } from "./client.ts";
import { openFolder } from "./open.ts";
import { partsOf } from "./structure.ts";
import { uidSet } from "./uid-set.ts";

/** Bytes of sources held at a time; what comes beyond is asked for again, in a smaller batch. */
const BUDGET = 24 * 1024 * 1024;

/** What one FETCH brought, and what is left for the next. */
export interface Batch {
  /** In the order asked for. */
  readonly messages: readonly RemoteMessage[];
  /** Not taken in because the batch was too large. */
  readonly postponed: readonly number[];
  /** Messages above the limit, and bytes of those below. */
  readonly large: number;
  readonly bytes: number;
}

interface BatchWish {
  readonly path: string;
  readonly uids: readonly number[];
  readonly what: FetchWhat;
  /** Ask for sizes first: many of the last batch were too large. */
  readonly sizesFirst: boolean;
  /** For messages whose INTERNALDATE cannot be read. */
  readonly nowMs: number;
}

type Row = FetchMessageObject & { readonly uid: number };

const FACTS: FetchQueryObject = {
  uid: true,
  flags: true,
  internalDate: true,
  size: true,
  threadId: true,
  labels: true,
};
const HEAD: FetchQueryObject = { ...FACTS, headers: true, bodyStructure: true };

/** @throws Failure missing, forbidden; what the library throws is told by the lane */
export async function fetchBatch(client: Client, wish: BatchWish): Promise<Batch> {
  await openFolder(client, wish.path);
  const { uids, what } = wish;
  const found = new Map<number, RemoteMessage>();
  const state = { bytes: 0, postponed: new Set<number>(), large: new Set<number>() };
  if (what.kind === "source" && wish.sizesFirst) {
    for (const row of await collect(client, uids, { uid: true, size: true }, () => true))
      if ((row.size ?? 0) > what.maxBytes) state.large.add(row.uid);
  }
  const small = uids.filter((uid) => !state.large.has(uid));
  await askTwice(client, wish, small, (wanted) => take(client, wanted, wish, state, found));
  const large = [...state.large];
  await askTwice(client, wish, large, async (wanted) => {
    for (const row of await collect(client, wanted, HEAD, isHead))
      found.set(row.uid, toMessage(row, wish.nowMs, "head"));
    return wanted.filter((uid) => !found.has(uid));
  });
  return {
    messages: uids.flatMap((uid) => found.get(uid) ?? []),
    postponed: [...state.postponed],
    large: large.length,
    bytes: state.bytes,
  };
}

/** What is missing from an answer is asked for once more, from a fresh view of the folder, and is gone then (R40, R63). */
async function askTwice(
  client: Client,
  { path }: BatchWish,
  uids: readonly number[],
  ask: (uids: readonly number[]) => Promise<readonly number[]>,
): Promise<void> {
  if (uids.length === 0) return;
  const missing = await ask(uids);
  if (missing.length === 0) return;
  await openFolder(client, path, {});
  await ask(missing);
}

async function take(
  client: Client,
  wanted: readonly number[],
  { what, nowMs }: BatchWish,
  state: { bytes: number; readonly postponed: Set<number>; readonly large: Set<number> },
  found: Map<number, RemoteMessage>,
): Promise<readonly number[]> {
  const isSource = what.kind === "source";
  // One byte more than wanted tells whether that was all; sizes that servers name are not always true.
  const query = isSource ? { ...FACTS, source: { start: 0, maxLength: what.maxBytes + 1 } } : HEAD;
  const isWhole = isSource ? isSourceRow : isHead;
  await collect(client, wanted, query, (row) => {
    if (!isWhole(row)) return false;
    const length = row.source?.length ?? row.headers?.length ?? 0;
    if (isSource && length > what.maxBytes) state.large.add(row.uid);
    else if (state.bytes + length > BUDGET && state.bytes > 0) state.postponed.add(row.uid);
    else {
      state.bytes += length;
      found.set(row.uid, toMessage(row, nowMs, what.kind));
    }
    // Not kept here: large sources would pile up.
    return false;
  });
  return wanted.filter((uid) => !found.has(uid) && !state.large.has(uid) && !state.postponed.has(uid));
}

/** Rows of the messages asked for: news of others, and flags alone, come in between. */
async function collect(
  { flow }: Client,
  uids: readonly number[],
  query: FetchQueryObject,
  keep: (row: Row) => boolean,
): Promise<readonly Row[]> {
  const asked = new Set(uids);
  const rows: Row[] = [];
  for await (const row of flow.fetch(uidSet(uids), query, { uid: true }))
    if (asked.has(row.uid) && keep(row)) rows.push(row);
  return rows;
}

/** A source that is empty although the message is not was not given (mail rule 39). */
const isSourceRow = ({ source, size }: Row) => source !== undefined && (source.length > 0 || size === 0);
const isHead = ({ headers }: Row) => headers !== undefined;

function toMessage(row: Row, nowMs: number, kind: FetchWhat["kind"]): RemoteMessage {
  const parts = kind === "head" ? (partsOf(row.bodyStructure) ?? []) : undefined;
  return {
    ...flagsOf(row.uid, row.flags ?? [], row.modseq),
    ...(row.labels && { labels: [...row.labels] }),
    internalDateMs: dateMs(row.internalDate) ?? nowMs,
    size: row.size ?? 0,
    ...(row.emailId && { emailId: row.emailId }),
    ...(row.threadId && { threadId: row.threadId }),
    ...(kind === "source" ? { source: row.source ?? new Uint8Array() } : { header: row.headers ?? new Uint8Array() }),
    ...(parts && { parts }),
  };
}

function dateMs(value: Date | string | undefined): number | undefined {
  const ms = value instanceof Date ? value.getTime() : Date.parse(value ?? "");
  return Number.isFinite(ms) ? ms : undefined;
}
