// A loopback door for the command line, the same in every host: POST /call/NAME with the token of cadran.lock.
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Dispatch } from "./rpc.ts";

/** Open, on 127.0.0.1; who has the token may call everything. */
export interface Control {
  readonly port: number;
  readonly token: string;
  close(): Promise<void>;
}

/** Largest request: an .ics file to import. */
const MAX_BYTES = 64 * 1024 * 1024;

/** Listens on 127.0.0.1 on a free port. */
export async function openControl(dispatch: Dispatch, signal: AbortSignal): Promise<Control> {
  const token = randomBytes(24).toString("base64url");
  const server = createServer((request, response) => void answer(request, response, { dispatch, token, signal }));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return { token, port: (server.address() as AddressInfo).port, close: () => closeServer(server) };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { dispatch, token, signal }: { dispatch: Dispatch; token: string; signal: AbortSignal },
): Promise<void> {
  const end = (status: number, value: unknown) => {
    response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
    response.end(JSON.stringify(value));
  };
  // A page in a browser always sends Origin; the command line never does.
  if (request.headers.origin !== undefined || !same(request.headers.authorization ?? "", `Bearer ${token}`))
    return end(401, {});
  const name = /^\/call\/([a-z.]+)$/i.exec(request.url ?? "")?.[1];
  if (request.method !== "POST" || name === undefined) return end(404, {});
  const body = await readBody(request);
  if (body === undefined) return end(413, {});
  let input: unknown;
  try {
    input = JSON.parse(body || "{}");
  } catch {
    return end(400, {});
  }
  end(200, await dispatch(name, input, signal));
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function same(a: string, b: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
