// What the server has: placements and their flags. Sync writes here and nowhere else (mail rule 52).
import type { AccountId, FolderId, MessageId } from "../../../src-preload/contract/shapes.ts";
import { flagNames, parseFlags, sameFlags } from "../../domain/mail/flags.ts";
import type { Database } from "../database.ts";
import { perDatabase } from "../prepared.ts";
import { Tally } from "./counters.ts";
import { reproject } from "./project.ts";
import { type FlagRow, flagsOf, rowId } from "./rows.ts";
import { dropEmptyThread } from "./threads.ts";
import type { ListedFlags, StoredPlacement } from "./types.ts";

interface PlaceRow extends FlagRow {
  readonly folderId: number;
  readonly uid: number;
  readonly messageId: number;
  readonly wanted: number;
}

const PLACE = "SELECT folder_id AS folderId, uid, message_id AS messageId, flags, keywords, wanted FROM placements";

const statements = perDatabase((db) => ({
  uids: db.prepare<{ readonly uid: number }>(
    "SELECT uid FROM placements WHERE folder_id = @folderId AND uid > 0 ORDER BY uid",
  ),
  place: db.prepare<PlaceRow>(`${PLACE} WHERE folder_id = @folderId AND uid = @uid`),
  ofFolder: db.prepare<PlaceRow>(`${PLACE} WHERE folder_id = @folderId`),
  forgotten: db.prepare<PlaceRow>(`${PLACE} WHERE folder_id = @folderId AND uid < 0`),
  ofMessage: db.prepare<PlaceRow>(`${PLACE} WHERE message_id = @id ORDER BY folder_id, uid`),
  setFlags: db.prepare(`UPDATE placements SET flags = @flags, keywords = @keywords, labels = @labels,
    modseq = coalesce(@modseq, modseq) WHERE folder_id = @folderId AND uid = @uid
    AND (@modseq IS NULL OR modseq IS NULL OR modseq <= @modseq)`),
  drop: db.prepare("DELETE FROM placements WHERE folder_id = @folderId AND uid = @uid"),
  unlink: db.prepare(`UPDATE messages SET unlinked_ms = @nowMs WHERE id = @id AND unlinked_ms IS NULL
    AND NOT EXISTS (SELECT 1 FROM placements WHERE message_id = @id)`),
  // Uids are turned below all that were forgotten before: a rescan that was cut short leaves some.
  forget: db.prepare(`UPDATE placements SET uid = @floor - uid, modseq = NULL WHERE folder_id = @folderId AND uid > 0`),
  floor: db.prepare<{ readonly floor: number }>(
    "SELECT coalesce(min(uid), 0) AS floor FROM placements WHERE folder_id = @folderId AND uid < 0",
  ),
  landed: db.prepare<{
    readonly id: number;
    readonly messageId: number;
  }>(`SELECT id, message_id AS messageId FROM mail_ops
    WHERE account_id = @accountId AND state = 'landing' AND next_try_ms < @cycleStartMs LIMIT @limit`),
  dropDeed: db.prepare("DELETE FROM mail_ops WHERE id = @id"),
  // A deed on a place that is gone, and to which no other deed leads, has nothing left to do.
  dropMoot: db.prepare(`DELETE FROM mail_ops AS o WHERE message_id = @id AND state <> 'failed'
    AND NOT EXISTS (SELECT 1 FROM placements p WHERE p.message_id = o.message_id AND p.folder_id = o.folder_id)
    AND state <> 'landing' AND NOT EXISTS (SELECT 1 FROM mail_ops e
      WHERE e.message_id = o.message_id AND e.to_folder_id = o.folder_id AND e.id < o.id AND e.state <> 'failed')`),
  lost: db.prepare<{ readonly id: number; readonly threadId: number }>(`SELECT id, thread_id AS threadId FROM messages
    WHERE account_id = @accountId AND unlinked_ms < @cycleStartMs LIMIT @limit`),
  dropMessage: db.prepare("DELETE FROM messages WHERE id = @id"),
}));

/** Ascending. */
export function knownUids(db: Database, folderId: FolderId): number[] {
  return statements(db)
    .uids.all({ folderId: rowId(folderId) })
    .map(({ uid }) => uid);
}

/** Takes the server's flags; what is older than what is here by its modseq is passed over.
 *  @returns `changed`: messages that look different now; `unknown`: uids that are not here */
export function applyFlags(
  db: Database,
  folder: FolderId,
  listed: readonly ListedFlags[],
): { readonly changed: MessageId[]; readonly unknown: number[] } {
  const { place, setFlags } = statements(db);
  const folderId = rowId(folder);
  const unknown: number[] = [];
  const touched: number[] = [];
  for (const { uid, flags, modseq, labels } of listed) {
    const row = place.get({ folderId, uid });
    if (!row) {
      unknown.push(uid);
      continue;
    }
    const now = parseFlags(flags);
    const values = { folderId, uid, flags: now.bits, keywords: now.keywords, modseq: modseq ?? null };
    const written = setFlags.run({ ...values, labels: labels ? JSON.stringify(labels) : null });
    if (written > 0 && !sameFlags(now, flagsOf(row))) touched.push(row.messageId);
  }
  return { changed: reproject(db, touched).map(messageId), unknown };
}

/** The server has them no more in this folder. Rows of messages go later: dropUnclaimed (R29). @returns how many were known */
export function removeUids(db: Database, folder: FolderId, uids: readonly number[], nowMs: number): number {
  const { place } = statements(db);
  const folderId = rowId(folder);
  return removePlaces(
    db,
    uids.map((uid) => place.get({ folderId, uid })).filter((row) => row !== undefined),
    nowMs,
  );
}

/** UIDVALIDITY changed (R31): rows stay and are shown; uids mean nothing until the messages are stored again. */
export function forgetUids(db: Database, folder: FolderId): void {
  const { floor, forget } = statements(db);
  const folderId = rowId(folder);
  forget.run({ folderId, floor: floor.get({ folderId })?.floor ?? 0 });
}

/** The rescan after forgetUids is complete: what was not found again is gone. @returns how many */
export function dropForgotten(db: Database, folder: FolderId, nowMs: number): number {
  return removePlaces(db, statements(db).forgotten.all({ folderId: rowId(folder) }), nowMs);
}

/** The folder is gone, with all its placements. */
export function unlinkFolder(db: Database, folderId: number, nowMs: number): void {
  removePlaces(db, statements(db).ofFolder.all({ folderId }), nowMs);
}

/** A complete cycle over all folders is done that began at `cycleStartMs`: messages that were unlinked before it and that no
 *  folder claimed go for good (R29), moves that no folder shows as well. Call again while it returns `limit`.
 *  @returns how many went */
export function dropUnclaimed(db: Database, accountId: AccountId, cycleStartMs: number, limit = 500): number {
  const { landed, dropDeed, unlink, lost, dropMessage } = statements(db);
  const moved = landed.all({ accountId, cycleStartMs, limit });
  for (const { id, messageId: message } of moved) {
    dropDeed.run({ id });
    // Two chances: the row goes at the end of the next cycle.
    unlink.run({ id: message, nowMs: cycleStartMs });
    dropMootDeeds(db, message);
  }
  reproject(
    db,
    moved.map((one) => one.messageId),
  );
  const rows = lost.all({ accountId, cycleStartMs, limit });
  for (const { id, threadId } of rows) {
    dropMessage.run({ id });
    dropEmptyThread(db, threadId);
  }
  if (rows.length > 0) db.touch("mail");
  return rows.length;
}

/** Every folder that has it on the server; none for a message that is only here. */
export function placementsOf(db: Database, id: MessageId): StoredPlacement[] {
  return statements(db)
    .ofMessage.all({ id: rowId(id) })
    .map((row) => ({
      folderId: String(row.folderId) as FolderId,
      flags: flagNames(flagsOf(row)),
      ...(row.uid > 0 && { uid: row.uid }),
    }));
}

/** The message of a uid. */
export function messageAt(db: Database, folderId: FolderId, uid: number): MessageId | undefined {
  const row = statements(db).place.get({ folderId: rowId(folderId), uid });
  return row && messageId(row.messageId);
}

/** Forgets deeds of a message on places where it is not and to which no deed takes it. */
export function dropMootDeeds(db: Database, id: number): void {
  statements(db).dropMoot.run({ id });
}

/** Takes placements away and shows what is left. Deeds stay: a message that moved may turn up elsewhere. @returns how many */
export function removePlaces(db: Database, rows: readonly PlaceRow[], nowMs: number): number {
  const { drop, unlink } = statements(db);
  const tally = new Tally();
  for (const row of rows) {
    drop.run({ folderId: row.folderId, uid: row.uid });
    tally.count(row.folderId, { stored: -1, wanted: -row.wanted });
    unlinkUnlessLanding(db, row.messageId, nowMs, unlink);
  }
  tally.write(db);
  reproject(
    db,
    rows.map((row) => row.messageId),
  );
  return rows.length;
}

const landing = perDatabase((db) =>
  db.prepare<{ readonly n: number }>("SELECT 1 AS n FROM mail_ops WHERE message_id = @id AND state = 'landing'"),
);

function unlinkUnlessLanding(
  db: Database,
  id: number,
  nowMs: number,
  unlink: ReturnType<typeof statements>["unlink"],
): void {
  if (!landing(db).get({ id })) unlink.run({ id, nowMs });
}

const messageId = (id: number) => String(id) as MessageId;
