// What the receiving server found out about the sender (RFC 8601). Headers that a sender could have written are ignored (T6).
import { registrableDomain } from "./links.ts";

/** SPF (RFC 7208), DKIM (RFC 6376) and DMARC (RFC 7489), as the receiving server's results say. */
export interface AuthenticationFound {
  /** `none`: the server says nothing. */
  readonly verdict: "pass" | "fail" | "partial" | "none";
  readonly spf?: string;
  readonly dkim?: string;
  readonly dmarc?: string;
  /** Domains whose DKIM signature passed. */
  readonly signedBy: readonly string[];
  /** Passing signatures: what names the DKIM-Signature they are of. */
  readonly signatures: readonly { readonly domain: string; readonly selector?: string; readonly start?: string }[];
}

interface MethodResult {
  readonly method: string;
  readonly result: string;
  /** `header.d` → value, lower-case names. */
  readonly properties: ReadonlyMap<string, string>;
}

interface Parsed {
  readonly authservId: string;
  readonly results: readonly MethodResult[];
}

const NONE: AuthenticationFound = { verdict: "none", signedBy: [], signatures: [] };
const MAX_RESULTS = 100;

/** @param values Authentication-Results, unfolded, topmost first
 *  @param trusted authserv-ids of the account's own server; empty: nothing is believed
 *  @param fromDomain domain of From: a signature of another domain is no pass for it */
export function authenticationOf(
  values: readonly string[],
  trusted: readonly string[],
  fromDomain?: string,
): AuthenticationFound {
  const ids = new Set(trusted.map((id) => id.trim().toLowerCase()));
  // A server strips forged headers with its own name before it adds its own, at the top (RFC 8601 §5). Where it did not strip
  // them, they stand below a stranger's, or below what it found out itself.
  const results = values.slice(0, topmostRun(values, ids)).flatMap((value) => parseResults(value)?.results ?? []);
  if (results.length === 0) return NONE;
  const passed = results.filter(({ method, result }) => method === "dkim" && result === "pass");
  const signatures = passed.flatMap(signatureOf);
  const signedBy = [...new Set(signatures.map(({ domain }) => domain))];
  const of = (method: string) => best(results.filter((one) => one.method === method).map(({ result }) => result));
  const [spf, dkim, dmarc] = [of("spf"), of("dkim"), of("dmarc")];
  return {
    verdict: verdictOf({ spf, dkim, dmarc }, isAligned(results, signedBy, fromDomain)),
    ...(spf && { spf }),
    ...(dkim && { dkim }),
    ...(dmarc && { dmarc }),
    signedBy,
    signatures,
  };
}

/** How many trusted headers stand at the top, before anybody else's: one further down came with the message. */
function topmostRun(values: readonly string[], ids: ReadonlySet<string>): number {
  const end = values.findIndex((value) => !ids.has(parseResults(value)?.authservId ?? ""));
  return end < 0 ? values.length : end;
}

function signatureOf({ properties }: MethodResult) {
  const identity = properties.get("header.i");
  const domain = (properties.get("header.d") ?? identity?.slice(identity.lastIndexOf("@") + 1))?.toLowerCase();
  if (!domain || !/^[\w.-]+$/.test(domain)) return [];
  const selector = properties.get("header.s")?.toLowerCase();
  const start = properties.get("header.b");
  return [{ domain, ...(selector && { selector }), ...(start && { start }) }];
}

/** One pass among several signatures is a pass (RFC 6376 §6.1). */
function best(results: readonly string[]): string | undefined {
  return results.includes("pass") ? "pass" : results[0];
}

function isAligned(
  results: readonly MethodResult[],
  signedBy: readonly string[],
  fromDomain: string | undefined,
): boolean {
  const from = fromDomain && registrableDomain(fromDomain);
  if (!from) return false;
  const mailFrom = results
    .filter(({ method, result }) => method === "spf" && result === "pass")
    .map(({ properties }) => {
      const value = properties.get("smtp.mailfrom") ?? "";
      return value.slice(value.lastIndexOf("@") + 1);
    });
  return [...signedBy, ...mailFrom].some((domain) => registrableDomain(domain) === from);
}

/** DMARC has the last word: it asks whether what passed is the sender's own (RFC 7489 §3.1). Without it, alignment is ours to check. */
function verdictOf(
  { spf, dkim, dmarc }: { spf?: string; dkim?: string; dmarc?: string },
  aligned: boolean,
): AuthenticationFound["verdict"] {
  if (dmarc === "pass") return "pass";
  if (dmarc === "fail") return "fail";
  if (aligned && (dkim === "pass" || spf === "pass")) return "pass";
  if (dkim === "pass" || spf === "pass") return "partial";
  if (dkim === "fail" || spf === "fail" || dkim === "permerror") return "fail";
  return spf || dkim || dmarc ? "partial" : "none";
}

/** Undefined: not of RFC 8601's form, or of a version nobody knows. */
function parseResults(value: string): Parsed | undefined {
  const pieces = splitResults(value.slice(0, 20_000));
  const [id = "", version] = (pieces[0] ?? "").trim().split(/\s+/);
  if (!/^[\w.:-]{1,255}$/.test(id) || id.includes("=") || (version !== undefined && version !== "1")) return undefined;
  const results = pieces.slice(1, MAX_RESULTS).flatMap(methodOf);
  return { authservId: id.toLowerCase(), results };
}

/** Pieces between semicolons; comments gone, quotes kept. One pass. */
function splitResults(value: string): string[] {
  const pieces: string[] = [];
  let now = "";
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < value.length; i++) {
    const letter = value[i] ?? "";
    if (letter === "\\" && (quoted || depth > 0)) {
      if (depth === 0) now += letter + (value[i + 1] ?? "");
      i++;
    } else if (!quoted && letter === "(") depth++;
    else if (!quoted && depth > 0) {
      if (letter === ")") depth--;
      if (depth === 0) now += " ";
    } else if (letter === ";" && !quoted) {
      pieces.push(now);
      now = "";
    } else {
      if (letter === '"') quoted = !quoted;
      now += letter;
    }
  }
  // What stands behind a comment or quote that never ends is not believed.
  return depth > 0 || quoted ? pieces : [...pieces, now];
}

function methodOf(piece: string): MethodResult[] {
  const head = /^\s*([a-z][a-z\d-]{0,40})(?:\s*\/\s*\d{1,3})?\s*=\s*([a-z]{1,20})(?=\s|$)/i.exec(piece);
  if (!head) return [];
  const properties = new Map<string, string>();
  const rest = piece.slice(head[0].length);
  for (const [, type = "", name = "", quoted, bare = ""] of rest.matchAll(
    /\b([a-z]{1,20})\s*\.\s*([a-z][a-z\d_-]{0,40})\s*=\s*(?:"((?:[^"\\]|\\.){0,500})"|([^\s";]{1,500}))/gi,
  )) {
    const key = `${type}.${name}`.toLowerCase();
    if (!properties.has(key)) properties.set(key, quoted === undefined ? bare : quoted.replace(/\\(.)/g, "$1"));
  }
  return [{ method: (head[1] ?? "").toLowerCase(), result: (head[2] ?? "").toLowerCase(), properties }];
}
