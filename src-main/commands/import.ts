// Brings an .ics file into a calendar. Nobody is invited by it (design §6.7).
import type { Output, Parsed } from "../../src-preload/contract/contract.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { CalendarId } from "../../src-preload/contract/shapes.ts";
import { splitCalendar } from "../domain/import.ts";
import { listCalendars } from "../store/calendars.ts";
import type { Database } from "../store/database.ts";
import { findByUid } from "../store/events.ts";
import { type CommandDeps, makeEvent, perform } from "./command.ts";
import { refuseReadOnly } from "./filing.ts";

/** Adds every readable event; what cannot be read is named and left out, the others go on. A UID that the calendar has is
 *  skipped: that event may have been edited since. With `dryRun` it only says what would happen.
 *  @throws Failure malformed when the text is no iCalendar at all; missing when no calendar can take it */
export function importEvents(deps: CommandDeps, input: Parsed<"events.import">): Output<"events.import"> {
  const { db } = deps;
  const { items, parked: unread } = splitCalendar(input.text);
  const parked = unread.map(({ subject, failure }) => refused(subject, failure));
  const calendarId = input.calendarId ?? firstWritable(db);
  refuseReadOnly(db, calendarId);
  if (input.dryRun) {
    const skipped = items.filter((item) => findByUid(db, calendarId, item.uid)).length;
    return { calendarId, created: items.length - skipped, skipped, parked };
  }
  return perform(deps, (command) => {
    const left = [...parked];
    let created = 0;
    let skipped = 0;
    for (const item of items) {
      if (findByUid(db, calendarId, item.uid)) {
        skipped++;
        continue;
      }
      try {
        makeEvent(command, { calendarId, text: item.text });
        created++;
      } catch (error) {
        // One event that cannot be shown must not keep the others out.
        if (!(error instanceof Failure) || (error.code !== "malformed" && error.code !== "unsupported")) throw error;
        left.push(refused(item.uid, error));
      }
    }
    return { calendarId, created, skipped, parked: left };
  });
}

function refused(subject: string, failure: Failure): Output<"events.import">["parked"][number] {
  return { subject, reason: failure.message, failure: failure.toData() };
}

function firstWritable(db: Database): CalendarId {
  const found = listCalendars(db).find((calendar) => !calendar.readOnly);
  if (!found) throw new Failure("missing", { what: "target" });
  return found.id;
}
