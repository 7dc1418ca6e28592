// Mod-sequences have 63 bits (RFC 7162 §7), more than a floating-point number keeps apart (mail rule 26).
import { expect, test } from "vitest";
import { applyFlags, placementsOf } from "../../../src-main/store/mail/base.ts";
import { updateFolder } from "../../../src-main/store/mail/folders.ts";
import { folder, mailStore, take } from "../../support/mail-store.ts";

const LARGE = 2n ** 63n - 3n;

test("a folder's mark keeps every bit of it", () => {
  const db = mailStore();
  const cursor = { uidValidity: 4_294_967_295n, uidNext: 4_294_967_295, highestModseq: LARGE };
  db.write(() => updateFolder(db, folder(db, "INBOX").id, { cursor }));
  expect(folder(db, "INBOX").cursor).toEqual(cursor);
});

test("flags one step older than those here are passed over, and one step newer are taken", () => {
  const db = mailStore();
  const { created } = take(db, "INBOX", { uid: 1, remote: { modseq: LARGE } });
  const [id] = created;
  if (!id) throw new Error("nothing was stored");
  const tell = (flags: readonly string[], modseq: bigint) =>
    db.write(() => applyFlags(db, folder(db, "INBOX").id, [{ uid: 1, flags, modseq }]));
  tell(["\\Flagged"], LARGE - 1n);
  expect(placementsOf(db, id)[0]?.flags).toEqual([]);
  tell(["\\Seen"], LARGE + 1n);
  expect(placementsOf(db, id)[0]?.flags).toEqual(["\\Seen"]);
});
