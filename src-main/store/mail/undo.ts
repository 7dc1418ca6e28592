// Groups of deeds that can be taken back as a whole; kept 30 days.
import type { FolderId, MessageId } from "../../../src-preload/contract/shapes.ts";
import { splitWords } from "../../domain/mail/flags.ts";
import type { Database } from "../database.ts";
import { Tally } from "./counters.ts";
import { Filing } from "./filing.ts";
import { gather } from "./known.ts";
import { fileDeed } from "./ops.ts";
import { showKnown } from "./project.ts";
import { snoozeMessages } from "./snoozes.ts";
import type { Deed } from "./types.ts";
import { dropUndoBefore, takeUndo, type UndoRow } from "./undo-rows.ts";

const KEPT_MS = 30 * 86_400_000;

/** Takes a group back by filing the opposite of each of its deeds, the last one first. What has gone for good stays gone.
 *  @param newUndoId names the group that takes this back again
 *  @returns how many changes could be taken back; 0: none under this name */
export function undoDeeds(db: Database, undoId: string, newUndoId: string, nowMs: number): number {
  return undoSome(db, { undoId, newUndoId, nowMs, limit: Number.MAX_SAFE_INTEGER }).changed;
}

/** The same for the last `limit` changes of the group that are left. @returns `taken`: how many there were */
export function undoSome(
  db: Database,
  { undoId, newUndoId, nowMs, limit }: { undoId: string; newUndoId: string; nowMs: number; limit: number },
): { readonly taken: number; readonly changed: number } {
  const rows = takeUndo(db, undoId, limit);
  let changed = 0;
  for (const round of rounds(rows)) {
    for (const alike of Map.groupBy(round, shapeOf).values()) changed += takeBack(db, alike, newUndoId, nowMs);
  }
  return { taken: rows.length, changed };
}

/** Changes of one message stay in their order: each round has a message once, and what is alike in it is one deed. */
function rounds(rows: readonly UndoRow[]): UndoRow[][] {
  const met = new Map<number, number>();
  const found: UndoRow[][] = [];
  for (const row of rows) {
    const nth = met.get(row.messageId) ?? 0;
    met.set(row.messageId, nth + 1);
    const round = found[nth];
    if (round) round.push(row);
    else found.push([row]);
  }
  return found;
}

function shapeOf({ kind, folderId, toFolderId, added, removed, untilMs }: UndoRow): string {
  return [kind, folderId, toFolderId, added, removed, untilMs].join("\n");
}

function takeBack(db: Database, rows: readonly UndoRow[], undoId: string, nowMs: number): number {
  const [row] = rows;
  if (!row) return 0;
  const messageIds = rows.map((one) => String(one.messageId) as MessageId);
  if (row.kind === "snooze") return snoozeMessages(db, messageIds, row.untilMs, nowMs, undoId);
  if (row.kind === "remove") return takeBackRemovals(db, rows, nowMs);
  const deed = oppositeOf(row, messageIds);
  return deed ? fileDeed(db, deed, nowMs, undoId) : 0;
}

function takeBackRemovals(db: Database, rows: readonly UndoRow[], nowMs: number): number {
  const folderId = rows[0]?.folderId ?? null;
  if (folderId === null) return 0;
  const tally = new Tally();
  let changed = 0;
  const numbers = rows.map(({ messageId }) => messageId);
  for (const known of gather(db, numbers)) {
    const filing = new Filing(db, known, nowMs);
    if (filing.cancelRemoval(folderId) && showKnown(db, filing.known, tally)) changed += 1;
  }
  tally.write(db);
  return changed;
}

function oppositeOf(row: UndoRow, messageIds: readonly MessageId[]): Deed | undefined {
  if (row.kind === "flag") {
    return { kind: "flag", messageIds, add: splitWords(row.added), remove: splitWords(row.removed) };
  }
  if (row.kind !== "move" || row.folderId === null || row.toFolderId === null) return undefined;
  const [fromFolderId, toFolderId] = [row.toFolderId, row.folderId].map((id) => String(id) as FolderId);
  return fromFolderId && toFolderId ? { kind: "move", messageIds, fromFolderId, toFolderId } : undefined;
}

/** Forgets groups older than 30 days. */
export function forgetOldMailUndo(db: Database, nowMs: number): void {
  dropUndoBefore(db, nowMs - KEPT_MS);
}
