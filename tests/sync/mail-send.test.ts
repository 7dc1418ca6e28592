// Sending (mail §3): every message once, every copy once, and nobody sent to again because an answer was lost.
import { describe, expect, test } from "vitest";
import { dueFollowUps } from "../../src-main/store/mail/links.ts";
import { findMailAccount } from "../../src-main/store/mail/mail-accounts.ts";
import { findOutgoing, updateOutgoing } from "../../src-main/store/mail/send-queue.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import { queueMessage, scriptedSubmission, stateOf } from "./mail-send-world.ts";
import { ACCOUNT, idOf, letters, type MailWorld, mailWorld, shown } from "./mail-world.ts";

/** Lets time pass until nothing is left to do by itself. */
async function pass(world: MailWorld, ms = 10 * 60_000, stepMs = 1_000): Promise<void> {
  const { clock } = world;
  for (const end = clock.nowMs() + ms; clock.nowMs() < end; ) {
    const { runs } = world.current();
    await runs.settled();
    const next = Math.min(runs.nextMs(), end) - clock.nowMs();
    clock.advance(Math.max(stepMs, Math.min(next, end - clock.nowMs())));
  }
  await world.current().runs.settled();
}

const inSent = (world: MailWorld) =>
  [...world.mailbox.contents("Sent").values()].map(({ source }) => /^Subject: (.*)\r$/m.exec(source.toString())?.[1]);

test("a queued message goes out, its copy is filed once, read, and its parent is marked answered", async () => {
  const submission = scriptedSubmission();
  const world = await mailWorld({ submission });
  const { db, runs, clock } = world;
  world.mailbox.deliver("INBOX", letters(1, 1));
  await runs.settled();
  const id = queueMessage(db, clock.nowMs(), {
    inReplyTo: Number(idOf(db, 1)),
    remindAtMs: clock.nowMs() + 86_400_000,
  });
  await pass(world, 60_000);
  expect(submission.received.map(({ to }) => to)).toEqual([["bob@example.test"]]);
  expect(stateOf(db, id)).toBe("done");
  expect(inSent(world)).toEqual(["Out send-1"]);
  expect([...world.mailbox.contents("Sent").values()][0]?.flags).toEqual(["\\Seen"]);
  expect([...world.mailbox.contents("INBOX").values()][0]?.flags).toEqual(["\\Answered"]);
  expect(shown(db, "Sent")).toEqual(["Out send-1 seen"]);
  expect(dueFollowUps(db, Number.MAX_SAFE_INTEGER)).toMatchObject([{ messageIdHeader: `<${id}@example.test>` }]);
});

test("a server that files by itself ends with one copy, also when its own comes late", async () => {
  const submission = scriptedSubmission();
  const world = await mailWorld({ submission });
  const { db, clock } = world;
  await world.runs.settled();
  const id = queueMessage(db, clock.nowMs());
  await pass(world, 30_000);
  expect(inSent(world)).toEqual(["Out send-1"]);
  world.mailbox.deliver("Sent", [...world.mailbox.contents("Sent").values()]);
  expect(inSent(world)).toHaveLength(2);
  await pass(world, 40 * 60_000, 30_000);
  expect(inSent(world)).toEqual(["Out send-1"]);
  expect(stateOf(db, id)).toBe("done");
});

test("a message that was taken back in time never leaves", async () => {
  const submission = scriptedSubmission();
  const world = await mailWorld({ submission });
  const { db, runs, clock } = world;
  const id = queueMessage(db, clock.nowMs(), { state: "held", dueMs: clock.nowMs() + 10_000 });
  await runs.settled();
  expect(stateOf(db, id)).toBe("held");
  db.write(() => updateOutgoing(db, id, { state: "cancelled" }));
  await pass(world, 60_000);
  expect(submission.received).toEqual([]);
  expect(stateOf(db, id)).toBe("cancelled");
});

test("a message that is taken back while its server is being reached does not leave", async () => {
  const submission = scriptedSubmission();
  const world = await mailWorld({ submission });
  const { db, runs, clock } = world;
  const id = queueMessage(db, clock.nowMs());
  const { submit } = submission;
  submission.submit = async (...given) => {
    db.write(() => updateOutgoing(db, id, { state: "cancelled" }));
    return submit(...given);
  };
  await runs.settled();
  expect(submission.received).toEqual([]);
  expect(stateOf(db, id)).toBe("cancelled");
});

test("a held message goes when its time has come; after a long sleep it asks first; told to go, it goes", async () => {
  const submission = scriptedSubmission();
  const world = await mailWorld({ submission });
  const { db, clock } = world;
  const [prompt, late] = ["prompt", "late"].map((id) =>
    queueMessage(db, clock.nowMs(), { id, state: "held", dueMs: clock.nowMs() + 10_000 }),
  ) as [string, string];
  db.write(() => updateOutgoing(db, late, { dueMs: clock.nowMs() - 3 * 60_000 }));
  await pass(world, 30_000);
  expect(stateOf(db, prompt)).toBe("done");
  expect(stateOf(db, late)).toBe("held");
  db.write(() => updateOutgoing(db, late, { confirmed: true }));
  world.runs.wake();
  await pass(world, 30_000);
  expect(stateOf(db, late)).toBe("done");
});

test("an uncertain message is looked for, never sent again, and then the person is asked", async () => {
  const submission = scriptedSubmission();
  submission.answer = { kind: "uncertain" };
  const world = await mailWorld({ submission });
  const { db, clock } = world;
  const id = queueMessage(db, clock.nowMs());
  submission.answer = { kind: "uncertain" };
  await pass(world, 20 * 60_000, 10_000);
  expect(stateOf(db, id)).toBe("uncertain");
  expect(submission.received).toEqual([]);
  expect(world.calls.filter((call) => call === "findMessageId Sent").length).toBeGreaterThan(3);
});

test("an uncertain message whose copy turns up in Sent is done", async () => {
  const submission = scriptedSubmission();
  submission.answer = { kind: "uncertain" };
  const world = await mailWorld({ submission });
  const { db, clock } = world;
  const id = queueMessage(db, clock.nowMs());
  await pass(world, 5_000);
  const source = Buffer.from(`Message-ID: <${id}@example.test>\r\nSubject: Out ${id}\r\n\r\nHello\r\n`);
  world.mailbox.deliver("Sent", [{ source }]);
  await pass(world, 6 * 60_000);
  expect(stateOf(db, id)).toBe("done");
  expect(inSent(world)).toHaveLength(1);
});

test("a refusal for now is tried again, one for good is not, and recipients refused for now get it later, alone", async () => {
  const submission = scriptedSubmission();
  submission.answer = { kind: "refused", permanent: false, answer: "451 try again later" };
  const world = await mailWorld({ submission });
  const { db, clock } = world;
  const both = ["bob@example.test", "eve@example.test"];
  const id = queueMessage(db, clock.nowMs(), { envelope: { from: "alice@example.test", to: both } });
  await world.runs.settled();
  expect(findOutgoing(db, id)).toMatchObject({ state: "queued", attempts: 1, failure: { reason: "send-refused" } });
  const rejected = [{ address: "eve@example.test", answer: "451 greylisted", permanent: false }];
  submission.answer = { kind: "accepted", answer: "250 OK", rejected };
  await pass(world, 100_000);
  submission.answer = { kind: "accepted", answer: "250 OK", rejected: [] };
  await pass(world, 10 * 60_000);
  expect(submission.received.map(({ to }) => to)).toEqual([both, ["eve@example.test"]]);
  expect(inSent(world)).toEqual(["Out send-1"]);
  submission.answer = { kind: "refused", permanent: true, answer: "550 no" };
  const other = queueMessage(db, clock.nowMs(), { id: "other" });
  world.runs.wake();
  await pass(world, 3_600_000, 600_000);
  expect(findOutgoing(db, other)).toMatchObject({ state: "failed", attempts: 1, failure: { reason: "send-refused" } });
});

test("without a network a message waits, and goes as soon as it is back", async () => {
  const submission = scriptedSubmission();
  submission.answer = new Failure("offline");
  const world = await mailWorld({ submission });
  const { db, clock } = world;
  const id = queueMessage(db, clock.nowMs());
  await pass(world, 30 * 60_000, 60_000);
  expect(stateOf(db, id)).toBe("queued");
  submission.answer = { kind: "accepted", answer: "250 OK", rejected: [] };
  await world.runs.wakeUp();
  await world.runs.settled();
  expect(submission.received).toHaveLength(1);
});

test("a password that submission refuses stops the account and is not tried again", async () => {
  const submission = scriptedSubmission();
  submission.answer = new Failure("wrong-password", { host: "smtp.example.test" });
  const world = await mailWorld({ submission });
  const { db, clock } = world;
  let tries = 0;
  const { submit } = submission;
  submission.submit = (...given) => {
    tries += 1;
    return submit(...given);
  };
  const id = queueMessage(db, clock.nowMs());
  await pass(world, 3 * 3_600_000, 600_000);
  expect(tries).toBe(1);
  expect(findMailAccount(db, ACCOUNT)).toMatchObject({ state: "sign-in", failure: { reason: "wrong-password" } });
  expect(stateOf(db, id)).toBe("queued");
});

describe("an engine that dies", () => {
  test.each([
    ["before anything went out, sends it once when it is back", "connect", "done", 1],
    ["while the message goes out, never sends it again by itself", "data", "uncertain", 0],
    ["between the server's answer and our note of it, never sends it again by itself", "answer", "uncertain", 1],
  ] as const)("%s", async (_name, death, state, received) => {
    const submission = scriptedSubmission();
    submission.hangsAt = death;
    const world = await mailWorld({ submission });
    const id = queueMessage(world.db, world.clock.nowMs());
    world.runs.runDue();
    await submission.reached;
    if (death !== "connect") expect(stateOf(world.db, id)).toBe("submitting");
    await world.crash();
    submission.hangsAt = undefined;
    await pass(world, 20 * 60_000, 10_000);
    expect(stateOf(world.current().db, id)).toBe(state);
    expect(submission.received).toHaveLength(received);
    expect(inSent(world)).toHaveLength(state === "done" ? 1 : 0);
  });

  test.each([
    ["before", true],
    ["after", true],
    ["after", false],
  ] as const)(
    "right %s the copy was filed leaves one copy, and never files a second (killed: %s)",
    async (when, isKilled) => {
      const submission = scriptedSubmission();
      let dies = true;
      const world = await mailWorld({
        submission,
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
      const id = queueMessage(world.db, world.clock.nowMs());
      await pass(world, 10_000);
      expect(stateOf(world.db, id)).toBe("accepted");
      if (isKilled) await world.crash();
      dies = false;
      await pass(world, 10 * 60_000, 10_000);
      expect(stateOf(world.current().db, id)).toBe("done");
      expect(submission.received).toHaveLength(1);
      expect(inSent(world)).toEqual(["Out send-1"]);
      expect(world.calls.filter((call) => call === "append Sent")).toHaveLength(1);
    },
  );
});
