// Signing in on Microsoft's page in the system's browser: authorization code with PKCE (RFC 6749 §4.1, RFC 7636), the answer
// taken on a loopback address (RFC 8252 §7.3).
import { randomBytes } from "node:crypto";
import type { AuthenticationResult } from "@azure/msal-node";
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { SignInRequest, World } from "../provider.ts";
import { consentUrl, type GraphConfig, isReal, MAIL_SCOPES, reroute, SCOPES } from "./config.ts";
import { listenForAnswer } from "./loopback.ts";
import { refusalFailure, refusalOf } from "./sign-in-refusal.ts";
import type { Exchange } from "./tokens-client.ts";

/** A person may have to find a telephone, a key, or a colleague. */
const TIMEOUT_MS = 10 * 60_000;

/** Opens the page and waits for its answer. MSAL's own way has neither a cancel nor a time-out, and keeps its port open.
 *  @param claims what an earlier refusal asked for, JSON
 *  @throws Failure sign-in-timeout when nobody finishes, and what refusals mean */
export async function signInByBrowser(
  exchange: Exchange,
  request: SignInRequest,
  service: { world: World; config: GraphConfig },
  claims: string | undefined,
): Promise<AuthenticationResult> {
  // Mail is agreed to on the same page. Where an organisation keeps that from its people, calendars work as before.
  if (!isReal(service.config)) return onPage(exchange, request, service, claims, []);
  try {
    return await onPage(exchange, request, service, claims, MAIL_SCOPES);
  } catch (error) {
    if (!(error instanceof Failure) || error.reason !== "admin-approval") throw error;
    return onPage(exchange, request, service, claims, []);
  }
}

/** @param extra what else is agreed to; tokens for it come later, silently */
async function onPage(
  { msal, app, signal }: Exchange,
  { login, progress }: SignInRequest,
  { world, config }: { world: World; config: GraphConfig },
  claims: string | undefined,
  extra: readonly string[],
): Promise<AuthenticationResult> {
  const { verifier, challenge } = await new msal.CryptoProvider().generatePkceCodes();
  const state = randomBytes(32).toString("base64url");
  const loopback = await listenForAnswer(state);
  try {
    const scopes = [...SCOPES];
    const { redirectUri } = loopback;
    const page = await app.getAuthCodeUrl({
      scopes,
      redirectUri,
      state,
      ...(extra.length > 0 && { extraScopesToConsent: [...extra] }),
      // A posted code does not stay in the browser's history.
      responseMode: "form_post",
      codeChallenge: challenge,
      codeChallengeMethod: "S256",
      // Without it a browser that is signed in already would choose who is added.
      ...(login.address === undefined ? { prompt: "select_account" } : { loginHint: login.address }),
      ...(claims !== undefined && { claims }),
    });
    const url = reroute(config, page);
    progress({ way: "browser", url, expiresAtMs: world.clock.nowMs() + TIMEOUT_MS });
    // Where no browser opens, the person opens the address that was just told.
    world.openPage(url).catch(() => undefined);
    const answer = await within(loopback.answer, TIMEOUT_MS, world, signal);
    const refusal = refusalOf(answer);
    if (refusal) throw refusalFailure(refusal, { isAttended: true, consentUrl: consentUrl(config) });
    const { code = "", client_info: clientInfo } = answer;
    return await app.acquireTokenByCode({
      code,
      codeVerifier: verifier,
      scopes,
      redirectUri,
      ...(clientInfo !== undefined && { clientInfo }),
      ...(claims !== undefined && { claims }),
    });
  } finally {
    loopback.close();
  }
}

/** @throws Failure sign-in-timeout after `ms`, cancelled */
async function within<T>(wait: Promise<T>, ms: number, { clock }: World, signal: AbortSignal): Promise<T> {
  const done = new AbortController();
  const late = clock.sleep(ms, AbortSignal.any([signal, done.signal])).then((): never => {
    throw new Failure("sign-in-timeout");
  });
  try {
    return await Promise.race([wait, late]);
  } finally {
    done.abort();
  }
}
