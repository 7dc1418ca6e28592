// Brings one item of a server into the store, inside the caller's transaction.
import { Failure } from "../../src-preload/contract/failure.ts";
import type { EventId } from "../../src-preload/contract/shapes.ts";
import type { RemoteItem } from "../providers/provider.ts";
import { withdrawChange } from "../store/changes.ts";
import type { Database } from "../store/database.ts";
import { deleteEvent, type EventRow, findByKey, findEvent, insertEvent, updateEventText } from "../store/events.ts";
import { newId } from "../store/ids.ts";
import { entriesOf, type OutboxRow } from "../store/outbox.ts";
import { park, unpark } from "../store/parked.ts";
import { adopt, findTwin, giveWay, isStranger, relink } from "./adopt.ts";
import { noteAdded, noteChanged, noteRemoved } from "./feed.ts";
import { type Intake, localSide, uidOf, versionOf } from "./intake.ts";
import { planItem, planRemoval } from "./plan.ts";
import { meetDeletion, meetEdit, meetRemoval } from "./reconcile.ts";
import { applyMoveConflict } from "./written.ts";

/** `returned`: gone a moment ago in this run under another name, and not gone at all. */
export type Applied = "created" | "updated" | "unchanged" | "returned" | "parked";

/** Takes in an item as the server has it now. A malformed one is parked, what is stored stays. */
export function applyItem(db: Database, intake: Intake, item: RemoteItem, nowMs: number): Applied {
  const { calendarId } = intake;
  try {
    const applied = takeIn(db, intake, item, nowMs);
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

function takeIn(db: Database, intake: Intake, item: RemoteItem, nowMs: number): Applied {
  const found = findByKey(db, intake.calendarId, item.key);
  const stranger = found !== undefined && isStranger(found, item);
  if (stranger) giveWay(db, found);
  const row = stranger ? undefined : found;
  const entries = row ? entriesOf(db, row.id) : [];
  const version = versionOf(item, nowMs);
  switch (planItem(row && localSide(db, row, entries), item.etag)) {
    case "insert":
      return insert(db, intake, item, nowMs);
    case "ignore":
      return "unchanged";
    case "replace": {
      const shown = row as EventRow;
      const changed = item.text !== shown.text;
      if (changed) noteChanged(db, shown, item.text, nowMs);
      updateEventText(db, shown, item.text, version);
      return changed ? "updated" : "unchanged";
    }
    case "merge":
      meetEdit(db, row as EventRow, { text: item.text, version }, intake.policy, nowMs, { inParts: intake.inParts });
      return "updated";
    case "contest": {
      const heir = heirOf(db, entries);
      if (heir) {
        applyMoveConflict(db, heir, row as EventRow, item, intake.policy, nowMs);
        return "updated";
      }
      const shown = meetDeletion(db, row as EventRow, { text: item.text, version }, intake.policy, nowMs);
      return shown ? "updated" : "unchanged";
    }
  }
}

/** An item that no row is known for: one that moved, a twin made here, or a new one. */
function insert(db: Database, intake: Intake, item: RemoteItem, nowMs: number): Applied {
  const { calendarId, traffic } = intake;
  const uid = uidOf(item.text) ?? "";
  const before = traffic.left.get(uid);
  traffic.left.delete(uid);
  const moved = before && findEvent(db, before);
  if (moved) {
    relink(db, moved, item);
    return takeIn(db, intake, item, nowMs);
  }
  const twin = findTwin(db, intake, item, uid);
  if (twin) {
    adopt(db, twin, item, intake.policy, nowMs);
    return "updated";
  }
  const id = before ?? newId<EventId>();
  insertEvent(db, { id, calendarId, externalEventId: item.key }, item.text, versionOf(item, nowMs));
  // A copy: a part of the text would keep the whole text in memory. The first comparison has nothing to be moved.
  if (!intake.first) traffic.arrived.set(Buffer.from(uid).toString(), id);
  // Gone a moment ago under another name: neither is news.
  if (before) withdrawChange(db, before, "removed", nowMs);
  else if (!intake.first) noteAdded(db, id, nowMs);
  return before ? "returned" : "created";
}

/** The event that a buried one is about to be in another calendar: a move that has not arrived there yet. */
function heirOf(db: Database, entries: readonly OutboxRow[]): EventRow | undefined {
  const id = entries.find((entry) => entry.kind === "remove" && entry.afterEventId !== null)?.afterEventId;
  const heir = id ? findEvent(db, id) : undefined;
  return heir && heir.removedMs === null && heir.baseText === null ? heir : undefined;
}

/** An item is gone on the server. @returns `moved` when it is there under another name */
export function applyRemoval(db: Database, intake: Intake, key: string, nowMs: number): "deleted" | "kept" | "moved" {
  unpark(db, intake.calendarId, key);
  const row = findByKey(db, intake.calendarId, key);
  if (!row) return "kept";
  const { traffic } = intake;
  const twinId = traffic.arrived.get(row.uid);
  const twin = twinId !== undefined && twinId !== row.id ? findEvent(db, twinId) : undefined;
  if (twin?.externalEventUrl && twin.baseText !== null) {
    becomeOne(db, intake, row, twin, nowMs);
    return "moved";
  }
  switch (planRemoval(localSide(db, row, entriesOf(db, row.id)))) {
    case "ignore":
      traffic.left.set(row.uid, row.id);
      return "kept";
    case "contest":
      traffic.left.set(row.uid, row.id);
      return meetRemoval(db, row, intake.policy, nowMs) ? "deleted" : "kept";
    case "drop": {
      const shown = row.removedMs === null;
      if (shown) {
        noteRemoved(db, row, "removed-on-server", nowMs);
        traffic.left.set(row.uid, row.id);
      }
      deleteEvent(db, row.id);
      return shown ? "deleted" : "kept";
    }
  }
}

/** The object came back earlier in this run under another name: the older row is the one that people know. */
function becomeOne(db: Database, intake: Intake, row: EventRow, twin: EventRow, nowMs: number): void {
  const { externalEventId: key, externalEventUrl, etag, scheduleTag, baseText } = twin;
  const item: RemoteItem = {
    key,
    href: externalEventUrl ?? "",
    text: baseText ?? "",
    ...(etag !== null && { etag }),
    ...(scheduleTag !== null && { scheduleTag }),
  };
  deleteEvent(db, twin.id);
  withdrawChange(db, twin.id, "added", twin.lastSyncedAt ?? nowMs);
  relink(db, row, item);
  applyItem(db, intake, item, nowMs);
}
