// The copy in Sent, without duplicates (mail §3.7): looked for by Message-ID, filed when it is not there.
import type { RemoteFolder } from "../../providers/mail-provider.ts";
import { folderOfRole } from "../../store/mail/folders.ts";
import { outgoingBytes, type QueuedMessage } from "../../store/mail/send-queue.ts";
import type { AccountRun, MailDeps } from "./deps.ts";

/** The account's mailbox, opened when it is needed. */
export type MailboxOf = () => Promise<AccountRun>;

/** Uids in Sent under its Message-ID, or the one that the server gave it; none where there is no such folder. */
export async function searchSent(
  run: AccountRun,
  row: Pick<QueuedMessage, "messageId" | "serverMessageId">,
  signal: AbortSignal,
): Promise<readonly number[]> {
  const path = folderOfRole(run.deps.db, run.accountId, "sent")?.path;
  if (path === undefined) return [];
  const ids = [row.messageId, ...(row.serverMessageId === null ? [] : [row.serverMessageId])];
  const found = new Set<number>();
  for (const id of ids) for (const uid of await run.connection.findMessageId(path, id, signal)) found.add(uid);
  return [...found].toSorted((a, b) => a - b);
}

/** Files our copy, read. Where the account has no Sent, one is made.
 *  @returns where it lies, as far as the server tells */
export async function fileCopy(
  run: AccountRun,
  { db }: Pick<MailDeps, "db">,
  row: QueuedMessage,
): Promise<Pick<QueuedMessage, "sentFolderId" | "sentUid">> {
  const { connection, accountId, signal } = run;
  const folder = folderOfRole(db, accountId, "sent");
  const path = folder?.path ?? (await sentPath(run));
  const { wire, filed } = outgoingBytes(db, row.id);
  const options = { flags: ["\\Seen"], internalDateMs: row.queuedMs };
  const { uid, uidValidity } = await connection.append(path, filed ?? wire, options, signal);
  if (!folder) return { sentFolderId: null, sentUid: null };
  run.soon(folder.id);
  // A uid without its UIDVALIDITY is a guess (mail rule 61): never remove anything by it.
  const isSure = uid !== undefined && uidValidity !== undefined && uidValidity === folder.cursor?.uidValidity;
  return { sentFolderId: Number(folder.id), sentUid: isSure ? uid : null };
}

async function sentPath({ connection, signal }: AccountRun): Promise<string> {
  const folders = await connection.folders(signal);
  const isSent = ({ role, path, selectable }: RemoteFolder) =>
    selectable && (role === "sent" || /(^|[./])sent$/i.test(path));
  return folders.find(isSent)?.path ?? connection.createFolder("Sent", undefined, signal);
}

/** The server has filed one of its own beside ours: ours goes, this uid alone. */
export async function removeCopy(run: AccountRun, row: QueuedMessage, uid: number): Promise<void> {
  const folder = folderOfRole(run.deps.db, run.accountId, "sent");
  if (!folder || Number(folder.id) !== row.sentFolderId) return;
  await run.connection.expunge(folder.path, [uid], run.signal);
  run.soon(folder.id);
}
