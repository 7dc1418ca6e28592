// What a refused request means (learn.microsoft.com/graph/errors, MS-OXWSCDATA error codes). Pure.
import { Failure, type FailureReason } from "../../../src-preload/contract/failure.ts";

/** An answer of Graph, or the part of a batch's answer that is about one of its requests. */
export interface GraphAnswer {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** The JSON value; undefined when there is none, or something else. */
  readonly body: unknown;
}

/** The error that an answer's body tells. */
export interface GraphError {
  readonly code: string;
  readonly message: string;
}

/** A JSON object; undefined for everything else. */
export function objectOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

/** The error in a body, empty where it says nothing: 503 and 504 come with empty or HTML bodies too. */
export function errorOf(body: unknown): GraphError {
  const error = objectOf(objectOf(body)?.error);
  const text = (value: unknown) => (typeof value === "string" ? value : "");
  return { code: text(error?.code), message: text(error?.message) };
}

/** True for a status by which Graph asks for a pause: MailboxConcurrency comes as 503. */
export function isThrottled(status: number): boolean {
  return status === 429 || status === 503;
}

/** Says that there is no such thing (any more). */
export function isGone({ status, body }: GraphAnswer): boolean {
  return (status === 404 || status === 410) && !isMailboxless(errorOf(body));
}

/** Says that it is a property of the request that is unknown, and not a value of it. */
export function isUnknownProperty({ status, body }: GraphAnswer): boolean {
  return (
    status === 400 && /find a property|property named|\$select|\$expand|not supported for/i.test(errorOf(body).message)
  );
}

/** Says that it takes no `If-Match` at all: Graph's pages about events do not promise it. */
export function refusesCondition({ status, body }: GraphAnswer): boolean {
  const { code, message } = errorOf(body);
  return [400, 405, 428, 501].includes(status) && /if-?match/i.test(`${code} ${message}`);
}

const isMailboxless = ({ code }: GraphError) =>
  /^(Error)?Mailbox(NotEnabledForRESTAPI|NotSupportedForRESTAPI)$|^ErrorNonExistentMailbox$|^MailboxNotFound$/i.test(
    code,
  );

const STATUSES: Readonly<Record<number, FailureReason>> = {
  400: "refused-data",
  401: "sign-in-needed",
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

/** What an unexpected answer means. A pause is told by the wire: it knows how long. */
export function failureOf(answer: GraphAnswer): Failure {
  const host = new URL(answer.url).hostname;
  const error = errorOf(answer.body);
  return codeFailure(error, host) ?? statusFailure(answer, host, error);
}

/** Some refusals are told by their code alone, with changing statuses: errors in recurrences come as 400 and as 500. */
function codeFailure(error: GraphError, host: string): Failure | undefined {
  const { code } = error;
  if (isMailboxless(error)) return new Failure("no-mailbox", { host: "Microsoft" });
  if (/^ErrorOccurrenceCrossingBoundary$/i.test(code))
    return new Failure("not-expressible", { limit: "occurrence-order" });
  if (/^TimeZoneNotSupportedException$|^ErrorTimeZone/i.test(code))
    return new Failure("not-expressible", { limit: "zone" });
  if (/^Error(Recurrence|InvalidRecurrence|Calendar.*Recurrence)/i.test(code))
    return new Failure("not-expressible", { limit: "rule" });
  if (/^ErrorQuotaExceeded$/i.test(code)) return new Failure("quota", { host });
  if (/^ErrorMessageSizeExceeded$|^ErrorAttachmentSizeLimitExceeded$/i.test(code))
    return new Failure("too-large", { what: "item" });
  return undefined;
}

const isPage = (headers: GraphAnswer["headers"]) =>
  /^text\/html|^application\/xhtml/i.test(headers["content-type"] ?? "");

/** Is it somebody between us and Graph? That one itself never sends anyone elsewhere, nor a web page that went well. */
export function isStranger({ status, headers }: GraphAnswer): boolean {
  return status < 400 && (status >= 300 || (isPage(headers) && headers["content-length"] !== "0"));
}

function statusFailure({ status, headers, method }: GraphAnswer, host: string, { code, message }: GraphError): Failure {
  if (status < 300) return new Failure(isPage(headers) ? "login-page" : "bad-answer", { host });
  if (status < 400) return new Failure("login-page", { host });
  const reason = STATUSES[status] ?? (status < 500 ? "refused-data" : "server-error");
  const detail = [code, message].filter(Boolean).join(": ").slice(0, 200) || `status ${status}`;
  if (reason === "refused-data") return new Failure(reason, { detail });
  if (reason === "too-large" || reason === "missing") return new Failure(reason, { what: "item" });
  if (reason === "unsupported") return new Failure(reason, { what: "request" });
  if (reason === "forbidden" && method !== "GET" && /^ErrorAccessDenied$/i.test(code)) return new Failure("read-only");
  if (reason === "sign-in-needed") return new Failure(reason, { host: "Microsoft" });
  // Who only looks is in nobody's way: Exchange says so all the same at times (davmail#463).
  if (reason === "conflict" && method === "GET") return new Failure("server-error", { host, status });
  return new Failure(reason, { host, status });
}
