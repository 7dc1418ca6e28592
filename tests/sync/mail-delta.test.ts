// What changed since the last look, by each method by which servers tell (mail rules 19–32).
import { describe, expect, test } from "vitest";
import type { MailConnection } from "../../src-main/providers/mail-provider.ts";
import { getFolder } from "../../src-main/store/mail/folders.ts";
import { messageRow } from "../../src-main/store/mail/message.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import { folderId, idOf, letters, mailWorld, shown } from "./mail-world.ts";

const LOOK_MS = 20 * 60_000;

describe.each(["qresync", "condstore", "plain"] as const)("a server with %s", (method) => {
  test("tells of new mail, of flags and of what is gone", async () => {
    const { db, runs, mailbox, clock } = await mailWorld({ method });
    const uids = mailbox.deliver("INBOX", letters(1, 70));
    await runs.settled();
    mailbox.deliver("INBOX", letters(71, 72));
    mailbox.setFlags("INBOX", [uids[0] ?? 0, uids[69] ?? 0], { add: ["\\Seen", "\\Flagged"] });
    mailbox.expunge("INBOX", uids.slice(10, 12));
    clock.advance(LOOK_MS);
    const [inbox] = (await runs.run({})).filter((one) => one.folderId === folderId(db, "INBOX"));
    expect(inbox).toMatchObject({ outcome: "successful", created: 2, deleted: 2 });
    const list = shown(db, "INBOX");
    expect(list).toHaveLength(70);
    expect(list.slice(0, 3)).toEqual(["Letter 72", "Letter 71", "Letter 70 seen flagged"]);
    expect(list.at(-1)).toBe("Letter 1 seen flagged");
    expect(list).not.toContain("Letter 11");
  });

  test("a second look at a mailbox in which nothing happened brings nothing", async () => {
    const { db, runs, mailbox, clock } = await mailWorld({ method });
    mailbox.deliver("INBOX", letters(1, 5));
    await runs.settled();
    clock.advance(LOOK_MS);
    const results = await runs.run({});
    for (const one of results) expect(one).toMatchObject({ outcome: "successful", created: 0, updated: 0, deleted: 0 });
    expect(shown(db, "INBOX")).toHaveLength(5);
  });

  test("an arrival together with a removal is not hidden by equal numbers", async () => {
    const { db, runs, mailbox } = await mailWorld({ method });
    const uids = mailbox.deliver("INBOX", letters(1, 5));
    await runs.settled();
    mailbox.deliver("INBOX", letters(6, 6));
    mailbox.expunge("INBOX", uids.slice(0, 1));
    await runs.run({});
    expect(shown(db, "INBOX")).toEqual([6, 5, 4, 3, 2].map((n) => `Letter ${n}`));
  });

  test("mail that arrives while the folder is looked at is neither lost nor taken for deleted", async () => {
    let arrives: (() => void) | undefined;
    const { db, runs, mailbox } = await mailWorld({
      method,
      before: (call, path) => {
        if (call !== "fetch" || path !== "INBOX") return;
        arrives?.();
        arrives = undefined;
      },
    });
    mailbox.deliver("INBOX", letters(1, 5));
    await runs.settled();
    mailbox.deliver("INBOX", letters(6, 6));
    arrives = () => mailbox.deliver("INBOX", letters(7, 7));
    await runs.run({});
    await runs.run({});
    expect(shown(db, "INBOX").slice(0, 2)).toEqual(["Letter 7", "Letter 6"]);
    expect(shown(db, "INBOX")).toHaveLength(7);
  });

  test("all uids under a new UIDVALIDITY: nothing is seen to go or to come, and nothing is fetched twice", async () => {
    const { db, runs, mailbox, clock, told } = await mailWorld({ method, around: withoutObjectId });
    mailbox.deliver("INBOX", letters(1, 120));
    await runs.settled();
    const [first, body] = [idOf(db, 1), messageRow(db, idOf(db, 1)).body];
    mailbox.renumber("INBOX");
    clock.advance(LOOK_MS);
    await runs.run({});
    expect(shown(db, "INBOX")).toHaveLength(120);
    await runs.settled();
    expect(shown(db, "INBOX")).toHaveLength(120);
    expect(idOf(db, 1)).toBe(first);
    expect(messageRow(db, first).body).toBe(body);
    expect(getFolder(db, folderId(db, "INBOX"))).toMatchObject({ stored: 120, readable: 120, onServer: 120 });
    expect(told).toEqual([]);
  });

  test("mail that went while the uids changed is gone afterwards", async () => {
    const { db, runs, mailbox, clock } = await mailWorld({ method, around: withoutObjectId });
    const uids = mailbox.deliver("INBOX", letters(1, 80));
    await runs.settled();
    mailbox.expunge("INBOX", uids.slice(0, 3));
    mailbox.renumber("INBOX");
    clock.advance(LOOK_MS);
    await runs.settled();
    expect(shown(db, "INBOX")).toHaveLength(77);
  });
});

test("a server without an empty list of folders, but without INBOX, is not believed", async () => {
  const { db, runs, mailbox, clock } = await mailWorld({
    around: (connection) => ({ ...connection, folders: async (signal) => (isIll ? [] : connection.folders(signal)) }),
  });
  let isIll = false;
  mailbox.deliver("INBOX", letters(1, 5));
  await runs.settled();
  isIll = true;
  clock.advance(LOOK_MS);
  await runs.run({});
  expect(shown(db, "INBOX")).toHaveLength(5);
});

test("a server that suddenly names most of a folder as gone is asked again before it is believed", async () => {
  let lies: number[] = [];
  const { db, runs, mailbox, clock, calls } = await mailWorld({
    around: (connection) => ({
      ...connection,
      changes: async (...given) => {
        const changes = await connection.changes(...given);
        return lies.length > 0 && given[0] === "INBOX" ? { ...changes, vanished: lies } : changes;
      },
    }),
  });
  const uids = mailbox.deliver("INBOX", letters(1, 100));
  await runs.settled();
  lies = [...uids];
  mailbox.expunge("INBOX", uids.slice(0, 1));
  clock.advance(LOOK_MS);
  calls.length = 0;
  const [inbox] = (await runs.run({})).filter((one) => one.folderId === folderId(db, "INBOX"));
  expect(inbox).toMatchObject({ created: 0, deleted: 1 });
  expect(calls).toContain("uids INBOX");
  expect(shown(db, "INBOX")).toHaveLength(99);
});

test("an emptied folder is believed when a second look says the same, and its mail is kept until the next round", async () => {
  const { db, runs, mailbox, clock } = await mailWorld();
  const uids = mailbox.deliver("INBOX", letters(1, 100));
  await runs.settled();
  mailbox.expunge("INBOX", uids);
  clock.advance(LOOK_MS);
  await runs.run({});
  expect(shown(db, "INBOX")).toEqual([]);
  expect(messageRow(db, idOf(db, 1)).body).toBe("whole");
  clock.advance(LOOK_MS);
  await runs.settled();
  expect(() => idOf(db, 1)).toThrow();
});

test("mail that another client moves keeps its body here and is not fetched again", async () => {
  const { db, runs, mailbox, clock, calls } = await mailWorld();
  const uids = mailbox.deliver("INBOX", letters(1, 60));
  await runs.settled();
  const body = idOf(db, 5);
  mailbox.expunge("INBOX", uids);
  mailbox.deliver("Archive", letters(1, 60));
  calls.length = 0;
  clock.advance(LOOK_MS);
  await runs.settled();
  clock.advance(LOOK_MS);
  await runs.settled();
  expect(shown(db, "Archive")).toHaveLength(60);
  expect(idOf(db, 5)).toBe(body);
  expect(messageRow(db, body).body).toBe("whole");
  expect(getFolder(db, folderId(db, "Archive"))).toMatchObject({ stored: 60, readable: 60 });
});

test("a folder that the server lists and refuses to open is parked, and the others go on", async () => {
  const { db, runs, mailbox, clock } = await mailWorld({
    before: (method, path) => {
      if (path === "Phantom" && method !== "status") throw new Failure("missing", { what: "folder" });
    },
  });
  mailbox.makeFolder("Phantom");
  mailbox.deliver("INBOX", letters(1, 3));
  for (let round = 0; round < 4; round++) {
    await runs.run({});
    clock.advance(2 * 60 * 60_000);
  }
  expect(shown(db, "INBOX")).toHaveLength(3);
  expect(getFolder(db, folderId(db, "Phantom"))).toMatchObject({ parked: true });
  expect(getFolder(db, folderId(db, "INBOX"))).toMatchObject({ parked: false, failures: 0 });
});

test("where the server tells numbers in its list, folders in which nothing happened are not opened", async () => {
  const { runs, mailbox, clock, calls } = await mailWorld();
  for (let n = 0; n < 20; n++) {
    mailbox.makeFolder(`Project ${n}`);
    mailbox.deliver(`Project ${n}`, letters(n * 3 + 1, n * 3 + 3));
  }
  await runs.settled();
  mailbox.deliver("Project 7", letters(900, 900));
  clock.advance(LOOK_MS);
  calls.length = 0;
  await runs.run({});
  expect(calls.filter((call) => call.startsWith("changes"))).toEqual(["changes Project 7"]);
  expect(calls.filter((call) => call === "folders")).toHaveLength(1);
});

/** Most servers have no OBJECTID (RFC 8474): a folder is known by its name alone. */
function withoutObjectId(connection: MailConnection): MailConnection {
  return {
    ...connection,
    folders: async (signal) => (await connection.folders(signal)).map(({ mailboxId: _, ...folder }) => folder),
  };
}
