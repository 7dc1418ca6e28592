// Tables of mail being written and sent. See schema.ts for the rules.
import type { FailureData } from "../../src-preload/contract/failure.ts";
import type { Mailbox } from "../../src-preload/contract/mail.ts";
import type { SendState } from "../../src-preload/contract/mail-send.ts";
import type { AccountId, DraftId, IdentityId } from "../../src-preload/contract/shapes.ts";
import { blob, index, integer, sqliteTable, text } from "./orm.ts";
import { accounts } from "./schema.ts";

const ofAccount = () =>
  text()
    .$type<AccountId>()
    .notNull()
    .references(() => accounts.id, { onDelete: "cascade" });

/** Senders of an account, with their signatures (sanitised HTML). */
export const identities = sqliteTable(
  "identities",
  {
    id: text().$type<IdentityId>().primaryKey(),
    accountId: ofAccount(),
    address: text().notNull(),
    name: text(),
    replyTo: text(),
    signature: text().notNull(),
    replySignature: text(),
    isDefault: integer({ mode: "boolean" }).notNull(),
    position: integer().notNull(),
  },
  (t) => [index("identities_account").on(t.accountId)],
);

/** Texts with places to fill, for every account. */
export const templates = sqliteTable("templates", {
  id: text().primaryKey(),
  name: text().notNull(),
  subject: text().notNull(),
  html: text().notNull(),
  position: integer().notNull(),
});

/** The outbox of mail. Every state is on disk before the next step is taken (mail §3.3). */
export const sendQueue = sqliteTable(
  "send_queue",
  {
    id: text().primaryKey(),
    accountId: ofAccount(),
    identityId: text().$type<IdentityId>(),
    /** The draft it is made from: kept until it is done, so that it can be taken back. */
    draftId: text().$type<DraftId>(),
    /** Message-ID header, with its brackets. */
    messageId: text().notNull(),
    subject: text().notNull(),
    to: text({ mode: "json" }).$type<readonly Mailbox[]>().notNull(),
    envelope: text({ mode: "json" }).$type<{ readonly from: string; readonly to: readonly string[] }>().notNull(),
    state: text().$type<SendState>().notNull(),
    queuedMs: integer().notNull(),
    dueMs: integer().notNull(),
    isScheduled: integer({ mode: "boolean" }).notNull().default(false),
    sinceMs: integer().notNull(),
    attempts: integer().notNull().default(0),
    searches: integer().notNull().default(0),
    confirmed: integer({ mode: "boolean" }).notNull().default(false),
    /** Submission server that took it. */
    host: text(),
    answer: text(),
    rejected: text({ mode: "json" })
      .$type<readonly { readonly address: string; readonly answer: string }[]>()
      .notNull()
      .default([]),
    failure: text({ mode: "json" }).$type<FailureData>(),
    /** The server gave it another Message-ID. */
    serverMessageId: text(),
    /** Where our copy in Sent is, once filed. */
    sentFolderId: integer(),
    sentUid: integer(),
    /** Messages answered or forwarded by it. */
    inReplyTo: integer(),
    forwardOf: integer(),
    remindAtMs: integer(),
    deliveryReceipt: integer({ mode: "boolean" }).notNull().default(false),
    /** zstd of the bytes to send, and of those to file (with Bcc); null where they are the same. */
    wire: blob({ mode: "buffer" }).notNull(),
    filed: blob({ mode: "buffer" }),
  },
  (t) => [index("send_queue_account").on(t.accountId), index("send_queue_due").on(t.state, t.dueMs)],
);

/** Messages being written. The row is the truth, the copy on the server follows (mail rule 60). */
export const drafts = sqliteTable(
  "drafts",
  {
    id: text().$type<DraftId>().primaryKey(),
    accountId: ofAccount(),
    identityId: text().$type<IdentityId>(),
    to: text({ mode: "json" }).$type<readonly Mailbox[]>().notNull(),
    cc: text({ mode: "json" }).$type<readonly Mailbox[]>().notNull(),
    bcc: text({ mode: "json" }).$type<readonly Mailbox[]>().notNull(),
    subject: text().notNull(),
    text: text(),
    html: text(),
    inReplyTo: integer(),
    forwardOf: integer(),
    importance: text().$type<"high" | "normal" | "low">(),
    readReceipt: integer({ mode: "boolean" }).notNull().default(false),
    deliveryReceipt: integer({ mode: "boolean" }).notNull().default(false),
    savedMs: integer().notNull(),
    /** Counts saves; the server's copy is of `serverRevision`. */
    revision: integer().notNull().default(1),
    serverRevision: integer(),
    serverFolderId: integer(),
    serverUid: integer(),
    serverMessageId: text(),
    /** Not before this is it sent to the server again (mail rule 60). */
    nextTryMs: integer(),
    failure: text({ mode: "json" }).$type<FailureData>(),
    conflictOf: text().$type<DraftId>(),
    /** On its way out: not shown among the drafts. */
    sendId: text(),
    /** Discarded or sent: the row goes once the server's copy has. */
    removedMs: integer(),
  },
  (t) => [index("drafts_account").on(t.accountId)],
);

/** Files of drafts, bytes and all, unpacked. */
export const draftAttachments = sqliteTable(
  "draft_attachments",
  {
    id: text().primaryKey(),
    draftId: text()
      .$type<DraftId>()
      .notNull()
      .references(() => drafts.id, { onDelete: "cascade" }),
    position: integer().notNull(),
    name: text().notNull(),
    mediaType: text().notNull(),
    size: integer().notNull(),
    contentId: text(),
    content: blob({ mode: "buffer" }).notNull(),
  },
  (t) => [index("draft_attachments_draft").on(t.draftId)],
);
