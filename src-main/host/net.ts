// HTTP and DNS for the engine (ports.ts `Net`): undici with one trust setting per client, low-level errors told as Failure.
import { Resolver } from "node:dns/promises";
import { readFileSync } from "node:fs";
import { getCACertificates } from "node:tls";
import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";
import { Agent, type Dispatcher, request as send } from "undici";
import { Failure, type FailureReason } from "../../src-preload/contract/failure.ts";
import { certificateFault, certificateParams } from "../../src-preload/contract/failure-words.ts";
import type { HttpClient, HttpRequest, HttpResponse, Net } from "../ports.ts";
import { isPrivateAddress, publicLookup } from "./public-address.ts";

const TIMEOUT_MS = 30_000;
const CONNECT_TIMEOUT_MS = 10_000;
const MAX_BYTES = 64 * 1024 * 1024;
/** Requests at one host at a time, whatever accounts they are for (knowledge R98). */
const PARALLEL = 3;

/** The real network. */
export function createNet(): Net {
  const gates = new Map<string, Gate>();
  return {
    http: (options) => createClient(options, gates),
    srv: async (name, signal) => {
      const found = await lookUp((resolver) => resolver.resolveSrv(name), signal);
      const ranked = found.toSorted((a, b) => a.priority - b.priority || b.weight - a.weight);
      return ranked.map(({ name: host, port }) => ({ host, port }));
    },
    txt: async (name, signal) =>
      (await lookUp((resolver) => resolver.resolveTxt(name), signal)).map((parts) => parts.join("")),
    mx: async (name, signal) =>
      (await lookUp((resolver) => resolver.resolveMx(name), signal))
        .toSorted((a, b) => a.priority - b.priority)
        .map(({ exchange }) => exchange),
  };
}

function createClient(
  { caFile, publicOnly = false }: Parameters<Net["http"]>[0],
  gates: Map<string, Gate>,
): HttpClient {
  let agent: Agent | undefined;
  return {
    request: async (request, signal) => {
      const { hostname, host } = new URL(request.url);
      // An address in figures is not looked up, so it is looked at.
      if (publicOnly && isPrivateAddress(hostname)) throw new Failure("private-address", { host: hostname });
      agent ??= createAgent(caFile, hostname, publicOnly);
      const own = agent;
      const gate = gates.get(host) ?? createGate();
      gates.set(host, gate);
      // Waiting here is no fault of the server's: its time runs from when it is asked.
      return gate(() => exchange(own, request, hostname, signal), signal);
    },
    close: async () => {
      await agent?.destroy();
      agent = undefined;
    },
  };
}

type Gate = <T>(work: () => Promise<T>, signal: AbortSignal) => Promise<T>;

/** Lets so many in at a time; the others wait in turn, and go home when they are cancelled. */
function createGate(): Gate {
  let inside = 0;
  const waiting: (() => void)[] = [];
  const enter = (signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const go = () => {
        signal.removeEventListener("abort", leave);
        inside++;
        resolve();
      };
      const leave = () => {
        waiting.splice(waiting.indexOf(go), 1);
        reject(new Failure("cancelled"));
      };
      if (signal.aborted) reject(new Failure("cancelled"));
      else if (inside < PARALLEL) go();
      else {
        waiting.push(go);
        signal.addEventListener("abort", leave, { once: true });
      }
    });
  return async (work, signal) => {
    await enter(signal);
    try {
      return await work();
    } finally {
      inside--;
      waiting.shift()?.();
    }
  };
}

/** @throws Failure certificate when the authority's file cannot be read */
function createAgent(caFile: string | undefined, host: string, publicOnly: boolean): Agent {
  const extra = caFile === undefined ? [] : [readAuthority(caFile, host)];
  return new Agent({
    connections: PARALLEL,
    allowH2: false,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: {
      ca: [...systemRoots(), ...extra],
      timeout: CONNECT_TIMEOUT_MS,
      ...(publicOnly && { lookup: publicLookup }),
    },
  });
}

let roots: readonly string[] | undefined;

/** What Node trusts and what the system trusts, companies' own authorities included. Reading takes some 0.1 s: once. */
function systemRoots(): readonly string[] {
  roots ??= [...new Set([...getCACertificates("default"), ...getCACertificates("system")])];
  return roots;
}

function readAuthority(caFile: string, host: string): string {
  try {
    return readFileSync(caFile, "utf8");
  } catch (error) {
    throw new Failure("certificate", certificateParams(host, "authority-file"), { cause: error });
  }
}

async function exchange(agent: Agent, request: HttpRequest, host: string, signal: AbortSignal): Promise<HttpResponse> {
  if (signal.aborted) throw new Failure("cancelled");
  const stop = new AbortController();
  const cancel = () => stop.abort(new Failure("cancelled"));
  const timer = setTimeout(() => stop.abort(new Failure("timeout", { host })), request.timeoutMs ?? TIMEOUT_MS);
  signal.addEventListener("abort", cancel, { once: true });
  try {
    const answer = await send(request.url, {
      dispatcher: agent,
      // undici types the common methods only; HTTP allows any token (WebDAV needs PROPFIND, REPORT, …).
      method: request.method as Dispatcher.HttpMethod,
      headers: { ...request.headers },
      body: request.body ?? null,
      signal: stop.signal,
    });
    const bytes = await readBody(answer.body, request.maxBytes ?? MAX_BYTES);
    const headers = flatHeaders(answer.headers);
    const plain = unpackBody(bytes, headers, request, host);
    const body = request.wantsBytes ? { body: "", bytes: plain } : { body: textOf(plain, headers) };
    return { status: answer.statusCode, headers, ...body, url: request.url };
  } catch (error) {
    throw stop.signal.aborted ? stop.signal.reason : toNetFailure(error, host);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", cancel);
  }
}

async function readBody(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.length;
    if (size > maxBytes) throw new Failure("too-large", { what: "answer" });
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function flatHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name.toLowerCase()] = Array.isArray(value) ? value.join(", ") : value;
  }
  return flat;
}

/** Some servers compress although they were asked not to. */
function unpackBody(
  bytes: Buffer,
  headers: Readonly<Record<string, string>>,
  request: HttpRequest,
  host: string,
): Buffer {
  const maxOutputLength = request.maxBytes ?? MAX_BYTES;
  const unpack = { gzip: gunzipSync, "x-gzip": gunzipSync, deflate: inflateSync, br: brotliDecompressSync };
  const coding = headers["content-encoding"]?.trim().toLowerCase() ?? "";
  return bytes.length > 0 && Object.hasOwn(unpack, coding)
    ? unpacked(unpack[coding as keyof typeof unpack], bytes, maxOutputLength, host)
    : bytes;
}

function textOf(plain: Buffer, headers: Readonly<Record<string, string>>): string {
  const latin = /charset="?(iso-8859-1|iso-8859-15|windows-1252)\b/i.exec(headers["content-type"] ?? "");
  return new TextDecoder(latin?.[1] ?? "utf-8").decode(plain);
}

function unpacked(
  unpack: (bytes: Buffer, options: { maxOutputLength: number }) => Buffer,
  bytes: Buffer,
  maxOutputLength: number,
  host: string,
): Buffer {
  try {
    return unpack(bytes, { maxOutputLength });
  } catch (error) {
    const tooLarge = codeOf(error) === "ERR_BUFFER_TOO_LARGE";
    throw tooLarge
      ? new Failure("too-large", { what: "answer" }, { cause: error })
      : new Failure("connection-lost", { host }, { cause: error });
  }
}

const REASONS: Readonly<Record<string, FailureReason>> = {
  ENOTFOUND: "host-unknown",
  ENODATA: "host-unknown",
  EPRIVATE: "private-address",
  EAI_AGAIN: "offline",
  ENETUNREACH: "offline",
  ENETDOWN: "offline",
  EADDRNOTAVAIL: "offline",
  EHOSTUNREACH: "connection-refused",
  EHOSTDOWN: "connection-refused",
  ECONNREFUSED: "connection-refused",
  ETIMEDOUT: "timeout",
  UND_ERR_CONNECT_TIMEOUT: "timeout",
  UND_ERR_HEADERS_TIMEOUT: "timeout",
  UND_ERR_BODY_TIMEOUT: "timeout",
  ECONNRESET: "connection-lost",
  EPIPE: "connection-lost",
  UND_ERR_SOCKET: "connection-lost",
  UND_ERR_CLOSED: "cancelled",
  UND_ERR_DESTROYED: "cancelled",
  UND_ERR_HEADERS_OVERFLOW: "too-large",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "connection-lost",
};

/** Says what a low-level error means. `params` carry the host, never a path or a header. */
function toNetFailure(error: unknown, host: string): Failure {
  if (error instanceof Failure) return error;
  const codes = codesOf(error);
  const fault = certificateFault(codes);
  if (fault !== undefined) return new Failure("certificate", certificateParams(host, fault), { cause: error });
  const known = codes.find((code) => Object.hasOwn(REASONS, code));
  if (known !== undefined) return new Failure(REASONS[known] ?? "connection-lost", { host }, { cause: error });
  // llhttp's complaints: the answer is not HTTP or was cut inside its head.
  if (codes.some((code) => code.startsWith("HPE_"))) return new Failure("connection-lost", { host }, { cause: error });
  const detail = error instanceof Error ? `${error.name} ${codes[0] ?? ""}`.trim() : "unknown network error";
  return new Failure("bug", { detail }, { cause: error });
}

/** Codes of an error, its causes and, when several addresses were tried, of each try. */
function codesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const own = codeOf(error);
  const tries = error instanceof AggregateError ? error.errors.flatMap(codesOf) : [];
  return [...codesOf(error.cause), ...tries, ...(own === undefined ? [] : [own])];
}

function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : undefined;
}

/** DNS is only a hint in discovery: every error counts as "nothing there". */
async function lookUp<T>(ask: (resolver: Resolver) => Promise<T[]>, signal: AbortSignal): Promise<T[]> {
  if (signal.aborted) throw new Failure("cancelled");
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  const cancel = () => resolver.cancel();
  signal.addEventListener("abort", cancel, { once: true });
  try {
    return await ask(resolver);
  } catch (error) {
    if (signal.aborted) throw new Failure("cancelled", {}, { cause: error });
    return [];
  } finally {
    signal.removeEventListener("abort", cancel);
  }
}
