// The one error type of Cadran. A reason says precisely what happened, its code says what kind of thing to do about it.
import { type FailureFault, type FailureLimit, type FailureSubject, LIMITS, SUBJECTS } from "./failure-words.ts";

/** Closed set of kinds; the sync policy switches over them exhaustively. */
export type FailureCode =
  | "offline"
  | "timeout"
  | "auth"
  | "forbidden"
  | "missing"
  | "conflict"
  | "stale-cursor"
  | "rate-limited"
  | "too-large"
  | "malformed"
  | "unsupported"
  | "storage"
  | "cancelled"
  | "bug";

/** Facts that a message may quote. Never a secret. */
export type FailureParams = Readonly<Record<string, string | number>> & {
  readonly what?: FailureSubject;
  readonly limit?: FailureLimit;
  readonly fault?: FailureFault;
};

const p = (params: FailureParams, key: string, fallback: string) => String(params[key] ?? fallback);
const subject = ({ what }: FailureParams) => SUBJECTS[what ?? "item"] ?? SUBJECTS.item;

/** Each reason: its code, and the English sentence for logs and the command line. The view says it in the user's language. */
const REASONS = {
  offline: ["offline", () => "No network connection. Your changes are kept here and will be sent later."],
  "host-unknown": ["offline", (q) => `No server answers to the name ${p(q, "host", "given")}. Check the address.`],
  "connection-refused": [
    "offline",
    (q) => `${p(q, "host", "The server")} refuses the connection. Check the address and port, or try again later.`,
  ],
  "connection-lost": [
    "offline",
    (q) => `The connection to ${p(q, "host", "the server")} was cut. Nothing is lost; Cadran will try again.`,
  ],
  certificate: [
    "forbidden",
    (q) =>
      `The certificate of ${p(q, "host", "the server")} cannot be trusted (${p(q, "detail", "invalid")}). Nothing was sent. Check the address, or name the private authority that signed it.`,
  ],
  "insecure-redirect": [
    "forbidden",
    (q) =>
      `${p(q, "host", "The server")} wants to leave the encrypted connection. Nothing was sent; check the address.`,
  ],
  "untrusted-redirect": [
    "forbidden",
    (q) =>
      `${p(q, "host", "The server")} points to another server. Your password was not sent there. Type that server's own address if you trust it.`,
  ],
  timeout: ["timeout", (q) => `${p(q, "host", "The server")} does not answer. Cadran will try again.`],
  "server-error": [
    "timeout",
    (q) =>
      `${p(q, "host", "The server")} reports a fault of its own (${p(q, "status", "5xx")}). Cadran will try again.`,
  ],
  "bad-answer": [
    "timeout",
    (q) =>
      `The answer of ${p(q, "host", "the server")} was cut or garbled. Nothing was taken in; Cadran will try again.`,
  ],
  "wrong-password": [
    "auth",
    (q) => `${p(q, "host", "The server")} refuses this user name or password. Check both and sign in again.`,
  ],
  "password-needed": [
    "auth",
    () => "The password is no longer at hand: no keychain kept it. Enter it again; your changes are kept here.",
  ],
  "sign-in-needed": [
    "auth",
    (q) =>
      `${p(q, "host", "The provider")} asks you to sign in again. Everything stored here and your changes are kept.`,
  ],
  "sign-in-declined": ["forbidden", () => "The sign-in was declined. Nothing was stored; try again when you like."],
  "sign-in-timeout": [
    "cancelled",
    () => "Nobody finished signing in. Nothing was stored; try again, or sign in with a code.",
  ],
  "sign-in-failed": [
    "forbidden",
    (q) => `The provider refused the sign-in (${p(q, "detail", "no reason given")}). Nothing was stored.`,
  ],
  "no-app-id": [
    "unsupported",
    () =>
      "Cadran has no application id at this provider yet. Give your organisation's own (clientId, or CADRAN_MICROSOFT_CLIENT_ID).",
  ],
  "admin-approval": [
    "forbidden",
    () =>
      "Your organisation wants an administrator to approve Cadran first. Send them the approval link, then try again.",
  ],
  "wrong-tenant": [
    "forbidden",
    () => "This account does not belong to the organisation that Cadran is set up for. Choose another account.",
  ],
  "other-account": [
    "forbidden",
    (q) => `You signed in as somebody else. Sign in as ${p(q, "address", "the same user")}, or add a second account.`,
  ],
  "account-exists": ["conflict", (q) => `${p(q, "address", "This account")} is already here. Nothing was changed.`],
  "no-mailbox": [
    "missing",
    (q) => `${p(q, "host", "The provider")} has no mailbox for this account, so no calendar. Use another account.`,
  ],
  forbidden: ["forbidden", (q) => `${p(q, "host", "The server")} does not allow this. Ask the owner for the right.`],
  "read-only": ["forbidden", () => "This calendar can only be read. Choose another calendar."],
  "not-organizer": [
    "forbidden",
    () => "Only the organiser may change this. You can answer, set reminders, or make a copy of your own.",
  ],
  "not-invited": ["forbidden", () => "None of this account's addresses is invited to this event. Nothing was sent."],
  "not-caldav": [
    "unsupported",
    (q) =>
      `${p(q, "host", "This address")} is not a calendar server. Check the address of your provider's CalDAV server.`,
  ],
  "not-imap": [
    "unsupported",
    (q) =>
      `${p(q, "host", "This address")} does not answer as a mail server. Check the address, the port and the kind of encryption.`,
  ],
  "insecure-server": [
    "forbidden",
    (q) =>
      `${p(q, "host", "The server")} offers no encrypted connection here. Your password was not sent. Choose TLS, or another port.`,
  ],
  "app-password": [
    "auth",
    (q) =>
      `${p(q, "host", "The provider")} wants a password made for this app, not your usual one. Make one in your account's security settings and enter it here.`,
  ],
  "imap-off": [
    "auth",
    (q) =>
      `${p(q, "host", "The provider")} has IMAP switched off for this account. Switch it on in your mail settings there, then sign in again.`,
  ],
  "no-smtputf8": [
    "unsupported",
    (q) =>
      `The mail server cannot send to ${p(q, "address", "this address")}: it takes no letters outside ASCII before the @. Nothing was sent; ask for another address.`,
  ],
  "send-limit": [
    "rate-limited",
    (q) =>
      `${p(q, "host", "The provider")} takes only so many recipients a day. The message waits and goes out as soon as that allows.`,
  ],
  "send-refused": [
    "forbidden",
    (q) =>
      `${p(q, "host", "The server")} refuses this message (${p(q, "detail", "no reason given")}). It is kept here; change it, then send it again.`,
  ],
  "login-page": [
    "unsupported",
    (q) =>
      `${p(q, "host", "This address")} answers with a web page instead of calendars. Check the address, or sign in to the network first.`,
  ],
  "feed-exists": ["conflict", (q) => `${p(q, "title", "This feed")} is followed already. Nothing was added.`],
  "no-feed": [
    "missing",
    (q) =>
      `${p(q, "host", "This address")} shows a page that names no feed. Give the feed's own address; where the network wants a sign-in first, do that.`,
  ],
  "feed-gone": [
    "missing",
    (q) =>
      `${p(q, "host", "The site")} says that this feed has ended. What it brought is kept; nothing is asked any more.`,
  ],
  "private-address": [
    "forbidden",
    (q) =>
      `${p(q, "host", "This address")} is on a private network, where a site must not send us. Nothing was asked there.`,
  ],
  "no-calendars": [
    "missing",
    () => "The account works, but has no calendar. Create one at your provider, then try again.",
  ],
  missing: ["missing", (q) => `${subject(q)} no longer exists.`],
  "mass-deletion": [
    "conflict",
    (q) =>
      `The server suddenly reports ${p(q, "removed", "many")} of ${p(q, "total", "all")} events as gone. Nothing was removed here; check the server, then confirm.`,
  ],
  "unsynced-edits": [
    "conflict",
    (q) =>
      `${p(q, "count", "Some")} edits have not reached the server yet. Nothing was removed: sync first, save them to a file, or remove the account all the same.`,
  ],
  "mass-removal": [
    "conflict",
    (q) =>
      `${p(q, "removed", "Many")} of ${p(q, "total", "all")} events would be deleted on the server at once. Nothing was sent; confirm if this is what you want.`,
  ],
  conflict: ["conflict", () => "Someone else changed this in the meantime. Both versions are kept."],
  "stale-cursor": ["stale-cursor", () => "The server forgot where the last sync stood. Everything is compared again."],
  "rate-limited": ["rate-limited", () => "The server asks for a pause. Cadran will go on by itself."],
  "too-large": ["too-large", (q) => `${subject(q)} is larger than the server or Cadran accepts.`],
  quota: [
    "too-large",
    (q) => `${p(q, "host", "The server")} has no room left for this account. The change is kept here; make room there.`,
  ],
  malformed: ["malformed", (q) => `${subject(q)} cannot be read: ${p(q, "detail", "unknown form")}.`],
  "refused-data": [
    "malformed",
    (q) => `The server refuses this item (${p(q, "detail", "no reason given")}). It is kept here and set aside.`,
  ],
  "invalid-input": ["malformed", (q) => `The request is not valid: ${p(q, "detail", "unknown form")}.`],
  unsupported: ["unsupported", (q) => `${subject(q)} is not supported.`],
  "not-expressible": [
    "unsupported",
    (q) =>
      `The server of this calendar cannot keep this: ${LIMITS[q.limit ?? "rule"]}. Nothing was sent. Make it simpler, or use another calendar.`,
  ],
  "unknown-call": ["unsupported", (q) => `There is no call named ${p(q, "name", "that")}.`],
  "disk-full": ["storage", () => "The disk is full. Nothing stored was touched; free some space and try again."],
  storage: ["storage", (q) => `The data file cannot be used (${p(q, "detail", "no detail")}). Nothing was changed.`],
  damaged: ["storage", () => "The data file is damaged. Cadran goes back to its last good backup and starts again."],
  "newer-database": [
    "storage",
    () =>
      "The data file comes from a newer Cadran. Install that version, or choose another data folder; nothing was changed.",
  ],
  "second-instance": [
    "storage",
    (q) =>
      `Cadran already runs on the folder ${p(q, "folder", "")}. Use that window, or choose another folder with --data.`,
  ],
  "engine-restarted": [
    "bug",
    () => "The engine stopped and was started again. Nothing saved is lost; please repeat the last step.",
  ],
  cancelled: ["cancelled", () => "Cancelled."],
  bug: ["bug", (q) => `Something unexpected happened (${p(q, "detail", "no detail")}). Nothing stored was touched.`],
} as const satisfies Record<string, readonly [FailureCode, (params: FailureParams) => string]>;

/** What precisely happened; the view has a sentence for each in every language. */
export type FailureReason = keyof typeof REASONS;

/** A failure as it crosses a thread: plain data, fit for JSON. */
export interface FailureData {
  readonly code: FailureCode;
  readonly reason: FailureReason;
  /** English, one or two sentences: what happened, what was kept, what to do. */
  readonly message: string;
  readonly params?: FailureParams;
  /** Epoch ms before which trying again is pointless (Retry-After). */
  readonly retryAtMs?: number;
}

/** Thrown by every layer; nothing else crosses a folder boundary. */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly reason: FailureReason;
  readonly code: FailureCode;
  readonly params: FailureParams;
  readonly retryAtMs: number | undefined;

  constructor(
    reason: FailureReason,
    params: FailureParams = {},
    options: { retryAtMs?: number; cause?: unknown } = {},
  ) {
    super(REASONS[reason][1](params), options.cause === undefined ? undefined : { cause: options.cause });
    this.reason = reason;
    this.code = REASONS[reason][0];
    this.params = params;
    this.retryAtMs = options.retryAtMs;
  }

  /** The same as plain data. */
  toData(): FailureData {
    const { code, reason, message, params, retryAtMs } = this;
    return {
      code,
      reason,
      message,
      ...(Object.keys(params).length > 0 && { params }),
      ...(retryAtMs !== undefined && { retryAtMs }),
    };
  }
}

/** Any thrown value as a Failure; what is not one is a bug, told by its message alone. */
export function toFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  return new Failure("bug", { detail: error instanceof Error ? error.message : String(error) }, { cause: error });
}
