// The user's deeds on their way to the server (mail rules 52–58). Each is marked before its command is sent; after a crash the
// server is looked at before anything is done again.
import { type Failure, toFailure } from "../../../src-preload/contract/failure.ts";
import type { FolderId } from "../../../src-preload/contract/shapes.ts";
import { findFolder } from "../../store/mail/folders.ts";
import { beginDeeds, failDeeds, nextDeeds, releaseDeeds, settleDeeds } from "../../store/mail/ops.ts";
import type { DeedBatch, DeedOutcome, StoredFolder } from "../../store/mail/types.ts";
import type { AccountRun } from "./deps.ts";
import { deedVerdictOn } from "./mail-policy.ts";
import { areSameMessages, isSameFolder } from "./same-messages.ts";
import { finishMove, finishRemoval } from "./verify.ts";

/** Deeds per command: below 8 KB of uids (mail rule 53). */
const AT_ONCE = 1000;

/** Sends what can go now. @param pushed told which folder a deed was of, and how many went
 *  @throws Failure when the way to the server is at fault: what was under way is looked at again next time */
export async function pushDeeds(run: AccountRun, pushed: (folderId: FolderId, count: number) => void): Promise<void> {
  // Those tried here have their own next time; a clock that stands still must not turn this into a loop.
  const tried = new Set<number>();
  while (!run.signal.aborted) {
    const batch = takeBatch(run, tried);
    if (!batch) return;
    const count = await pushBatch(run, batch);
    if (count > 0) pushed(batch.folderId, count);
  }
}

/** Read and marked in one transaction: from here on the user's next deed comes after these and changes none of them. */
function takeBatch({ deps: { db, clock }, accountId }: AccountRun, tried: Set<number>): DeedBatch | undefined {
  return db.write(() => {
    const batches = nextDeeds(db, accountId, clock.nowMs(), AT_ONCE);
    const batch = batches.find(({ ids }) => !ids.some((id) => tried.has(id)));
    if (!batch) return undefined;
    for (const id of batch.ids) tried.add(id);
    if (!batch.interrupted) beginDeeds(db, batch.ids);
    return batch;
  });
}

async function pushBatch(run: AccountRun, batch: DeedBatch): Promise<number> {
  const { db, clock, random } = run.deps;
  const folder = findFolder(db, batch.folderId);
  const target = batch.toFolderId === undefined ? undefined : findFolder(db, batch.toFolderId);
  // Its folder went: so did the deed, with its row.
  if (!folder || (batch.toFolderId !== undefined && !target)) return 0;
  try {
    if (batch.kind !== "flag" && !((await isSameFolder(run, folder)) && (await areSameMessages(run, batch, folder)))) {
      if (!batch.interrupted) db.write(() => releaseDeeds(db, batch.ids));
      return 0;
    }
    const outcome = await perform(run, batch, folder, target);
    db.write(() => settleDeeds(db, batch.ids, outcome, clock.nowMs()));
    // No COPYUID: the other folder shows where they are (mail rule 57).
    if (target && [...(outcome.moved?.values() ?? [])].some((uid) => uid === undefined)) run.soon(target.id);
    if (outcome.missing?.length) run.soon(folder.id);
    return batch.ids.length - (outcome.missing?.length ?? 0);
  } catch (error) {
    const failure = toFailure(error);
    const verdict = deedVerdictOn(failure, batch.attempts, clock.nowMs(), random());
    // Left as it is, inflight: whether the server heard it is looked at before it is said again (mail rule 54).
    if (verdict.do === "leave") throw failure;
    giveBack(run, batch, failure, verdict.do === "later" ? verdict.atMs : null);
    return 0;
  }
}

function giveBack(run: AccountRun, batch: DeedBatch, failure: Failure, nextTryMs: number | null): void {
  const { db } = run.deps;
  db.write(() => failDeeds(db, batch.ids, failure.toData(), nextTryMs));
  // What the server really has is shown again (mail rule 55).
  if (nextTryMs === null) run.soon(batch.folderId);
}

async function perform(
  run: AccountRun,
  batch: DeedBatch,
  folder: StoredFolder,
  target: StoredFolder | undefined,
): Promise<DeedOutcome> {
  const { connection, signal } = run;
  const { uids, add, remove } = batch;
  if (batch.kind === "flag") {
    // Saying it twice does no harm, so nothing is looked at first (mail rule 54).
    return { refusedFlags: await connection.flag(folder.path, uids, { add, remove }, signal) };
  }
  if (batch.kind === "move" && target) {
    if (batch.interrupted) return finishMove(run, batch, folder, target);
    const { moved, missing, uidValidity, leftMarked } = await connection.move(folder.path, uids, target.path, signal);
    return { moved, missing, leftMarked, ...(uidValidity !== undefined && { uidValidity }) };
  }
  if (batch.interrupted) return finishRemoval(run, batch, folder);
  return { leftMarked: !(await connection.expunge(folder.path, uids, signal)) };
}
