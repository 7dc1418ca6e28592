// Brings a server's list of calendars into the store.
import { Failure } from "../../src-preload/contract/failure.ts";
import { PALETTE } from "../../src-preload/contract/palette.ts";
import type { AccountId, CalendarId } from "../../src-preload/contract/shapes.ts";
import {
  insertCalendar,
  insertCalendarSync,
  listSynced,
  type SyncedCalendar,
  updateCalendar,
  updateCalendarSync,
} from "./calendars.ts";
import type { Database } from "./database.ts";
import { newId } from "./ids.ts";

/** A calendar as a server names it. */
export interface DiscoveredCalendar {
  readonly url: string;
  readonly name: string;
  readonly color?: string;
  readonly description?: string;
  readonly readOnly: boolean;
  readonly order?: number;
}

/** Minutes between runs until the user chooses (Infomaniak asks for 15). */
const DEFAULT_FREQUENCY = 15;

/** The next colour of the palette, for a calendar or account without one. */
export function paletteColor(position: number): string {
  return PALETTE[position % PALETTE.length] ?? PALETTE[0];
}

/** Takes in the list, inside the caller's transaction: new calendars appear, names and rights follow, vanished ones stay
 *  with a reason. */
export function storeCalendars(db: Database, accountId: AccountId, remote: readonly DiscoveredCalendar[]): void {
  const known = new Map(listSynced(db, accountId).map((c) => [c.sync.externalCalendarUrl, c]));
  let position = known.size;
  for (const found of remote) {
    const here = known.get(found.url);
    known.delete(found.url);
    if (here) follow(db, here, found);
    else addCalendar(db, accountId, found, position++);
  }
  // Absence from a listing is not deletion (knowledge R13): keep what is here and say why it stands still.
  for (const { calendar } of known.values()) {
    const lastError = new Failure("missing", { what: "calendar" }).toData();
    updateCalendarSync(db, calendar.id, { lastError });
  }
}

function follow(db: Database, { calendar }: SyncedCalendar, found: DiscoveredCalendar): void {
  const next = {
    name: found.name,
    color: found.color ?? calendar.color,
    description: found.description ?? null,
    readOnly: found.readOnly,
  };
  const same = (Object.keys(next) as (keyof typeof next)[]).every((key) => next[key] === calendar[key]);
  if (!same) updateCalendar(db, calendar.id, next);
}

function addCalendar(db: Database, accountId: AccountId, found: DiscoveredCalendar, position: number): void {
  const id = newId<CalendarId>();
  insertCalendar(db, {
    id,
    accountId,
    name: found.name,
    color: found.color ?? paletteColor(position),
    description: found.description ?? null,
    kind: "personal",
    visible: true,
    readOnly: found.readOnly,
    position: found.order ?? position,
  });
  insertCalendarSync(db, {
    calendarId: id,
    externalCalendarUrl: found.url,
    syncEnabled: true,
    frequencyMinutes: DEFAULT_FREQUENCY,
    runsSinceFullCheck: 0,
    failures: 0,
    nextAt: 0,
  });
}
