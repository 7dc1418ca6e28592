// Drafts and their copies on the server (mail rule 60): the row here is the truth. A new copy is filed first, the old one goes
// after that; every version has a Message-ID of its own, by which it is found again after a crash.
import { createHash } from "node:crypto";
import { Failure, toFailure } from "../../../src-preload/contract/failure.ts";
import type { MessageId } from "../../../src-preload/contract/shapes.ts";
import { buildMessage, newMessageId } from "../../domain/mime/build.ts";
import { getAccount } from "../../store/accounts.ts";
import {
  type DraftRow,
  deleteDraft,
  draftFiles,
  draftsToSync,
  findDraftRow,
  updateDraft,
} from "../../store/mail/drafts.ts";
import { folderOfRole } from "../../store/mail/folders.ts";
import { listIdentities } from "../../store/mail/identities.ts";
import { findMessage } from "../../store/mail/message.ts";
import type { StoredFolder } from "../../store/mail/types.ts";
import type { AccountRun, MailDeps } from "./deps.ts";
import { deedVerdictOn } from "./mail-policy.ts";

/** A copy on the server is that old at most while somebody writes. */
const EVERY_MS = 30_000;

/** When the next draft of an account is to be filed or removed; Infinity: none. */
export function nextDraftMs({ db }: Pick<MailDeps, "db">, accountId: DraftRow["accountId"]): number {
  return Math.min(Number.POSITIVE_INFINITY, ...draftsToSync(db, accountId).map(({ nextTryMs }) => nextTryMs ?? 0));
}

/** Brings the server's copies up to date. @param hurry those too whose time has not come: the composer was closed
 *  @throws Failure when the way to the server is at fault */
export async function syncDrafts(run: AccountRun, hurry = false): Promise<void> {
  const { deps, accountId, signal } = run;
  const nowMs = deps.clock.nowMs();
  const folder = folderOfRole(deps.db, accountId, "drafts");
  for (const row of draftsToSync(deps.db, accountId)) {
    if (signal.aborted) return;
    if (!hurry && (row.nextTryMs ?? 0) > nowMs) continue;
    try {
      if (row.removedMs !== null) await removeCopies(run, row, folder);
      else if (folder) await fileVersion(run, row, folder);
    } catch (error) {
      noteFailure(run, row, toFailure(error));
    }
  }
}

function noteFailure({ deps }: AccountRun, row: DraftRow, failure: Failure): void {
  const { db, clock, random } = deps;
  const verdict = deedVerdictOn(failure, 0, clock.nowMs(), random());
  if (verdict.do === "leave") throw failure;
  const nextTryMs = verdict.do === "later" ? verdict.atMs : clock.nowMs() + 10 * EVERY_MS;
  db.write(() => updateDraft(db, row.id, { failure: failure.toData(), nextTryMs }));
}

async function fileVersion(run: AccountRun, row: DraftRow, folder: StoredFolder): Promise<void> {
  const { deps, connection, signal } = run;
  const { db, clock } = deps;
  const messageId = versionId(deps, row);
  const bytes = await draftBytes(deps, row, messageId);
  // Filed by an engine that stopped before it could say so?
  const filed = await connection.findMessageId(folder.path, messageId, signal);
  const flags = ["\\Draft", "\\Seen"];
  const appended =
    filed.length > 0
      ? undefined
      : await connection.append(folder.path, bytes, { flags, internalDateMs: row.savedMs }, signal);
  const uid = filed.at(-1) ?? appended?.uid ?? (await connection.findMessageId(folder.path, messageId, signal)).at(-1);
  const known = {
    serverFolderId: Number(folder.id),
    serverUid: uid ?? 0,
    serverMessageId: messageId,
    nextTryMs: clock.nowMs() + EVERY_MS,
    failure: null,
  };
  db.write(() => updateDraft(db, row.id, { ...known, serverRevision: row.revision }));
  if (row.serverMessageId !== null && row.serverMessageId !== messageId) {
    await removeByMessageId(run, folder, row.serverMessageId);
  }
  run.soon(folder.id);
}

/** Sent or discarded: its copies go, then the row. */
async function removeCopies(run: AccountRun, row: DraftRow, folder: StoredFolder | undefined): Promise<void> {
  const { db } = run.deps;
  // A version may have been filed without our learning of it.
  const ids = new Set([...(row.serverMessageId === null ? [] : [row.serverMessageId]), versionId(run.deps, row)]);
  if (folder) for (const id of ids) await removeByMessageId(run, folder, id);
  db.write(() => deleteDraft(db, row.id));
}

/** Exactly those that bear this version's own id: uids may have changed, and others' mail is never touched (mail rule 56). */
async function removeByMessageId(run: AccountRun, folder: StoredFolder, messageId: string): Promise<void> {
  const { connection, signal } = run;
  const uids = await connection.findMessageId(folder.path, messageId, signal);
  if (uids.length === 0) return;
  await connection.expunge(folder.path, uids, signal);
  run.soon(folder.id);
}

function senderOf({ db }: MailDeps, row: DraftRow) {
  const identities = listIdentities(db, row.accountId);
  const identity = identities.find(({ id }) => id === row.identityId) ?? identities[0];
  const { address, username } = getAccount(db, row.accountId);
  return identity ?? { address: address ?? username ?? "nobody@localhost" };
}

/** The Message-ID of a draft's copy as it is saved now: the same however often it is asked for. */
export function versionId(deps: MailDeps, row: DraftRow): string {
  const hash = createHash("sha256").update(`${row.id}:${row.revision}:${row.savedMs}`).digest();
  return newMessageId(hash, senderOf(deps, row).address);
}

/** @throws Failure invalid-input when it cannot be built yet, e.g. an address that is none */
async function draftBytes(deps: MailDeps, row: DraftRow, messageId: string): Promise<Uint8Array> {
  const { db } = deps;
  const identity = senderOf(deps, row);
  const answered = row.inReplyTo === null ? undefined : findMessage(db, String(row.inReplyTo) as MessageId);
  const inReplyTo = answered?.messageIdHeader;
  const built = await buildMessage(
    {
      to: row.to,
      cc: row.cc,
      bcc: row.bcc,
      subject: row.subject,
      attachments: draftFiles(db, row.id),
      ...(row.text !== null && { text: row.text }),
      ...(row.html !== null && { html: row.html }),
      ...(inReplyTo !== undefined && { inReplyTo }),
      ...(row.importance !== null && { importance: row.importance }),
      readReceipt: row.readReceipt,
    },
    {
      identity,
      messageId,
      dateMs: row.savedMs,
      seed: createHash("sha256").update(messageId).digest("hex").slice(0, 32),
      smtpUtf8: true,
      draftId: row.id,
    },
  );
  if (findDraftRow(db, row.id) === undefined) throw new Failure("missing", { what: "item" });
  return built.filed;
}
