// Tables of what the user does with mail and of what happens to it by itself: deeds, undo, snoozes, rules, people. See schema.ts
// and schema-mail.ts for the rules.
import type { FailureData } from "../../src-preload/contract/failure.ts";
import type { MailRule } from "../../src-preload/contract/mail-rules.ts";
import type { AccountId, EventId } from "../../src-preload/contract/shapes.ts";
import { blob, index, integer, primaryKey, sql, sqliteTable, text } from "./orm.ts";
import { accounts, events } from "./schema.ts";
import { mailFolders, messages } from "./schema-mail.ts";

const ofAccount = () =>
  text()
    .$type<AccountId>()
    .notNull()
    .references(() => accounts.id, { onDelete: "cascade" });
const ofMessage = () =>
  integer()
    .notNull()
    .references(() => messages.id, { onDelete: "cascade" });

/** The user's deeds that the server does not have: one row per message, folder and kind; deltas, never absolutes. */
export const mailOps = sqliteTable(
  "mail_ops",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    accountId: ofAccount(),
    messageId: ofMessage(),
    kind: text().$type<"flag" | "move" | "remove">().notNull(),
    /** Where the message is meant: a placement, or where an earlier deed takes it. */
    folderId: integer()
      .notNull()
      .references(() => mailFolders.id, { onDelete: "cascade" }),
    toFolderId: integer().references(() => mailFolders.id, { onDelete: "cascade" }),
    /** Flags as IMAP spells them, with a space between. */
    added: text().notNull().default(""),
    removed: text().notNull().default(""),
    /** `landing`: moved, and the other folder has not shown it yet. `failed`: given up, not shown. */
    state: text().$type<"waiting" | "inflight" | "landing" | "failed">().notNull(),
    /** With `landing`: its flags when it left. */
    flags: integer().notNull().default(0),
    keywords: text().notNull().default(""),
    /** It was sent once: later deeds no longer change it. */
    begun: integer({ mode: "boolean" }).notNull().default(false),
    attempts: integer().notNull().default(0),
    nextTryMs: integer().notNull(),
    createdMs: integer().notNull(),
    failure: text({ mode: "json" }).$type<FailureData>(),
  },
  (t) => [index("mail_ops_message").on(t.messageId), index("mail_ops_due").on(t.accountId, t.state, t.nextTryMs)],
);

/** What each command did, to take it back as a whole. */
export const mailUndo = sqliteTable(
  "mail_undo",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    undoId: text().notNull(),
    messageId: ofMessage(),
    kind: text().$type<"flag" | "move" | "remove" | "snooze">().notNull(),
    folderId: integer(),
    toFolderId: integer(),
    added: text().notNull().default(""),
    removed: text().notNull().default(""),
    /** With `snooze`: until when it was away before; null: it was not. */
    untilMs: integer(),
    atMs: integer().notNull(),
  },
  (t) => [
    index("mail_undo_group").on(t.undoId),
    index("mail_undo_time").on(t.atMs),
    index("mail_undo_message").on(t.messageId),
  ],
);

/** Messages out of sight until a time (epoch ms). A message snoozed again keeps one row. */
export const snoozes = sqliteTable(
  "snoozes",
  {
    messageId: integer()
      .primaryKey()
      .references(() => messages.id, { onDelete: "cascade" }),
    untilMs: integer().notNull(),
  },
  (t) => [index("snoozes_due").on(t.untilMs)],
);

/** Bring a thread back when nobody has answered this message. */
export const followUps = sqliteTable(
  "follow_ups",
  {
    id: text().primaryKey(),
    accountId: ofAccount(),
    messageIdHeader: text().notNull(),
    remindAtMs: integer().notNull(),
  },
  (t) => [index("follow_ups_due").on(t.remindAtMs)],
);

/** Events made from a message, or that came with it. */
export const eventMails = sqliteTable(
  "event_mails",
  {
    eventId: text()
      .$type<EventId>()
      .notNull()
      .references(() => events.id, { onDelete: "cascade" }),
    messageId: ofMessage(),
  },
  (t) => [primaryKey({ columns: [t.eventId, t.messageId] }), index("event_mails_message").on(t.messageId)],
);

/** What happens to mail that arrives, in order of `position`; `tests` and `actions` are the contract's MailRule. */
export const mailRules = sqliteTable("mail_rules", {
  id: text().primaryKey(),
  position: integer().notNull(),
  /** Null: every account. */
  accountId: text()
    .$type<AccountId>()
    .references(() => accounts.id, { onDelete: "cascade" }),
  name: text().notNull(),
  enabled: integer({ mode: "boolean" }).notNull(),
  match: text().$type<MailRule["match"]>().notNull(),
  tests: text({ mode: "json" }).$type<MailRule["tests"]>().notNull(),
  actions: text({ mode: "json" }).$type<MailRule["actions"]>().notNull(),
  stop: integer({ mode: "boolean" }).notNull(),
});

/** Addresses in lower case. */
export const blockedSenders = sqliteTable("blocked_senders", {
  address: text().primaryKey(),
  atMs: integer().notNull(),
});

/** Senders whose pictures are fetched without asking. */
export const remoteAllowed = sqliteTable("remote_allowed", {
  address: text().primaryKey(),
  atMs: integer().notNull(),
});

/** Who wrote, and who was written to. */
export const mailPeople = sqliteTable(
  "mail_people",
  {
    accountId: ofAccount(),
    /** Lower case. */
    address: text().notNull(),
    name: text(),
    /** Parts of name and address, folded, each after a space. */
    folded: text().notNull(),
    /** Messages to them, and from them. */
    sent: integer().notNull(),
    received: integer().notNull(),
    lastMs: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.address] }),
    index("mail_people_address").on(t.address),
    index("mail_people_sent").on(t.sent).where(sql`${t.sent} > 0`),
  ],
);

/** Files of the folder `mail-blobs`, by what is in them. */
export const mailBlobs = sqliteTable(
  "mail_blobs",
  {
    sha256: text().primaryKey(),
    size: integer().notNull(),
    lastUsedMs: integer().notNull(),
  },
  (t) => [index("mail_blobs_used").on(t.lastUsedMs)],
);

/** Which part of which message is in which file. */
export const messageBlobs = sqliteTable(
  "message_blobs",
  {
    messageId: ofMessage(),
    partId: text().notNull(),
    sha256: text()
      .notNull()
      .references(() => mailBlobs.sha256, { onDelete: "cascade" }),
  },
  (t) => [primaryKey({ columns: [t.messageId, t.partId] }), index("message_blobs_sha").on(t.sha256)],
);

/** Messages to be filed on the server: imports, copies in Sent. */
export const mailAppends = sqliteTable(
  "mail_appends",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    accountId: ofAccount(),
    folderId: integer()
      .notNull()
      .references(() => mailFolders.id, { onDelete: "cascade" }),
    messageIdHeader: text(),
    flags: text({ mode: "json" }).$type<readonly string[]>().notNull(),
    internalDateMs: integer().notNull(),
    state: text().$type<"waiting" | "inflight" | "failed">().notNull(),
    attempts: integer().notNull().default(0),
    nextTryMs: integer().notNull(),
    failure: text({ mode: "json" }).$type<FailureData>(),
    zst: blob({ mode: "buffer" }).notNull(),
  },
  (t) => [index("mail_appends_due").on(t.accountId, t.state, t.nextTryMs)],
);
