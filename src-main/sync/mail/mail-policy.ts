// What a failure of a mailbox leads to: pure decisions (mail rules 5, 6, 18, 55).
import type { Failure, FailureReason } from "../../../src-preload/contract/failure.ts";

/** `sign-in`: the account stops until a person has signed in; a refused password is never tried again by itself. `retry`: the
 *  account waits. `folder`: only this folder (or message) has the problem. `stop`: end quietly. */
export type MailVerdict =
  | { readonly do: "retry"; readonly atMs: number }
  | { readonly do: "sign-in" | "folder" | "stop" };

/** The way to the server is at fault, whatever is asked over it. */
const ON_THE_WAY: ReadonlySet<FailureReason> = new Set(["certificate", "insecure-server", "not-imap", "login-page"]);
/** The network went: it comes back any moment. */
const AWAY: ReadonlySet<FailureReason> = new Set(["offline", "connection-lost", "cancelled"]);

const NETWORK_MS = { first: 1_000, longest: 60_000 };
/** The server does not want us now: knocking often makes it worse (mail rule 5). */
const REFUSED_MS = { first: 30_000, longest: 15 * 60_000 };

/** @param attempt failures in a row before this one, 0 = first. @param random in [0, 1): full jitter */
export function mailVerdictOn(failure: Failure, attempt: number, nowMs: number, random: number): MailVerdict {
  if (failure.code === "auth") return { do: "sign-in" };
  if (failure.code === "storage" || failure.code === "cancelled") return { do: "stop" };
  if (!concernsMailbox(failure)) return { do: "folder" };
  const pace = AWAY.has(failure.reason) ? NETWORK_MS : REFUSED_MS;
  return { do: "retry", atMs: Math.max(failure.retryAtMs ?? 0, nowMs + mailBackoffMs(pace, attempt, random)) };
}

/** Full jitter, at least a tenth of the step so that a burst cannot form. */
export function mailBackoffMs(
  { first, longest }: { readonly first: number; readonly longest: number },
  attempt: number,
  random: number,
): number {
  return Math.round(Math.min(longest, first * 2 ** Math.min(attempt, 16)) * (0.1 + 0.9 * random));
}

/** Would every other folder meet this too? */
export function concernsMailbox(failure: Failure): boolean {
  if (ON_THE_WAY.has(failure.reason)) return true;
  // A fault that a server reports of one folder, or a garbled answer, need not be everybody's.
  if (failure.reason === "server-error" || failure.reason === "bad-answer") return failure.retryAtMs !== undefined;
  return ["offline", "timeout", "auth", "rate-limited", "storage", "cancelled"].includes(failure.code);
}

/** Is the network away, rather than the server unwilling? Then its coming back ends the wait. */
export function isAway(failure: Pick<Failure, "code" | "reason">): boolean {
  return failure.code === "offline" || failure.code === "timeout";
}

const DEED_MS = { first: 20_000, longest: 10 * 60_000 };
const DEED_TRIES = 4;

/** `leave`: the account's own trouble, the deed is looked at again when it is over. `later`: this deed once more. `give-up`:
 *  the server will not have it (mail rule 55). */
type DeedVerdict = { readonly do: "leave" | "give-up" } | { readonly do: "later"; readonly atMs: number };

/** @param attempts of this deed before */
export function deedVerdictOn(failure: Failure, attempts: number, nowMs: number, random: number): DeedVerdict {
  if (concernsMailbox(failure)) return { do: "leave" };
  // What the server refuses for a reason it will refuse again; once more, since some say no for a moment only.
  const tries = ["timeout", "bug", "offline"].includes(failure.code) ? DEED_TRIES : 2;
  if (attempts + 1 >= tries) return { do: "give-up" };
  return { do: "later", atMs: Math.max(failure.retryAtMs ?? 0, nowMs + mailBackoffMs(DEED_MS, attempts, random)) };
}
