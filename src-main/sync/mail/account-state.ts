// How an account's mailbox fares, in its row: signed in or not, waiting or not, what the server can do.
import { setImmediate as breathe } from "node:timers/promises";
import type { Failure } from "../../../src-preload/contract/failure.ts";
import type { AccountId } from "../../../src-preload/contract/shapes.ts";
import type { MailConnection } from "../../providers/mail-provider.ts";
import { dropUnclaimed } from "../../store/mail/base.ts";
import { storedFolders } from "../../store/mail/folders.ts";
import { findMailAccount, updateMailAccount } from "../../store/mail/mail-accounts.ts";
import type { StoredMailAccount } from "../../store/mail/types.ts";
import type { MailDeps } from "./deps.ts";
import { isAway, type MailVerdict, mailVerdictOn } from "./mail-policy.ts";
import { isComplete, isSynced } from "./plan.ts";

/** A disk that takes nothing would let what is due stay due. */
export const HELD_MS = 5 * 60_000;
const DROPPED_AT_ONCE = 100;
const QUOTA_MS = 6 * 60 * 60_000;

/** It answered: nothing is wrong any more. */
export function noteSuccess({ db, clock }: MailDeps, id: AccountId): void {
  const row = findMailAccount(db, id);
  if (!row) return;
  const nowMs = clock.nowMs();
  const isWell = row.failures === 0 && row.failure === undefined && row.nextAt === undefined;
  // Not a write for each look: nobody reads this clock to the second.
  if (isWell && row.lastSyncAt !== undefined && nowMs - row.lastSyncAt < 60_000) return;
  db.write(() =>
    updateMailAccount(db, id, {
      lastSyncAt: nowMs,
      ...(!isWell && { failures: 0, failure: null, nextAt: null }),
    }),
  );
}

/** @returns what follows from it; `sign-in` and `retry` are in the row by then */
export function noteFailure({ db, clock, random }: MailDeps, id: AccountId, failure: Failure): MailVerdict {
  const failures = findMailAccount(db, id)?.failures ?? 0;
  const verdict = mailVerdictOn(failure, failures, clock.nowMs(), random());
  if (verdict.do === "sign-in") {
    db.write(() => updateMailAccount(db, id, { state: "sign-in", failure: failure.toData(), nextAt: null }));
  }
  if (verdict.do === "retry" || verdict.do === "folder") {
    const nextAt = verdict.do === "retry" ? verdict.atMs : clock.nowMs() + HELD_MS;
    db.write(() => updateMailAccount(db, id, { failure: failure.toData(), failures: failures + 1, nextAt }));
  }
  return verdict;
}

/** The network is back: what failed for want of it is due at once. A server that asked for a pause still gets it. */
export function forgetPause({ db, clock }: MailDeps, row: StoredMailAccount): void {
  const { failure, nextAt } = row;
  if (nextAt === undefined || !failure || !isAway(failure) || (failure.retryAtMs ?? 0) > clock.nowMs()) return;
  db.write(() => updateMailAccount(db, row.accountId, { failures: 0, nextAt: null }));
}

/** What the server can do and how full it is, now and then. */
export async function noteTraits(
  { db, clock }: MailDeps,
  id: AccountId,
  connection: MailConnection,
  known: { quotaMs: number },
  signal: AbortSignal,
): Promise<void> {
  const { capabilities, method, quirks, labels, server, appendLimit } = connection.traits;
  const traits = {
    ...{ capabilities, method, quirks, labels },
    ...(server !== undefined && { server }),
    ...(appendLimit !== undefined && { appendLimit }),
  };
  if (JSON.stringify(findMailAccount(db, id)?.traits) !== JSON.stringify(traits)) {
    db.write(() => updateMailAccount(db, id, { traits }));
  }
  if (clock.nowMs() - known.quotaMs < QUOTA_MS) return;
  known.quotaMs = clock.nowMs();
  const quota = await connection.quota(signal);
  db.write(() => updateMailAccount(db, id, { quota: quota ?? null }));
}

/** Messages that no folder has any more go for good, once every folder was looked at since (mail rule 29). */
export async function dropGone(deps: MailDeps, id: AccountId): Promise<void> {
  const startMs = cycleStartMs(deps, id);
  if (startMs === undefined) return;
  while (deps.db.write(() => dropUnclaimed(deps.db, id, startMs, DROPPED_AT_ONCE)) >= DROPPED_AT_ONCE) await breathe();
}

/** Since when every folder was looked at and is here as a whole: what was unlinked before lies nowhere (mail rule 29).
 *  Undefined while one of them is not. */
function cycleStartMs({ db }: MailDeps, id: AccountId): number | undefined {
  const folders = storedFolders(db, id).filter((folder) => isSynced(folder) && !folder.parked);
  if (folders.length === 0) return undefined;
  let earliest = Number.POSITIVE_INFINITY;
  for (const folder of folders) {
    if (!isComplete(folder) || folder.failures > 0 || folder.lastSyncAt === undefined) return undefined;
    earliest = Math.min(earliest, folder.lastSyncAt);
  }
  return earliest;
}
