// Answers that are waited for, as people see and change them; links.ts has what the sync needs of them.
import type { FollowUp } from "../../../src-preload/contract/mail-send.ts";
import type { AccountId } from "../../../src-preload/contract/shapes.ts";
import type { Database } from "../database.ts";
import { newId } from "../ids.ts";
import { and, asc, eq } from "../orm.ts";
import { followUps } from "../schema-mail-work.ts";
import { sendQueue } from "../schema-mail-write.ts";
import { insertFollowUp } from "./links.ts";
import { findMessage, messagesByHeader } from "./message.ts";

/** What the message said: as it lies in a folder, or as it was sent where no copy has come yet. */
function sentAs(db: Database, accountId: AccountId, header: string): Pick<FollowUp, "subject" | "to"> | undefined {
  const [copy] = messagesByHeader(db, accountId, header);
  const message = copy === undefined ? undefined : findMessage(db, copy);
  if (message) return { subject: message.subject, to: [...message.to] };
  const { subject, to } = sendQueue;
  const own = and(eq(sendQueue.accountId, accountId), eq(sendQueue.messageId, header));
  const row = db.orm.select({ subject, to }).from(sendQueue).where(own).get();
  return row && { subject: row.subject, to: [...row.to] };
}

/** The soonest first. One whose message is gone everywhere reminds of nothing, and is left out. */
export function listFollowUps(db: Database): FollowUp[] {
  return db.orm
    .select()
    .from(followUps)
    .orderBy(asc(followUps.remindAtMs))
    .all()
    .flatMap(({ accountId, messageIdHeader: messageId, remindAtMs }) => {
      const sent = sentAs(db, accountId, messageId);
      return sent ? [{ accountId, messageId, remindAtMs, ...sent }] : [];
    });
}

/** One for each message. @param remindAtMs null: nobody waits any more */
export function setFollowUp(
  db: Database,
  accountId: AccountId,
  messageIdHeader: string,
  remindAtMs: number | null,
): void {
  const own = and(eq(followUps.accountId, accountId), eq(followUps.messageIdHeader, messageIdHeader));
  db.orm.delete(followUps).where(own).run();
  if (remindAtMs !== null) insertFollowUp(db, { id: newId(), accountId, messageIdHeader, remindAtMs });
  db.touch("mail");
}
