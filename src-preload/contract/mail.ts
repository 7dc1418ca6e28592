// Mail as people read it: folders, threads, messages. RFC 5322 and RFC 9051 give the names.
import { z } from "zod";
import { AccountId, EpochMs, EventId, FolderId, MessageId, ThreadId } from "./shapes.ts";
import { FailureShape, FolderSync } from "./sync.ts";

/** What a folder is for (RFC 6154, RFC 8457); at most one folder of an account has each role. */
export const FolderRole = z.enum([
  "inbox",
  "sent",
  "drafts",
  "archive",
  "junk",
  "trash",
  "all",
  "flagged",
  "important",
  "templates",
  "scheduled",
  "snoozed",
]);
export type FolderRole = z.output<typeof FolderRole>;

/** One folder with its counts and how its sync stands. */
export const MailFolder = z.object({
  id: FolderId,
  accountId: AccountId,
  /** As the server lists it, decoded. */
  path: z.string(),
  /** Its last part. */
  name: z.string(),
  parentId: FolderId.optional(),
  role: FolderRole.optional(),
  /** False: it only holds other folders. */
  selectable: z.boolean(),
  unread: z.number().int(),
  total: z.number().int(),
  flagged: z.number().int(),
  /** Tell of new messages in it. */
  notify: z.boolean(),
  hidden: z.boolean(),
  sync: FolderSync,
});
export type MailFolder = z.output<typeof MailFolder>;

/** The addr-spec is always there and always what was parsed, never what a display name pretends (RFC 5322 §3.4). */
export const Mailbox = z.object({ address: z.string(), name: z.string().optional() });
export type Mailbox = z.output<typeof Mailbox>;

/** IMAP flags and keywords as they are shown: what the server has, with the user's pending deeds on top. */
export const MessageFlags = z.object({
  seen: z.boolean(),
  flagged: z.boolean(),
  answered: z.boolean(),
  forwarded: z.boolean(),
  draft: z.boolean(),
  /** Other keywords, as the server spells them. */
  keywords: z.array(z.string()),
});
export type MessageFlags = z.output<typeof MessageFlags>;

/** A message as a line of a list. */
export const MessageLine = z.object({
  id: MessageId,
  threadId: ThreadId,
  accountId: AccountId,
  /** The folders it lies in. */
  folderIds: z.array(FolderId),
  /** The folder it was found in: the list's own, else the one that says most (never trash where there is another). */
  folderId: FolderId,
  subject: z.string(),
  from: Mailbox.optional(),
  to: z.array(Mailbox),
  /** Sort key: its Date, held within what INTERNALDATE allows. */
  dateMs: EpochMs,
  /** The first words of its text, at most 200 characters. */
  snippet: z.string(),
  size: z.number().int(),
  hasAttachments: z.boolean(),
  flags: MessageFlags,
  /** It holds an iTIP message (RFC 6047). */
  invitation: z.boolean(),
  /** Set while a deed on it has not reached the server. */
  pending: z.boolean(),
  snoozedUntilMs: EpochMs.optional(),
});
export type MessageLine = z.output<typeof MessageLine>;

/** A conversation as a line of a list. */
export const ThreadLine = z.object({
  id: ThreadId,
  accountId: AccountId,
  /** The folder the list is of. */
  folderId: FolderId,
  subject: z.string(),
  /** Who wrote, oldest first, each once. */
  people: z.array(Mailbox),
  /** Newest message of the folder. */
  dateMs: EpochMs,
  snippet: z.string(),
  /** Messages in it, over all folders but junk and trash. */
  count: z.number().int(),
  unread: z.number().int(),
  flagged: z.boolean(),
  hasAttachments: z.boolean(),
  invitation: z.boolean(),
  answered: z.boolean(),
  forwarded: z.boolean(),
  draft: z.boolean(),
  pending: z.boolean(),
  /** Messages of it in this folder, newest first: what a deed on the line is for. */
  messageIds: z.array(MessageId),
  snoozedUntilMs: EpochMs.optional(),
});
export type ThreadLine = z.output<typeof ThreadLine>;

/** One page of a list; without `nextCursor` it is the last. */
export const MailPage = z.object({
  threads: z.array(ThreadLine),
  nextCursor: z.string().optional(),
  /** Threads of the whole list. */
  total: z.number().int(),
});

/** A file of a message; its bytes come with `mail.attachment`. */
export const Attachment = z.object({
  /** Names it within the message: the part's number (RFC 9051 §6.4.5.1) or its place among the parts. */
  id: z.string(),
  /** Safe to show and to save under: no path, no control or direction characters, its true extension at the end. */
  name: z.string(),
  mediaType: z.string(),
  /** Bytes once decoded; as near as the structure tells until it was fetched. */
  size: z.number().int(),
  /** Its bytes are here. */
  stored: z.boolean(),
  /** Content-ID without brackets: the text shows it. */
  contentId: z.string().optional(),
  /** Opening it runs something or shows a page of somebody else's: ask first. */
  risky: z.boolean(),
});
export type Attachment = z.output<typeof Attachment>;

/** What the receiving server found out (RFC 8601), and nothing that a sender could have written. */
const Authentication = z.object({
  /** `none`: the server says nothing. */
  verdict: z.enum(["pass", "fail", "partial", "none"]),
  spf: z.string().optional(),
  dkim: z.string().optional(),
  dmarc: z.string().optional(),
  /** Domains whose DKIM signature passed. */
  signedBy: z.array(z.string()),
});

/** Something about a message that a careful reader would want to know. */
export const MailWarning = z.object({
  kind: z.enum([
    /** The display name holds another address than the sender's. */
    "name-pretends",
    /** The sender's domain looks like one the user writes with. */
    "look-alike",
    /** Answers go to another domain. */
    "reply-elsewhere",
    /** Authentication failed. */
    "not-authentic",
    /** More than one address in From. */
    "several-senders",
    /** A link shows another domain than it leads to. */
    "link-pretends",
    /** Never wrote before, and the name is that of somebody known. */
    "known-name-new-address",
  ]),
  /** What is quoted in the sentence: the address, the domain. */
  detail: z.string(),
});
export type MailWarning = z.output<typeof MailWarning>;

/** Pictures that are fetched from elsewhere tell the sender that the mail was read. */
const RemoteContent = z.object({
  /** Pictures not shown. */
  blocked: z.number().int(),
  /** Names of those who would have learnt of it: a company where known, else the host. */
  trackers: z.array(z.string()),
  /** The user allowed this sender or this message. */
  allowed: z.boolean(),
});

const Unsubscribe = z.object({
  /** One click is enough (RFC 8058): both headers are covered by a passing DKIM signature. */
  oneClick: z.boolean(),
  url: z.string().optional(),
  mailto: z.string().optional(),
});

/** A message to read. `html` and `text` are safe to show: nothing in them runs, loads or navigates. */
export const Message = MessageLine.extend({
  messageIdHeader: z.string().optional(),
  sender: Mailbox.optional(),
  replyTo: z.array(Mailbox),
  cc: z.array(Mailbox),
  bcc: z.array(Mailbox),
  /** The Date header, where it can be read. */
  sentMs: EpochMs.optional(),
  /** `stored`: what follows is complete. `fetching`: it is on its way. `unreadable`: only the source can be shown. */
  body: z.enum(["stored", "fetching", "missing", "unreadable"]),
  /** Why the body is missing or unreadable. */
  failure: FailureShape.optional(),
  /** Sanitised; pictures that were not allowed have `data-remote` in place of `src`. Absent: the message has none. */
  html: z.string().optional(),
  /** The quoted tail of `html`: from the element with this value of `data-quote` to the end. */
  fold: z.string().optional(),
  /** The plain text, as sent or made from the HTML. */
  text: z.string(),
  /** More than is shown stands in its source: it has more parts, text or header than anybody reads. */
  cut: z.literal(true).optional(),
  attachments: z.array(Attachment),
  authentication: Authentication,
  warnings: z.array(MailWarning),
  remote: RemoteContent,
  unsubscribe: Unsubscribe.optional(),
  listId: z.string().optional(),
  /** The sender asks for a note that it was read (RFC 8098): never sent without asking. */
  receiptTo: Mailbox.optional(),
  /** Events made from this message. */
  eventIds: z.array(EventId),
});
export type Message = z.output<typeof Message>;

/** A conversation, each of its messages as a line. */
export const MailThread = z.object({
  id: ThreadId,
  subject: z.string(),
  /** Oldest first, over all folders; those in junk and trash only when the list was theirs. */
  messages: z.array(MessageLine),
});

/** One page of a search; without `nextCursor` it is the last. */
export const FoundMail = z.object({
  /** Newest first. */
  messages: z.array(MessageLine),
  nextCursor: z.string().optional(),
  /** Present when counting was cheap. */
  total: z.number().int().optional(),
  /** What of the query was not understood, as typed. */
  ignored: z.array(z.string()),
  /** Messages that are here without their words yet: the search may miss them. */
  unindexed: z.number().int(),
});

/** An attachment's bytes, base64, fetched from the server where they are not here. */
export const AttachmentBytes = z.object({
  name: z.string(),
  mediaType: z.string(),
  base64: z.string(),
});
