// What every way of sending does, whatever server takes the message.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { MailLogin } from "../../src-main/providers/mail-provider.ts";
import type { Submission } from "../../src-main/providers/submission.ts";
import { testWorld } from "../providers/world.ts";

/** A server with alice and bob at example.test, who may write to each other; it knows no `ghost`, is busy for `slow`,
 *  refuses the subject `spam`, and takes at most 100,000 bytes. */
export interface SubmissionServer {
  readonly submission: Submission;
  login(security: "tls" | "starttls"): MailLogin;
  /** Waits until bob has so many messages; their texts. */
  arrived(count: number): Promise<readonly string[]>;
  stop(): Promise<void>;
}

const FROM = "alice@example.test";
const never = () => new AbortController().signal;

/** A small message as bytes. */
export function mailText(subject: string, body = "Hello\r\n"): Uint8Array {
  const head = `From: ${FROM}\r\nTo: bob@example.test\r\nSubject: ${subject}\r\nMessage-ID: <${subject}@example.test>\r\n`;
  return Buffer.from(`${head}Date: Mon, 23 Nov 2026 09:00:00 +0000\r\n\r\n${body}`);
}

/** Runs the suite. */
export function submissionContract(name: string, start: () => Promise<SubmissionServer>, skip?: string): void {
  describe.skipIf(skip !== undefined)(`${name}${skip ? ` (skipped: ${skip})` : ""}`, () => {
    let server: SubmissionServer;
    let count = 0;
    const world = testWorld();
    beforeAll(async () => {
      server = await start();
    });
    afterAll(async () => {
      world.remove();
      await server?.stop();
    });
    const submit = (to: readonly string[], message: Uint8Array, login = server.login("tls")) =>
      server.submission.submit(login, world, { from: FROM, to }, message, {}, never());

    test.each(["tls", "starttls"] as const)("says over %s what it can do, and sends nothing", async (security) => {
      const traits = await server.submission.probe(server.login(security), world, never());
      expect(traits).toMatchObject({ host: "localhost", maxSize: 100_000, smtpUtf8: true, dsn: true });
    });

    test.each(["tls", "starttls"] as const)("takes a message over %s, byte for byte", async (security) => {
      const body = ".a dot first\r\n..two\r\n.\r\nlast line without end, é";
      const sent: number[] = [];
      let told = 0;
      const message = mailText(`bytes-${security}`, body);
      const options = { onData: () => told++, onProgress: (bytes: number) => sent.push(bytes) };
      const login = server.login(security);
      const outcome = await server.submission.submit(
        login,
        world,
        { from: FROM, to: ["bob@example.test"] },
        message,
        options,
        never(),
      );
      expect(outcome).toMatchObject({ kind: "accepted", rejected: [] });
      expect(told).toBe(1);
      expect(sent.at(-1)).toBe(message.length);
      count++;
      const text = (await server.arrived(count)).at(-1)?.replace(/\r?\n/g, "\r\n");
      expect(text).toContain(Buffer.from(body).toString("latin1"));
    });

    test("takes it for some and tells which ones not, and whether it may work later", async () => {
      const to = ["bob@example.test", "ghost@example.test", "slow@example.test"];
      const outcome = await submit(to, mailText("partly"));
      count++;
      expect(outcome).toMatchObject({
        kind: "accepted",
        rejected: [
          { address: "ghost@example.test", permanent: true, answer: expect.stringMatching(/^550/) },
          { address: "slow@example.test", permanent: false, answer: expect.stringMatching(/^45/) },
        ],
      });
      await server.arrived(count);
    });

    test("nobody taken is refused: for good, or for now when one of them may be taken later", async () => {
      expect(await submit(["ghost@example.test"], mailText("ghost"))).toMatchObject({
        kind: "refused",
        permanent: true,
      });
      const both = await submit(["ghost@example.test", "slow@example.test"], mailText("both"));
      expect(both).toMatchObject({ kind: "refused", permanent: false, answer: expect.stringMatching(/^45/) });
    });

    test("refused after the message is refused, with the server's words", async () => {
      const outcome = await submit(["bob@example.test"], mailText("spam"));
      expect(outcome).toEqual({ kind: "refused", permanent: true, answer: expect.stringMatching(/^55\d.*spam/) });
    });

    test("too large is said before a byte of it goes out", async () => {
      let told = 0;
      const message = mailText("large", "x".repeat(70).concat("\r\n").repeat(2000));
      const sending = server.submission.submit(
        server.login("tls"),
        world,
        { from: FROM, to: ["bob@example.test"] },
        message,
        { onData: () => told++ },
        never(),
      );
      await expect(sending).rejects.toMatchObject({ reason: "too-large" });
      expect(told).toBe(0);
    });

    test("a wrong password, and nothing is sent", async () => {
      const login = { ...server.login("tls"), password: "wrong" };
      await expect(submit(["bob@example.test"], mailText("locked"), login)).rejects.toMatchObject({
        reason: "wrong-password",
      });
      await expect(server.submission.probe(login, world, never())).rejects.toMatchObject({ reason: "wrong-password" });
    });

    test("a certificate of an unknown authority, and no password goes out", async () => {
      for (const security of ["tls", "starttls"] as const) {
        const { caFile: _, ...login } = server.login(security);
        await expect(server.submission.probe(login, world, never())).rejects.toMatchObject({ reason: "certificate" });
      }
    });

    test("cancelled before it began", async () => {
      const stop = new AbortController();
      stop.abort();
      const sending = server.submission.submit(
        server.login("tls"),
        world,
        { from: FROM, to: ["bob@example.test"] },
        mailText("never"),
        {},
        stop.signal,
      );
      await expect(sending).rejects.toMatchObject({ reason: "cancelled" });
    });

    test("line breaks and brackets in an address are refused without a connection", async () => {
      for (const bad of ["bob@example.test>\r\nRCPT TO:<eve@example.test", "a b@example.test", "a@b>@c.test"])
        await expect(submit([bad], mailText("bad"))).rejects.toMatchObject({ reason: "invalid-input" });
    });

    test("nothing arrived but what was accepted", async () => {
      expect((await server.arrived(count)).length).toBe(count);
    });
  });
}
