// How SQLite goes about the statements of the mail store: none may walk a table that grows with the mailbox, and a page of a list
// or a search comes from an index in its order, not from a sort.
import { describe, expect, test } from "vitest";
import type { Database } from "../../../src-main/store/database.ts";
import { applyFlags, dropUnclaimed, forgetUids, knownUids } from "../../../src-main/store/mail/base.ts";
import { listThreads } from "../../../src-main/store/mail/list.ts";
import { byAccount, inTrashAlone, messagesIn } from "../../../src-main/store/mail/members.ts";
import { findMessage, missingBodies, sourceOf, wasAnswered } from "../../../src-main/store/mail/message.ts";
import { beginDeeds, fileDeed, nextDeedMs, nextDeeds, settleDeeds } from "../../../src-main/store/mail/ops.ts";
import { searchMail } from "../../../src-main/store/mail/search.ts";
import { dueSnoozes, nextSnoozeMs, snoozeMessages } from "../../../src-main/store/mail/snoozes.ts";
import { threadOf } from "../../../src-main/store/mail/thread.ts";
import { undoDeeds } from "../../../src-main/store/mail/undo.ts";
import { ListMail, SearchMail } from "../../../src-preload/contract/mail-inputs.ts";
import type { MessageId, ThreadId } from "../../../src-preload/contract/shapes.ts";
import { ALICE, DAY_ONE, folder, mailStore, take } from "../../support/mail-store.ts";

const LARGE = [
  "messages",
  "message_sources",
  "message_ids",
  "placements",
  "entries",
  "thread_folders",
  "threads",
  "mail_ops",
  "mail_undo",
  "mail_people",
  "snoozes",
];
const SEARCHES = [
  "word ",
  "wor",
  "from:bob word ",
  "-word ",
  "is:unread in:inbox -word ",
  "from:bob word after:2024 has:attachment -is:starred ",
  "in:work OR label:later ",
  "has:invitation larger:1M ",
  "is:snoozed ",
  "account:alice smaller:1K ",
  "after:2024 ",
];

/** Counts and failures of the journal: it only holds what has not reached the server. */
const WHOLE_JOURNAL = /^SELECT (count\(\*\) AS n|id, account_id AS accountId, kind, failure) FROM mail_ops/;

/** Hands on what is prepared, and says what it was. */
function listening(db: Database, heard: Set<string>): Database {
  return {
    ...db,
    prepare: (source) => {
      heard.add(source);
      return db.prepare(source);
    },
  };
}

/** SQLite's plan, a line a step. */
function planOf(db: Database, source: string): string[] {
  const names = source.match(/(?<=@)\w+/g) ?? [];
  const parameters = Object.fromEntries(names.map((name) => [name, name.startsWith("match") ? '"a"' : "1"]));
  return db
    .prepare<{ readonly detail: string }>(`EXPLAIN QUERY PLAN ${source}`)
    .all(parameters)
    .map(({ detail }) => detail);
}

/** Steps that go through all of a large table. */
function walks(plan: readonly string[], source: string): string[] {
  if (WHOLE_JOURNAL.test(source)) return [];
  return plan.filter((step) => {
    const [, name = ""] = /^SCAN (\w+)/.exec(step) ?? [];
    const alias = new RegExp(`\\b(${LARGE.join("|")})(?: AS)? ${name}\\b`, "i");
    return name !== "" && !step.includes("VIRTUAL TABLE") && (LARGE.includes(name) || alias.test(source));
  });
}

/** Prepares what `use` prepares, on a small mailbox. */
function hear(use: (db: Database, id: MessageId) => void) {
  const db = mailStore();
  const [id = "0" as MessageId] = fill(db);
  const sources = new Set<string>();
  use(listening(db, sources), id);
  return { db, sources };
}

/** A message, its answer, and a copy of it in another folder. */
function fill(db: Database, uid = 1): MessageId[] {
  const [subject, messageId] = [`Subject ${uid}`, `<m${uid}@example.test>`];
  const { created } = take(db, "INBOX", { uid }, { uid: uid + 1, references: [messageId], subject: `Re: ${subject}` });
  take(db, "Work", { uid, minute: uid, subject, messageId });
  return created;
}

/** Everything else that runs while people wait or while mail is synced. */
function use(at: Database, id: MessageId): void {
  const inbox = folder(at, "INBOX").id;
  threadOf(at, findMessage(at, id)?.threadId ?? ("0" as ThreadId));
  sourceOf(at, id);
  wasAnswered(at, id);
  missingBodies(at, inbox, 10);
  messagesIn(at, inbox, "unread");
  byAccount(at, [id]);
  inTrashAlone(at, [id]);
  at.write(() => {
    fileDeed(at, { kind: "flag", messageIds: [id], add: ["\\Seen"] }, 1, "u");
    fileDeed(at, { kind: "move", messageIds: [id], toFolderId: folder(at, "Archive").id }, 1, "u");
    const batches = nextDeeds(at, ALICE, 1);
    for (const { ids } of batches) beginDeeds(at, ids);
    for (const { ids, uids } of batches) settleDeeds(at, ids, { moved: new Map(uids.map((uid) => [uid, 90])) }, 1);
    undoDeeds(at, "u", "v", 2);
    snoozeMessages(at, [id], 99, 2, "w");
    applyFlags(at, inbox, [{ uid: 2, flags: ["\\Seen"] }]);
    forgetUids(at, inbox);
    dropUnclaimed(at, ALICE, 5);
  });
  knownUids(at, inbox);
  nextDeedMs(at, ALICE);
  nextSnoozeMs(at);
  dueSnoozes(at, 5);
}

type Heard = ReturnType<typeof hear>;

/** What walks a large table, with its plan. */
function walkers({ db, sources }: Heard): string[] {
  return [...sources].flatMap((source) => walks(planOf(db, source), source).map((step) => `${step} in ${source}`));
}

/** What sorts rows for its order before it gives a page of them. */
function sorters({ db, sources }: Heard): string[] {
  const sorts = (source: string) => planOf(db, source).some((step) => step.startsWith("USE TEMP"));
  return [...sources].filter((source) => source.includes("LIMIT") && sorts(source));
}

const list = (db: Database) => {
  for (const only of [undefined, "unread", "flagged", "attachments"]) {
    listThreads(db, ListMail.parse({ role: "inbox", ...(only && { only }) }));
  }
};
const search = (db: Database) => {
  for (const query of SEARCHES) searchMail(db, SearchMail.parse({ query }), DAY_ONE);
};

describe("no statement walks a table that grows with the mailbox", () => {
  test.each([
    ["messages are taken in", 15, (db: Database) => void fill(db, 100)],
    ["threads are listed", 5, list],
    ["mail is searched", 10, search],
    ["deeds are filed, sent, settled and taken back", 40, use],
  ] as const)("when %s", (_, least, work) => {
    const heard = hear(work);
    expect(heard.sources.size).toBeGreaterThan(least);
    expect(walkers(heard)).toEqual([]);
  });
});

test("a page of a list or of a search is read in its order, not sorted", () => {
  expect([...sorters(hear(list)), ...sorters(hear(search))]).toEqual([]);
});

test("a thread is looked for among the messages of one subject, not among all of half a year (mail rule 49)", () => {
  const { db, sources } = hear((at) => void fill(at, 100));
  const plans = [...sources].filter((one) => one.includes("subject_key = @key")).map((one) => planOf(db, one));
  expect(plans).toEqual([[expect.stringContaining("messages_subject (subject_key=? AND rowid>? AND rowid<?)")]]);
});

test("a walk and a sort would be noticed", () => {
  const sources = (source: string) => ({ db: mailStore(), sources: new Set([source]) });
  expect(walkers(sources("SELECT m.id FROM messages m WHERE m.snippet = @id"))).toHaveLength(1);
  const sort = "SELECT folder_id FROM thread_folders WHERE folder_id = @id ORDER BY count LIMIT 5";
  expect(sorters(sources(sort))).toHaveLength(1);
});
