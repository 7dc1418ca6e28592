// A mail server of ours that does what real ones do once a year: loses the answer after the message, refuses at any stage,
// hangs up, says nothing, says far too much.
import { once } from "node:events";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { join } from "node:path";
import { createSecureContext, TLSSocket } from "node:tls";
import { type CertificateKind, makeCertificate } from "./certificates.ts";
import { serverFolder } from "./child.ts";

/** A reply without its line end; lines of a longer one parted by `\n`. `close`: hangs up. `silence`: nothing, ever. */
export type SmtpAnswer = string | "close" | "silence" | { readonly say: string; readonly afterMs: number };

export interface SmtpScript {
  /** `tls`: from the first byte. `starttls`: offered. `none`: neither offered nor known. Default tls. */
  readonly security?: "tls" | "starttls" | "none";
  readonly certificate?: CertificateKind;
  readonly greeting?: SmtpAnswer;
  /** Words after the name in the answer to EHLO. */
  readonly extensions?: readonly string[];
  readonly starttls?: SmtpAnswer;
  readonly auth?: (line: string) => SmtpAnswer;
  readonly mail?: SmtpAnswer;
  readonly rcpt?: (address: string) => SmtpAnswer;
  readonly data?: SmtpAnswer;
  /** After the end mark. */
  readonly end?: SmtpAnswer | ((message: string) => SmtpAnswer);
  /** Does this once so many bytes of the message came, end mark or not. */
  readonly during?: { readonly bytes: number; readonly answer: SmtpAnswer };
}

export interface ScriptedSmtp {
  readonly port: number;
  readonly caFile: string;
  /** Lines received outside messages, in order; those inside AUTH as they came. */
  readonly lines: readonly string[];
  /** Messages of which the end mark came, dots unstuffed. */
  readonly messages: readonly string[];
  /** Connections so far. */
  readonly connections: () => number;
  stop(): Promise<void>;
}

const EXTENSIONS = ["SIZE 1000000", "8BITMIME", "SMTPUTF8", "DSN", "PIPELINING", "AUTH PLAIN LOGIN XOAUTH2"];

interface Pem {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

const certificates = new Map<CertificateKind, Pem>();

/** Making one takes longer than most conversations: one of each kind. */
function certificateOf(kind: CertificateKind): Pem {
  const known = certificates.get(kind);
  if (known !== undefined) return known;
  const folder = serverFolder("smtp-certificate");
  const { caFile, certificate, key } = makeCertificate(folder, kind);
  const [ca = "", cert = "", secret = ""] = [caFile, certificate, key].map((file) => readFileSync(file, "utf8"));
  rmSync(folder, { recursive: true, force: true });
  const pem = { ca, cert, key: secret };
  certificates.set(kind, pem);
  return pem;
}

/** Starts one on a free loopback port. */
export async function startScriptedSmtp(script: SmtpScript = {}): Promise<ScriptedSmtp> {
  const folder = serverFolder("smtp");
  const { ca, cert, key } = certificateOf(script.certificate ?? "good");
  const context = createSecureContext({ cert, key });
  const caFile = join(folder, "ca.pem");
  writeFileSync(caFile, ca);
  const lines: string[] = [];
  const messages: string[] = [];
  const sockets = new Set<Socket>();
  let count = 0;
  const server = createServer((socket) => {
    count++;
    sockets.add(socket);
    socket.on("error", () => {}).on("close", () => sockets.delete(socket));
    const secure = () => {
      const tls = new TLSSocket(socket, { isServer: true, secureContext: context });
      tls.on("error", () => {});
      return tls;
    };
    converse(script.security === "tls" || script.security === undefined ? secure() : socket, script, {
      lines,
      messages,
      secure,
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    port: address.port,
    caFile,
    lines,
    messages,
    connections: () => count,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Talk {
  readonly lines: string[];
  readonly messages: string[];
  readonly secure: () => Socket;
}

function converse(first: Socket, script: SmtpScript, { lines, messages, secure }: Talk): void {
  let socket = first;
  let waiting = "";
  let isData = false;
  let isAuth = false;
  let hasCut = false;
  let isSecure = script.security !== "starttls";

  const answer = (reply: SmtpAnswer) => {
    if (reply === "silence") return;
    if (reply === "close") {
      socket.destroy();
      return;
    }
    if (typeof reply !== "string") {
      setTimeout(() => answer(reply.say), reply.afterMs).unref();
      return;
    }
    const parts = reply.split("\n");
    const marked = parts.map((part, index) => (index < parts.length - 1 ? part.replace(/^(\d{3}) /, "$1-") : part));
    if (!socket.destroyed) socket.write(`${marked.join("\r\n")}\r\n`);
  };

  const command = (line: string) => {
    lines.push(line);
    const verb = line.split(/[ :]/, 1)[0]?.toUpperCase();
    const address = /<([^>]*)>/.exec(line)?.[1] ?? "";
    if (isAuth || verb === "AUTH") {
      const reply = script.auth?.(line) ?? "235 welcome";
      isAuth = typeof reply === "string" && reply.startsWith("334");
      answer(reply);
    } else if (verb === "EHLO") {
      const words = [...(script.extensions ?? EXTENSIONS), ...(isSecure ? [] : ["STARTTLS"])];
      answer(["mail.example.test", ...words].map((word) => `250 ${word}`).join("\n"));
    } else if (verb === "STARTTLS") {
      const reply = script.starttls ?? "220 go ahead";
      answer(script.security === "starttls" ? reply : "502 not here");
      if (script.security === "starttls" && typeof reply === "string" && reply.startsWith("220")) upgrade();
    } else if (verb === "MAIL") answer(script.mail ?? "250 sender ok");
    else if (verb === "RCPT") answer(script.rcpt?.(address) ?? "250 recipient ok");
    else if (verb === "DATA") {
      const reply = script.data ?? "354 go on";
      isData = typeof reply === "string" && reply.startsWith("3");
      answer(reply);
    } else if (verb === "QUIT") {
      answer("221 bye");
      socket.end();
    } else answer("500 what?");
  };

  const upgrade = () => {
    socket.removeAllListeners("data");
    isSecure = true;
    socket = secure();
    waiting = "";
    listen();
  };

  const read = () => {
    for (;;) {
      if (isData) {
        const { during } = script;
        if (during && !hasCut && waiting.length >= during.bytes) {
          hasCut = true;
          answer(during.answer);
        }
        const text = `\r\n${waiting}`;
        const end = text.indexOf("\r\n.\r\n");
        if (end < 0) return;
        messages.push(text.slice(2, end + 2).replace(/^\.\./gm, "."));
        waiting = text.slice(end + 5);
        isData = false;
        const reply = typeof script.end === "function" ? script.end(messages.at(-1) ?? "") : script.end;
        answer(reply ?? "250 taken as 1234");
      } else {
        const end = waiting.indexOf("\r\n");
        if (end < 0) return;
        const line = waiting.slice(0, end);
        waiting = waiting.slice(end + 2);
        command(line);
      }
    }
  };

  const listen = () =>
    socket.on("data", (bytes: Buffer) => {
      waiting += bytes.toString("latin1");
      read();
    });
  listen();
  answer(script.greeting ?? "220 mail.example.test ready");
}
