// What follows from an attempt to send (mail §3.4): again by itself only what was certainly not taken.
import { Failure, type FailureData } from "../../../src-preload/contract/failure.ts";
import type { SendState } from "../../../src-preload/contract/mail-send.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Waits after a refusal for now: a server that greylists wants some minutes (RFC 5321 §4.5.4.1). */
const REFUSED_WAITS = [MINUTE, 5 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR];
/** Waits after no connection; coming online cuts them short. */
const OFFLINE_WAITS = [5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE];
/** Nobody waits longer than a day for a mail to leave: then the person decides. */
const GIVE_UP = 24 * HOUR;

/** How an attempt ended, as the port tells; the same shape as SubmitOutcome. */
export type SendOutcome =
  | {
      readonly kind: "accepted";
      readonly answer: string;
      readonly rejected: readonly { readonly address: string; readonly answer: string; readonly permanent: boolean }[];
    }
  | { readonly kind: "refused"; readonly permanent: boolean; readonly answer: string }
  | { readonly kind: "uncertain" };

/** The attempt's row before it. */
export interface SendAttempt {
  /** Attempts before this one that ended in a refusal for now. */
  readonly refusals: number;
  /** Attempts in a row, before this one, without a connection. */
  readonly losses: number;
  /** When it was first due: what giving up is counted from. */
  readonly firstDueMs: number;
  readonly host: string;
}

/** What to store. */
export interface SendResult {
  readonly state: SendState;
  /** Present when it is tried again. */
  readonly dueMs?: number;
  readonly refusals: number;
  readonly losses: number;
  readonly failure?: FailureData;
  readonly answer?: string;
  /** Refused for good while others were taken: told to the person. */
  readonly refusedFor: readonly { readonly address: string; readonly answer: string }[];
  /** Refused for now while others were taken: a row of its own with the same bytes, for these alone, queued at `dueMs`;
   *  its accepted copy is not filed again. */
  readonly again: { readonly to: readonly string[]; readonly dueMs: number } | undefined;
}

/** After an answer, or the want of one.
 *  @param random 0 ≤ x < 1 */
export function afterSubmit(row: SendAttempt, outcome: SendOutcome, nowMs: number, random: number): SendResult {
  const base = { refusals: row.refusals, losses: 0, refusedFor: [], again: undefined };
  if (outcome.kind === "uncertain") return { ...base, state: "uncertain" };
  if (outcome.kind === "accepted") {
    const to = outcome.rejected.filter(({ permanent }) => !permanent).map(({ address }) => address);
    const refusedFor = outcome.rejected
      .filter(({ permanent }) => permanent)
      .map(({ address, answer }) => ({ address, answer }));
    const again = to.length > 0 ? { to, dueMs: nowMs + waitOf(REFUSED_WAITS, 0, random) } : undefined;
    return { ...base, state: "accepted", answer: outcome.answer, refusedFor, again };
  }
  const { answer } = outcome;
  const failure = new Failure("send-refused", { host: row.host, detail: answer }).toData();
  const refusals = row.refusals + 1;
  if (outcome.permanent || nowMs - row.firstDueMs > GIVE_UP)
    return { ...base, refusals, state: "failed", failure, answer };
  return {
    ...base,
    refusals,
    state: "queued",
    dueMs: nowMs + waitOf(REFUSED_WAITS, row.refusals, random),
    failure,
    answer,
  };
}

/** After a failure before anything was sent. @param random 0 ≤ x < 1 */
export function afterFailure(row: SendAttempt, failure: Failure, nowMs: number, random: number): SendResult {
  const base = {
    refusals: row.refusals,
    losses: row.losses,
    refusedFor: [],
    again: undefined,
    failure: failure.toData(),
  };
  const queued = (dueMs: number, losses = row.losses) => ({ ...base, losses, state: "queued" as const, dueMs });
  switch (failure.code) {
    case "offline":
    case "timeout":
      return queued(failure.retryAtMs ?? nowMs + waitOf(OFFLINE_WAITS, row.losses, random), row.losses + 1);
    case "rate-limited":
      return queued(failure.retryAtMs ?? nowMs + waitOf(REFUSED_WAITS, 1, random));
    // The account waits for a password or for somebody who looks at its certificate; then everything due goes out.
    case "auth":
    case "forbidden":
      return queued(nowMs + waitOf(OFFLINE_WAITS, OFFLINE_WAITS.length, random));
    case "cancelled":
      return { ...queued(nowMs), failure: undefined };
    case "storage":
      return queued(nowMs + waitOf(OFFLINE_WAITS, 2, random));
    case "missing":
    case "conflict":
    case "stale-cursor":
    case "too-large":
    case "malformed":
    case "unsupported":
    case "bug":
      return { ...base, state: "failed" };
  }
}

/** A wait of the series, between three quarters and five quarters of it: messages that failed together part. */
function waitOf(waits: readonly number[], index: number, random: number): number {
  const wait = waits[Math.min(index, waits.length - 1)] ?? HOUR;
  return Math.round(wait * (0.75 + random / 2));
}
