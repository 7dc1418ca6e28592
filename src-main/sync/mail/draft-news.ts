// What others did to our drafts on the server (mail rule 60): changed elsewhere, both are kept; gone elsewhere, an unchanged one
// goes here too.
import { createHash } from "node:crypto";
import type { DraftId, MessageId } from "../../../src-preload/contract/shapes.ts";
import type { ReadMessage } from "../../domain/mime/read-types.ts";
import type { Database } from "../../store/database.ts";
import { placementsOf } from "../../store/mail/base.ts";
import {
  type DraftFile,
  type DraftRow,
  deleteDraft,
  findDraftRow,
  listDrafts,
  saveDraft,
  updateDraft,
} from "../../store/mail/drafts.ts";
import { findFolder, folderOfRole } from "../../store/mail/folders.ts";
import { findMessage, messagesByHeader, sourceOf } from "../../store/mail/message.ts";
import type { AccountRun, Arrival } from "./deps.ts";
import { versionId } from "./drafts.ts";
import { fetchText } from "./on-demand.ts";
import { isComplete } from "./plan.ts";

/** After a look at the folder of drafts. @param arrivals what came into it */
export async function takeDraftNews(run: AccountRun, arrivals: readonly Arrival[]): Promise<void> {
  for (const arrival of arrivals) {
    const row = arrival.draftId === undefined ? undefined : findDraftRow(run.deps.db, arrival.draftId as DraftId);
    if (row && row.accountId === run.accountId && !isOurs(run, row, arrival.messageId)) {
      await takeVersion(run, row, arrival);
    }
  }
  forgetVanished(run);
}

/** A version that was filed from here. */
function isOurs({ deps }: AccountRun, row: DraftRow, id: MessageId): boolean {
  const header = findMessage(deps.db, id)?.messageIdHeader;
  return header === undefined || header === row.serverMessageId || header === versionId(deps, row);
}

async function takeVersion(run: AccountRun, row: DraftRow, arrival: Arrival): Promise<void> {
  const { deps, signal } = run;
  const { db, clock } = deps;
  await fetchText(run, arrival.messageId);
  const source = sourceOf(db, arrival.messageId);
  const header = findMessage(db, arrival.messageId)?.messageIdHeader;
  if (source?.body !== "whole" || header === undefined) return;
  const [result] = await deps.reader.read([source.bytes], { withContent: true }, signal);
  if (!result) return;
  db.write(() => {
    const now = findDraftRow(db, row.id);
    if (!now) return;
    const folderId = Number(folderOfRole(db, run.accountId, "drafts")?.id ?? 0);
    const server = { serverFolderId: folderId, serverUid: arrival.uid, serverMessageId: header };
    const isChangedHere = now.serverRevision !== now.revision;
    // The same version of the other always becomes the same row, however often it is met.
    const id = isChangedHere ? (`${row.id}-${hashOf(header)}` as DraftId) : row.id;
    if (isChangedHere && findDraftRow(db, id)) return;
    saveContent(db, id, now, result.read, clock.nowMs());
    const revision = findDraftRow(db, id)?.revision ?? 1;
    updateDraft(db, id, { ...server, serverRevision: revision, ...(isChangedHere && { conflictOf: row.id }) });
    // Ours has no copy any more that it could take the place of: it becomes one of its own.
    if (isChangedHere) updateDraft(db, row.id, { serverMessageId: null, serverUid: null, serverRevision: null });
  });
}

function saveContent(db: Database, id: DraftId, row: DraftRow, read: ReadMessage, nowMs: number): void {
  const { accountId, identityId, inReplyTo, forwardOf, deliveryReceipt } = row;
  const files = read.parts.flatMap((part, n): DraftFile[] =>
    part.content
      ? [
          {
            id: `${id}-${hashOf(`${nowMs}:${n}`)}`,
            name: part.name,
            mediaType: part.mediaType,
            content: part.content,
            ...(part.contentId !== undefined && { contentId: part.contentId }),
          },
        ]
      : [],
  );
  const content = {
    ...{ accountId, identityId, inReplyTo, forwardOf, deliveryReceipt },
    to: read.to,
    cc: read.cc,
    bcc: read.bcc,
    subject: read.subject,
    text: read.text,
    html: read.html ?? null,
    importance: read.importance === "normal" ? null : read.importance,
    readReceipt: read.receiptTo !== undefined,
  };
  saveDraft(db, id, content, { keep: [], add: files }, nowMs);
}

/** Copies that somebody removed. What was written here since is filed anew; what was not goes, as it did there. */
function forgetVanished({ deps: { db }, accountId }: AccountRun): void {
  const folder = folderOfRole(db, accountId, "drafts");
  if (!folder || !isComplete(folder)) return;
  db.write(() => {
    for (const { id } of listDrafts(db, accountId)) {
      const row = findDraftRow(db, id);
      if (!row?.serverMessageId || row.sendId !== null || !wasSeen(db, row)) continue;
      const places = messagesByHeader(db, accountId, row.serverMessageId).flatMap((one) => placementsOf(db, one));
      if (places.some(({ folderId }) => folderId === folder.id)) continue;
      if (row.serverRevision === row.revision) deleteDraft(db, id);
      else updateDraft(db, id, { serverMessageId: null, serverUid: null, serverRevision: null });
    }
  });
}

/** The folder was looked at since the copy was filed: else it is only not here yet. */
function wasSeen(db: Database, row: DraftRow): boolean {
  const folder = row.serverFolderId === null ? undefined : findFolder(db, String(row.serverFolderId) as never);
  return (folder?.cursor?.uidNext ?? 0) > (row.serverUid ?? Number.POSITIVE_INFINITY) && row.serverUid !== 0;
}

const hashOf = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 12);
