// The first look at a mailbox: what is readable when, and what follows.
import { expect, test } from "vitest";
import { getFolder, storedFolders } from "../../src-main/store/mail/folders.ts";
import { messageRow, sourceOf } from "../../src-main/store/mail/message.ts";
import { searchMail } from "../../src-main/store/mail/search.ts";
import { ACCOUNT, folderId, idOf, letter, letters, mailWorld, never, shown } from "./mail-world.ts";

test("a first look brings the newest 50 of the inbox, readable at once; the past follows by itself", async () => {
  const { db, runs, mailbox } = await mailWorld();
  mailbox.deliver("INBOX", letters(1, 240));
  const results = await runs.run({});
  expect(results.find((one) => one.folderId === folderId(db, "INBOX"))).toMatchObject({
    outcome: "successful",
    created: 50,
  });
  expect(shown(db, "INBOX")).toHaveLength(50);
  expect(shown(db, "INBOX")[0]).toBe("Letter 240");
  expect(messageRow(db, idOf(db, 191)).body).toBe("whole");
  expect(() => idOf(db, 190)).toThrow();
  await runs.settled();
  const inbox = getFolder(db, folderId(db, "INBOX"));
  expect(inbox).toMatchObject({ stored: 240, readable: 240, onServer: 240, backfillLowUid: 1, failures: 0 });
  expect(Buffer.from(sourceOf(db, idOf(db, 1))?.bytes ?? []).toString()).toBe(letter({ n: 1 }).toString());
});

test("folders come in order: inbox, sent, drafts, archive, others; junk and trash at last", async () => {
  const { runs, mailbox, calls } = await mailWorld();
  mailbox.makeFolder("A project");
  for (const path of ["A project", "Trash", "Junk", "Archive", "Sent", "INBOX"]) mailbox.deliver(path, letters(1, 2));
  await runs.run({});
  expect(calls.filter((call) => call.startsWith("changes"))).toEqual([
    ..."INBOX,Sent,Drafts,Archive,A project,Junk,Trash".split(",").map((path) => `changes ${path}`),
  ]);
});

test("a message in two folders is one message, and its words are found", async () => {
  const { db, runs, mailbox, clock } = await mailWorld();
  mailbox.deliver("INBOX", letters(1, 3));
  mailbox.deliver("Archive", letters(3, 3));
  await runs.settled();
  const found = searchMail(db, { query: '"text of letter 3"', limit: 50 }, clock.nowMs());
  expect(found.messages).toHaveLength(1);
  expect(found.messages[0]?.folderIds.toSorted()).toEqual([folderId(db, "INBOX"), folderId(db, "Archive")].toSorted());
});

test("letters without a Message-ID are told apart by their headers, though they are as long and of one second", async () => {
  const { db, runs, mailbox } = await mailWorld();
  const plain = (subject: string) => Buffer.from(`From: bob@example.test\r\nSubject: ${subject}\r\n\r\nText.\r\n`);
  const internalDateMs = Date.parse("2026-11-01T08:00:00Z");
  mailbox.deliver(
    "INBOX",
    ["One", "Two", "One"].map((subject) => ({ source: plain(subject), flags: [], internalDateMs })),
  );
  await runs.settled();
  expect(shown(db, "INBOX").toSorted()).toEqual(["One", "Two"]);
});

test("nothing of the past is told as news, neither the first time nor after the data file was lost", async () => {
  const world = await mailWorld();
  world.mailbox.deliver("INBOX", letters(1, 120));
  await world.runs.settled();
  expect(world.told).toEqual([]);
});

test("the past goes on where it was when the engine stopped in the middle", async () => {
  let fetches = 0;
  const world = await mailWorld({
    before: (method, path) => {
      if (method === "fetch" && path === "INBOX" && ++fetches === 3) throw new Error("the engine dies here");
    },
  });
  world.mailbox.deliver("INBOX", letters(1, 400));
  await world.runs.settled();
  const inbox = () => getFolder(world.current().db, folderId(world.current().db, "INBOX"));
  const before = inbox();
  expect(before.stored).toBeGreaterThan(50);
  expect(before.stored).toBeLessThan(400);
  expect(before.backfillLowUid).toBe(400 - before.stored + 1);
  const { runs } = await world.crash();
  world.clock.advance(20 * 60_000);
  await runs.settled();
  expect(inbox()).toMatchObject({ stored: 400, readable: 400, backfillLowUid: 1 });
});

test("a large message comes with its texts and the names of its files; a file comes when asked for, and stays", async () => {
  const { db, runs, mailbox, calls } = await mailWorld();
  const file = Buffer.alloc(2_000_000, 7).toString("base64").replace(/.{76}/g, "$&\r\n");
  const body = [
    "--b",
    "Content-Type: text/plain; charset=utf-8",
    "",
    "See the enclosed quarterly figures.",
    "--b",
    'Content-Type: application/pdf; name="figures.pdf"',
    'Content-Disposition: attachment; filename="figures.pdf"',
    "Content-Transfer-Encoding: base64",
    "",
    file,
    "--b--",
  ].join("\r\n");
  const headers = ["MIME-Version: 1.0", 'Content-Type: multipart/mixed; boundary="b"'];
  mailbox.deliver("INBOX", [{ source: letter({ n: 1, headers, body }), internalDateMs: 1 }]);
  await runs.settled();
  expect(messageRow(db, idOf(db, 1))).toMatchObject({ body: "partial", hasAttachments: true });
  expect(shown(db, "INBOX")).toEqual(["Letter 1"]);
  const source = Buffer.from(sourceOf(db, idOf(db, 1))?.bytes ?? []).toString();
  expect(source.length).toBeLessThan(5_000);
  expect(source).toContain("figures.pdf");
  const bytes = await runs.download(idOf(db, 1), "2", never);
  expect(Buffer.compare(bytes, Buffer.alloc(2_000_000, 7))).toBe(0);
  calls.length = 0;
  await runs.download(idOf(db, 1), "2", never);
  expect(calls).toEqual([]);
  expect(storedFolders(db, ACCOUNT).length).toBeGreaterThan(3);
});

test("a folder of everything is asked for heads alone, and no body is fetched a second time", async () => {
  const fetched: string[] = [];
  const { db, runs, mailbox } = await mailWorld({
    around: (connection) => ({
      ...connection,
      traits: { ...connection.traits, labels: true },
      fetch: (path, uids, what, lane, signal) => {
        fetched.push(`${what.kind} ${path} ${uids.length}`);
        return connection.fetch(path, uids, what, lane, signal);
      },
    }),
  });
  mailbox.makeFolder("All Mail", "all");
  mailbox.deliver("INBOX", letters(1, 70));
  mailbox.deliver("All Mail", letters(1, 75));
  await runs.settled();
  expect(fetched.filter((one) => one.includes("All Mail"))).toEqual([
    "head All Mail 50",
    "head All Mail 25",
    "source All Mail 5",
  ]);
  expect(getFolder(db, folderId(db, "All Mail"))).toMatchObject({ stored: 75, readable: 75 });
});
