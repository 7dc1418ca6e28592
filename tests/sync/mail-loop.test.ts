// The loop of mail by itself: nobody calls, and everything that is due happens.
import { expect, test } from "vitest";
import { getFolder, updateFolder } from "../../src-main/store/mail/folders.ts";
import { findMailAccount } from "../../src-main/store/mail/mail-accounts.ts";
import { fileDeed } from "../../src-main/store/mail/ops.ts";
import { queueMessage, scriptedSubmission, stateOf } from "./mail-send-world.ts";
import { ACCOUNT, folderId, idOf, letters, mailWorld, shown } from "./mail-world.ts";

test("a mailbox is looked at, its past fetched, deeds and mail sent, without anybody asking", async () => {
  const submission = scriptedSubmission();
  const { db, runs, mailbox, clock } = await mailWorld({ submission });
  mailbox.deliver("INBOX", letters(1, 130));
  runs.start();
  await expect.poll(() => findMailAccount(db, ACCOUNT)?.lastSyncAt, { timeout: 10_000 }).toBeDefined();
  await expect.poll(() => shown(db, "INBOX").length, { timeout: 10_000 }).toBe(130);
  db.write(() => fileDeed(db, { kind: "flag", messageIds: [idOf(db, 130)], add: ["\\Flagged"] }, clock.nowMs()));
  await expect.poll(() => shown(db, "INBOX")[0], { timeout: 10_000 }).toBe("Letter 130 flagged");
  const id = queueMessage(db, clock.nowMs());
  await expect.poll(() => submission.received.length, { timeout: 10_000 }).toBe(1);
  await expect
    .poll(
      () => {
        clock.advance(1_000);
        return stateOf(db, id);
      },
      { timeout: 10_000 },
    )
    .toBe("done");
  mailbox.deliver("INBOX", letters(131, 131));
  await expect.poll(() => shown(db, "INBOX")[0], { timeout: 10_000 }).toBe("Letter 131");
});

test("a machine that slept opens its connections anew and looks at the inbox first", async () => {
  const { db, runs, mailbox, clock, calls } = await mailWorld();
  mailbox.deliver("INBOX", letters(1, 3));
  runs.start();
  await expect.poll(() => findMailAccount(db, ACCOUNT)?.traits, { timeout: 10_000 }).toBeDefined();
  await runs.settled();
  await expect.poll(() => runs.running().size).toBe(0);
  mailbox.deliver("Archive", letters(4, 4));
  calls.length = 0;
  await expect
    .poll(
      () => {
        if (!calls.includes("connect")) clock.advance(10 * 60_000);
        return calls.includes("connect");
      },
      { timeout: 10_000 },
    )
    .toBe(true);
  await expect.poll(() => calls.find((call) => call.startsWith("changes")), { timeout: 10_000 }).toBe("changes INBOX");
});

test("a disk that is full stops the taking in, tells so, and loses nothing", async () => {
  const { db, runs, mailbox, clock } = await mailWorld();
  mailbox.deliver("INBOX", letters(1, 3));
  await runs.settled();
  const pages = db.prepare<{ page_count: number }>("PRAGMA page_count").get()?.page_count ?? 0;
  const limit = (count: number) => db.prepare(`PRAGMA max_page_count = ${count}`).all();
  limit(pages);
  mailbox.deliver("INBOX", letters(4, 300));
  const results = await runs.run({});
  expect(results.find((one) => one.folderId === folderId(db, "INBOX"))).toMatchObject({
    outcome: "failed",
    failure: { reason: "disk-full" },
  });
  expect(shown(db, "INBOX")).toContain("Letter 3");
  expect(runs.nextMs()).toBeGreaterThan(clock.nowMs());
  limit(1_000_000);
  clock.advance(20 * 60_000);
  await runs.settled();
  expect(shown(db, "INBOX")).toHaveLength(300);
});

test("a folder that was opened a moment ago is not looked at again because a window shows it", async () => {
  const { db, runs, mailbox, clock, calls } = await mailWorld();
  mailbox.deliver("Archive", letters(1, 1));
  await runs.settled();
  calls.length = 0;
  const scope = { folderId: folderId(db, "Archive"), ifOlderThanMs: 60_000 };
  expect(await runs.run(scope)).toEqual([]);
  expect(calls).toEqual([]);
  clock.advance(60_000);
  expect(await runs.run(scope)).toMatchObject([{ folderId: scope.folderId, outcome: "successful" }]);
  expect(calls.filter((call) => call.startsWith("changes"))).toEqual(["changes Archive"]);
  db.write(() => updateFolder(db, scope.folderId, { notify: true }));
  expect(getFolder(db, scope.folderId).notify).toBe(true);
});
