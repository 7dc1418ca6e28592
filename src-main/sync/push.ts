// Sends a calendar's waiting changes, event by event: never unconditionally, never twice (design §6.4, §6.6).
import { Failure, toFailure } from "../../src-preload/contract/failure.ts";
import type { EventId } from "../../src-preload/contract/shapes.ts";
import { conflictOf } from "../store/conflicts.ts";
import { countSynced, findEvent } from "../store/events.ts";
import { beginAttempt, dueEvents, entriesOf, type OutboxRow, postpone } from "../store/outbox.ts";
import type { SyncDeps } from "./deps.ts";
import { isMassRemoval } from "./plan.ts";
import { verdictOn } from "./policy.ts";
import type { Report } from "./progress.ts";
import { type Route, send, sendMove, sendRemoval } from "./send.ts";

/** How often one run answers a conflict by trying on top of the newer version. */
const ROUNDS = 4;
/** A safety net only: what waits is released by what it waits for. */
const WAIT_MS = 60_000;

interface PushOptions {
  /** Send even so many deletions as look like an accident (R96). */
  readonly allowMassDeletion: boolean;
}

/** Sends what is due in a calendar. One bad item is set aside, the others go on.
 *  @param sent told after each event that reached the server, so that a run that ends early has counted them
 *  @returns whether something was not where it was: to be looked at again after the pull
 *  @throws Failure when the server cannot be used now; its items stay due. `mass-removal` before anything is sent */
export async function pushCalendar(
  deps: SyncDeps,
  route: Route,
  options: PushOptions,
  report: Report,
  sent: () => void,
  signal: AbortSignal,
): Promise<boolean> {
  let gone = false;
  const due = dueEvents(deps.db, route.target.calendar.id, deps.clock.nowMs());
  if (!options.allowMassDeletion) refuseMassRemoval(deps, route, due);
  for (const [done, eventId] of due.entries()) {
    report({ phase: "sending", done, total: due.length });
    try {
      const outcome = await pushEvent(deps, route, eventId, signal);
      if (outcome === "sent") sent();
      gone ||= outcome === "gone";
    } catch (error) {
      noteFailure(deps, eventId, toFailure(error));
    }
  }
  return gone;
}

/** A script gone wrong, or a slip of the hand, must not empty a calendar that others share. */
function refuseMassRemoval({ db }: SyncDeps, { target }: Route, due: readonly EventId[]): void {
  const removed = due.filter((id) => {
    const row = findEvent(db, id);
    // The second half of a move is no loss.
    return (
      row?.removedMs != null && row.baseText !== null && entriesOf(db, id).every(({ afterEventId }) => !afterEventId)
    );
  }).length;
  if (removed === 0) return;
  const total = countSynced(db, target.calendar.id);
  if (isMassRemoval(removed, total)) throw new Failure("mass-removal", { removed, total });
}

/** Sets the item aside, or, when the fault is not the item's, postpones it and ends the run. */
function noteFailure({ db, clock, random }: SyncDeps, eventId: EventId, failure: Failure): void {
  const attempt = Math.max(0, ...entriesOf(db, eventId).map((entry) => entry.attempts - 1));
  const verdict = verdictOn(failure, attempt, clock.nowMs(), random());
  switch (verdict.do) {
    case "park":
    case "ask":
      db.write(() => postpone(db, eventId, null, failure.toData()));
      return;
    case "retry":
      db.write(() => postpone(db, eventId, verdict.atMs, failure.toData()));
      throw failure;
    case "sign-in":
    case "recompare":
    case "stop":
      throw failure;
  }
}

async function pushEvent(
  deps: SyncDeps,
  route: Route,
  eventId: EventId,
  signal: AbortSignal,
): Promise<"sent" | "gone" | "waits"> {
  const { db, clock } = deps;
  const wait = () => {
    db.write(() => postpone(db, eventId, clock.nowMs() + WAIT_MS, null));
    return "waits" as const;
  };
  for (let round = 0; round < ROUNDS; round++) {
    const entries = entriesOf(db, eventId);
    const row = findEvent(db, eventId);
    const last = entries.at(-1);
    // The last round may have ended in a conflict that waits for a decision, or in what the server had already.
    if (!row || !last || conflictOf(db, eventId)) return "waits";
    if (waitsForAnother(deps, entries)) return wait();
    const sentBefore = entries.some((entry) => entry.attempts > 0);
    db.write(() => beginAttempt(db, eventId));
    const movedFromId = entries.find((entry) => entry.movedFromId !== null)?.movedFromId;
    const outcome =
      row.removedMs !== null
        ? await sendRemoval(deps, route, row, { sentBefore, silent: entries.some((entry) => entry.silent) }, signal)
        : movedFromId
          ? await sendMove(deps, route, row, movedFromId, last.id, signal)
          : await send(deps, route, row, entries, signal);
    if (outcome === "later") return wait();
    if (outcome !== "again") return outcome;
  }
  throw new Failure("conflict");
}

/** The second half of a move goes after its first half has arrived. */
function waitsForAnother({ db }: SyncDeps, entries: readonly OutboxRow[]): boolean {
  return entries.some(({ afterEventId }) => {
    if (afterEventId === null) return false;
    return entriesOf(db, afterEventId).some((entry) => entry.kind === "create");
  });
}
