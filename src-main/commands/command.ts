// One command: one transaction, one moment, one id to take it back by. What it does to an event is done here, so that
// nothing is changed without its history, its outbox entry and its undo step.
import { Failure } from "../../src-preload/contract/failure.ts";
import type { CalendarId, EventId, RecurrenceId } from "../../src-preload/contract/shapes.ts";
import type { StoredIntent } from "../domain/replay.ts";
import type { Clock } from "../ports.ts";
import type { Database } from "../store/database.ts";
import {
  buryEvent,
  deleteEvent,
  type EventRow,
  findEvent,
  getEvent,
  insertEvent,
  UNSENT,
  unburyEvent,
  updateEventText,
} from "../store/events.ts";
import { remember } from "../store/history.ts";
import { newId, newUid } from "../store/ids.ts";
import { departedInto } from "../store/moves.ts";
import { entriesOf, withdraw } from "../store/outbox.ts";
import { recordUndo, undoStepsOf } from "../store/undo.ts";
import { fileChange } from "./filing.ts";
import { type LimitsOf, refuseUnkeepable } from "./limits.ts";

/** Commands on events take no network: sync sends what they leave in the outbox. */
export interface CommandDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly limitsOf: LimitsOf;
}

/** A command under way, inside its transaction. */
export interface Command {
  readonly db: Database;
  readonly limitsOf: LimitsOf;
  readonly nowMs: number;
  readonly undoId: string;
}

/** Carries out a command. @returns the answer, with an undoId when it changed any event */
export function perform<T extends object>(
  { db, clock, limitsOf }: CommandDeps,
  work: (command: Command) => T,
): T & { undoId?: string } {
  return db.write(() => {
    const command = { db, limitsOf, nowMs: clock.nowMs(), undoId: newId() };
    const answer = work(command);
    const changed = undoStepsOf(db, command.undoId, command.nowMs).length > 0;
    return changed ? { ...answer, undoId: command.undoId } : answer;
  });
}

/** A new event, or one that comes back under the id it had. */
export interface Made {
  readonly id?: EventId;
  readonly calendarId: CalendarId;
  readonly text: string;
  /** Last path segment it will have on its server; minted by default. */
  readonly name?: string;
  /** The buried event that this one was, in another calendar of the account. */
  readonly movedFromId?: EventId;
}

/** @throws Failure malformed, not-expressible; then nothing is stored */
export function makeEvent(command: Command, made: Made): EventRow {
  const { db, nowMs, undoId } = command;
  const { id = newId<EventId>(), calendarId, text, name = `${newUid()}.ics`, movedFromId } = made;
  refuseUnkeepable(command, calendarId, text);
  insertEvent(db, { id, calendarId, externalEventId: name }, text, UNSENT);
  fileChange(db, { eventId: id, calendarId, kind: "create", ...(movedFromId && { movedFromId }) }, nowMs);
  recordUndo(db, undoId, { eventId: id, calendarId, beforeText: null, afterText: text }, nowMs);
  return getEvent(db, id);
}

/** Gives an event another text; the same text is no change.
 *  @param intent what to do again on a newer version
 *  @throws Failure not-expressible; then nothing is changed */
export function changeEvent(command: Command, row: EventRow, text: string, intent: StoredIntent): EventRow {
  const { db, nowMs, undoId } = command;
  if (text === row.text) return row;
  const { id: eventId, calendarId } = row;
  refuseUnkeepable(command, calendarId, text, row.text);
  const takenOut = intent.kind === "remove-instance" ? (intent.recurrenceId as RecurrenceId) : null;
  remember(db, row, row.text, "edited", nowMs, takenOut);
  updateEventText(db, row, text);
  fileChange(db, { eventId, calendarId, kind: "update", intent }, nowMs);
  recordUndo(db, undoId, { eventId, calendarId, beforeText: row.text, afterText: text }, nowMs);
  return getEvent(db, eventId);
}

/** How an event goes. */
export interface Dropping {
  /** Not before this other event has reached its server. */
  readonly afterEventId?: EventId;
  /** Nobody is told (R93). */
  readonly silent?: boolean;
}

/** Removes an event. One that no server can have heard of is gone at once; else it is hidden until its server knows. */
export function dropEvent({ db, nowMs, undoId }: Command, row: EventRow, dropping: Dropping = {}): void {
  const { id: eventId, calendarId } = row;
  remember(db, row, row.text, "removed", nowMs);
  if (wasNeverSent(db, row)) deleteEvent(db, eventId);
  else {
    buryEvent(db, row, nowMs);
    fileChange(db, { eventId, calendarId, kind: "remove", ...dropping }, nowMs);
  }
  recordUndo(db, undoId, { eventId, calendarId, beforeText: row.text, afterText: null }, nowMs);
}

/** Shows an event again whose removal waits in the outbox.
 *  @param text as it shall be; by default as it was */
export function bringBack({ db, nowMs, undoId }: Command, row: EventRow, text = row.text): EventRow {
  const { id: eventId, calendarId } = row;
  const removals = entriesOf(db, eventId).filter((entry) => entry.kind === "remove");
  const gone = perhapsGone(db, row);
  for (const entry of removals) withdraw(db, entry.id);
  if (text === row.text) unburyEvent(db, row);
  else updateEventText(db, row, text);
  if (gone || text !== (row.baseText ?? row.text)) {
    const kind = gone ? "create" : "update";
    fileChange(db, { eventId, calendarId, kind, intent: { kind: "restore", text } }, nowMs);
  }
  recordUndo(db, undoId, { eventId, calendarId, beforeText: null, afterText: text }, nowMs);
  return getEvent(db, eventId);
}

/** A removal or a move that was tried may have arrived unheard. Sending the event again finds out: filed as `create`, its
 *  absence there is nobody else's wish, and it is made again. */
export function perhapsGone(db: Database, row: EventRow): boolean {
  return entriesOf(db, row.id).some(({ kind, attempts, afterEventId }) => {
    if (kind !== "remove") return false;
    const heir = afterEventId === null ? [] : entriesOf(db, afterEventId);
    return attempts > 0 || heir.some((entry) => entry.movedFromId === row.id && entry.attempts > 0);
  });
}

/** The server has never had it, and no try to send it was begun. */
export function wasNeverSent(db: Database, row: EventRow): boolean {
  return row.baseText === null && entriesOf(db, row.id).every((entry) => entry.attempts === 0);
}

/** Calendars are about to go with events that were moved into them and have not arrived: those stay where they came from. */
export function keepDeparted(deps: CommandDeps, calendarIds: readonly CalendarId[]): void {
  perform(deps, (command) => {
    for (const id of departedInto(command.db, calendarIds)) {
      const row = findEvent(command.db, id);
      if (row && row.removedMs !== null) bringBack(command, row);
    }
    return {};
  });
}

/** The row if people can see it. */
export function visibleEvent(db: Database, id: EventId): EventRow | undefined {
  const row = findEvent(db, id);
  return row?.removedMs === null ? row : undefined;
}

/** What an edit must leave. @throws Failure bug */
export function kept(text: string | undefined): string {
  if (text === undefined) throw new Failure("bug", { detail: "an edit left nothing of the event" });
  return text;
}
