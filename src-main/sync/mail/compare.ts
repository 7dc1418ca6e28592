// All uids of a folder, here and there, side by side: what went unheard is found, what is missing is fetched (mail rules 23,
// 24, 28, 35).
import type { FolderId } from "../../../src-preload/contract/shapes.ts";
import { knownUids, removeUids } from "../../store/mail/base.ts";
import { getFolder, updateFolder } from "../../store/mail/folders.ts";
import type { AccountRun } from "./deps.ts";
import { takeIn } from "./intake.ts";
import { differences, isMassDeletion, WHOLE_BYTES } from "./plan.ts";
import { inSlices, paceOf } from "./slices.ts";

const pace = paceOf(200);

interface CompareCounts {
  readonly created: number;
  readonly deleted: number;
}

/** Compares and mends a folder. What lies below its mark is the past's business. */
export async function compareFolder(run: AccountRun, folderId: FolderId): Promise<CompareCounts> {
  const { deps, connection, signal } = run;
  const { db, clock } = deps;
  const folder = getFolder(db, folderId);
  const known = knownUids(db, folderId);
  const server = await connection.uids(folder.path, signal);
  const { gone, holes } = differences(known, server, folder.backfillLowUid ?? 1);
  const deleted = await removeGone(run, folderId, gone, known.length);
  const { created, attached } = await takeIn(run, {
    folder,
    uids: holes,
    what: { kind: "source", maxBytes: WHOLE_BYTES },
    lane: "bulk",
  });
  db.write(() => updateFolder(db, folderId, { lastFullCheckAt: clock.nowMs(), runsSinceFullCheck: 0 }));
  return { created: created + attached, deleted };
}

/** Unlinks what the server has no more; when that is much, only what a second look finds missing too (mail rule 23).
 *  @returns how many were known */
export async function removeGone(
  { deps: { db, clock }, connection, signal }: AccountRun,
  folderId: FolderId,
  gone: readonly number[],
  known: number,
): Promise<number> {
  let confirmed = gone;
  if (isMassDeletion(gone.length, known)) {
    const there = new Set(await connection.uids(getFolder(db, folderId).path, signal));
    confirmed = gone.filter((uid) => !there.has(uid));
  }
  let removed = 0;
  await inSlices(confirmed, pace, (some) => {
    removed += db.writeFetched(() => removeUids(db, folderId, some, clock.nowMs()));
  });
  return removed;
}
