// What mail connections trust, and what their low-level errors mean: the same for IMAP and SMTP (mail rules T1–T3).
import { readFileSync } from "node:fs";
import { getCACertificates } from "node:tls";
import { Failure, type FailureReason } from "../../src-preload/contract/failure.ts";
import { certificateFault, certificateParams } from "../../src-preload/contract/failure-words.ts";

let roots: readonly string[] | undefined;

/** Authorities to trust: Node's, the system's, and that of `caFile` (PEM).
 *  @throws Failure certificate when the file cannot be read */
export function trustedAuthorities(caFile: string | undefined, host: string): string[] {
  // Reading the system's takes some 0.1 s: once.
  roots ??= [...new Set([...getCACertificates("default"), ...getCACertificates("system")])];
  if (caFile === undefined) return [...roots];
  try {
    return [...roots, readFileSync(caFile, "utf8")];
  } catch {
    throw new Failure("certificate", certificateParams(host, "authority-file"));
  }
}

const REASONS: Readonly<Record<string, FailureReason>> = {
  ENOTFOUND: "host-unknown",
  ENODATA: "host-unknown",
  EAI_AGAIN: "offline",
  ENETUNREACH: "offline",
  ENETDOWN: "offline",
  EADDRNOTAVAIL: "offline",
  EHOSTUNREACH: "connection-refused",
  EHOSTDOWN: "connection-refused",
  ECONNREFUSED: "connection-refused",
  ETIMEDOUT: "timeout",
  ECONNRESET: "connection-lost",
  EPIPE: "connection-lost",
};

/** Says what an error of DNS, TCP or TLS means; undefined when it is none of them.
 *  @param notSpoken what is told when the other end does not speak TLS at all */
export function networkFailure(error: unknown, host: string, notSpoken: FailureReason): Failure | undefined {
  const codes = codesOf(error);
  if (codes.some((code) => /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST/.test(code)))
    return new Failure(notSpoken, { host });
  const fault = certificateFault(codes);
  if (fault !== undefined) return new Failure("certificate", certificateParams(host, fault));
  const known = codes.find((code) => Object.hasOwn(REASONS, code));
  return known === undefined ? undefined : new Failure(REASONS[known] ?? "connection-lost", { host });
}

/** Codes of an error, its causes and, when several addresses were tried, of each try. */
function codesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const own = "code" in error && typeof error.code === "string" ? [error.code] : [];
  const tries = error instanceof AggregateError ? error.errors.flatMap(codesOf) : [];
  return [...codesOf(error.cause), ...tries, ...own];
}
