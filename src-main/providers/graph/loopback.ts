// The address on this computer that the browser brings the sign-in's answer to (RFC 8252 §7.3). Open as long as one sign-in.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Failure } from "../../../src-preload/contract/failure.ts";
import { languageOf, type Outcome, page } from "./loopback-page.ts";

/** An authorization response (RFC 6749 §4.1.2): `code`, or `error` with what belongs to it. */
export type Answer = Readonly<Partial<Record<string, string>>>;

interface Loopback {
  /** `http://localhost:PORT`; Microsoft ignores the port of a registered `http://localhost`. */
  readonly redirectUri: string;
  /** The first answer that knows the state; it comes when the browser has its page. Never rejects. */
  readonly answer: Promise<Answer>;
  /** Frees the port. */
  close(): void;
}

const MAX_FORM_BYTES = 64 * 1024;

/** Listens on a free port of 127.0.0.1. Answers come as a form or as a query; one with another state, and every one after
 *  the first, changes nothing: any page in the browser can send them.
 *  @throws Failure sign-in-failed when no port can be had */
export async function listenForAnswer(state: string): Promise<Loopback> {
  const { promise: answer, resolve } = Promise.withResolvers<Answer>();
  let isAnswered = false;
  const server = createServer((request, response) => {
    const finish = (status: number, outcome: Outcome, headers: Readonly<Record<string, string>> = {}) =>
      reply(request, response, { status, outcome, headers });
    readAnswer(request).then((fields) => {
      if (typeof fields === "number") return finish(fields, "stray", fields === 405 ? { Allow: "GET, POST" } : {});
      if (fields.state !== state) return finish(400, "stray");
      if (isAnswered) return finish(409, "again");
      isAnswered = true;
      // The port may be closed as soon as the answer is taken: the browser gets its page first.
      response.once("close", () => resolve(fields));
      finish(200, fields.error === undefined ? "done" : "refused");
    });
  });
  await new Promise<void>((listening, reject) => {
    server.once("error", (cause) => reject(new Failure("sign-in-failed", { detail: "no free port here" }, { cause })));
    server.listen(0, "127.0.0.1", listening);
  });
  return {
    redirectUri: `http://localhost:${(server.address() as AddressInfo).port}`,
    answer,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** The fields that came, or the status of a request that is no answer. */
async function readAnswer(request: IncomingMessage): Promise<Answer | number> {
  const { method, url = "/", headers } = request;
  const [path, query = ""] = url.split("?", 2);
  if (path !== "/") return 404;
  if (method === "GET") return fieldsOf(query);
  if (method !== "POST") return 405;
  if (!/^application\/x-www-form-urlencoded\b/i.test(headers["content-type"] ?? "")) return 415;
  const body = await readForm(request);
  return body === undefined ? 413 : fieldsOf(body);
}

/** Each field once: two states or two codes are no answer of the sign-in service. */
function fieldsOf(text: string): Answer | number {
  const entries = [...new URLSearchParams(text)];
  const fields = Object.fromEntries(entries);
  const isAnswer = fields.code !== undefined || fields.error !== undefined;
  return isAnswer && Object.keys(fields).length === entries.length ? fields : 400;
}

async function readForm(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of request as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > MAX_FORM_BYTES) return undefined;
      parts.push(part);
    }
  } catch {
    // The browser went away in the middle: nobody is left to be told.
    return undefined;
  }
  return Buffer.concat(parts).toString("utf8");
}

function reply(
  request: IncomingMessage,
  response: ServerResponse,
  { status, outcome, headers }: { status: number; outcome: Outcome; headers: Readonly<Record<string, string>> },
): void {
  const language = languageOf(request.headers["accept-language"]);
  response.writeHead(status, {
    ...headers,
    "Content-Type": "text/html; charset=utf-8",
    "Content-Language": language,
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    Connection: "close",
  });
  response.end(page(outcome, language));
}
