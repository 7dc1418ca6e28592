// The life of a message on its way out, decided without doing anything (mail §3.3 to 3.7): sync executes the step, stores
// what it says, and asks again. Every state survives a crash; none leads to a second sending that nobody asked for.
//
//   held ─┐                       ┌─ refused for good ──────────────> failed
//         ├─> queued ─> submitting ┼─ accepted ─> (Sent copy) ────────> done
//   scheduled    ^         │       └─ no answer ─> uncertain ─ found ─> done
//                └─ for now┘                          └─ not found: ask the person
import type { FailureData } from "../../../src-preload/contract/failure.ts";
import type { SendState } from "../../../src-preload/contract/mail-send.ts";
import { filesSentItself } from "./send-limits.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Later than this after the time to take it back, the person is asked first (mail §3.5). */
const LATE_HELD = 2 * MINUTE;
/** Later than this after the time chosen (mail §3.6). */
const LATE_SCHEDULED = HOUR;
/** When Sent is searched for a message that may have been taken, after the connection was lost (mail §3.4). */
const SEARCH_UNCERTAIN = [0, 10 * SECOND, 30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE];
/** When Sent is searched before our own copy is filed (mail §3.7). */
const SEARCH_ACCEPTED = [0, SECOND, 2 * SECOND, 4 * SECOND];
/** Servers that file by themselves get more time: ours would be the duplicate. */
const SEARCH_ACCEPTED_BY_SERVER = [...SEARCH_ACCEPTED, 15 * SECOND, MINUTE];
/** When our copy is looked at again, for one that the server filed after all. */
const RECHECK = [2 * MINUTE, 30 * MINUTE];

/** A row of the queue, as far as the decision needs it. */
export interface SendRow {
  readonly state: SendState;
  /** When it may go out: end of the time to take it back, time chosen, or next try. */
  readonly dueMs: number;
  readonly recipients: number;
  /** Host of the submission server. */
  readonly host: string;
  /** Since when the state is what it is. */
  readonly sinceMs: number;
  /** Searches of Sent made in this state. */
  readonly searches: number;
  /** The person said: now, however late it is (mail.sendNow). */
  readonly confirmed: boolean;
  /** The copy that we appended to Sent; absent when the server filed its own, or does not tell uids. 0 in `accepted`: it may
   *  have been appended already. */
  readonly ownCopyUid?: number;
  /** No copy of it belongs in Sent: the rest of a message that was taken for some, or a note that one was read. */
  readonly withoutCopy?: boolean;
}

/** What is known when the decision is made. */
export interface SendFacts {
  readonly nowMs: number;
  /** Nothing in this engine is working on the row: it was left behind by one that stopped. */
  readonly isOrphan: boolean;
  readonly isOnline: boolean;
  /** Another message of the account is going out: one at a time (mail §3.20). */
  readonly isBusy: boolean;
  /** Recipients within the provider's window, where it is known to have one (`sendQuota`; mail §3.19). */
  readonly quota?: { readonly limit: number; readonly used: number; readonly freeAtMs: number };
  /** What the last search of Sent for the Message-ID found in this state: uids, newest last. */
  readonly found?: readonly number[];
}

/** What sync is to do next with a message. */
export type SendStep =
  /** Store this state with `sinceMs` now, `searches` 0 and no `found`, then ask again. `ownCopyUid`: store it, too. */
  | { readonly kind: "become"; readonly state: SendState; readonly ownCopyUid?: number }
  /** Ask again then; tell the failure meanwhile. */
  | { readonly kind: "wait"; readonly untilMs: number; readonly failure?: FailureData["reason"] }
  /** Send. `submitting` is stored, and committed, when the port says onData. Then `afterSubmit`, or `afterFailure`. */
  | { readonly kind: "submit" }
  /** Ask the person: too late to go out unasked, or nobody knows whether it arrived (mail.resolveSend). */
  | { readonly kind: "ask"; readonly why: "late" | "uncertain" }
  /** Search Sent for the Message-ID (and its alias), count it in `searches`, then ask again with `found`. */
  | { readonly kind: "search" }
  /** Store `ownCopyUid` 0, append the filed copy to Sent, \Seen, then become done with its uid. */
  | { readonly kind: "file" }
  /** Remove our own copy, this uid alone: the server has filed one beside it. */
  | { readonly kind: "remove-copy"; readonly uid: number }
  /** Nothing, until something else changes. */
  | { readonly kind: "rest" };

const REST: SendStep = { kind: "rest" };

/** What to do with a message now. */
export function nextStep(row: SendRow, facts: SendFacts): SendStep {
  switch (row.state) {
    case "held":
      return whenDue(row, facts, LATE_HELD);
    case "scheduled":
      return whenDue(row, facts, LATE_SCHEDULED);
    case "queued":
      return queued(row, facts);
    case "submitting":
      // The engine stopped between the first byte and the answer: the server may have it.
      return facts.isOrphan ? { kind: "become", state: "uncertain" } : REST;
    case "uncertain":
      return uncertain(row, facts);
    case "accepted":
      return accepted(row, facts);
    case "done":
      return done(row, facts);
    case "failed":
    case "cancelled":
      return REST;
  }
}

/** Held and scheduled messages need no network to become due: lateness is of this computer, which was off or asleep. */
function whenDue({ dueMs, confirmed }: SendRow, { nowMs }: SendFacts, lateMs: number): SendStep {
  if (confirmed) return { kind: "become", state: "queued" };
  if (nowMs < dueMs) return { kind: "wait", untilMs: dueMs };
  return nowMs - dueMs > lateMs ? { kind: "ask", why: "late" } : { kind: "become", state: "queued" };
}

function queued(row: SendRow, { nowMs, isOnline, isBusy, quota }: SendFacts): SendStep {
  if (!isOnline || isBusy) return REST;
  if (nowMs < row.dueMs) return { kind: "wait", untilMs: row.dueMs };
  // More recipients than a whole day's worth would wait for ever: the server says no, and why.
  const isOver = quota !== undefined && quota.used > 0 && quota.used + row.recipients > quota.limit;
  if (isOver) return { kind: "wait", untilMs: Math.max(quota.freeAtMs, nowMs + MINUTE), failure: "send-limit" };
  return { kind: "submit" };
}

/** Never again by itself. Where the server files what it sends, its copy is the proof. */
function uncertain(row: SendRow, facts: SendFacts): SendStep {
  if (facts.found?.length) return { kind: "become", state: "done" };
  return searchBy(row, facts, SEARCH_UNCERTAIN) ?? { kind: "ask", why: "uncertain" };
}

/** Whoever files it, one copy: looked for first, on every server (mail §3.7). Also after a crash between filing and knowing. */
function accepted(row: SendRow, facts: SendFacts): SendStep {
  if (row.withoutCopy) return { kind: "become", state: "done" };
  // Filed by an engine that stopped before it knew: ours, should the server's own still come.
  const [only, ...more] = facts.found ?? [];
  if (only !== undefined && more.length === 0 && row.ownCopyUid === 0)
    return { kind: "become", state: "done", ownCopyUid: only };
  if (only !== undefined) return { kind: "become", state: "done" };
  const times = filesSentItself(row.host) ? SEARCH_ACCEPTED_BY_SERVER : SEARCH_ACCEPTED;
  const next = searchBy(row, facts, times);
  if (next !== undefined || !facts.isOnline) return next ?? REST;
  // What an engine that stopped had found is not known any more: its copy may be there.
  return facts.found === undefined ? { kind: "search" } : { kind: "file" };
}

function done(row: SendRow, facts: SendFacts): SendStep {
  if (row.ownCopyUid === undefined || row.ownCopyUid === 0) return REST;
  const others = facts.found?.filter((uid) => uid !== row.ownCopyUid) ?? [];
  if (others.length > 0 && facts.found?.includes(row.ownCopyUid)) return { kind: "remove-copy", uid: row.ownCopyUid };
  return searchBy(row, facts, RECHECK) ?? REST;
}

/** The next search of a series, counted from the beginning of the state; undefined when all were made. */
function searchBy(row: SendRow, { nowMs, isOnline }: SendFacts, times: readonly number[]): SendStep | undefined {
  const after = times[row.searches];
  if (after === undefined) return undefined;
  if (nowMs < row.sinceMs + after) return { kind: "wait", untilMs: row.sinceMs + after };
  return isOnline ? { kind: "search" } : REST;
}
