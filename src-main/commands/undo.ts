// Takes a command back, however many events it touched: in one transaction, the last step first. Nobody is invited by it
// (design §6.7), and what others changed since stays.
import type { Output } from "../../src-preload/contract/contract.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import { sameMeaning } from "../domain/edit.ts";
import { mergeVersions } from "../domain/merge.ts";
import { asRevision } from "../domain/revision.ts";
import { conflictIds } from "../store/conflicts.ts";
import { type EventRow, findEvent, updateEventText } from "../store/events.ts";
import { remember } from "../store/history.ts";
import { entriesOf, withdraw } from "../store/outbox.ts";
import { forgetUndo, recordUndo, type UndoRow, undoStepsOf } from "../store/undo.ts";
import {
  bringBack,
  type Command,
  type CommandDeps,
  changeEvent,
  dropEvent,
  makeEvent,
  perform,
  visibleEvent,
} from "./command.ts";
import { refuseReadOnly } from "./filing.ts";
import { isForeign, muted } from "./invitations.ts";
import { refuseLoud } from "./limits.ts";
import { instanceOf } from "./period.ts";
import { relocate } from "./relocate.ts";

/** The undo is a command too: its own undoId does everything again.
 *  @throws Failure missing when it is older than a day, was taken back already, or nothing of it is left; read-only */
export function undoCommand(deps: CommandDeps, undoId: string): Output<"events.undo"> {
  return perform(deps, (command) => {
    const steps = undoStepsOf(command.db, undoId, command.nowMs).reverse();
    if (steps.length === 0) throw new Failure("missing", { what: "change" });
    let done = 0;
    for (const deed of deedsOf(steps)) {
      refuseReadOnly(command.db, deed.step.calendarId);
      if (takeBack(command, deed)) done++;
    }
    if (done === 0) throw new Failure("missing", { what: "event" });
    forgetUndo(command.db, undoId);
    return {};
  });
}

/** A step to take back; with `made`, it is the second half of a move. */
interface Deed {
  readonly step: UndoRow;
  readonly made?: UndoRow;
}

/** @param steps the last one first */
function deedsOf(steps: readonly UndoRow[]): Deed[] {
  const deeds: Deed[] = [];
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i] as UndoRow;
    const earlier = steps[i + 1];
    if (earlier && isMove(earlier, step)) {
      deeds.push({ step, made: earlier });
      i++;
    } else deeds.push({ step });
  }
  return deeds;
}

/** Made there, removed here, one right after the other: only a move does that. */
function isMove(made: UndoRow, removed: UndoRow): boolean {
  return (
    made.beforeText === null &&
    made.afterText !== null &&
    removed.beforeText !== null &&
    removed.afterText === null &&
    made.calendarId !== removed.calendarId
  );
}

/** @returns false when there is nothing left to take back */
function takeBack(command: Command, { step, made }: Deed): boolean {
  const { db } = command;
  if (made) return moveBack(command, made, step);
  const row = findEvent(db, step.eventId);
  const visible = row?.removedMs === null;
  if (step.beforeText === null) {
    if (!row || !visible) return false;
    dropEvent(command, row);
    return true;
  }
  if (step.afterText !== null) {
    if (!row || !visible) return false;
    changeBack(command, row, step.beforeText, step.afterText);
    return true;
  }
  if (visible) return false;
  if (row) bringBack(command, row);
  else {
    const text = muted(db, step.calendarId, step.beforeText);
    makeEvent(command, { id: step.eventId, calendarId: step.calendarId, text });
  }
  return true;
}

function changeBack(command: Command, row: EventRow, before: string, after: string): void {
  const { db, nowMs, undoId } = command;
  const entries = entriesOf(db, row.id);
  const tried = entries.some((entry) => entry.attempts > 0);
  const unheard = !tried && (entries.length > 0 || row.baseText === null);
  const exact = unheard && row.text === after;
  const text = exact ? before : former(before, after, row.text);
  const { baseText } = row;
  // Nothing of it was sent and nothing is left to say: the outbox forgets it.
  if (unheard && baseText !== null && !conflictIds(db).has(row.id) && sameMeaning(text, baseText)) {
    for (const entry of entries) withdraw(db, entry.id);
    remember(db, row, row.text, "edited", nowMs);
    updateEventText(db, row, baseText);
    const { id: eventId, calendarId } = row;
    recordUndo(db, undoId, { eventId, calendarId, beforeText: row.text, afterText: baseText }, nowMs);
    return;
  }
  if (!exact) refuseLoud(command, row.calendarId, row.text);
  // What nobody has heard of is put back as it was waiting to be sent; anything else is put back quietly.
  const quiet = exact ? text : muted(db, row.calendarId, revised(command, row, text));
  changeEvent(command, row, quiet, { kind: "restore", text: quiet });
}

/** The former text with what was changed since on top, by whomever: theirs is the field that both changed. */
function former(before: string, after: string, now: string): string {
  return mergeVersions({ base: after, mine: before, theirs: now }, { prefer: "theirs" }).text;
}

function revised({ db, nowMs }: Command, row: EventRow, text: string): string {
  return asRevision(text, row.text, nowMs, isForeign(db, row.calendarId, instanceOf(row.text, undefined)));
}

function moveBack(command: Command, made: UndoRow, removed: UndoRow): boolean {
  const { db } = command;
  const there = visibleEvent(db, made.eventId);
  if (!there || made.afterText === null || removed.beforeText === null) return false;
  refuseReadOnly(db, made.calendarId);
  const text =
    there.text === made.afterText ? removed.beforeText : former(removed.beforeText, made.afterText, there.text);
  const here = findEvent(db, removed.eventId);
  if (here) {
    // Somebody changed it there meanwhile, so it was never removed: that one stays as it is.
    if (here.removedMs !== null) bringBack(command, here, text);
    dropEvent(command, there, { silent: true });
  } else relocate(command, there, removed.calendarId, { id: removed.eventId, text });
  return true;
}
