// Drafts and their copies on the server (mail rule 60), both ways.
import { expect, test } from "vitest";
import {
  type DraftContent,
  discardDraft,
  findDraftRow,
  listDrafts,
  saveDraft,
} from "../../src-main/store/mail/drafts.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { DraftId } from "../../src-preload/contract/shapes.ts";
import { ACCOUNT, letter, type MailWorld, mailWorld } from "./mail-world.ts";

const ID = "draft-1" as DraftId;
const CONTENT: DraftContent = {
  accountId: ACCOUNT,
  identityId: null,
  to: [{ address: "bob@example.test" }],
  cc: [],
  bcc: [{ address: "eve@example.test" }],
  subject: "Plans",
  text: "First thoughts.",
  html: null,
  inReplyTo: null,
  forwardOf: null,
  importance: null,
  readReceipt: false,
  deliveryReceipt: false,
};

function save(world: MailWorld, text: string, files: Parameters<typeof saveDraft>[3] = {}): void {
  const { db } = world.current();
  db.write(() => saveDraft(db, ID, { ...CONTENT, text }, files, world.clock.nowMs()));
}

const copies = (world: MailWorld) =>
  [...world.mailbox.contents("Drafts").values()].map(({ source }) => source.toString());
const row = (world: MailWorld) => findDraftRow(world.current().db, ID);

test("a draft gets a copy on the server with its mark and its Bcc; a later one takes its place, 30 s later at most", async () => {
  const world = await mailWorld();
  const { runs, clock } = world;
  await runs.settled();
  save(world, "First thoughts.");
  await runs.settled();
  expect(copies(world)).toHaveLength(1);
  expect(copies(world)[0]).toMatch(/^Bcc: eve@example\.test\r$/m);
  expect(copies(world)[0]).toContain("First thoughts.");
  expect([...world.mailbox.contents("Drafts").values()][0]?.flags.toSorted()).toEqual(["\\Draft", "\\Seen"]);
  save(world, "Second thoughts.");
  await runs.settled();
  expect(copies(world)[0]).toContain("First thoughts.");
  clock.advance(30_000);
  await runs.settled();
  expect(copies(world)).toHaveLength(1);
  expect(copies(world)[0]).toContain("Second thoughts.");
  expect(row(world)).toMatchObject({ revision: 2, serverRevision: 2, failure: null });
});

test("a composer that closes files its draft at once", async () => {
  const world = await mailWorld();
  await world.runs.settled();
  save(world, "One");
  await world.runs.settled();
  save(world, "Two");
  await world.runs.flushDrafts();
  expect(copies(world)).toHaveLength(1);
  expect(copies(world)[0]).toContain("Two");
});

test("a discarded draft goes from the server, and nobody else's does", async () => {
  const world = await mailWorld();
  const { db, runs, clock } = world;
  world.mailbox.deliver("Drafts", [{ source: letter({ n: 9 }), flags: ["\\Draft"] }]);
  await runs.settled();
  save(world, "One");
  await runs.settled();
  db.write(() => discardDraft(db, ID, clock.nowMs()));
  await runs.settled();
  expect(copies(world)).toHaveLength(1);
  expect(copies(world)[0]).toContain("Letter 9");
  expect(row(world)).toBeUndefined();
});

test.each(["before", "after"] as const)("a crash right %s a copy was filed leaves one copy", async (when) => {
  let dies = true;
  const world = await mailWorld({
    around: (connection) => ({
      ...connection,
      append: async (...given) => {
        if (dies && when === "before") throw new Failure("connection-lost");
        const answer = await connection.append(...given);
        if (dies) throw new Failure("connection-lost");
        return answer;
      },
    }),
  });
  await world.runs.settled();
  save(world, "One");
  await world.runs.settled();
  await world.crash();
  dies = false;
  world.clock.advance(3_600_000);
  await world.current().runs.settled();
  expect(copies(world)).toHaveLength(1);
  expect(row(world)).toMatchObject({ serverRevision: 1 });
});

test("a copy that somebody removed elsewhere takes an unchanged draft with it; a changed one is filed anew", async () => {
  const world = await mailWorld();
  const { runs, mailbox, clock } = world;
  await runs.settled();
  save(world, "One");
  await runs.settled();
  mailbox.expunge("Drafts", [...mailbox.contents("Drafts").keys()]);
  save(world, "Two");
  clock.advance(3_600_000);
  await runs.settled();
  expect(copies(world)).toHaveLength(1);
  expect(copies(world)[0]).toContain("Two");
  mailbox.expunge("Drafts", [...mailbox.contents("Drafts").keys()]);
  clock.advance(3_600_000);
  await runs.settled();
  expect(row(world)).toBeUndefined();
  expect(copies(world)).toEqual([]);
});

test("another device's version takes the place of an unchanged draft", async () => {
  const world = await mailWorld();
  const { runs, mailbox, clock } = world;
  await runs.settled();
  save(world, "One", { add: [{ id: "f1", name: "a.txt", mediaType: "text/plain", content: Buffer.from("file") }] });
  await runs.settled();
  replace(world, "Written on the other device.");
  clock.advance(3_600_000);
  await runs.settled();
  expect(row(world)?.text).toContain("Written on the other device.");
  expect(copies(world)).toHaveLength(1);
  expect(listDrafts(world.db, ACCOUNT)).toHaveLength(1);
  void mailbox;
});

test("both versions are kept when a draft was changed here and on another device", async () => {
  const world = await mailWorld();
  const { db, runs, clock } = world;
  await runs.settled();
  save(world, "One");
  await runs.settled();
  save(world, "Changed here.");
  replace(world, "Changed there.");
  clock.advance(3_600_000);
  await runs.settled();
  clock.advance(3_600_000);
  await runs.settled();
  const drafts = listDrafts(db, ACCOUNT);
  expect(drafts.map(({ text }) => text?.trim()).toSorted()).toEqual(["Changed here.", "Changed there."]);
  expect(drafts.find(({ text }) => text?.includes("there"))).toMatchObject({ conflictOf: ID });
  expect(copies(world).filter((one) => one.includes("Changed here."))).toHaveLength(1);
  expect(copies(world).filter((one) => one.includes("Changed there."))).toHaveLength(1);
});

/** What another Cadran does: its own version under the same mark, the old copy away. */
function replace({ mailbox }: MailWorld, text: string): void {
  const [uid, copy] = [...mailbox.contents("Drafts")][0] ?? [];
  if (uid === undefined || !copy) throw new Error("no copy");
  const source = copy.source
    .toString()
    .replace(/^Message-ID: .*\r$/im, "Message-ID: <other-device@example.test>\r")
    .replace(/First thoughts\.|One|Two/, text);
  mailbox.deliver("Drafts", [{ source: Buffer.from(source), flags: ["\\Draft"] }]);
  mailbox.expunge("Drafts", [uid]);
}
