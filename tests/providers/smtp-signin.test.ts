// Connecting, TLS and signing in: nothing is sent in the clear, no password goes where it should not (mail §3.14, §3.18; T1–T3).
import { describe, expect, test } from "vitest";
import { smtpSubmission } from "../../src-main/providers/smtp/index.ts";
import { mailText } from "../contracts/submission.ts";
import { type SmtpScript, startScriptedSmtp } from "../servers/smtp-scripted.ts";
import { SECRET, trySending } from "./smtp-setup.ts";
import { testWorld } from "./world.ts";

const reasonOf = async (...given: Parameters<typeof trySending>) => {
  const { outcome, server } = await trySending(...given);
  const reason = outcome.kind === "failure" ? (outcome.error as { reason?: string }).reason : outcome.kind;
  return { reason, server, outcome };
};

describe("encryption is demanded", () => {
  test.each<[string, SmtpScript]>([
    ["STARTTLS is not offered", { security: "none" }],
    ["STARTTLS is refused", { security: "starttls", starttls: "454 not available" }],
  ])("%s: no password goes out", async (_name, script) => {
    const { reason, server } = await reasonOf(script, { security: "starttls" });
    expect(reason).toBe("insecure-server");
    expect(server.lines.join("\n")).not.toMatch(/AUTH/);
  });

  test("a port that does not speak TLS", async () => {
    const { reason, server } = await reasonOf({ security: "none" }, { security: "tls" });
    expect(reason).toBe("not-imap");
    expect(server.lines.join("\n")).not.toMatch(/AUTH/);
  });

  test("in the clear only where the account says so", async () => {
    const { reason } = await reasonOf({ security: "none" }, { security: "none" });
    expect(reason).toBe("accepted");
  });

  test.each([
    ["expired", /expired/],
    ["wrong-host", /another name/],
    ["self-signed", /itself/],
  ] as const)("a certificate that is %s", async (certificate, words) => {
    for (const security of ["tls", "starttls"] as const) {
      const { reason, outcome, server } = await reasonOf({ security, certificate });
      expect(reason).toBe("certificate");
      expect((outcome as { error: Error }).error.message).toMatch(words);
      expect(server.lines.join("\n")).not.toMatch(/AUTH/);
    }
  });
});

describe("greetings", () => {
  test("no server there", async () => {
    const { reason } = await reasonOf({}, { login: { endpoint: { host: "localhost", port: 1, security: "tls" } } });
    expect(reason).toBe("connection-refused");
  });

  test.each<[string, SmtpScript["greeting"], string]>([
    ["says nothing", "silence", "timeout"],
    ["hangs up", "close", "connection-lost"],
    ["is too busy", "421 too many connections", "rate-limited"],
    ["wants none of us", "554 no service", "server-error"],
    ["is another kind of server", "* OK IMAP4rev1 ready", "not-imap"],
    ["never ends its greeting", `220-${"x".repeat(200_000)}`, "not-imap"],
  ])("a server that %s", async (_name, greeting, expected) => {
    expect((await reasonOf({ greeting })).reason).toBe(expected);
  });

  test("the computer's name stays here", async () => {
    const { server } = await reasonOf({});
    expect(server.lines[0]).toBe("EHLO [127.0.0.1]");
  });
});

describe("passwords", () => {
  test.each([
    ["535 5.7.8 bad credentials", "wrong-password"],
    ["534 5.7.9 application-specific password required", "app-password"],
    ["454 4.7.0 temporary failure", "server-error"],
    ["454 too many attempts", "rate-limited"],
    ["538 encryption required", "insecure-server"],
  ])("%s", async (answer, expected) => {
    const { reason, server } = await reasonOf({ auth: () => answer });
    expect(reason).toBe(expected);
    expect(server.connections()).toBe(1);
  });

  test("a server that repeats the password is not quoted with it", async () => {
    const { outcome } = await trySending({ end: `554 you said ${SECRET}` });
    expect(outcome).toMatchObject({ kind: "refused", answer: "554 you said •••" });
  });

  test("a server without sign-in is not sent a password", async () => {
    const { reason, server } = await reasonOf({ extensions: ["SIZE 1000"] });
    expect(reason).toBe("accepted");
    expect(server.lines.join("\n")).not.toMatch(/AUTH/);
  });
});

test("a port that wants no sign-in is not the one for sending: found out before the account is made", async () => {
  const server = await startScriptedSmtp({ extensions: ["SIZE 1000"] });
  const world = testWorld();
  const endpoint = { host: "localhost", port: server.port, security: "tls" } as const;
  const login = { address: "a@example.test", username: "a", password: SECRET, caFile: server.caFile, endpoint };
  try {
    const probing = smtpSubmission.probe(login, world, new AbortController().signal);
    await expect(probing).rejects.toMatchObject({ reason: "not-imap" });
  } finally {
    world.remove();
    await server.stop();
  }
});

describe("tokens", () => {
  const tokenOf = (line: string) =>
    /auth=Bearer (\w+)/.exec(Buffer.from(line.split(" ").at(-1) ?? "", "base64").toString())?.[1];
  const challenge = `334 ${Buffer.from('{"status":"401"}').toString("base64")}`;

  test("a refused token is asked for anew, once", async () => {
    const tokens = ["old", "fresh"];
    const { reason, server } = await reasonOf(
      { auth: (line) => (tokenOf(line) === "fresh" ? "235 ok" : line === "" ? "535 5.7.8 expired" : challenge) },
      { login: { password: undefined, accessToken: async () => tokens.shift() ?? "none" } },
    );
    expect(reason).toBe("accepted");
    expect(server.connections()).toBe(2);
  });

  test("refused again: the person has to sign in, and it stops there", async () => {
    let asked = 0;
    const { reason, server } = await reasonOf(
      { auth: (line) => (line === "" ? "535 5.7.8 no" : challenge) },
      { login: { password: undefined, accessToken: async () => `token${++asked}` } },
    );
    expect(reason).toBe("sign-in-needed");
    expect([asked, server.connections()]).toEqual([2, 2]);
    expect(server.lines.filter((line) => line.startsWith("AUTH ")).map(tokenOf)).toEqual(["token1", "token2"]);
  });
});

describe("what is asked of the server", () => {
  const commands = ({ lines }: { lines: readonly string[] }) => lines.filter((line) => /^(MAIL|RCPT)/.test(line));

  test("size, and letters as they are, only where it understands", async () => {
    const message = mailText("size", "\u00e9\r\n");
    const all = await trySending(
      { extensions: ["SIZE", "8BITMIME", "SMTPUTF8", "AUTH PLAIN"] },
      { message, to: ["jürgen@example.test"] },
    );
    expect(commands(all.server)[0]).toBe(
      `MAIL FROM:<alice@example.test> SMTPUTF8 BODY=8BITMIME SIZE=${message.length}`,
    );
    const none = await trySending({ extensions: ["AUTH PLAIN"] }, { message });
    expect(commands(none.server)[0]).toBe("MAIL FROM:<alice@example.test>");
  });

  test("letters before the @ that the server does not take: a clear no, before anything is sent", async () => {
    const { reason, server } = await reasonOf({ extensions: ["AUTH PLAIN"] }, { to: ["jürgen@example.test"] });
    expect(reason).toBe("no-smtputf8");
    expect(commands(server)).toEqual([]);
  });

  test("notes on delivery, named after the message (RFC 3461)", async () => {
    const options = { deliveryReceipt: { envelopeId: "out+1", recipient: "alice@example.test" } };
    const asked = await trySending({ extensions: ["DSN", "AUTH PLAIN"] }, { options });
    expect(commands(asked.server)).toEqual([
      "MAIL FROM:<alice@example.test> RET=HDRS ENVID=out+2B1",
      "RCPT TO:<bob@example.test> NOTIFY=SUCCESS,FAILURE,DELAY",
    ]);
    const unable = await trySending({ extensions: ["AUTH PLAIN"] }, { options });
    expect(commands(unable.server)).toEqual(["MAIL FROM:<alice@example.test>", "RCPT TO:<bob@example.test>"]);
  });

  test("a note that something was read has no return path (RFC 8098 §2.1)", async () => {
    const { server } = await trySending({}, { from: "" });
    expect(commands(server)[0]).toBe("MAIL FROM:<>");
  });
});
