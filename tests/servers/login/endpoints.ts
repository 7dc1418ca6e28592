// The endpoints of the sign-in service (learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow, -device-code).

import { deviceGrant } from "./devices.ts";
import { audienceOf, issue, opaque, Refused, redeemCode, redeemRefresh } from "./grants.ts";
import { formPost, message } from "./pages.ts";
import { errorFields, REFUSALS, type Refusal } from "./refusals.ts";
import { type Fields, obey, order, type Page, refusedPage, type Service, scopesOf } from "./service.ts";
import { type LoginUser, PERSONAL_TENANT } from "./users.ts";

/** GET authorize. Faults of the request itself are shown, never sent to the redirect address. */
export function authorize(service: Service, tenant: string, fields: Fields): Page {
  const {
    redirect_uri: redirectUri = "",
    response_type: type,
    code_challenge: challenge = "",
    response_mode: mode = "query",
  } = fields;
  const shown = (number: number, text: string): Page => ({
    status: 400,
    body: message("Sign in", `AADSTS${number}: ${text}`),
  });
  const redirect = URL.parse(redirectUri);
  // Any port is good for a registered http://localhost.
  if (redirect?.hostname !== "localhost" || redirect.protocol !== "http:")
    return shown(50011, "The redirect URI does not match.");
  if (service.clientIds && !service.clientIds.includes(fields.client_id ?? ""))
    return shown(700016, "Application was not found.");
  if (type !== "code") return shown(700054, "response_type is not enabled.");
  if (challenge === "" || fields.code_challenge_method !== "S256")
    return shown(9002325, "Proof Key for Code Exchange is required.");
  const scopes = scopesOf(fields);
  const user = userFor(service, fields.login_hint);
  const answer = agreed(service, tenant, user, scopes);
  if ("code" in answer) {
    const { nonce, claims, client_id: clientId = "" } = fields;
    const grant = {
      user: answer.user,
      clientId,
      scopes,
      challenge,
      redirectUri,
      ...(nonce && { nonce }),
      ...(claims && { claims }),
    };
    service.ledger.codes.set(answer.code, grant);
  }
  return sendBack(redirectUri, mode, {
    ...resultFields(service, answer),
    ...(fields.state !== undefined && { state: fields.state }),
  });
}

type Agreed = { readonly code: string; readonly user: LoginUser } | Refusal;

function agreed(service: Service, tenant: string, user: LoginUser | undefined, scopes: readonly string[]): Agreed {
  const ordered = order(service, "authorize", user);
  if (ordered) return ordered;
  if (!user) return REFUSALS.noSuchUser;
  if (!isIn(user, tenant)) return REFUSALS.wrongTenant;
  if (service.needsAdmin && !user.isPersonal) return REFUSALS.adminConsent;
  try {
    audienceOf(scopes);
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
  return { code: `1.${opaque("code", 500)}`, user };
}

function resultFields({ ledger }: Service, answer: Agreed): Fields {
  if ("code" in answer) {
    const { user, code } = answer;
    const info = Buffer.from(JSON.stringify({ uid: user.id, utid: user.tenant })).toString("base64url");
    return { code, client_info: info, session_state: opaque("session", 36) };
  }
  const { error, error_description, error_uri, claims, suberror } = errorFields(answer, ledger.nowMs());
  const named = { error, error_description, error_uri, claims, error_subcode: suberror };
  return Object.fromEntries(
    Object.entries(named).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
}

function sendBack(redirectUri: string, mode: string, fields: Fields): Page {
  if (mode === "form_post")
    return { status: 200, headers: { "Cache-Control": "no-store" }, body: formPost(redirectUri, fields) };
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, value);
  return { status: 302, headers: { Location: url.href } };
}

function userFor({ users, chosen }: Service, hint: string | undefined): LoginUser | undefined {
  return hint ? users.find(({ address }) => address.toLowerCase() === hint.toLowerCase()) : chosen;
}

/** Does a directory, or one of the names for several, take this person? */
function isIn({ tenant, address, isPersonal = false }: LoginUser, wanted: string): boolean {
  if (wanted === "common") return true;
  if (wanted === "organizations") return !isPersonal;
  if (wanted === "consumers") return isPersonal;
  return wanted === tenant || (wanted === PERSONAL_TENANT ? isPersonal : address.endsWith(`@${wanted}`));
}

/** POST token. */
export function token(service: Service, fields: Fields): Page {
  try {
    return { status: 200, headers: { "Cache-Control": "no-store" }, body: granted(service, fields) };
  } catch (error) {
    if (error instanceof Refused) return refusedPage(service, error.refusal);
    throw error;
  }
}

function granted(service: Service, fields: Fields): object {
  const { ledger } = service;
  const { client_id: clientId = "", grant_type: type, claims } = fields;
  if (service.clientIds && !service.clientIds.includes(clientId)) throw new Refused(REFUSALS.unknownApp);
  const scopes = scopesOf(fields);
  audienceOf(scopes);
  const more = { ...(claims && { claims }) };
  switch (type) {
    case "authorization_code": {
      obey(service, "token", ledger.codes.get(fields.code ?? "")?.user);
      const proof = { verifier: fields.code_verifier ?? "", redirectUri: fields.redirect_uri ?? "" };
      const grant = redeemCode(ledger, fields.code ?? "", proof);
      return issue(ledger, { ...grant, ...more, scopes: scopes.length > 0 ? scopes : grant.scopes });
    }
    case "refresh_token": {
      const { refresh_token: refresh = "" } = fields;
      obey(service, "refresh", ledger.refresh.get(refresh)?.user);
      // What an earlier token was issued for does not hold for this one.
      const { claims: _, nonce: __, ...grant } = redeemRefresh(ledger, refresh, scopes);
      return issue(ledger, { ...grant, ...more });
    }
    case "device_code":
    case "urn:ietf:params:oauth:grant-type:device_code":
      return issue(ledger, { ...deviceGrant(service, fields.device_code ?? ""), ...more });
    default:
      throw new Refused({
        error: "unsupported_grant_type",
        number: 70003,
        text: "The app requested an unsupported grant type.",
      });
  }
}

/** An administrator approves the app (learn.microsoft.com/entra/identity-platform/v2-admin-consent). */
export function adminConsent(service: Service, tenant: string, fields: Fields): Page {
  service.needsAdmin = false;
  const done = {
    admin_consent: "True",
    tenant,
    scope: fields.scope ?? "",
    ...(fields.state && { state: fields.state }),
  };
  return fields.redirect_uri
    ? sendBack(fields.redirect_uri, "query", done)
    : { status: 200, body: message("Approved", "The app may be used.") };
}
