// Brings an earlier version back.
import type { Output } from "../../src-preload/contract/contract.ts";
import type { EventId } from "../../src-preload/contract/shapes.ts";
import type { Clock } from "../ports.ts";
import type { Database } from "../store/database.ts";
import { eventDetail } from "../store/event-detail.ts";
import { type EventRow, findEvent, insertEvent, UNSENT, unburyEvent, updateEventText } from "../store/events.ts";
import { getHistory, type HistoryRow, remember } from "../store/history.ts";
import { newId, newUid } from "../store/ids.ts";
import { entriesOf, withdraw } from "../store/outbox.ts";
import { fileChange, refuseReadOnly } from "./filing.ts";

/** Puts a version back: over the event as it is now, or as an event again when it was deleted.
 *  @throws Failure missing, read-only */
export function restoreVersion({ db, clock }: { db: Database; clock: Clock }, id: string): Output<"history.restore"> {
  return db.write(() => {
    const nowMs = clock.nowMs();
    const version = getHistory(db, id);
    refuseReadOnly(db, version.calendarId);
    const row = findEvent(db, version.eventId);
    return { event: eventDetail(db, row ? bringBack(db, row, version, nowMs) : makeAgain(db, version, nowMs)) };
  });
}

function bringBack(db: Database, row: EventRow, version: HistoryRow, nowMs: number): EventId {
  const removals = entriesOf(db, row.id).filter((entry) => entry.kind === "remove");
  for (const entry of removals) withdraw(db, entry.id);
  if (row.removedMs === null) remember(db, row, row.text, "edited", nowMs);
  else unburyEvent(db, row);
  if (row.text !== version.text) updateEventText(db, { ...row, removedMs: null }, version.text);
  // A removal that was tried may have arrived unheard; sending the event again finds out.
  const perhapsGone = removals.some((entry) => entry.attempts > 0);
  if (perhapsGone || version.text !== row.baseText) {
    const intent = { kind: "restore" as const, text: version.text };
    fileChange(db, { eventId: row.id, calendarId: row.calendarId, kind: "update", intent }, nowMs);
  }
  return row.id;
}

function makeAgain(db: Database, version: HistoryRow, nowMs: number): EventId {
  const id = newId<EventId>();
  insertEvent(db, { id, calendarId: version.calendarId, externalEventId: `${newUid()}.ics` }, version.text, UNSENT);
  fileChange(db, { eventId: id, calendarId: version.calendarId, kind: "create" }, nowMs);
  return id;
}
