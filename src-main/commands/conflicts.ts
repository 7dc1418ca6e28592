// Settles a conflict as its owner chose: one transaction, the side that gives way is in history, and it can be taken back.
import type { Output, Parsed } from "../../src-preload/contract/contract.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import { detachedCopy } from "../domain/copies.ts";
import { sameMeaning } from "../domain/edit.ts";
import { mergeVersions } from "../domain/merge.ts";
import { type ConflictRow, closeConflict, getConflict } from "../store/conflicts.ts";
import { deleteEvent, type EventRow, getEvent, updateEventText } from "../store/events.ts";
import { remember } from "../store/history.ts";
import { newUid } from "../store/ids.ts";
import { entriesOf, forgetIntents, release, settle } from "../store/outbox.ts";
import { recordUndo } from "../store/undo.ts";
import { type Command, type CommandDeps, dropEvent, makeEvent, perform } from "./command.ts";
import { fileChange, refuseReadOnly } from "./filing.ts";

type Choice = Parsed<"conflicts.resolve">;

/** @throws Failure missing when it was settled already; invalid-input for a field that is not in conflict; read-only */
export function resolveConflict(deps: CommandDeps, choice: Choice): Output<"conflicts.resolve"> {
  return perform(deps, (command) => {
    const { db } = command;
    const conflict = getConflict(db, choice.id);
    const row = getEvent(db, conflict.eventId);
    if (choice.choice !== "theirs") refuseReadOnly(db, row.calendarId);
    closeConflict(db, row.id);
    if (conflict.kind === "edited-both") settleEdits(command, row, conflict, choice);
    else if (conflict.kind === "removed-there") settleRemovedThere(command, row, conflict, choice);
    else settleRemovedHere(command, row, choice);
    return {};
  });
}

function settleEdits(command: Command, row: EventRow, conflict: ConflictRow, { choice, fields = {} }: Choice): void {
  const { db, nowMs } = command;
  const { baseText, mineText: mine, theirsText } = conflict;
  const theirs = theirsText ?? mine;
  if (choice === "both") {
    remember(db, row, mine, "overruled", nowMs);
    put(command, row, theirs, theirs);
    makeEvent(command, { calendarId: row.calendarId, text: detachedCopy(mine, newUid()) });
    return;
  }
  const keys = new Set(conflict.fields.map((field) => field.key));
  const unknown = Object.keys(fields).find((key) => !keys.has(key));
  if (unknown !== undefined) throw new Failure("invalid-input", { detail: `${unknown} is not in conflict` });
  const options = choice === "merge" ? { prefer: "suggested" as const, choices: fields } : { prefer: choice };
  const { text } = mergeVersions({ base: baseText ?? undefined, mine, theirs }, options);
  for (const lost of lostIn(conflict, { choice, fields }, mine, theirs)) remember(db, row, lost, "overruled", nowMs);
  put(command, row, text, theirs);
}

/** The versions of which something is given up. */
function lostIn(
  conflict: ConflictRow,
  { choice, fields = {} }: Pick<Choice, "choice" | "fields">,
  mine: string,
  theirs: string,
): string[] {
  const sides = conflict.fields.map(({ key, suggested }) => (choice === "merge" ? (fields[key] ?? suggested) : choice));
  return [...(sides.includes("theirs") ? [mine] : []), ...(sides.includes("mine") ? [theirs] : [])];
}

/** Gives the event its settled text; what the server does not have of it goes out. */
function put(command: Command, row: EventRow, text: string, theirs: string): void {
  const { db, nowMs, undoId } = command;
  const { id: eventId, calendarId } = row;
  updateEventText(db, row, text);
  recordUndo(db, undoId, { eventId, calendarId, beforeText: row.text, afterText: text }, nowMs);
  if (row.baseText !== null && sameMeaning(text, theirs)) settle(db, eventId, Number.MAX_SAFE_INTEGER);
  else goOn(command, row, text);
  // Wishes that were given up are not made again on a later version.
  forgetIntents(db, eventId);
}

function goOn({ db, nowMs }: Command, { id: eventId, calendarId }: EventRow, text: string): void {
  release(db, eventId, nowMs);
  if (entriesOf(db, eventId).length > 0) return;
  fileChange(db, { eventId, calendarId, kind: "update", intent: { kind: "restore", text } }, nowMs);
}

/** Edited here, deleted there. With `both` the deletion stands, and what was edited becomes an event of its own. */
function settleRemovedThere(command: Command, row: EventRow, { mineText }: ConflictRow, { choice }: Choice): void {
  const { db, nowMs, undoId } = command;
  if (choice === "mine" || choice === "merge") {
    goOn(command, row, row.text);
    return;
  }
  const { id: eventId, calendarId } = row;
  remember(db, row, row.text, "overruled", nowMs);
  deleteEvent(db, eventId);
  recordUndo(db, undoId, { eventId, calendarId, beforeText: row.text, afterText: null }, nowMs);
  if (choice === "both") makeEvent(command, { calendarId, text: detachedCopy(mineText, newUid()) });
}

/** Deleted here, changed there: there is no version of mine to keep beside theirs. */
function settleRemovedHere(command: Command, row: EventRow, { choice }: Choice): void {
  settle(command.db, row.id, Number.MAX_SAFE_INTEGER);
  if (choice === "mine") dropEvent(command, row);
}
