// One look at one folder: what changed since the last one is taken in, and where it was left is stored once all of it is here.
import type { FolderId } from "../../../src-preload/contract/shapes.ts";
import type { FolderChanges, RemoteFlags } from "../../providers/mail-provider.ts";
import { applyFlags, forgetUids, knownUids, messageAt } from "../../store/mail/base.ts";
import { getFolder, updateFolder } from "../../store/mail/folders.ts";
import type { StoredFolder } from "../../store/mail/types.ts";
import { compareFolder, removeGone } from "./compare.ts";
import type { AccountRun } from "./deps.ts";
import { takeIn } from "./intake.ts";
import {
  FIRST_SCREEN,
  isComparisonDue,
  isComplete,
  isSweepDue,
  NEWEST_FLAGS,
  nextLookMs,
  startOf,
  WHOLE_BYTES,
} from "./plan.ts";
import { inSlices, paceOf } from "./slices.ts";

interface LookCounts {
  created: number;
  updated: number;
  deleted: number;
}

/** How a folder is looked at. The two collections are the account's and outlive the look. */
export interface LookOptions {
  /** Compare everything. */
  readonly full: boolean;
  /** IDLE tells of its news. */
  readonly isWatched: boolean;
  /** Differences in number that comparing did not explain. */
  readonly tolerated: Map<FolderId, number>;
  /** Folders whose uids were forgotten: heads are enough to find their messages again (mail rule 31). */
  readonly rescans: Set<FolderId>;
}

const flagPace = paceOf(400);
/** More news than that are fetched head first: most of them will be here already, moved by another client (mail rule 29).
 *  What comes into the inbox is new, and rules want to see its words. */
const MANY_NEW = { inbox: 1000, others: 50 };
/** A first screen is not to wait for a large message. */
const FIRST_BYTES = 256 * 1024;

/** Most of what a folder of everything brings is here by then: a body is fetched once (mail rule 42). */
export function repeatsOthers({ connection }: AccountRun, { role }: Pick<StoredFolder, "role">): boolean {
  return connection.traits.labels && role === "all";
}

/** @throws Failure; what was taken in stays, and the next look begins where this one did */
export async function lookAt(run: AccountRun, folderId: FolderId, options: LookOptions): Promise<LookCounts> {
  const { deps, connection, signal } = run;
  const { db } = deps;
  const folder = getFolder(db, folderId);
  const start = startOf(folder);
  let known: readonly number[] | undefined;
  // Some 50 ms for 100,000: only for who needs it. What is taken for gone by it was known before the server was asked, since
  // only comparing takes anything for gone, and reads its own (mail rule 28).
  const knownNow = () => (known ??= knownUids(db, folderId));
  const changes = await connection.changes(folder.path, start, knownNow, signal);
  const isSame = folder.cursor?.uidValidity === changes.cursor.uidValidity;
  if (!start || changes.uidValidityChanged || !isSame) return beginAnew(run, folder, changes, options);
  return takeChanges(run, folder, changes, { ...options, known: knownNow });
}

/** A folder seen for the first time, or another one under the old name: its newest messages now, the rest by the past. */
async function beginAnew(
  run: AccountRun,
  folder: StoredFolder,
  changes: FolderChanges,
  options: LookOptions,
): Promise<LookCounts> {
  const { deps, connection, signal } = run;
  const { db } = deps;
  const { cursor, exists, permanentFlags } = changes;
  const wasSeen = folder.cursor !== undefined && folder.lastSyncAt !== undefined;
  const isOther = wasSeen && folder.cursor?.uidValidity !== cursor.uidValidity;
  const server = exists > 0 ? await connection.uids(folder.path, signal) : [];
  if (isOther) options.rescans.add(folder.id);
  const top = Math.max(cursor.uidNext, (server.at(-1) ?? 0) + 1);
  // Another folder under the old name is not complete before the past has looked for what was here.
  const end = isOther ? { backfillLowUid: 2 } : { backfillLowUid: 1, lastFullCheckAt: deps.clock.nowMs() };
  db.write(() => {
    if (isOther) forgetUids(db, folder.id);
    const backfillLowUid = server.length === 0 ? end.backfillLowUid : top;
    updateFolder(db, folder.id, {
      cursor,
      backfillLowUid,
      onServer: exists,
      permanentFlags,
      failures: 0,
      parked: false,
    });
  });
  // The user knows the folder: what came since is news. After a loss of everything it is not (mail rule 32).
  const arrivedFrom = wasSeen && !isOther ? folder.cursor?.uidNext : undefined;
  const { created, attached } = await takeIn(run, {
    folder,
    uids: server.toReversed().slice(0, FIRST_SCREEN),
    what: isOther || repeatsOthers(run, folder) ? { kind: "head" } : { kind: "source", maxBytes: FIRST_BYTES },
    lane: "ops",
    lowers: true,
    ...(arrivedFrom !== undefined && { arrivedFrom }),
  });
  if (server.length <= FIRST_SCREEN) db.write(() => updateFolder(db, folder.id, end));
  finish(run, folder, changes, options.isWatched);
  return { created: created + attached, updated: 0, deleted: 0 };
}

async function takeChanges(
  run: AccountRun,
  folder: StoredFolder,
  changes: FolderChanges,
  options: LookOptions & { readonly known: () => readonly number[] },
): Promise<LookCounts> {
  const { db, clock } = run.deps;
  const { known } = options;
  const deleted = await removeGone(run, folder.id, changes.vanished ?? [], folder.stored);
  const flags = await takeFlags(run, folder, [...changes.flags, ...(await sweptFlags(run, folder, changes, known))]);
  const fresh = await newUids(run, folder, changes);
  const wanted = [...new Set([...fresh, ...flags.unknown])].toSorted((a, b) => b - a);
  const many = wanted.length > MANY_NEW.others;
  const most = folder.role === "inbox" ? MANY_NEW.inbox : MANY_NEW.others;
  const byHead = wanted.length > most || repeatsOthers(run, folder);
  const { created, attached } = await takeIn(run, {
    folder,
    uids: wanted,
    what: byHead ? { kind: "head" } : { kind: "source", maxBytes: WHOLE_BYTES },
    lane: many ? "bulk" : "ops",
    ...(folder.lastSyncAt !== undefined && folder.cursor && { arrivedFrom: folder.cursor.uidNext }),
  });
  // Only now: had this ended before, the next look would have to see the same again (mail rule 19).
  finish(run, folder, changes, options.isWatched);
  const counts = { created: created + attached, updated: flags.updated, deleted };
  const now = getFolder(db, folder.id);
  const facts = {
    full: options.full,
    saysVanished: changes.vanished !== undefined,
    isComplete: isComplete(now),
    stored: now.stored,
    exists: changes.exists,
    expected: folder.onServer === undefined ? undefined : folder.onServer + fresh.length - deleted,
    tolerated: options.tolerated.get(folder.id) ?? 0,
    lastFullCheckAt: now.lastFullCheckAt,
    nowMs: clock.nowMs(),
  };
  if (!isComparisonDue(facts)) return counts;
  const compared = await compareFolder(run, folder.id);
  const after = getFolder(db, folder.id);
  options.tolerated.set(folder.id, isComplete(after) ? changes.exists - after.stored : 0);
  return { ...counts, created: counts.created + compared.created, deleted: deleted + compared.deleted };
}

/** Uids that came since; also those that a server without UIDNEXT would hide. */
async function newUids(
  { deps: { db }, connection, signal }: AccountRun,
  folder: StoredFolder,
  { cursor, exists }: FolderChanges,
): Promise<number[]> {
  const from = folder.cursor?.uidNext ?? 1;
  if (cursor.uidNext <= from && (exists <= folder.stored || !isComplete(folder))) return [];
  const there = await connection.uids(folder.path, signal, from);
  return there.filter((uid) => uid >= from && messageAt(db, folder.id, uid) === undefined);
}

/** Where the server does not tell what changed: the newest each time, all of them now and then (mail rule 27). */
async function sweptFlags(
  run: AccountRun,
  folder: StoredFolder,
  { method }: FolderChanges,
  knownNow: () => readonly number[],
): Promise<readonly RemoteFlags[]> {
  if (method !== "plain" || folder.stored === 0) return [];
  const known = knownNow();
  const { deps, connection, signal } = run;
  const nowMs = deps.clock.nowMs();
  const all = isSweepDue(folder.lastFlagSweepAt, nowMs);
  const uids = all ? known : known.slice(-NEWEST_FLAGS);
  const found = await connection.flags(folder.path, uids, all && known.length > NEWEST_FLAGS ? "bulk" : "ops", signal);
  if (all) deps.db.write(() => updateFolder(deps.db, folder.id, { lastFlagSweepAt: nowMs }));
  return found;
}

async function takeFlags(
  { deps: { db } }: AccountRun,
  folder: StoredFolder,
  flags: readonly RemoteFlags[],
): Promise<{ readonly updated: number; readonly unknown: number[] }> {
  let updated = 0;
  const unknown: number[] = [];
  await inSlices(flags, flagPace, (some) => {
    const taken = db.writeFetched(() => applyFlags(db, folder.id, some));
    updated += taken.changed.length;
    unknown.push(...taken.unknown);
  });
  // Below the mark nothing was fetched yet; above it there should be no hole.
  const low = folder.backfillLowUid ?? 1;
  return { updated, unknown: unknown.filter((uid) => uid >= low) };
}

/** Where it was left, and when it is due again. */
function finish(run: AccountRun, folder: StoredFolder, changes: FolderChanges, isWatched: boolean): void {
  const { db, clock, random } = run.deps;
  const nowMs = clock.nowMs();
  db.write(() => {
    const { runsSinceFullCheck } = getFolder(db, folder.id);
    updateFolder(db, folder.id, {
      cursor: changes.cursor,
      onServer: changes.exists,
      permanentFlags: changes.permanentFlags,
      lastSyncAt: nowMs,
      lastError: null,
      failures: 0,
      parked: false,
      runsSinceFullCheck: runsSinceFullCheck + 1,
      nextAt: nextLookMs(folder, isWatched, nowMs, random()),
    });
  });
}
