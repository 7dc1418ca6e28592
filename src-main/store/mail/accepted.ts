// What comes of a message that a server has taken.
import type { MessageId } from "../../../src-preload/contract/shapes.ts";
import type { Database } from "../database.ts";
import { discardDraft } from "./drafts.ts";
import { insertFollowUp } from "./links.ts";
import { findMessage } from "./message.ts";
import { fileDeed } from "./ops.ts";
import type { QueuedMessage } from "./send-queue.ts";

/** The draft goes, the message answered is marked so through the journal, the reminder begins. */
export function noteAcceptance(db: Database, row: QueuedMessage, nowMs: number): void {
  if (row.draftId !== null) discardDraft(db, row.draftId, nowMs);
  mark(db, row.inReplyTo, "\\Answered", nowMs);
  mark(db, row.forwardOf, "$Forwarded", nowMs);
  if (row.remindAtMs === null) return;
  const { id, accountId, remindAtMs } = row;
  insertFollowUp(db, { id, accountId, messageIdHeader: row.messageId, remindAtMs });
}

function mark(db: Database, id: number | null, flag: string, nowMs: number): void {
  const messageId = String(id) as MessageId;
  if (id === null || !findMessage(db, messageId)) return;
  fileDeed(db, { kind: "flag", messageIds: [messageId], add: [flag] }, nowMs);
}
