// What an error of the library or an answer of the server means before a message is under way, as Failure (RFC 5321 §4.2,
// RFC 3463, RFC 4954 §6).
import { Failure } from "../../../src-preload/contract/failure.ts";
import { networkFailure } from "../mail-trust.ts";

/** What is known of the connection an error came from. */
export interface Around {
  readonly host: string;
  readonly hasToken: boolean;
  /** Never quoted. */
  readonly secrets: readonly string[];
}

/** An error of nodemailer, as far as it is looked at. */
export interface SmtpError {
  readonly code?: string;
  readonly originalCode?: string;
  readonly command?: string;
  readonly response?: string;
  readonly responseCode?: number;
  readonly message?: string;
}

const DETAIL = 200;

/** Any error before the message as a Failure. */
export function smtpFailure(error: unknown, around: Around): Failure {
  if (error instanceof Failure) return error;
  const { host } = around;
  const facts = error as SmtpError;
  if (facts.code === "EAUTH") return refusedSignIn(facts, around);
  // The library keeps the socket's own code beside its own.
  const { originalCode } = facts;
  const cause = originalCode === undefined ? error : Object.assign(new Error(facts.message), { code: originalCode });
  const network = networkFailure(cause, host, "not-imap");
  if (network?.reason === "certificate") return network;
  if (facts.responseCode !== undefined && facts.responseCode >= 400 && facts.code !== "ETLS")
    return answered(facts, around);
  // Encryption was demanded and cannot be had (T1, T2).
  if (facts.code === "ETLS" || /STARTTLS/.test(facts.command ?? ""))
    return network ?? new Failure("insecure-server", { host });
  if (facts.code === "EDNS") return new Failure("host-unknown", { host });
  if (facts.code === "ETIMEDOUT") return new Failure("timeout", { host });
  if (network) return network;
  if (facts.code === "EPROTOCOL") return new Failure("not-imap", { host });
  if (facts.code === "ECONNECTION" || facts.code === "ESOCKET") return new Failure("connection-lost", { host });
  return new Failure("bug", { detail: quoted(facts.message ?? String(error), around) }, { cause: error });
}

/** Words of the server, fit to be shown: one line, no secret. */
export function quoted(text: string, { secrets }: Around): string {
  const masked = secrets.reduce((all, secret) => (secret === "" ? all : all.replaceAll(secret, "•••")), text);
  return masked
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim()
    .slice(0, DETAIL);
}

/** 4xx is not a wrong password: the server cannot say now (RFC 4954 §6). */
function refusedSignIn(facts: SmtpError, around: Around): Failure {
  const { host, hasToken } = around;
  const text = facts.response ?? "";
  if (/^4/.test(text)) return answered(facts, around);
  if (/app(lication)?[- ]?(specific)?[- ]password|5\.7\.9/i.test(text)) return new Failure("app-password", { host });
  if (/^53[08]\b|5\.7\.11|encryption required|must issue a STARTTLS/i.test(text))
    return new Failure("insecure-server", { host });
  return new Failure(hasToken ? "sign-in-needed" : "wrong-password", { host });
}

function answered(facts: SmtpError, around: Around): Failure {
  const { host } = around;
  const text = facts.response ?? "";
  if (/too many|rate.?limit|throttl|limit (hit|exceeded|reached)/i.test(text))
    return new Failure("rate-limited", { host });
  return new Failure("server-error", { host, status: quoted(text, around) || String(facts.responseCode) });
}
