import { describe, expect, test } from "vitest";
import type { Database } from "../../../src-main/store/database.ts";
import { storeMessages } from "../../../src-main/store/mail/intake.ts";
import { listThreads } from "../../../src-main/store/mail/list.ts";
import { fileDeed } from "../../../src-main/store/mail/ops.ts";
import { ListMail } from "../../../src-preload/contract/mail-inputs.ts";
import type { AccountId, MessageId } from "../../../src-preload/contract/shapes.ts";
import { addMailAccount, folder, item, mailStore, take } from "../../support/mail-store.ts";

const BOB = "bob-account" as AccountId;
const FILE = { name: "a.pdf", disposition: "attachment", mediaType: "application/pdf" } as const;
const list = (db: Database, asked: object) => listThreads(db, ListMail.parse(asked));
const subjects = (db: Database, asked: object) => list(db, asked).threads.map(({ subject }) => subject);

function filled(): Database {
  const db = mailStore();
  take(
    db,
    "INBOX",
    { uid: 1, flags: ["\\Seen"] },
    { uid: 2, flags: ["\\Seen", "\\Flagged"] },
    { uid: 3, parts: [FILE] },
    { uid: 4, minute: 40, references: ["<m1@example.test>"], subject: "Re: Subject 1" },
  );
  return db;
}

describe("a filter of the list", () => {
  test("gives the threads that have such a message, and how many there are", () => {
    const db = filled();
    expect(list(db, { role: "inbox" })).toMatchObject({ total: 3 });
    const only = (one: string) => {
      const { threads, total } = list(db, { role: "inbox", only: one });
      return [threads.map(({ subject }) => subject), total];
    };
    expect(only("unread")).toEqual([["Subject 1", "Subject 3"], 2]);
    expect(only("flagged")).toEqual([["Subject 2"], 1]);
    expect(only("attachments")).toEqual([["Subject 3"], 1]);
  });

  test("follows a deed at once", () => {
    const db = filled();
    const [thread] = list(db, { role: "inbox", only: "attachments" }).threads;
    const messageIds = thread?.messageIds ?? [];
    db.write(() => fileDeed(db, { kind: "flag", messageIds, add: ["\\Seen", "\\Flagged"] }, 1));
    expect(subjects(db, { role: "inbox", only: "unread" })).toEqual(["Subject 1"]);
    expect(subjects(db, { role: "inbox", only: "flagged" })).toEqual(["Subject 3", "Subject 2"]);
    expect(list(db, { role: "inbox", only: "flagged" }).threads[0]).toMatchObject({ pending: true, flagged: true });
  });

  test("is paged like the list", () => {
    const db = mailStore();
    take(db, "INBOX", ...Array.from({ length: 9 }, (_, n) => ({ uid: n + 1, flags: n % 2 ? ["\\Seen"] : [] })));
    const first = list(db, { role: "inbox", only: "unread", limit: 2 });
    const second = list(db, { role: "inbox", only: "unread", limit: 3, cursor: first.nextCursor });
    const seen = [...first.threads, ...second.threads].map(({ subject }) => subject);
    expect(seen).toEqual(["Subject 9", "Subject 7", "Subject 5", "Subject 3", "Subject 1"]);
    expect([first.total, second.nextCursor]).toEqual([5, undefined]);
  });
});

test("a line tells of its whole thread who wrote and how many, and of its folder what lies there", () => {
  const db = mailStore();
  const carol = { address: "carol@example.com", name: "Carol" };
  take(
    db,
    "INBOX",
    { uid: 1, flags: ["\\Answered"] },
    { uid: 2, references: ["<m1@example.test>"], flags: ["\\Seen"] },
  );
  take(db, "Sent", { uid: 3, references: ["<m2@example.test>"], from: [{ address: "alice@example.test" }] });
  take(db, "Trash", { uid: 4, references: ["<m1@example.test>"], from: [carol] });
  const [line] = list(db, { role: "inbox" }).threads;
  expect(line).toMatchObject({
    subject: "Subject 1",
    count: 3,
    unread: 1,
    answered: true,
    people: [{ address: "bob@example.test", name: "Bob" }, { address: "alice@example.test" }],
  });
  expect(line?.messageIds).toHaveLength(2);
  expect(list(db, { role: "trash" }).threads[0]).toMatchObject({ count: 4, messageIds: [expect.any(String)] });
});

test("a role shows the folders of all accounts in one order, or those of one", () => {
  const db = mailStore();
  db.write(() => addMailAccount(db, BOB, "bob@example.test"));
  take(db, "INBOX", { uid: 1, minute: 1, subject: "a1" }, { uid: 2, minute: 3, subject: "a3" });
  db.write(() => storeMessages(db, folder(db, "INBOX", BOB), [item({ uid: 1, minute: 2, subject: "b2" })]));
  expect(subjects(db, { role: "inbox" })).toEqual(["a3", "b2", "a1"]);
  expect(subjects(db, { role: "inbox", accountId: BOB })).toEqual(["b2"]);
  const first = list(db, { role: "inbox", limit: 2 });
  expect(subjects(db, { role: "inbox", limit: 2, cursor: first.nextCursor })).toEqual(["a1"]);
});

test("the newest message of a thread leaves, and its line sinks to where the next one is", () => {
  const db = mailStore();
  const { created } = take(
    db,
    "INBOX",
    { uid: 1, minute: 1 },
    { uid: 2, minute: 2 },
    { uid: 3, minute: 3, references: ["<m1@example.test>"], subject: "Re: Subject 1" },
  );
  expect(subjects(db, { role: "inbox" })).toEqual(["Subject 1", "Subject 2"]);
  const newest = created.at(-1) as MessageId;
  db.write(() => fileDeed(db, { kind: "move", messageIds: [newest], toFolderId: folder(db, "Archive").id }, 1));
  expect(subjects(db, { role: "inbox" })).toEqual(["Subject 2", "Subject 1"]);
});

test("what cannot be listed is refused", () => {
  const db = mailStore();
  expect(() => list(db, { folderId: "999" })).toThrow(expect.objectContaining({ reason: "missing" }));
  expect(() => list(db, {})).toThrow(expect.objectContaining({ reason: "invalid-input" }));
  expect(() => list(db, { role: "inbox", cursor: "x" })).toThrow(expect.objectContaining({ reason: "invalid-input" }));
});
