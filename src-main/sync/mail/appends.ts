// Messages that are to be filed on the server: what was imported. One APPEND each; after a crash its Message-ID is looked for
// before it is filed again (mail rules 54, 61).
import { type Failure, toFailure } from "../../../src-preload/contract/failure.ts";
import {
  appendBytes,
  beginAppend,
  failAppend,
  nextAppends,
  type PendingAppend,
  settleAppend,
} from "../../store/mail/appends.ts";
import { findFolder } from "../../store/mail/folders.ts";
import type { AccountRun } from "./deps.ts";
import { deedVerdictOn } from "./mail-policy.ts";

/** @throws Failure when the way to the server is at fault */
export async function fileAppends(run: AccountRun): Promise<void> {
  const { db, clock } = run.deps;
  const tried = new Set<number>();
  for (;;) {
    const next = nextAppends(db, run.accountId, clock.nowMs()).filter(({ id }) => !tried.has(id));
    if (next.length === 0) return;
    for (const append of next) {
      if (run.signal.aborted) return;
      tried.add(append.id);
      await fileOne(run, append);
      await run.between();
    }
  }
}

async function fileOne(run: AccountRun, append: PendingAppend): Promise<void> {
  const { db, clock, random } = run.deps;
  const folder = findFolder(db, append.folderId);
  const bytes = folder && appendBytes(db, append.id);
  if (!folder || !bytes) return;
  try {
    const isInterrupted = append.state === "inflight";
    if (!isInterrupted) db.write(() => beginAppend(db, append.id));
    if (!isInterrupted || !(await isFiled(run, append, folder.path))) {
      const { flags, internalDateMs } = append;
      await run.connection.append(folder.path, bytes, { flags, internalDateMs }, run.signal);
    }
    db.write(() => settleAppend(db, append.id));
    run.soon(folder.id);
  } catch (error) {
    const failure: Failure = toFailure(error);
    const verdict = deedVerdictOn(failure, append.attempts, clock.nowMs(), random());
    if (verdict.do === "leave") throw failure;
    db.write(() => failAppend(db, append.id, failure.toData(), verdict.do === "later" ? verdict.atMs : null));
  }
}

async function isFiled({ connection, signal }: AccountRun, append: PendingAppend, path: string): Promise<boolean> {
  if (append.messageIdHeader === undefined) return false;
  return (await connection.findMessageId(path, append.messageIdHeader, signal)).length > 0;
}
