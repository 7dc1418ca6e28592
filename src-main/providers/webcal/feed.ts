// Reading one published file over HTTP: address, credentials, redirects, and what a status means.
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { RequestRecord } from "../../../src-preload/contract/sync.ts";
import type { HttpClient, HttpResponse } from "../../ports.ts";
import type { Login } from "../provider.ts";

const MAX_REDIRECTS = 5;
const MAX_BYTES = 32 * 1024 * 1024;
const TIMEOUT_MS = 60_000;
const MAX_RECORDS = 100;

/** What a server gave to recognise a version by. */
export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
}

/** The file, or that it is still the version asked about. */
export type FeedAnswer =
  | { readonly kind: "same" }
  | { readonly kind: "file"; readonly body: string; readonly validators: Validators; readonly server?: string };

/** A published file's address with what is needed to read it. */
export interface Feed {
  /** Without credentials. */
  readonly url: string;
  /** @param known asks only for a version that is not this one
   *  @throws Failure wrong-password, password-needed, missing, rate-limited, insecure-redirect, login-page, bad-answer, … */
  read(known: Validators, signal: AbortSignal): Promise<FeedAnswer>;
  records(): readonly RequestRecord[];
}

/** The places where a typed address may mean the file, best first. `webcal:` says nothing about encryption: plain HTTP is
 *  tried last, and never with a password.
 *  @throws Failure `invalid-input` when it is no web address */
export function addressesOf(login: Login): { readonly urls: readonly string[]; readonly authorization?: string } {
  const typed = (login.url ?? "").trim();
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(typed)?.[1]?.toLowerCase();
  const rest = scheme === undefined ? typed : typed.slice(scheme.length + 3);
  const known = scheme === undefined || ["http", "https", "webcal", "webcals"].includes(scheme);
  const url = known ? URL.parse(`${scheme === "http" ? "http" : "https"}://${rest}`) : null;
  if (!url?.hostname) throw new Failure("invalid-input", { detail: "the address of a published calendar is needed" });
  const user = login.username ?? decodeURIComponent(url.username);
  const password = login.password ?? decodeURIComponent(url.password);
  url.username = "";
  url.password = "";
  url.hash = "";
  const isSecret = user !== "" || password !== "";
  const plain = scheme === "webcal" && !isSecret ? [url.href.replace(/^https:/, "http:")] : [];
  const basic = `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
  return { urls: [url.href, ...plain], ...(isSecret && { authorization: basic }) };
}

/** Opens a feed at one address. The password goes to the host of that address and to no other. */
export function openFeed(http: HttpClient, url: string, authorization: string | undefined, nowMs: () => number): Feed {
  const records: RequestRecord[] = [];
  const ask = async (at: string, known: Validators, signal: AbortSignal): Promise<HttpResponse> => {
    const own = new URL(at).host === new URL(url).host ? authorization : undefined;
    const record = { atMs: nowMs(), method: "GET", path: new URL(at).pathname };
    try {
      const answer = await http.request(
        { method: "GET", url: at, headers: headersOf(known, own), timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES },
        signal,
      );
      const { status, body } = answer;
      records.push({ ...record, status, ms: nowMs() - record.atMs, bytes: body.length });
      return answer;
    } catch (error) {
      const note = error instanceof Failure ? { note: error.reason } : {};
      records.push({ ...record, ms: nowMs() - record.atMs, bytes: 0, ...note });
      throw error;
    } finally {
      if (records.length > MAX_RECORDS) records.shift();
    }
  };
  return {
    url,
    records: () => [...records],
    async read(known, signal) {
      let at = url;
      for (let hop = 0; ; hop += 1) {
        const answer = await ask(at, known, signal);
        const { location } = answer.headers;
        if (![301, 302, 303, 307, 308].includes(answer.status) || location === undefined)
          return readAnswer(answer, known, authorization !== undefined, nowMs());
        at = nextUrl(at, location);
        if (hop === MAX_REDIRECTS) throw new Failure("bad-answer", { host: new URL(at).hostname });
      }
    },
  };
}

function headersOf(known: Validators, authorization: string | undefined): Record<string, string> {
  return {
    accept: "text/calendar, */*;q=0.5",
    "accept-encoding": "gzip, deflate, br",
    "user-agent": "Cadran",
    ...(authorization !== undefined && { authorization }),
    ...(known.etag !== undefined && { "if-none-match": known.etag }),
    // RFC 9110 §13.1.3: meaningless beside If-None-Match.
    ...(known.etag === undefined && known.lastModified !== undefined && { "if-modified-since": known.lastModified }),
  };
}

function nextUrl(from: string, location: string): string {
  const to = URL.parse(location.replace(/^webcals?:/i, "https:"), from);
  const host = new URL(from).hostname;
  if (!to || !/^https?:$/.test(to.protocol)) throw new Failure("bad-answer", { host });
  if (from.startsWith("https:") && to.protocol === "http:") throw new Failure("insecure-redirect", { host });
  to.username = "";
  to.password = "";
  return to.href;
}

function readAnswer(answer: HttpResponse, known: Validators, hasPassword: boolean, nowMs: number): FeedAnswer {
  const { status, headers, body } = answer;
  const host = new URL(answer.url).hostname;
  const asked = known.etag !== undefined || known.lastModified !== undefined;
  if (status === 304 && asked) return { kind: "same" };
  if (status !== 200) throw statusFailure(answer, host, hasPassword, nowMs);
  const isPage =
    /^text\/html|^application\/xhtml/i.test(headers["content-type"] ?? "") || /^\s*<(!doctype )?html/i.test(body);
  // Some servers call every file a page: what is inside decides.
  if (!/^\uFEFF?\s*BEGIN:VCALENDAR/im.test(body.slice(0, 4096))) {
    throw new Failure(isPage && body.trim() !== "" ? "login-page" : "bad-answer", { host });
  }
  const { etag, "last-modified": lastModified, server } = headers;
  const validators = { ...(etag && { etag }), ...(lastModified && { lastModified }) };
  return { kind: "file", body, validators, ...(server && { server }) };
}

function statusFailure({ status, headers }: HttpResponse, host: string, hasPassword: boolean, nowMs: number): Failure {
  if (status === 401) return new Failure(hasPassword ? "wrong-password" : "password-needed", { host });
  if (status === 403) return new Failure("forbidden", { host });
  if (status === 404 || status === 410) return new Failure("missing", { what: "calendar" });
  if (status === 413) return new Failure("too-large", { what: "answer" });
  if (status === 429 || status === 503)
    return new Failure("rate-limited", { host }, { retryAtMs: retryAtMs(headers["retry-after"], nowMs) });
  return new Failure(status >= 500 ? "server-error" : "bad-answer", { host, status });
}

// Seconds or an HTTP date (RFC 9110 §10.2.3), kept between 1 min and 2 h; 15 min when nothing is said (R98).
function retryAtMs(header: string | undefined, nowMs: number): number {
  const value = header?.trim() ?? "";
  const asked = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - nowMs;
  const waitMs = Number.isNaN(asked) ? 15 * 60_000 : asked;
  return nowMs + Math.min(Math.max(waitMs, 60_000), 2 * 3_600_000);
}
