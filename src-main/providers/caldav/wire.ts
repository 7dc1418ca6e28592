// One signed-in HTTP conversation: credentials, redirects, and answers that are none. All other files go through `send`.
import { Failure, toFailure } from "../../../src-preload/contract/failure.ts";
import type { RequestRecord } from "../../../src-preload/contract/sync.ts";
import type { HttpClient, HttpResponse } from "../../ports.ts";
import { withLog } from "../request-log.ts";
import { type Multistatus, parseError, parseMultistatus } from "./multistatus.ts";
import { type DavAnswer, failureOf, isHtml, isQuota, notDav } from "./refusals.ts";
import type { SignIn } from "./sign-in.ts";
import type { Traits } from "./traits.ts";

const MAX_REDIRECTS = 5;
/** Unknown host, then its challenge, then a nonce that ran out meanwhile. */
const MAX_TRIES = 3;

interface DavRequest {
  readonly method: string;
  readonly url: string;
  readonly body?: string;
  readonly depth?: "0" | "1";
  /** Whole exchange; the network's own default when absent. */
  readonly timeoutMs?: number;
  readonly headers?: Readonly<Record<string, string>>;
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
  /** The server's software, as its headers tell it. */
  software(): string | undefined;
  /** The latest requests, oldest first (R103). */
  requests(): readonly RequestRecord[];
  close(): Promise<void>;
}

/** Opens a conversation.
 *
 *  Who gets the password: the hosts in `trusted` (the one typed, or found earlier) and any host that such a host named
 *  over https, by redirect or href: it knows the password already and its certificate was checked. iCloud's shards and
 *  hosters' well-known redirects work so. Nothing is followed from https to http, and from plain http only to the same
 *  host. Names are not compared by their last labels: neighbours on a shared domain are strangers. */
export function openWire(
  http: HttpClient,
  signIn: SignIn,
  trusted: readonly string[],
  traits: Traits,
  nowMs: () => number,
): Wire {
  const hosts = new Set(trusted);
  const log = withLog(http, nowMs, conditionsIn);
  let software: string | undefined;
  const follow = (href: string, base: string) => nextUrl(href, base, hosts);
  const failure = (answer: DavAnswer) => failureOf(answer, nowMs());
  const send = async (request: DavRequest, signal: AbortSignal): Promise<DavAnswer> => {
    let url = request.url;
    for (let hop = 0; ; hop++) {
      if (!hosts.has(new URL(url).host)) throw new Failure("untrusted-redirect", { host: new URL(url).hostname });
      const answer = await sendSigned({ ...request, url }, log.client, signIn, signal);
      software ??= softwareIn(answer);
      const { location } = answer.headers;
      const redirected = [301, 302, 303, 307, 308].includes(answer.status) && location !== undefined;
      if (redirected && hop < MAX_REDIRECTS) url = follow(location, url);
      else if (redirected) throw new Failure("not-caldav", { host: new URL(url).hostname });
      else return checked(answer, traits, nowMs());
    }
  };
  return {
    send,
    follow,
    failure,
    trust: (host) => void hosts.add(host),
    hosts: () => [...hosts],
    software: () => software,
    requests: () => log.records(),
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

/** The preconditions that an error's body names (RFC 4918 §16). */
function conditionsIn(body: string): string {
  return (parseError(body) ?? []).map((condition) => condition.name).join(", ");
}

/** JSON of ours that came back through a database; undefined when it is no JSON any more. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** One request, asked again when the host says how it wants to be signed in at. */
async function sendSigned(
  request: DavRequest,
  http: HttpClient,
  signIn: SignIn,
  signal: AbortSignal,
): Promise<DavAnswer> {
  const { method, url } = request;
  for (let tries = 1; ; tries++) {
    const authorization = signIn.header(method, url);
    const answer = { ...(await http.request(toHttp(request, authorization), signal)), method };
    const isRefused = answer.status === 401;
    const isPlain = !isRefused && ![301, 302, 303, 307, 308, 429, 503].includes(answer.status);
    const goesOn =
      tries < MAX_TRIES &&
      (isRefused
        ? signIn.challenged(url, answer.headers["www-authenticate"] ?? "", authorization !== undefined)
        : // What anyone may see is not what the user sees.
          authorization === undefined && isPlain && signIn.unchallenged(url));
    if (!goesOn) return answer;
  }
}

function toHttp(request: DavRequest, authorization: string | undefined) {
  const xml = request.body !== undefined && request.method !== "PUT";
  return {
    method: request.method,
    url: request.url,
    headers: {
      ...(authorization !== undefined && { authorization }),
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

function checked(answer: DavAnswer, traits: Traits, nowMs: number): DavAnswer {
  if (isQuota(answer)) traits.note("quota-403");
  if ([401, 429, 503].includes(answer.status) || isQuota(answer)) throw failureOf(answer, nowMs);
  if (answer.status < 300 && answer.status !== 207 && isHtml(answer) && answer.method !== "OPTIONS")
    throw notDav(answer);
  return answer;
}

/** `sabre/dav 4.7.0`, `Radicale/3.5 …`: whatever the answer says of its maker. */
function softwareIn({ headers }: HttpResponse): string | undefined {
  const sabre = headers["x-sabre-version"];
  if (sabre !== undefined) return `sabre/dav ${sabre}`;
  const named = Object.keys(headers).find((name) => /^x-(davical|sogo|zimbra|nextcloud|cyrus|stalwart)/.test(name));
  return named?.split("-")[1] ?? headers.server?.slice(0, 80);
}
