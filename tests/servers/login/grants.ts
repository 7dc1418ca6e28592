// Codes and tokens: issued, remembered, and told apart again.
import { createHash } from "node:crypto";
import { REFUSALS, type Refusal } from "./refusals.ts";
import type { LoginUser } from "./users.ts";

/** What somebody agreed to, or a client asks to be given. */
export interface Grant {
  readonly user: LoginUser;
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly nonce?: string;
  /** JSON, as sent. */
  readonly claims?: string;
}

export interface CodeGrant extends Grant {
  readonly challenge: string;
  readonly redirectUri: string;
}

interface AccessToken extends Grant {
  readonly audience: string;
  readonly expiresMs: number;
  isRevoked: boolean;
}

interface RefreshToken extends Grant {
  /** Why it is refused, once it is. */
  refusal?: Refusal;
}

export interface DeviceGrant {
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly userCode: string;
  readonly expiresMs: number;
  outcome: LoginUser | "pending" | "declined";
}

/** All that is outstanding. */
export interface Ledger {
  readonly codes: Map<string, CodeGrant>;
  readonly access: Map<string, AccessToken>;
  readonly refresh: Map<string, RefreshToken>;
  readonly devices: Map<string, DeviceGrant>;
  readonly nowMs: () => number;
  /** Lifetime of access tokens. */
  readonly expiresInSeconds: number;
}

/** A refusal on its way to the endpoint. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.text ?? refusal.error ?? "refused");
    this.refusal = refusal;
  }
}

const GRAPH = "https://graph.microsoft.com";
const OIDC = new Set(["openid", "profile", "email", "offline_access"]);

/** The resource that scopes belong to; bare ones are Graph's. @throws Refused when there are two */
export function audienceOf(scopes: readonly string[]): string {
  const own = scopes.filter((scope) => !OIDC.has(scope));
  const resources = new Set(own.map((scope) => /^(https:\/\/[^/]+)\//.exec(scope)?.[1] ?? GRAPH));
  if (resources.size <= 1) return [...resources][0] ?? GRAPH;
  const text =
    "The provided value for the input parameter scope is not valid because it contains more than one resource.";
  throw new Refused({ error: "invalid_request", number: 28000, text });
}

let minted = 0;

/** Opaque, never the same twice, the same in each run. */
export function opaque(kind: string, length: number): string {
  const parts: string[] = [];
  const id = ++minted;
  for (let part = 0; parts.join("").length < length; part++) {
    parts.push(createHash("sha512").update(`${kind} ${id} ${part}`).digest("base64url"));
  }
  return parts.join("").slice(0, length);
}

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const jwt = (payload: object) =>
  `${encoded({ typ: "JWT", alg: "RS256", kid: "local" })}.${encoded(payload)}.${opaque("signature", 342)}`;

/** The answer of the token endpoint for a grant. */
export function issue(ledger: Ledger, grant: Grant): Readonly<Record<string, unknown>> {
  const { user, clientId, scopes, nonce } = grant;
  const audience = audienceOf(scopes);
  const nowMs = ledger.nowMs();
  const seconds = Math.floor(nowMs / 1000);
  const expiresMs = nowMs + ledger.expiresInSeconds * 1000;
  const issuer = `https://login.microsoftonline.com/${user.tenant}/v2.0`;
  const common = {
    iss: issuer,
    iat: seconds,
    nbf: seconds,
    exp: Math.floor(expiresMs / 1000),
    oid: user.id,
    tid: user.tenant,
    ver: "2.0",
  };
  // Tokens of personal accounts are opaque, the others readable; either is as long as a real one.
  const access = user.isPersonal
    ? `EwB4${opaque("access", 1400)}`
    : jwt({ aud: audience, ...common, scp: scopes.join(" "), xms: opaque("access", 900) });
  ledger.access.set(access, { ...grant, audience, expiresMs, isRevoked: false });
  const idToken = {
    aud: clientId,
    ...common,
    name: user.name,
    preferred_username: user.address,
    sub: opaque("sub", 43),
    ...(nonce && { nonce }),
  };
  const refresh = opaque("refresh", 1200);
  if (scopes.includes("offline_access")) ledger.refresh.set(refresh, { ...grant });
  return {
    token_type: "Bearer",
    scope: scopes.filter((scope) => scope !== "offline_access").join(" "),
    expires_in: ledger.expiresInSeconds,
    ext_expires_in: ledger.expiresInSeconds,
    access_token: access,
    ...(scopes.includes("offline_access") && { refresh_token: refresh }),
    ...(scopes.includes("openid") && { id_token: jwt(idToken) }),
    client_info: encoded({ uid: user.id, utid: user.tenant }),
  };
}

/** @throws Refused invalid_grant for a wrong or used code, or a verifier that does not belong to it (RFC 7636 §4.6) */
export function redeemCode(
  ledger: Ledger,
  code: string,
  { verifier, redirectUri }: { verifier: string; redirectUri: string },
): CodeGrant {
  const grant = ledger.codes.get(code);
  ledger.codes.delete(code);
  if (!grant)
    throw new Refused({
      error: "invalid_grant",
      number: 70008,
      text: "The provided authorization code has expired or was used.",
    });
  if (grant.redirectUri !== redirectUri) {
    throw new Refused({
      error: "invalid_grant",
      number: 500112,
      text: "The reply address does not match the one of the code.",
    });
  }
  const challenge = createHash("sha256").update(verifier).digest("base64url");
  if (challenge !== grant.challenge) {
    throw new Refused({
      error: "invalid_grant",
      number: 501481,
      text: "The Code_Verifier does not match the code_challenge.",
    });
  }
  return grant;
}

/** @param scopes asked for; those of another resource need a consent of their own
 *  @throws Refused */
export function redeemRefresh(ledger: Ledger, token: string, scopes: readonly string[]): Grant {
  const known = ledger.refresh.get(token);
  if (!known)
    throw new Refused({
      error: "invalid_grant",
      number: 9002313,
      text: "Invalid request. Request is malformed or invalid.",
    });
  if (known.refusal) throw new Refused(known.refusal);
  const asked = scopes.filter((scope) => !OIDC.has(scope));
  const agreed = new Set(known.scopes.map(bare));
  if (asked.some((scope) => !agreed.has(bare(scope)) && !scope.endsWith("/.default")))
    throw new Refused(REFUSALS.consentNeeded);
  return { ...known, scopes: scopes.length > 0 ? scopes : known.scopes };
}

const bare = (scope: string) => scope.replace(`${GRAPH}/`, "").toLowerCase();

/** What Graph finds out about a token. */
export function checkAccess(ledger: Ledger, token: string): { user: LoginUser; claims?: string } | { refused: string } {
  const known = ledger.access.get(token);
  if (!known) return { refused: "CompactToken parsing failed with error code: 80049217" };
  if (known.audience !== GRAPH) return { refused: "Access token validation failure. Invalid audience." };
  if (known.isRevoked)
    return { refused: "Continuous access evaluation resulted in challenge with result: InteractionRequired" };
  if (known.expiresMs <= ledger.nowMs()) return { refused: "Lifetime validation failed, the token is expired." };
  return { user: known.user, ...(known.claims !== undefined && { claims: known.claims }) };
}
