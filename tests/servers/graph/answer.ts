// What the local Graph answers: statuses, headers and the error envelope (learn.microsoft.com/graph/errors).

/** One request, read. */
export interface Asked {
  readonly method: string;
  /** Below `/v1.0`, segments decoded, without empty ones. */
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined without a body; text that is no JSON stays text. */
  readonly body: unknown;
  /** Origin for links in the answer. */
  readonly origin: string;
  /** Path and query as asked for. */
  readonly target: string;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON, a text as it is. */
  readonly body?: object | string;
}

/** A refusal with Graph's envelope; thrown anywhere while a request is served. */
export class Refusal extends Error {
  readonly reply: Reply;
  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(`${status} ${code}: ${message}`);
    this.reply = { status, headers, body: errorBody(code, message) };
  }
}

/** The error envelope; the server adds date and ids. */
export function errorBody(code: string, message: string): { readonly error: Readonly<Record<string, unknown>> } {
  return { error: { code, message, innerError: {} } };
}

export const itemNotFound = () =>
  new Refusal(404, "ErrorItemNotFound", "The specified object was not found in the store.");
export const badRequest = (message: string) => new Refusal(400, "BadRequest", message);
export const notAllowed = () =>
  new Refusal(405, "Request_MethodNotAllowed", "The method is not allowed on this resource.");
export const invalid = (message: string, code = "ErrorInvalidRequest") => new Refusal(400, code, message);
export const stale = () =>
  new Refusal(
    412,
    "ErrorIrresolvableConflict",
    "The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.",
  );

/** What a request prefers (RFC 7240; learn.microsoft.com/graph/api/resources/calendar). */
export interface Preferences {
  readonly immutableIds: boolean;
  readonly timeZone?: string;
  readonly textBody: boolean;
  readonly pageSize?: number;
  /** Those that were taken, as they came. */
  readonly applied: readonly string[];
}

export function preferencesOf(header: string | undefined): Preferences {
  const pairs = (header ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => [part, ...part.split("=").map((side) => side.trim().replace(/^"|"$/g, ""))] as const);
  const value = (name: string) => pairs.find(([, own]) => own?.toLowerCase() === name)?.[2];
  const size = Number(value("odata.maxpagesize"));
  const timeZone = value("outlook.timezone");
  return {
    immutableIds: value("idtype") === "ImmutableId",
    textBody: value("outlook.body-content-type")?.toLowerCase() === "text",
    ...(timeZone !== undefined && { timeZone }),
    ...(Number.isInteger(size) && size > 0 && { pageSize: size }),
    applied: pairs.filter(([, own]) => KNOWN.has(own?.toLowerCase() ?? "")).map(([whole]) => whole),
  };
}

const KNOWN = new Set(["idtype", "outlook.timezone", "outlook.body-content-type", "odata.maxpagesize"]);
