// A scriptable HTTP server for the quirks no real server at hand has. A test writes the answers, then reads what was asked.
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";

export interface Asked {
  readonly method: string;
  /** Path as spelled on the wire, query included. */
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

export interface FakeDav {
  /** Origin with a slash at the end. */
  readonly url: string;
  readonly port: number;
  readonly asked: Asked[];
  /** What to answer from now on; undefined falls to 404. */
  answer(script: (asked: Asked) => Reply | undefined): void;
  stop(): Promise<void>;
}

export async function startFakeDav(): Promise<FakeDav> {
  const asked: Asked[] = [];
  let script: (request: Asked) => Reply | undefined = () => undefined;
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const { method = "", url: path = "", headers } = request;
    const one = { method, path, headers, body: Buffer.concat(parts).toString() };
    asked.push(one);
    const reply = script(one) ?? { status: 404 };
    response.writeHead(reply.status, reply.headers).end(reply.body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}/`,
    port: address.port,
    asked,
    answer: (next) => {
      script = next;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const XML = { "content-type": "application/xml; charset=utf-8" };

/** One `response` of a multistatus with its properties as raw XML. */
export function row(href: string, props: string, status = "HTTP/1.1 200 OK"): string {
  return `<D:response><D:href>${href}</D:href><D:propstat><D:prop>${props}</D:prop><D:status>${status}</D:status></D:propstat></D:response>`;
}

/** One `response` that carries only a status. */
export function statusRow(href: string, status: string): string {
  return `<D:response><D:href>${href}</D:href><D:status>HTTP/1.1 ${status}</D:status></D:response>`;
}

/** A 207 with these rows. */
export function multistatus(rows: readonly string[], token?: string, status = 207): Reply {
  const sync = token === undefined ? "" : `<D:sync-token>${token}</D:sync-token>`;
  return {
    status,
    headers: XML,
    body: `<?xml version="1.0"?>\n<D:multistatus xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:S="http://calendarserver.org/ns/" xmlns:A="http://apple.com/ns/ical/">${rows.join("\n")}${sync}</D:multistatus>`,
  };
}

/** An error body with one precondition element (RFC 4918 §16). */
export function davError(status: number, element: string, headers: Record<string, string> = {}): Reply {
  const body = `<?xml version="1.0"?><D:error xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">${element}</D:error>`;
  return { status, headers: { ...XML, ...headers }, body };
}

/** A small event as XML text, with the bare line feeds that XML leaves. */
export function eventXml(uid: string): string {
  return `BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:${uid}\nSUMMARY:${uid}\nEND:VEVENT\nEND:VCALENDAR\n`;
}
