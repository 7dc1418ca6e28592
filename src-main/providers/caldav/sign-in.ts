// How a request proves who sends it: Basic (RFC 7617) or Digest (RFC 7616), as each host asks for it.
import { createHash, randomBytes } from "node:crypto";
import { Failure } from "../../../src-preload/contract/failure.ts";

interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** The ways that are known, by the name in WWW-Authenticate, lower case. */
export type Scheme = "basic" | "digest";

/** One `scheme` of a WWW-Authenticate header. */
interface Challenge {
  readonly scheme: string;
  readonly params: Readonly<Record<string, string>>;
}

interface Nonce {
  readonly params: Readonly<Record<string, string>>;
  readonly hash: string;
  uses: number;
}

const HASHES: Readonly<Record<string, string>> = { MD5: "md5", "SHA-256": "sha256", "SHA-512-256": "sha512-256" };

/** What was learnt of the hosts that one account's credentials go to. */
export interface SignIn {
  /** The Authorization header; undefined until the host has said how it wants to be signed in at. */
  header(method: string, url: string): string | undefined;
  /** Reads a 401. @param sent whether the request had a header
   *  @returns true when it is worth asking again with a new `header`, false when the password was refused
   *  @throws Failure `unsupported` (digest) for a Digest of a kind nobody knows */
  challenged(url: string, authenticate: string, sent: boolean): boolean;
  /** The host did not challenge: it gets Basic from now on. @returns false when it is known to want Digest */
  unchallenged(url: string): boolean;
  /** What each host wants; fit to be kept. */
  schemes(): Readonly<Record<string, Scheme>>;
}

/** Signs in with these credentials. No host gets a readable password before it has asked for one, and none that
 *  offers Digest over plain http gets it at all.
 *  @param known schemes of an earlier connection */
export function createSignIn({ username, password }: Credentials, known: Readonly<Record<string, Scheme>>): SignIn {
  const schemes = new Map(Object.entries(known));
  const nonces = new Map<string, Nonce>();
  const basic = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
  return {
    header: (method, url) => {
      const { host } = new URL(url);
      if (schemes.get(host) === "basic") return basic;
      const nonce = nonces.get(host);
      return nonce && digestHeader({ username, password }, nonce, method, url);
    },
    challenged: (url, authenticate, sent) => {
      const { host, protocol } = new URL(url);
      const challenges = parseChallenges(authenticate);
      const wanted = choose(challenges, protocol === "https:");
      const before = schemes.get(host);
      if (wanted === "basic") {
        schemes.set(host, "basic");
        return !sent || before !== "basic";
      }
      const fresh = strongest(challenges);
      if (fresh === undefined) throw new Failure("unsupported", { what: "digest" });
      const old = nonces.get(host);
      schemes.set(host, "digest");
      nonces.set(host, fresh);
      // A nonce that worked before has run out, whether the server says `stale` or not.
      const hasRunOut = fresh.params.stale?.toLowerCase() === "true" || (old !== undefined && old.uses > 1);
      return !sent || before !== "digest" || hasRunOut;
    },
    unchallenged: (url) => {
      const { host } = new URL(url);
      if (schemes.get(host) === "digest") return false;
      schemes.set(host, "basic");
      return true;
    },
    schemes: () => Object.fromEntries(schemes),
  };
}

/** Basic is safe inside TLS and understood everywhere; over plain http Digest keeps the password to itself. */
function choose(challenges: readonly Challenge[], isSecure: boolean): Scheme {
  const offers = (scheme: string) => challenges.some((one) => one.scheme === scheme);
  if (!offers("digest")) return "basic";
  return isSecure && offers("basic") ? "basic" : "digest";
}

/** The Digest challenge with the best hash that we can answer. */
function strongest(challenges: readonly Challenge[]): Nonce | undefined {
  const rank = Object.keys(HASHES);
  const able = challenges.flatMap(({ scheme, params }) => {
    const name = (params.algorithm ?? "MD5").toUpperCase().replace(/-SESS$/, "");
    const hash = HASHES[name];
    const isAnswerable = params.qop === undefined || /\bauth\b(?!-)/i.test(params.qop);
    return scheme === "digest" && hash && isAnswerable
      ? [{ nonce: { params, hash, uses: 0 }, at: rank.indexOf(name) }]
      : [];
  });
  return able.toSorted((a, b) => b.at - a.at)[0]?.nonce;
}

function digestHeader({ username, password }: Credentials, nonce: Nonce, method: string, url: string): string {
  const { params } = nonce;
  const { realm = "", nonce: value = "", opaque, algorithm } = params;
  const hash = (text: string) => createHash(nonce.hash).update(text).digest("hex");
  const count = (++nonce.uses).toString(16).padStart(8, "0");
  const own = randomBytes(16).toString("hex");
  const uri = new URL(url).pathname + new URL(url).search;
  const secret = hash(`${username}:${realm}:${password}`);
  const key = /-sess$/i.test(algorithm ?? "") ? hash(`${secret}:${value}:${own}`) : secret;
  const request = hash(`${method}:${uri}`);
  // Without qop the older way of RFC 2069 counts.
  const middle = params.qop === undefined ? value : `${value}:${count}:${own}:auth`;
  const quoted = { username, realm, nonce: value, uri, response: hash(`${key}:${middle}:${request}`), opaque };
  const parts = Object.entries(quoted).flatMap(([name, text]) =>
    text === undefined ? [] : [`${name}="${text.replace(/["\\]/g, "\\$&")}"`],
  );
  if (algorithm !== undefined) parts.push(`algorithm=${algorithm}`);
  if (params.qop !== undefined) parts.push("qop=auth", `nc=${count}`, `cnonce="${own}"`);
  return `Digest ${parts.join(", ")}`;
}

/** Splits a WWW-Authenticate header (RFC 9110 §11.6.1): several challenges and their parameters share the comma. */
function parseChallenges(header: string): readonly Challenge[] {
  const found: { scheme: string; params: Record<string, string> }[] = [];
  const token = /\s*,?\s*([\w!#$%&'*+.^`|~-]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*)))?/gy;
  for (let match = token.exec(header); match !== null; match = token.exec(header)) {
    const [, name = "", quoted, plain] = match;
    const value = quoted?.replace(/\\(.)/g, "$1") ?? plain;
    if (value === undefined) found.push({ scheme: name.toLowerCase(), params: {} });
    else Object.assign(found.at(-1)?.params ?? {}, { [name.toLowerCase()]: value });
  }
  return found;
}
