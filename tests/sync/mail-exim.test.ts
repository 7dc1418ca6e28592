// The whole way on real servers: Exim takes a message, Dovecot gets it, the copy is filed; and what a lost answer leads to.
import type { ImapFlow } from "imapflow";
import { describe, expect, onTestFinished, test } from "vitest";
import { createSubmission, smtpSubmission } from "../../src-main/providers/smtp/index.ts";
import { USUAL_TIMEOUTS } from "../../src-main/providers/smtp/session.ts";
import type { Submission } from "../../src-main/providers/submission.ts";
import { findOutgoing } from "../../src-main/store/mail/send-queue.ts";
import { missingMail, startMail } from "../servers/mail.ts";
import { startScriptedSmtp } from "../servers/smtp-scripted.ts";
import { dovecotWorld, plainClient } from "./mail-dovecot-world.ts";
import { queueMessage, stateOf } from "./mail-send-world.ts";
import { shown } from "./mail-world.ts";

const missing = missingMail();

type World = Awaited<ReturnType<typeof dovecotWorld>>;

/** Lets time pass until nothing is left to do by itself. */
async function pass({ clock, current }: World, ms: number): Promise<void> {
  for (const end = clock.nowMs() + ms; clock.nowMs() < end; clock.advance(Math.max(1_000, ms / 40))) {
    await current().runs.settled();
  }
}

const countIn = async (client: ImapFlow, path: string) => {
  await client.mailboxOpen(path);
  return (await client.fetchAll("1:*", { uid: true }).catch(() => [])).length;
};

async function eximWorld(submission: Submission = smtpSubmission) {
  const mail = await startMail();
  onTestFinished(() => mail.stop());
  const smtp = { host: "localhost", port: mail.smtp.submissionsPort, security: "tls" as const };
  const world = await dovecotWorld({ server: mail.imap, smtp, submission, caFile: mail.caFile });
  return { mail, world };
}

describe.skipIf(missing)("with Exim and Dovecot", () => {
  test("a message of alice's reaches bob, once, and its copy is in Sent, once", { timeout: 120_000 }, async () => {
    const { mail, world } = await eximWorld();
    const { db, clock } = world;
    await world.runs.settled();
    const id = queueMessage(db, clock.nowMs());
    await pass(world, 40_000);
    expect(stateOf(db, id)).toBe("done");
    expect(shown(db, "Sent")).toEqual(["Out send-1 seen"]);
    const bob = await plainClient(mail.imap, "bob");
    await expect.poll(() => countIn(bob, "INBOX"), { timeout: 20_000, interval: 200 }).toBe(1);
    expect(await countIn(await plainClient(mail.imap), "Sent")).toBe(1);
  });

  test("a refusal for one recipient is told, and the others have it", { timeout: 120_000 }, async () => {
    const { mail, world } = await eximWorld();
    const { db, clock } = world;
    const to = ["bob@example.test", "nobody@example.test"];
    const id = queueMessage(db, clock.nowMs(), { envelope: { from: "alice@example.test", to } });
    await pass(world, 20_000);
    expect(findOutgoing(db, id)).toMatchObject({ state: "done", rejected: [{ address: "nobody@example.test" }] });
    const bob = await plainClient(mail.imap, "bob");
    await expect.poll(() => countIn(bob, "INBOX"), { timeout: 20_000, interval: 200 }).toBe(1);
  });

  test("killed between the server's answer and the copy: bob has one message, and alice is asked", {
    timeout: 120_000,
  }, async () => {
    const gate = Promise.withResolvers<void>();
    let dies = true;
    const { mail, world } = await eximWorld({
      ...smtpSubmission,
      submit: async (...given) => {
        const outcome = await smtpSubmission.submit(...given);
        if (!dies) return outcome;
        gate.resolve();
        return new Promise(() => {});
      },
    });
    const id = queueMessage(world.db, world.clock.nowMs());
    world.runs.runDue();
    await gate.promise;
    expect(stateOf(world.db, id)).toBe("submitting");
    world.crash();
    dies = false;
    await pass(world, 20 * 60_000);
    expect(stateOf(world.current().db, id)).toBe("uncertain");
    const bob = await plainClient(mail.imap, "bob");
    await expect.poll(() => countIn(bob, "INBOX"), { timeout: 20_000, interval: 200 }).toBe(1);
  });
});

describe.skipIf(missing)("with a server that", () => {
  test.each([
    ["hangs up after the end of the message", { end: "close" }, "uncertain", 1],
    ["hangs up in the middle of it", { during: { bytes: 100_000, answer: "close" } }, "queued", 0],
    ["says no for now after the end of it", { end: "451 4.3.0 later" }, "queued", 1],
    ["says no for good", { end: "554 5.7.1 no" }, "failed", 1],
  ] as const)(
    "%s, nothing is sent twice that may have arrived",
    { timeout: 120_000 },
    async (_name, script, state, messages) => {
      const scripted = await startScriptedSmtp(script);
      onTestFinished(() => scripted.stop());
      const mail = await startMail();
      onTestFinished(() => mail.stop());
      const smtp = { host: "localhost", port: scripted.port, security: "tls" as const };
      const trusting: Submission = {
        probe: createSubmission(USUAL_TIMEOUTS).probe,
        submit: (login, ...rest) => smtpSubmission.submit({ ...login, caFile: scripted.caFile }, ...rest),
      };
      const world = await dovecotWorld({ server: mail.imap, smtp, submission: trusting });
      const id = queueMessage(world.db, world.clock.nowMs(), {}, "Hello again.\r\n".repeat(60_000));
      await world.runs.settled();
      expect(findOutgoing(world.db, id)?.state).toBe(state);
      expect(scripted.messages).toHaveLength(messages);
      if (state !== "uncertain") return;
      await pass(world, 3_600_000);
      expect(scripted.messages).toHaveLength(messages);
    },
  );
});
