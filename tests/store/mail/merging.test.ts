// The full-text index stays in few pieces while a mailbox comes in, without any transaction that has to mend it all at once.
import { expect, test } from "vitest";
import type { Database } from "../../../src-main/store/database.ts";
import { mailStore, type Told, take } from "../../support/mail-store.ts";

const SLICE = 5;
/** A word that no other message has, beside some that all have. */
const letter = (uid: number): Told => ({ uid, subject: `Minutes of w${uid}`, text: `the common words and v${uid}` });

function takeSlices(db: Database, count: number): void {
  for (let n = 0; n < count; n++)
    take(db, "INBOX", ...Array.from({ length: SLICE }, (_, at) => letter(1 + n * SLICE + at)));
}

const pieces = (db: Database, table: string) =>
  db.prepare<{ readonly n: number }>(`SELECT count(DISTINCT segid) AS n FROM ${table}_idx`).get()?.n;

test.each(["message_words", "body_words"])("%s is merged a share at a time, as messages come", (table) => {
  const db = mailStore();
  takeSlices(db, 300);
  // Sixteen on each of the two steps that so many slices fill, and those of the last.
  expect(pieces(db, table)).toBeLessThan(40);
});

test.each(["message_words", "body_words"])("%s is never merged by SQLite itself, all at once", (table) => {
  const db = mailStore();
  const set = (name: string) =>
    db.prepare<{ readonly v: number }>(`SELECT v FROM ${table}_config WHERE k = '${name}'`).get()?.v;
  expect(set("automerge")).toBe(0);
  expect(set("crisismerge")).toBeGreaterThan(1000);
});
