// Sending for the demo account: nothing leaves this computer, and every message is taken but those to `.invalid`, so that a
// refusal can be seen too.
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { Submission, SubmissionTraits } from "../submission.ts";

const TRAITS: SubmissionTraits = { host: "demo.invalid", maxSize: 26_214_400, smtpUtf8: true, dsn: false };

/** A submission server that is not there. */
export const memorySubmission: Submission = {
  probe: async () => TRAITS,
  submit: async (_login, _world, { to }, message, { onData, onProgress }, signal) => {
    if (signal.aborted) throw new Failure("cancelled");
    if (message.length > (TRAITS.maxSize ?? 0)) throw new Failure("too-large", { what: "message" });
    const answer = "550 5.1.2 nobody lives at .invalid (RFC 2606)";
    const rejected = to
      .filter((address) => address.toLowerCase().endsWith(".invalid"))
      .map((address) => ({ address, answer, permanent: true }));
    if (rejected.length === to.length) return { kind: "refused", permanent: true, answer };
    onData?.();
    onProgress?.(message.length);
    return { kind: "accepted", answer: "250 taken by the demo", rejected };
  },
};
