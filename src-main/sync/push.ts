// Sends a calendar's waiting changes, event by event: never unconditionally, never twice (design §6.4, §6.6).
import { Failure, toFailure } from "../../src-preload/contract/failure.ts";
import type { EventId } from "../../src-preload/contract/shapes.ts";
import type { CalendarConnection, PutOutcome } from "../providers/provider.ts";
import type { SyncedCalendar } from "../store/calendars.ts";
import { deleteEvent, type EventRow, findEvent } from "../store/events.ts";
import { beginAttempt, dueEvents, entriesOf, type OutboxRow, postpone } from "../store/outbox.ts";
import { applyConflict, applyCreateConflict, applyGone, applyItem, applyStored } from "./apply.ts";
import type { SyncDeps } from "./deps.ts";
import { verdictOn } from "./policy.ts";

/** How often one run answers a conflict by trying on top of the newer version. */
const ROUNDS = 4;
/** A safety net only: what waits is released by what it waits for. */
const WAIT_MS = 60_000;

/** Sends what is due in a calendar. One bad item is set aside, the others go on.
 *  @returns how many events reached the server
 *  @throws Failure when the server cannot be used now; its items stay due */
export async function pushCalendar(
  deps: SyncDeps,
  target: SyncedCalendar,
  connection: CalendarConnection,
  signal: AbortSignal,
): Promise<number> {
  let pushed = 0;
  for (const eventId of dueEvents(deps.db, target.calendar.id, deps.clock.nowMs())) {
    try {
      if (await pushEvent(deps, target, connection, eventId, signal)) pushed++;
    } catch (error) {
      noteFailure(deps, eventId, toFailure(error));
    }
  }
  return pushed;
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

/** @returns false when there was nothing to send (yet) */
async function pushEvent(
  deps: SyncDeps,
  target: SyncedCalendar,
  connection: CalendarConnection,
  eventId: EventId,
  signal: AbortSignal,
): Promise<boolean> {
  for (let round = 0; round < ROUNDS; round++) {
    const entries = entriesOf(deps.db, eventId);
    const row = findEvent(deps.db, eventId);
    const last = entries.at(-1);
    if (!row || !last) return false;
    if (waitsForAnother(deps, entries)) {
      deps.db.write(() => postpone(deps.db, eventId, deps.clock.nowMs() + WAIT_MS, null));
      return false;
    }
    const sentBefore = entries.some((entry) => entry.attempts > 0);
    deps.db.write(() => beginAttempt(deps.db, eventId));
    const settled =
      row.removedMs === null
        ? await send(deps, target, connection, row, last, signal)
        : await sendRemoval(deps, target, connection, row, sentBefore, signal);
    if (settled) return true;
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

/** @returns true when the server has it; false to try again on top of what was learnt */
async function send(
  { db, clock }: SyncDeps,
  { sync }: SyncedCalendar,
  connection: CalendarConnection,
  row: EventRow,
  last: OutboxRow,
  signal: AbortSignal,
): Promise<boolean> {
  const url = sync.externalCalendarUrl;
  const outcome: PutOutcome =
    row.baseText === null || row.externalEventUrl === null
      ? await connection.create(url, row.externalEventId, row.text, signal)
      : await connection.update(url, versionOf(row, row.externalEventUrl, row.baseText), row.text, signal);
  return db.write(() => {
    const nowMs = clock.nowMs();
    switch (outcome.kind) {
      case "stored":
        applyStored(db, row.id, findEvent(db, row.id), outcome.item, last.id, nowMs);
        return true;
      case "conflict":
        if (row.baseText === null) applyCreateConflict(db, row, outcome.theirs, nowMs);
        else applyConflict(db, row, outcome.theirs, nowMs);
        return false;
      case "gone":
        applyGone(db, row, nowMs);
        return false;
    }
  });
}

/** @returns true when it is gone there and here, or lives again because someone changed it since */
async function sendRemoval(
  { db, clock }: SyncDeps,
  { sync }: SyncedCalendar,
  connection: CalendarConnection,
  row: EventRow,
  sentBefore: boolean,
  signal: AbortSignal,
): Promise<boolean> {
  const url = sync.externalCalendarUrl;
  let version =
    row.externalEventUrl !== null && row.baseText !== null
      ? versionOf(row, row.externalEventUrl, row.baseText)
      : undefined;
  if (!version && sentBefore) {
    // Its creation may have arrived unheard: repeating it tells where and as what.
    const outcome = await connection.create(url, row.externalEventId, row.text, signal);
    if (outcome.kind === "stored") version = { ...outcome.item, baseText: outcome.item.text };
  }
  const outcome = version ? await connection.remove(url, version, signal) : ({ kind: "removed" } as const);
  db.write(() => {
    const now = findEvent(db, row.id);
    if (outcome.kind === "conflict") applyItem(db, row.calendarId, outcome.theirs, clock.nowMs());
    // Brought back by its owner while the request was on its way: make it again.
    else if (now && now.removedMs === null) applyGone(db, now, clock.nowMs());
    else deleteEvent(db, row.id);
  });
  return true;
}

function versionOf(row: EventRow, href: string, baseText: string) {
  return { href, baseText, ...(row.etag !== null && { etag: row.etag }) };
}
