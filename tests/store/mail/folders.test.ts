import { describe, expect, test } from "vitest";
import type { Database } from "../../../src-main/store/database.ts";
import { dropUnclaimed } from "../../../src-main/store/mail/base.ts";
import { moveFolderPath, reconcileFolders } from "../../../src-main/store/mail/folder-list.ts";
import {
  folderAtPath,
  folderOfRole,
  getFolder,
  listMailFolders,
  storedFolders,
  updateFolder,
} from "../../../src-main/store/mail/folders.ts";
import { findMessage } from "../../../src-main/store/mail/message.ts";
import { failDeeds, fileDeed, nextDeeds, pendingCount } from "../../../src-main/store/mail/ops.ts";
import type { ListedFolder } from "../../../src-main/store/mail/types.ts";
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { FolderId, MessageId } from "../../../src-preload/contract/shapes.ts";
import { countedProjection, keptProjection } from "../../support/mail-projection.ts";
import { ALICE, folder, listed, mailStore, take } from "../../support/mail-store.ts";

const INBOX = listed("INBOX", "inbox");
const none = "0" as MessageId;
const reconcile = (db: Database, ...list: ListedFolder[]) => db.write(() => reconcileFolders(db, ALICE, list, 100));
const paths = (db: Database) => storedFolders(db, ALICE).map(({ path }) => path);

describe("the server's list of folders", () => {
  test("that says nothing new changes nothing", () => {
    const db = mailStore();
    const list = [listed("INBOX", "inbox"), listed("Work"), listed("Work/2026")];
    reconcile(db, ...list);
    const before = storedFolders(db, ALICE);
    expect(reconcile(db, ...list)).toEqual({ created: [], renamed: [], removed: [] });
    expect(storedFolders(db, ALICE)).toEqual(before);
  });

  test("shows a folder under the one above it, whichever is listed first", () => {
    const db = mailStore();
    reconcile(db, INBOX, listed("A/B/C"), listed("A/B"), listed("A"), listed("AB"));
    const parent = (path: string) => {
      const { parentId } = folder(db, path);
      return parentId && getFolder(db, parentId).path;
    };
    expect(["A", "A/B", "A/B/C", "AB"].map(parent)).toEqual([undefined, "A", "A/B", undefined]);
    expect(folder(db, "A/B/C").name).toBe("C");
  });

  test("knows a renamed folder by its mailbox id, and what lies in it stays (mail rule 47)", () => {
    const db = mailStore();
    reconcile(db, INBOX, listed("Work", undefined, { mailboxId: "m7" }));
    const { id } = folder(db, "Work");
    const [message = none] = take(db, "Work", { uid: 1 }).created;
    const found = reconcile(db, INBOX, listed("Office", undefined, { mailboxId: "m7" }));
    expect(found).toEqual({ created: [], renamed: [id], removed: [] });
    expect(folder(db, "Office")).toMatchObject({ id, total: 1 });
    expect(findMessage(db, message)).toBeDefined();
  });

  test("knows it by UIDVALIDITY and number of messages where there are no ids and only one fits", () => {
    const db = mailStore();
    reconcile(db, INBOX, listed("Work"), listed("Home"));
    const [work, home] = [folder(db, "Work").id, folder(db, "Home").id];
    const cursor = { uidValidity: 77n, uidNext: 9 };
    db.write(() => updateFolder(db, work, { cursor, onServer: 5 }));
    const status = { messages: 5, uidValidity: 77n };
    expect(reconcile(db, INBOX, listed("Office", undefined, { status }), listed("Home")).renamed).toEqual([work]);
    db.write(() => updateFolder(db, home, { cursor, onServer: 5 }));
    const both = reconcile(db, INBOX, listed("X", undefined, { status }));
    expect(both).toMatchObject({ renamed: [], created: [expect.any(String)] });
    expect(new Set(both.removed)).toEqual(new Set([work, home]));
  });

  test("does not take another mailbox at the same path for the old one", () => {
    const db = mailStore();
    reconcile(db, INBOX, listed("Work", undefined, { mailboxId: "m1" }));
    const { id } = folder(db, "Work");
    take(db, "Work", { uid: 1 });
    const found = reconcile(db, INBOX, listed("Work", undefined, { mailboxId: "m2" }));
    expect(found).toMatchObject({ removed: [id], created: [expect.any(String)] });
    expect(folder(db, "Work").total).toBe(0);
  });

  test("takes INBOX for the same one whatever id it has, and however it is spelt", () => {
    const db = mailStore();
    reconcile(db, listed("INBOX", "inbox", { mailboxId: "m1" }), listed("Work", undefined, { mailboxId: "m2" }));
    const { id } = folder(db, "INBOX");
    take(db, "INBOX", { uid: 1 });
    const found = reconcile(
      db,
      listed("Inbox", "inbox", { mailboxId: "m9" }),
      listed("Old", undefined, { mailboxId: "m1" }),
    );
    expect(found).toMatchObject({ renamed: [id], created: [expect.any(String)], removed: [expect.any(String)] });
    expect(folder(db, "Inbox")).toMatchObject({ id, total: 1, mailboxId: "m9" });
    expect(folder(db, "Old").total).toBe(0);
  });

  test("two folders may exchange their names", () => {
    const db = mailStore();
    const named = (a: string, b: string) => [
      INBOX,
      listed(a, undefined, { mailboxId: "m1" }),
      listed(b, undefined, { mailboxId: "m2" }),
    ];
    reconcile(db, ...named("A", "B"));
    const [a, b] = [folder(db, "A").id, folder(db, "B").id];
    reconcile(db, ...named("B", "A"));
    expect([folder(db, "A").id, folder(db, "B").id]).toEqual([b, a]);
  });

  test("takes a folder away with what is shown and meant in it, and messages a cycle later (mail rule 29)", () => {
    const db = mailStore();
    const [message = none] = take(db, "Work", { uid: 1 }).created;
    db.write(() => fileDeed(db, { kind: "flag", messageIds: [message], add: ["\\Seen"] }, 1));
    reconcile(db, INBOX);
    expect(paths(db)).toEqual(["INBOX"]);
    expect([pendingCount(db, {}), findMessage(db, message)?.id]).toEqual([0, message]);
    expect(keptProjection(db)).toEqual(countedProjection(db));
    take(db, "INBOX", { uid: 9, minute: 1, subject: "Subject 1", messageId: "<m1@example.test>" });
    expect(db.write(() => dropUnclaimed(db, ALICE, 200))).toBe(0);
    expect(folder(db, "INBOX").total).toBe(1);
  });
});

describe("the role of a folder", () => {
  const roles = (db: Database) =>
    Object.fromEntries(storedFolders(db, ALICE).flatMap(({ path, role }) => (role ? [[role, path]] : [])));
  const byName = (path: string, role: "sent" | "trash") => listed(path, role, { roleSource: "name" });

  test("is what an attribute says before what a name says, and each is one folder's (mail rule 43)", () => {
    const db = mailStore();
    reconcile(
      db,
      INBOX,
      byName("Sent", "sent"),
      listed("Envoyés", "sent"),
      byName("Trash", "trash"),
      byName("Bin", "trash"),
    );
    expect(roles(db)).toEqual({ inbox: "INBOX", sent: "Envoyés", trash: "Trash" });
  });

  test("is the user's choice whatever the server says later", () => {
    const db = mailStore();
    db.write(() => updateFolder(db, folder(db, "Work").id, { role: "archive", roleSource: "user" }));
    expect(folderOfRole(db, ALICE, "archive")?.path).toBe("Work");
    reconcile(db, INBOX, listed("Archive", "archive"), listed("Work"));
    expect(roles(db)).toMatchObject({ archive: "Work" });
    expect(folder(db, "Archive").role).toBeUndefined();
  });
});

test("folders are listed by role, then by path, with what is still to be sent", () => {
  const db = mailStore();
  reconcile(db, listed("Zoo"), listed("Sent", "sent"), INBOX, listed("Alps"), listed("Trash", "trash"));
  const { created } = take(db, "Zoo", { uid: 1, body: "head" }, { uid: 2 });
  db.write(() => fileDeed(db, { kind: "flag", messageIds: created, add: ["\\Seen"] }, 1));
  const list = listMailFolders(db, ALICE, new Set([folder(db, "Alps").id]));
  expect(list.map(({ path }) => path)).toEqual(["INBOX", "Sent", "Trash", "Alps", "Zoo"]);
  expect(list.at(-1)).toMatchObject({
    unread: 0,
    total: 2,
    sync: { stored: 2, readable: 1, pending: 2, state: "waiting" },
  });
  expect(list.at(-2)?.sync.state).toBe("running");
});

test("a folder says how many deeds its server refused, and why the last one was", () => {
  const db = mailStore();
  reconcile(db, INBOX, listed("Work"));
  const { created } = take(db, "Work", { uid: 1 }, { uid: 2 });
  const work = () => listMailFolders(db, ALICE).find(({ path }) => path === "Work")?.sync;
  expect(work()).not.toHaveProperty("failed");
  db.write(() => fileDeed(db, { kind: "flag", messageIds: created, add: ["\\Seen"] }, 1));
  const [batch] = nextDeeds(db, ALICE, 1);
  const [first = 0, second = 0] = batch?.ids ?? [];
  db.write(() => failDeeds(db, [first], new Failure("quota").toData(), null));
  db.write(() => failDeeds(db, [second], new Failure("forbidden").toData(), null));
  expect(work()).toMatchObject({ pending: 0, failed: 2, failure: { reason: "forbidden" } });
  db.write(() => updateFolder(db, folder(db, "Work").id, { lastError: new Failure("timeout").toData() }));
  expect(work()?.failure?.reason).toBe("timeout");
});

test("a folder that is moved takes those within along", () => {
  const db = mailStore();
  reconcile(db, INBOX, listed("A"), listed("A/B"), listed("AB"), listed("Old"));
  const moved = folder(db, "A").id as FolderId;
  db.write(() => moveFolderPath(db, moved, "Old/A"));
  expect(paths(db)).toEqual(["INBOX", "Old/A", "Old/A/B", "AB", "Old"]);
  expect(folder(db, "Old/A")).toMatchObject({ name: "A", parentId: folder(db, "Old").id });
  expect(folderAtPath(db, ALICE, "A")).toBeUndefined();
});
