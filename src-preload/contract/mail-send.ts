// Mail as people write it: drafts, the outbox, identities, templates.
import { z } from "zod";
import { Mailbox } from "./mail.ts";
import { AccountId, DraftId, EpochMs, IdentityId, MessageId } from "./shapes.ts";
import { FailureShape } from "./sync.ts";

/** Who a message is from (an alias of an account), and what is written under it. */
export const Identity = z.object({
  id: IdentityId,
  accountId: AccountId,
  address: z.string(),
  name: z.string().optional(),
  replyTo: z.string().optional(),
  /** Sanitised HTML; empty: none. */
  signature: z.string(),
  /** Under answers and forwards; absent: the same. */
  replySignature: z.string().optional(),
  isDefault: z.boolean(),
});
export type Identity = z.output<typeof Identity>;

/** Without `signature` nothing is written under its mail. */
export const NewIdentity = Identity.omit({ id: true, isDefault: true }).partial({ signature: true });
/** What is absent stays as it is; the account cannot be changed. */
export const UpdateIdentity = Identity.omit({ accountId: true }).partial().required({ id: true });

/** A recipient as the person sees it. Addresses with line breaks or control characters are refused. */
const Recipient = Mailbox.extend({
  address: z
    .string()
    .min(3)
    .max(320)
    .regex(/^[^\s\p{Cc}<>,;]+@[^\s\p{Cc}<>,;@]+$/u, "not an address"),
  name: z
    .string()
    .max(300)
    .regex(/^[^\p{Cc}]*$/u)
    .optional(),
});
const Recipients = z.array(z.union([Recipient, z.string().max(700)])).max(500);

/** A file that goes along. */
const NewAttachment = z.object({
  name: z.string().min(1).max(255),
  mediaType: z.string().max(127).default("application/octet-stream"),
  base64: z.string().max(70_000_000),
  /** The text shows it as `cid:` (RFC 2392). */
  contentId: z.string().max(200).optional(),
});

const line = z
  .string()
  .max(2000)
  .regex(/^[^\r\n\0]*$/u, "a line");

/** What a message says, before it is built. */
const Composed = z.object({
  identityId: IdentityId.optional(),
  to: Recipients.default([]),
  cc: Recipients.optional(),
  bcc: Recipients.optional(),
  subject: line.default(""),
  /** Plain text; with `html` it is the alternative, made from it when absent. */
  text: z.string().max(2_000_000).optional(),
  html: z.string().max(4_000_000).optional(),
  /** The message answered: gives In-Reply-To and References, and is marked answered once this is sent. */
  inReplyTo: MessageId.optional(),
  /** The message forwarded: marked so once this is sent. */
  forwardOf: MessageId.optional(),
  importance: z.enum(["high", "normal", "low"]).optional(),
  /** Ask for a note that it was read (RFC 8098) or delivered (RFC 3461). */
  readReceipt: z.boolean().optional(),
  deliveryReceipt: z.boolean().optional(),
});

/** A message for the outbox. It leaves at `sendAtMs`, else once `undoSeconds` are over. */
export const SendMail = Composed.extend({
  accountId: AccountId,
  to: Recipients,
  attachments: z.array(NewAttachment).max(100).optional(),
  /** The draft this was: the attachments it holds go along, besides those given here; it is gone once it is on its way. */
  draftId: DraftId.optional(),
  sendAtMs: EpochMs.optional(),
  /** Seconds in which it can be taken back; absent: as the settings say. */
  undoSeconds: z.number().int().min(0).max(60).optional(),
  /** Bring the thread back when nobody has answered by then. */
  remindAtMs: EpochMs.optional(),
});
export type SendMail = z.output<typeof SendMail>;

/** `held`: can still be taken back. `scheduled`: until sendAtMs. `uncertain`: the connection was lost after the data went out:
 *  it is never sent again blindly. `accepted`: the server has it, the copy in Sent is not filed yet. */
export const SendState = z.enum([
  "held",
  "scheduled",
  "queued",
  "submitting",
  "uncertain",
  "accepted",
  "done",
  "failed",
  "cancelled",
]);
export type SendState = z.output<typeof SendState>;

/** A message in the outbox. */
export const Outgoing = z.object({
  /** Names it in mail.unsend, mail.sendNow, mail.resolveSend. */
  id: z.string(),
  accountId: AccountId,
  /** Message-ID header, made when it was queued. */
  messageId: z.string(),
  state: SendState,
  subject: z.string(),
  to: z.array(Mailbox),
  queuedMs: EpochMs,
  /** When it goes out, or is tried again. */
  dueMs: EpochMs.optional(),
  failure: FailureShape.optional(),
  /** Refused by the server, while others were taken. */
  rejected: z.array(z.object({ address: z.string(), answer: z.string() })),
  /** The server's own last words. */
  answer: z.string().optional(),
});
export type Outgoing = z.output<typeof Outgoing>;

/** What to do with an uncertain or failed message. */
export const ResolveSend = z.object({
  id: z.string(),
  /** `arrived`: it did arrive, file it. `again`: send it once more. `edit`: back to a draft. `drop`: away with it. */
  choice: z.enum(["arrived", "again", "edit", "drop"]),
});

const DraftAttachment = z.object({
  id: z.string(),
  name: z.string(),
  mediaType: z.string(),
  size: z.number().int(),
  contentId: z.string().optional(),
});

/** A draft as it was last saved here. */
export const Draft = Composed.extend({
  id: DraftId,
  accountId: AccountId,
  to: z.array(Mailbox),
  cc: z.array(Mailbox),
  bcc: z.array(Mailbox),
  attachments: z.array(DraftAttachment),
  savedMs: EpochMs,
  /** Its copy on the server is as it is here. */
  synced: z.boolean(),
  /** Somebody else changed the server's copy: both are kept. */
  conflictOf: DraftId.optional(),
});
export type Draft = z.output<typeof Draft>;

/** Something to ask about before a draft is sent (domain/mime/compose-checks.ts). */
export const ComposeWarning = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("no-recipient") }),
  z.object({ kind: z.literal("no-subject") }),
  /** The text speaks of an attachment and there is none. */
  z.object({ kind: z.literal("forgotten-attachment"), word: z.string() }),
  z.object({ kind: z.literal("many-public"), count: z.number().int() }),
  /** Of another domain than one's own, never written to and never heard of. */
  z.object({ kind: z.literal("first-time-external"), addresses: z.array(z.string()) }),
  z.object({ kind: z.literal("too-large"), bytes: z.number(), limit: z.number() }),
  z.object({ kind: z.literal("too-many"), count: z.number().int(), limit: z.number().int() }),
]);
export type ComposeWarning = z.output<typeof ComposeWarning>;

/** Writes a draft, on disk before the answer. Without `id` a new one. */
export const SaveDraft = Composed.extend({
  id: DraftId.optional(),
  accountId: AccountId,
  /** Attachments that stay, by id; absent: all of them. */
  keepAttachments: z.array(z.string()).max(100).optional(),
  addAttachments: z.array(NewAttachment).max(100).optional(),
});
export type SaveDraft = z.output<typeof SaveDraft>;

/** What an answer or a forward starts from. */
export const ReplyTo = z.object({
  messageId: MessageId,
  kind: z.enum(["reply", "reply-all", "forward", "edit"]),
  /** Only this part of it is quoted: HTML, sanitised again. */
  selection: z.string().max(200_000).optional(),
  locale: z.enum(["fr", "en"]).default("en"),
});

/** An answer that is waited for: the message comes back to the top, marked, when there is none by then. */
export const FollowUp = z.object({
  accountId: AccountId,
  /** Message-ID header of what was sent. */
  messageId: z.string(),
  subject: z.string(),
  to: z.array(Mailbox),
  remindAtMs: EpochMs,
});
export type FollowUp = z.output<typeof FollowUp>;

/** Waits for an answer to a message that was sent until then; null: no longer. */
export const Remind = z.object({
  accountId: AccountId,
  messageId: z.string().min(3).max(998),
  remindAtMs: EpochMs.nullable(),
});

/** A template for these people, from this sender; the day is that of the zone. */
export const FillTemplate = z.object({
  id: z.string(),
  to: z.array(Mailbox).max(500),
  identityId: IdentityId.optional(),
  /** IANA name. */
  zone: z.string().max(100),
  locale: z.enum(["fr", "en"]),
});

/** Places that nobody knows the words for are left as they are, and named in `missing` as they are written. */
export const FilledTemplate = z.object({ subject: z.string(), html: z.string(), missing: z.array(z.string()) });

/** Text with {{name}} places. */
export const Template = z.object({ id: z.string(), name: z.string(), subject: z.string(), html: z.string() });
export type Template = z.output<typeof Template>;
