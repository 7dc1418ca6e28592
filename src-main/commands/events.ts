// What people do to events. One command = one transaction: the row, its occurrences, its outbox entry, its undo step.
import type { Output, Parsed } from "../../src-preload/contract/contract.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { EventId, RecurrenceId, Scope } from "../../src-preload/contract/shapes.ts";
import { newEventText } from "../domain/edit.ts";
import type { FieldChanges } from "../domain/event.ts";
import type { Database } from "../store/database.ts";
import { eventDetail } from "../store/event-detail.ts";
import { type EventRow, getEvent } from "../store/events.ts";
import { newUid } from "../store/ids.ts";
import { displayZoneOf } from "../store/occurrences.ts";
import { type Command, type CommandDeps, changeEvent, dropEvent, kept, makeEvent, perform } from "./command.ts";
import { type EditPlace, type PlannedEdit, planChange, planRemoval } from "./edit-plan.ts";
import { refuseReadOnly } from "./filing.ts";
import { asOrganizer, effective, isForeign, organizerIn, refuseForeignChanges, voiced } from "./invitations.ts";
import { refuseColor } from "./limits.ts";
import { checkPeriod, instanceOf, placeInZone } from "./period.ts";
import { relocate } from "./relocate.ts";

type EventDeps = CommandDeps;

/** @throws Failure read-only, missing, invalid-input */
export function createEvent(deps: EventDeps, input: Parsed<"events.create">): Output<"events.create"> {
  return perform(deps, (command) => {
    const { db } = command;
    refuseReadOnly(db, input.calendarId);
    refuseColor(command, input.calendarId, input.color);
    const uid = newUid();
    const text = textOfNew(db, input, uid, command.nowMs);
    const row = makeEvent(command, { calendarId: input.calendarId, text, name: `${uid}.ics` });
    return { event: eventDetail(db, row.id) };
  });
}

/** The text an event is made with: who invites organises it. @throws Failure invalid-input */
export function textOfNew(db: Database, input: Parsed<"events.create">, uid: string, nowMs: number): string {
  const { calendarId, zone = displayZoneOf(db), allDay, url, ...rest } = input;
  const period = checkPeriod(rest.start, rest.end, zone, allDay);
  const organizer = rest.attendees?.length ? organizerIn(db, calendarId) : undefined;
  return newEventText({ ...rest, ...period, uid, nowMs, ...(url && { url }), ...(organizer && { organizer }) });
}

/** @throws Failure read-only, missing, invalid-input, not-organizer */
export function updateEvent(deps: EventDeps, input: Parsed<"events.update">): Output<"events.update"> {
  const { id, recurrenceId, changes, scope = recurrenceId ? "this" : "all" } = input;
  const { calendarId, ...fields } = changes;
  return perform(deps, (command) => {
    const { db } = command;
    let row = editable(db, id);
    refuseColor(command, calendarId ?? row.calendarId, fields.color);
    if (Object.keys(fields).length > 0) row = change(command, row, fields, recurrenceId, scope);
    if (calendarId !== undefined && calendarId !== row.calendarId) row = relocate(command, row, calendarId);
    return { event: eventDetail(db, row.id, scope === "this" && row.id === id ? recurrenceId : undefined) };
  });
}

/** Gives an event or an instance a new place. `zone` is the zone `start` and `end` are written in; the event keeps its own.
 *  @throws Failure read-only, missing, invalid-input, not-organizer */
export function moveEvent(deps: EventDeps, input: Parsed<"events.move">): Output<"events.move"> {
  const { id, recurrenceId, scope, calendarId } = input;
  const now = instanceOf(getEvent(deps.db, id).text, recurrenceId);
  const changes = { ...placeInZone(now, input), ...(calendarId && { calendarId }) };
  return updateEvent(deps, { id, changes, ...(recurrenceId && { recurrenceId }), ...(scope && { scope }) });
}

/** An invitation that is removed is declined by its server (RFC 6638 §3.2.2.2).
 *  @throws Failure read-only, missing; not-organizer for part of a series that somebody else organises */
export function removeEvent(deps: EventDeps, input: Parsed<"events.remove">): Output<"events.remove"> {
  const { id, recurrenceId, scope = recurrenceId ? "this" : "all" } = input;
  return perform(deps, (command) => {
    const { db } = command;
    const row = editable(db, id);
    const planned = planRemoveOf(db, row, placeOf(command, row, scope === "all" ? undefined : recurrenceId, scope));
    if (planned.text === undefined || planned.intent === undefined) dropEvent(command, row);
    else changeEvent(command, row, planned.text, planned.intent);
    return {};
  });
}

/** Plans a change of a row, with all that is asked of its author. @throws Failure as the command */
export function planChangeOf(db: Database, row: EventRow, fields: FieldChanges, place: EditPlace): PlannedEdit {
  const { calendarId } = row;
  if (place.asAttendee) {
    const set = effective(fields, instanceOf(row.text, place.recurrenceId));
    refuseForeignChanges(set);
    const planned = planChange(row.text, set, place);
    // A split is a new rule for both halves: the organiser's alone.
    if (planned.split !== undefined) throw new Failure("not-organizer");
    return planned;
  }
  const { text, split, intent } = planChange(row.text, fields, place);
  const own = (before: string | undefined, after: string) =>
    voiced(db, calendarId, before, asOrganizer(db, calendarId, after));
  return {
    text: own(row.text, kept(text)),
    ...(intent && { intent }),
    ...(split !== undefined && { split: own(undefined, split) }),
  };
}

/** Plans the removal of a row or of instances. @throws Failure as the command */
export function planRemoveOf(db: Database, row: EventRow, place: EditPlace): PlannedEdit {
  const planned = planRemoval(row.text, place);
  if (planned.text === undefined) return planned;
  // To leave one instance out is the invited user's to decide, to end the series is not.
  if (place.asAttendee) {
    if (planned.intent?.kind === "end-before") throw new Failure("not-organizer");
    return planned;
  }
  return { ...planned, text: voiced(db, row.calendarId, row.text, planned.text) };
}

/** Where an edit of a row takes place. @throws Failure missing */
export function placeOf(
  { db, nowMs }: Pick<Command, "db" | "nowMs">,
  row: EventRow,
  recurrenceId: RecurrenceId | undefined,
  scope: Scope,
): EditPlace {
  const asAttendee = isForeign(db, row.calendarId, instanceOf(row.text, recurrenceId));
  return { recurrenceId, scope, newUid: newUid(), nowMs, asAttendee };
}

/** @returns the row that now holds the instance that was changed */
function change(
  command: Command,
  row: EventRow,
  fields: FieldChanges,
  recurrenceId: RecurrenceId | undefined,
  scope: Scope,
): EventRow {
  const place = placeOf(command, row, recurrenceId, scope);
  const { text, intent, split } = planChangeOf(command.db, row, fields, place);
  const changed = intent ? changeEvent(command, row, kept(text), intent) : row;
  if (split === undefined) return changed;
  return makeEvent(command, { calendarId: row.calendarId, text: split, name: `${place.newUid}.ics` });
}

function editable(db: Database, id: EventId): EventRow {
  const row = getEvent(db, id);
  refuseReadOnly(db, row.calendarId);
  return row;
}
