// Drafts: on disk before the answer; their copies on the server follow by themselves (mail rule 60).
import type { Output, Parsed } from "../../../src-preload/contract/contract.ts";
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { Mailbox } from "../../../src-preload/contract/mail.ts";
import type { Draft, SaveDraft } from "../../../src-preload/contract/mail-send.ts";
import type { DraftId } from "../../../src-preload/contract/shapes.ts";
import { safeName } from "../../domain/mail-safety/names.ts";
import { parseRecipients } from "../../domain/mime/addresses.ts";
import type { Database } from "../../store/database.ts";
import { newId } from "../../store/ids.ts";
import {
  type DraftContent,
  type DraftFile,
  type DraftRow,
  discardDraft,
  draftFiles,
  findDraftRow,
  getDraftRow,
  saveDraft,
  toDraft,
  updateDraft,
} from "../../store/mail/drafts.ts";
import { getMailAccount } from "../../store/mail/mail-accounts.ts";
import type { MailCommandDeps } from "./deps.ts";

/** Longer than the way back is shown. */
const UNDO_GRACE_MS = 20_000;

type Deps = Pick<MailCommandDeps, "db" | "clock">;
type NewFile = NonNullable<SaveDraft["addAttachments"]>[number];

/** @throws Failure missing (the account has no mail, or the draft is gone) */
export function storeDraft({ db, clock }: Deps, input: Parsed<"mail.draft">): Output<"mail.draft"> {
  return db.write(() => {
    getMailAccount(db, input.accountId);
    const { id = newId<DraftId>() } = input;
    if (input.id !== undefined) visibleDraft(db, input.id);
    const add = (input.addAttachments ?? []).map(fileOf);
    const files = { add, ...(input.keepAttachments && { keep: input.keepAttachments }) };
    saveDraft(db, id, contentOf(input), files, clock.nowMs());
    return { draft: shownDraft(db, id) };
  });
}

/** @throws Failure missing */
export function getDraft({ db }: Pick<Deps, "db">, { id }: Parsed<"mail.getDraft">): Output<"mail.getDraft"> {
  return { draft: toDraft(db, visibleDraft(db, id)) };
}

/** One that is gone already is fine: two windows may close it. */
export function dropDraft(
  { db, clock }: Deps,
  { id, undoable = false }: Parsed<"mail.discardDraft">,
): Output<"mail.discardDraft"> {
  db.write(() => {
    // What is on its way out is not thrown away with its draft.
    if (findDraftRow(db, id)?.sendId !== null) return;
    const nowMs = clock.nowMs();
    // Its row and its copy on the server go with the first look after the grace.
    if (undoable) updateDraft(db, id, { removedMs: nowMs, nextTryMs: nowMs + UNDO_GRACE_MS });
    else discardDraft(db, id, nowMs);
  });
  return {};
}

/** @throws Failure missing (it is gone for good) */
export function restoreDraft({ db }: Deps, { id }: Parsed<"mail.restoreDraft">): Output<"mail.restoreDraft"> {
  return db.write(() => {
    if (getDraftRow(db, id).removedMs !== null) updateDraft(db, id, { removedMs: null, nextTryMs: null });
    return { draft: shownDraft(db, id) };
  });
}

/** @throws Failure missing */
export function draftAttachment(
  { db }: Pick<Deps, "db">,
  { draftId, id }: Parsed<"mail.draftAttachment">,
): Output<"mail.draftAttachment"> {
  const file = draftFiles(db, draftId).find((one) => one.id === id);
  if (!file) throw new Failure("missing", { what: "item" });
  const { name, mediaType, content } = file;
  return { name, mediaType, base64: Buffer.from(content).toString("base64") };
}

/** As the contract shows it. @throws Failure missing */
export function shownDraft(db: Database, id: DraftId): Draft {
  return toDraft(db, getDraftRow(db, id));
}

/** The row, unless it was thrown away or is on its way out. @throws Failure missing */
export function visibleDraft(db: Database, id: DraftId): DraftRow {
  const row = getDraftRow(db, id);
  if (row.removedMs !== null || row.sendId !== null) throw new Failure("missing", { what: "draft" });
  return row;
}

/** What a call says as it is stored. */
export function contentOf(input: Omit<SaveDraft, "id" | "keepAttachments" | "addAttachments">): DraftContent {
  const { accountId, identityId, subject, text, html, inReplyTo, forwardOf, importance } = input;
  return {
    accountId,
    identityId: identityId ?? null,
    to: typed(input.to),
    cc: typed(input.cc),
    bcc: typed(input.bcc),
    subject,
    text: text ?? null,
    html: html ?? null,
    inReplyTo: inReplyTo === undefined ? null : Number(inReplyTo),
    forwardOf: forwardOf === undefined ? null : Number(forwardOf),
    importance: importance ?? null,
    readReceipt: input.readReceipt ?? false,
    deliveryReceipt: input.deliveryReceipt ?? false,
  };
}

/** As far as it can be read; an address that is still being typed is kept as it is. */
function typed(list: readonly (Mailbox | string)[] = []): Mailbox[] {
  return list.flatMap((one): Mailbox[] => {
    if (typeof one !== "string") return [one];
    const { mailboxes, refused } = parseRecipients(one);
    return [...mailboxes, ...refused.filter((text) => text !== "").map((address) => ({ address }))];
  });
}

/** A file as it is stored. */
export function fileOf({ name, mediaType, base64, contentId }: NewFile): DraftFile {
  return {
    id: newId(),
    name: safeName(name, mediaType),
    mediaType,
    content: Buffer.from(base64, "base64"),
    ...(contentId !== undefined && { contentId }),
  };
}
