// Deeds that were on their way when the engine stopped: what of them is done already is found out first (mail rule 54).
import { findMessage } from "../../store/mail/message.ts";
import type { DeedBatch, DeedOutcome, StoredFolder } from "../../store/mail/types.ts";
import type { AccountRun } from "./deps.ts";

/** A move: what still lies in the source goes now; what does not is looked for in the other folder. */
export async function finishMove(
  run: AccountRun,
  batch: DeedBatch,
  folder: StoredFolder,
  target: StoredFolder,
): Promise<DeedOutcome> {
  const { connection, signal } = run;
  const there = await stillThere(run, batch, folder);
  const moved = new Map<number, number | undefined>();
  const missing: number[] = [];
  const again: number[] = [];
  const copied: number[] = [];
  // A server with MOVE moved each wholly or not at all; another one may have copied and not removed yet.
  const isAtomic = connection.traits.capabilities.includes("MOVE");
  for (const [n, uid] of batch.uids.entries()) {
    const isThere = there.has(uid);
    if (isThere && isAtomic) {
      again.push(uid);
      continue;
    }
    const found = await landedAt(run, batch, n, target);
    if (isThere && found === undefined) again.push(uid);
    else if (found === undefined) missing.push(uid);
    else {
      moved.set(uid, found);
      if (isThere) copied.push(uid);
    }
  }
  let leftMarked = false;
  if (copied.length > 0) leftMarked = !(await connection.expunge(folder.path, copied, signal));
  const rest = again.length > 0 ? await connection.move(folder.path, again, target.path, signal) : undefined;
  for (const [from, to] of rest?.moved ?? []) moved.set(from, to);
  return {
    moved,
    missing: [...missing, ...(rest?.missing ?? [])],
    leftMarked: leftMarked || (rest?.leftMarked ?? false),
  };
}

/** The uid in the other folder; undefined when it is not there, or nothing tells which it is. */
async function landedAt(
  { deps: { db }, connection, signal }: AccountRun,
  { messageIds }: DeedBatch,
  n: number,
  target: StoredFolder,
): Promise<number | undefined> {
  const id = messageIds[n];
  const header = id && findMessage(db, id)?.messageIdHeader;
  if (!header) return undefined;
  return (await connection.findMessageId(target.path, header, signal)).at(-1);
}

/** A removal: what is gone is gone; the rest goes now. Exactly these uids, so saying it again removes nothing else. */
export async function finishRemoval(run: AccountRun, batch: DeedBatch, folder: StoredFolder): Promise<DeedOutcome> {
  const there = await stillThere(run, batch, folder);
  const rest = batch.uids.filter((uid) => there.has(uid));
  if (rest.length === 0) return { leftMarked: false };
  return { leftMarked: !(await run.connection.expunge(folder.path, rest, run.signal)) };
}

async function stillThere(
  { connection, signal }: AccountRun,
  { uids }: DeedBatch,
  folder: StoredFolder,
): Promise<ReadonlySet<number>> {
  const sorted = uids.toSorted((a, b) => a - b);
  const there = await connection.uids(folder.path, signal, sorted[0]);
  const asked = new Set(uids);
  return new Set(there.filter((uid) => asked.has(uid)));
}
