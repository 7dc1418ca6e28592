// The folders of an account, looked at in their order: one listing tells which of them changed, the others are left alone.
import { type Failure, toFailure } from "../../../src-preload/contract/failure.ts";
import type { AccountId, FolderId } from "../../../src-preload/contract/shapes.ts";
import type { FolderResult } from "../../../src-preload/contract/sync.ts";
import type { FolderStatus } from "../../providers/mail-provider.ts";
import { reconcileFolders } from "../../store/mail/folder-list.ts";
import { findFolder, storedFolders, updateFolder } from "../../store/mail/folders.ts";
import { findMailAccount, updateMailAccount } from "../../store/mail/mail-accounts.ts";
import type { StoredFolder } from "../../store/mail/types.ts";
import type { AccountRun, MailDeps } from "./deps.ts";
import { type LookOptions, lookAt } from "./look.ts";
import { concernsMailbox } from "./mail-policy.ts";
import { afterRefusal, inOrder, isSynced, isUnchanged, isWorthATry, nextLookMs } from "./plan.ts";

/** How long the list of folders is taken for known. */
const LISTED_MS = 10 * 60_000;
const LISTED_AT_LATEST_MS = 15 * 60_000;
/** More than that are asked for with one listing instead of one by one. */
const FEW = 3;

interface LookWish {
  /** Folders that are looked at in any case, whatever the listing says. */
  readonly certain: ReadonlySet<FolderId>;
  /** All of them, due or not. */
  readonly all: boolean;
  readonly full: boolean;
  /** No more than what is certain. */
  readonly only: boolean;
}

/** LookOptions of an account, and who is told when a folder is worked on. */
export interface LookAround extends Omit<LookOptions, "full" | "isWatched"> {
  readonly isWatched: (folder: StoredFolder) => boolean;
  readonly began: (folderId: FolderId) => void;
  readonly ended: (folderId: FolderId) => void;
}

/** Folders of an account whose time has come. */
export function dueFolders({ db, clock }: Pick<MailDeps, "db" | "clock">, accountId: AccountId): StoredFolder[] {
  const nowMs = clock.nowMs();
  return storedFolders(db, accountId).filter((folder) => isSynced(folder) && (folder.nextAt ?? 0) <= nowMs);
}

/** When the list of folders is asked for again at the latest. */
export function nextListMs({ db }: Pick<MailDeps, "db">, accountId: AccountId): number {
  const listedMs = findMailAccount(db, accountId)?.foldersAtMs;
  return listedMs === undefined ? 0 : listedMs + LISTED_AT_LATEST_MS;
}

/** When the next folder, or the list of them, is due. */
export function nextFolderMs({ db }: Pick<MailDeps, "db">, accountId: AccountId): number {
  const moments = storedFolders(db, accountId)
    .filter(isSynced)
    .map(({ nextAt }) => nextAt ?? 0);
  return Math.min(nextListMs({ db }, accountId), ...moments);
}

/** @throws Failure when the way to the server is at fault; what was looked at before stays */
export async function lookAround(run: AccountRun, wish: LookWish, around: LookAround): Promise<FolderResult[]> {
  const { deps, accountId, connection, signal } = run;
  const { db, clock } = deps;
  const statuses = wish.only ? new Map<string, FolderStatus>() : await statusesOf(run, wish);
  const nowMs = clock.nowMs();
  const folders = storedFolders(db, accountId).filter(
    (folder) =>
      isSynced(folder) && (wish.certain.has(folder.id) || (!wish.only && (wish.all || (folder.nextAt ?? 0) <= nowMs))),
  );
  const results: FolderResult[] = [];
  const calm: StoredFolder[] = [];
  for (const folder of inOrder(folders, connection.traits.labels)) {
    if (signal.aborted) break;
    const isCertain = wish.certain.has(folder.id) || wish.full;
    const status = statuses.get(folder.path);
    if (!isCertain && (isUnchanged(folder, status) || !isWorthATry(folder, status, nowMs))) {
      calm.push(folder);
      results.push(resultOf(folder, "successful"));
      continue;
    }
    results.push(await lookAtOne(run, folder, wish.full, around));
    await run.between();
  }
  noteCalm(run, calm, around);
  return results;
}

async function lookAtOne(
  run: AccountRun,
  { id }: StoredFolder,
  full: boolean,
  around: LookAround,
): Promise<FolderResult> {
  const { db } = run.deps;
  const folder = findFolder(db, id);
  if (!folder) return { folderId: id, accountId: run.accountId, outcome: "skipped", ...NOTHING };
  around.began(id);
  try {
    const { tolerated, rescans } = around;
    const counts = await lookAt(run, id, { full, tolerated, rescans, isWatched: around.isWatched(folder) });
    return { ...resultOf(folder, "successful"), ...counts };
  } catch (error) {
    const failure = toFailure(error);
    if (concernsMailbox(failure)) throw failure;
    noteRefusal(run, folder, failure);
    return { ...resultOf(folder, "failed"), failure: failure.toData() };
  } finally {
    around.ended(id);
  }
}

/** The others go on (mail rule 44). */
export function noteRefusal({ deps: { db, clock } }: AccountRun, { id }: StoredFolder, failure: Failure): void {
  const folder = findFolder(db, id);
  if (!folder) return;
  const { parked, nextAtMs } = afterRefusal(folder.failures, clock.nowMs());
  const isGone = failure.code === "missing" || failure.code === "forbidden";
  db.write(() =>
    updateFolder(db, id, {
      lastError: failure.toData(),
      failures: folder.failures + 1,
      nextAt: Math.max(nextAtMs, failure.retryAtMs ?? 0),
      parked: parked && isGone,
    }),
  );
}

/** Nothing happened there: due again later, in one transaction for all of them. */
function noteCalm(
  { deps: { db, clock, random } }: AccountRun,
  folders: readonly StoredFolder[],
  around: LookAround,
): void {
  if (folders.length === 0) return;
  const nowMs = clock.nowMs();
  db.write(() => {
    for (const folder of folders) {
      if (!findFolder(db, folder.id)) continue;
      const nextAt = nextLookMs(folder, around.isWatched(folder), nowMs, random());
      // A parked one was not looked at: it is only not worth it.
      updateFolder(db, folder.id, folder.parked ? { nextAt } : { lastSyncAt: nowMs, nextAt });
    }
  });
}

/** What the server says of its folders: by a listing of all, or of some. */
async function statusesOf(run: AccountRun, wish: LookWish): Promise<ReadonlyMap<string, FolderStatus>> {
  const { deps, accountId, connection, signal } = run;
  const { db, clock } = deps;
  const nowMs = clock.nowMs();
  const listedMs = findMailAccount(db, accountId)?.foldersAtMs;
  const due = dueFolders(deps, accountId).filter(({ role }) => role !== "inbox");
  const isListed = listedMs !== undefined && nowMs - listedMs < LISTED_MS;
  if (isListed && !wish.all && due.length <= FEW) {
    if (due.length === 0) return new Map();
    return connection.status(
      due.map(({ path }) => path),
      signal,
    );
  }
  const listed = await connection.folders(signal);
  // A list without INBOX is none: every mailbox has one (RFC 9051 §5.1).
  const isWhole = listed.some(({ path }) => path.toUpperCase() === "INBOX");
  db.write(() => {
    if (isWhole) reconcileFolders(db, accountId, listed, nowMs);
    updateMailAccount(db, accountId, { foldersAt: nowMs });
  });
  return new Map(listed.flatMap(({ path, status }) => (status ? [[path, status] as const] : [])));
}

const NOTHING = { created: 0, updated: 0, deleted: 0, pushed: 0 };

/** With nothing counted yet. */
export function resultOf({ id, accountId }: StoredFolder, outcome: FolderResult["outcome"]): FolderResult {
  return { folderId: id, accountId, outcome, ...NOTHING };
}
