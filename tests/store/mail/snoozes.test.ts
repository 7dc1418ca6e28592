import { expect, test } from "vitest";
import type { Database } from "../../../src-main/store/database.ts";
import { removeUids } from "../../../src-main/store/mail/base.ts";
import { folderOfRole, listMailFolders, storedFolders } from "../../../src-main/store/mail/folders.ts";
import { messageLines } from "../../../src-main/store/mail/message.ts";
import { fileDeed, nextDeeds } from "../../../src-main/store/mail/ops.ts";
import { dueSnoozes, nextSnoozeMs, snoozeMessages } from "../../../src-main/store/mail/snoozes.ts";
import { undoDeeds } from "../../../src-main/store/mail/undo.ts";
import type { MessageId } from "../../../src-preload/contract/shapes.ts";
import { countedProjection, keptProjection } from "../../support/mail-projection.ts";
import { ALICE, folder, mailStore, take } from "../../support/mail-store.ts";

const none = "0" as MessageId;
const away = (db: Database) => folderOfRole(db, ALICE, "snoozed");
const snooze = (db: Database, ids: readonly MessageId[], until: number | null, undoId?: string) =>
  db.write(() => snoozeMessages(db, ids, until, 1, undoId));
const folders = (db: Database, id: MessageId) => messageLines(db, [id])[0]?.folderIds;

test("a snoozed message is in the folder of snoozed ones until its time, and on the server nothing changes", () => {
  const db = mailStore();
  const [id = none] = take(db, "INBOX", { uid: 1 }, { uid: 2 }).created;
  expect(snooze(db, [id], 500)).toBe(1);
  expect(folder(db, "INBOX")).toMatchObject({ total: 1, unread: 1, stored: 2 });
  expect(away(db)).toMatchObject({ total: 1, unread: 1, local: true });
  expect(messageLines(db, [id])).toMatchObject([{ folderId: away(db)?.id, snoozedUntilMs: 500 }]);
  expect(nextDeeds(db, ALICE, 1)).toEqual([]);
  expect(keptProjection(db)).toEqual(countedProjection(db));
  expect([nextSnoozeMs(db), dueSnoozes(db, 499), dueSnoozes(db, 500)]).toEqual([500, [], [id]]);
  expect(snooze(db, [id], null)).toBe(1);
  expect(folder(db, "INBOX").total).toBe(2);
  expect([away(db)?.total, nextSnoozeMs(db)]).toEqual([0, undefined]);
});

test("its copies in sent and trash stay where they are", () => {
  const db = mailStore();
  const [id = none] = take(db, "INBOX", { uid: 1 }).created;
  take(db, "Sent", { uid: 8, minute: 1, subject: "Subject 1", messageId: "<m1@example.test>" });
  snooze(db, [id], 500);
  expect(new Set(folders(db, id))).toEqual(new Set([away(db)?.id, folder(db, "Sent").id]));
});

test("a deed on a snoozed message reaches it where it really is", () => {
  const db = mailStore();
  const { created } = take(db, "INBOX", { uid: 4 });
  snooze(db, created, 500);
  db.write(() => fileDeed(db, { kind: "flag", messageIds: created, add: ["\\Seen"] }, 1));
  expect(away(db)?.unread).toBe(0);
  expect(nextDeeds(db, ALICE, 1)).toMatchObject([{ folderId: folder(db, "INBOX").id, uids: [4], add: ["\\Seen"] }]);
});

test("a snooze is taken back as it was before, and what nothing changes is nothing to take back", () => {
  const db = mailStore();
  const { created } = take(db, "INBOX", { uid: 1 });
  snooze(db, created, 500, "first");
  expect(snooze(db, created, 500, "same")).toBe(0);
  snooze(db, created, 900, "later");
  expect(db.write(() => undoDeeds(db, "later", "x", 2))).toBe(1);
  expect(nextSnoozeMs(db)).toBe(500);
  expect(db.write(() => undoDeeds(db, "same", "y", 2))).toBe(0);
  db.write(() => undoDeeds(db, "first", "z", 2));
  expect([nextSnoozeMs(db), folder(db, "INBOX").total]).toEqual([undefined, 1]);
});

test("a snoozed message that the server loses is gone from there too", () => {
  const db = mailStore();
  const { created } = take(db, "INBOX", { uid: 1 });
  snooze(db, created, 500);
  db.write(() => removeUids(db, folder(db, "INBOX").id, [1], 2));
  expect(away(db)).toMatchObject({ total: 0, unread: 0 });
  expect(keptProjection(db)).toEqual(countedProjection(db));
});

test("the folder of snoozed messages is made once, and sync never sees it", () => {
  const db = mailStore();
  const { created } = take(db, "INBOX", { uid: 1 }, { uid: 2 });
  for (const id of created) snooze(db, [id], 500);
  expect(listMailFolders(db, ALICE).filter(({ role }) => role === "snoozed")).toHaveLength(1);
  expect(storedFolders(db, ALICE).some(({ role }) => role === "snoozed")).toBe(false);
});
