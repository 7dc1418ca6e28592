// The local Graph on the wire: reads requests, keeps a log of them, sends answers, or loses them when a test says so.
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type Asked, badRequest, errorBody, Refusal, type Reply } from "./answer.ts";
import { batch } from "./batch.ts";
import { authorize, type Door, type Fault, faultFor, type TokenUser, throttled } from "./gate.ts";
import type { Mailbox } from "./model.ts";
import { faultIn } from "./schema.ts";
import { serve } from "./service.ts";
import type { State } from "./state.ts";

/** One request as it came; those inside a batch have entries of their own. */
export interface Recorded {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly prefer?: string;
  readonly ifMatch?: string;
  readonly body?: unknown;
  /** Address of the token's owner. */
  user?: string;
  readonly isInBatch: boolean;
  status: number;
}

export interface Wiring {
  readonly state: State;
  readonly door: Door;
  readonly faults: Fault[];
  readonly requests: Recorded[];
  /** Answers of this server that break its own schema. */
  readonly bugs: string[];
  readonly mailboxOf: (user: TokenUser) => Mailbox;
  /** Links name graph.microsoft.com. */
  readonly rewrite: boolean;
  /** Awaited before each answer. */
  readonly gate: { hold: Promise<void> | undefined; inFlight: number; peak: number };
}

/** Starts to listen on 127.0.0.1. */
export async function listen(wiring: Wiring, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    const { gate } = wiring;
    gate.inFlight++;
    gate.peak = Math.max(gate.peak, gate.inFlight);
    response.once("close", () => gate.inFlight--);
    respond(wiring, request, response).catch((error: unknown) => {
      wiring.bugs.push(String(error instanceof Error ? error.stack : error));
      response.destroy();
    });
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return server;
}

async function respond(wiring: Wiring, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  const asked = read(wiring, request, Buffer.concat(parts).toString("utf8"));
  const reply = answer(wiring, asked);
  const lost = faultFor(wiring.faults, asked, false, true)?.lost;
  await wiring.gate.hold;
  if (lost === "stall") return;
  if (lost === "cut") {
    request.socket.destroy();
    return;
  }
  // Its date is that of its clock: clients compare it with the times in the answer.
  const headers = { Date: new Date(wiring.state.nowMs()).toUTCString(), ...reply.headers };
  send(request, response, { ...reply, headers });
}

function read({ rewrite }: Wiring, request: IncomingMessage, text: string): Asked {
  const { method = "GET", url = "/" } = request;
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const origin = rewrite ? "https://graph.microsoft.com" : `http://${headers.host}`;
  return { method, headers, origin, target: url, ...locate(url), body: text === "" ? undefined : parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Segments are decoded one by one: an id may hold slashes. */
function locate(target: string): Pick<Asked, "segments" | "query"> {
  const [path = "", query = ""] = target.split(/\?(.*)/s);
  const [version = "", ...segments] = path.split("/").filter((segment) => segment !== "");
  const decoded = version === "v1.0" ? segments.map((segment) => decodeURIComponent(segment)) : ["?", version];
  return { segments: decoded, query: new URLSearchParams(query) };
}

function answer(wiring: Wiring, asked: Asked): Reply {
  const { door, state, requests, gate, faults } = wiring;
  const record = recordOf(asked, false);
  requests.push(record);
  const reply = (() => {
    const fault = faultFor(faults, asked, false, false);
    if (fault) return { status: fault.status ?? 500, headers: fault.headers, body: fault.body };
    const user = authorize(door, state.habits, asked);
    if ("status" in user) return user;
    record.user = user.address;
    const slow = throttled(state.habits, gate.inFlight, false);
    if (slow) return slow;
    const box = wiring.mailboxOf(user);
    if (asked.segments[0] !== "$batch") return served(wiring, box, asked);
    if (asked.method !== "POST") return badRequest("Only POST is supported for $batch.").reply;
    return refused(() => batch(asked, (one) => inner(wiring, box, one), locate));
  })();
  record.status = reply.status;
  return reply;
}

function inner(wiring: Wiring, box: Mailbox, asked: Asked): Reply {
  const { state, requests, faults, gate } = wiring;
  const record = recordOf(asked, true);
  requests.push(record);
  const fault = faultFor(faults, asked, true, false);
  const reply: Reply = fault
    ? { status: fault.status ?? 500, headers: fault.headers, body: fault.body }
    : (throttled(state.habits, gate.inFlight, true) ?? served(wiring, box, asked));
  record.status = reply.status;
  return reply;
}

function recordOf({ method, target, headers, body }: Asked, isInBatch: boolean): Recorded {
  const { prefer, "if-match": ifMatch } = headers;
  const more = { ...(prefer !== undefined && { prefer }), ...(ifMatch !== undefined && { ifMatch }) };
  return { method, path: target, isInBatch, status: 0, ...more, ...(body !== undefined && { body }) };
}

function served({ state, bugs }: Wiring, box: Mailbox, asked: Asked): Reply {
  const reply = refused(() => serve(state, box, asked));
  const fault = reply.status < 300 ? ownFault(reply) : undefined;
  if (fault === undefined) return reply;
  bugs.push(`${asked.method} ${asked.target}: ${fault}`);
  return { status: 500, body: errorBody("SimulatorFault", fault) };
}

function refused(work: () => Reply): Reply {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) return error.reply;
    throw error;
  }
}

/** What is wrong with an answer by the same schema that clients are held to. */
function ownFault({ body }: Reply): string | undefined {
  if (typeof body !== "object") return undefined;
  const { "@odata.context": context = "", value } = body as { "@odata.context"?: string; value?: unknown };
  const kind = /\/events|calendarView|Collection\(event\)/.test(context)
    ? "event"
    : /\/calendars/.test(context)
      ? "calendar"
      : undefined;
  if (kind === undefined) return undefined;
  const rows: readonly unknown[] = Array.isArray(value) ? value : [body];
  const nested = rows.flatMap(
    (row) => (row as { exceptionOccurrences?: readonly unknown[] }).exceptionOccurrences ?? [],
  );
  return [...rows, ...nested].map((row) => faultIn(kind, row)).find((fault) => fault !== undefined);
}

let sent = 0;

function send(request: IncomingMessage, response: ServerResponse, { status, headers, body }: Reply): void {
  const id = `00000000-0000-4000-8000-${String(++sent).padStart(12, "0")}`;
  const client = String(request.headers["client-request-id"] ?? id);
  const text = typeof body === "object" ? JSON.stringify(withIds(body, id, client)) : body;
  const type = typeof body === "object" ? { "Content-Type": "application/json;odata.metadata=minimal" } : {};
  response.writeHead(status, { ...type, "request-id": id, "client-request-id": client, ...headers });
  response.end(text);
}

function withIds(body: object, id: string, client: string): object {
  const { error } = body as { error?: object };
  if (!error) return body;
  return {
    error: { ...error, innerError: { date: "2026-01-01T00:00:00", "request-id": id, "client-request-id": client } },
  };
}
