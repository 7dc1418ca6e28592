// Who may change what of an event with attendees, and who is told (RFC 6638, knowledge R87-R90, design §6.7).
import type { Attendee } from "../../src-preload/contract/events.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { CalendarId } from "../../src-preload/contract/shapes.ts";
import type { EventFields, FieldChanges } from "../domain/event.ts";
import { isOwn, withOrganizer } from "../domain/own-event.ts";
import { mailsOf, refusedForAttendee, withInvitations, withoutInvitations } from "../domain/scheduling.ts";
import { identityOf } from "../store/accounts.ts";
import { getCalendarSync } from "../store/calendars.ts";
import type { Database } from "../store/database.ts";
import { instanceOf } from "./period.ts";

/** Does somebody else organise it, so that only the user's own part may change? */
export function isForeign(db: Database, calendarId: CalendarId, fields: EventFields): boolean {
  return !isOwn(fields, identityOf(db, calendarId));
}

/** The user as organiser of what is invited to from a calendar; nobody on this device. */
export function organizerIn(db: Database, calendarId: CalendarId): Attendee | undefined {
  const [address] = identityOf(db, calendarId).addresses;
  return address === undefined ? undefined : { address };
}

/** What of `set` would really change an instance. */
export function effective(set: FieldChanges, now: EventFields): FieldChanges {
  const differs = ([name, value]: [string, unknown]) => {
    const current = now[name as keyof EventFields];
    return JSON.stringify(value || undefined) !== JSON.stringify(current || undefined);
  };
  return Object.fromEntries(Object.entries(set).filter(differs));
}

/** The text as it is put back or moved: the server that takes it must invite nobody. */
export function muted(db: Database, calendarId: CalendarId, text: string): string {
  if (!schedules(db, calendarId)) return text;
  const fields = instanceOf(text, undefined);
  return isForeign(db, calendarId, fields) ? text : withoutInvitations(text);
}

/** Addresses the server of a calendar would mail when `before` becomes `after`. */
export function mailedBy(
  db: Database,
  calendarId: CalendarId,
  before: string | undefined,
  after: string | undefined,
): string[] {
  return schedules(db, calendarId) ? mailsOf(before, after, identityOf(db, calendarId).addresses) : [];
}

/** An edit of one's own event with an organiser when it has attendees. */
export function asOrganizer(db: Database, calendarId: CalendarId, after: string): string {
  const organizer = organizerIn(db, calendarId);
  return organizer ? withOrganizer(after, organizer) : after;
}

/** An explicit edit of one's own event as its server gets it. What is mailed anyway is no longer muted: a mark left by a
 *  move or an undo would keep every later change from the attendees (R88). */
export function voiced(db: Database, calendarId: CalendarId, before: string | undefined, after: string): string {
  const open = withInvitations(after);
  if (open === after) return after;
  const was = before && withInvitations(before);
  return mailedBy(db, calendarId, was, open).length > 0 ? open : after;
}

/** @throws Failure not-organizer */
export function refuseForeign(db: Database, calendarId: CalendarId, fields: EventFields): void {
  if (isForeign(db, calendarId, fields)) throw new Failure("not-organizer");
}

/** Only the user's own part of somebody else's event may change (R90). @throws Failure not-organizer */
export function refuseForeignChanges(set: FieldChanges): void {
  if (refusedForAttendee(set).length > 0) throw new Failure("not-organizer");
}

function schedules(db: Database, calendarId: CalendarId): boolean {
  return getCalendarSync(db, calendarId)?.schedules ?? false;
}
