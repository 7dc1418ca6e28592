// Notes what others did to an event, for the feed of changes.
import { Failure } from "../../src-preload/contract/failure.ts";
import type { EventId } from "../../src-preload/contract/shapes.ts";
import { differences } from "../domain/difference.ts";
import { keptVersion, recordChange } from "../store/changes.ts";
import type { Database } from "../store/database.ts";
import { type EventRow, findEvent } from "../store/events.ts";
import { type HistoryCause, remember } from "../store/history.ts";

/** Something that was not here before. */
export function noteAdded(db: Database, id: EventId, nowMs: number): void {
  const row = findEvent(db, id);
  if (row) recordChange(db, row, { kind: "added", fields: fieldsOf(undefined, row.text) }, nowMs);
}

/** Keeps the version that others replaced, and says what they changed. Another spelling of the same is no news. */
export function noteChanged(db: Database, row: EventRow, after: string, nowMs: number): void {
  const historyId = keep(db, row, row.text, "changed-on-server", nowMs);
  const fields = fieldsOf(row.text, after);
  if (fields.length > 0) recordChange(db, row, { kind: "changed", fields, historyId }, nowMs);
}

/** Keeps the version that was removed. @param cause whose removal it was */
export function noteRemoved(
  db: Database,
  row: EventRow,
  cause: "removed-on-server" | "overruled",
  nowMs: number,
): void {
  const historyId = keep(db, row, row.text, cause, nowMs);
  recordChange(db, row, { kind: "removed", fields: fieldsOf(row.text, undefined), historyId }, nowMs);
}

/** Two versions became one without a question. @param kept what `history.restore` brings back
 *  @param after what is shown now */
export function noteMerged(
  db: Database,
  row: EventRow,
  kept: { readonly text: string; readonly cause: "merged" | "overruled" },
  after: string,
  nowMs: number,
): void {
  const historyId = keep(db, row, kept.text, kept.cause, nowMs);
  recordChange(db, row, { kind: "merged", fields: fieldsOf(kept.text, after), historyId }, nowMs);
}

/** Do two versions say the same to people? */
export function differ(before: string, after: string): boolean {
  return before !== after && fieldsOf(before, after).length > 0;
}

function keep(db: Database, row: EventRow, text: string, cause: HistoryCause, nowMs: number): string | undefined {
  remember(db, row, text, cause, nowMs);
  return keptVersion(db, row.id, { cause, text, atMs: nowMs });
}

/** What cannot be told apart is not told: news must not keep an item out. */
function fieldsOf(before: string | undefined, after: string | undefined) {
  try {
    return differences(before, after);
  } catch (error) {
    if (error instanceof Failure && error.code !== "bug") return [];
    throw error;
  }
}
