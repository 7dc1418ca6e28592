// The past of folders: everything below a folder's mark, newest first, the mark stored with each slice (mail rules 33–35);
// then the bodies of what was too large to come with it.
import { toFailure } from "../../../src-preload/contract/failure.ts";
import type { FolderId } from "../../../src-preload/contract/shapes.ts";
import { dropForgotten, knownUids } from "../../store/mail/base.ts";
import { findFolder, getFolder, storedFolders, updateFolder } from "../../store/mail/folders.ts";
import { missingBodies } from "../../store/mail/message.ts";
import type { StoredFolder } from "../../store/mail/types.ts";
import { fetchBodies } from "./bodies.ts";
import type { AccountRun } from "./deps.ts";
import { takeIn } from "./intake.ts";
import { repeatsOthers } from "./look.ts";
import { noteRefusal } from "./looks.ts";
import { concernsMailbox } from "./mail-policy.ts";
import { inOrder, isComplete, isSynced, pastOf, WHOLE_BYTES } from "./plan.ts";

const BODIES_AT_ONCE = 200;

interface PastOptions {
  readonly rescans: Set<FolderId>;
  readonly began: (folderId: FolderId) => void;
  readonly ended: (folderId: FolderId) => void;
}

/** Has the account a past to fetch, or bodies? */
export function hasPast({ deps: { db }, accountId }: Pick<AccountRun, "deps" | "accountId">): boolean {
  return pastFolders(db, accountId).some(
    (folder) =>
      folder.failures === 0 && folder.backfillLowUid !== undefined && (!isComplete(folder) || wantsBodies(folder)),
  );
}

const wantsBodies = ({ stored, readable }: StoredFolder) => readable < stored;

function pastFolders(db: AccountRun["deps"]["db"], accountId: AccountRun["accountId"]): StoredFolder[] {
  return storedFolders(db, accountId).filter((folder) => isSynced(folder) && !folder.parked);
}

/** Fetches what lies further back, folder by folder; then bodies. */
export async function fetchPast(run: AccountRun, options: PastOptions): Promise<void> {
  const { deps, accountId, connection } = run;
  const folders = inOrder(pastFolders(deps.db, accountId), connection.traits.labels);
  const each = async (work: (folder: StoredFolder) => Promise<void>, wants: (folder: StoredFolder) => boolean) => {
    for (const { id } of folders) {
      const folder = findFolder(deps.db, id);
      if (!folder || folder.backfillLowUid === undefined || !wants(folder)) continue;
      options.began(id);
      try {
        await work(folder);
      } catch (error) {
        const failure = toFailure(error);
        if (concernsMailbox(failure)) throw failure;
        noteRefusal(run, folder, failure);
      } finally {
        options.ended(id);
      }
    }
  };
  await each(
    (folder) => fetchFolderPast(run, folder, options),
    (folder) => !isComplete(folder),
  );
  await each((folder) => fetchFolderBodies(run, folder), wantsBodies);
}

async function fetchFolderPast(run: AccountRun, folder: StoredFolder, { rescans }: PastOptions): Promise<void> {
  const { deps, connection, signal } = run;
  const { db, clock } = deps;
  const known = knownUids(db, folder.id);
  const uids = pastOf(await connection.uids(folder.path, signal), known, folder.backfillLowUid ?? 1);
  // What may be here already is asked for by its head: most of a folder of everything (mail rule 42), all of a folder
  // that got new uids (mail rule 31).
  const byHead = rescans.has(folder.id) || repeatsOthers(run, folder);
  await takeIn(run, {
    folder,
    uids,
    what: byHead ? { kind: "head" } : { kind: "source", maxBytes: WHOLE_BYTES },
    lane: "bulk",
    lowers: true,
  });
  db.write(() => {
    const now = getFolder(db, folder.id);
    // Another folder under this name meanwhile: its own past comes next time.
    if (now.cursor?.uidValidity !== folder.cursor?.uidValidity) return;
    updateFolder(db, folder.id, { backfillLowUid: 1, lastFullCheckAt: clock.nowMs() });
    dropForgotten(db, folder.id, clock.nowMs());
    rescans.delete(folder.id);
  });
}

async function fetchFolderBodies(run: AccountRun, folder: StoredFolder): Promise<void> {
  // Asked for and still not here: gone from the folder, which the next look finds out.
  const stuck = new Set<string>();
  let asked: ReadonlySet<string> = new Set();
  for (;;) {
    const wanted = missingBodies(run.deps.db, folder.id, BODIES_AT_ONCE + stuck.size);
    for (const { messageId } of wanted) if (asked.has(messageId)) stuck.add(messageId);
    const some = wanted.filter(({ messageId }) => !stuck.has(messageId)).slice(0, BODIES_AT_ONCE);
    if (some.length === 0) return;
    await fetchBodies(run, folder, some, "bulk");
    asked = new Set(some.map(({ messageId }) => messageId));
    await run.between();
  }
}
