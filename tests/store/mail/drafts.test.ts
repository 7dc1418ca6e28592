import { expect, test } from "vitest";
import type { Database } from "../../../src-main/store/database.ts";
import {
  type DraftContent,
  deleteDraft,
  discardDraft,
  draftAt,
  draftFiles,
  draftsToSync,
  findDraftRow,
  getDraftRow,
  listDrafts,
  saveDraft,
  updateDraft,
} from "../../../src-main/store/mail/drafts.ts";
import { unsentOf } from "../../../src-main/store/mail/removal.ts";
import type { AccountId, DraftId } from "../../../src-preload/contract/shapes.ts";
import { ALICE, addMailAccount, folder, mailStore } from "../../support/mail-store.ts";

const D1 = "d1" as DraftId;
const BOB = "bob-account" as AccountId;
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

const content = (more: Partial<DraftContent> = {}): DraftContent => ({
  accountId: ALICE,
  identityId: null,
  to: [{ address: "bob@example.test", name: "Bob" }],
  cc: [],
  bcc: [],
  subject: "Lunch",
  text: "Friday?",
  html: null,
  inReplyTo: null,
  forwardOf: null,
  importance: null,
  readReceipt: false,
  deliveryReceipt: false,
  ...more,
});
const file = (id: string, body: string) => ({
  id,
  name: `${id}.txt`,
  mediaType: "text/plain",
  content: new TextEncoder().encode(body),
});
const save = (db: Database, more: Partial<DraftContent>, files: Parameters<typeof saveDraft>[3], nowMs: number) =>
  db.write(() => saveDraft(db, D1, content(more), files, nowMs));

test("a save replaces what was written, and files stay unless they are left out", () => {
  const db = mailStore();
  save(db, {}, { add: [file("a", "A"), file("b", "B")] }, 10);
  save(db, { subject: "Dinner", text: null, html: "<p>Tonight?</p>" }, {}, 20);
  expect(listDrafts(db)).toMatchObject([
    {
      id: D1,
      subject: "Dinner",
      html: "<p>Tonight?</p>",
      savedMs: 20,
      attachments: [{ id: "a", size: 1 }, { id: "b" }],
    },
  ]);
  expect(listDrafts(db)[0]).not.toHaveProperty("text");
  save(db, {}, { keep: ["b"], add: [file("c", "C!")] }, 30);
  expect(draftFiles(db, D1).map(({ id, content: bytes }) => [id, text(bytes)])).toEqual([
    ["b", "B"],
    ["c", "C!"],
  ]);
});

test("a draft is to be filed on the server until its copy is of the last save (mail rule 60)", () => {
  const db = mailStore();
  const toSync = () => draftsToSync(db, ALICE).map(({ id }) => id);
  save(db, {}, {}, 10);
  expect(toSync()).toEqual([D1]);
  expect(unsentOf(db, ALICE).drafts).toBe(1);
  const at = { serverFolderId: Number(folder(db, "INBOX").id), serverUid: 7 };
  db.write(() => updateDraft(db, D1, { ...at, serverRevision: getDraftRow(db, D1).revision }));
  expect(toSync()).toEqual([]);
  expect(listDrafts(db)[0]?.synced).toBe(true);
  expect(unsentOf(db, ALICE).drafts).toBe(0);
  save(db, { subject: "Lunch?" }, {}, 20);
  expect([toSync(), listDrafts(db)[0]?.synced]).toEqual([[D1], false]);
  expect(draftAt(db, at.serverFolderId, 7)?.subject).toBe("Lunch?");
  expect(draftAt(db, at.serverFolderId, 8)).toBeUndefined();
});

test("a discarded draft is gone from sight at once, and from here when the server's copy is", () => {
  const db = mailStore();
  save(db, {}, { add: [file("a", "A")] }, 10);
  db.write(() => updateDraft(db, D1, { serverFolderId: 1, serverUid: 7, serverRevision: 1, nextTryMs: 99 }));
  db.write(() => discardDraft(db, D1, 20));
  expect(listDrafts(db)).toEqual([]);
  expect(draftsToSync(db, ALICE)).toMatchObject([{ id: D1, removedMs: 20, nextTryMs: null }]);
  db.write(() => deleteDraft(db, D1));
  expect(findDraftRow(db, D1)).toBeUndefined();
  expect(db.prepare("SELECT id FROM draft_attachments").all()).toEqual([]);
});

test("a draft that no server has goes at once", () => {
  const db = mailStore();
  save(db, {}, {}, 10);
  db.write(() => discardDraft(db, D1, 20));
  expect(findDraftRow(db, D1)).toBeUndefined();
  expect(() => getDraftRow(db, D1)).toThrow(expect.objectContaining({ reason: "missing" }));
});

test("a draft on its way out is neither shown nor filed, and is both again when it is taken back", () => {
  const db = mailStore();
  save(db, {}, {}, 10);
  db.write(() => updateDraft(db, D1, { sendId: "s1" }));
  expect([listDrafts(db), draftsToSync(db, ALICE)]).toEqual([[], []]);
  db.write(() => updateDraft(db, D1, { sendId: null }));
  expect(listDrafts(db)).toHaveLength(1);
});

test("drafts are listed by account, the last saved first, and go with their account", () => {
  const db = mailStore();
  db.write(() => addMailAccount(db, BOB, "bob@example.test"));
  for (const [n, accountId] of [ALICE, BOB, ALICE].entries()) {
    db.write(() => saveDraft(db, `d${n}` as DraftId, content({ accountId }), {}, n));
  }
  expect(listDrafts(db).map(({ id }) => id)).toEqual(["d2", "d1", "d0"]);
  expect(listDrafts(db, BOB).map(({ id }) => id)).toEqual(["d1"]);
  db.write(() => db.prepare("DELETE FROM accounts WHERE id = @id").run({ id: ALICE }));
  expect(listDrafts(db).map(({ id }) => id)).toEqual(["d1"]);
});
