// Takes fetched messages in.
import { hash } from "node:crypto";
import type { AccountId, MessageId } from "../../../src-preload/contract/shapes.ts";
import { type Flags, parseFlags, sameFlags } from "../../domain/mail/flags.ts";
import { keyText, sortDateMs } from "../../domain/mail/message-key.ts";
import type { Database } from "../database.ts";
import { perDatabase } from "../prepared.ts";
import { removePlaces } from "./base.ts";
import { Tally } from "./counters.ts";
import { fillBody, isFuller } from "./message.ts";
import { freeNumber } from "./numbers.ts";
import { ownAddresses, PeopleMet } from "./people.ts";
import { projectNew, reprojectOne } from "./project.ts";
import { type FlagRow, flagsOf, rowId } from "./rows.ts";
import { claimId, threadFor } from "./threads.ts";
import type { BodyState, IntakeItem, ListedMessage, Reading, StoredFolder } from "./types.ts";
import { Words } from "./words.ts";

interface KnownRow {
  readonly id: number;
  readonly body: BodyState;
}
interface PlaceRow extends FlagRow {
  readonly folderId: number;
  readonly uid: number;
  readonly messageId: number;
  readonly wanted: number;
}

const statements = perDatabase((db) => ({
  known: db.prepare<KnownRow>("SELECT id, body FROM messages WHERE key = @key"),
  relink: db.prepare("UPDATE messages SET unlinked_ms = NULL WHERE id = @id AND unlinked_ms IS NOT NULL"),
  place: db.prepare<PlaceRow>(`SELECT folder_id AS folderId, uid, message_id AS messageId, flags, keywords, wanted
    FROM placements WHERE folder_id = @folderId AND uid = @uid`),
  forgotten: db.prepare<PlaceRow>(`SELECT folder_id AS folderId, uid, message_id AS messageId, flags, keywords, wanted
    FROM placements WHERE message_id = @id AND folder_id = @folderId AND uid < 0 LIMIT 1`),
  dropPlace: db.prepare("DELETE FROM placements WHERE folder_id = @folderId AND uid = @uid"),
  addPlace: db.prepare(`INSERT INTO placements (folder_id, uid, message_id, flags, keywords, modseq, labels, wanted)
    VALUES (@folderId, @uid, @id, @flags, @keywords, @modseq, @labels, @wanted)
    ON CONFLICT DO UPDATE SET flags = excluded.flags, keywords = excluded.keywords, modseq = excluded.modseq,
      labels = excluded.labels`),
  landed: db.prepare("DELETE FROM mail_ops WHERE message_id = @id AND state = 'landing' AND to_folder_id = @folderId"),
  // The message moved while deeds on it waited: flags go where it is now; a move of ours gives way to the one that was done.
  strayFlags: db.prepare(`UPDATE mail_ops AS o SET folder_id = @folderId WHERE message_id = @id AND kind = 'flag'
    AND state = 'waiting' AND NOT EXISTS (SELECT 1 FROM placements p WHERE p.message_id = o.message_id
      AND p.folder_id = o.folder_id) AND NOT EXISTS (SELECT 1 FROM mail_ops e WHERE e.message_id = o.message_id
      AND e.to_folder_id = o.folder_id AND e.state <> 'failed')`),
  strayMoves: db.prepare(`DELETE FROM mail_ops AS o WHERE message_id = @id AND kind <> 'flag' AND state = 'waiting'
    AND NOT EXISTS (SELECT 1 FROM placements p WHERE p.message_id = o.message_id AND p.folder_id = o.folder_id)
    AND NOT EXISTS (SELECT 1 FROM mail_ops e WHERE e.message_id = o.message_id AND e.to_folder_id = o.folder_id
      AND e.id < o.id AND e.state <> 'failed')`),
  create:
    db.prepare(`INSERT INTO messages (id, account_id, thread_id, key, message_id_header, subject, from_address, from_name,
      "to", cc, date_ms, sent_ms, size, snippet, has_attachments, invitation, list_id, body, subject_key, answers)
    VALUES (@id, @accountId, @threadId, @key, @messageIdHeader, @subject, @fromAddress, @fromName, @to, @cc, @dateMs, @sentMs,
      @size, @snippet, @files, @invitation, @listId, @body, @subjectKey, @answers)`),
  source: db.prepare("INSERT INTO message_sources (message_id, zst) VALUES (@id, @zst)"),
}));

/** What a call of storeMessages shares. */
interface Intake {
  readonly folderId: number;
  readonly accountId: AccountId;
  readonly fromSent: boolean;
  readonly own: ReadonlySet<string>;
  readonly tally: Tally;
  readonly people: PeopleMet;
  readonly words: Words;
}

/** Stores what was fetched of a folder, inside the caller's transaction: a message that is here already by its key (R48) is
 *  attached, another one is made. 25 to 50 at a time keep a transaction under some 30 ms.
 *  @returns ids, oldest message first */
export function storeMessages(
  db: Database,
  folder: Pick<StoredFolder, "id" | "accountId" | "role">,
  items: readonly IntakeItem[],
): { readonly created: MessageId[]; readonly attached: MessageId[] } {
  const { accountId, role } = folder;
  const intake: Intake = {
    folderId: rowId(folder.id),
    accountId,
    fromSent: role === "sent",
    own: ownAddresses(db, accountId),
    tally: new Tally(),
    people: new PeopleMet(accountId, role === "junk"),
    words: new Words(),
  };
  const created: MessageId[] = [];
  const attached: MessageId[] = [];
  const dated = items.map((item) => ({ item, dateMs: sortDateMs(item.read.dateMs, item.remote.internalDateMs) }));
  // Ascending: rows and words are added at the end of their trees.
  for (const { item, dateMs } of dated.sort((a, b) => a.dateMs - b.dateMs || a.item.remote.uid - b.item.remote.uid)) {
    const key = keyOf(accountId, item);
    const known = statements(db).known.get({ key });
    if (known) attached.push(attach(db, intake, item, known));
    else created.push(create(db, intake, item, { key, dateMs }));
  }
  intake.tally.write(db);
  intake.people.write(db);
  intake.words.write(db);
  if (items.length > 0) db.touch("mail", "folders");
  return { created, attached };
}

function create(
  db: Database,
  intake: Intake,
  item: IntakeItem,
  { key, dateMs }: { readonly key: string; readonly dateMs: number },
): MessageId {
  const { accountId, folderId, own, tally } = intake;
  const { remote, read, source } = item;
  const there = statements(db).place.get({ folderId, uid: remote.uid });
  if (there) removePlaces(db, [there], 0);
  const body: BodyState = read.fault ? "unreadable" : source ? (item.body ?? "head") : "none";
  const remoteId = remote.threadId;
  const thread = threadFor(db, read, { accountId, dateMs, own, ...(remoteId !== undefined && { remoteId }) }, tally);
  const { threadId } = thread;
  const id = freeNumber(db, dateMs);
  const files = hasFiles(read) ? 1 : 0;
  statements(db).create.run({
    ...columnsOf(read),
    id,
    accountId,
    threadId,
    key,
    dateMs,
    files,
    body,
    size: remote.size,
    subjectKey: thread.subjectKey,
    answers: thread.answers ? 1 : 0,
  });
  if (read.messageId !== undefined) claimId(db, accountId, read.messageId, threadId, id);
  if (source) statements(db).source.run({ id, zst: source });
  intake.words.head(id, read, true);
  const isRead = body === "partial" || body === "whole";
  if (isRead) intake.words.body(id, read, true);
  const flags = parseFlags(remote.flags);
  putPlace(db, intake, remote, { id, flags, wanted: isRead || body === "unreadable" ? 0 : 1 });
  projectNew(db, { id, threadId, files }, folderId, flags, tally);
  intake.people.meet(read, dateMs, intake.fromSent || own.has(read.from[0]?.address.toLowerCase() ?? ""));
  return String(id) as MessageId;
}

function columnsOf(read: Reading) {
  const [from] = read.from;
  return {
    messageIdHeader: read.messageId ?? null,
    subject: read.subject,
    fromAddress: from?.address ?? null,
    fromName: from?.name ?? null,
    to: JSON.stringify(read.to),
    cc: JSON.stringify(read.cc),
    sentMs: read.dateMs ?? null,
    snippet: read.snippet.slice(0, 200),
    invitation: read.calendars.length > 0 ? 1 : 0,
    listId: read.listId ?? null,
  };
}

function attach(db: Database, intake: Intake, item: IntakeItem, known: KnownRow): MessageId {
  const { folderId, tally } = intake;
  const { id } = known;
  const { place, forgotten, dropPlace, relink, landed, strayFlags, strayMoves } = statements(db);
  const flags = parseFlags(item.remote.flags);
  if (item.source && isFuller(item.body ?? "head", known.body)) {
    fillBody(db, id, { source: item.source, kind: item.body ?? "head", read: item.read }, intake);
  }
  const wanted = isStillWanted(db, id) ? 1 : 0;
  const there = place.get({ folderId, uid: item.remote.uid });
  if (there?.messageId === id && sameFlags(flagsOf(there), flags)) return String(id) as MessageId;
  // The server gave the uid to another message: what was there is gone, unless another folder shows it by the end of this cycle.
  if (there && there.messageId !== id) removePlaces(db, [there], 0);
  const old = there?.messageId === id ? undefined : forgotten.get({ id, folderId });
  if (old) {
    dropPlace.run({ folderId, uid: old.uid });
    tally.count(folderId, { stored: -1, wanted: -old.wanted });
  }
  putPlace(db, intake, item.remote, { id, flags, wanted, isThere: there?.messageId === id });
  relink.run({ id });
  landed.run({ id, folderId });
  strayMoves.run({ id });
  strayFlags.run({ id, folderId });
  reprojectOne(db, id, tally);
  return String(id) as MessageId;
}

function putPlace(
  db: Database,
  { folderId, tally }: Intake,
  remote: ListedMessage,
  place: { readonly id: number; readonly flags: Flags; readonly wanted: number; readonly isThere?: boolean },
): void {
  const { id, flags, wanted } = place;
  statements(db).addPlace.run({
    folderId,
    id,
    wanted,
    uid: remote.uid,
    flags: flags.bits,
    keywords: flags.keywords,
    modseq: remote.modseq ?? null,
    labels: remote.labels ? JSON.stringify(remote.labels) : null,
  });
  if (!place.isThere) tally.count(folderId, { stored: 1, wanted });
}

const wantedRow = perDatabase((db) =>
  db.prepare<{ readonly body: BodyState }>("SELECT body FROM messages WHERE id = @id"),
);
function isStillWanted(db: Database, id: number): boolean {
  const body = wantedRow(db).get({ id })?.body;
  return body === "none" || body === "head";
}

/** Pictures that the text shows are no attachments. */
function hasFiles({ parts }: Reading): boolean {
  return parts.some(({ disposition, contentId, mediaType }) => {
    if (mediaType === "text/calendar" || mediaType === "application/ics") return false;
    return disposition === "attachment" || contentId === undefined;
  });
}

/** The key of a message within the account (R48), as its row has it. */
function keyOf(accountId: AccountId, { remote, read }: IntakeItem): string {
  const { emailId, size } = remote;
  const text =
    keyText({
      size,
      ...(emailId !== undefined && { emailId }),
      ...(read.messageId !== undefined && { messageId: read.messageId }),
      ...(read.from[0] && { from: read.from[0].address }),
      ...(read.dateMs !== undefined && { dateMs: read.dateMs }),
    }) ?? `header\n${hash("sha256", headerOf(remote, read), "base64url")}`;
  return hash("sha256", `${accountId}\n${text}`, "base64url").slice(0, 22);
}

/** A message without header block is known by its size and when it came. */
function headerOf(
  { header, source, size, internalDateMs }: ListedMessage,
  { headerSize }: Reading,
): Uint8Array | string {
  const bytes = header ?? source;
  if (!bytes || bytes.length === 0) return `none\n${size}\n${internalDateMs}`;
  return headerSize > 0 ? bytes.subarray(0, headerSize) : bytes;
}
