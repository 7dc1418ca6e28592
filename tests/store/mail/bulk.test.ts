import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import type { Database } from "../../../src-main/store/database.ts";
import { fileDeedsInParts, undoDeedsInParts } from "../../../src-main/store/mail/bulk.ts";
import { fileDeed, pendingCount } from "../../../src-main/store/mail/ops.ts";
import { snoozeMessages } from "../../../src-main/store/mail/snoozes.ts";
import { undoDeeds, undoSome } from "../../../src-main/store/mail/undo.ts";
import { countedProjection, keptProjection } from "../../support/mail-projection.ts";
import { folder, mailStore, take } from "../../support/mail-store.ts";

const MANY = 420;
const unread = (db: Database) => folder(db, "INBOX").unread;

function filled(count = MANY) {
  const db = mailStore();
  const { created } = take(db, "INBOX", ...Array.from({ length: count }, (_, n) => ({ uid: n + 1, minute: n })));
  return { db, ids: created };
}

test("a deed on many is filed in parts, and others have their turn between them", async () => {
  const { db, ids } = filled();
  let parts = 0;
  db.onChange(() => {
    parts += 1;
  });
  const work = fileDeedsInParts(db, [{ kind: "flag", messageIds: ids, add: ["\\Seen"] }], 1, "u");
  await turn();
  const [atFirst, partsAtFirst] = [unread(db), parts];
  expect(await work).toBe(MANY);
  expect(partsAtFirst).toBeLessThan(parts);
  expect(atFirst).toBeGreaterThan(0);
  expect([unread(db), pendingCount(db, {})]).toEqual([0, MANY]);
  expect(keptProjection(db)).toEqual(countedProjection(db));
});

test("a deed on few is one transaction", async () => {
  const { db, ids } = filled(150);
  let parts = 0;
  db.onChange(() => {
    parts += 1;
  });
  await fileDeedsInParts(db, [{ kind: "move", messageIds: ids, toFolderId: folder(db, "Work").id }], 1, "u");
  expect(parts).toBe(1);
  expect(folder(db, "Work").total).toBe(150);
});

test("parts of one deed are taken back as a whole, and that again", async () => {
  const { db, ids } = filled();
  await fileDeedsInParts(db, [{ kind: "move", messageIds: ids, toFolderId: folder(db, "Work").id }], 1, "u");
  expect(await undoDeedsInParts(db, "u", "again", 2)).toBe(MANY);
  expect([folder(db, "INBOX").total, folder(db, "Work").total, pendingCount(db, {})]).toEqual([MANY, 0, 0]);
  expect(await undoDeedsInParts(db, "again", "once more", 3)).toBe(MANY);
  expect([folder(db, "INBOX").total, folder(db, "Work").total]).toEqual([0, MANY]);
  expect(keptProjection(db)).toEqual(countedProjection(db));
});

test("a taking back that was cut short goes on where it stopped", () => {
  const { db, ids } = filled(10);
  db.write(() => fileDeed(db, { kind: "flag", messageIds: ids, add: ["\\Seen"] }, 1, "u"));
  const some = db.write(() => undoSome(db, { undoId: "u", newUndoId: "v", nowMs: 2, limit: 4 }));
  expect(some).toEqual({ taken: 4, changed: 4 });
  expect(unread(db)).toBe(4);
  expect(db.write(() => undoDeeds(db, "u", "v", 3))).toBe(6);
  expect(db.write(() => undoDeeds(db, "u", "v", 4))).toBe(0);
  expect(unread(db)).toBe(10);
});

test("several deeds on one message under one name are taken back from the last to the first", () => {
  const { db, ids } = filled(3);
  const [work, archive] = [folder(db, "Work").id, folder(db, "Archive").id];
  db.write(() => {
    fileDeed(db, { kind: "move", messageIds: ids, toFolderId: work }, 1, "u");
    fileDeed(db, { kind: "flag", messageIds: ids.slice(1), add: ["\\Flagged"] }, 1, "u");
    fileDeed(db, { kind: "move", messageIds: ids.slice(0, 2), toFolderId: archive }, 1, "u");
    snoozeMessages(db, ids.slice(2), 500, 1, "u");
  });
  db.write(() => undoDeeds(db, "u", "v", 2));
  expect(folder(db, "INBOX")).toMatchObject({ total: 3, flagged: 0 });
  expect([folder(db, "Work").total, folder(db, "Archive").total, pendingCount(db, {})]).toEqual([0, 0, 0]);
  expect(keptProjection(db)).toEqual(countedProjection(db));
});

test("a flag set, taken away and set again under one name is taken back in that order", () => {
  const { db, ids } = filled(3);
  for (const change of [{ add: ["\\Flagged"] }, { remove: ["\\Flagged"] }, { add: ["\\Flagged"] }]) {
    db.write(() => fileDeed(db, { kind: "flag", messageIds: ids, ...change }, 1, "u"));
  }
  expect(folder(db, "INBOX").flagged).toBe(3);
  db.write(() => undoDeeds(db, "u", "v", 2));
  expect(folder(db, "INBOX").flagged).toBe(0);
});

test("messages removed for good come back while that has not left", () => {
  const { db, ids } = filled(3);
  db.write(() => fileDeed(db, { kind: "remove", messageIds: ids }, 1, "u"));
  expect(folder(db, "INBOX").total).toBe(0);
  expect(db.write(() => undoDeeds(db, "u", "v", 2))).toBe(3);
  expect([folder(db, "INBOX").total, pendingCount(db, {})]).toEqual([3, 0]);
});
