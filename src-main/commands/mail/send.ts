// Sending: the bytes are built once and lie in the outbox with their Message-ID before the call returns (mail §3.1). From there
// sync takes them; what is taken back is a draft again.
import { randomBytes } from "node:crypto";
import type { Output, Parsed } from "../../../src-preload/contract/contract.ts";
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { Identity, SendState } from "../../../src-preload/contract/mail-send.ts";
import type { AccountId, DraftId } from "../../../src-preload/contract/shapes.ts";
import { mailboxesOf, needsSmtpUtf8 } from "../../domain/mime/addresses.ts";
import { type BuiltMessage, buildMessage, type DraftMessage, newMessageId } from "../../domain/mime/build.ts";
import { referencesFor } from "../../domain/mime/build-references.ts";
import type { Database } from "../../store/database.ts";
import { readSettings } from "../../store/facts.ts";
import { newId } from "../../store/ids.ts";
import { draftFiles, findDraftRow, saveDraft, updateDraft } from "../../store/mail/drafts.ts";
import { getIdentity, listIdentities } from "../../store/mail/identities.ts";
import { getMailAccount } from "../../store/mail/mail-accounts.ts";
import { findMessage } from "../../store/mail/message.ts";
import { insertOutgoing } from "../../store/mail/send-queue.ts";
import type { MailCommandDeps } from "./deps.ts";
import { contentOf, fileOf, visibleDraft } from "./drafts.ts";
import { openStored } from "./opened.ts";

/** Seconds to take a message back, unless the person chose others. */
const UNDO_SECONDS = 10;

type SendMail = Parsed<"mail.send">;

/** @throws Failure invalid-input (nobody to send to, an address that is none), no-smtputf8, missing; then nothing is queued */
export async function sendMail(
  deps: MailCommandDeps,
  input: SendMail,
  signal: AbortSignal,
): Promise<Output<"mail.send">> {
  const { db, clock } = deps;
  getMailAccount(db, input.accountId);
  const identity = identityFor(db, input.accountId, input.identityId);
  const people = { to: mailboxesOf(input.to), cc: mailboxesOf(input.cc ?? []), bcc: mailboxesOf(input.bcc ?? []) };
  const added = (input.attachments ?? []).map(fileOf);
  const kept = input.draftId === undefined ? [] : draftFiles(db, visibleDraft(db, input.draftId).id);
  const messageId = newMessageId(randomBytes(16), identity.address);
  const nowMs = clock.nowMs();
  const written = {
    ...writtenOf(input),
    ...people,
    attachments: [...kept, ...added],
    ...(await chainOf(deps, input, signal)),
  };
  const built = await build(deps, written, { identity, messageId, dateMs: input.sendAtMs ?? nowMs }, signal);
  const when = whenOf(input, readSettings(db).mail?.undoSeconds ?? UNDO_SECONDS, nowMs);
  return db.write(() => {
    const id = newId();
    // Asked for twice, it goes once: by now the first may have taken the draft.
    if (input.draftId !== undefined) visibleDraft(db, input.draftId);
    const draftId = input.draftId ?? newId<DraftId>();
    // Kept until it is gone, so that it can be taken back as it was written.
    saveDraft(db, draftId, { ...contentOf(input), ...people, identityId: identity.id }, { add: added }, nowMs);
    updateDraft(db, draftId, { sendId: id });
    insertOutgoing(
      db,
      {
        ...{ id, messageId, draftId, queuedMs: nowMs, sinceMs: nowMs, ...when },
        accountId: input.accountId,
        identityId: identity.id,
        subject: input.subject,
        to: [...people.to, ...people.cc, ...people.bcc],
        envelope: built.envelope,
        inReplyTo: input.inReplyTo === undefined ? null : Number(input.inReplyTo),
        forwardOf: input.forwardOf === undefined ? null : Number(input.forwardOf),
        remindAtMs: input.remindAtMs ?? null,
        deliveryReceipt: input.deliveryReceipt ?? false,
      },
      bytesOf(built),
    );
    const { state, dueMs } = when;
    return { id, messageId, state, ...(state !== "queued" && { dueMs }) };
  });
}

/** Where they are the same they are kept once. */
export function bytesOf({ wire, filed }: BuiltMessage) {
  return { wire, ...(filed !== wire && { filed }) };
}

function whenOf(
  { sendAtMs, undoSeconds }: SendMail,
  usualSeconds: number,
  nowMs: number,
): { state: SendState; dueMs: number; isScheduled: boolean } {
  if (sendAtMs !== undefined && sendAtMs > nowMs) return { state: "scheduled", dueMs: sendAtMs, isScheduled: true };
  const seconds = undoSeconds ?? usualSeconds;
  if (seconds === 0) return { state: "queued", dueMs: nowMs, isScheduled: false };
  return { state: "held", dueMs: nowMs + seconds * 1000, isScheduled: false };
}

function writtenOf({ subject, text, html, importance, readReceipt }: SendMail): Omit<DraftMessage, "to"> {
  return {
    subject,
    ...(text !== undefined && { text }),
    ...(html !== undefined && { html }),
    ...(importance !== undefined && { importance }),
    ...(readReceipt && { readReceipt }),
  };
}

/** Builds a message of an identity's, on the sender's clock.
 *  @throws Failure invalid-input, no-smtputf8 */
export async function build(
  { db, clock, submissionTraits }: MailCommandDeps,
  written: DraftMessage,
  options: { readonly identity: Identity; readonly messageId: string; readonly dateMs: number },
  signal: AbortSignal,
): Promise<BuiltMessage> {
  const people = [...written.to, ...(written.cc ?? []), ...(written.bcc ?? []), options.identity];
  const isForeign = people.some(({ address }) => needsSmtpUtf8(address));
  // Only asked where it matters. Away from the network the server says so itself, later.
  const { smtpUtf8 } = isForeign
    ? await submissionTraits(options.identity.accountId, signal).catch(() => ({ smtpUtf8: true }))
    : { smtpUtf8: false };
  const zone = readSettings(db).zone ?? clock.zone();
  const { address, name, replyTo } = options.identity;
  const identity = { address, ...(name && { name }), ...(replyTo && { replyTo }) };
  return buildMessage(written, { ...options, identity, zone, seed: randomBytes(12).toString("hex"), smtpUtf8 });
}

/** In-Reply-To and References of an answer (RFC 5322 §3.6.4). */
async function chainOf(deps: MailCommandDeps, { inReplyTo }: SendMail, signal: AbortSignal) {
  const row = inReplyTo === undefined ? undefined : findMessage(deps.db, inReplyTo);
  if (!row?.messageIdHeader) return {};
  const opened = await openStored(deps, row.id, signal);
  const { references = [], inReplyTo: before } = opened?.read ?? {};
  const chain = referencesFor(row.messageIdHeader, references.length > 0 ? references : before ? [before] : []);
  return {
    ...(chain.inReplyTo && { inReplyTo: chain.inReplyTo }),
    ...(chain.references && { references: [...chain.references].filter((id) => id !== chain.inReplyTo) }),
  };
}

/** The identity named, else the account's own. @throws Failure missing, invalid-input */
export function identityFor(db: Database, accountId: AccountId, id: SendMail["identityId"]): Identity {
  const identity = id === undefined ? listIdentities(db, accountId)[0] : getIdentity(db, id);
  if (!identity) throw new Failure("missing", { what: "identity" });
  if (identity.accountId !== accountId)
    throw new Failure("invalid-input", { detail: "this sender belongs to another account" });
  return identity;
}

/** The draft of a message in the outbox, visible again. @throws Failure missing */
export function backToDraft(db: Database, draftId: DraftId | null): DraftId {
  const row = draftId === null ? undefined : findDraftRow(db, draftId);
  if (!row) throw new Failure("missing", { what: "draft" });
  updateDraft(db, row.id, { sendId: null, removedMs: null });
  return row.id;
}
