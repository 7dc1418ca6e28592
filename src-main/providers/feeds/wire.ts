// One document over HTTP: redirects, what a status means, sizes and times. Nothing of feeds but the headers.
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { HttpClient, HttpResponse } from "../../ports.ts";
import type { Validators } from "../feed-reader.ts";
import { decode } from "./charset.ts";

const MAX_REDIRECTS = 5;
const MAX_BYTES = 5 * 1024 * 1024;
const TIMEOUT_MS = 20_000;

/** `own` reaches any address, `open` the public ones only. */
export interface Clients {
  readonly own: HttpClient;
  readonly open: HttpClient;
  readonly nowMs: () => number;
}

/** A document, or that it still is the version asked about. */
export interface Loaded {
  readonly text?: string;
  readonly contentType: string;
  readonly validators: Validators;
  /** Where it was found. */
  readonly url: string;
  /** Where it lives from now on: after the redirects that are meant for good (RFC 9110 §15.4.2, §15.4.9). */
  readonly lastingUrl: string;
}

/** Loads a document.
 *  @param home the address that the person gave: others of a private network are not asked, whoever sends us there
 *  @throws Failure missing, feed-gone, forbidden, insecure-redirect, private-address, rate-limited, server-error, … */
export async function load(
  clients: Clients,
  { url, home, known }: { readonly url: string; readonly home: string; readonly known: Validators },
  signal: AbortSignal,
): Promise<Loaded> {
  let at = url;
  let lastingUrl = url;
  let lasting = true;
  const deadlineMs = performance.now() + TIMEOUT_MS;
  for (let hop = 0; ; hop += 1) {
    const answer = await ask(clients, at, { home, known, deadlineMs }, signal);
    const { location } = answer.headers;
    if (![301, 302, 303, 307, 308].includes(answer.status) || location === undefined) {
      return { ...readAnswer(answer, known, clients.nowMs()), url: at, lastingUrl };
    }
    at = nextUrl(at, location);
    lasting &&= answer.status === 301 || answer.status === 308;
    if (lasting) lastingUrl = at;
    if (hop === MAX_REDIRECTS) throw new Failure("bad-answer", { host: new URL(at).hostname });
  }
}

async function ask(
  { own, open }: Clients,
  at: string,
  { home, known, deadlineMs }: { home: string; known: Validators; deadlineMs: number },
  signal: AbortSignal,
): Promise<HttpResponse> {
  const isHome = new URL(at).hostname === new URL(home).hostname;
  const headers = {
    accept:
      "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, text/html;q=0.5, */*;q=0.1",
    "accept-encoding": "gzip, deflate, br",
    "user-agent": "Cadran",
    ...(known.etag !== undefined && { "if-none-match": known.etag }),
    // RFC 9110 §13.1.3: meaningless beside If-None-Match, but some servers know only this one.
    ...(known.lastModified !== undefined && { "if-modified-since": known.lastModified }),
  };
  // The whole chain has the time of one request.
  const timeoutMs = Math.max(1, Math.ceil(deadlineMs - performance.now()));
  return (isHome ? own : open).request(
    { method: "GET", url: at, headers, timeoutMs, maxBytes: MAX_BYTES, wantsBytes: true },
    signal,
  );
}

function nextUrl(from: string, location: string): string {
  const to = URL.parse(location.replace(/^feed:\/\//i, "https://"), from);
  const host = new URL(from).hostname;
  if (!to || !/^https?:$/.test(to.protocol)) throw new Failure("bad-answer", { host });
  if (from.startsWith("https:") && to.protocol === "http:") throw new Failure("insecure-redirect", { host });
  to.username = "";
  to.password = "";
  to.hash = "";
  return to.href;
}

function readAnswer(answer: HttpResponse, known: Validators, nowMs: number): Omit<Loaded, "url" | "lastingUrl"> {
  const { status, headers, bytes } = answer;
  const contentType = headers["content-type"] ?? "";
  const asked = known.etag !== undefined || known.lastModified !== undefined;
  if (status === 304 && asked) return { contentType, validators: known };
  if (status !== 200) throw statusFailure(answer, nowMs);
  const { etag, "last-modified": lastModified } = headers;
  const validators = { ...(etag && { etag }), ...(lastModified && { lastModified }) };
  return { contentType, validators, text: decode(bytes ?? new Uint8Array(), contentType) };
}

function statusFailure({ status, headers, url }: HttpResponse, nowMs: number): Failure {
  const host = new URL(url).hostname;
  if (status === 401 || status === 403 || status === 407) return new Failure("forbidden", { host });
  if (status === 404) return new Failure("missing", { what: "feed" });
  if (status === 410) return new Failure("feed-gone", { host });
  if (status === 429 || status === 503)
    return new Failure("rate-limited", { host }, { retryAtMs: retryAtMs(headers["retry-after"], nowMs) });
  return new Failure(status >= 500 ? "server-error" : "bad-answer", { host, status });
}

// Seconds or an HTTP date (RFC 9110 §10.2.3), kept between 1 min and a day; 1 h when nothing is said.
function retryAtMs(header: string | undefined, nowMs: number): number {
  const value = header?.trim() ?? "";
  const asked = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - nowMs;
  const waitMs = Number.isNaN(asked) ? 3_600_000 : asked;
  return nowMs + Math.min(Math.max(waitMs, 60_000), 24 * 3_600_000);
}
