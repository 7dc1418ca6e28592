// A message built once, into the bytes that are sent and the bytes that are filed (RFC 5322, RFC 2045 ff.; mail §3.1, 3.2, 3.8).
import MailComposer, { type MailComposerAttachment } from "nodemailer/lib/mail-composer";
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { Mailbox } from "../../../src-preload/contract/mail.ts";
import { asciiDomain, isAddress, wireAddress } from "./addresses.ts";
import type { BuildAttachment } from "./build-attachment.ts";
import { type Envelope, envelopeOf, refuseOtherEnvelope } from "./build-envelope.ts";
import { flowedText, toCrlf } from "./build-flowed.ts";
import { takePictures } from "./build-pictures.ts";
import { plainOfHtml } from "./build-plain.ts";
import { referencesFor } from "./build-references.ts";
import { mailDate } from "./mail-date.ts";

/** What is written, whoever writes it. */
export interface DraftMessage {
  readonly to: readonly Mailbox[];
  readonly cc?: readonly Mailbox[];
  readonly bcc?: readonly Mailbox[];
  readonly subject: string;
  /** With `html` its alternative, made from it when there are no words in it. */
  readonly text?: string;
  /** Sanitised. */
  readonly html?: string;
  readonly attachments?: readonly BuildAttachment[];
  /** Message-IDs, with brackets: the message answered, and those before it, oldest first. */
  readonly inReplyTo?: string;
  readonly references?: readonly string[];
  readonly importance?: "high" | "normal" | "low";
  /** Ask to be told that it was read (RFC 8098 §2.1). */
  readonly readReceipt?: boolean;
  /** An iTIP message (RFC 6047): a text/calendar alternative and the same as a file. */
  readonly calendar?: { readonly method: string; readonly text: string; readonly fileName?: string };
}

/** What the caller decides at queue time, never at sending (mail §3.1). */
export interface BuildOptions {
  /** From and Reply-To. */
  readonly identity: { readonly address: string; readonly name?: string; readonly replyTo?: string };
  /** With brackets: `newMessageId`. */
  readonly messageId: string;
  readonly dateMs: number;
  /** IANA zone whose clock the Date header shows; absent: UTC. */
  readonly zone?: string;
  /** The same seed gives the same boundaries, so the same bytes: 16 or more letters and digits. */
  readonly seed: string;
  /** The server takes addresses with letters outside ASCII (`SubmissionTraits.smtpUtf8`). */
  readonly smtpUtf8?: boolean;
  /** It is a draft and only filed: nobody to send to is fine, and it bears this mark (X-Cadran-Draft-Id). */
  readonly draftId?: string;
}

/** Never built again: what is sent twice is the same bytes. */
export interface BuiltMessage {
  /** What goes to the server: no Bcc. */
  readonly wire: Uint8Array;
  /** What is kept in Sent or Drafts: the same bytes with Bcc. */
  readonly filed: Uint8Array;
  /** Domains as A-labels; each recipient once. */
  readonly envelope: Envelope;
}

/** Builds both forms of a message. The same input gives the same bytes.
 *  @throws Failure invalid-input (line breaks in a header, nobody to send to, an address that is none), no-smtputf8,
 *  bug when the built envelope is not that of the recipients given (mail §3.12) */
export async function buildMessage(written: DraftMessage, options: BuildOptions): Promise<BuiltMessage> {
  refuseControls(written, options);
  const draft = asSent(written, options);
  const { identity, smtpUtf8 = false } = options;
  const people = [...draft.to, ...(draft.cc ?? []), ...(draft.bcc ?? [])];
  const envelope = envelopeOf(identity, people, smtpUtf8);
  if (envelope.to.length === 0 && options.draftId === undefined) throw invalid("nobody to send it to");
  const filed = await render(draft, options, envelope, true);
  const wire = draft.bcc?.length ? await render(draft, options, envelope, false) : filed;
  return { wire, filed, envelope };
}

/** A Message-ID that no one else makes (RFC 5322 §3.6.4), with brackets.
 *  @param random 16 bytes or more of chance
 *  @param address the identity's: its domain is the right-hand side */
export function newMessageId(random: Uint8Array, address: string): string {
  const hex = [...random.slice(0, 16)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const uuid = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.*)$/, "$1-$2-$3-$4-$5");
  const domain = asciiDomain(address).split("@").at(-1) ?? "";
  return `<${uuid}@${/^[a-z0-9.-]+$/.test(domain) ? domain : "localhost"}>`;
}

/** Pictures inside the HTML become parts. An address that somebody is still typing is not in the draft's copy. */
function asSent(draft: DraftMessage, { draftId, messageId }: BuildOptions): DraftMessage {
  const people = (list: readonly Mailbox[] = []) =>
    draftId === undefined ? list : list.filter(({ address }) => isAddress(address));
  const some = { ...draft, to: people(draft.to), cc: people(draft.cc), bcc: people(draft.bcc) };
  if (draft.html === undefined) return some;
  const { html, pictures } = takePictures(draft.html, (n) => `picture${n}.${messageId.slice(1, -1)}`);
  return { ...some, html, attachments: [...(draft.attachments ?? []), ...pictures] };
}

function invalid(detail: string): Failure {
  return new Failure("invalid-input", { detail });
}

/** CR, LF or NUL in what becomes a header is never repaired: somebody wants to write headers of their own (mail §3.12). */
function refuseControls(draft: DraftMessage, options: BuildOptions): void {
  const people = [...draft.to, ...(draft.cc ?? []), ...(draft.bcc ?? []), options.identity];
  const lines = [
    draft.subject,
    ...people.flatMap(({ address, name }) => [address, name]),
    ...(draft.attachments ?? []).flatMap(({ name, mediaType, contentId }) => [name, mediaType, contentId]),
    draft.inReplyTo,
    ...(draft.references ?? []),
    draft.calendar?.method,
    draft.calendar?.fileName,
    options.messageId,
    options.identity.replyTo,
    options.seed,
    options.draftId,
  ];
  const bad = lines.find((line) => line !== undefined && /[\r\n\0]/.test(line));
  if (bad !== undefined) throw invalid(`a line break in ${JSON.stringify(bad.slice(0, 60))}`);
  if (!/^<[^\s<>@]+@[^\s<>@]+>$/.test(options.messageId)) throw invalid("a Message-ID that is none");
  if (!/^[A-Za-z0-9]{16,64}$/.test(options.seed)) throw invalid("a seed of other than 16 to 64 letters and digits");
  const types = (draft.attachments ?? []).map(({ mediaType }) => mediaType);
  const badType = types.find((type) => !/^[\w.+-]+\/[\w.+-]+(?:;.*)?$/.test(type) || /^multipart\//i.test(type));
  if (badType !== undefined) throw invalid(`the media type ${badType.slice(0, 60)}`);
}

async function render(
  draft: DraftMessage,
  options: BuildOptions,
  envelope: Envelope,
  keepBcc: boolean,
): Promise<Uint8Array> {
  const node = new MailComposer({
    ...headersOf(draft, options),
    ...bodyOf(draft),
    baseBoundary: options.seed,
    // Can occur neither in base64 nor in quoted-printable.
    boundaryPrefix: "=_",
    // Nothing is ever read from a path or an address, whatever a draft says (mail §3.13).
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  node.keepBcc = keepBcc;
  refuseOtherEnvelope(node.getEnvelope(), envelope);
  return await node.build();
}

function headersOf(draft: DraftMessage, options: BuildOptions) {
  const { identity } = options;
  const person = ({ address, name }: Mailbox) => ({ address: wireAddress(address), name: name ?? "" });
  const list = (people: readonly Mailbox[] | undefined) => (people?.length ? people.map(person) : undefined);
  const importance = { high: ["High", "1 (Highest)"], low: ["Low", "5 (Lowest)"], normal: undefined };
  const level = importance[draft.importance ?? "normal"];
  const isHidden = !draft.to.length && !draft.cc?.length && draft.bcc?.length;
  return {
    from: person(identity),
    replyTo: identity.replyTo === undefined ? undefined : list([{ address: identity.replyTo }]),
    // A message to hidden recipients alone still has a To, empty (RFC 5322 §3.6.3).
    to: isHidden ? "undisclosed-recipients:;" : list(draft.to),
    cc: list(draft.cc),
    bcc: list(draft.bcc),
    subject: draft.subject,
    messageId: options.messageId,
    date: mailDate(options.dateMs, options.zone),
    ...referencesFor(draft.inReplyTo, draft.references ?? []),
    headers: [
      ...(level ? [header("Importance", level[0]), header("X-Priority", level[1])] : []),
      ...(draft.readReceipt ? [header("Disposition-Notification-To", wireAddress(identity.address))] : []),
      ...(options.draftId === undefined ? [] : [header("X-Cadran-Draft-Id", options.draftId)]),
    ],
  };
}

function header(key: string, value = "") {
  return { key, value };
}

/** Alternatives from the plainest to the richest; what the HTML shows as `cid:` beside it; files outside. */
function bodyOf(draft: DraftMessage) {
  const { html, calendar } = draft;
  const isMade = html !== undefined && (draft.text ?? "").trim() === "";
  const text = isMade ? plainOfHtml(html) : (draft.text ?? "");
  const alternatives = [{ contentType: "text/plain; charset=utf-8; format=flowed", content: flowedText(text) }];
  if (html !== undefined) alternatives.push({ contentType: "text/html; charset=utf-8", content: page(html) });
  const attachments = (draft.attachments ?? []).map((file) => attachmentOf(file, html));
  if (calendar !== undefined) {
    const content = toCrlf(calendar.text);
    const method = calendar.method.toUpperCase().replace(/[^A-Z-]/g, "");
    alternatives.push({ contentType: `text/calendar; charset=utf-8; method=${method}`, content });
    const file = { contentType: "application/ics", filename: calendar.fileName ?? "invite.ics", content };
    attachments.push({ ...file, contentDisposition: "attachment", contentTransferEncoding: "base64" });
  }
  return { alternatives, attachments };
}

function page(html: string): string {
  const isWhole = /<html[\s>]/i.test(html);
  const head = '<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head>';
  return toCrlf(isWhole ? html : `${head}<body>${html}</body></html>`);
}

function attachmentOf({ name, mediaType, content, contentId }: BuildAttachment, html = ""): MailComposerAttachment {
  const isShown = contentId !== undefined && [..."\"' )>"].some((end) => html.includes(`cid:${contentId}${end}`));
  const isMessage = /^message\//i.test(mediaType);
  const isAscii = isMessage && content.every((byte) => byte < 0x80);
  return {
    filename: name,
    contentType: mediaType,
    content: content as MailComposerAttachment["content"],
    contentDisposition: isShown ? "inline" : "attachment",
    // A message is never encoded (RFC 2046 §5.2.1).
    contentTransferEncoding: isMessage ? (isAscii ? "7bit" : "8bit") : "base64",
    ...(isShown && { cid: contentId }),
  };
}
