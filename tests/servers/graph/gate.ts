// Everything that stands between a request and its endpoint: tokens, throttling, and faults a test has ordered.
import { type Asked, errorBody, type Reply } from "./answer.ts";
import type { Habits } from "./state.ts";

/** Who a token belongs to. */
export interface TokenUser {
  /** Object id in the directory. */
  readonly id: string;
  readonly address: string;
  readonly name: string;
  readonly isPersonal?: boolean;
  readonly proxyAddresses?: readonly string[];
}

/** Tells tokens apart: the local sign-in server, or a table. */
export interface Door {
  /** @returns the user with the claims the token was issued for (JSON), or why it is refused */
  check(token: string): { readonly user: TokenUser; readonly claims?: string } | { readonly refused: string };
}

/** An order for the next requests. */
export interface Fault {
  times: number;
  /** `METHOD /v1.0/path?query`; without it every request but those inside a batch is meant. */
  readonly where?: RegExp;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object | string;
  /** The request takes effect, but its answer is lost, or is kept back until the server stops. */
  readonly lost?: "cut" | "stall";
}

/** The fault meant for a request, used up once. */
export function faultFor(faults: readonly Fault[], asked: Asked, isInner: boolean, isLoss: boolean): Fault | undefined {
  const found = faults.find(
    ({ times, where, lost }) =>
      times > 0 && (lost !== undefined) === isLoss && (where?.test(`${asked.method} ${asked.target}`) ?? !isInner),
  );
  if (found) found.times--;
  return found;
}

const REALM =
  'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"';

/** The user of a request, or its 401. */
export function authorize(door: Door, habits: Habits, asked: Asked): TokenUser | Reply {
  const [, token = ""] = /^Bearer (\S+)$/i.exec(asked.headers.authorization ?? "") ?? [];
  if (token === "") return unauthorized("Access token is empty.");
  const known = door.check(token);
  if ("refused" in known) return unauthorized(known.refused);
  if (habits.claims === undefined || covers(known.claims, habits.claims)) return known.user;
  const claims = Buffer.from(habits.claims).toString("base64");
  return unauthorized(
    "Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp",
    `, error="insufficient_claims", claims="${claims}"`,
  );
}

function unauthorized(message: string, more = ""): Reply {
  return {
    status: 401,
    headers: { "WWW-Authenticate": REALM + more },
    body: errorBody("InvalidAuthenticationToken", message),
  };
}

/** Was the token issued for all of the wanted claims? What the client says of itself besides does not matter. */
function covers(given: string | undefined, wanted: string): boolean {
  const tokenOf = (text: string) => (JSON.parse(text) as { access_token?: object }).access_token ?? {};
  const own = Object.entries(tokenOf(given ?? "{}")).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  return Object.entries(tokenOf(wanted)).every(([name, value]) => own.includes(`${name} ${JSON.stringify(value)}`));
}

const OVER = "Application is over its MailboxConcurrency limit.";

/** The refusal of a request that comes too often, or too many at once. */
export function throttled(habits: Habits, inFlight: number, isInner: boolean): Reply | undefined {
  const { throttle, concurrency } = habits;
  if (!isInner && concurrency !== undefined && inFlight > concurrency) {
    return { status: 429, headers: { "Retry-After": "1" }, body: errorBody("ApplicationThrottled", OVER) };
  }
  if (!throttle || throttle.times <= 0 || (throttle.insideBatch ?? false) !== isInner) return undefined;
  habits.throttle = { ...throttle, times: throttle.times - 1 };
  const { status = 429, retryAfter, body = "json" } = throttle;
  const headers = { ...(retryAfter !== undefined && { "Retry-After": retryAfter }) };
  if (body === "empty") return { status, headers };
  if (body === "html") {
    const html =
      "<!DOCTYPE html><html><head><title>Service unavailable</title></head><body>Too many requests</body></html>";
    return { status, headers: { ...headers, "Content-Type": "text/html" }, body: html };
  }
  return { status, headers, body: errorBody(status === 503 ? "ServiceUnavailable" : "TooManyRequests", OVER) };
}
