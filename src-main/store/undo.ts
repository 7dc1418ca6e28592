// What a command did to each event it touched, so that the whole command can be taken back. Kept a day.

import type { CalendarId, EventId } from "../../src-preload/contract/shapes.ts";
import type { Database } from "./database.ts";
import { and, asc, eq, gte, inArray, lt } from "./orm.ts";
import { undoSteps } from "./schema-past.ts";

/** An UndoStep as it is stored, under the id of its command. */
export type UndoRow = typeof undoSteps.$inferSelect;

/** One event before and after. */
export interface UndoStep {
  readonly eventId: EventId;
  readonly calendarId: CalendarId;
  /** Null: it was not there. */
  readonly beforeText: string | null;
  /** Null: it is not there any more. */
  readonly afterText: string | null;
}

const KEPT_MS = 86_400_000;

/** Notes one step of a command, in the order it was done. A move is two: made there, then removed here. */
export function recordUndo(db: Database, undoId: string, step: UndoStep, nowMs: number): void {
  if (step.beforeText === step.afterText) return;
  db.orm
    .insert(undoSteps)
    .values({ ...step, undoId, atMs: nowMs })
    .run();
}

/** The steps of a command in the order they were done; none when it is older than a day or was taken back. */
export function undoStepsOf(db: Database, undoId: string, nowMs: number): UndoRow[] {
  return db.orm
    .select()
    .from(undoSteps)
    .where(and(eq(undoSteps.undoId, undoId), gte(undoSteps.atMs, nowMs - KEPT_MS)))
    .orderBy(asc(undoSteps.id))
    .all();
}

/** A command can be taken back once. */
export function forgetUndo(db: Database, undoId: string): void {
  db.orm.delete(undoSteps).where(eq(undoSteps.undoId, undoId)).run();
}

/** Calendars are about to go: a command that touched one of them cannot be taken back by halves. */
export function forgetUndoOf(db: Database, calendarIds: readonly CalendarId[]): void {
  const touched = db.orm
    .select({ undoId: undoSteps.undoId })
    .from(undoSteps)
    .where(inArray(undoSteps.calendarId, [...calendarIds]));
  db.orm.delete(undoSteps).where(inArray(undoSteps.undoId, touched)).run();
}

/** Forgets steps older than a day. */
export function forgetOldUndo(db: Database, nowMs: number): void {
  db.orm
    .delete(undoSteps)
    .where(lt(undoSteps.atMs, nowMs - KEPT_MS))
    .run();
}
