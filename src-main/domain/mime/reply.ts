// What an answer, a forward, or a second edit of a message starts from: to whom, under which subject, with which words quoted
// (RFC 5322 §3.6.4, mail §3.9, §3.10).
import type { Mailbox } from "../../../src-preload/contract/mail.ts";
import type { Identity } from "../../../src-preload/contract/mail-send.ts";
import { plainOfHtml } from "./build-plain.ts";
import { referencesFor } from "./build-references.ts";
import { attribution, BLOCKQUOTE, escapeHtml, forwardHead, quotableHtml, quoteText, textToHtml } from "./quote.ts";
import { type AnsweredPeople, type Answerers, answeringIdentity, replyRecipients } from "./reply-recipients.ts";
import { forwardSubject, replySubject } from "./subject.ts";

/** The message that is answered, as it was read. */
export interface AnsweredMessage extends AnsweredPeople {
  readonly subject: string;
  /** With brackets. */
  readonly messageId?: string;
  readonly inReplyTo?: string;
  readonly references?: readonly string[];
  readonly sentMs?: number;
  /** As it came: it is sanitised here. */
  readonly html?: string;
  readonly text: string;
}

type ReplyKind = "reply" | "reply-all" | "forward" | "edit";

/** How to begin, beside who answers. */
export interface ReplyOptions extends Answerers {
  readonly kind: ReplyKind;
  readonly locale: "fr" | "en";
  /** IANA zone of the reader, for the date in the attribution. */
  readonly zone: string;
  /** Only this is quoted: HTML, sanitised here. */
  readonly selection?: string;
  /** Where one writes: over the quotation, signature and all, or under it. Default over. */
  readonly place?: "over" | "under";
}

/** A draft to open in the composer; nothing of it is stored yet. */
export interface ReplyDraft {
  readonly identityId?: string;
  readonly to: Mailbox[];
  readonly cc: Mailbox[];
  readonly bcc: Mailbox[];
  readonly subject: string;
  /** Signatures are `<div data-signature="">`, quotations `<blockquote type="cite">`. */
  readonly html: string;
  readonly text: string;
  readonly inReplyTo?: string;
  readonly references: string[];
  /** The files go along: all of them, or those alone that the HTML shows. */
  readonly carry: "all" | "inline";
}

/** What the composer is opened with. */
export function replyTo(message: AnsweredMessage, options: ReplyOptions): ReplyDraft {
  const { kind, locale } = options;
  if (kind === "edit") return editAgain(message, options);
  const identity = answeringIdentity(message, options);
  const isForward = kind === "forward";
  const people = isForward ? { to: [], cc: [] } : replyRecipients(message, kind, options);
  return {
    ...(identity && { identityId: identity.id }),
    ...people,
    bcc: [],
    subject: isForward ? forwardSubject(message.subject, locale) : replySubject(message.subject),
    ...bodyOf(message, options, identity),
    // A forward belongs to the thread of its reader, and to ours as an answer to nothing.
    ...(isForward ? { references: [] } : chainOf(message)),
    carry: isForward && options.selection === undefined ? "all" : "inline",
  };
}

/** An empty message with its signature, as HTML and as text. */
export function blankBody(identity: Identity | undefined): { readonly html: string; readonly text: string } {
  const signature = signatureOf(identity?.signature);
  return { html: `<p></p>${signature.html}`, text: signature.text === "" ? "" : `\n\n${signature.text}` };
}

function chainOf({ messageId, inReplyTo, references }: AnsweredMessage) {
  // A parent without References may still know its own parent (RFC 5322 §3.6.4).
  const before = references?.length ? references : inReplyTo ? [inReplyTo] : [];
  const chain = referencesFor(messageId, before);
  return { ...(chain.inReplyTo && { inReplyTo: chain.inReplyTo }), references: chain.references ?? [] };
}

/** The message itself once more, to be changed: nothing is quoted, nobody left out. */
function editAgain(message: AnsweredMessage, options: ReplyOptions): ReplyDraft {
  const identity = answeringIdentity({ ...message, to: [], cc: [], bcc: [] }, options);
  return {
    ...(identity && { identityId: identity.id }),
    to: [...message.to],
    cc: [...message.cc],
    bcc: [...(message.bcc ?? [])],
    subject: message.subject,
    html: htmlOf(message),
    text: message.text,
    ...(message.inReplyTo && { inReplyTo: message.inReplyTo }),
    references: [...(message.references ?? [])],
    carry: "all",
  };
}

function bodyOf(message: AnsweredMessage, options: ReplyOptions, identity: Identity | undefined) {
  const signature = signatureOf(identity?.replySignature ?? identity?.signature);
  const { html, text } = options.kind === "forward" ? forwarded(message, options) : quoted(message, options);
  const isOver = options.place !== "under";
  const own = isOver ? ["", "", ...(signature.text ? [signature.text, ""] : [])] : [];
  const tail = isOver ? [] : ["", "", ...(signature.text ? [signature.text] : [])];
  return {
    html: isOver ? `<p></p>${signature.html}${html}` : `${html}<p></p>${signature.html}`,
    text: [...own, text, ...tail].join("\n"),
  };
}

function quoted(message: AnsweredMessage, options: ReplyOptions) {
  const line = attribution(message, options);
  const words = wordsOf(message, options);
  return {
    html: `<p>${escapeHtml(line)}</p>${BLOCKQUOTE}${words.html}</blockquote>`,
    text: `${line}\n${quoteText(words.text)}`,
  };
}

function forwarded(message: AnsweredMessage, options: ReplyOptions) {
  const head = forwardHead(message, options);
  const words = wordsOf(message, options);
  return {
    html: `<p>${head.map(escapeHtml).join("<br>")}</p>${words.html}`,
    text: `${head.join("\n")}\n\n${words.text}`,
  };
}

function wordsOf(message: AnsweredMessage, { selection }: ReplyOptions) {
  const chosen = selection === undefined ? undefined : quotableHtml(selection);
  if (chosen !== undefined) return { html: chosen, text: plainOfHtml(chosen) };
  return { html: htmlOf(message), text: message.text };
}

function htmlOf({ html, text }: AnsweredMessage): string {
  return (html === undefined ? undefined : quotableHtml(html)) ?? textToHtml(text);
}

/** Signatures are ours, sanitised when they were saved. */
function signatureOf(signature = ""): { readonly html: string; readonly text: string } {
  if (signature.trim() === "") return { html: "", text: "" };
  return { html: `<div data-signature="">${signature}</div>`, text: `-- \n${plainOfHtml(signature)}` };
}
