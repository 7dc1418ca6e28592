// What a server says it can do, from its answer to EHLO (RFC 5321 §4.1.1.1).
import type { SubmissionTraits } from "../submission.ts";

/** @param answer all lines, `250-SIZE 26214400\n250 DSN` */
export function traitsOf(host: string, answer: string): SubmissionTraits {
  const words = new Map<string, string>();
  for (const line of answer.split(/\r?\n/)) {
    const [, name, value] = /^\d{3}[ -](\S+)\s*(.*)$/.exec(line.trim()) ?? [];
    if (name !== undefined) words.set(name.toUpperCase(), value ?? "");
  }
  const maxSize = numberOf(words.get("SIZE"));
  const futureRelease = numberOf(words.get("FUTURERELEASE"));
  return {
    host: host.toLowerCase(),
    smtpUtf8: words.has("SMTPUTF8"),
    dsn: words.has("DSN"),
    ...(maxSize && { maxSize }),
    ...(futureRelease && { futureRelease }),
  };
}

/** The first number; 0 and nothing mean no limit (RFC 1870 §3). */
function numberOf(text: string | undefined): number | undefined {
  const value = Number(text?.split(/\s/, 1)[0] || 0);
  return Number.isSafeInteger(value) && value > 0 ? value : undefined;
}
