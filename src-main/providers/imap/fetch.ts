// Messages in batches, in the order asked for (newest first, mail rules 33, 34). The next batch is on its way while the
// last one is stored.
import type { FetchWhat, MailLane, RemoteFlags, RemoteMessage } from "../mail-provider.ts";
import { type Batch, fetchBatch } from "./batch.ts";
import { flagsOf } from "./changes.ts";
import type { Client } from "./client.ts";
import { openFolder } from "./open.ts";
import type { Session } from "./session.ts";
import { chunksOf } from "./uid-set.ts";

const [FIRST, FEWEST, MOST] = [100, 10, 250];
/** A batch should bring about so much at most: some three of them are held at a time. */
const TARGET_BYTES = 1024 * 1024;
const [QUICK_MS, SLOW_MS] = [1_000, 3_000];

/** Batches grow and shrink with how quickly they come. @throws Failure; what was given before stays good */
export async function* fetchMessages(
  session: Session,
  wish: { path: string; uids: readonly number[]; what: FetchWhat; lane: MailLane },
  signal: AbortSignal,
): AsyncGenerator<readonly RemoteMessage[]> {
  const { path, what, lane } = wish;
  const rest = [...wish.uids];
  let [size, sizesFirst] = [FIRST, false];
  const next = async (): Promise<Batch | undefined> => {
    const [chunk, ...others] = chunksOf(rest.splice(0, size));
    if (chunk === undefined) return undefined;
    rest.unshift(...others.flatMap(({ uids }) => uids));
    const startedMs = performance.now();
    const { uids } = chunk;
    const batch = await session.run(
      lane,
      {
        method: what.kind === "source" ? "UID FETCH source" : "UID FETCH head",
        path,
        work: (client) => fetchBatch(client, { path, uids, what, sizesFirst, nowMs: session.nowMs() }),
      },
      signal,
    );
    rest.unshift(...batch.postponed);
    sizesFirst = batch.large > uids.length / 10;
    size = nextSize(size, performance.now() - startedMs, batch);
    return batch;
  };
  let coming = next();
  try {
    for (let batch = await coming; batch !== undefined; batch = await coming) {
      coming = lane === "bulk" ? next() : Promise.resolve(undefined);
      coming.catch(() => {});
      if (batch.messages.length > 0) yield batch.messages;
      if (lane === "ops") coming = next();
    }
  } finally {
    coming.catch(() => {});
  }
}

function nextSize(size: number, ms: number, batch: Batch): number {
  const paced = ms < QUICK_MS ? size * 2 : ms > SLOW_MS ? size / 2 : size;
  const average = batch.bytes / Math.max(1, batch.messages.length);
  const fitting = average > 0 ? TARGET_BYTES / average : MOST;
  return Math.max(FEWEST, Math.min(MOST, Math.floor(Math.min(paced, fitting))));
}

/** Flags of these messages; those missing from the answer twice are gone. */
export async function fetchFlags(
  client: Client,
  path: string,
  uids: readonly number[],
): Promise<readonly RemoteFlags[]> {
  await openFolder(client, path);
  const found = new Map<number, RemoteFlags>();
  await readFlags(client, uids, found);
  const missing = uids.filter((uid) => !found.has(uid));
  if (missing.length > 0) {
    await openFolder(client, path, {});
    await readFlags(client, missing, found);
  }
  return uids.flatMap((uid) => found.get(uid) ?? []);
}

async function readFlags(client: Client, uids: readonly number[], found: Map<number, RemoteFlags>): Promise<void> {
  const asked = new Set(uids);
  const query = { uid: true, flags: true, ...(client.flow.capabilities.has("X-GM-EXT-1") && { labels: true }) };
  for (const { set } of chunksOf(uids, 5_000)) {
    for await (const row of client.flow.fetch(set, query, { uid: true })) {
      if (!asked.has(row.uid) || row.flags === undefined) continue;
      const flags = flagsOf(row.uid, row.flags, row.modseq);
      found.set(row.uid, { ...flags, ...(row.labels && { labels: [...row.labels] }) });
    }
  }
}

/** One part without its transfer encoding, or the whole message; undefined when it is gone. */
export async function downloadPart(
  client: Client,
  path: string,
  uid: number,
  part: string,
): Promise<Uint8Array | undefined> {
  await openFolder(client, path);
  const found = await downloadOnce(client, uid, part);
  if (found !== undefined) return found;
  await openFolder(client, path, {});
  return downloadOnce(client, uid, part);
}

async function downloadOnce({ flow }: Client, uid: number, part: string): Promise<Uint8Array | undefined> {
  const options = { uid: true, decodeText: false, chunkSize: 1024 * 1024 };
  const { content } = await flow.download(`${uid}`, part === "" ? undefined : part, options);
  if (content === undefined) return undefined;
  const pieces: Buffer[] = [];
  for await (const piece of content) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}
