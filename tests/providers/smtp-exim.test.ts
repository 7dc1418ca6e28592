import { createSubmission } from "../../src-main/providers/smtp/index.ts";
import { submissionContract } from "../contracts/submission.ts";
import { missingServer, USERS } from "../servers/child.ts";
import { type EximServer, startExim } from "../servers/exim.ts";

submissionContract(
  "SMTP on Exim",
  async () => {
    const exim = await startExim({ maxSize: 100_000 });
    return {
      submission: createSubmission({ connectMs: 10_000, greetingMs: 10_000, idleMs: 10_000 }),
      login: (security) => ({
        address: "alice@example.test",
        username: "alice@example.test",
        password: USERS.alice,
        caFile: exim.caFile,
        endpoint: {
          host: "localhost",
          port: security === "tls" ? exim.submissionsPort : exim.submissionPort,
          security,
        },
      }),
      arrived: (count) => untilDelivered(exim, count),
      stop: () => exim.stop(),
    };
  },
  missingServer("exim"),
);

/** Exim delivers after it answered: looked at again whenever its files change. */
async function untilDelivered(exim: EximServer, count: number): Promise<readonly string[]> {
  for (const end = Date.now() + 15_000; exim.delivered("bob").length < count; ) {
    if (Date.now() > end) throw new Error(`bob has ${exim.delivered("bob").length} of ${count}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return exim.delivered("bob");
}
