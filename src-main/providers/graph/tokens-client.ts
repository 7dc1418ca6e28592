// MSAL for one exchange with the sign-in service: over our network, our cache, and with our failures.
import type { ICachePlugin, INetworkModule, PublicClientApplication } from "@azure/msal-node";
import { Failure, toFailure } from "../../../src-preload/contract/failure.ts";
import type { HttpClient, HttpResponse } from "../../ports.ts";
import type { World } from "../provider.ts";
import { authorityOf, consentUrl, type GraphConfig, reroute } from "./config.ts";
import { type Refusal, refusalFailure, refusalOf, signInNeeded } from "./sign-in-refusal.ts";

/** What the exchanges of one data folder and one registration share. */
export interface Service {
  readonly world: World;
  readonly config: GraphConfig;
  readonly cache: ICachePlugin;
  /** Until when the service asked us not to renew tokens. */
  pause?: Failure;
}

/** What the work of an exchange is given. MSAL is loaded when it is first needed, hence here. */
export interface Exchange {
  readonly msal: typeof import("@azure/msal-node");
  readonly app: PublicClientApplication;
  /** Aborted when nobody waits for the exchange any more. */
  readonly signal: AbortSignal;
}

interface ExchangeOptions {
  /** Whether a person sits in front of the sign-in page. */
  readonly isAttended: boolean;
  /** Whose tokens they are, once that is known. */
  readonly address?: () => string | undefined;
  /** Told of a refusal, with the claims (JSON) that the service wants to see next time, if it named any. */
  readonly onRefused?: (claims: string | undefined) => void;
}

type Network = Pick<INetworkModule, "sendGetRequestAsync" | "sendPostRequestAsync">;

/** What went wrong on the wire. MSAL replaces both by errors of its own that say less. */
interface Seen {
  failure?: Failure;
  refusal?: Refusal;
}

/** Runs `work` with an MSAL of its own: the cache is the only state that MSAL keeps between two exchanges, and MSAL empties
 *  its memory at every silent request, which would pull the tokens from under another one at work.
 *  @throws Failure whatever MSAL throws */
export async function exchange<T>(
  service: Service,
  options: ExchangeOptions,
  work: (exchange: Exchange) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  if (signal.aborted) throw new Failure("cancelled");
  const { world, config, cache } = service;
  // Some 18 MB and 0.3 s: only for people who have such an account.
  const msal = await import("@azure/msal-node");
  const http = world.net.http({});
  const seen: Seen = {};
  const app = new msal.PublicClientApplication({
    auth: { clientId: config.clientId, authority: authorityOf(config), clientCapabilities: ["CP1"] },
    cache: { cachePlugin: cache },
    system: { networkClient: network({ service, http, seen, isAttended: options.isAttended, signal }) },
  });
  try {
    return await work({ msal, app, signal });
  } catch (error) {
    throw translate(error, seen, config, options);
  } finally {
    await http.close();
  }
}

function network(deps: {
  service: Service;
  http: HttpClient;
  seen: Seen;
  isAttended: boolean;
  signal: AbortSignal;
}): Network {
  const { service, http, seen, isAttended, signal } = deps;
  const { world, config } = service;
  const send = async (method: string, url: string, options?: { headers?: Record<string, string>; body?: string }) => {
    try {
      const nowMs = world.clock.nowMs();
      if (!isAttended && service.pause && (service.pause.retryAtMs ?? 0) > nowMs) throw service.pause;
      const { headers, body } = options ?? {};
      const target = reroute(config, url);
      const answer = await http.request(
        { method, url: target, ...(headers && { headers }), ...(body !== undefined && { body }) },
        signal,
      );
      const busy = busyFailure(answer, nowMs);
      if (busy?.retryAtMs !== undefined) service.pause = busy;
      if (busy) throw busy;
      const fields = fieldsOf(answer);
      const refusal = refusalOf(fields);
      if (refusal && refusal.error !== "authorization_pending") seen.refusal = refusal;
      return { status: answer.status, headers: { ...answer.headers }, body: fields };
    } catch (error) {
      seen.failure = toFailure(error);
      throw error;
    }
  };
  return {
    // MSAL says what it expects; whatever the service sent is what it gets, and it checks that itself.
    sendGetRequestAsync: async <T>(url: string, options?: Parameters<Network["sendGetRequestAsync"]>[1]) => {
      const answer = await send("GET", url, options);
      return { ...answer, body: answer.body as T };
    },
    sendPostRequestAsync: async <T>(url: string, options?: Parameters<Network["sendPostRequestAsync"]>[1]) => {
      const answer = await send("POST", url, options);
      return { ...answer, body: answer.body as T };
    },
  };
}

/** 429 and 5xx never reach MSAL: it would hold back later requests in its own way and forget until when. */
function busyFailure({ status, headers, url }: HttpResponse, nowMs: number): Failure | undefined {
  const waitMs = retryAfterMs(headers["retry-after"], nowMs);
  if (status === 429) return new Failure("rate-limited", {}, { retryAtMs: nowMs + (waitMs ?? UNSAID_WAIT_MS) });
  if (status < 500) return undefined;
  const params = { host: new URL(url).hostname, status };
  return new Failure("server-error", params, waitMs === undefined ? {} : { retryAtMs: nowMs + waitMs });
}

/** What MSAL itself waits when the service does not say. */
const UNSAID_WAIT_MS = 60_000;

/** Seconds or an HTTP date (RFC 9110 §10.2.3). */
function retryAfterMs(value: string | undefined, nowMs: number): number | undefined {
  if (!value) return undefined;
  const ms = /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : Date.parse(value) - nowMs;
  return Number.isFinite(ms) ? Math.max(0, Math.ceil(ms)) : undefined;
}

function fieldsOf({ body, url }: HttpResponse): Record<string, unknown> {
  try {
    const fields: unknown = JSON.parse(body);
    if (typeof fields === "object" && fields !== null) return fields as Record<string, unknown>;
  } catch {
    // Told below: a proxy's page, or half an answer.
  }
  throw new Failure("bad-answer", { host: new URL(url).hostname });
}

function translate(error: unknown, seen: Seen, config: GraphConfig, options: ExchangeOptions): Failure {
  if (error instanceof Failure) return error;
  if (seen.failure) return seen.failure;
  const { isAttended, onRefused } = options;
  const address = options.address?.();
  if (seen.refusal) {
    const facts = { isAttended, ...(address !== undefined && { address }), consentUrl: consentUrl(config) };
    onRefused?.(seen.refusal.claims);
    return refusalFailure(seen.refusal, facts);
  }
  const { name, errorCode } = error as Partial<Record<"name" | "errorCode", unknown>>;
  // No refresh token, or one that is known to have run out.
  if (!isAttended && name === "InteractionRequiredAuthError") return signInNeeded(address);
  if (errorCode === "device_code_expired") return new Failure("sign-in-timeout");
  if (typeof errorCode !== "string" || !/^\w{1,60}$/.test(errorCode)) return toFailure(error);
  return new Failure("sign-in-failed", { detail: errorCode }, { cause: error });
}
