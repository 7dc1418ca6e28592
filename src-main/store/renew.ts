// Events from a file of an earlier version: what later versions keep beside the text is worked out once, little by little.

import { Failure } from "../../src-preload/contract/failure.ts";
import type { EventId } from "../../src-preload/contract/shapes.ts";
import type { EventResource } from "../domain/event.ts";
import { readResource } from "../domain/resource.ts";
import type { Database } from "./database.ts";
import { findEvent } from "./events.ts";
import { clearOccurrences, materialise } from "./occurrences.ts";
import { asc, notInArray } from "./orm.ts";
import { events } from "./schema.ts";
import { eventTexts } from "./schema-found.ts";
import { indexWords } from "./words.ts";

/** Lines that occurrences and alarms are made of since migrations 0003 and 0005; others are as they were. */
const SHOWN =
  /^(COLOR|X-CADRAN-COLOR|X-APPLE-CALENDAR-COLOR|CLASS|TRANSP:T|STATUS:[TC]|CONFERENCE|X-GOOGLE-CONF|X-MICROSOFT-|BEGIN:VALARM)/im;

/** Does some of it. One that has no words in the index is from an earlier version.
 *  @returns false when nothing is left to do */
export function renewSome(db: Database, count: number): boolean {
  const done = db.orm.select({ id: eventTexts.eventId }).from(eventTexts);
  const rows = db.orm
    .select({ id: events.id, calendarId: events.calendarId, text: events.text, removedMs: events.removedMs })
    .from(events)
    .where(notInArray(events.id, done))
    .orderBy(asc(events.id))
    .limit(count)
    .all();
  if (rows.length === 0) return false;
  db.write(() => {
    for (const { text, removedMs, ...key } of rows) {
      const resource = readable(text);
      indexWords(db, key.id, resource);
      if (removedMs === null && SHOWN.test(text)) materialise(db, key, resource);
    }
  });
  return rows.length === count;
}

/** Works out anew all that follows from an event's text: the row itself came from another file.
 *  @throws Failure malformed when it cannot be read, missing when it is not there */
export function renewEvent(db: Database, id: EventId): void {
  const row = findEvent(db, id);
  if (!row) throw new Failure("missing", { what: "event" });
  const resource = readResource(row.text);
  indexWords(db, id, resource);
  if (row.removedMs === null) materialise(db, row, resource);
  else clearOccurrences(db, row);
}

// What cannot be read any more is found by nothing, but looked at only once.
function readable(text: string): EventResource {
  try {
    return readResource(text);
  } catch (error) {
    if (error instanceof Failure) return { uid: "", overrides: [] };
    throw error;
  }
}
