// One signed-in conversation with Graph: tokens, headers, pauses, and answers that are none. All other files go through `send`.
import type { Client, Context, Middleware } from "@microsoft/microsoft-graph-client";
import { Failure, toFailure } from "../../../src-preload/contract/failure.ts";
import type { RequestRecord } from "../../../src-preload/contract/sync.ts";
import type { Clock, HttpClient, HttpResponse } from "../../ports.ts";
import { withLog } from "../request-log.ts";
import { isShort, type Pool, waitMsOf } from "./pool.ts";
import type { TokenOptions } from "./tokens.ts";
import type { Traits } from "./traits.ts";
import {
  errorOf,
  failureOf,
  type GraphAnswer,
  isStranger,
  isThrottled,
  objectOf,
  refusesCondition,
} from "./wire-refusals.ts";

/** The service's own address: graph-client gives the token to no other, and links may name it when a local server answers. */
const GRAPH = "https://graph.microsoft.com";
const VERSION = "/v1.0";
/** How often one request waits for a pause to end. */
const MAX_PAUSES = 3;
/** When no time is named (Graph asks for exponential steps then). */
const PAUSE_MS = 2_000;

/** One request, or one row of a batch. */
export interface GraphRequest {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Below `/v1.0`, with its query; or a link of an earlier answer, whole. */
  readonly path: string;
  readonly body?: object;
  readonly ifMatch?: string;
  /** Rows wanted on a page (`Prefer: odata.maxpagesize`). */
  readonly pageSize?: number;
  /** A POST that changes nothing, so that it may be sent again. */
  readonly isRead?: true;
  /** How many requests it counts for. */
  readonly weight?: number;
}

/** A signed-in conversation with one mailbox. */
export interface Wire {
  /** Sends. Any status is an answer, but a refused token and a request to wait are Failures, and so is everything on the
   *  way. Only what changes nothing or can be repeated is sent again after a pause; a POST never. */
  send(request: GraphRequest, signal: AbortSignal): Promise<GraphAnswer>;
  /** Like `send` for requests that answer with an object; every other answer is a Failure. */
  ask(request: GraphRequest, signal: AbortSignal): Promise<Readonly<Record<string, unknown>>>;
  /** The latest requests, oldest first (R103). */
  requests(): readonly RequestRecord[];
  close(): Promise<void>;
}

/** The headers that every request carries, also inside a batch: ids that stay when an event moves, times in UTC. */
export function preferences(pageSize?: number): string {
  const wanted = ['IdType="ImmutableId"', 'outlook.timezone="UTC"'];
  return [...wanted, ...(pageSize === undefined ? [] : [`odata.maxpagesize=${pageSize}`])].join(", ");
}

/** Opens a conversation.
 *  @param graphUrl where Graph is, without a slash at its end */
export function openWire(parts: {
  readonly http: HttpClient;
  readonly graphUrl: string;
  readonly token: (need: TokenOptions, signal: AbortSignal) => Promise<string>;
  readonly pool: Pool;
  readonly clock: Clock;
  readonly traits: Traits;
}): Wire {
  const { graphUrl, token, pool, clock, traits } = parts;
  const log = withLog(
    parts.http,
    () => clock.nowMs(),
    (body) => errorOf(readJson(body)).code || undefined,
  );
  let client: Promise<Client> | undefined;
  const once = async (request: GraphRequest, need: TokenOptions, signal: AbortSignal) => {
    const url = urlOf(request.path, graphUrl);
    const bearer = await token(need, signal);
    client ??= createClient();
    const graph = await client;
    const exchange: Exchange = { http: log.client, url, bearer, signal };
    return pool.run(request.weight ?? 1, () => exchanged(graph, request, exchange), signal);
  };
  const send = async (request: GraphRequest, signal: AbortSignal): Promise<GraphAnswer> => {
    let need: TokenOptions = {};
    const needed = new Set<string>();
    for (let pauses = 0; ; ) {
      const { ifMatch, ...plain } = request;
      const isGuarded = ifMatch !== undefined && !traits.has("no-conditions");
      const answer = await once(isGuarded ? request : plain, need, signal);
      // What it was sent, even a DELETE that it says went well, has not arrived.
      if (isStranger(answer)) throw failureOf(answer);
      if (answer.status === 401) {
        need = needOf(answer);
        const kind = need.claims === undefined ? "refresh" : "claims";
        if (needed.has(kind)) throw failureOf(answer);
        needed.add(kind);
      } else if (isThrottled(answer.status)) {
        traits.note("throttled");
        const waitMs = waitMsOf(answer.headers["retry-after"], clock.nowMs()) ?? PAUSE_MS * 2 ** pauses;
        const retryAtMs = clock.nowMs() + waitMs;
        pool.pauseUntil(retryAtMs);
        const isRepeatable = request.method !== "POST" || request.isRead === true;
        if (!isRepeatable || !isShort(waitMs) || ++pauses > MAX_PAUSES)
          throw new Failure("rate-limited", { host: new URL(answer.url).hostname }, { retryAtMs });
      } else if (isGuarded && refusesCondition(answer)) traits.note("no-conditions");
      else return answer;
    }
  };
  return {
    send,
    requests: () => log.records(),
    close: () => parts.http.close(),
    ask: async (request, signal) => {
      const answer = await send(request, signal);
      const body = answer.status < 300 ? objectOf(answer.body) : undefined;
      if (body === undefined) throw failureOf(answer);
      return body;
    },
  };
}

/** The result of work that may fail in a way the caller can live with. */
export async function attempt<T>(work: Promise<T>): Promise<T | Failure> {
  try {
    return await work;
  } catch (error) {
    return livable(error);
  }
}

/** The same of a decision. */
export function decide<T>(work: () => T): T | Failure {
  try {
    return work();
  } catch (error) {
    return livable(error);
  }
}

function livable(error: unknown): Failure {
  const failure = toFailure(error);
  if (failure.code === "cancelled" || failure.code === "bug") throw failure;
  return failure;
}

/** JSON that comes from elsewhere; undefined when it is none. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The absolute address of a request. A link of an answer gets the token only when it stays with Graph.
 *  @throws Failure untrusted-redirect */
function urlOf(path: string, graphUrl: string): string {
  if (path.startsWith("/")) return `${graphUrl}${VERSION}${path}`;
  // A local server may speak of itself as Graph, or by another name of this computer: it is asked all the same.
  for (const base of [graphUrl, GRAPH]) {
    const rest = restBelow(path, base);
    if (rest !== undefined) return `${graphUrl}${rest}`;
  }
  throw new Failure("untrusted-redirect", {
    host: URL.canParse(path) ? new URL(path).hostname : new URL(graphUrl).hostname,
  });
}

/** What follows `base` in a link, to the letter; undefined when the link leads elsewhere. */
function restBelow(link: string, base: string): string | undefined {
  const { origin, pathname } = new URL(base);
  const [given = ""] = /^[a-z]+:\/\/[^/?#]+/i.exec(link) ?? [];
  if (!URL.canParse(given) || sameHere(new URL(given).origin) !== sameHere(origin)) return undefined;
  const prefix = pathname.replace(/\/$/, "");
  const rest = link.slice(given.length);
  return rest.startsWith(`${prefix}/`) ? rest.slice(prefix.length) : undefined;
}

/** An origin, with one name for all that this computer has for itself. */
const sameHere = (origin: string) => origin.replace(/^(https?:\/\/)(127(\.\d{1,3}){3}|\[::1\])(?=:|$)/, "$1localhost");

/** One request on its way through graph-client, and what came of it: what is thrown there would come out as another error. */
interface Exchange {
  readonly http: HttpClient;
  readonly url: string;
  readonly bearer: string;
  readonly signal: AbortSignal;
  answer?: HttpResponse;
  failure?: Failure;
}

/** graph-client takes 0.1 s and 10 MB to load: only for those who have such an account. Its chain is the token and our
 *  network; its own retries, which repeat POST too, are left out. */
async function createClient(): Promise<Client> {
  const { Client, AuthenticationHandler } = await import("@microsoft/microsoft-graph-client");
  const provider = { getAccessToken: async () => "" };
  return Client.initWithMiddleware({ middleware: [new AuthenticationHandler(provider), new Terminal()] });
}

const exchangeIn = (context: Context) => (context.options as { readonly exchange: Exchange }).exchange;

/** The end of the chain: the host's network in place of `fetch`. */
class Terminal implements Middleware {
  async execute(context: Context): Promise<void> {
    const exchange = exchangeIn(context);
    const { method = "GET", headers, body } = context.options ?? {};
    const request = {
      method,
      url: exchange.url,
      headers: headers as Readonly<Record<string, string>>,
      ...(typeof body === "string" && { body }),
    };
    try {
      exchange.answer = await exchange.http.request(request, exchange.signal);
    } catch (error) {
      exchange.failure = toFailure(error);
    }
    context.response = new Response(null, { status: 200 });
  }
}

async function exchanged(client: Client, request: GraphRequest, exchange: Exchange): Promise<GraphAnswer> {
  const { method, body, ifMatch, pageSize } = request;
  const { AuthenticationHandlerOptions, ResponseType } = await import("@microsoft/microsoft-graph-client");
  const url = new URL(exchange.url);
  const call = client
    .api(`${GRAPH}${url.pathname}${url.search}`)
    .responseType(ResponseType.RAW)
    .option("exchange", exchange)
    .middlewareOptions([new AuthenticationHandlerOptions({ getAccessToken: async () => exchange.bearer })])
    .headers({ Prefer: preferences(pageSize), "user-agent": "Cadran", ...(ifMatch && { "If-Match": ifMatch }) });
  if (method === "POST") await call.post(body ?? {});
  else if (method === "PATCH") await call.patch(body ?? {});
  else if (method === "DELETE") await call.delete();
  else await call.get();
  if (exchange.answer === undefined)
    throw exchange.failure ?? new Failure("bug", { detail: "a request without an end" });
  const { status, headers, body: text } = exchange.answer;
  return { method, url: exchange.url, status, headers, body: readJson(text) };
}

/** What a 401 wants of the next token: a claims challenge (continuous access evaluation), else a fresh one. */
function needOf({ headers }: GraphAnswer): TokenOptions {
  const [, coded = ""] = /\bclaims="?([\w+/=-]+)"?/i.exec(headers["www-authenticate"] ?? "") ?? [];
  const claims = Buffer.from(coded, "base64").toString();
  return objectOf(readJson(claims)) === undefined ? { refresh: true } : { claims };
}
