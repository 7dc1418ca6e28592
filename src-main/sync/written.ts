// What our own writes led to, brought into the store inside the caller's transaction.

import type { ConflictPolicy } from "../../src-preload/contract/calendars.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { EventId } from "../../src-preload/contract/shapes.ts";
import { sameMeaning } from "../domain/edit.ts";
import { mergeVersions } from "../domain/merge.ts";
import { withoutInvitations } from "../domain/scheduling.ts";
import type { RemoteItem } from "../providers/provider.ts";
import type { Database } from "../store/database.ts";
import {
  deleteEvent,
  type EventRow,
  findByKey,
  findEvent,
  UNSENT,
  updateEventText,
  updateVersion,
} from "../store/events.ts";
import { remember } from "../store/history.ts";
import { originOf } from "../store/moves.ts";
import {
  changeInsteadOfCreate,
  createInsteadOfMove,
  enqueue,
  entriesOf,
  type OutboxRow,
  releaseAfter,
  settle,
} from "../store/outbox.ts";
import { adopt, giveWay, isStranger } from "./adopt.ts";
import { intentsOf, versionOf } from "./intake.ts";
import { madeAgain } from "./merge-plan.ts";
import { meetEdit, meetRemoval } from "./reconcile.ts";

/** Our own write has reached the server.
 *  @param sent the text that was sent, and the last outbox entry that it carried */
export function applyStored(
  db: Database,
  eventId: EventId,
  item: RemoteItem,
  sent: { readonly text: string; readonly lastId: number },
  nowMs: number,
): void {
  settle(db, eventId, sent.lastId);
  releaseAfter(db, eventId, nowMs);
  const row = findEvent(db, eventId);
  // Deleted for good meanwhile (its account or calendar went): nothing to note.
  if (!row) return;
  const version = versionOf(item, nowMs);
  updateVersion(db, eventId, { externalEventId: item.key });
  // Read back, it may be the server's rewriting of ours, or what somebody else has put there since: ours is kept.
  if (!sameMeaning(sent.text, item.text)) remember(db, row, sent.text, "changed-on-server", nowMs);
  const newer = entriesOf(db, eventId);
  if (row.removedMs !== null) updateVersion(db, eventId, version);
  else if (newer.length === 0) updateEventText(db, row, item.text, version);
  else updateEventText(db, row, onTop(row, item.text, sent.text, newer, nowMs), version);
}

/** What was edited while the request was on its way, on top of what the server stored. */
function onTop(row: EventRow, stored: string, sent: string, newer: readonly OutboxRow[], nowMs: number): string {
  const versions = { base: sent, mine: row.text, theirs: stored };
  const again = madeAgain(versions, intentsOf(newer), nowMs);
  if (again !== undefined) return again;
  try {
    return mergeVersions(versions, { prefer: "mine" }).text;
  } catch (error) {
    if (error instanceof Failure && error.code !== "bug") return row.text;
    throw error;
  }
}

/** Our new object met one that is already there. Under our very name: ours takes another. Under its own name with our
 *  UID: ours becomes its next version, theirs is kept in history. Never both, never a blind overwrite (knowledge R47, R52).
 *  @returns `later` when that other object is an event of its own here whose edits have to be sent first */
export function applyCreateConflict(
  db: Database,
  row: EventRow,
  theirs: RemoteItem,
  policy: ConflictPolicy,
  nowMs: number,
): "again" | "later" {
  // Deleted while the request was on its way: that is what is left to send.
  if (row.removedMs !== null) return "again";
  if (theirs.key === row.externalEventId && isStranger(row, theirs)) {
    giveWay(db, row);
    return "again";
  }
  const other = findByKey(db, row.calendarId, theirs.key);
  if (other && other.id !== row.id) return becomeOther(db, row, other, theirs, policy, nowMs);
  remember(db, row, theirs.text, "overruled", nowMs);
  updateVersion(db, row.id, { externalEventId: theirs.key, ...versionOf(theirs, nowMs) });
  changeInsteadOfCreate(db, row.id);
  return "again";
}

/** Somebody else brought the same object here, for instance by the same move: the two become one, and what differs is
 *  weighed against what they had in common. */
function becomeOther(
  db: Database,
  row: EventRow,
  other: EventRow,
  theirs: RemoteItem,
  policy: ConflictPolicy,
  nowMs: number,
): "again" | "later" {
  if (entriesOf(db, other.id).length > 0) return "later";
  const originId = originOf(db, row.id);
  const base = originId === undefined ? undefined : findEvent(db, originId)?.baseText;
  deleteEvent(db, other.id);
  adopt(db, row, theirs, policy, nowMs, base ?? null);
  return "again";
}

/** The object that an edit was for is gone on the server. */
export function applyGone(db: Database, eventId: EventId, policy: ConflictPolicy, nowMs: number): void {
  const row = findEvent(db, eventId);
  if (row && row.removedMs === null) meetRemoval(db, row, policy, nowMs);
  else if (row) updateVersion(db, row.id, UNSENT);
}

/** Brought back by its owner while its deletion was on its way: it is made again under its own name. */
export function makeAgain(db: Database, row: EventRow, nowMs: number): void {
  updateVersion(db, row.id, UNSENT);
  enqueue(db, { eventId: row.id, calendarId: row.calendarId, kind: "create" }, nowMs);
}

/** The object has moved to this calendar on the server: the old row goes, the new one is linked; edits made since stay
 *  pending. @param lastId the last outbox entry when the move began
 *  @returns true when nothing is left to send */
export function applyMoved(
  db: Database,
  eventId: EventId,
  from: EventRow,
  item: RemoteItem,
  lastId: number,
  nowMs: number,
): boolean {
  const origin = findEvent(db, from.id);
  // Taken back while the server moved it: it is made again where it was, and what has arrived goes.
  if (origin?.removedMs === null) makeAgain(db, origin, nowMs);
  else deleteEvent(db, from.id);
  changeInsteadOfCreate(db, eventId);
  releaseAfter(db, eventId, nowMs);
  const row = findEvent(db, eventId);
  if (!row) return true;
  const version = versionOf(item, nowMs);
  // A MOVE invites nobody: muting the invitations, as a copy would need, is not sent after it (R54, R88).
  const asMoved = [item.text, withoutInvitations(item.text)].some((text) => sameMeaning(row.text, text));
  updateVersion(db, eventId, { externalEventId: item.key, ...version });
  if (!asMoved || row.removedMs !== null) return false;
  updateEventText(db, row, item.text, version);
  settle(db, eventId, lastId);
  return entriesOf(db, eventId).length === 0;
}

/** What was to be moved to another calendar has changed since: their change comes along, and the move goes on from their
 *  version. @param row what it will be there */
export function applyMoveConflict(
  db: Database,
  row: EventRow,
  from: EventRow,
  theirs: RemoteItem,
  policy: ConflictPolicy,
  nowMs: number,
): void {
  if (row.removedMs === null)
    meetEdit(db, row, { text: theirs.text, version: {} }, policy, nowMs, { base: from.baseText });
  // Taken back meanwhile, it takes their change in with the next comparison.
  if (findEvent(db, from.id)?.removedMs !== null) updateVersion(db, from.id, versionOf(theirs, nowMs));
}

/** It cannot be moved, or is gone there: it is made here, and removed there afterwards. */
export function applyNotMoved(db: Database, row: EventRow): void {
  createInsteadOfMove(db, row.id);
}
