// Tables of mail: folders, messages, where they lie, and what the lists show. See schema.ts for the rules. Messages, folders and
// threads are numbered rows: their ids in the contract are these numbers in decimal. The full-text tables `message_words` and
// `body_words`, with the message's number as rowid, are in migration 0004.
import type { MailEndpoint } from "../../src-preload/contract/accounts.ts";
import type { FailureData } from "../../src-preload/contract/failure.ts";
import type { FolderRole, Mailbox } from "../../src-preload/contract/mail.ts";
import type { AccountId } from "../../src-preload/contract/shapes.ts";
import { blob, index, integer, primaryKey, sql, sqliteTable, text, uniqueIndex } from "./orm.ts";
import { accounts } from "./schema.ts";

const ofAccount = () =>
  text()
    .$type<AccountId>()
    .notNull()
    .references(() => accounts.id, { onDelete: "cascade" });

/** The mail side of an account. */
export const mailAccounts = sqliteTable("mail_accounts", {
  accountId: text()
    .$type<AccountId>()
    .primaryKey()
    .references(() => accounts.id, { onDelete: "cascade" }),
  imap: text({ mode: "json" }).$type<MailEndpoint>().notNull(),
  smtp: text({ mode: "json" }).$type<MailEndpoint>().notNull(),
  state: text().$type<"ready" | "sign-in">().notNull().default("ready"),
  failure: text({ mode: "json" }).$type<FailureData>(),
  quota: text({ mode: "json" }).$type<{ readonly used: number; readonly limit: number }>(),
  /** What the server can do, as it said. */
  traits: text({ mode: "json" }).$type<unknown>(),
  lastSyncAt: integer(),
  /** When the list of folders was last asked for. */
  foldersAt: integer(),
  failures: integer().notNull().default(0),
  nextAt: integer(),
});

/** Folders as the server lists them, local ones beside them, each with where its sync was left (RFC 9051, RFC 7162). */
export const mailFolders = sqliteTable(
  "mail_folders",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    accountId: ofAccount(),
    /** Decoded, as the server lists it. */
    path: text().notNull(),
    name: text().notNull(),
    delimiter: text(),
    parentId: integer(),
    role: text().$type<FolderRole>(),
    roleSource: text().$type<"attribute" | "name" | "user">(),
    selectable: integer({ mode: "boolean" }).notNull(),
    subscribed: integer({ mode: "boolean" }).notNull(),
    mailboxId: text(),
    /** Never on the server. */
    local: integer({ mode: "boolean" }).notNull().default(false),
    notify: integer({ mode: "boolean" }).notNull().default(false),
    hidden: integer({ mode: "boolean" }).notNull().default(false),
    /** Decimal digits: 63 bits do not fit a number (mail rule 26). */
    uidValidity: text(),
    uidNext: integer(),
    highestModseq: text(),
    backfillLowUid: integer(),
    onServer: integer(),
    permanentFlags: text({ mode: "json" }).$type<readonly string[]>().notNull().default([]),
    lastSyncAt: integer(),
    lastFullCheckAt: integer(),
    lastFlagSweepAt: integer(),
    runsSinceFullCheck: integer().notNull().default(0),
    lastError: text({ mode: "json" }).$type<FailureData>(),
    failures: integer().notNull().default(0),
    nextAt: integer(),
    parked: integer({ mode: "boolean" }).notNull().default(false),
    /** Of `entries`. */
    total: integer().notNull().default(0),
    unread: integer().notNull().default(0),
    flagged: integer().notNull().default(0),
    /** Rows of `thread_folders`. */
    threads: integer().notNull().default(0),
    /** Of `placements`: all, and those whose body is not here. */
    stored: integer().notNull().default(0),
    wanted: integer().notNull().default(0),
  },
  (t) => [uniqueIndex("mail_folders_path").on(t.accountId, t.path, t.local), index("mail_folders_role").on(t.role)],
);

/** Conversations of an account; which message is in which is said by the message. */
export const threads = sqliteTable(
  "threads",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    accountId: ofAccount(),
    /** THREADID or X-GM-THRID. */
    remoteId: text(),
  },
  (t) => [index("threads_remote").on(t.accountId, t.remoteId).where(sql`${t.remoteId} IS NOT NULL`)],
);

/** One row however many folders a message lies in. The id grows with its date: seconds × 16, the first free one from there. */
export const messages = sqliteTable(
  "messages",
  {
    id: integer().primaryKey(),
    accountId: ofAccount(),
    threadId: integer()
      .notNull()
      .references(() => threads.id),
    /** Identity within the account (mail rule 48). */
    key: text().notNull(),
    messageIdHeader: text(),
    subject: text().notNull(),
    fromAddress: text(),
    fromName: text(),
    to: text({ mode: "json" }).$type<readonly Mailbox[]>().notNull(),
    cc: text({ mode: "json" }).$type<readonly Mailbox[]>().notNull(),
    /** Sort key (mail rule 62). */
    dateMs: integer().notNull(),
    /** The Date header, where it can be read. */
    sentMs: integer(),
    size: integer().notNull(),
    snippet: text().notNull(),
    hasAttachments: integer({ mode: "boolean" }).notNull(),
    invitation: integer({ mode: "boolean" }).notNull(),
    listId: text(),
    body: text().$type<"none" | "head" | "partial" | "whole" | "unreadable">().notNull(),
    failure: text({ mode: "json" }).$type<FailureData>(),
    /** Base subject, hashed, of those that may thread by it (mail rule 49). */
    subjectKey: text(),
    /** Its subject says that it answers. */
    answers: integer({ mode: "boolean" }).notNull().default(false),
    /** Since when no folder has it (mail rule 29). */
    unlinkedMs: integer(),
    remoteAllowed: integer({ mode: "boolean" }).notNull().default(false),
    receiptAnswered: integer({ mode: "boolean" }).notNull().default(false),
  },
  (t) => [
    uniqueIndex("messages_key").on(t.key),
    index("messages_thread").on(t.threadId),
    index("messages_account").on(t.accountId),
    index("messages_subject").on(t.subjectKey).where(sql`${t.subjectKey} IS NOT NULL`),
    index("messages_unlinked").on(t.accountId, t.unlinkedMs).where(sql`${t.unlinkedMs} IS NOT NULL`),
    index("messages_files").on(t.id).where(sql`${t.hasAttachments} = 1`),
    index("messages_invitations").on(t.id).where(sql`${t.invitation} = 1`),
    index("messages_large").on(t.id).where(sql`${t.size} >= 1000000`),
  ],
);

/** Every Message-ID met, a message's own or one that it refers to, and the thread it belongs to. */
export const messageIds = sqliteTable(
  "message_ids",
  {
    /** Account and Message-ID, hashed. */
    hash: text().primaryKey(),
    threadId: integer()
      .notNull()
      .references(() => threads.id, { onDelete: "cascade" }),
    /** The message whose own it is, while that is here. */
    messageId: integer().references(() => messages.id, { onDelete: "set null" }),
  },
  (t) => [
    index("message_ids_thread").on(t.threadId),
    index("message_ids_message").on(t.messageId).where(sql`${t.messageId} IS NOT NULL`),
  ],
);

const ofMessage = () =>
  integer()
    .notNull()
    .references(() => messages.id, { onDelete: "cascade" });
const ofFolder = () =>
  integer()
    .notNull()
    .references(() => mailFolders.id, { onDelete: "cascade" });

/** What is here of a message's bytes: zstd. */
export const messageSources = sqliteTable("message_sources", {
  messageId: integer()
    .primaryKey()
    .references(() => messages.id, { onDelete: "cascade" }),
  zst: blob({ mode: "buffer" }).notNull(),
});

/** What the server has: the base (mail rule 52). */
export const placements = sqliteTable(
  "placements",
  {
    folderId: ofFolder(),
    /** Negative: forgotten, UIDVALIDITY changed (mail rule 31). */
    uid: integer().notNull(),
    messageId: ofMessage(),
    /** Bits of domain/mail/flags.ts. */
    flags: integer().notNull(),
    /** Other keywords, with a space between. */
    keywords: text().notNull().default(""),
    /** 63 bits: written as bigint, compared in SQL, never read as a number (mail rule 26). */
    modseq: integer(),
    labels: text(),
    /** The body is not here. */
    wanted: integer({ mode: "boolean" }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.folderId, t.uid] }),
    index("placements_message").on(t.messageId),
    index("placements_wanted").on(t.folderId, t.messageId).where(sql`${t.wanted} = 1`),
  ],
);

/** What lists show: base ⊕ deeds, one row per message and folder. Follows from the other tables (project.ts). */
export const entries = sqliteTable(
  "entries",
  {
    folderId: ofFolder(),
    messageId: ofMessage(),
    threadId: integer().notNull(),
    flags: integer().notNull(),
    keywords: text().notNull().default(""),
    /** A deed on it has not reached the server. */
    pending: integer({ mode: "boolean" }).notNull(),
    hasAttachments: integer({ mode: "boolean" }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.folderId, t.messageId] }),
    index("entries_thread").on(t.folderId, t.threadId, t.messageId),
    index("entries_message").on(t.messageId),
    index("entries_unread").on(t.messageId).where(sql`${t.flags} & 1 = 0`),
    index("entries_flagged").on(t.messageId).where(sql`${t.flags} & 2 = 2`),
    index("entries_keywords").on(t.messageId).where(sql`${t.keywords} <> ''`),
  ],
);

/** One row per thread and folder. Follows from `entries`. */
export const threadFolders = sqliteTable(
  "thread_folders",
  {
    folderId: ofFolder(),
    threadId: integer().notNull(),
    /** The newest message of it there: the order of the list. */
    lastId: integer().notNull(),
    count: integer().notNull(),
    unread: integer().notNull(),
    flagged: integer().notNull(),
    attachments: integer().notNull(),
    pending: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.folderId, t.threadId] }),
    index("thread_folders_last").on(t.folderId, t.lastId),
    index("thread_folders_thread").on(t.threadId),
    index("thread_folders_unread").on(t.folderId, t.lastId).where(sql`${t.unread} > 0`),
    index("thread_folders_flagged").on(t.folderId, t.lastId).where(sql`${t.flagged} > 0`),
    index("thread_folders_files").on(t.folderId, t.lastId).where(sql`${t.attachments} > 0`),
  ],
);
