// Data folders for `npm run bench:ui`: 5,000 events in the year on screen, with or without 95,000 more around it.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { newEventText } from "../../src-main/domain/edit.ts";
import { insertCalendar } from "../../src-main/store/calendars.ts";
import { openDatabase } from "../../src-main/store/database.ts";
import { insertEvent, UNSENT } from "../../src-main/store/events.ts";
import { newId } from "../../src-main/store/ids.ts";
import { keepHorizon } from "../../src-main/store/occurrences.ts";
import { PALETTE } from "../../src-preload/contract/palette.ts";
import type { CalendarId, EventId } from "../../src-preload/contract/shapes.ts";
import { MIGRATIONS } from "../support/migrations.ts";

const DAY = 86_400_000;
const IN_YEAR = 5000;
const ZONE = "Europe/Paris";

/** Day `n` of the events of a year: the same order every time, spread over the year. */
const dayOf = (firstMs: number, n: number, days: number) =>
  new Date(firstMs + ((n * 7919) % days) * DAY).toISOString().slice(0, 10);

/** Makes a data folder. @param total events; those beyond 5,000 lie in the nine years around */
export function fillFolder(folder: string, year: number, total: number): void {
  mkdirSync(folder, { recursive: true });
  const db = openDatabase(join(folder, "cadran.sqlite"), MIGRATIONS);
  keepHorizon(db, Date.UTC(year, 6, 1), ZONE);
  const calendarIds = PALETTE.slice(0, 5).map((color, n) => {
    const id = newId<CalendarId>();
    const base = { kind: "personal", visible: true, readOnly: false, position: n } as const;
    db.write(() => insertCalendar(db, { id, name: `Calendar ${n + 1}`, color, ...base }));
    return id;
  });
  const thisYear = Date.UTC(year, 0, 1);
  for (let from = 0; from < total; from += 1000) {
    db.write(() => {
      for (let n = from; n < Math.min(total, from + 1000); n++) {
        const isInYear = n < IN_YEAR;
        const firstMs = isInYear ? thisYear : Date.UTC(n % 2 === 0 ? year - 5 : year + 1, 0, 1);
        const day = dayOf(firstMs, n, isInYear ? 365 : 1460);
        const hour = String(8 + (n % 10)).padStart(2, "0");
        const text = newEventText({
          uid: `bench-${n}`,
          nowMs: thisYear,
          title: `Event ${n}`,
          start: `${day}T${hour}:00`,
          end: `${day}T${hour}:45`,
          zone: ZONE,
          allDay: false,
          location: `Room ${n % 40}`,
        });
        const calendarId = calendarIds[n % calendarIds.length] as CalendarId;
        insertEvent(db, { id: newId<EventId>(), calendarId, externalEventId: `${n}.ics` }, text, UNSENT);
      }
    });
  }
  db.close();
}
