// The check that projection.test.ts rests on must see it when anything that is kept is wrong by one.
import { describe, expect, test } from "vitest";
import type { Database } from "../../../src-main/store/database.ts";
import { fileDeed } from "../../../src-main/store/mail/ops.ts";
import { snoozeMessages } from "../../../src-main/store/mail/snoozes.ts";
import { countedProjection, keptProjection } from "../../support/mail-projection.ts";
import { folder, mailStore, take } from "../../support/mail-store.ts";

const FILE = { name: "a.pdf", disposition: "attachment", mediaType: "application/pdf" } as const;

/** A mailbox in which every number that is kept is of something. */
function lived(): Database {
  const db = mailStore();
  const { created } = take(
    db,
    "INBOX",
    { uid: 1, flags: ["\\Flagged", "$Later"], parts: [FILE], body: "head" },
    { uid: 2, flags: ["\\Seen"] },
    { uid: 3, references: ["<m1@example.test>"] },
    { uid: 4 },
  );
  db.write(() => {
    fileDeed(db, { kind: "move", messageIds: created.slice(1, 2), toFolderId: folder(db, "Work").id }, 1);
    snoozeMessages(db, created.slice(3), 99, 1);
  });
  return db;
}

const more = (column: string) => `${column} = ${column} + 1`;
const INBOX = "(SELECT id FROM mail_folders WHERE path = 'INBOX')";

describe("a wrong number is seen", () => {
  test("and a right one is not", () => {
    const db = lived();
    expect(keptProjection(db)).toEqual(countedProjection(db));
  });

  test.each([
    ...["total", "unread", "flagged", "threads", "stored", "wanted"].map((column) => [
      `mail_folders.${column}`,
      `UPDATE mail_folders SET ${more(column)} WHERE id = ${INBOX}`,
    ]),
    ...["last_id", "count", "unread", "flagged", "attachments", "pending"].map((column) => [
      `thread_folders.${column}`,
      `UPDATE thread_folders SET ${more(column)} WHERE folder_id = ${INBOX}`,
    ]),
    ...[
      "flags = flags + 1 - 2 * (flags & 1)",
      "flags = flags + 2 - 2 * (flags & 2)",
      "keywords = 'x'",
      "pending = 1 - pending",
      more("thread_id"),
    ].map((set) => [`entries.${set}`, `UPDATE entries SET ${set} WHERE folder_id = ${INBOX}`]),
    ["an entry that is missing", `DELETE FROM entries WHERE folder_id = ${INBOX}`],
    ["a thread that is missing", `DELETE FROM thread_folders WHERE folder_id = ${INBOX}`],
    ["a snooze that ended unseen", "DELETE FROM snoozes"],
    ["a deed that went unseen", "DELETE FROM mail_ops"],
    ["a placement that went unseen", `DELETE FROM placements WHERE uid = 3`],
  ])("%s", (_, statement) => {
    const db = lived();
    expect(db.write(() => db.prepare(statement).run())).toBeGreaterThan(0);
    expect(keptProjection(db)).not.toEqual(countedProjection(db));
  });
});
