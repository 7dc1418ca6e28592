// Mail that was written, sent, moved and flagged before and after a backup; then the data file is damaged and the next start goes
// on. What the server had is there, what was sent is sent once, what waited is sent, and what cannot be kept is told.
import { copyFileSync, cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { describe, expect, it, onTestFinished } from "vitest";
import { memoryVault } from "../../src-main/host/vault/memory.ts";
import { memoryMailbox } from "../../src-main/providers/memory/mailbox.ts";
import type { Submission } from "../../src-main/providers/submission.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { MessageId } from "../../src-preload/contract/shapes.ts";
import { ALICE, letter } from "../commands/mail-world.ts";
import { fakeClock } from "../support/fake-clock.ts";
import { testFolder } from "../support/folder.ts";
import { type TestEngine, testEngine } from "../support/test-engine.ts";
import { reportDrill } from "./report.ts";

const PAGE = 4096;
const HOUR_MS = 3_600_000;
const subjectOf = (source: string) => /^Subject: (.*)$/m.exec(source)?.[1]?.trim() ?? "";

/** Alice's mailbox, her way to send, and one engine after another on them. */
function mailHouse() {
  const clock = fakeClock();
  const vault = memoryVault();
  const way = { isOpen: true };
  const check = () => {
    if (!way.isOpen) throw new Failure("offline");
  };
  const mailbox = memoryMailbox(() => clock.nowMs(), { before: check });
  const sent: string[] = [];
  const submission: Submission = {
    probe: async () => ({ host: "smtp.example.test", smtpUtf8: true, dsn: false }),
    submit: async (_login, _world, _envelope, message, options) => {
      check();
      options.onData?.();
      sent.push(subjectOf(Buffer.from(message).toString("latin1")));
      return { kind: "accepted", answer: "250 OK", rejected: [] };
    },
  };
  const open = (folder: string): TestEngine => {
    const connect = async () => {
      check();
      return mailbox.connect();
    };
    const engine = testEngine({ folder, clock, vault, mailbox: { connect }, submission });
    onTestFinished(() => engine.close());
    return engine;
  };
  const settle = async ({ call }: TestEngine) => {
    for (let n = 0; n < 6; n++) {
      await call("sync.run", {});
      clock.advance(way.isOpen ? 60_000 : 2_000);
    }
  };
  const subjects = (path: string) =>
    [...mailbox.contents(path).values()].map(({ source }) => subjectOf(String(source)));
  return { clock, way, mailbox, sent, open, settle, subjects };
}

/** A day of mail around a backup, to the moment the power goes. */
async function mailStory() {
  const house = mailHouse();
  const { way, mailbox, clock, settle } = house;
  const folder = testFolder();
  const engine = house.open(folder);
  const { call } = engine;
  const accountId = (await call("accounts.add", ALICE)).account.id;
  const deliver = (subject: string) => mailbox.deliver("INBOX", [{ source: Buffer.from(letter(subject), "latin1") }]);
  const idOf = async (subject: string): Promise<MessageId> => {
    const { threads } = await call("mail.list", { role: "inbox", limit: 100 });
    return threads.find((one) => one.subject === subject)?.messageIds[0] as MessageId;
  };
  const write = async (subject: string) =>
    (await call("mail.draft", { accountId, subject, text: subject, to: ["bob@example.test"] })).draft.id;
  const send = (subject: string, draftId?: Awaited<ReturnType<typeof write>>) =>
    call("mail.send", {
      ...{ accountId, subject, text: subject, to: ["bob@example.test"], undoSeconds: 0 },
      ...(draftId && { draftId }),
    });
  for (const subject of ["To archive", "To flag", "To stay"]) deliver(subject);
  await settle(engine);
  await write("Draft that stays");
  const toSend = await write("Draft that is sent");
  await settle(engine);
  way.isOpen = false;
  const toDiscard = await write("Draft that is discarded");
  await send("Waits when the copy is made");
  await settle(engine);
  await call("backups.make", {});

  way.isOpen = true;
  clock.advance(2 * HOUR_MS);
  await settle(engine);
  await send("Draft that is sent", toSend);
  await call("mail.discardDraft", { id: toDiscard });
  deliver("After the copy");
  await settle(engine);

  way.isOpen = false;
  await call("mail.move", { ids: [await idOf("To archive")], role: "archive" });
  await call("mail.flag", { ids: [await idOf("To flag")], add: ["\\Flagged"] });
  await write("Draft written offline");
  await send("Sent offline");
  await settle(engine);
  const idOfNew = await idOf("After the copy");
  /** The folder as a power cut leaves it, its log folded in. */
  const powerCut = (): string => {
    const picture = testFolder();
    for (const name of ["cadran.sqlite", "cadran.sqlite-wal"]) {
      if (existsSync(join(folder, name))) copyFileSync(join(folder, name), join(picture, name));
    }
    cpSync(join(folder, "backups"), join(picture, "backups"), { recursive: true });
    const sqlite = new Sqlite(join(picture, "cadran.sqlite"));
    sqlite.pragma("wal_checkpoint(TRUNCATE)");
    sqlite.close();
    writeFileSync(join(picture, "cadran.lock"), "{}");
    return picture;
  };
  const flagNew = () => call("mail.flag", { ids: [idOfNew], add: ["\\Flagged"] });
  return { ...house, accountId, powerCut, flagNew };
}

type MailStory = Awaited<ReturnType<typeof mailStory>>;

/** Damage that no row lies behind: the count of free pages cannot be. */
function damageCount(folder: string): void {
  const file = join(folder, "cadran.sqlite");
  const bytes = readFileSync(file);
  bytes.writeUInt32BE(bytes.length / PAGE + 50, 32);
  bytes.writeUInt32BE(77, 36);
  writeFileSync(file, bytes);
}

const damageAll = (folder: string) => writeFileSync(join(folder, "cadran.sqlite"), "no database ".repeat(5000));

async function recover(story: MailStory, folder: string) {
  const engine = story.open(folder);
  story.way.isOpen = true;
  await story.settle(engine);
  await story.settle(engine);
  const { restored } = await engine.call("backups.list", {});
  const { drafts } = await engine.call("mail.drafts", { accountId: story.accountId });
  const { outgoing } = await engine.call("mail.outbox", {});
  const flagged = [...story.mailbox.contents("INBOX").values()].filter(({ flags }) => flags.includes("\\Flagged"));
  const result = {
    restored,
    outgoing: outgoing.map(({ subject, state }) => `${subject}: ${state}`),
    drafts: drafts.map(({ subject }) => subject).toSorted(),
    inbox: story.subjects("INBOX").toSorted(),
    archive: story.subjects("Archive"),
    inSent: story.subjects("Sent").toSorted(),
    serverDrafts: story.subjects("Drafts").toSorted(),
    flagged: flagged.map(({ source }) => subjectOf(String(source))),
    sent: story.sent.toSorted(),
  };
  await engine.close();
  return result;
}

const DONE = ["Draft that is sent", "Waits when the copy is made"];

describe("mail, after the data file was damaged", { timeout: 120_000 }, () => {
  it("that can still be read goes on where it was: deeds are done, messages are sent once, drafts are as they were", async () => {
    const story = await mailStory();
    const folder = story.powerCut();
    damageCount(folder);
    const after = await recover(story, folder);
    expect(after.restored).toMatchObject({ cause: "damage", incomplete: false });
    expect(after.sent).toEqual([...DONE, "Sent offline"].toSorted());
    expect(after.inSent).toEqual(after.sent);
    expect(after.outgoing).toEqual([]);
    expect(after.drafts).toEqual(["Draft that stays", "Draft written offline"]);
    expect(after.serverDrafts).toEqual(after.drafts);
    expect(after.inbox).toEqual(["After the copy", "To flag", "To stay"]);
    expect(after.archive).toEqual(["To archive"]);
    expect(after.flagged).toEqual(["To flag"]);
    reportDrill({ drill: "mail, file readable", lost: [], ended: "deeds done, each message sent once, drafts kept" });
  });

  it("a deed on a message that the backup does not have is not done, and that is told", async () => {
    const story = await mailStory();
    await story.flagNew();
    const folder = story.powerCut();
    damageCount(folder);
    const after = await recover(story, folder);
    expect(after.restored).toMatchObject({ cause: "damage", incomplete: true });
    expect(after.flagged).toEqual(["To flag"]);
    expect(after.inbox).toContain("After the copy");
    reportDrill({
      drill: "mail, a deed on a message newer than the backup",
      lost: ["one flag (told)"],
      ended: "the rest done",
    });
  });

  it("that nobody can read goes on from the backup: nothing is sent twice or removed, and what was lost is told", async () => {
    const story = await mailStory();
    const folder = story.powerCut();
    damageAll(folder);
    const after = await recover(story, folder);
    expect(after.restored).toMatchObject({ cause: "damage", incomplete: true });
    expect(after.sent).toEqual(DONE);
    expect(after.inSent).toEqual(DONE);
    expect(after.outgoing).toEqual([]);
    // Sent or discarded since: the copy of the one was gone from the server, nobody can tell of the other.
    expect(after.drafts).toEqual(["Draft that is discarded", "Draft that stays"]);
    expect(after.inbox).toEqual(["After the copy", "To archive", "To flag", "To stay"]);
    expect([after.archive, after.flagged]).toEqual([[], []]);
    reportDrill({
      drill: "mail, file unreadable",
      lost: ["Draft written offline (told)", "Sent offline (told)", "two deeds (told)"],
      ended: "nothing sent twice, nothing removed",
    });
  });

  it("by hand: a draft that was sent since does not come back, one that was discarded does", async () => {
    const story = await mailStory();
    const engine = story.open(story.powerCut());
    const { dataFolder } = await engine.call("app.info", {});
    const [backup] = (await engine.call("backups.list", {})).backups;
    await engine.call("backups.restore", { name: backup?.name ?? "" });
    await engine.close();
    const after = await recover(story, dataFolder);
    expect(after.restored).toMatchObject({ cause: "hand", incomplete: false });
    expect(after.sent).toEqual([...DONE, "Sent offline"].toSorted());
    expect(after.drafts).toEqual(["Draft that is discarded", "Draft that stays", "Draft written offline"]);
    expect(after.archive).toEqual(["To archive"]);
    reportDrill({ drill: "mail, back to a backup by hand", lost: [], ended: "unsent mail sent once, deeds done" });
  });
});
