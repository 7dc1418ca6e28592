// Signing in: what protects the password, and what a refusal means (mail rules 1–8, T1, T2).
import { createServer } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { reasonOf } from "../contracts/calendar-manage.ts";
import { missingServer } from "../servers/child.ts";
import { type DovecotOptions, startDovecot } from "../servers/dovecot.ts";
import { FaultProxy } from "../servers/fault-proxy.ts";
import { HANG_UP } from "../servers/imap-scripted.ts";
import { never, scripted, signIn } from "./imap-scripted-setup.ts";
import { loginOf, onDovecot } from "./imap-setup.ts";

const missing = missingServer("dovecot");
const endpoint = (port: number, security: "tls" | "starttls" | "none", host = "127.0.0.1") => ({
  host,
  port,
  security,
});

describe.skipIf(missing)(`TLS with a real server${missing ? ` (skipped: ${missing})` : ""}`, () => {
  const dovecot = async (options: DovecotOptions = {}) => {
    const server = await startDovecot(options);
    onTestFinished(() => server.stop());
    return server;
  };

  it.each(["tls", "starttls"] as const)(
    "signs in by %s with a certificate of the private authority",
    async (security) => {
      const server = await dovecot();
      const port = security === "tls" ? server.imaps : server.imap;
      const connection = await signIn(
        server as never,
        loginOf(server, { endpoint: endpoint(port, security, "localhost") }),
      );
      expect(connection.traits.server).toBe("Dovecot");
    },
  );

  it.each([
    ["expired", "it has expired"],
    ["self-signed", "the server signed it itself"],
    ["wrong-host", "it belongs to another name"],
  ] as const)("refuses a certificate that is %s, by TLS and STARTTLS alike", async (tls, detail) => {
    const server = await dovecot({ tls });
    for (const [security, port] of [
      ["tls", server.imaps],
      ["starttls", server.imap],
    ] as const) {
      const login = loginOf(server, { endpoint: endpoint(port, security, "localhost") });
      await expect(signIn(server as never, login)).rejects.toMatchObject({ reason: "certificate", params: { detail } });
    }
  });

  it("refuses an authority that nobody named", async () => {
    const { caFile: _, ...server } = await dovecot();
    const login = loginOf(server, { endpoint: endpoint(server.imaps, "tls", "localhost") });
    expect(await reasonOf(signIn(server as never, login))).toBe("certificate");
  });

  it("says that no encryption is to be had, and sends no password", async () => {
    const server = await dovecot({ tls: "none" });
    const login = loginOf(server, { endpoint: endpoint(server.imap, "starttls", "localhost") });
    expect(await reasonOf(signIn(server as never, login))).toBe("insecure-server");
  });

  it("refuses a wrong password, and keeps it out of everything it tells", async () => {
    const server = await dovecot();
    const failure = await signIn(server as never, loginOf(server, { password: "hunter2-wrong" })).catch(
      (e: unknown) => e,
    );
    expect(failure).toMatchObject({ reason: "wrong-password" });
    expect(JSON.stringify(failure) + String((failure as Error).stack)).not.toContain("hunter2");
  });

  it("takes what one connection is all the server allows, and does everything on it", async () => {
    const bench = await onDovecot({ maxConnections: 2 });
    onTestFinished(() => bench.stop());
    // The other client holds the second one.
    const connection = await bench.connect({}, { connections: 3 });
    onTestFinished(() => connection.close());
    await bench.other.deliver("INBOX", [{ source: "Subject: x\r\n\r\ny\r\n" }]);
    expect(await connection.uids("INBOX", never)).toEqual([1]);
    expect(connection.traits.quirks).toContain("takes fewer connections than usual");
  });
});

describe("a server that is none", () => {
  it.each([
    ["an SMTP server", "220 mx.example.test ESMTP"],
    ["a web server", "HTTP/1.1 400 Bad Request"],
  ])("is told apart: %s", async (_, greeting) => {
    const server = await scripted({ greeting });
    expect(await reasonOf(signIn(server))).toBe("not-imap");
    expect(server.commands).toEqual([]);
  });

  it("is told apart when TLS meets a port without it", async () => {
    const server = await scripted();
    expect(await reasonOf(signIn(server, { endpoint: endpoint(server.port, "tls") }))).toBe("not-imap");
  });

  it("that says nothing, or nothing after the handshake began, is given up", async () => {
    const server = await scripted({ greeting: undefined });
    expect(await reasonOf(signIn(server, {}, { greetingMs: 100 }))).toBe("timeout");
    const tls = endpoint(server.port, "tls");
    expect(await reasonOf(signIn(server, { endpoint: tls }, { connectMs: 150 }))).toBe("timeout");
  });

  it("that stalls while signing in is given up as well", async () => {
    const server = await scripted({ answer: ({ name }) => (name === "LOGIN" ? [] : undefined) });
    expect(await reasonOf(signIn(server, {}, { connectMs: 100, greetingMs: 100 }))).toBe("timeout");
  });

  it("that refuses, resets or does not exist is told", async () => {
    const target = await scripted();
    const proxy = await FaultProxy.start(target.port);
    onTestFinished(() => proxy.close());
    proxy.set({ refuse: true });
    expect(await reasonOf(signIn(proxy))).toBe("connection-lost");
    await target.stop();
    expect(await reasonOf(signIn(target))).toBe("connection-refused");
    const nowhere = { endpoint: endpoint(993, "tls", "mail.invalid") };
    expect(["host-unknown", "offline"]).toContain(await reasonOf(signIn(target, nowhere)));
  });

  it("is asked once more over IPv4 when IPv6 takes the connection and stalls", async (context) => {
    const good = await scripted();
    const stalled = createServer(() => {});
    const isUp = await new Promise<boolean>((resolve) => {
      stalled.once("error", () => resolve(false));
      stalled.listen({ port: good.port, host: "::1" }, () => resolve(true));
    });
    onTestFinished(() => void stalled.close());
    const { lookup } = await import("node:dns/promises");
    const families = (await lookup("localhost", { all: true })).map(({ family }) => family);
    if (!isUp || !families.includes(6) || !families.includes(4)) context.skip("no IPv6 here");
    const login = { endpoint: endpoint(good.port, "none", "localhost") };
    const connection = await signIn(good, login, { greetingMs: 150 });
    expect(connection.traits.server).toBe("Scripted");
  });
});

describe("a demand for encryption", () => {
  const starttls = (port: number) => ({ endpoint: endpoint(port, "starttls") });

  it("ends the connection where STARTTLS is missing: no password was sent", async () => {
    const server = await scripted();
    expect(await reasonOf(signIn(server, starttls(server.port)))).toBe("insecure-server");
    expect(server.commands.join("\n")).not.toMatch(/LOGIN|AUTHENTICATE|s3cret/i);
  });

  it("is not met by a server that takes us for signed in already (PREAUTH)", async () => {
    const server = await scripted({ greeting: "* PREAUTH welcome", capabilities: "IMAP4rev1 STARTTLS" });
    expect(await reasonOf(signIn(server, starttls(server.port)))).toBe("insecure-server");
  });

  it("is not met by answers that were put in before the handshake", async () => {
    const server = await scripted({
      capabilities: "IMAP4rev1 STARTTLS",
      answer: ({ name }) => (name === "STARTTLS" ? ["TAG OK go", "* CAPABILITY IMAP4rev1 AUTH=PLAIN"] : undefined),
    });
    expect(await reasonOf(signIn(server, starttls(server.port)))).toMatch(/insecure-server|certificate/);
    expect(server.commands.join("\n")).not.toContain("s3cret");
  });
});

describe("a refused sign-in", () => {
  it.each([
    ["[AUTHENTICATIONFAILED] Invalid credentials", "wrong-password"],
    ["Login failed", "wrong-password"],
    ["[LIMIT] Rate limit hit", "rate-limited"],
    ["[AUTHENTICATIONFAILED] Too many login attempts, try again later", "rate-limited"],
    ["[UNAVAILABLE] Backend is down", "server-error"],
    ["[ALERT] Application-specific password required", "app-password"],
    ["[ALERT] Your account is not enabled for IMAP use", "imap-off"],
    ["LogonDenied-BasicAuthBlocked-18", "sign-in-needed"],
    ["[PRIVACYREQUIRED] Not in the clear", "insecure-server"],
  ])("%s: %s", async (text, reason) => {
    const server = await scripted({ answer: ({ name }) => (name === "LOGIN" ? [`TAG NO ${text}`] : undefined) });
    const failure = await signIn(server).catch((error: unknown) => error);
    expect(failure).toMatchObject({ reason });
    if (reason === "rate-limited") expect((failure as { retryAtMs?: number }).retryAtMs).toBeGreaterThan(0);
  });

  it("by hanging up because of too many connections is no lost connection", async () => {
    const server = await scripted({ greeting: "* BYE Too many connections from your address" });
    expect(await reasonOf(signIn(server))).toBe("rate-limited");
  });

  it("never lets the server's echo of the password through", async () => {
    const server = await scripted({
      answer: ({ name }) => (name === "LOGIN" ? ["TAG NO [SERVERBUG] cannot parse s3cret-Pass"] : undefined),
    });
    const failure = await signIn(server).catch((error: unknown) => error);
    expect(JSON.stringify(failure)).not.toContain("s3cret");
    expect((failure as Error).message).not.toContain("s3cret");
  });

  it("with a token asks for a new sign-in, and every connection asks for a token", async () => {
    let asked = 0;
    const accessToken = async () => `token-${++asked}`;
    const capabilities = "IMAP4rev1 AUTH=XOAUTH2 SASL-IR";
    const server = await scripted({ capabilities });
    const connection = await signIn(server, { accessToken }, { connections: 3 });
    await connection.uids("INBOX", never);
    expect(asked).toBe(2);
    const sent = server.commands.filter((line) => line.includes("XOAUTH2")).map((line) => line.split(" ").at(-1) ?? "");
    expect(sent.map((text) => Buffer.from(text, "base64").toString().includes("Bearer token-"))).toEqual([true, true]);
    expect(JSON.stringify(connection.requests())).not.toContain("token-");
    const strict = await scripted({
      capabilities,
      answer: ({ name }) => (name === "AUTHENTICATE" ? ["TAG NO [AUTHENTICATIONFAILED] expired"] : undefined),
    });
    expect(await reasonOf(signIn(strict, { accessToken }))).toBe("sign-in-needed");
  });

  it("is not even tried without a password", async () => {
    const server = await scripted();
    expect(await reasonOf(signIn(server, { password: "" }))).toBe("password-needed");
    expect(server.connections).toBe(0);
  });

  it("is not repeated", async () => {
    const server = await scripted({ answer: ({ name }) => (name === "LOGIN" ? ["TAG NO no", HANG_UP] : undefined) });
    expect(await reasonOf(signIn(server))).toBe("wrong-password");
    expect(server.connections).toBe(1);
  });
});
