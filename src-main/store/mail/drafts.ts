// Drafts: the row here is the truth (mail rule 60), the copy on the server follows.
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { Draft } from "../../../src-preload/contract/mail-send.ts";
import type { AccountId, DraftId, MessageId } from "../../../src-preload/contract/shapes.ts";
import type { Database } from "../database.ts";
import { and, asc, desc, eq, isNotNull, isNull, ne, notInArray, or, sql } from "../orm.ts";
import { draftAttachments, drafts } from "../schema-mail-write.ts";

/** Its attachments are rows of their own. */
export type DraftRow = typeof drafts.$inferSelect;

/** A file of a draft with its bytes. */
export interface DraftFile {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly contentId?: string;
  readonly content: Uint8Array;
}

/** What a person writes: a save replaces all of it. */
export type DraftContent = Pick<
  DraftRow,
  | "accountId"
  | "identityId"
  | "to"
  | "cc"
  | "bcc"
  | "subject"
  | "text"
  | "html"
  | "inReplyTo"
  | "forwardOf"
  | "importance"
  | "readReceipt"
  | "deliveryReceipt"
>;

/** Writes a draft with its files; on disk once the transaction is over.
 *  @param files `keep`: ids that stay, absent: all; `add`: new ones, at the end */
export function saveDraft(
  db: Database,
  id: DraftId,
  content: DraftContent,
  files: { readonly keep?: readonly string[]; readonly add?: readonly DraftFile[] },
  nowMs: number,
): void {
  db.orm
    .insert(drafts)
    .values({ id, ...content, savedMs: nowMs })
    .onConflictDoUpdate({
      target: drafts.id,
      set: { ...content, savedMs: nowMs, revision: sql`${drafts.revision} + 1` },
    })
    .run();
  if (files.keep) {
    db.orm
      .delete(draftAttachments)
      .where(and(eq(draftAttachments.draftId, id), notInArray(draftAttachments.id, [...files.keep])))
      .run();
  }
  for (const { content: bytes, ...file } of files.add ?? []) {
    db.orm
      .insert(draftAttachments)
      .values({
        ...file,
        draftId: id,
        size: bytes.byteLength,
        content: Buffer.from(bytes),
        position: sql`(SELECT coalesce(max(position), 0) + 1 FROM draft_attachments WHERE draft_id = ${id})`,
      })
      .run();
  }
  db.touch("mail");
}

/** The row, discarded or not. */
export function findDraftRow(db: Database, id: DraftId): DraftRow | undefined {
  return db.orm.select().from(drafts).where(eq(drafts.id, id)).get();
}

/** @throws Failure missing */
export function getDraftRow(db: Database, id: DraftId): DraftRow {
  const row = findDraftRow(db, id);
  if (!row) throw new Failure("missing", { what: "draft" });
  return row;
}

/** Where its copy on the server is, when it is tried again, that it is being sent. Not what it says: saveDraft. */
export function updateDraft(
  db: Database,
  id: DraftId,
  set: Partial<Omit<DraftRow, keyof DraftContent | "id" | "savedMs" | "revision">>,
): void {
  db.orm.update(drafts).set(set).where(eq(drafts.id, id)).run();
  db.touch("mail");
}

/** Gone for the user; the row stays while the server has a copy to remove. */
export function discardDraft(db: Database, id: DraftId, nowMs: number): void {
  const row = findDraftRow(db, id);
  if (!row) return;
  if (row.serverUid === null) deleteDraft(db, id);
  else updateDraft(db, id, { removedMs: nowMs, nextTryMs: null });
}

/** The row with its attachments; nothing is told to a server (discardDraft does that). */
export function deleteDraft(db: Database, id: DraftId): void {
  db.orm.delete(drafts).where(eq(drafts.id, id)).run();
  db.touch("mail");
}

/** Drafts as people see them, the last saved first; those being sent are not among them. */
export function listDrafts(db: Database, accountId?: AccountId): Draft[] {
  return db.orm
    .select()
    .from(drafts)
    .where(and(isNull(drafts.removedMs), isNull(drafts.sendId), accountId && eq(drafts.accountId, accountId)))
    .orderBy(desc(drafts.savedMs), asc(drafts.id))
    .all()
    .map((row) => toDraft(db, row));
}

/** Those whose copy on the server is not as they are here: to be filed again, or removed. */
export function draftsToSync(db: Database, accountId: AccountId): DraftRow[] {
  const differs = or(isNull(drafts.serverRevision), ne(drafts.serverRevision, drafts.revision));
  return db.orm
    .select()
    .from(drafts)
    .where(and(eq(drafts.accountId, accountId), or(isNotNull(drafts.removedMs), and(isNull(drafts.sendId), differs))))
    .orderBy(asc(drafts.savedMs))
    .all();
}

/** The draft whose copy on the server this is. */
export function draftAt(db: Database, folderId: number, uid: number): DraftRow | undefined {
  return db.orm
    .select()
    .from(drafts)
    .where(and(eq(drafts.serverFolderId, folderId), eq(drafts.serverUid, uid)))
    .get();
}

/** Its files with their bytes, in their order. */
export function draftFiles(db: Database, id: DraftId): DraftFile[] {
  return db.orm
    .select()
    .from(draftAttachments)
    .where(eq(draftAttachments.draftId, id))
    .orderBy(asc(draftAttachments.position))
    .all()
    .map(({ id: fileId, name, mediaType, contentId, content }) => ({
      id: fileId,
      name,
      mediaType,
      content,
      ...(contentId !== null && { contentId }),
    }));
}

/** As the contract shows it. */
export function toDraft(db: Database, row: DraftRow): Draft {
  const { id: fileId, name, mediaType, size, contentId } = draftAttachments;
  const files = db.orm
    .select({ id: fileId, name, mediaType, size, contentId })
    .from(draftAttachments)
    .where(eq(draftAttachments.draftId, row.id))
    .orderBy(asc(draftAttachments.position))
    .all();
  const { id, accountId, subject, savedMs } = row;
  return {
    id,
    accountId,
    subject,
    savedMs,
    to: [...row.to],
    cc: [...row.cc],
    bcc: [...row.bcc],
    attachments: files.map(({ contentId: cid, ...file }) => ({ ...file, ...(cid !== null && { contentId: cid }) })),
    synced: row.serverRevision === row.revision,
    ...(row.identityId !== null && { identityId: row.identityId }),
    ...(row.text !== null && { text: row.text }),
    ...(row.html !== null && { html: row.html }),
    ...(row.inReplyTo !== null && { inReplyTo: String(row.inReplyTo) as MessageId }),
    ...(row.forwardOf !== null && { forwardOf: String(row.forwardOf) as MessageId }),
    ...(row.importance !== null && { importance: row.importance }),
    ...(row.readReceipt && { readReceipt: true }),
    ...(row.deliveryReceipt && { deliveryReceipt: true }),
    ...(row.conflictOf !== null && { conflictOf: row.conflictOf }),
  };
}
