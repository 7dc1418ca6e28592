// Messages to be filed on the server: imports, copies in Sent. Bytes packed; one row is one APPEND.
import type { FailureData } from "../../../src-preload/contract/failure.ts";
import type { AccountId, FolderId } from "../../../src-preload/contract/shapes.ts";
import type { Database } from "../database.ts";
import { and, asc, columnsOf, eq, lte, ne } from "../orm.ts";
import { mailAppends } from "../schema-mail-work.ts";
import { compress, decompress } from "./source.ts";

/** A message to file; look for its Message-ID first when it is `inflight` (mail rule 54). */
export interface PendingAppend {
  readonly id: number;
  readonly accountId: AccountId;
  readonly folderId: FolderId;
  readonly messageIdHeader?: string;
  readonly flags: readonly string[];
  readonly internalDateMs: number;
  readonly state: "waiting" | "inflight" | "failed";
  readonly attempts: number;
}

const { zst: _, ...light } = columnsOf(mailAppends);

/** Packs the bytes and lets the account's next run file them. */
export function queueAppend(
  db: Database,
  append: Pick<PendingAppend, "accountId" | "folderId" | "messageIdHeader" | "flags" | "internalDateMs">,
  bytes: Uint8Array,
  nowMs: number,
): void {
  const folderId = Number(append.folderId);
  db.orm
    .insert(mailAppends)
    .values({ ...append, folderId, state: "waiting", nextTryMs: nowMs, zst: Buffer.from(compress(bytes)) })
    .run();
  db.touch("folders");
}

/** What may be filed now, in the order it came. */
export function nextAppends(db: Database, accountId: AccountId, nowMs: number, limit = 20): PendingAppend[] {
  return db.orm
    .select(light)
    .from(mailAppends)
    .where(
      and(eq(mailAppends.accountId, accountId), ne(mailAppends.state, "failed"), lte(mailAppends.nextTryMs, nowMs)),
    )
    .orderBy(asc(mailAppends.id))
    .limit(limit)
    .all()
    .map(({ messageIdHeader, folderId, ...row }) => ({
      ...row,
      folderId: String(folderId) as FolderId,
      ...(messageIdHeader !== null && { messageIdHeader }),
    }));
}

/** Undefined: it was filed meanwhile. */
export function appendBytes(db: Database, id: number): Uint8Array | undefined {
  const row = db.orm.select({ zst: mailAppends.zst }).from(mailAppends).where(eq(mailAppends.id, id)).get();
  return row && decompress(row.zst);
}

/** Before the first byte goes out: after a crash the server may have it or not. */
export function beginAppend(db: Database, id: number): void {
  db.orm.update(mailAppends).set({ state: "inflight" }).where(eq(mailAppends.id, id)).run();
}

/** It is on the server; the folder's next look shows it. */
export function settleAppend(db: Database, id: number): void {
  db.orm.delete(mailAppends).where(eq(mailAppends.id, id)).run();
  db.touch("folders");
}

/** @param nextTryMs null: given up */
export function failAppend(db: Database, id: number, failure: FailureData, nextTryMs: number | null): void {
  const { attempts = 0 } = db.orm.select(light).from(mailAppends).where(eq(mailAppends.id, id)).get() ?? {};
  const next = nextTryMs === null ? { state: "failed" as const } : { state: "waiting" as const, nextTryMs };
  db.orm
    .update(mailAppends)
    .set({ failure, attempts: attempts + 1, ...next })
    .where(eq(mailAppends.id, id))
    .run();
  db.touch("folders");
}
