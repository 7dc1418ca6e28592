// Events as one calendar file (RFC 5545 §3.4), everything in it as it is stored.
import type { Output, Parsed } from "../../src-preload/contract/contract.ts";
import type { CalendarId } from "../../src-preload/contract/shapes.ts";
import { joinCalendars } from "../domain/export.ts";
import { getAccount } from "../store/accounts.ts";
import { getCalendar, listCalendars, listSynced } from "../store/calendars.ts";
import type { Database } from "../store/database.ts";
import { getEvent } from "../store/events.ts";
import { textsIn } from "../store/exported.ts";
import { pendingEventIds } from "../store/outbox.ts";

/** One event, else a calendar, else all of an account, else everything; of these with `unsynced` only what a server does
 *  not have as it is here. @throws Failure missing */
export function exportEvents(db: Database, input: Parsed<"events.export">): Output<"events.export"> {
  const { eventId, unsynced = false } = input;
  const pending = unsynced ? pendingEventIds(db) : undefined;
  if (eventId !== undefined) {
    const { text } = getEvent(db, eventId);
    const texts = !pending || pending.has(eventId) ? [text] : [];
    return { text: joinCalendars(texts), count: texts.length };
  }
  const { calendarIds, name } = sourceOf(db, input);
  const texts = textsIn(db, calendarIds, pending);
  return { text: joinCalendars(texts, name), count: texts.length };
}

function sourceOf(
  db: Database,
  { calendarId, accountId }: Parsed<"events.export">,
): { calendarIds: CalendarId[]; name?: string } {
  if (calendarId !== undefined) return { calendarIds: [calendarId], name: getCalendar(db, calendarId).name };
  if (accountId === undefined) return { calendarIds: listCalendars(db, true).map(({ id }) => id) };
  const { label } = getAccount(db, accountId);
  return { calendarIds: listSynced(db, accountId).map(({ calendar }) => calendar.id), name: label };
}
