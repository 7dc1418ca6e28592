import fc from "fast-check";
import { expect, test } from "vitest";
import type { Database } from "../../../src-main/store/database.ts";
import { storeBody } from "../../../src-main/store/mail/message.ts";
import { fileDeed } from "../../../src-main/store/mail/ops.ts";
import { searchMail } from "../../../src-main/store/mail/search.ts";
import { compress } from "../../../src-main/store/mail/source.ts";
import { SearchMail } from "../../../src-preload/contract/mail-inputs.ts";
import { DAY_ONE, folder, item, mailStore, take } from "../../support/mail-store.ts";

const NOW = DAY_ONE + 86_400_000;
const search = (db: Database, query: string, more: object = {}) =>
  searchMail(db, SearchMail.parse({ query, ...more }), NOW);
const subjects = (db: Database, query: string) => search(db, query).messages.map(({ subject }) => subject);

function filled(): Database {
  const db = mailStore();
  take(
    db,
    "INBOX",
    { uid: 1, subject: "Déjeuner vendredi", text: "Chez Œuf & Cie à midi", flags: ["\\Seen"] },
    {
      uid: 2,
      subject: "Minutes",
      text: "The quick brown fox",
      from: [{ address: "carol@example.com", name: "Carol" }],
    },
    {
      uid: 3,
      subject: "Invoice",
      text: "see attached",
      parts: [{ name: "rapport-annuel.pdf", disposition: "attachment", mediaType: "application/pdf" }],
      flags: ["\\Flagged", "$Later"],
      remote: { size: 5_000_000 },
    },
    { uid: 4, subject: "午餐会", text: "明天中午", calendars: [{ partId: "2", method: "REQUEST", text: "" }] },
  );
  take(db, "Junk", { uid: 9, subject: "Quick money", text: "fox" });
  return db;
}

test("words are found in heads, texts, names and file names, whatever accents and case", () => {
  const db = filled();
  expect(subjects(db, "dejeuner ")).toEqual(["Déjeuner vendredi"]);
  expect(subjects(db, "OEUF ")).toEqual(["Déjeuner vendredi"]);
  expect(subjects(db, "carol ")).toEqual(["Minutes"]);
  expect(subjects(db, "annuel ")).toEqual(["Invoice"]);
  expect(subjects(db, "中午 ")).toEqual(["午餐会"]);
  expect(subjects(db, '"brown fox"')).toEqual(["Minutes"]);
  expect(subjects(db, '"fox brown"')).toEqual([]);
  expect(subjects(db, "minutes quick ")).toEqual(["Minutes"]);
});

test("operators look where they say", () => {
  const db = filled();
  expect(subjects(db, "from:carol@example.com ")).toEqual(["Minutes"]);
  expect(subjects(db, "subject:fox ")).toEqual([]);
  expect(subjects(db, "is:unread -from:carol in:inbox ")).toEqual(["午餐会", "Invoice"]);
  expect(subjects(db, "has:attachment ")).toEqual(["Invoice"]);
  expect(subjects(db, "has:invitation ")).toEqual(["午餐会"]);
  expect(subjects(db, "is:starred larger:1M ")).toEqual(["Invoice"]);
  expect(subjects(db, "label:$later ")).toEqual(["Invoice"]);
  expect(subjects(db, "is:read OR from:carol ")).toEqual(["Minutes", "Déjeuner vendredi"]);
  expect(subjects(db, "-has:attachment -is:read -has:invitation ")).toEqual(["Minutes"]);
  expect(subjects(db, "account:alice is:read ")).toEqual(["Déjeuner vendredi"]);
  expect(subjects(db, "after:2100 ")).toEqual([]);
});

test("junk and trash are found only where they are named", () => {
  const db = filled();
  expect(subjects(db, "fox ")).toEqual(["Minutes"]);
  expect(subjects(db, "fox in:junk ")).toEqual(["Quick money"]);
  expect(subjects(db, "fox dans:partout ")).toEqual(["Quick money", "Minutes"]);
});

test("the word that is being typed finds what it begins, in texts from four letters on", () => {
  const db = filled();
  expect(subjects(db, "mi")).toEqual(["Minutes"]);
  expect(subjects(db, "qui")).toEqual([]);
  expect(subjects(db, "fox")).toEqual(["Minutes"]);
  expect(subjects(db, "quic")).toEqual(["Minutes"]);
});

test("pages follow each other without gap or repetition, and the last has no cursor", () => {
  const db = mailStore();
  take(db, "INBOX", ...Array.from({ length: 25 }, (_, n) => ({ uid: n + 1, text: "same" })));
  const first = search(db, "same ", { limit: 10 });
  const second = search(db, "same ", { limit: 10, cursor: first.nextCursor });
  const third = search(db, "same ", { limit: 10, cursor: second.nextCursor });
  const all = [first, second, third].flatMap(({ messages }) => messages.map(({ subject }) => subject));
  expect(all).toEqual(Array.from({ length: 25 }, (_, n) => `Subject ${25 - n}`));
  expect(third.nextCursor).toBeUndefined();
});

test("a message that is here by its head is counted as not looked through, until its text comes", () => {
  const db = mailStore();
  const { created } = take(db, "INBOX", { uid: 1, body: "head" });
  expect(search(db, "hidden ")).toMatchObject({ messages: [], unindexed: 1 });
  const { read } = item({ uid: 1, text: "hidden words" });
  db.write(() =>
    created.map((id) => storeBody(db, id, { source: compress(new Uint8Array([65])), kind: "whole", read })),
  );
  expect(search(db, "hidden ")).toMatchObject({ messages: [{ subject: "Subject 1" }], unindexed: 0 });
});

test("a deed is found at once by what it makes of the message", () => {
  const db = filled();
  const ids = search(db, "from:carol ").messages.map(({ id }) => id);
  db.write(() => fileDeed(db, { kind: "move", messageIds: ids, toFolderId: folder(db, "Work").id }, NOW));
  expect(subjects(db, "in:work ")).toEqual(["Minutes"]);
});

const WORDS = ["alpha", "beta", "gamma", "delta"];

test("any query finds what looking at every message finds", { timeout: 60_000 }, () => {
  const db = mailStore();
  const message = fc.record({
    head: fc.subarray(WORDS),
    text: fc.subarray(WORDS),
    seen: fc.boolean(),
    folders: fc.subarray(["INBOX", "Work", "Archive"], { minLength: 1 }),
    size: fc.constantFrom(500, 5_000_000),
  });
  const told = fc.sample(message, { seed: 5, numRuns: 120 });
  for (const path of ["INBOX", "Work", "Archive"]) {
    const here = told.flatMap((one, n) => (one.folders.includes(path) ? [{ ...one, n }] : []));
    take(
      db,
      path,
      ...here.map(({ head, text, seen, size, n }) => ({
        uid: n + 1,
        subject: `n${n} ${head.join(" ")}`,
        text: text.join(" "),
        flags: seen ? ["\\Seen"] : [],
        remote: { size },
      })),
    );
  }
  type Tree = { readonly text: string; readonly fits: (n: number) => boolean };
  const leaf: fc.Arbitrary<Tree> = fc.oneof(
    fc.constantFrom(...WORDS).map((one) => ({
      text: one,
      fits: (n: number) => Boolean(told[n]?.head.includes(one) || told[n]?.text.includes(one)),
    })),
    fc
      .constantFrom(...WORDS)
      .map((one) => ({ text: `subject:${one}`, fits: (n: number) => Boolean(told[n]?.head.includes(one)) })),
    fc.constant({ text: "is:unread", fits: (n: number) => told[n]?.seen === false }),
    fc
      .constantFrom("Work", "Archive")
      .map((one) => ({ text: `in:${one}`, fits: (n: number) => Boolean(told[n]?.folders.includes(one)) })),
    fc.constant({ text: "larger:1M", fits: (n: number) => told[n]?.size === 5_000_000 }),
    fc.constant({ text: "in:nowhere", fits: () => false }),
    fc.constant({ text: "before:2100", fits: () => true }),
  );
  const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc
        .tuple(tie("tree"), tie("tree"))
        .map(([a, b]) => ({ text: `(${a.text} ${b.text} )`, fits: (n: number) => a.fits(n) && b.fits(n) })),
      fc
        .tuple(tie("tree"), tie("tree"))
        .map(([a, b]) => ({ text: `(${a.text} OR ${b.text} )`, fits: (n: number) => a.fits(n) || b.fits(n) })),
      tie("tree").map((a) => ({ text: `-(${a.text} )`, fits: (n: number) => !a.fits(n) })),
    ),
  }));
  fc.assert(
    fc.property(tree, ({ text, fits }) => {
      const found = search(db, `${text} `, { limit: 200 }).messages.map(({ subject }) =>
        Number(subject.slice(1).split(" ")[0]),
      );
      expect(found, text).toEqual(
        told
          .map((_, n) => n)
          .filter(fits)
          .reverse(),
      );
    }),
    { numRuns: 150, seed: 6 },
  );
});
