// What an error of the library or an answer of the server means (RFC 5530 response codes), as Failure.

import { Failure, type FailureReason } from "../../../src-preload/contract/failure.ts";
import { entryOf } from "../../domain/entry-of.ts";
import { networkFailure } from "../mail-trust.ts";

/** What is known of the connection an error came from. */
export interface Around {
  readonly host: string;
  /** Signed in with a token instead of a password. */
  readonly hasToken: boolean;
  /** Never quoted. */
  readonly secrets: readonly string[];
  readonly nowMs: number;
  /** What the server said when it hung up. */
  readonly byeReason?: string | undefined;
  /** Our own deadline closed it. */
  readonly timedOut?: boolean;
  /** What was said before the greeting was no IMAP. */
  readonly notImap?: boolean;
}

interface Facts {
  readonly code: string;
  readonly text: string;
  readonly status: string;
  readonly responseCode: string;
}

const PAUSE_MS = 60_000;
const DETAIL = 200;

/** Any error as a Failure.
 *  @param what the thing asked for, told when it is missing */
export function mailFailure(error: unknown, around: Around, what: "folder" | "message" = "folder"): Failure {
  if (error instanceof Failure) return error;
  const { host } = around;
  if (around.timedOut) return new Failure("timeout", { host });
  if (around.notImap) return new Failure("not-imap", { host });
  const facts = factsOf(error, around);
  if (isTrue(error, "authenticationFailed")) return refusedSignIn(facts, around);
  const network = networkFailure(error, host, "not-imap");
  if (network?.reason === "certificate") return network;
  // Encryption was demanded and cannot be had (T1, T2).
  if (isTrue(error, "tlsFailed") || facts.code === "STARTTLS_INJECTION")
    return new Failure("insecure-server", { host });
  if (facts.code === "ETHROTTLE") return throttled(error, around);
  if (facts.status === "NO" || facts.status === "BAD") return refused(facts, around, what);
  if (/_TIMEOUT$|^ETIMEOUT$/.test(facts.code)) return new Failure("timeout", { host });
  // A folder is selected by us first: it is no longer when the server said goodbye, or closed it.
  if (/^(NoConnection|NoMailboxSelected|EConnectionClosed|StateLogout|ClosedAfterConnect\w+)$/.test(facts.code))
    return hungUp(around);
  if (/^ParserError|TooLarge$|^TooMany|^Download|^(UnexpectedTag|MissingTag|InvalidResponse|Response)/.test(facts.code))
    return new Failure("bad-answer", { host });
  if (network) return network;
  if (/authentication m/i.test(facts.text)) return new Failure("unsupported", { what: "account" });
  return new Failure("bug", { detail: clean(facts.code || facts.text || "unknown mail error", around) });
}

function factsOf(error: unknown, around: Around): Facts {
  const say = (key: string) => {
    const value = typeof error === "object" && error !== null ? (error as Record<string, unknown>)[key] : undefined;
    return typeof value === "string" ? value : "";
  };
  const answer = [say("responseText"), say("response"), say("message")].find((text) => text !== "") ?? "";
  const text = clean(answer, around);
  // The text may still begin with its code, `[LIMIT] …`, where the library did not part them.
  const responseCode = say("serverResponseCode") || (/^\[([A-Z-]+)/i.exec(text)?.[1] ?? "");
  return { code: say("code"), text, status: say("responseStatus"), responseCode: responseCode.toUpperCase() };
}

/** Servers repeat what they were sent: a secret is never passed on. */
function clean(text: string, { secrets }: Around): string {
  const masked = secrets.reduce((all, secret) => (secret === "" ? all : all.replaceAll(secret, "•••")), text);
  return masked.replace(/\s+/g, " ").trim().slice(0, DETAIL);
}

const isTrue = (error: unknown, key: string) =>
  typeof error === "object" && error !== null && (error as Record<string, unknown>)[key] === true;

/** A throttled sign-in is no wrong password (mail rule 6). */
function refusedSignIn({ responseCode, text }: Facts, around: Around): Failure {
  const { host, hasToken } = around;
  const busy = busyReason(responseCode, text);
  if (busy) return later(busy, around);
  if (responseCode === "PRIVACYREQUIRED" || /login is disabled|plaintext auth/i.test(text))
    return new Failure("insecure-server", { host });
  if (/app(lication)?[- ]?(specific)?[- ]password/i.test(text)) return new Failure("app-password", { host });
  if (/imap.{0,40}(disabled|not enabled|switched off)|not enabled for imap/i.test(text))
    return new Failure("imap-off", { host });
  const wantsPage = hasToken || /basic ?auth\w* ?(is )?(blocked|disabled)/i.test(text);
  return new Failure(wantsPage ? "sign-in-needed" : "wrong-password", { host });
}

/** Codes and words by which a server says that it is too much, or that it is ill. */
function busyReason(responseCode: string, text: string): "rate-limited" | "server-error" | undefined {
  if (/^(LIMIT|THROTTLED|INUSE|OVERLOADED)$/.test(responseCode)) return "rate-limited";
  if (/too many|limit (hit|exceeded|reached)|rate.?limit|throttl|maximum number/i.test(text)) return "rate-limited";
  if (/^(UNAVAILABLE|SERVERBUG|CONTACTADMIN)$/.test(responseCode)) return "server-error";
  return /temporar|try (again )?later|internal error|shutting down|maintenance/i.test(text)
    ? "server-error"
    : undefined;
}

function later(reason: "rate-limited" | "server-error", { host, nowMs }: Around): Failure {
  return new Failure(
    reason,
    { host, ...(reason === "server-error" && { status: "UNAVAILABLE" }) },
    { retryAtMs: nowMs + PAUSE_MS },
  );
}

function throttled(error: unknown, { host, nowMs }: Around): Failure {
  const wait = (error as { throttleReset?: unknown }).throttleReset;
  return new Failure("rate-limited", { host }, { retryAtMs: nowMs + (typeof wait === "number" ? wait : PAUSE_MS) });
}

function hungUp(around: Around): Failure {
  const busy = around.byeReason === undefined ? undefined : busyReason("", clean(around.byeReason, around));
  return busy ? later(busy, around) : new Failure("connection-lost", { host: around.host });
}

const BY_CODE: Readonly<Record<string, FailureReason>> = {
  NONEXISTENT: "missing",
  TRYCREATE: "missing",
  NOPERM: "forbidden",
  "READ-ONLY": "forbidden",
  CANNOT: "forbidden",
  HASCHILDREN: "forbidden",
  AUTHORIZATIONFAILED: "forbidden",
  OVERQUOTA: "quota",
  QUOTAEXCEEDED: "quota",
  TOOBIG: "too-large",
  APPENDLIMIT: "too-large",
  ALREADYEXISTS: "conflict",
  EXPIRED: "sign-in-needed",
  CORRUPTION: "server-error",
};

function refused(facts: Facts, around: Around, what: "folder" | "message"): Failure {
  const { host } = around;
  const { responseCode, text, status } = facts;
  const reason = entryOf(BY_CODE, responseCode);
  if (reason === "missing") return new Failure("missing", { what });
  if (reason === "too-large") return new Failure("too-large", { what: "message" });
  if (reason) return new Failure(reason, { host, status: responseCode });
  const busy = busyReason(responseCode, text);
  if (busy) return later(busy, around);
  if (/quota|over.?quota|no space|mailbox (is )?full/i.test(text)) return new Failure("quota", { host });
  if (/too (big|large)|exceeds.{0,20}size/i.test(text)) return new Failure("too-large", { what: "message" });
  if (/permission|not permitted|access denied|acl/i.test(text)) return new Failure("forbidden", { host });
  if (/(does ?n.t|not) exist|no such|unknown mailbox|nonexistent/i.test(text)) return new Failure("missing", { what });
  return new Failure("server-error", { host, status: text === "" ? status : `${status} ${text}` });
}
