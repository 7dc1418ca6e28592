// Brings a server's list of calendars into the store.
import { Failure } from "../../src-preload/contract/failure.ts";
import { PALETTE } from "../../src-preload/contract/palette.ts";
import type { AccountId, CalendarId } from "../../src-preload/contract/shapes.ts";
import { UNORDERED } from "../domain/calendar-order.ts";
import { getAccount } from "./accounts.ts";
import {
  type CalendarRow,
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
  /** It mails attendees by itself (RFC 6638). */
  readonly schedules?: boolean;
  /** Where the server puts what names no calendar. */
  readonly isDefault?: boolean;
}

/** What is the user's own of a new calendar; never sent to a server. */
export interface LocalTraits {
  readonly kind?: CalendarKind;
  readonly missionId?: string;
}

type CalendarKind = CalendarRow["kind"];

/** Minutes between runs until the user chooses: Infomaniak asks for 15, a published file is rarely newer than an hour. */
const DEFAULT_FREQUENCY = { infomaniak: 15, caldav: 15, microsoft: 5, mail: 15, demo: 15, webcal: 60 } as const;

/** What the calendar that auto-setup picks is called (design §5), until the user renames it. */
const OWN_CALENDAR = "Privée";

/** The next colour of the palette, for a calendar or account without one. */
export function paletteColor(position: number): string {
  return PALETTE[position % PALETTE.length] ?? PALETTE[0];
}

/** Takes in the list, inside the caller's transaction: new calendars appear, names and rights follow, vanished ones stay
 *  with a reason. Colour, order and visibility that the user chose stay. */
export function storeCalendars(db: Database, accountId: AccountId, remote: readonly DiscoveredCalendar[]): void {
  const known = new Map(listSynced(db, accountId).map((c) => [c.sync.externalCalendarUrl, c]));
  for (const found of remote) {
    const here = known.get(found.url);
    known.delete(found.url);
    if (here) follow(db, here, found);
    else addCalendar(db, accountId, found, {});
  }
  // Absence from a listing is not deletion (knowledge R13): keep what is here and say why it stands still.
  for (const { calendar } of known.values()) {
    const lastError = new Failure("missing", { what: "calendar" }).toData();
    updateCalendarSync(db, calendar.id, { lastError });
  }
}

/** Takes in one calendar that was made on the server just now; the others are left alone. */
export function storeCalendar(
  db: Database,
  accountId: AccountId,
  made: DiscoveredCalendar,
  traits: LocalTraits,
): CalendarId {
  const here = listSynced(db, accountId).find(({ sync }) => sync.externalCalendarUrl === made.url);
  if (!here) return addCalendar(db, accountId, made, traits);
  // A run may have found it on the server before its maker heard the answer.
  follow(db, here, made);
  updateCalendar(db, here.calendar.id, traits);
  return here.calendar.id;
}

function follow(db: Database, { calendar, sync }: SyncedCalendar, found: DiscoveredCalendar): void {
  const next = {
    name: found.isDefault && calendar.name === OWN_CALENDAR ? OWN_CALENDAR : found.name,
    color: found.color ?? calendar.color,
    description: found.description ?? null,
    readOnly: found.readOnly,
  };
  const same = (Object.keys(next) as (keyof typeof next)[]).every((key) => next[key] === calendar[key]);
  if (!same) updateCalendar(db, calendar.id, next);
  const schedules = found.schedules ?? false;
  if (schedules !== sync.schedules) updateCalendarSync(db, calendar.id, { schedules });
  // It was missing and is back: what was said of it no longer holds.
  if (sync.lastError?.reason === "missing") {
    const nextAt = sync.frequencyMinutes === 0 ? null : 0;
    updateCalendarSync(db, calendar.id, { lastError: null, failures: 0, nextAt });
  }
}

function addCalendar(
  db: Database,
  accountId: AccountId,
  found: DiscoveredCalendar,
  { kind = "personal", missionId }: LocalTraits,
): CalendarId {
  const id = newId<CalendarId>();
  insertCalendar(db, {
    id,
    accountId,
    name: found.isDefault ? OWN_CALENDAR : found.name,
    color: found.color ?? paletteColor(listSynced(db, accountId).length),
    description: found.description ?? null,
    kind,
    missionId: missionId ?? null,
    visible: true,
    readOnly: found.readOnly,
    // The order on the server is its owner's there; here the name counts until the user drags.
    position: UNORDERED,
  });
  insertCalendarSync(db, {
    calendarId: id,
    externalCalendarUrl: found.url,
    syncEnabled: true,
    frequencyMinutes: DEFAULT_FREQUENCY[getAccount(db, accountId).kind],
    schedules: found.schedules ?? false,
    runsSinceFullCheck: 0,
    failures: 0,
    nextAt: 0,
  });
  return id;
}
