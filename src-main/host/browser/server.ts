// The browser host's server: built page over HTTP, contract over a WebSocket, on 127.0.0.1 alone.
// Rules: admission.ts (who may ask), keyring.ts (secrets), static-files.ts (page), page-socket.ts (protocol).
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { Failure } from "../../../src-preload/contract/failure.ts";
import { pageHeaders } from "../renderer-files.ts";
import { type Refusal, refuseRequest, refuseUpgrade } from "./admission.ts";
import { createKeyring, isSameSecret, mintSecret } from "./keyring.ts";
import { type EngineLink, servePage } from "./page-socket.ts";
import { readStatic } from "./static-files.ts";

const MAX_CALL_BYTES = 64 * 1024 * 1024;
const MAX_SESSION_BYTES = 1024;
const AUTH_DEADLINE_MS = 3000;
/** Nothing but pages that still owe their key; a person has a handful. */
const MAX_STRANGERS = 16;

interface BrowserServerOptions {
  readonly engine: EngineLink;
  /** out/renderer, absolute. */
  readonly rendererDir: string;
  /** 0: any free port. */
  readonly port: number;
  /** Default 3 000. */
  readonly authDeadlineMs?: number;
}

/** Listens already. */
export interface BrowserServer {
  readonly port: number;
  /** Lets `cadran open` ask for further addresses (POST /token). */
  readonly adminKey: string;
  /** A fresh one-time token; the page's address is `http://127.0.0.1:PORT/#t=TOKEN`. */
  mintToken(): string;
  /** Closes every page and frees the port. */
  close(): Promise<void>;
}

/** Starts listening.
 *  @throws Failure `invalid-input` when the port cannot be had */
export async function startBrowserServer(options: BrowserServerOptions): Promise<BrowserServer> {
  const keyring = createKeyring();
  const adminKey = mintSecret();
  const server = createServer();
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_CALL_BYTES });
  const port = await listen(server, options.port);
  const authority = `127.0.0.1:${port}`;

  server.on("request", (request, response) => {
    const context = { authority, rendererDir: options.rendererDir, keyring, adminKey };
    respond(request, response, context).catch(() => response.destroy());
  });
  let strangers = 0;
  server.on("upgrade", (request, stream, head) => {
    const refusal = refuseUpgrade({ method: "GET", headers: request.headers }, authority);
    if (refusal !== undefined) return refuseStream(stream, refusal === "wrong-host" ? 421 : 403);
    if (request.url !== "/bridge") return refuseStream(stream, 404);
    if (strangers >= MAX_STRANGERS) return refuseStream(stream, 503);
    sockets.handleUpgrade(request, stream, head, (socket) => {
      strangers += 1;
      const leave = once(() => {
        strangers -= 1;
      });
      socket.once("close", leave);
      const accepts = (key: string) => {
        if (!keyring.accepts(key)) return false;
        leave();
        return true;
      };
      servePage(socket, { engine: options.engine, accepts, deadlineMs: options.authDeadlineMs ?? AUTH_DEADLINE_MS });
    });
  });

  return {
    port,
    adminKey,
    mintToken: () => keyring.mintToken(),
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Context {
  readonly authority: string;
  readonly rendererDir: string;
  readonly keyring: ReturnType<typeof createKeyring>;
  readonly adminKey: string;
}

async function respond(request: IncomingMessage, response: ServerResponse, context: Context): Promise<void> {
  const method = request.method ?? "GET";
  const answer = (status: number, body: string | Buffer, headers: Record<string, string> = {}) => {
    response.writeHead(status, {
      ...pageHeaders([`ws://${context.authority}`]),
      "cache-control": "no-store",
      "content-type": "text/plain; charset=utf-8",
      "content-length": Buffer.byteLength(body),
      ...headers,
    });
    response.end(method === "HEAD" ? undefined : body);
  };
  const json = (value: unknown) => answer(200, JSON.stringify(value), { "content-type": "application/json" });

  const refusal = refuseRequest({ method, headers: request.headers }, context.authority);
  if (refusal !== undefined) return answer(...describeRefusal(refusal));
  const path = (request.url ?? "/").split(/[?#]/, 1)[0] ?? "/";

  if (path === "/session" || path === "/token") {
    if (method !== "POST") return answer(405, "POST only", { allow: "POST" });
    if (path === "/token") {
      const proof = request.headers.authorization?.replace(/^Bearer /, "") ?? "";
      return isSameSecret(proof, context.adminKey) ? json({ token: context.keyring.mintToken() }) : answer(401, "");
    }
    const token = await readToken(request);
    const key = token === undefined ? undefined : context.keyring.exchange(token);
    return key === undefined ? answer(401, "This link was used before, or is not of this run.") : json({ key });
  }
  if (method !== "GET" && method !== "HEAD") return answer(405, "GET only", { allow: "GET, HEAD" });
  const file = await readStatic(context.rendererDir, path);
  if (file === undefined) return answer(404, "Not found");
  return answer(200, file.body, { "content-type": file.type, "cache-control": file.cacheControl });
}

function describeRefusal(refusal: Refusal): [number, string] {
  return refusal === "wrong-host" ? [421, "This server has another name."] : [403, "Another site asked for this."];
}

/** The token in a POST /session body, undefined when there is none or the body is too long to hold one. */
async function readToken(request: IncomingMessage): Promise<string | undefined> {
  if (!/^application\/json\b/.test(request.headers["content-type"] ?? "")) return undefined;
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) {
    text += chunk;
    if (text.length > MAX_SESSION_BYTES) return undefined;
  }
  try {
    const { token } = JSON.parse(text);
    return typeof token === "string" ? token : undefined;
  } catch {
    return undefined;
  }
}

async function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause) =>
      reject(new Failure("invalid-input", { detail: `port ${port} cannot be used (${cause.message})` }, { cause })),
    );
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address() as AddressInfo;
  return address.port;
}

function refuseStream(stream: Duplex, status: number): void {
  stream.on("error", () => undefined);
  stream.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function once(action: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    action();
  };
}
