// The border between refused, uncertain and accepted (mail §3.4): a message that may have been taken is never called unsent,
// and one that was certainly not taken is never called uncertain.
import { describe, expect, test } from "vitest";
import type { SmtpAnswer, SmtpScript } from "../servers/smtp-scripted.ts";
import { largeMail, trySending } from "./smtp-setup.ts";

const failure = (reason: string) => ({ kind: "failure", error: expect.objectContaining({ reason }) });

describe("after the end mark, without an answer, nobody knows", () => {
  test.each<[string, SmtpAnswer]>([
    ["the connection is lost", "close"],
    ["the server says nothing", "silence"],
    ["it answers as if the message began only now", "354 go on"],
    ["it answers with something else", "hello there"],
    ["it answers half a reply", { say: "250-and", afterMs: 0 }],
  ])("%s", async (_name, end) => {
    const { outcome, server } = await trySending({ end }, { idleMs: 400 });
    expect(server.messages).toHaveLength(1);
    expect(outcome).toEqual({ kind: "uncertain" });
  });

  test("it was cancelled while the answer was awaited", async () => {
    const stop = new AbortController();
    const { outcome } = await trySending(
      {
        end: () => {
          stop.abort();
          return "silence";
        },
      },
      { signal: stop.signal },
    );
    expect(outcome).toEqual({ kind: "uncertain" });
  });

  test("an answer that came before the message was complete means nothing", async () => {
    const { outcome } = await trySending(
      { during: { bytes: 1000, answer: "250 taken, really" } },
      { message: largeMail() },
    );
    expect(outcome).toEqual({ kind: "uncertain" });
  });
});

describe("after the end mark, an answer decides", () => {
  test.each([
    ["451 local trouble", false],
    ["452 4.3.1 disk full", false],
    ["421 shutting down", false],
    ["550 no", true],
    ["554 5.7.1 spam", true],
  ])("%s: refused, for good: %s", async (end, permanent) => {
    const { outcome } = await trySending({ end });
    expect(outcome).toEqual({ kind: "refused", permanent, answer: end });
  });

  test("the answer comes late, and all the same", async () => {
    const { outcome } = await trySending({ end: { say: "250 taken as X", afterMs: 200 } });
    expect(outcome).toEqual({ kind: "accepted", answer: "250 taken as X", rejected: [] });
  });

  test("what happens to the connection afterwards changes nothing", async () => {
    const { outcome } = await trySending({ end: "250-taken\n250 as Y" });
    expect(outcome).toMatchObject({ kind: "accepted" });
  });
});

describe("before the end mark, it was certainly not taken", () => {
  test("the connection is lost in the middle of the message", async () => {
    let told = 0;
    const { outcome, server } = await trySending(
      { during: { bytes: 50_000, answer: "close" } },
      { message: largeMail(), options: { onData: () => told++ } },
    );
    expect(told).toBe(1);
    expect(server.messages).toEqual([]);
    expect(outcome).toEqual(failure("connection-lost"));
  });

  test("it is cancelled in the middle of the message", async () => {
    const stop = new AbortController();
    const onProgress = (bytes: number) => bytes > 300_000 && stop.abort();
    const { outcome, server } = await trySending(
      {},
      { message: largeMail(), options: { onProgress }, signal: stop.signal },
    );
    expect(server.messages).toEqual([]);
    expect(outcome).toEqual(failure("cancelled"));
  });

  test("the server refuses in the middle of the message and hangs up", async () => {
    const { outcome } = await trySending(
      { during: { bytes: 50_000, answer: "552 5.3.4 too big" } },
      { message: largeMail() },
    );
    expect(outcome).toEqual({ kind: "refused", permanent: true, answer: "552 5.3.4 too big" });
  });

  test("that it begins could not be written down: not a byte goes out", async () => {
    const full = new Error("disk full");
    const onData = () => {
      throw full;
    };
    const { outcome, server } = await trySending({}, { options: { onData } });
    expect(server.messages).toEqual([]);
    expect(outcome).toEqual({ kind: "failure", error: full });
  });

  for (const extensions of [["PIPELINING", "AUTH PLAIN"], ["AUTH PLAIN"]]) {
    const how = extensions[0] === "PIPELINING" ? "all commands at once" : "one command at a time";
    describe(how, () => {
      test.each<[string, SmtpScript]>([
        ["MAIL", { mail: "451 not now" }],
        ["RCPT", { rcpt: () => "451 not now" }],
        ["DATA", { data: "451 not now" }],
      ])("%s is refused for now", async (_stage, script) => {
        let told = 0;
        const { outcome } = await trySending({ extensions, ...script }, { options: { onData: () => told++ } });
        expect(outcome).toEqual({ kind: "refused", permanent: false, answer: "451 not now" });
        expect(told).toBe(0);
      });

      test.each<[string, SmtpScript]>([
        ["MAIL", { mail: "550 never" }],
        ["RCPT", { rcpt: () => "550 never" }],
        ["DATA", { data: "550 never" }],
      ])("%s is refused for good", async (_stage, script) => {
        const { outcome } = await trySending({ extensions, ...script });
        expect(outcome).toEqual({ kind: "refused", permanent: true, answer: "550 never" });
      });

      test.each<[string, SmtpScript]>([
        ["MAIL", { mail: "close" }],
        ["RCPT", { rcpt: () => "close" }],
        ["DATA", { data: "close" }],
      ])("the connection is lost at %s", async (_stage, script) => {
        const { outcome, server } = await trySending({ extensions, ...script });
        expect(outcome).toEqual(failure("connection-lost"));
        expect(server.messages).toEqual([]);
      });

      test.each<[string, SmtpScript]>([
        ["MAIL", { mail: "silence" }],
        ["DATA", { data: "silence" }],
      ])("no answer to %s", async (_stage, script) => {
        const { outcome } = await trySending({ extensions, ...script }, { idleMs: 300 });
        expect(outcome).toEqual(failure("timeout"));
      });
    });
  }

  test("421 in answer to MAIL is a refusal for now", async () => {
    const { outcome } = await trySending({ mail: "421 too busy" });
    expect(outcome).toEqual({ kind: "refused", permanent: false, answer: "421 too busy" });
  });
});
