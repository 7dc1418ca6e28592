// One signed-in HTTP conversation: credentials, redirects, and what a status means. All other files go through `send`.
import { Failure, type FailureReason, toFailure } from "../../../src-preload/contract/failure.ts";
import type { HttpClient, HttpResponse } from "../../ports.ts";
import { type Condition, type Multistatus, parseError, parseMultistatus } from "./multistatus.ts";

const MAX_REDIRECTS = 5;

export interface DavRequest {
  readonly method: string;
  readonly url: string;
  readonly body?: string;
  readonly depth?: "0" | "1";
  /** Whole exchange; the network's own default when absent. */
  readonly timeoutMs?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer; `url` is the final one, after redirects (R7). */
export interface DavAnswer extends HttpResponse {
  readonly method: string;
}

/** A signed-in conversation with an account's servers. */
export interface Wire {
  /** Sends and follows redirects. Any status is an answer, but a refused password, a request to wait and a web page
   *  in place of an answer are Failures, and so is everything on the way. */
  send(request: DavRequest, signal: AbortSignal): Promise<DavAnswer>;
  /** Like `send` for requests that answer with a multistatus; every other answer is a Failure. */
  multistatus(request: DavRequest, signal: AbortSignal): Promise<Multistatus & { readonly url: string }>;
  /** What an unexpected answer means. */
  failure(answer: DavAnswer): Failure;
  /** Absolute URL of a collection named by an answer of `base`; its host may get the credentials from now on. */
  follow(href: string, base: string): string;
  /** Lets the credentials go to this host. */
  trust(host: string): void;
  /** Hosts that may get the credentials. */
  hosts(): readonly string[];
  close(): Promise<void>;
}

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** Opens a conversation.
 *
 *  Who gets the password: the hosts in `trusted` (the one typed, or found earlier) and any host that such a host named
 *  over https, by redirect or href: it knows the password already and its certificate was checked. iCloud's shards and
 *  hosters' well-known redirects work so. Nothing is followed from https to http, and from plain http only to the same
 *  host. Names are not compared by their last labels: neighbours on a shared domain are strangers. */
export function openWire(
  http: HttpClient,
  credentials: Credentials,
  trusted: readonly string[],
  nowMs: () => number,
): Wire {
  const hosts = new Set(trusted);
  const authorization = `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`).toString("base64")}`;
  const follow = (href: string, base: string) => nextUrl(href, base, hosts);
  const failure = (answer: DavAnswer) => failureOf(answer, nowMs());
  const send = async (request: DavRequest, signal: AbortSignal): Promise<DavAnswer> => {
    let url = request.url;
    for (let hop = 0; ; hop++) {
      if (!hosts.has(new URL(url).host)) throw new Failure("untrusted-redirect", { host: new URL(url).hostname });
      const answer = {
        ...(await http.request(toHttp({ ...request, url }, authorization), signal)),
        method: request.method,
      };
      const { location } = answer.headers;
      const redirected = [301, 302, 303, 307, 308].includes(answer.status) && location !== undefined;
      if (redirected && hop < MAX_REDIRECTS) url = follow(location, url);
      else if (redirected) throw new Failure("not-caldav", { host: new URL(url).hostname });
      else return checked(answer, nowMs());
    }
  };
  return {
    send,
    follow,
    failure,
    trust: (host) => void hosts.add(host),
    hosts: () => [...hosts],
    close: () => http.close(),
    multistatus: async (request, signal) => {
      const answer = await send(request, signal);
      if (answer.status !== 207) throw answer.status < 300 ? notDav(answer) : failure(answer);
      const parsed = parseMultistatus(answer.body);
      if (parsed === undefined) throw new Failure("bad-answer", { host: new URL(answer.url).hostname });
      return { ...parsed, url: answer.url };
    },
  };
}

/** The result of work that may fail in a way the caller can live with. */
export async function attempt<T>(work: Promise<T>): Promise<T | Failure> {
  try {
    return await work;
  } catch (error) {
    const failure = toFailure(error);
    if (failure.code === "cancelled" || failure.code === "bug") throw failure;
    return failure;
  }
}

/** JSON of ours that came back through a database; undefined when it is no JSON any more. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function toHttp(request: DavRequest, authorization: string) {
  const xml = request.body !== undefined && request.method !== "PUT";
  return {
    method: request.method,
    url: request.url,
    headers: {
      authorization,
      "user-agent": "Cadran",
      // Some servers alter entity tags when they compress (R38).
      "accept-encoding": "identity",
      ...(request.depth && { depth: request.depth }),
      ...(xml && { "content-type": "application/xml; charset=utf-8" }),
      ...request.headers,
    },
    ...(request.body !== undefined && { body: request.body }),
    ...(request.timeoutMs !== undefined && { timeoutMs: request.timeoutMs }),
  };
}

/** Where `href` leads from `base`, and whether the password may go there. */
function nextUrl(href: string, base: string, hosts: Set<string>): string {
  const from = new URL(base);
  if (!URL.canParse(href, base)) throw new Failure("not-caldav", { host: from.hostname });
  const to = new URL(href, base);
  if (from.protocol === "https:" && to.protocol === "http:") {
    // A server behind a TLS proxy that does not know its own scheme: same name, so stay where we are.
    if (to.hostname !== from.hostname) throw new Failure("insecure-redirect", { host: from.hostname });
    to.protocol = "https:";
    to.host = from.host;
  }
  const isSecure = from.protocol === "https:" || (to.protocol === "https:" && to.hostname === from.hostname);
  if (!hosts.has(to.host) && !isSecure) throw new Failure("untrusted-redirect", { host: to.hostname });
  to.username = "";
  to.password = "";
  hosts.add(to.host);
  return to.href;
}

function checked(answer: DavAnswer, nowMs: number): DavAnswer {
  if ([401, 429, 503].includes(answer.status)) throw failureOf(answer, nowMs);
  if (answer.status < 300 && answer.status !== 207 && isHtml(answer) && answer.method !== "OPTIONS")
    throw notDav(answer);
  return answer;
}

const isHtml = (answer: DavAnswer) =>
  /^text\/html|^application\/xhtml/i.test(answer.headers["content-type"] ?? "") && answer.body.trim() !== "";

function notDav(answer: DavAnswer): Failure {
  return new Failure(isHtml(answer) ? "login-page" : "not-caldav", { host: new URL(answer.url).hostname });
}

/** Preconditions by which a server says that the data itself is bad (RFC 4791 §5.3.2.1). */
const BAD_DATA = new Set([
  "valid-calendar-data",
  "supported-calendar-data",
  "valid-calendar-object-resource",
  "supported-calendar-component",
  "calendar-collection-location-ok",
  "min-date-time",
  "max-date-time",
  "max-instances",
  "max-attendees-per-instance",
]);

const STATUSES: Readonly<Record<number, FailureReason>> = {
  400: "refused-data",
  403: "forbidden",
  404: "missing",
  405: "unsupported",
  406: "unsupported",
  408: "timeout",
  409: "conflict",
  410: "missing",
  412: "conflict",
  413: "too-large",
  415: "refused-data",
  422: "refused-data",
  501: "unsupported",
  507: "quota",
};

function failureOf(answer: DavAnswer, nowMs: number): Failure {
  const { status, method } = answer;
  const host = new URL(answer.url).hostname;
  if (status === 401) {
    const scheme = answer.headers["www-authenticate"] ?? "";
    const onlyDigest = /digest/i.test(scheme) && !/basic/i.test(scheme);
    return onlyDigest ? new Failure("unsupported", { what: "digest" }) : new Failure("wrong-password", { host });
  }
  const conditions = parseError(answer.body);
  // Google says "slow down" with 403 and an empty error element (R19).
  const isQuota = status === 403 && conditions?.length === 0 && (method === "REPORT" || method === "PROPFIND");
  if (status === 429 || status === 503 || isQuota) {
    return new Failure("rate-limited", { host }, { retryAtMs: retryAtMs(answer.headers["retry-after"], nowMs) });
  }
  return conditionFailure(status, conditions ?? [], answer) ?? statusFailure(answer, host);
}

/** What a refused request means by its preconditions alone; undefined when they say nothing more than the status. */
export function conditionFailure(
  status: number,
  conditions: readonly Condition[],
  answer: DavAnswer,
): Failure | undefined {
  const names = conditions.map((condition) => condition.name);
  if (names.includes("max-resource-size")) return new Failure("too-large", { what: "item" });
  const bad = conditions.find((condition) => BAD_DATA.has(condition.name));
  if (bad !== undefined)
    return new Failure("refused-data", { detail: [bad.name, bad.text].filter(Boolean).join(": ") });
  const isWrite = answer.method === "PUT" || answer.method === "DELETE";
  if (status === 403 && isWrite && names.includes("need-privileges")) return new Failure("read-only");
  return undefined;
}

function statusFailure(answer: DavAnswer, host: string): Failure {
  const { status } = answer;
  const reason = STATUSES[status] ?? "server-error";
  if (reason === "refused-data") return new Failure(reason, { detail: plainText(answer.body) || `status ${status}` });
  if (reason === "too-large" || reason === "missing") return new Failure(reason, { what: "item" });
  if (reason === "unsupported") return new Failure(reason, { what: "request" });
  return new Failure(reason, { host, status });
}

const plainText = (body: string) =>
  body
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 200);

/** Seconds or an HTTP date (RFC 9110 §10.2.3), kept between 1 min and 2 h; 15 min when nothing is said (R98). */
function retryAtMs(header: string | undefined, nowMs: number): number {
  const value = header?.trim() ?? "";
  const asked = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - nowMs;
  const waitMs = Number.isNaN(asked) ? 15 * 60_000 : asked;
  return nowMs + Math.min(Math.max(waitMs, 60_000), 2 * 3_600_000);
}
