// Messages out to files and in from files, byte by byte.
import type { Output, Parsed } from "../../../src-preload/contract/contract.ts";
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { MessageId } from "../../../src-preload/contract/shapes.ts";
import { safeName } from "../../domain/mail-safety/names.ts";
import { isMbox, mboxEntry, splitMbox } from "../../domain/mime/mbox.ts";
import { readMessage } from "../../domain/mime/read.ts";
import type { Database } from "../../store/database.ts";
import { queueAppend } from "../../store/mail/appends.ts";
import { placementsOf } from "../../store/mail/base.ts";
import { getFolder } from "../../store/mail/folders.ts";
import { messageRow, messagesByHeader } from "../../store/mail/message.ts";
import type { StoredFolder } from "../../store/mail/types.ts";
import { wholeSource } from "./contents.ts";
import type { MailCommandDeps } from "./deps.ts";

/** Largest file that is put together here. */
const MAX_EXPORT = 256 * 1024 * 1024;

/** One message as it came, or several in an mbox file, oldest first.
 *  @throws Failure missing, too-large, and what fetching says */
export async function exportMail(
  deps: MailCommandDeps,
  { ids }: Parsed<"mail.export">,
  signal: AbortSignal,
): Promise<Output<"mail.export">> {
  const [only, ...more] = ids;
  if (only !== undefined && more.length === 0) {
    const source = await wholeSource(deps, only, signal);
    return { name: nameOf(messageRow(deps.db, only).subject), base64: base64(source), count: 1 };
  }
  const entries: Uint8Array[] = [];
  let size = 0;
  for (const id of [...new Set(ids)].toSorted((a, b) => Number(a) - Number(b))) {
    const entry = await entryOf(deps, id, signal);
    size += entry.length;
    if (size > MAX_EXPORT) throw new Failure("too-large", { what: "file" });
    entries.push(entry);
  }
  return { name: "messages.mbox", base64: base64(Buffer.concat(entries)), count: entries.length };
}

async function entryOf(deps: MailCommandDeps, id: MessageId, signal: AbortSignal): Promise<Uint8Array> {
  const { from, dateMs } = messageRow(deps.db, id);
  return mboxEntry(await wholeSource(deps, id, signal), from?.address ?? "", dateMs);
}

const nameOf = (subject: string) => safeName(`${subject.slice(0, 100) || "message"}.eml`, "message/rfc822");
const base64 = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");

/** Files messages into a folder of the server; what it has already, by its Message-ID, is left out.
 *  @throws Failure missing, invalid-input for a folder that holds no messages; then nothing is filed */
export function importMail(
  { db, clock }: Pick<MailCommandDeps, "db" | "clock">,
  { folderId, files }: Parsed<"mail.import">,
): Output<"mail.import"> {
  const folder = getFolder(db, folderId);
  if (!folder.selectable || folder.local)
    throw new Failure("invalid-input", { detail: "this folder cannot hold messages" });
  const sources = files.flatMap(({ base64: text }) => {
    const bytes = Buffer.from(text, "base64");
    return isMbox(bytes) ? splitMbox(bytes) : [bytes];
  });
  return db.write(() => {
    const seen = new Set<string>();
    let imported = 0;
    for (const source of sources) {
      const read = readMessage(source, { withContent: false });
      const header = read.messageId;
      const isKnown = header !== undefined && (seen.has(header) || isInFolder(db, folder, header));
      // What is no message at all would be one without a sender and a date on the server.
      if (isKnown || read.fault === "no-header" || read.fault === "empty") continue;
      if (header !== undefined) seen.add(header);
      const { id, accountId } = folder;
      const nowMs = clock.nowMs();
      const internalDateMs = Math.min(read.dateMs ?? nowMs, nowMs);
      const append = {
        accountId,
        folderId: id,
        flags: ["\\Seen"],
        internalDateMs,
        ...(header && { messageIdHeader: header }),
      };
      queueAppend(db, append, source, nowMs);
      imported += 1;
    }
    return { imported, skipped: sources.length - imported };
  });
}

function isInFolder(db: Database, { id, accountId }: StoredFolder, header: string): boolean {
  return messagesByHeader(db, accountId, header).some((one) =>
    placementsOf(db, one).some(({ folderId }) => folderId === id),
  );
}
