// What a refused request means (knowledge R18, R19, R55, R98). Pure.
import { Failure, type FailureReason } from "../../../src-preload/contract/failure.ts";
import type { HttpResponse } from "../../ports.ts";
import { type Condition, isBareError, parseError } from "./multistatus.ts";

/** An answer; `url` is the final one, after redirects (R7). */
export interface DavAnswer extends HttpResponse {
  readonly method: string;
}

/** A web page, or anything else that is no answer of a calendar server. */
export function notDav(answer: DavAnswer): Failure {
  return new Failure(isHtml(answer) ? "login-page" : "not-caldav", { host: new URL(answer.url).hostname });
}

/** True for a web page. */
export function isHtml(answer: DavAnswer): boolean {
  return /^text\/html|^application\/xhtml/i.test(answer.headers["content-type"] ?? "") && answer.body.trim() !== "";
}

/** Google says "slow down" with 403 and an error element that holds nothing (R19). */
export function isQuota({ status, body }: DavAnswer): boolean {
  return status === 403 && isBareError(body);
}

/** Preconditions by which a server says that the data itself is bad (RFC 4791 §5.3.2.1). */
const BAD_DATA = new Set([
  "valid-calendar-data",
  "supported-calendar-data",
  "valid-calendar-object-resource",
  "supported-calendar-component",
  "calendar-collection-location-ok",
  "min-date-time",
  "max-date-time",
  "max-instances",
  "max-attendees-per-instance",
]);

const STATUSES: Readonly<Record<number, FailureReason>> = {
  400: "refused-data",
  403: "forbidden",
  404: "missing",
  405: "unsupported",
  406: "unsupported",
  408: "timeout",
  409: "conflict",
  410: "missing",
  412: "conflict",
  413: "too-large",
  415: "refused-data",
  422: "refused-data",
  501: "unsupported",
  507: "quota",
};

/** What an unexpected answer means. */
export function failureOf(answer: DavAnswer, nowMs: number): Failure {
  const { status } = answer;
  const host = new URL(answer.url).hostname;
  if (status === 401) return new Failure("wrong-password", { host });
  if (status === 429 || status === 503 || isQuota(answer)) {
    return new Failure("rate-limited", { host }, { retryAtMs: retryAtMs(answer.headers["retry-after"], nowMs) });
  }
  return conditionFailure(status, parseError(answer.body) ?? [], answer.method) ?? statusFailure(answer, host);
}

/** What a refused request means by its preconditions alone; undefined when they say nothing more than the status. */
export function conditionFailure(
  status: number,
  conditions: readonly Condition[],
  method: string,
): Failure | undefined {
  const names = conditions.map((condition) => condition.name);
  if (names.includes("max-resource-size")) return new Failure("too-large", { what: "item" });
  if (names.includes("quota-not-exceeded") || names.includes("sufficient-disk-space")) return new Failure("quota");
  const bad = conditions.find((condition) => BAD_DATA.has(condition.name));
  if (bad !== undefined)
    return new Failure("refused-data", { detail: [bad.name, bad.text].filter(Boolean).join(": ") });
  const isWrite = !["GET", "PROPFIND", "REPORT", "OPTIONS"].includes(method);
  if (status === 403 && isWrite && names.includes("need-privileges")) return new Failure("read-only");
  return undefined;
}

function statusFailure(answer: DavAnswer, host: string): Failure {
  const { status } = answer;
  const reason = STATUSES[status] ?? "server-error";
  if (reason === "refused-data") return new Failure(reason, { detail: plainText(answer.body) || `status ${status}` });
  if (reason === "too-large" || reason === "missing") return new Failure(reason, { what: "item" });
  if (reason === "unsupported") return new Failure(reason, { what: "request" });
  return new Failure(reason, { host, status });
}

const plainText = (body: string) =>
  body
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 200);

/** Seconds or an HTTP date (RFC 9110 §10.2.3), kept between 1 min and 2 h; 15 min when nothing is said (R98). */
function retryAtMs(header: string | undefined, nowMs: number): number {
  const value = header?.trim() ?? "";
  const asked = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - nowMs;
  const waitMs = Number.isNaN(asked) ? 15 * 60_000 : asked;
  return nowMs + Math.min(Math.max(waitMs, 60_000), 2 * 3_600_000);
}
