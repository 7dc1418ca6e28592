// What to do with a folder, decided without doing anything (mail rules 19–35, 42, 44).
import type { FolderRole } from "../../../src-preload/contract/mail.ts";
import type { FolderStatus } from "../../providers/mail-provider.ts";
import type { StoredCursor, StoredFolder } from "../../store/mail/types.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** With IDLE on it; without, it is looked at as often as a folder that notifies. */
const WATCHED_MS = 15 * MINUTE_MS;
const FAVOURITE_MS = 2 * MINUTE_MS;
const REST_MS = 10 * MINUTE_MS;
/** Everything is compared that often even where the server tells what goes (mail rule 23, complaint 23). */
const COMPARED_MS = 7 * DAY_MS;
/** Every flag is looked at that often where the server does not tell what changed (mail rule 27). */
const SWEEP_MS = 10 * MINUTE_MS;
/** A folder that refuses to open is tried so often before it is parked. */
const REFUSALS = 3;
const REPROBE_MS = DAY_MS;

/** Readable as soon as the first answer is there. */
export const FIRST_SCREEN = 50;
/** Newest messages whose flags are looked at each time, where the server does not tell (mail rule 27). */
export const NEWEST_FLAGS = 400;
/** Messages up to this size are fetched whole. */
export const WHOLE_BYTES = 1024 * 1024;

const ORDER: readonly FolderRole[] = ["inbox", "sent", "drafts", "archive", "all"];
const LAST: readonly FolderRole[] = ["junk", "trash"];

type Placed = Pick<StoredFolder, "role" | "path">;

/** Inbox, sent, drafts, archive, the others by path, junk and trash at last (mail rule 33). A folder of everything comes
 *  after those whose messages it repeats: they are found by their identity then (mail rule 42). */
export function inOrder<F extends Placed>(folders: readonly F[], hasLabels: boolean): F[] {
  const rank = ({ role }: Placed) => {
    if (!role) return ORDER.length;
    if (role === "all" && hasLabels) return ORDER.length + LAST.length + 1;
    if (ORDER.includes(role)) return ORDER.indexOf(role);
    return LAST.includes(role) ? ORDER.length + 1 + LAST.indexOf(role) : ORDER.length;
  };
  return folders.toSorted((a, b) => rank(a) - rank(b) || (a.path < b.path ? -1 : 1));
}

/** Is it looked at, at all? Folders that only show others' messages by a flag are views, not places. */
export function isSynced({ selectable, local, role }: Pick<StoredFolder, "selectable" | "local" | "role">): boolean {
  return selectable && !local && role !== "flagged" && role !== "important";
}

/** When a folder is looked at again. @param isWatched IDLE tells of its news. @param random in [0, 1): spread over ±10 % */
export function nextLookMs(
  folder: Pick<StoredFolder, "role" | "notify">,
  isWatched: boolean,
  nowMs: number,
  random: number,
): number {
  const isInbox = folder.role === "inbox";
  const everyMs = isInbox && isWatched ? WATCHED_MS : isInbox || folder.notify ? FAVOURITE_MS : REST_MS;
  return Math.round(nowMs + everyMs * (0.9 + 0.2 * random));
}

/** Does what the server lists say that nothing happened since the last look? Without modseqs flags may have changed. */
export function isUnchanged(
  folder: Pick<StoredFolder, "cursor" | "onServer" | "backfillLowUid" | "stored" | "failures">,
  status: FolderStatus | undefined,
): boolean {
  const { cursor } = folder;
  if (!cursor || !status || folder.backfillLowUid === undefined || folder.failures > 0) return false;
  if (cursor.highestModseq === undefined || status.highestModseq === undefined) return false;
  if (isComplete(folder) && folder.stored !== status.messages) return false;
  return (
    status.uidValidity === cursor.uidValidity &&
    status.uidNext === cursor.uidNext &&
    status.highestModseq === cursor.highestModseq &&
    status.messages === folder.onServer
  );
}

/** From where changes are asked for. An empty cache of a folder that is not empty never takes the delta path: what lies
 *  below the mark would stay unseen for ever (mail rule 25). */
export function startOf(folder: Pick<StoredFolder, "cursor" | "stored" | "backfillLowUid">): StoredCursor | undefined {
  if (folder.backfillLowUid === undefined) return undefined;
  // Nothing stored of a folder that was empty when it was last seen is how it should be: one look tells.
  return folder.stored === 0 ? undefined : folder.cursor;
}

/** Is everything of it here, down to the first message? */
export function isComplete({ backfillLowUid }: Pick<StoredFolder, "backfillLowUid">): boolean {
  return backfillLowUid !== undefined && backfillLowUid <= 1;
}

interface ComparisonFacts {
  /** Somebody asked for it. */
  readonly full: boolean;
  /** The server said what is gone. */
  readonly saysVanished: boolean;
  readonly isComplete: boolean;
  /** Messages here after the changes were taken in, and on the server. */
  readonly stored: number;
  readonly exists: number;
  /** What the server would have, were only new messages added since the last look. */
  readonly expected: number | undefined;
  /** A difference that the last comparison found no reason for. */
  readonly tolerated: number;
  readonly lastFullCheckAt: number | undefined;
  readonly nowMs: number;
}

/** Compare all uids? Where counts differ something went unheard (mail rules 24, 30), and now and then in any case. */
export function isComparisonDue(facts: ComparisonFacts): boolean {
  const { full, saysVanished, stored, exists, expected, lastFullCheckAt, nowMs } = facts;
  if (full) return true;
  if (facts.isComplete && exists - stored !== facts.tolerated) return true;
  if (!facts.isComplete && !saysVanished && expected !== undefined && exists < expected) return true;
  return facts.isComplete && (lastFullCheckAt === undefined || nowMs - lastFullCheckAt >= COMPARED_MS);
}

/** Is every flag to be looked at, where the server does not tell which changed? */
export function isSweepDue(lastFlagSweepAt: number | undefined, nowMs: number): boolean {
  return lastFlagSweepAt === undefined || nowMs - lastFlagSweepAt >= SWEEP_MS;
}

/** More than 50 and more than a fifth of what is known: asked again before it is believed (mail rule 23). */
export function isMassDeletion(gone: number, known: number): boolean {
  return gone > 50 && gone > known * 0.2;
}

/** What a comparison of all uids says.
 *  @param known ascending, read before the server was asked (mail rule 28)
 *  @param lowUid nothing below it was fetched yet
 *  @returns `holes`: on the server and not here, newest first, as far as they should be here */
export function differences(
  known: readonly number[],
  server: readonly number[],
  lowUid: number,
): { readonly gone: number[]; readonly holes: number[] } {
  const there = new Set(server);
  const here = new Set(known);
  return {
    gone: known.filter((uid) => !there.has(uid)),
    holes: server.filter((uid) => uid >= lowUid && !here.has(uid)).toReversed(),
  };
}

/** Uids still to be fetched, newest first. */
export function pastOf(server: readonly number[], known: readonly number[], lowUid: number): number[] {
  const here = new Set(known);
  return server.filter((uid) => uid < lowUid && !here.has(uid)).toReversed();
}

type RefusalVerdict = { readonly parked: boolean; readonly nextAtMs: number };

/** A folder that the server lists and does not open: tried some times, then left alone until its numbers change (mail
 *  rule 44). @param failures before this one */
export function afterRefusal(failures: number, nowMs: number): RefusalVerdict {
  const parked = failures + 1 >= REFUSALS;
  return { parked, nextAtMs: nowMs + (parked ? REPROBE_MS : REST_MS) };
}

/** Is a parked folder worth another try? */
export function isWorthATry(
  folder: Pick<StoredFolder, "parked" | "onServer" | "nextAt">,
  status: FolderStatus | undefined,
  nowMs: number,
): boolean {
  if (!folder.parked || (folder.nextAt ?? 0) <= nowMs) return true;
  return status !== undefined && folder.onServer !== undefined && status.messages !== folder.onServer;
}

/** Rows of the first transaction, before anything is known of the machine. */
export const FIRST_SLICE = 10;
/** A transaction that took longer held others up; one that took less than this leaves room. */
const [SLICE_SLOW_MS, SLICE_QUICK_MS] = [15, 8];
/** Each transaction has a price of its own: fewer rows would pay it too often. */
const SLICE_LEAST = 5;

/** Rows per transaction: few enough that a call waits for some 15 ms and no more (mail rule 34). @param ms of processor time that the last one took
 *  @param most rows of the kind that are ever taken at once */
export function nextSlice(size: number, ms: number, most: number): number {
  if (ms > SLICE_SLOW_MS) return Math.max(SLICE_LEAST, Math.floor(size / 2));
  return ms < SLICE_QUICK_MS ? Math.min(most, size + Math.ceil(size / 4)) : size;
}
