// When the user is busy, by all that is known here.
import type { BusyTime } from "../../src-preload/contract/people.ts";
import type { EventId } from "../../src-preload/contract/shapes.ts";
import { tidyBusy } from "../domain/free-busy.ts";
import { rowsWithin } from "./agenda.ts";
import type { Database } from "./database.ts";
import type { Window } from "./occurrences.ts";
import { eq } from "./orm.ts";
import { calendars } from "./schema.ts";

/** The user's own time in all calendars, shown or not. One that can only be read is somebody else's, or a subscription:
 *  what is in it takes nobody's time here. What waits for an answer takes it perhaps. @param except takes none either */
export function ownBusy(db: Database, window: Window, except?: EventId): BusyTime[] {
  const others = db.orm.select({ id: calendars.id }).from(calendars).where(eq(calendars.readOnly, true)).all();
  const foreign = new Set<string>(others.map(({ id }) => id));
  const times = rowsWithin(db, window).flatMap(
    ({ eventId, calendarId, answer, status, busy, startMs, endMs }): BusyTime[] => {
      if (eventId === except) return [];
      if (busy === "free" || status === "cancelled" || answer === "declined" || foreign.has(calendarId)) return [];
      const isUnsure = busy === "busy" && (answer === "needs-action" || answer === "tentative");
      return [{ startMs, endMs, kind: isUnsure ? "tentative" : busy }];
    },
  );
  return tidyBusy(times, window);
}
