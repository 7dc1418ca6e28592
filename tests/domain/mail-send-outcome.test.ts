// What follows from an attempt to send (mail §3.4), and from what a provider lets out in a day (mail §3.19).
import { describe, expect, test } from "vitest";
import { sendLimitsOf, sendQuota } from "../../src-main/domain/mime/send-limits.ts";
import { afterFailure, afterSubmit, type SendAttempt } from "../../src-main/domain/mime/send-outcome.ts";
import { Failure, type FailureReason } from "../../src-preload/contract/failure.ts";
import type { SendState } from "../../src-preload/contract/mail-send.ts";

const NOW = Date.UTC(2026, 10, 23, 12);
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

describe("after an attempt", () => {
  const ATTEMPT: SendAttempt = { refusals: 0, losses: 0, firstDueMs: NOW, host: "smtp.example.test" };
  const refused = (refusals: number, permanent = false, nowMs = NOW) =>
    afterSubmit({ ...ATTEMPT, refusals }, { kind: "refused", permanent, answer: "451 later" }, nowMs, 0.5);

  test("refused for good fails, with the server's words", () => {
    expect(refused(0, true)).toMatchObject({
      state: "failed",
      answer: "451 later",
      failure: { reason: "send-refused", params: { host: "smtp.example.test", detail: "451 later" } },
    });
  });

  test("refused for now is tried again after 1, 5, 10, 30 and 60 minutes, for a day", () => {
    const waits = [0, 1, 2, 3, 4, 9].map((refusals) => (refused(refusals).dueMs ?? 0) - NOW);
    expect(waits).toEqual([1, 5, 10, 30, 60, 60].map((minutes) => minutes * MINUTE));
    expect(refused(3)).toMatchObject({ state: "queued", refusals: 4 });
    expect(refused(20, false, NOW + 24 * HOUR + 1)).toMatchObject({ state: "failed" });
  });

  test("messages that failed together are tried again apart", () => {
    const at = (random: number) =>
      (afterSubmit(ATTEMPT, { kind: "refused", permanent: false, answer: "" }, NOW, random).dueMs ?? 0) - NOW;
    expect([at(0), at(0.999)]).toEqual([45 * SECOND, expect.closeTo(75 * SECOND, -2)]);
  });

  test("without an answer it is uncertain, and has no time to be tried again", () => {
    const result = afterSubmit(ATTEMPT, { kind: "uncertain" }, NOW, 0);
    expect(result).toMatchObject({ state: "uncertain", again: undefined });
    expect(result.dueMs).toBeUndefined();
  });

  test("taken for some: those refused for now get a row of their own, those refused for good are told", () => {
    const rejected = [
      { address: "ghost@example.test", answer: "550 unknown", permanent: true },
      { address: "slow@example.test", answer: "451 greylisted", permanent: false },
    ];
    expect(afterSubmit(ATTEMPT, { kind: "accepted", answer: "250 ok", rejected }, NOW, 0.5)).toMatchObject({
      state: "accepted",
      answer: "250 ok",
      refusedFor: [{ address: "ghost@example.test", answer: "550 unknown" }],
      again: { to: ["slow@example.test"], dueMs: NOW + MINUTE },
    });
    expect(afterSubmit(ATTEMPT, { kind: "accepted", answer: "250 ok", rejected: [] }, NOW, 0.5).again).toBeUndefined();
  });

  test.each<[FailureReason, SendState]>([
    ["offline", "queued"],
    ["connection-lost", "queued"],
    ["timeout", "queued"],
    ["rate-limited", "queued"],
    ["wrong-password", "queued"],
    ["sign-in-needed", "queued"],
    ["certificate", "queued"],
    ["insecure-server", "queued"],
    ["disk-full", "queued"],
    ["cancelled", "queued"],
    ["too-large", "failed"],
    ["no-smtputf8", "failed"],
    ["invalid-input", "failed"],
    ["bug", "failed"],
  ])("%s before anything was sent: %s", (reason, state) => {
    const result = afterFailure(ATTEMPT, new Failure(reason), NOW, 0.5);
    expect(result.state).toBe(state);
    if (state === "queued") expect(result.dueMs).toBeGreaterThanOrEqual(NOW);
    else expect(result.failure?.reason).toBe(reason);
  });

  test("no connection is no refusal: it is tried for ever, ever less often, and never given up", () => {
    const waits = [0, 1, 2, 3, 4, 50].map((losses) => {
      const result = afterFailure(
        { ...ATTEMPT, losses, firstDueMs: NOW - 100 * HOUR },
        new Failure("offline"),
        NOW,
        0.5,
      );
      expect(result).toMatchObject({ state: "queued", refusals: 0, losses: losses + 1 });
      return (result.dueMs ?? 0) - NOW;
    });
    expect(waits).toEqual([5, 15, 60, 300, 900, 900].map((seconds) => seconds * SECOND));
  });

  test("a pause that the server asked for is kept", () => {
    const failure = new Failure("rate-limited", {}, { retryAtMs: NOW + 7 * MINUTE });
    expect(afterFailure(ATTEMPT, failure, NOW, 0.5).dueMs).toBe(NOW + 7 * MINUTE);
  });

  test("an answer ends a row of losses", () => {
    expect(
      afterSubmit({ ...ATTEMPT, losses: 5 }, { kind: "refused", permanent: false, answer: "" }, NOW, 0).losses,
    ).toBe(0);
  });
});

describe("what providers allow in a day", () => {
  test("each recipient counts, for the length of the window", () => {
    const limits = sendLimitsOf("mail.infomaniak.com");
    expect(limits).toMatchObject({ recipients: 1440, perMessage: 100 });
    const sent = [
      { atMs: NOW - 25 * HOUR, recipients: 900 },
      { atMs: NOW - 20 * HOUR, recipients: 40 },
      { atMs: NOW - HOUR, recipients: 60 },
    ];
    expect(sendQuota(limits as NonNullable<typeof limits>, sent, NOW)).toEqual({
      limit: 1440,
      used: 100,
      freeAtMs: NOW + 4 * HOUR,
    });
    expect(sendLimitsOf("smtp.example.test")).toBeUndefined();
  });
});
