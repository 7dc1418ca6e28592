// One message: its row, its line, and its bytes: stored when they come, made found by their words, opened when it is read.
import type { FailureData } from "../../../src-preload/contract/failure.ts";
import type { Mailbox, MessageLine } from "../../../src-preload/contract/mail.ts";
import type { AccountId, FolderId, MessageId, ThreadId } from "../../../src-preload/contract/shapes.ts";
import { plainId } from "../../domain/mail/thread.ts";
import type { Database } from "../database.ts";
import { perDatabase } from "../prepared.ts";
import { Tally } from "./counters.ts";
import { linesOf, mailbox } from "./lines.ts";
import { present, rowId } from "./rows.ts";
import { decompress } from "./source.ts";
import { idHash } from "./threads.ts";
import type { BodyState, Reading, StoredMessage } from "./types.ts";
import { Words } from "./words.ts";

interface Row {
  readonly id: number;
  readonly accountId: AccountId;
  readonly threadId: number;
  readonly messageIdHeader: string | null;
  readonly subject: string;
  readonly fromAddress: string | null;
  readonly fromName: string | null;
  readonly to: string;
  readonly cc: string;
  readonly dateMs: number;
  readonly sentMs: number | null;
  readonly size: number;
  readonly snippet: string;
  readonly files: number;
  readonly invitation: number;
  readonly listId: string | null;
  readonly body: BodyState;
  readonly failure: string | null;
  readonly receiptAnswered: number;
}

const statements = perDatabase((db) => ({
  row: db.prepare<Row>(`SELECT id, account_id AS accountId, thread_id AS threadId, message_id_header AS messageIdHeader, subject,
      from_address AS fromAddress, from_name AS fromName, "to", cc, date_ms AS dateMs, sent_ms AS sentMs, size, snippet,
      has_attachments AS files, invitation, list_id AS listId, body, failure, receipt_answered AS receiptAnswered
    FROM messages WHERE id = @id`),
  // One may be here several times under one Message-ID: copies that differ. The thread has them all.
  byHeader: db.prepare<{
    readonly id: number;
  }>(`SELECT m.id FROM message_ids i JOIN messages m ON m.thread_id = i.thread_id
    WHERE i.hash = @hash AND m.message_id_header = @header ORDER BY m.id`),
  answered: db.prepare("UPDATE messages SET receipt_answered = 1 WHERE id = @id"),
  answers: db.prepare<{ readonly id: number }>(`SELECT m.id FROM messages m JOIN messages q ON q.thread_id = m.thread_id
    WHERE q.id = @id AND m.id > q.id AND lower(coalesce(m.from_address, '')) <> lower(coalesce(q.from_address, '')) LIMIT 1`),
}));

/** @throws Failure missing */
export function messageRow(db: Database, id: MessageId): StoredMessage {
  return present(findMessage(db, id), "message");
}

/** Undefined: there is no such message any more. */
export function findMessage(db: Database, id: MessageId): StoredMessage | undefined {
  const row = statements(db).row.get({ id: rowId(id) });
  return row && toStored(row);
}

/** As lines of a list, in the order asked for; those in no folder are left out. @param folderId the list's own */
export function messageLines(db: Database, ids: readonly MessageId[], folderId?: FolderId): MessageLine[] {
  return linesOf(db, ids.map(rowId), folderId === undefined ? undefined : rowId(folderId));
}

/** Messages of an account with this Message-ID header, as it came; oldest first. */
export function messagesByHeader(db: Database, accountId: AccountId, messageIdHeader: string): MessageId[] {
  return statements(db)
    .byHeader.all({ hash: idHash(accountId, plainId(messageIdHeader)), header: messageIdHeader })
    .map(({ id }) => String(id) as MessageId);
}

/** Has somebody else written in its thread since? */
export function wasAnswered(db: Database, id: MessageId): boolean {
  return statements(db).answers.get({ id: rowId(id) }) !== undefined;
}

/** Nobody asks again whether to tell that it was read. */
export function setReceiptAnswered(db: Database, id: MessageId): void {
  statements(db).answered.run({ id: rowId(id) });
  db.touch("mail");
}

function toStored(row: Row): StoredMessage {
  return {
    id: String(row.id) as MessageId,
    accountId: row.accountId,
    threadId: String(row.threadId) as ThreadId,
    subject: row.subject,
    to: JSON.parse(row.to) as Mailbox[],
    cc: JSON.parse(row.cc) as Mailbox[],
    dateMs: row.dateMs,
    size: row.size,
    snippet: row.snippet,
    hasAttachments: row.files === 1,
    invitation: row.invitation === 1,
    body: row.body,
    receiptAnswered: row.receiptAnswered === 1,
    ...(row.messageIdHeader !== null && { messageIdHeader: row.messageIdHeader }),
    ...(row.fromAddress !== null && { from: mailbox(row.fromAddress, row.fromName) }),
    ...(row.sentMs !== null && { sentMs: row.sentMs }),
    ...(row.listId !== null && { listId: row.listId }),
    ...(row.failure !== null && { failure: JSON.parse(row.failure) as FailureData }),
  };
}

/** What was fetched of a message; `source` is packed (source.ts compress). */
export interface FetchedBody {
  readonly source: Uint8Array;
  readonly kind: "head" | "partial" | "whole";
  readonly read: Reading;
}

interface WantedRow {
  readonly messageId: number;
  readonly uid: number;
  readonly size: number;
  readonly body: BodyState;
}

const bodies = perDatabase((db) => ({
  body: db.prepare<{ readonly body: BodyState }>("SELECT body FROM messages WHERE id = @id"),
  source: db.prepare<{
    readonly body: BodyState;
    readonly zst: Uint8Array;
  }>(`SELECT m.body, s.zst FROM message_sources s
    JOIN messages m ON m.id = s.message_id WHERE s.message_id = @id`),
  put: db.prepare(`INSERT INTO message_sources (message_id, zst) VALUES (@id, @zst)
    ON CONFLICT DO UPDATE SET zst = excluded.zst`),
  fill: db.prepare(
    `UPDATE messages SET body = @body, failure = NULL, snippet = @snippet, invitation = @invitation WHERE id = @id`,
  ),
  fail: db.prepare("UPDATE messages SET failure = @failure, body = @body WHERE id = @id"),
  places: db.prepare<{ readonly folderId: number }>(
    "SELECT folder_id AS folderId FROM placements WHERE message_id = @id AND wanted <> @wanted",
  ),
  want: db.prepare("UPDATE placements SET wanted = @wanted WHERE message_id = @id AND wanted <> @wanted"),
  missing: db.prepare<WantedRow>(`SELECT p.message_id AS messageId, p.uid, m.size, m.body FROM placements p
    JOIN messages m ON m.id = p.message_id WHERE p.folder_id = @folderId AND p.wanted = 1 AND p.uid > 0
    ORDER BY p.message_id DESC LIMIT @limit`),
}));

const FULLNESS: readonly BodyState[] = ["none", "head", "unreadable", "partial", "whole"];

/** Would this tell more than what is here? */
export function isFuller(kind: BodyState, here: BodyState): boolean {
  return FULLNESS.indexOf(kind) > FULLNESS.indexOf(here);
}

/** Stores what was fetched of a message that was here by its head, and makes its words found. What says less than what is here is
 *  passed over. Many at once: storeBodies. */
export function storeBody(db: Database, id: MessageId, body: FetchedBody): void {
  storeBodies(db, [{ ...body, id }]);
}

/** The same for a batch; quicker than one by one. */
export function storeBodies(db: Database, fetched: readonly (FetchedBody & { readonly id: MessageId })[]): void {
  const gathered = { tally: new Tally(), words: new Words() };
  const ascending = [...fetched].sort((a, b) => rowId(a.id) - rowId(b.id));
  for (const { id, ...body } of ascending) {
    const here = bodies(db).body.get({ id: rowId(id) })?.body;
    if (here !== undefined && isFuller(body.kind, here)) fillBody(db, rowId(id), body, gathered);
  }
  gathered.tally.write(db);
  gathered.words.write(db);
  db.touch("mail");
}

/** One of storeBodies, without asking whether more is here already; the caller writes tally and words. */
export function fillBody(
  db: Database,
  id: number,
  { source, kind, read }: FetchedBody,
  { tally, words }: { readonly tally: Tally; readonly words: Words },
): void {
  const { body, put, fill } = bodies(db);
  const before = body.get({ id })?.body ?? "none";
  const isRead = kind !== "head" && !read.fault;
  put.run({ id, zst: source });
  const invitation = read.calendars.length > 0 ? 1 : 0;
  fill.run({ id, body: read.fault ? "unreadable" : kind, snippet: read.snippet.slice(0, 200), invitation });
  // The head was found by its words already; names of files may be new.
  if (read.parts.length > 0) words.head(id, read, false);
  if (isRead) words.body(id, read, before !== "partial" && before !== "whole");
  if (kind !== "head") setWanted(db, id, 0, tally);
}

/** The body cannot be had or read; null: it is tried again. What is here stays readable. */
export function setBodyFailure(db: Database, id: MessageId, failure: FailureData | null): void {
  const { source, fail, body } = bodies(db);
  const row = rowId(id);
  const here = body.get({ id: row })?.body;
  if (here === undefined) return;
  const isRead = here === "partial" || here === "whole";
  const state = isRead ? here : failure ? "unreadable" : source.get({ id: row }) ? "head" : "none";
  fail.run({ id: row, failure: failure ? JSON.stringify(failure) : null, body: state });
  const tally = new Tally();
  if (!isRead) setWanted(db, row, failure ? 0 : 1, tally);
  tally.write(db);
  db.touch("mail");
}

/** The bytes that are here, unpacked. `head` and `partial`: files are left out. */
export function sourceOf(
  db: Database,
  id: MessageId,
): { readonly body: BodyState; readonly bytes: Uint8Array } | undefined {
  const row = bodies(db).source.get({ id: rowId(id) });
  return row && { body: row.body, bytes: decompress(row.zst) };
}

/** Messages of a folder whose bodies are not here, newest first. */
export function missingBodies(
  db: Database,
  folderId: FolderId,
  limit: number,
): { readonly messageId: MessageId; readonly uid: number; readonly size: number; readonly body: BodyState }[] {
  return bodies(db)
    .missing.all({ folderId: rowId(folderId), limit })
    .map((row) => ({ ...row, messageId: String(row.messageId) as MessageId }));
}

function setWanted(db: Database, id: number, wanted: 0 | 1, tally: Tally): void {
  const { places, want } = bodies(db);
  for (const { folderId } of places.all({ id, wanted })) tally.count(folderId, { wanted: wanted === 1 ? 1 : -1 });
  want.run({ id, wanted });
}
