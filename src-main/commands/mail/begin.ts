// What an answer, a forward or a second edit starts from: a draft with recipients, quotation, signature and files.
import type { Output, Parsed } from "../../../src-preload/contract/contract.ts";
import type { DraftId, FolderId } from "../../../src-preload/contract/shapes.ts";
import type { ReadMessage, ReadPart } from "../../domain/mime/read-types.ts";
import { type AnsweredMessage, type ReplyDraft, replyTo } from "../../domain/mime/reply.ts";
import { readSettings } from "../../store/facts.ts";
import { newId } from "../../store/ids.ts";
import { placementsOf } from "../../store/mail/base.ts";
import { type DraftFile, draftAt, findDraftRow, saveDraft, updateDraft } from "../../store/mail/drafts.ts";
import { getFolder } from "../../store/mail/folders.ts";
import { listIdentities } from "../../store/mail/identities.ts";
import { messageRow } from "../../store/mail/message.ts";
import { ownAddresses } from "../../store/mail/people.ts";
import type { StoredMessage } from "../../store/mail/types.ts";
import type { MailCommandDeps } from "./deps.ts";
import { shownDraft } from "./drafts.ts";
import { type Opened, openWhole, partContent } from "./opened.ts";

/** A draft of ours is opened as it is; one that another program made becomes ours, and its copy there is replaced.
 *  @throws Failure missing, and what fetching the message says */
export async function beginMail(
  deps: MailCommandDeps,
  input: Parsed<"mail.begin">,
  signal: AbortSignal,
): Promise<Output<"mail.begin">> {
  const { db, clock } = deps;
  const row = messageRow(db, input.messageId);
  const known = input.kind === "edit" ? knownDraft(deps, row) : undefined;
  if (known) return { draft: shownDraft(db, known) };
  const opened = await openWhole(deps, row.id, signal);
  const ownId = opened.read.draftId as DraftId | undefined;
  const isOurs = input.kind === "edit" && ownId !== undefined && findDraftRow(db, ownId)?.sendId === null;
  if (isOurs) return { draft: shownDraft(db, ownId) };
  const started = replyTo(answeredOf(opened.read), optionsOf(deps, row, input));
  const files = await filesOf(deps, row, opened, started, signal);
  return db.write(() => {
    const id = newId<DraftId>();
    const { identityId, to, cc, bcc, subject, html, text } = started;
    const identity = listIdentities(db).find((one) => one.id === identityId);
    const isAnswer = input.kind === "reply" || input.kind === "reply-all";
    const content = {
      ...{ to, cc, bcc, subject, html, text },
      accountId: identity?.accountId ?? row.accountId,
      identityId: identity?.id ?? null,
      inReplyTo: isAnswer ? Number(row.id) : null,
      forwardOf: input.kind === "forward" ? Number(row.id) : null,
      importance: null,
      readReceipt: false,
      deliveryReceipt: false,
    };
    saveDraft(db, id, content, { add: files }, clock.nowMs());
    if (input.kind === "edit") takeOver(deps, row, id);
    return { draft: shownDraft(db, id) };
  });
}

function optionsOf({ db, clock }: MailCommandDeps, row: StoredMessage, input: Parsed<"mail.begin">) {
  const { kind, locale, selection } = input;
  return {
    ...{ kind, locale },
    accountId: row.accountId,
    identities: listIdentities(db),
    ownAddresses: [...ownAddresses(db)],
    zone: readSettings(db).zone ?? clock.zone(),
    ...(selection !== undefined && { selection }),
  };
}

function answeredOf(read: ReadMessage): AnsweredMessage {
  const { from, dateMs, html, messageId, inReplyTo } = read;
  return {
    ...{ to: read.to, cc: read.cc, bcc: read.bcc, replyTo: read.replyTo },
    ...{ subject: read.subject, text: read.text, references: read.references },
    ...(from[0] && { from: from[0] }),
    ...(dateMs !== undefined && { sentMs: dateMs }),
    ...(html !== undefined && { html }),
    ...(messageId !== undefined && { messageId }),
    ...(inReplyTo !== undefined && { inReplyTo }),
  };
}

/** The files that go along. One that cannot be had must not keep a person from writing. */
async function filesOf(
  deps: MailCommandDeps,
  row: StoredMessage,
  opened: Opened,
  { carry, html }: ReplyDraft,
  signal: AbortSignal,
): Promise<DraftFile[]> {
  const isShown = ({ contentId }: ReadPart) => contentId !== undefined && html.includes(`cid:${contentId}`);
  const wanted = opened.read.parts.filter((part) => carry === "all" || isShown(part));
  const files = await Promise.all(
    wanted.map(async (part): Promise<DraftFile[]> => {
      const content = await partContent(deps, row.id, opened, part.id, signal).catch(() => undefined);
      const { name, mediaType, contentId } = part;
      const inText = isShown(part) && contentId !== undefined && { contentId };
      return content ? [{ id: newId(), name, mediaType, content, ...inText }] : [];
    }),
  );
  return files.flat();
}

/** The draft whose copy on the server this message is. */
function knownDraft({ db }: MailCommandDeps, row: StoredMessage): DraftId | undefined {
  for (const { folderId, uid } of placementsOf(db, row.id)) {
    const found = uid === undefined ? undefined : draftAt(db, Number(folderId), uid);
    if (found && found.removedMs === null && found.sendId === null) return found.id;
  }
  return undefined;
}

/** Where another program's draft lies among the drafts, that copy is this draft's from now on. */
function takeOver({ db }: MailCommandDeps, row: StoredMessage, id: DraftId): void {
  const isDraft = (folderId: FolderId) => getFolder(db, folderId).role === "drafts";
  const place = placementsOf(db, row.id).find(({ folderId, uid }) => uid !== undefined && isDraft(folderId));
  if (!place?.uid || row.messageIdHeader === undefined) return;
  updateDraft(db, id, {
    serverFolderId: Number(place.folderId),
    serverUid: place.uid,
    serverMessageId: row.messageIdHeader,
    serverRevision: findDraftRow(db, id)?.revision ?? 1,
  });
}
