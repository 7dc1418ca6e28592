// Signing in on another device (learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code).
import { type Grant, opaque, Refused } from "./grants.ts";
import { deviceForm, message } from "./pages.ts";
import { type Fields, obey, order, type Page, refusedPage, type Service, scopesOf } from "./service.ts";

const DEVICE_SECONDS = 900;

/** POST devicecode (RFC 8628 §3.2). */
export function deviceCode(service: Service, fields: Fields): Page {
  const { ledger, pollSeconds, url } = service;
  const ordered = order(service, "devicecode");
  if (ordered) return refusedPage(service, ordered);
  const code = opaque("device", 200);
  const userCode = opaque("user", 20)
    .replace(/[^A-Za-z]/g, "")
    .toUpperCase()
    .slice(0, 9)
    .padEnd(9, "X");
  const expiresMs = ledger.nowMs() + DEVICE_SECONDS * 1000;
  ledger.devices.set(code, {
    clientId: fields.client_id ?? "",
    scopes: scopesOf(fields),
    userCode,
    expiresMs,
    outcome: "pending",
  });
  const uri = `${url()}/devicelogin`;
  return {
    status: 200,
    body: {
      user_code: userCode,
      device_code: code,
      verification_uri: uri,
      expires_in: DEVICE_SECONDS,
      interval: pollSeconds,
      message: `To sign in, use a web browser to open the page ${uri} and enter the code ${userCode} to authenticate.`,
    },
  };
}

/** @throws Refused as long as nobody has typed the code, and when it ran out or was declined (RFC 8628 §3.5) */
export function deviceGrant(service: Service, code: string): Grant {
  const { ledger } = service;
  const known = ledger.devices.get(code);
  if (!known)
    throw new Refused({ error: "bad_verification_code", number: 70019, text: "The verification code is not known." });
  const { outcome, clientId, scopes } = known;
  if (ledger.nowMs() >= known.expiresMs)
    throw new Refused({ error: "expired_token", number: 70020, text: "The verification code expired." });
  if (outcome === "declined")
    throw new Refused({ error: "authorization_declined", number: 70018, text: "The end user denied the request." });
  if (outcome === "pending")
    throw new Refused({
      error: "authorization_pending",
      number: 70016,
      text: "The end user has not completed authorization yet.",
    });
  obey(service, "token", outcome);
  ledger.devices.delete(code);
  return { user: outcome, clientId, scopes };
}

/** The page where people type the code they were told; the chosen user signs in. */
export function devicePage(service: Service, method: string, fields: Fields): Page {
  const code = (fields.user_code ?? fields.otc ?? "").toUpperCase();
  if (method === "GET") return { status: 200, body: deviceForm(code) };
  const known = [...service.ledger.devices.values()].find(({ userCode }) => userCode === code);
  if (!known) return { status: 400, body: message("Enter code", "That code did not work.") };
  known.outcome = service.chosen;
  return {
    status: 200,
    body: message("Signed in", "You have signed in on your device. You may now close this window."),
  };
}
