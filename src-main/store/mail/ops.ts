// The journal of the user's deeds that the server does not have yet (mail rules 52-55): filed, sent, settled or given up.
import type { FailureData } from "../../../src-preload/contract/failure.ts";
import type { AccountId, FolderId, MessageId } from "../../../src-preload/contract/shapes.ts";
import { splitWords } from "../../domain/mail/flags.ts";
import type { Database } from "../database.ts";
import { perDatabase } from "../prepared.ts";
import { dropMootDeeds } from "./base.ts";
import { Tally } from "./counters.ts";
import { Filing } from "./filing.ts";
import { gather } from "./known.ts";
import { AT_ONCE, reproject, showKnown } from "./project.ts";
import { idList, rowId } from "./rows.ts";
import { type OpRow, settleDeed } from "./settle.ts";
import type { Deed, DeedBatch, DeedOutcome } from "./types.ts";
import { recordUndo } from "./undo-rows.ts";

interface NextRow extends OpRow {
  readonly uid: number;
  readonly attempts: number;
  readonly state: string;
}
interface FailedRow {
  readonly id: number;
  readonly accountId: AccountId;
  readonly kind: Deed["kind"];
  readonly failure: string;
}

const OP = `o.id, o.message_id AS messageId, o.kind, o.folder_id AS folderId, o.to_folder_id AS toFolderId, o.added, o.removed`;
const GIVEN = "id IN (SELECT value FROM json_each(@ids))";

const statements = perDatabase((db) => ({
  // Not before those on the same place that were filed earlier, nor before the message is there.
  next: db.prepare<NextRow>(`SELECT ${OP}, p.uid, o.attempts, o.state FROM mail_ops o
    JOIN placements p ON p.message_id = o.message_id AND p.folder_id = o.folder_id AND p.uid > 0
    WHERE o.account_id = @accountId AND o.state IN ('waiting', 'inflight') AND o.next_try_ms <= @nowMs
      AND NOT EXISTS (SELECT 1 FROM mail_ops e WHERE e.message_id = o.message_id AND e.id < o.id
        AND e.state IN ('waiting', 'inflight') AND (e.folder_id = o.folder_id OR e.to_folder_id = o.folder_id))
    ORDER BY o.id LIMIT @limit`),
  given: db.prepare<OpRow>(`SELECT ${OP} FROM mail_ops o WHERE o.${GIVEN} ORDER BY o.id`),
  begin: db.prepare(`UPDATE mail_ops SET state = 'inflight', begun = 1, attempts = attempts + 1 WHERE ${GIVEN}
    AND state IN ('waiting', 'inflight')`),
  release: db.prepare(
    `UPDATE mail_ops SET state = 'waiting', attempts = max(0, attempts - 1) WHERE ${GIVEN} AND state = 'inflight'`,
  ),
  later: db.prepare(
    `UPDATE mail_ops SET state = 'waiting', failure = @failure, next_try_ms = @nextTryMs WHERE ${GIVEN}`,
  ),
  giveUp: db.prepare(`UPDATE mail_ops SET state = 'failed', failure = @failure WHERE ${GIVEN}`),
  failed: db.prepare<FailedRow>(`SELECT id, account_id AS accountId, kind, failure FROM mail_ops
    WHERE state = 'failed' AND (@accountId IS NULL OR account_id = @accountId) ORDER BY id DESC`),
  again: db.prepare<{
    readonly messageId: number;
  }>(`UPDATE mail_ops SET state = 'waiting', attempts = 0, failure = NULL,
    next_try_ms = 0 WHERE account_id = @accountId AND state = 'failed' RETURNING message_id AS messageId`),
  forget: db.prepare("DELETE FROM mail_ops WHERE account_id = @accountId AND state = 'failed'"),
  pending: db.prepare<{ readonly n: number }>(`SELECT count(*) AS n FROM mail_ops WHERE state IN ('waiting', 'inflight')
    AND (@accountId IS NULL OR account_id = @accountId) AND (@folderId IS NULL OR folder_id = @folderId)`),
  due: db.prepare<{ readonly dueMs: number | null }>(`SELECT min(o.next_try_ms) AS dueMs FROM mail_ops o
    WHERE o.account_id = @accountId AND o.state IN ('waiting', 'inflight') AND EXISTS (SELECT 1 FROM placements p
      WHERE p.message_id = o.message_id AND p.folder_id = o.folder_id AND p.uid > 0)`),
}));

/** Files a deed and shows it at once. Opposites that have not left cancel each other (R53). Thousands of messages: bulk.ts.
 *  @param undoId names the group in mail_undo; several deeds may share it; absent: it cannot be taken back
 *  @returns messages that look different now */
export function fileDeed(db: Database, deed: Deed, nowMs: number, undoId?: string): number {
  const tally = new Tally();
  const ids = [...new Set(deed.messageIds.map(rowId))];
  let changed = 0;
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    for (const known of gather(db, ids.slice(at, at + AT_ONCE))) {
      const filing = new Filing(db, known, nowMs);
      const done = filing.file(deed);
      if (undoId !== undefined) for (const one of done) recordUndo(db, undoId, { messageId: known.id, ...one }, nowMs);
      if (done.length > 0 && showKnown(db, filing.known, tally)) changed += 1;
    }
  }
  tally.write(db);
  return changed;
}

/** What can go to the server now, in an order that keeps each message's own; batches of one folder, kind and change. Those of a
 *  batch that `interrupted` were on their way when the engine stopped. */
export function nextDeeds(db: Database, accountId: AccountId, nowMs: number, limit = 1000): DeedBatch[] {
  const groups = Map.groupBy(statements(db).next.all({ accountId, nowMs, limit }), (row) =>
    [row.kind, row.folderId, row.toFolderId, row.added, row.removed, row.state].join("\n"),
  );
  return [...groups.values()].map(toBatch);
}

function toBatch(rows: readonly NextRow[]): DeedBatch {
  const [first] = rows as readonly [NextRow];
  return {
    ids: rows.map(({ id }) => id),
    kind: first.kind,
    folderId: String(first.folderId) as FolderId,
    ...(first.toFolderId !== null && { toFolderId: String(first.toFolderId) as FolderId }),
    uids: rows.map(({ uid }) => uid),
    messageIds: rows.map(({ messageId }) => String(messageId) as MessageId),
    add: splitWords(first.added),
    remove: splitWords(first.removed),
    attempts: Math.max(...rows.map(({ attempts }) => attempts)),
    interrupted: first.state === "inflight",
  };
}

/** They are on their way: committed before the command is sent, in the transaction of nextDeeds. */
export function beginDeeds(db: Database, ids: readonly number[]): void {
  statements(db).begin.run({ ids: idList(ids) });
}

/** Certainly not sent: waiting again, the attempt uncounted. */
export function releaseDeeds(db: Database, ids: readonly number[]): void {
  statements(db).release.run({ ids: idList(ids) });
}

/** The server has done them: the base follows, the deeds go. A move without new uid keeps its message in sight until the
 *  other folder shows it. */
export function settleDeeds(db: Database, ids: readonly number[], outcome: DeedOutcome, nowMs: number): void {
  const tally = new Tally();
  const rows = statements(db).given.all({ ids: idList(ids) });
  for (const row of rows) settleDeed(db, row, outcome, nowMs, tally);
  tally.write(db);
  reproject(
    db,
    rows.map(({ messageId }) => messageId),
  );
  db.touch("folders");
}

/** @param nextTryMs null: given up; the server's truth is shown again, and the deed is kept for retryDeeds (R55) */
export function failDeeds(db: Database, ids: readonly number[], failure: FailureData, nextTryMs: number | null): void {
  const { later, giveUp, given } = statements(db);
  const text = JSON.stringify(failure);
  const rows = given.all({ ids: idList(ids) });
  if (nextTryMs !== null) later.run({ ids: idList(ids), failure: text, nextTryMs });
  else {
    giveUp.run({ ids: idList(ids), failure: text });
    // What was to happen after a move that does not happen.
    for (const { messageId } of rows) dropMootDeeds(db, messageId);
    reproject(
      db,
      rows.map(({ messageId }) => messageId),
    );
  }
  db.touch("folders");
}

/** Deeds given up, the last one first. */
export function failedDeeds(
  db: Database,
  accountId?: AccountId,
): {
  readonly id: number;
  readonly accountId: AccountId;
  readonly kind: Deed["kind"];
  readonly failure: FailureData;
}[] {
  return statements(db)
    .failed.all({ accountId: accountId ?? null })
    .map((row) => ({ ...row, failure: JSON.parse(row.failure) as FailureData }));
}

/** Tries again what was given up. @returns how many */
export function retryDeeds(db: Database, accountId: AccountId): number {
  const rows = statements(db).again.all({ accountId });
  reproject(
    db,
    rows.map(({ messageId }) => messageId),
  );
  if (rows.length > 0) db.touch("folders");
  return rows.length;
}

/** Leaves what was given up at that. @returns how many */
export function dropFailedDeeds(db: Database, accountId: AccountId): number {
  const count = statements(db).forget.run({ accountId });
  if (count > 0) db.touch("folders");
  return count;
}

/** Deeds not on the server yet. */
export function pendingCount(
  db: Database,
  { accountId, folderId }: { readonly accountId?: AccountId; readonly folderId?: FolderId },
): number {
  const folder = folderId === undefined ? null : rowId(folderId);
  return statements(db).pending.get({ accountId: accountId ?? null, folderId: folder })?.n ?? 0;
}

/** When the next deed that can be sent may be tried; undefined: there is none. */
export function nextDeedMs(db: Database, accountId: AccountId): number | undefined {
  return statements(db).due.get({ accountId })?.dueMs ?? undefined;
}
