// What tests of sending share: a message in the outbox, and a submission server that does as it is told.

import type { Submission, SubmitOutcome } from "../../src-main/providers/submission.ts";
import type { Database } from "../../src-main/store/database.ts";
import { findOutgoing, insertOutgoing, type QueuedMessage } from "../../src-main/store/mail/send-queue.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import { ACCOUNT } from "./mail-world.ts";

/** Steps at which an engine may die: before the connection, at the first byte, and after the server's answer. */
export type Death = "connect" | "data" | "answer" | undefined;

export interface ScriptedSubmission extends Submission {
  /** What the server holds, by recipient. */
  readonly received: { readonly to: readonly string[]; readonly bytes: string }[];
  answer: SubmitOutcome | Failure;
  /** Where the promise never settles: who waits for it is gone. */
  hangsAt: Death;
  readonly reached: Promise<void>;
}

const ACCEPTED: SubmitOutcome = { kind: "accepted", answer: "250 OK", rejected: [] };

export function scriptedSubmission(): ScriptedSubmission {
  const gate = Promise.withResolvers<void>();
  const hang = (): Promise<never> => {
    gate.resolve();
    return new Promise(() => {});
  };
  const server: ScriptedSubmission = {
    received: [],
    answer: ACCEPTED,
    hangsAt: undefined,
    reached: gate.promise,
    probe: async () => ({ host: "smtp.example.test", smtpUtf8: true, dsn: false }),
    submit: async (_login, _world, envelope, message, options) => {
      if (server.hangsAt === "connect") return hang();
      const { answer } = server;
      if (answer instanceof Failure) throw answer;
      options.onData?.();
      if (server.hangsAt === "data") return hang();
      if (answer.kind === "accepted") server.received.push({ to: envelope.to, bytes: Buffer.from(message).toString() });
      if (server.hangsAt === "answer") return hang();
      return answer;
    },
  };
  return server;
}

/** A message as mail.send leaves it. */
export function queueMessage(db: Database, nowMs: number, set: Partial<QueuedMessage> = {}, body = "Hello"): string {
  const id = set.id ?? "send-1";
  const messageId = `<${id}@example.test>`;
  const bytes = Buffer.from(
    [
      `From: alice@example.test`,
      `To: bob@example.test`,
      `Subject: Out ${id}`,
      `Message-ID: ${messageId}`,
      "",
      body,
      "",
    ].join("\r\n"),
  );
  db.write(() =>
    insertOutgoing(
      db,
      {
        ...{
          id,
          messageId,
          accountId: ACCOUNT,
          subject: `Out ${id}`,
          state: "queued",
          queuedMs: nowMs,
          sinceMs: nowMs,
        },
        to: [{ address: "bob@example.test" }],
        envelope: { from: "alice@example.test", to: ["bob@example.test"] },
        dueMs: nowMs,
        ...set,
      },
      { wire: bytes },
    ),
  );
  return id;
}

export const stateOf = (db: Database, id: string) => findOutgoing(db, id)?.state;
