// Brings an .ics file into a calendar. Nobody is invited by it (design §6.7).
import type { Output, Parsed } from "../../src-preload/contract/contract.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { CalendarId, EventId } from "../../src-preload/contract/shapes.ts";
import { splitCalendar } from "../domain/import.ts";
import type { Clock } from "../ports.ts";
import { listCalendars } from "../store/calendars.ts";
import type { Database } from "../store/database.ts";
import { findByUid, insertEvent, UNSENT } from "../store/events.ts";
import { newId, newUid } from "../store/ids.ts";
import { fileChange, refuseReadOnly } from "./filing.ts";

/** Adds every readable event; what cannot be read is named and left out, the others go on.
 *  @throws Failure malformed when the text is no iCalendar at all; missing when no calendar can take it */
export function importEvents(
  { db, clock }: { db: Database; clock: Clock },
  input: Parsed<"events.import">,
): Output<"events.import"> {
  const { items, parked } = splitCalendar(input.text);
  return db.write(() => {
    const calendarId = input.calendarId ?? firstWritable(db);
    refuseReadOnly(db, calendarId);
    const left = [...parked];
    let created = 0;
    let skipped = 0;
    for (const item of items) {
      if (findByUid(db, calendarId, item.uid)) {
        skipped++;
        continue;
      }
      try {
        const id = newId<EventId>();
        insertEvent(db, { id, calendarId, externalEventId: `${newUid()}.ics` }, item.text, UNSENT);
        fileChange(db, { eventId: id, calendarId, kind: "create" }, clock.nowMs());
        created++;
      } catch (error) {
        // One event that cannot be shown must not keep the others out.
        if (!(error instanceof Failure) || (error.code !== "malformed" && error.code !== "unsupported")) throw error;
        left.push({ subject: item.uid, reason: error.message });
      }
    }
    return { calendarId, created, skipped, parked: left };
  });
}

function firstWritable(db: Database): CalendarId {
  const found = listCalendars(db).find((calendar) => !calendar.readOnly);
  if (!found) throw new Failure("missing", { what: "target" });
  return found.id;
}
