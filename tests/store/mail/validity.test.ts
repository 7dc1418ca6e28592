// UIDVALIDITY changed (mail rule 31): uids mean nothing, rows stay, and nothing of it is seen.
import { describe, expect, test } from "vitest";
import type { Database } from "../../../src-main/store/database.ts";
import { dropForgotten, forgetUids, knownUids, placementsOf } from "../../../src-main/store/mail/base.ts";
import { updateFolder } from "../../../src-main/store/mail/folders.ts";
import { listThreads } from "../../../src-main/store/mail/list.ts";
import { findMessage, messageLines } from "../../../src-main/store/mail/message.ts";
import {
  beginDeeds,
  fileDeed,
  nextDeedMs,
  nextDeeds,
  pendingCount,
  settleDeeds,
} from "../../../src-main/store/mail/ops.ts";
import { ListMail } from "../../../src-preload/contract/mail-inputs.ts";
import type { MessageId } from "../../../src-preload/contract/shapes.ts";
import { countedProjection, keptProjection } from "../../support/mail-projection.ts";
import { ALICE, folder, mailStore, take } from "../../support/mail-store.ts";

const none = "0" as MessageId;
const inbox = (db: Database) => folder(db, "INBOX");
const forget = (db: Database) => db.write(() => forgetUids(db, inbox(db).id));
const drop = (db: Database, nowMs = 100) => db.write(() => dropForgotten(db, inbox(db).id, nowMs));
/** The message of test uid `was`, met again under another uid. */
const again = (was: number, uid: number, flags: string[] = []) => ({
  uid,
  minute: was,
  subject: `Subject ${was}`,
  messageId: `<m${was}@example.test>`,
  flags,
});
const inStep = (db: Database) => expect(keptProjection(db)).toEqual(countedProjection(db));

describe("after a change of UIDVALIDITY", () => {
  test("everything is shown as before, and no uid is known", () => {
    const db = mailStore();
    const { created } = take(db, "INBOX", { uid: 1, flags: ["\\Flagged"] }, { uid: 2 });
    const [lines, list] = [messageLines(db, created), listThreads(db, ListMail.parse({ role: "inbox" }))];
    forget(db);
    expect(messageLines(db, created)).toEqual(lines);
    expect(listThreads(db, ListMail.parse({ role: "inbox" }))).toEqual(list);
    expect(knownUids(db, inbox(db).id)).toEqual([]);
    expect(placementsOf(db, created[0] ?? none)).toEqual([{ folderId: inbox(db).id, flags: ["\\Flagged"] }]);
    inStep(db);
  });

  test("a message met again is the same one, once, with the flags of now", () => {
    const db = mailStore();
    const { created } = take(db, "INBOX", { uid: 1 }, { uid: 2 });
    forget(db);
    const found = take(db, "INBOX", again(1, 51, ["\\Seen"]), again(2, 52));
    expect(found).toEqual({ created: [], attached: created });
    expect(knownUids(db, inbox(db).id)).toEqual([51, 52]);
    expect(inbox(db)).toMatchObject({ total: 2, stored: 2, unread: 1 });
    expect(drop(db)).toBe(0);
    inStep(db);
  });

  test("what is not met again is gone when the rescan is over, and not before", () => {
    const db = mailStore();
    const [, lost = none] = take(db, "INBOX", { uid: 1 }, { uid: 2 }).created;
    forget(db);
    take(db, "INBOX", again(1, 51));
    expect(inbox(db).total).toBe(2);
    expect(drop(db)).toBe(1);
    expect([inbox(db).total, messageLines(db, [lost])]).toEqual([1, []]);
    expect(findMessage(db, lost)).toBeDefined();
    inStep(db);
  });

  test("a second change while the rescan runs loses nothing", () => {
    const db = mailStore();
    take(db, "INBOX", { uid: 1 }, { uid: 2 }, { uid: 3 });
    forget(db);
    take(db, "INBOX", again(1, 1));
    forget(db);
    expect(inbox(db)).toMatchObject({ total: 3, stored: 3 });
    take(db, "INBOX", again(1, 7), again(2, 8), again(3, 9));
    expect(drop(db)).toBe(0);
    expect([knownUids(db, inbox(db).id), inbox(db).stored]).toEqual([[7, 8, 9], 3]);
    inStep(db);
  });

  test("two copies in one folder stay two", () => {
    const db = mailStore();
    take(db, "INBOX", again(1, 1), again(1, 2));
    forget(db);
    take(db, "INBOX", again(1, 61), again(1, 62));
    expect([knownUids(db, inbox(db).id), inbox(db).stored, drop(db)]).toEqual([[61, 62], 2, 0]);
    inStep(db);
  });

  test("a deed waits until its message has a uid again, and goes to that one", () => {
    const db = mailStore();
    const { created } = take(db, "INBOX", { uid: 1 });
    db.write(() => fileDeed(db, { kind: "flag", messageIds: created, add: ["\\Seen"] }, 1));
    forget(db);
    expect([nextDeeds(db, ALICE, 2), nextDeedMs(db, ALICE), pendingCount(db, {})]).toEqual([[], undefined, 1]);
    take(db, "INBOX", again(1, 51));
    expect(nextDeeds(db, ALICE, 2)).toMatchObject([{ uids: [51], add: ["\\Seen"] }]);
    expect(messageLines(db, created)[0]?.flags.seen).toBe(true);
  });

  test("a deed on what is gone has nothing left to do once that is sure", () => {
    const db = mailStore();
    const { created } = take(db, "INBOX", { uid: 1 });
    db.write(() => fileDeed(db, { kind: "move", messageIds: created, toFolderId: folder(db, "Work").id }, 1));
    forget(db);
    drop(db);
    take(db, "Archive", again(1, 5));
    expect(pendingCount(db, {})).toBe(0);
    expect(folder(db, "Archive").total).toBe(1);
    inStep(db);
  });

  test("a uid of the folder as it was is not taken for one of now", () => {
    const db = mailStore();
    const { created } = take(db, "INBOX", { uid: 1 });
    const work = folder(db, "Work").id;
    db.write(() => updateFolder(db, work, { cursor: { uidValidity: 2n, uidNext: 5 } }));
    db.write(() => fileDeed(db, { kind: "move", messageIds: created, toFolderId: work }, 1));
    const ids = nextDeeds(db, ALICE, 1).flatMap((batch) => batch.ids);
    db.write(() => beginDeeds(db, ids));
    db.write(() => settleDeeds(db, ids, { moved: new Map([[1, 9]]), uidValidity: 1n }, 2));
    expect(knownUids(db, work)).toEqual([]);
    // It is in sight all the same, until the folder shows it.
    expect(messageLines(db, created)).toMatchObject([{ folderIds: [work], pending: true }]);
    take(db, "Work", again(1, 4));
    expect(messageLines(db, created)).toMatchObject([{ folderIds: [work], pending: false }]);
    inStep(db);
  });
});
