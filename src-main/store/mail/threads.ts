// Which thread a message is of, and threads that turn out to be one (mail rules 49, 50).
import { hash } from "node:crypto";
import {
  ancestorsOf,
  chooseThread,
  meetBySubject,
  plainId,
  SUBJECT_REACH_MS,
  type SubjectMate,
  subjectToThreadBy,
  type ThreadChoice,
} from "../../domain/mail/thread.ts";
import type { Database } from "../database.ts";
import { perDatabase } from "../prepared.ts";
import type { Tally } from "./counters.ts";
import { firstNumber } from "./numbers.ts";
import { idList } from "./rows.ts";
import type { Reading } from "./types.ts";

/** Messages of one subject that are looked at, the newest. */
const MAX_MATES = 50;

interface MateRow {
  readonly threadId: number;
  readonly dateMs: number;
  readonly answers: number;
  readonly fromAddress: string | null;
  readonly to: string;
  readonly cc: string;
}

const CHOICE = `SELECT t.id, t.remote_id AS remoteId, (SELECT count(*) FROM messages m WHERE m.thread_id = t.id) AS size
  FROM threads t`;

const statements = perDatabase((db) => ({
  met: db.prepare<{ readonly threadId: number }>("SELECT thread_id AS threadId FROM message_ids WHERE hash = @hash"),
  choice: db.prepare<ThreadChoice>(`${CHOICE} WHERE t.id = @id`),
  remote: db.prepare<ThreadChoice>(`${CHOICE} WHERE t.account_id = @accountId AND t.remote_id = @remoteId`),
  mates:
    db.prepare<MateRow>(`SELECT thread_id AS threadId, date_ms AS dateMs, answers, from_address AS fromAddress, "to", cc
    FROM messages INDEXED BY messages_subject WHERE subject_key = @key AND id BETWEEN @first AND @last ORDER BY id DESC LIMIT ${MAX_MATES}`),
  create: db.prepare<{ readonly id: number }>(
    "INSERT INTO threads (account_id, remote_id) VALUES (@accountId, @remoteId) RETURNING id",
  ),
  claim: db.prepare("UPDATE threads SET remote_id = @remoteId WHERE id = @id AND remote_id IS NULL"),
  note: db.prepare(
    "INSERT INTO message_ids (hash, thread_id, message_id) VALUES (@hash, @threadId, NULL) ON CONFLICT DO NOTHING",
  ),
  own: db.prepare(`INSERT INTO message_ids (hash, thread_id, message_id) VALUES (@hash, @threadId, @id)
    ON CONFLICT DO UPDATE SET message_id = coalesce(message_id, excluded.message_id)`),
  members: db.prepare<{ readonly id: number }>("SELECT id FROM messages WHERE thread_id = @from"),
  moveMessages: db.prepare("UPDATE messages SET thread_id = @to WHERE thread_id = @from"),
  moveIds: db.prepare("UPDATE message_ids SET thread_id = @to WHERE thread_id = @from"),
  moveEntries: db.prepare(
    "UPDATE entries SET thread_id = @to WHERE message_id IN (SELECT value FROM json_each(@members))",
  ),
  mergeFolders:
    db.prepare(`INSERT INTO thread_folders (folder_id, thread_id, last_id, count, unread, flagged, attachments, pending)
    SELECT folder_id, @to, last_id, count, unread, flagged, attachments, pending FROM thread_folders WHERE thread_id = @from
    ON CONFLICT DO UPDATE SET last_id = max(last_id, excluded.last_id), count = count + excluded.count,
      unread = unread + excluded.unread, flagged = flagged + excluded.flagged,
      attachments = attachments + excluded.attachments, pending = pending + excluded.pending`),
  both: db.prepare<{
    readonly folderId: number;
  }>(`SELECT folder_id AS folderId FROM thread_folders a WHERE thread_id = @from
    AND EXISTS (SELECT 1 FROM thread_folders b WHERE b.folder_id = a.folder_id AND b.thread_id = @to)`),
  dropFolders: db.prepare("DELETE FROM thread_folders WHERE thread_id = @from"),
  drop: db.prepare("DELETE FROM threads WHERE id = @from"),
  dropEmpty: db.prepare(
    "DELETE FROM threads WHERE id = @id AND NOT EXISTS (SELECT 1 FROM messages WHERE thread_id = @id)",
  ),
}));

/** What threading needs to know of a message. */
export interface Threaded {
  readonly accountId: string;
  readonly remoteId?: string;
  readonly dateMs: number;
  /** Lower case, of the account. */
  readonly own: ReadonlySet<string>;
}

/** Where a message belongs. */
export interface Threading {
  readonly threadId: number;
  /** For its row, so that later ones find it by its subject. */
  readonly subjectKey: string | null;
  readonly answers: boolean;
}

/** Finds or makes the thread of a message that is about to be stored; threads that it ties together become one. */
export function threadFor(db: Database, read: Reading, about: Threaded, tally: Tally): Threading {
  const { accountId, remoteId } = about;
  const ancestors = ancestorsOf(read);
  const above = ancestors.map((id) => idHash(accountId, id));
  const hashes = read.messageId === undefined ? above : [...above, idHash(accountId, plainId(read.messageId))];
  const subject = subjectToThreadBy({ ...read, hasAncestors: ancestors.length > 0 });
  const subjectKey = subject ? hash("sha256", `${accountId}\n${subject.base}`, "base64url").slice(0, 16) : null;
  const { met, remote, create, note, claim } = statements(db);
  const byIds = choices(
    db,
    hashes.map((one) => met.get({ hash: one })?.threadId),
  );
  const mate = { dateMs: about.dateMs, answers: subject?.answers ?? false, people: peopleOf(read, about.own) };
  const bySubject = subjectKey && remoteId === undefined ? choices(db, matesOf(db, subjectKey, mate, about.own)) : [];
  const byRemote = remoteId === undefined ? undefined : remote.get({ accountId, remoteId });
  const { join, merge } = chooseThread(remoteId, byRemote, byIds, bySubject);
  const threadId = join ?? create.get({ accountId, remoteId: remoteId ?? null })?.id ?? 0;
  if (join !== undefined && remoteId !== undefined) claim.run({ id: join, remoteId });
  for (const from of merge) mergeThreads(db, from, threadId, tally);
  // Its own Message-ID is noted once it has a row: claimId.
  for (const one of above) note.run({ hash: one, threadId });
  return { threadId, subjectKey, answers: subject?.answers ?? false };
}

/** The message that a Message-ID is the own of. */
export function claimId(db: Database, accountId: string, messageId: string, threadId: number, id: number): void {
  statements(db).own.run({ hash: idHash(accountId, plainId(messageId)), threadId, id });
}

/** A thread without messages goes. */
export function dropEmptyThread(db: Database, id: number): void {
  statements(db).dropEmpty.run({ id });
}

/** How a Message-ID is kept: short, and of one account. */
export function idHash(accountId: string, plain: string): string {
  return hash("sha256", `${accountId}\n${plain}`, "base64url").slice(0, 16);
}

function choices(db: Database, ids: readonly (number | undefined)[]): ThreadChoice[] {
  const unique = [...new Set(ids.filter((id) => id !== undefined))];
  return unique.map((id) => statements(db).choice.get({ id })).filter((one) => one !== undefined);
}

function matesOf(db: Database, key: string, mate: SubjectMate, own: ReadonlySet<string>): number[] {
  const { dateMs } = mate;
  const rows = statements(db).mates.all({
    key,
    first: firstNumber(dateMs - SUBJECT_REACH_MS),
    last: firstNumber(dateMs + SUBJECT_REACH_MS + 60_000),
  });
  return rows
    .filter((row) => {
      const [to, cc] = [row.to, row.cc].map((text) => JSON.parse(text) as { readonly address: string }[]);
      const from = row.fromAddress === null ? [] : [{ address: row.fromAddress }];
      const people = peopleOf({ from, to: to ?? [], cc: cc ?? [] }, own);
      return meetBySubject(mate, { dateMs: row.dateMs, answers: row.answers === 1, people });
    })
    .map(({ threadId }) => threadId);
}

function peopleOf(
  { from, to, cc }: Pick<Reading, "from" | "to" | "cc">,
  own: ReadonlySet<string>,
): ReadonlySet<string> {
  const all = [...from.slice(0, 1), ...to, ...cc].map(({ address }) => address.toLowerCase());
  return new Set(all.filter((address) => address !== "" && !own.has(address)));
}

function mergeThreads(db: Database, from: number, to: number, tally: Tally): void {
  const made = statements(db);
  for (const { folderId } of made.both.all({ from, to })) tally.count(folderId, { threads: -1 });
  const members = idList(made.members.all({ from }).map(({ id }) => id));
  made.moveEntries.run({ to, members });
  made.moveMessages.run({ to, from });
  made.moveIds.run({ to, from });
  made.mergeFolders.run({ to, from });
  made.dropFolders.run({ from });
  made.drop.run({ from });
}
