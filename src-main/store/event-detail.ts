// One event, or one instance of it, as the contract shows it.
import type { EventDetail } from "../../src-preload/contract/events.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { EventId, RecurrenceId } from "../../src-preload/contract/shapes.ts";
import type { EventResource } from "../domain/event.ts";
import { isOwn } from "../domain/own-event.ts";
import { instanceFields, isRecurring } from "../domain/recurrence.ts";
import { readResource } from "../domain/resource.ts";
import { ownAnswer } from "../domain/scheduling.ts";
import { identityOf } from "./accounts.ts";
import { getCalendar } from "./calendars.ts";
import { conflictIds } from "./conflicts.ts";
import type { Database } from "./database.ts";
import { type EventRow, getEvent } from "./events.ts";
import { entriesOf } from "./outbox.ts";

/** @throws Failure missing when the event or the instance does not exist */
export function eventDetail(db: Database, id: EventId, recurrenceId?: RecurrenceId): EventDetail {
  const row = getEvent(db, id);
  return detailOf(db, row, readResource(row.text), recurrenceId);
}

type Known = Pick<
  EventRow,
  "id" | "calendarId" | "uid" | "baseText" | "externalEventId" | "externalEventUrl" | "lastSyncedAt"
>;

/** A version of an event: as it is, or as it was. @throws Failure missing when it has no such instance */
export function detailOf(db: Database, row: Known, resource: EventResource, recurrenceId?: RecurrenceId): EventDetail {
  const { id } = row;
  const whole = resource.master ?? resource.overrides[0];
  const fields = recurrenceId === undefined ? whole : instanceFields(resource, recurrenceId);
  if (!fields || !whole) throw new Failure("missing", { what: "occurrence" });
  const { title, start, end, zone, allDay, status } = fields;
  const identity = identityOf(db, row.calendarId);
  const answer = ownAnswer(fields, identity.addresses);
  const conflictId = conflictIds(db).get(id);
  const rrule = resource.master?.rrule;
  return {
    id,
    calendarId: row.calendarId,
    title,
    start,
    end,
    zone,
    allDay,
    status,
    recurring: isRecurring(resource),
    attendees: [...fields.attendees],
    reminders: [...fields.reminders],
    readOnly: getCalendar(db, row.calendarId).readOnly,
    pending: entriesOf(db, id).length > 0,
    uid: row.uid,
    privacy: fields.privacy,
    transparency: fields.transparency,
    categories: [...fields.categories],
    organizedByMe: isOwn(fields, identity),
    ...(answer !== undefined && { answer }),
    ...(conflictId !== undefined && { conflictId }),
    // Before the server has it, the name is only the one it will be given.
    ...(row.baseText !== null && { externalEventId: row.externalEventId }),
    ...(row.baseText !== null && row.externalEventUrl !== null && { externalEventUrl: row.externalEventUrl }),
    ...(row.lastSyncedAt !== null && { lastSyncedAtMs: row.lastSyncedAt }),
    attachments: [...fields.attachments],
    ...(fields.color !== undefined && { color: fields.color }),
    ...(fields.endZone !== undefined && { endZone: fields.endZone }),
    ...(fields.url !== undefined && { url: fields.url }),
    ...(fields.conferenceUrl !== undefined && { conferenceUrl: fields.conferenceUrl }),
    ...(fields.location !== undefined && { location: fields.location }),
    ...(fields.description !== undefined && { description: fields.description }),
    ...(rrule !== undefined && { rrule }),
    ...(recurrenceId !== undefined && { recurrenceId }),
    ...(fields.organizer && { organizer: fields.organizer }),
  };
}
