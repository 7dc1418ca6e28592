// Brings one item of a server into the store, inside the caller's transaction.
import { Failure } from "../../src-preload/contract/failure.ts";
import type { CalendarId, EventId } from "../../src-preload/contract/shapes.ts";
import { replayIntents, type StoredIntent } from "../domain/replay.ts";
import { readResource } from "../domain/resource.ts";
import type { RemoteItem } from "../providers/provider.ts";
import type { Database } from "../store/database.ts";
import {
  deleteEvent,
  type EventRow,
  findByKey,
  insertEvent,
  type ServerVersion,
  UNSENT,
  updateEventText,
  updateVersion,
} from "../store/events.ts";
import { remember } from "../store/history.ts";
import { newId, newUid } from "../store/ids.ts";
import { enqueue, entriesOf, type OutboxRow, releaseAfter, settle } from "../store/outbox.ts";
import { park, unpark } from "../store/parked.ts";
import { type LocalSide, planItem, planRemoval } from "./plan.ts";

export type Applied = "created" | "updated" | "unchanged" | "parked";

/** Takes in an item as the server has it now. A malformed one is parked, what is stored stays. */
export function applyItem(db: Database, calendarId: CalendarId, item: RemoteItem, nowMs: number): Applied {
  try {
    const applied = takeIn(db, calendarId, item, nowMs);
    unpark(db, calendarId, item.key);
    return applied;
  } catch (error) {
    // The domain says what is wrong with this one object; the others go on (design §6.8).
    if (!(error instanceof Failure) || (error.code !== "malformed" && error.code !== "unsupported")) throw error;
    const { key: externalEventId, href: externalEventUrl, etag = null, text } = item;
    park(db, calendarId, { externalEventId, externalEventUrl, etag, text, failure: error.toData() }, nowMs);
    return "parked";
  }
}

function takeIn(db: Database, calendarId: CalendarId, item: RemoteItem, nowMs: number): Applied {
  const row = findByKey(db, calendarId, item.key);
  const entries = row ? entriesOf(db, row.id) : [];
  const version = versionOf(item, nowMs);
  switch (planItem(row && localSide(row, entries), item.etag)) {
    case "insert":
      insertEvent(db, { id: newId<EventId>(), calendarId, externalEventId: item.key }, item.text, version);
      return "created";
    case "ignore":
      return "unchanged";
    case "replace":
      return replace(db, row as EventRow, item.text, version, nowMs);
    case "replay":
      rebase(db, row as EventRow, entries, item.text, version, nowMs);
      return "updated";
    case "resurrect": {
      const buried = row as EventRow;
      settle(db, buried.id, Number.MAX_SAFE_INTEGER);
      updateEventText(db, buried, item.text, version);
      return "updated";
    }
  }
}

function replace(db: Database, row: EventRow, text: string, version: ServerVersion, nowMs: number): Applied {
  const changed = text !== row.text;
  if (changed) remember(db, row, row.text, "changed-on-server", nowMs);
  updateEventText(db, row, text, version);
  return changed ? "updated" : "unchanged";
}

/** Puts the pending edits of a row onto another version of the server's; what they overrule is kept in history. */
function rebase(
  db: Database,
  row: EventRow,
  entries: readonly OutboxRow[],
  theirs: string,
  version: ServerVersion,
  nowMs: number,
): void {
  if (row.baseText !== null && theirs !== row.baseText) remember(db, row, theirs, "overruled", nowMs);
  updateEventText(db, row, replayed(theirs, entries, nowMs) ?? row.text, version);
}

/** The pending intents on another version; undefined when they no longer fit it: then ours stays as it is. */
function replayed(text: string, entries: readonly OutboxRow[], nowMs: number): string | undefined {
  const intents = entries.map((entry) => entry.intent).filter((intent): intent is StoredIntent => intent !== null);
  try {
    return replayIntents(text, intents, nowMs);
  } catch (error) {
    if (error instanceof Failure && error.code !== "bug") return undefined;
    throw error;
  }
}

/** An item is gone on the server. */
export function applyRemoval(db: Database, calendarId: CalendarId, key: string, nowMs: number): "deleted" | "kept" {
  unpark(db, calendarId, key);
  const row = findByKey(db, calendarId, key);
  const entries = row ? entriesOf(db, row.id) : [];
  switch (planRemoval(row && localSide(row, entries))) {
    case "ignore":
      return "kept";
    case "recreate":
      updateVersion(db, (row as EventRow).id, UNSENT);
      return "kept";
    case "drop": {
      const dropped = row as EventRow;
      if (dropped.removedMs === null) remember(db, dropped, dropped.text, "removed-on-server", nowMs);
      deleteEvent(db, dropped.id);
      return dropped.removedMs === null ? "deleted" : "kept";
    }
  }
}

/** Our own write has reached the server. @param lastId the last outbox entry that it carried */
export function applyStored(
  db: Database,
  eventId: EventId,
  row: EventRow | undefined,
  item: RemoteItem,
  lastId: number,
  nowMs: number,
): void {
  settle(db, eventId, lastId);
  releaseAfter(db, eventId, nowMs);
  // Deleted for good meanwhile (its account or calendar went): nothing to note.
  if (!row) return;
  const version = versionOf(item, nowMs);
  updateVersion(db, eventId, { externalEventId: item.key });
  const newer = entriesOf(db, eventId);
  if (row.removedMs !== null) updateVersion(db, eventId, version);
  else if (newer.length === 0) updateEventText(db, row, item.text, version);
  else updateEventText(db, row, replayed(item.text, newer, nowMs) ?? row.text, version);
}

/** What stands on the server differs from what an edit was based on; the edit goes on top and stays pending. */
export function applyConflict(db: Database, row: EventRow, theirs: RemoteItem, nowMs: number): void {
  rebase(db, row, entriesOf(db, row.id), theirs.text, versionOf(theirs, nowMs), nowMs);
}

/** Our new object met one that is already there. Under our very name: ours takes another. Under its own name with our
 *  UID: ours becomes its next version, theirs is kept in history. Never both, never a blind overwrite (knowledge R47, R52).
 *  @throws Failure `conflict` when that other object is already an event of its own here */
export function applyCreateConflict(db: Database, row: EventRow, theirs: RemoteItem, nowMs: number): void {
  if (theirs.key === row.externalEventId && readResource(theirs.text).uid !== row.uid) {
    updateVersion(db, row.id, { externalEventId: `${newUid()}.ics` });
    return;
  }
  const other = findByKey(db, row.calendarId, theirs.key);
  if (other && other.id !== row.id) throw new Failure("conflict");
  remember(db, row, theirs.text, "overruled", nowMs);
  updateVersion(db, row.id, { externalEventId: theirs.key, ...versionOf(theirs, nowMs) });
}

/** The object is gone on the server while an edit waits: it will be made again under its own name. */
export function applyGone(db: Database, row: EventRow, nowMs: number): void {
  updateVersion(db, row.id, UNSENT);
  enqueue(db, { eventId: row.id, calendarId: row.calendarId, kind: "create" }, nowMs);
}

function versionOf(item: RemoteItem, nowMs: number): ServerVersion {
  return { externalEventUrl: item.href, etag: item.etag ?? null, baseText: item.text, lastSyncedAt: nowMs };
}

function localSide(row: EventRow, entries: readonly OutboxRow[]): LocalSide {
  return { etag: row.etag, removed: row.removedMs !== null, pending: entries.length > 0 };
}
