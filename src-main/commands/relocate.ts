// An event goes to another calendar: made there first, removed here once it has arrived (knowledge R54).
import type { CalendarId, EventId } from "../../src-preload/contract/shapes.ts";
import { getCalendar } from "../store/calendars.ts";
import type { Database } from "../store/database.ts";
import { deleteEvent, type EventRow, findEvent, getEvent, insertEvent } from "../store/events.ts";
import { originOf, waitForInstead } from "../store/moves.ts";
import { recordUndo } from "../store/undo.ts";
import { bringBack, type Command, dropEvent, makeEvent, perhapsGone, wasNeverSent } from "./command.ts";
import { fileChange, refuseReadOnly } from "./filing.ts";
import { muted, refuseForeign } from "./invitations.ts";
import { refuseLoud } from "./limits.ts";
import { instanceOf } from "./period.ts";

/** Always moves the whole series, and tells nobody. Within an account the server is asked to move it. An invitation cannot
 *  leave its account: there it was sent, and only from there it can be answered.
 *  @param as the id it shall have there, and another text; by default a new id and the text as it is
 *  @throws Failure read-only, not-organizer, not-expressible where the server would tell the guests */
export function relocate(
  command: Command,
  row: EventRow,
  calendarId: CalendarId,
  as: { readonly id?: EventId; readonly text?: string } = {},
): EventRow {
  const { db } = command;
  refuseReadOnly(db, calendarId);
  const { id, text = row.text } = as;
  const within = sameAccount(db, row.calendarId, calendarId);
  if (!within) refuseForeign(db, row.calendarId, instanceOf(row.text, undefined));
  if (!wasNeverSent(db, row)) refuseLoud(command, row.calendarId, row.baseText ?? row.text);
  const origin = originBefore(db, row);
  if (origin?.calendarId === calendarId) {
    const plain = text === muted(db, calendarId, origin.text) ? origin.text : text;
    const back =
      id === undefined || id === origin.id ? bringBack(command, origin, plain) : takeOver(command, origin, id, plain);
    dropEvent(command, row, { silent: true });
    return back;
  }
  const unheard = wasNeverSent(db, row);
  const passedOn = unheard ? origin : undefined;
  const source = row.baseText === null ? passedOn : row;
  const movable = source !== undefined && source.baseText !== null && sameAccount(db, source.calendarId, calendarId);
  const isNew = within && !origin && unheard;
  const made = makeEvent(command, {
    calendarId,
    // A server that cannot move gets a copy, and a copy must invite nobody; one that moves keeps the text it has. What no
    // server has heard of is still to be invited to.
    text: isNew ? text : muted(db, calendarId, text),
    ...(id !== undefined && { id }),
    ...(movable && { movedFromId: source.id }),
  });
  if (passedOn) waitForInstead(db, row.id, made.id);
  dropEvent(command, row, { afterEventId: made.id, silent: true });
  return made;
}

/** Brings a buried event back under another id, which it had before: the object on the server is the same. */
function takeOver({ db, nowMs, undoId }: Command, row: EventRow, id: EventId, text: string): EventRow {
  const { calendarId, externalEventId, externalEventUrl, etag, scheduleTag, baseText, lastSyncedAt } = row;
  const gone = perhapsGone(db, row);
  deleteEvent(db, row.id);
  const version = { externalEventUrl, etag, scheduleTag, baseText, lastSyncedAt };
  insertEvent(db, { id, calendarId, externalEventId }, text, version);
  if (gone || text !== baseText) {
    const kind = gone ? "create" : "update";
    fileChange(db, { eventId: id, calendarId, kind, intent: { kind: "restore", text } }, nowMs);
  }
  recordUndo(db, undoId, { eventId: id, calendarId, beforeText: null, afterText: text }, nowMs);
  return getEvent(db, id);
}

/** Where an event came from by a move whose arrival nobody has confirmed: going back there takes the move back; while
 *  nobody can have heard of it, moving on from there is one move. */
function originBefore(db: Database, row: EventRow): EventRow | undefined {
  if (row.baseText !== null) return undefined;
  const id = originOf(db, row.id);
  return id === undefined ? undefined : findEvent(db, id);
}

function sameAccount(db: Database, one: CalendarId, other: CalendarId): boolean {
  const { accountId } = getCalendar(db, one);
  return accountId !== null && accountId === getCalendar(db, other).accountId;
}
