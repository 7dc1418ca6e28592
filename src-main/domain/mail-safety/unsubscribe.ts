// Leaving a list (RFC 2369, RFC 8058).
import type { AuthenticationFound } from "./authentication.ts";
import { checkLink } from "./links.ts";
import { pictureUrl } from "./pictures.ts";

interface UnsubscribeHeaders {
  readonly listUnsubscribe: readonly string[];
  readonly listUnsubscribePost: readonly string[];
  readonly dkimSignatures: readonly string[];
}

/** @returns undefined when there is nothing to offer; `oneClick` only when a passing signature covers both headers (L5) */
export function unsubscribeOf(
  headers: UnsubscribeHeaders,
  authentication: AuthenticationFound,
): { oneClick: boolean; url?: string; mailto?: string } | undefined {
  // A second header could have been added on the way, above the one that was signed.
  const addresses = headers.listUnsubscribe.length === 1 ? addressesOf(headers.listUnsubscribe[0] ?? "") : [];
  const url = addresses.map(safeWeb).find((one) => one !== undefined);
  const mailto = addresses.map(safeMail).find((one) => one !== undefined);
  if (!url && !mailto) return undefined;
  const oneClick =
    url !== undefined && isOneClick(headers.listUnsubscribePost) && isCovered(headers.dkimSignatures, authentication);
  return { oneClick, ...(url && { url }), ...(mailto && { mailto }) };
}

/** In angle brackets, separated by commas (RFC 2369 §2). At most ten. */
function addressesOf(value: string): string[] {
  return [...value.slice(0, 8_000).matchAll(/<([^<>]{1,4000})>/g)]
    .slice(0, 10)
    .map(([, address = ""]) => address.replace(/\s+/g, ""));
}

/** https alone: where a POST goes must be what was signed, and nobody on the way may read it. */
const safeWeb = (address: string) => (/^https:/i.test(address) ? pictureUrl(address) : undefined);

function safeMail(address: string): string | undefined {
  const link = /^mailto:/i.test(address) ? checkLink(address, "") : undefined;
  // One address, and nothing but a subject and a text along: no copies to others.
  if (!link || link.shown.includes(",") || /[?&](to|cc|bcc|in-reply-to)=/i.test(link.href)) return undefined;
  return link.href;
}

/** Exactly this (RFC 8058 §3.1). */
const isOneClick = (values: readonly string[]) =>
  values.length === 1 && /^\s*List-Unsubscribe\s*=\s*One-Click\s*$/i.test(values[0] ?? "");

/** A signature whose h= names both headers, and which the receiving server found good. */
function isCovered(signatures: readonly string[], authentication: AuthenticationFound): boolean {
  if (authentication.verdict === "fail") return false;
  return signatures.some((signature) => {
    const tags = tagsOf(signature);
    const names = (tags.get("h") ?? "")
      .toLowerCase()
      .split(":")
      .map((name) => name.trim());
    if (!names.includes("list-unsubscribe") || !names.includes("list-unsubscribe-post")) return false;
    return authentication.signatures.some(
      (passed) =>
        passed.domain === tags.get("d")?.toLowerCase() &&
        (passed.selector === undefined || passed.selector === tags.get("s")?.toLowerCase()) &&
        (passed.start === undefined || (tags.get("b") ?? "").startsWith(passed.start)) &&
        // Without selector and beginning it may be another signature of that domain: then all of them have to cover both.
        (passed.selector !== undefined || passed.start !== undefined || isOnlyOf(signatures, passed.domain)),
    );
  });
}

const isOnlyOf = (signatures: readonly string[], domain: string) =>
  signatures.filter((one) => tagsOf(one).get("d")?.toLowerCase() === domain).length === 1;

/** Tags of a DKIM-Signature (RFC 6376 §3.2), without white space; a tag that comes twice makes it nobody's. */
function tagsOf(signature: string): ReadonlyMap<string, string> {
  const tags = new Map<string, string>();
  for (const piece of signature.slice(0, 20_000).split(";")) {
    const equals = piece.indexOf("=");
    if (equals < 0) continue;
    const name = piece.slice(0, equals).trim();
    if (tags.has(name)) return new Map();
    tags.set(name, piece.slice(equals + 1).replace(/\s+/g, ""));
  }
  return tags;
}
