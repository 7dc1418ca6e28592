// Files a change for the server, where there is one.
import { Failure } from "../../src-preload/contract/failure.ts";
import type { CalendarId } from "../../src-preload/contract/shapes.ts";
import { getCalendar, getCalendarSync } from "../store/calendars.ts";
import type { Database } from "../store/database.ts";
import { deleteEvent } from "../store/events.ts";
import { enqueue, type NewOutboxEntry, pendingCounts } from "../store/outbox.ts";

/** Puts a change in the outbox; on a calendar of this device there is nobody to tell. */
export function fileChange(db: Database, entry: NewOutboxEntry, nowMs: number): void {
  if (getCalendarSync(db, entry.calendarId)) enqueue(db, entry, nowMs);
  else if (entry.kind === "remove") deleteEvent(db, entry.eventId);
}

/** @throws Failure read-only, missing */
export function refuseReadOnly(db: Database, calendarId: CalendarId): void {
  if (getCalendar(db, calendarId).readOnly) throw new Failure("read-only");
}

/** @throws Failure unsynced-edits when a server does not have all that was edited in these calendars */
export function refuseUnsynced(db: Database, calendarIds: readonly CalendarId[]): void {
  const pending = pendingCounts(db);
  const count = calendarIds.reduce((sum, id) => sum + (pending.get(id) ?? 0), 0);
  if (count > 0) throw new Failure("unsynced-edits", { count });
}
