// Mail as files: a folder of the mailbox is an mbox (RFC 4155), a message at a time, so that its size does not matter.
import { type FileHandle, open, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { MailFolder } from "../../../src-preload/contract/mail.ts";
import type { AccountId, MessageId } from "../../../src-preload/contract/shapes.ts";
import { ExportNames } from "../../domain/export-names.ts";
import { mboxEntry } from "../../domain/mime/mbox.ts";
import { listDrafts } from "../../store/mail/drafts.ts";
import { messagesIn } from "../../store/mail/members.ts";
import { findMessage, sourceOf } from "../../store/mail/message.ts";
import { openOutgoing, outgoingBytes } from "../../store/mail/send-queue.ts";
import { wholeSource } from "../mail/contents.ts";
import type { MailCommandDeps } from "../mail/deps.ts";

/** How a message went: `away` when its text is not here. */
export type Written = "message" | "away";

interface Way {
  readonly mail: MailCommandDeps;
  /** Texts that are not here are fetched. */
  readonly fetch: boolean;
  readonly signal: AbortSignal;
  /** Told after each message. */
  readonly onMessage: (written: Written) => void;
}

/** Writes the messages of one folder. @throws Failure cancelled, and what the disk says */
export async function writeMbox(way: Way, file: string, folder: MailFolder): Promise<void> {
  const handle = await open(file, "wx", 0o600);
  try {
    for (const id of messagesIn(way.mail.db, folder.id)) {
      way.signal.throwIfAborted();
      const entry = await entryOf(way, id);
      if (entry) await writeWhole(handle, entry);
      way.onMessage(entry ? "message" : "away");
    }
  } finally {
    await handle.close();
  }
}

async function entryOf({ mail, fetch, signal }: Way, id: MessageId): Promise<Uint8Array | undefined> {
  const row = findMessage(mail.db, id);
  if (!row) return undefined;
  const stored = sourceOf(mail.db, id);
  const isHere = stored?.body === "whole" || stored?.body === "unreadable";
  // What a server does not give today stays there, and is counted.
  const source = isHere ? stored.bytes : fetch ? await wholeSource(mail, id, signal).catch(() => undefined) : undefined;
  return source && mboxEntry(source, row.from?.address ?? "", row.dateMs);
}

async function writeWhole(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; ) at += (await handle.write(bytes, at)).bytesWritten;
}

/** What was written here and never left: messages that wait, as they would be sent, and drafts. */
export async function writeUnsent({ db }: MailCommandDeps, folder: string, accountId: AccountId): Promise<void> {
  const names = new ExportNames();
  for (const { id } of openOutgoing(db, accountId)) {
    await writeFile(join(folder, names.name("unsent", "eml")), outgoingBytes(db, id).wire, { mode: 0o600 });
  }
  const drafts = listDrafts(db, accountId);
  if (drafts.length === 0) return;
  await writeFile(join(folder, names.name("drafts", "json")), `${JSON.stringify(drafts, null, 2)}\n`, { mode: 0o600 });
}
