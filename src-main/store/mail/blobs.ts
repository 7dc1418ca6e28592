// Files of the folder `mail-blobs`, by what is in them: which are there, who needs them, which may go. Others touch the disk.
import type { AccountId, MessageId } from "../../../src-preload/contract/shapes.ts";
import type { Database } from "../database.ts";
import { and, eq, lt, sql } from "../orm.ts";
import { perDatabase } from "../prepared.ts";
import { mailBlobs, messageBlobs } from "../schema-mail-work.ts";

/** Kept so long after they were last used. */
const KEPT_MS = 30 * 86_400_000;

/** Notes that a part of a message is in a file. The file is on disk already. */
export function linkBlob(
  db: Database,
  id: MessageId,
  blob: { readonly partId: string; readonly sha256: string; readonly size: number },
  nowMs: number,
): void {
  const { partId, sha256, size } = blob;
  db.orm
    .insert(mailBlobs)
    .values({ sha256, size, lastUsedMs: nowMs })
    .onConflictDoUpdate({ target: mailBlobs.sha256, set: { lastUsedMs: nowMs } })
    .run();
  db.orm
    .insert(messageBlobs)
    .values({ messageId: Number(id), partId, sha256 })
    .onConflictDoUpdate({ target: [messageBlobs.messageId, messageBlobs.partId], set: { sha256 } })
    .run();
}

/** The file of a part, and by the way notes that it was wanted. Inside a transaction. */
export function useBlob(db: Database, id: MessageId, partId: string, nowMs: number): string | undefined {
  const row = db.orm
    .select({ sha256: messageBlobs.sha256 })
    .from(messageBlobs)
    .where(and(eq(messageBlobs.messageId, Number(id)), eq(messageBlobs.partId, partId)))
    .get();
  if (row) db.orm.update(mailBlobs).set({ lastUsedMs: nowMs }).where(eq(mailBlobs.sha256, row.sha256)).run();
  return row?.sha256;
}

/** Parts of a message whose bytes are in files. */
export function blobsOf(db: Database, id: MessageId): { readonly partId: string; readonly sha256: string }[] {
  return db.orm
    .select({ partId: messageBlobs.partId, sha256: messageBlobs.sha256 })
    .from(messageBlobs)
    .where(eq(messageBlobs.messageId, Number(id)))
    .all();
}

/** Files nobody used for 30 days, or that no message needs. The caller deletes them, then says so: forgetBlobs. */
export function blobsToForget(db: Database, nowMs: number): string[] {
  const unneeded = sql`NOT EXISTS (SELECT 1 FROM ${messageBlobs} WHERE ${messageBlobs.sha256} = ${mailBlobs.sha256})`;
  return db.orm
    .select({ sha256: mailBlobs.sha256 })
    .from(mailBlobs)
    .where(sql`${lt(mailBlobs.lastUsedMs, nowMs - KEPT_MS)} OR ${unneeded}`)
    .all()
    .map(({ sha256 }) => sha256);
}

const forget = perDatabase((db) =>
  db.orm
    .delete(mailBlobs)
    .where(eq(mailBlobs.sha256, sql.placeholder("sha256")))
    .prepare(),
);

/** The rows alone: the caller has deleted the files. */
export function forgetBlobs(db: Database, hashes: readonly string[]): void {
  for (const sha256 of hashes) forget(db).run({ sha256 });
}

/** Files that only this account's messages need: they go with it. */
export function blobsOnlyOf(db: Database, accountId: AccountId): string[] {
  return db.orm
    .all<{ sha256: string }>(
      sql`SELECT b.sha256 FROM message_blobs b JOIN messages m ON m.id = b.message_id
        GROUP BY b.sha256 HAVING min(m.account_id = ${accountId}) = 1`,
    )
    .map(({ sha256 }) => sha256);
}
