// The texts that an export writes.

import type { CalendarId, EventId } from "../../src-preload/contract/shapes.ts";
import type { Database } from "./database.ts";
import { and, asc, inArray, isNull } from "./orm.ts";
import { events } from "./schema.ts";

/** The texts of the events in these calendars, by start; what is deleted here is not among them.
 *  @param only of these events alone */
export function textsIn(db: Database, calendarIds: readonly CalendarId[], only?: ReadonlySet<EventId>): string[] {
  const rows = db.orm
    .select({ id: events.id, text: events.text })
    .from(events)
    .where(and(inArray(events.calendarId, [...calendarIds]), isNull(events.removedMs)))
    .orderBy(asc(events.start), asc(events.id))
    .all();
  return rows.filter((row) => !only || only.has(row.id)).map((row) => row.text);
}
