import { createSubmission } from "../../src-main/providers/smtp/index.ts";
import { submissionContract } from "../contracts/submission.ts";
import { type SmtpScript, startScriptedSmtp } from "../servers/smtp-scripted.ts";

const SCRIPT: SmtpScript = {
  extensions: ["SIZE 100000", "SMTPUTF8", "DSN", "8BITMIME", "AUTH LOGIN PLAIN"],
  auth: (line) =>
    Buffer.from(line.split(" ").at(-1) ?? "", "base64")
      .toString()
      .endsWith("\0wrong")
      ? "535 5.7.8 no"
      : "235 welcome",
  rcpt: (address) => {
    if (address.startsWith("ghost@")) return "550 unknown user";
    return address.startsWith("slow@") ? "451 greylisted" : "250 ok";
  },
  end: (message) => (/^Subject: spam/m.test(message) ? "554 this looks like spam" : "250 taken"),
};

submissionContract("SMTP on the scripted server", async () => {
  const tls = await startScriptedSmtp({ ...SCRIPT, security: "tls" });
  const starttls = await startScriptedSmtp({ ...SCRIPT, security: "starttls" });
  return {
    submission: createSubmission({ connectMs: 10_000, greetingMs: 10_000, idleMs: 10_000 }),
    login: (security) => ({
      address: "alice@example.test",
      username: "alice",
      password: "alice-pw",
      caFile: (security === "tls" ? tls : starttls).caFile,
      endpoint: { host: "localhost", port: (security === "tls" ? tls : starttls).port, security },
    }),
    // A refused message also reached its end mark.
    arrived: async () => [...tls.messages, ...starttls.messages].filter((text) => !/^Subject: spam/m.test(text)),
    stop: async () => {
      await tls.stop();
      await starttls.stop();
    },
  };
});
