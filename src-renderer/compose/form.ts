// A message as it is being written, and what the engine is told of it. Pure, but for the parser of the page.
import type { Draft, Identity, SaveDraft, SendMail } from "../../src-preload/contract/mail-send.ts";
import type { AccountId, DraftId } from "../../src-preload/contract/shapes.ts";
import { contentIdsIn, sentHtml } from "../ui/rich-text/pictures.ts";
import { plainOf } from "../ui/rich-text/plain.ts";
import { splitQuoted } from "./quoted.ts";
import { isAddress, type Recipient, type RecipientLists, writtenOf } from "./recipients.ts";

/** A file that goes along. */
export interface Attached {
  /** Of this window alone. */
  readonly key: string;
  /** As the engine calls it, once the draft holds it. */
  readonly id?: string;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  /** A picture of the text. */
  readonly contentId?: string;
  /** Its bytes, until the draft holds them. */
  readonly base64?: string;
  /** Read so far, 0 to 1; absent: all of it. */
  readonly progress?: number;
}

/** All of it is the person's; the engine has the last save of it as a Draft. */
export interface Form extends RecipientLists {
  readonly draftId?: DraftId;
  readonly accountId: AccountId;
  readonly identityId?: Identity["id"];
  readonly subject: string;
  readonly mode: "html" | "text";
  /** What the person writes, as the editor has it; not read in plain text. */
  readonly html: string;
  /** Whose words follow, as the message has them; plain text holds them itself. */
  readonly quoted: string;
  readonly text: string;
  readonly attachments: readonly Attached[];
  readonly inReplyTo?: Draft["inReplyTo"];
  readonly forwardOf?: Draft["forwardOf"];
  readonly importance: "high" | "normal" | "low";
  readonly readReceipt: boolean;
  readonly deliveryReceipt: boolean;
}

/** What is open when a draft is opened. */
export function formOf(draft: Draft): Form {
  const { own, quoted } = splitQuoted(draft.html ?? "");
  const { id, accountId, identityId, to, cc, bcc, subject, text = "", inReplyTo, forwardOf } = draft;
  return {
    draftId: id,
    accountId,
    ...(identityId && { identityId }),
    ...{ subject, text, quoted, to: judged(to), cc: judged(cc), bcc: judged(bcc) },
    mode: draft.html === undefined && text !== "" ? "text" : "html",
    html: own,
    attachments: draft.attachments.map((one) => ({ ...one, key: one.id })),
    ...(inReplyTo && { inReplyTo }),
    ...(forwardOf && { forwardOf }),
    importance: draft.importance ?? "normal",
    readReceipt: draft.readReceipt ?? false,
    deliveryReceipt: draft.deliveryReceipt ?? false,
  };
}

/** An empty message. */
export function blankForm(identity: Identity | undefined, accountId: AccountId, mode: Form["mode"]): Form {
  const signature = identity?.signature.trim() ? identity.signature : "";
  return {
    accountId,
    ...(identity && { identityId: identity.id }),
    ...{ to: [], cc: [], bcc: [], subject: "", quoted: "", attachments: [], mode },
    html: signature ? `<p></p><div data-signature="">${signature}</div>` : "",
    text: signature ? `\n\n-- \n${plainOf(signature)}` : "",
    ...{ importance: "normal", readReceipt: false, deliveryReceipt: false },
  };
}

const sendable = (list: readonly Recipient[]) => list.filter((one) => !one.wrong).map(({ wrong: _, ...one }) => one);

/** A draft keeps what is no address yet, as it was typed. */
const typed = (list: readonly Recipient[]) => [...sendable(list), ...list.filter((one) => one.wrong).map(writtenOf)];
/** And gives it back as an address that is none. */
const judged = (list: readonly Recipient[]) =>
  list.map((one) => (isAddress(one.address) ? one : { address: one.address, wrong: true }));

/** What both drafts and messages say. */
function composedOf(form: Form, people: typeof typed | typeof sendable) {
  const { identityId, subject, mode, text, inReplyTo, forwardOf, importance, readReceipt, deliveryReceipt } = form;
  return {
    ...(identityId && { identityId }),
    to: people(form.to),
    cc: people(form.cc),
    bcc: people(form.bcc),
    subject: subject.replace(/[\r\n\0]+/g, " "),
    ...(mode === "text" ? { text } : { html: `${sentHtml(form.html)}${form.quoted}` }),
    ...(inReplyTo && { inReplyTo }),
    ...(forwardOf && { forwardOf }),
    ...(importance !== "normal" && { importance }),
    ...(readReceipt && { readReceipt }),
    ...(deliveryReceipt && { deliveryReceipt }),
  };
}

const isRead = (one: Attached) => one.id === undefined && one.base64 !== undefined;

/** Files whose bytes the next save brings to the engine. */
const addedFiles = (form: Form) => form.attachments.filter(isRead);

/** What `mail.draft` is given. */
export function saveInput(form: Form): SaveDraft {
  const added = addedFiles(form);
  return {
    ...(form.draftId && { id: form.draftId }),
    accountId: form.accountId,
    ...composedOf(form, typed),
    keepAttachments: form.attachments.flatMap(({ id }) => (id === undefined ? [] : [id])),
    ...(added.length > 0 && {
      addAttachments: added.map(({ name, mediaType, base64 = "", contentId }) => ({
        ...{ name, mediaType, base64 },
        ...(contentId && { contentId }),
      })),
    }),
  };
}

/** The form once a save was answered: what was given now has a name there. @param sent the form as it was given */
export function withSaved(form: Form, sent: Form, draft: Draft): Form {
  const kept = new Set(sent.attachments.map(({ id }) => id));
  const news = draft.attachments.filter(({ id }) => !kept.has(id));
  const names = new Map(addedFiles(sent).map((one, n) => [one.key, news[n]?.id]));
  return {
    ...form,
    draftId: draft.id,
    attachments: form.attachments.map(({ base64, ...one }) => {
      const id = one.id ?? names.get(one.key);
      return { ...one, ...(id !== undefined ? { id } : base64 !== undefined && { base64 }) };
    }),
  };
}

/** How and when it goes out. */
export interface SendOptions {
  readonly sendAtMs?: number;
  readonly remindAtMs?: number;
  readonly undoSeconds?: number;
}

/** What `mail.send` is given, once the draft holds everything. */
export function sendInput(form: Form, options: SendOptions): SendMail {
  return {
    accountId: form.accountId,
    ...composedOf(form, sendable),
    ...(form.draftId && { draftId: form.draftId }),
    ...options,
  };
}

/** Content-IDs of pictures that were put into a text here end so. */
export const OWN_CID = "@cadran";

/** Is it a picture of the text, as the text is now? */
function isShown({ contentId }: Pick<Attached, "contentId">, form: Pick<Form, "mode" | "html" | "quoted">): boolean {
  if (contentId === undefined || form.mode === "text") return false;
  return contentIdsIn(`${form.html}${form.quoted}`).includes(contentId);
}

/** Files as a list shows them: what is no picture of the text. One that was put into the text and taken out again is none. */
export function listedFiles(form: Form): readonly Attached[] {
  return withoutUnseen(form).attachments.filter((one) => !isShown(one, form));
}

/** Without the pictures that were taken out of the text again: nobody wishes to send what cannot be seen. */
export function withoutUnseen(form: Form): Form {
  if (form.mode === "text") return form;
  const kept = form.attachments.filter((one) => !one.contentId?.endsWith(OWN_CID) || isShown(one, form));
  return kept.length === form.attachments.length ? form : { ...form, attachments: kept };
}

/** The writer's own words. */
const wordsOf = ({ mode, html, text }: Form) =>
  mode === "text" ? text.replace(/^>.*$/gm, "") : plainOf(html.replace(/<div data-signature[\s\S]*$/, ""));

/** Is there anything worth keeping? */
export function isEmpty(form: Form): boolean {
  const people = [...form.to, ...form.cc, ...form.bcc].length;
  return people === 0 && form.subject.trim() === "" && form.attachments.length === 0 && wordsOf(form).trim() === "";
}

/** What a change of it is worth saving for: everything but what is still being read. */
export const saveKey = (form: Form) =>
  JSON.stringify([
    saveInput({ ...form, attachments: form.attachments.filter(({ id }) => id !== undefined) }),
    addedFiles(form).map(({ key }) => key),
  ]);
