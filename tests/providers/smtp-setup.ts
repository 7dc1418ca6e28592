// One scripted server, one message: what the tests of sending share.

import type { MailLogin } from "../../src-main/providers/mail-provider.ts";
import { createSubmission } from "../../src-main/providers/smtp/index.ts";
import type { SubmitOptions, SubmitOutcome } from "../../src-main/providers/submission.ts";
import type { MailEndpoint } from "../../src-preload/contract/accounts.ts";
import { mailText } from "../contracts/submission.ts";
import { type ScriptedSmtp, type SmtpScript, startScriptedSmtp } from "../servers/smtp-scripted.ts";
import { testWorld } from "./world.ts";

export const SECRET = "correct-horse";

export interface Try {
  readonly message?: Uint8Array;
  readonly from?: string;
  readonly to?: readonly string[];
  readonly options?: SubmitOptions;
  readonly signal?: AbortSignal;
  readonly login?: Partial<MailLogin>;
  readonly security?: MailEndpoint["security"];
  readonly idleMs?: number;
}

export interface Tried {
  /** What came of it; a Failure's reason where it threw one. */
  readonly outcome: SubmitOutcome | { readonly kind: "failure"; readonly error: unknown };
  readonly server: ScriptedSmtp;
}

/** Larger than all buffers between two sockets, so that a server that stops reading is noticed. */
export function largeMail(): Uint8Array {
  return mailText("large", "0123456789".repeat(7).concat("\r\n").repeat(200_000));
}

/** Sends one message to a server of that script. */
export async function trySending(script: SmtpScript, given: Try = {}): Promise<Tried> {
  const server = await startScriptedSmtp({ extensions: ["PIPELINING", "AUTH PLAIN XOAUTH2"], ...script });
  const world = testWorld();
  const login: MailLogin = {
    address: "alice@example.test",
    username: "alice",
    password: SECRET,
    caFile: server.caFile,
    endpoint: { host: "localhost", port: server.port, security: given.security ?? script.security ?? "tls" },
    ...given.login,
  };
  const submission = createSubmission({ connectMs: 5000, greetingMs: 400, idleMs: given.idleMs ?? 5000 });
  const envelope = { from: given.from ?? "alice@example.test", to: given.to ?? ["bob@example.test"] };
  const signal = given.signal ?? new AbortController().signal;
  try {
    const outcome = await submission
      .submit(login, world, envelope, given.message ?? mailText("one"), given.options ?? {}, signal)
      .catch((error: unknown) => ({ kind: "failure" as const, error }));
    return { outcome, server };
  } finally {
    world.remove();
    await server.stop();
  }
}
