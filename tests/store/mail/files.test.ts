import { expect, test } from "vitest";
import {
  blobsOf,
  blobsOnlyOf,
  blobsToForget,
  forgetBlobs,
  linkBlob,
  useBlob,
} from "../../../src-main/store/mail/blobs.ts";
import { storeMessages } from "../../../src-main/store/mail/intake.ts";
import type { AccountId, MessageId } from "../../../src-preload/contract/shapes.ts";
import { ALICE, addMailAccount, folder, item, mailStore, take } from "../../support/mail-store.ts";

const DAY = 86_400_000;
const none = "0" as MessageId;

function filled() {
  const db = mailStore();
  const [a = none, b = none] = take(db, "INBOX", { uid: 1 }, { uid: 2 }).created;
  db.write(() => {
    linkBlob(db, a, { partId: "2", sha256: "shared", size: 5 }, 0);
    linkBlob(db, b, { partId: "2", sha256: "shared", size: 5 }, 0);
    linkBlob(db, a, { partId: "3", sha256: "own", size: 7 }, 0);
  });
  return { db, a, b };
}

test("a file is one however many messages have it, and is found by its part", () => {
  const { db, a, b } = filled();
  expect(blobsOf(db, a)).toEqual([
    { partId: "2", sha256: "shared" },
    { partId: "3", sha256: "own" },
  ]);
  expect(db.write(() => useBlob(db, b, "2", 1))).toBe("shared");
  expect(db.write(() => useBlob(db, b, "3", 1))).toBeUndefined();
  expect(db.prepare("SELECT sha256 FROM mail_blobs").all()).toHaveLength(2);
});

test("a file goes 30 days after it was last used", () => {
  const { db, b } = filled();
  db.write(() => useBlob(db, b, "2", 10 * DAY));
  expect(blobsToForget(db, 30 * DAY)).toEqual([]);
  expect(blobsToForget(db, 30 * DAY + 1)).toEqual(["own"]);
  expect(blobsToForget(db, 40 * DAY + 1).sort()).toEqual(["own", "shared"]);
  db.write(() => forgetBlobs(db, ["own"]));
  expect(blobsToForget(db, 30 * DAY + 1)).toEqual([]);
});

test("a file that no message needs goes at once", () => {
  const { db, a, b } = filled();
  const remove = (id: MessageId) => db.write(() => db.prepare("DELETE FROM messages WHERE id = @id").run({ id }));
  remove(a);
  expect(blobsToForget(db, 1)).toEqual(["own"]);
  remove(b);
  expect(blobsToForget(db, 1).sort()).toEqual(["own", "shared"]);
});

test("an account that goes takes the files that only it has", () => {
  const { db } = filled();
  const other = "bob-account" as AccountId;
  db.write(() => {
    addMailAccount(db, other, "bob@example.test");
    const [id = none] = storeMessages(db, folder(db, "INBOX", other), [item({ uid: 1 })]).created;
    linkBlob(db, id, { partId: "2", sha256: "shared", size: 5 }, 0);
  });
  expect(blobsOnlyOf(db, ALICE)).toEqual(["own"]);
  expect(blobsOnlyOf(db, other)).toEqual([]);
});
