// kill -9 between the server's "taken" and the copy in Sent: one message, one copy, one thread (mail §3.3, 3.7).
import { describe, expect, it } from "vitest";
import { missingMail } from "../servers/mail.ts";
import { mailLoop } from "./mail-loop.ts";

const skip = missingMail();

describe.skipIf(skip !== undefined)(`a message whose engine was killed${skip ? ` (skipped: ${skip})` : ""}`, () => {
  it("arrives once, has one copy in Sent, and its answer finds its thread", async () => {
    const told: string[] = [];
    const result = await mailLoop((line) => told.push(line));
    expect(result, told.join("\n")).toMatchObject({
      sentAfterKill: 0,
      sentInTheEnd: 1,
      received: 1,
      inThread: 2,
      isAnswered: true,
      outbox: [],
    });
    expect(result.receivedId).toBe(result.messageId);
  }, 240_000);
});
