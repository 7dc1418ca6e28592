import { expect, test } from "vitest";
import { deleteAccount } from "../../../src-main/store/accounts.ts";
import { dropUnclaimed, removeUids } from "../../../src-main/store/mail/base.ts";
import { listThreads } from "../../../src-main/store/mail/list.ts";
import { findMessage } from "../../../src-main/store/mail/message.ts";
import { beginDeeds, fileDeed, nextDeeds, pendingCount, settleDeeds } from "../../../src-main/store/mail/ops.ts";
import { shedMessages, unsentOf } from "../../../src-main/store/mail/removal.ts";
import { undoDeeds } from "../../../src-main/store/mail/undo.ts";
import { ListMail } from "../../../src-preload/contract/mail-inputs.ts";
import type { MessageId } from "../../../src-preload/contract/shapes.ts";
import { ALICE, folder, mailStore, take } from "../../support/mail-store.ts";

const none = "0" as MessageId;

test("a message that another client moved keeps its row, and one that nobody claims goes a cycle later (mail rule 29)", () => {
  const db = mailStore();
  const [moved = none, gone = none] = take(db, "INBOX", { uid: 1 }, { uid: 2 }).created;
  db.write(() => removeUids(db, folder(db, "INBOX").id, [1, 2], 100));
  expect(
    take(db, "Work", { uid: 7, minute: 1, subject: "Subject 1", messageId: "<m1@example.test>" }).attached,
  ).toEqual([moved]);
  expect(db.write(() => dropUnclaimed(db, ALICE, 200))).toBe(1);
  expect(findMessage(db, moved)).toBeDefined();
  expect(findMessage(db, gone)).toBeUndefined();
});

test("a late parent makes one thread of two (mail rule 50)", () => {
  const db = mailStore();
  const list = () => listThreads(db, ListMail.parse({ role: "inbox" }));
  take(db, "INBOX", { uid: 2, references: ["<m1@example.test>"] }, { uid: 3, references: ["<m0@example.test>"] });
  expect(list()).toMatchObject({ total: 2 });
  take(db, "INBOX", { uid: 1, references: ["<m0@example.test>"] });
  expect(list()).toMatchObject({ total: 1, threads: [{ count: 3, unread: 3 }] });
});

test("a deed taken back before it left leaves nothing to send; one that left is turned round", () => {
  const db = mailStore();
  const { created } = take(db, "INBOX", { uid: 1 });
  const move = (undoId: string) =>
    db.write(() =>
      fileDeed(db, { kind: "move", messageIds: created, toFolderId: folder(db, "Archive").id }, 1, undoId),
    );
  expect(move("a")).toBe(1);
  expect(db.write(() => undoDeeds(db, "a", "b", 2))).toBe(1);
  expect(pendingCount(db, {})).toBe(0);
  move("c");
  const [batch] = nextDeeds(db, ALICE, 3);
  db.write(() => beginDeeds(db, batch?.ids ?? []));
  db.write(() => settleDeeds(db, batch?.ids ?? [], { moved: new Map([[1, 50]]) }, 4));
  db.write(() => undoDeeds(db, "c", "d", 5));
  expect(nextDeeds(db, ALICE, 6)).toMatchObject([{ kind: "move", uids: [50], toFolderId: folder(db, "INBOX").id }]);
});

test("a flag that is set after a move that has not left goes to the server before it", () => {
  const db = mailStore();
  const { created } = take(db, "INBOX", { uid: 1 });
  db.write(() => fileDeed(db, { kind: "move", messageIds: created, toFolderId: folder(db, "Archive").id }, 1));
  db.write(() => fileDeed(db, { kind: "flag", messageIds: created, add: ["\\Seen"] }, 2));
  expect(nextDeeds(db, ALICE, 3)).toMatchObject([{ kind: "flag", uids: [1], add: ["\\Seen"] }]);
});

test("an account that goes says what is unsent, and takes everything along", () => {
  const db = mailStore();
  const { created } = take(db, "INBOX", { uid: 1 }, { uid: 2 });
  db.write(() => fileDeed(db, { kind: "flag", messageIds: created, add: ["\\Seen"] }, 1));
  expect(unsentOf(db, ALICE)).toEqual({ outgoing: 0, drafts: 0, deeds: 2, appends: 0 });
  expect(db.write(() => shedMessages(db, ALICE, 1))).toBe(1);
  db.write(() => deleteAccount(db, ALICE));
  expect(db.prepare("SELECT id FROM messages").all()).toEqual([]);
  expect(db.prepare("SELECT id FROM mail_folders").all()).toEqual([]);
});
