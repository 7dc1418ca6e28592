// A local edit of an event whose conflict is open: the conflict follows it.

import { Failure } from "../../src-preload/contract/failure.ts";
import type { EventId } from "../../src-preload/contract/shapes.ts";
import { mergeVersions } from "../domain/merge.ts";
import { replayIntents, type StoredIntent } from "../domain/replay.ts";
import { type ConflictRow, closeConflict, conflictOf, declareConflict } from "./conflicts.ts";
import type { Database } from "./database.ts";
import { remember } from "./history.ts";
import { eq } from "./orm.ts";
import { events } from "./schema.ts";

interface FiledEdit {
  readonly eventId: EventId;
  readonly kind: "create" | "update" | "remove";
  readonly intent?: StoredIntent;
}

/** Brings an open conflict up to date with an edit that was just filed; the row has its new text already.
 *  @returns `revived`: the event was to be removed, and was edited instead */
export function followEdit(db: Database, edit: FiledEdit, nowMs: number): "revived" | undefined {
  if (edit.kind === "create") return undefined;
  const conflict = conflictOf(db, edit.eventId);
  const row = conflict && db.orm.select().from(events).where(eq(events.id, edit.eventId)).get();
  if (!conflict || !row) return undefined;
  if (edit.kind === "remove") {
    // Whoever deletes the event has decided; the other side stays in history.
    if (conflict.theirsText !== null) remember(db, row, conflict.theirsText, "overruled", nowMs);
    closeConflict(db, row.id);
    return undefined;
  }
  if (conflict.kind === "removed-here") {
    closeConflict(db, row.id);
    return "revived";
  }
  const mineText = edited(conflict, edit.intent, nowMs) ?? row.text;
  const fields = conflict.theirsText === null ? [] : stillDiffer(conflict.baseText, mineText, conflict.theirsText);
  if (conflict.kind === "edited-both" && fields?.length === 0) closeConflict(db, row.id);
  else {
    const { kind, baseText, theirsText } = conflict;
    declareConflict(db, row, { kind, baseText, mineText, theirsText, fields: fields ?? conflict.fields }, nowMs);
  }
  return undefined;
}

/** My version with the edit; undefined when the edit does not fit it: then what is shown is taken. */
function edited(conflict: ConflictRow, intent: StoredIntent | undefined, nowMs: number): string | undefined {
  if (!intent || conflict.kind !== "edited-both") return undefined;
  return unlessMisfit(() => replayIntents(conflict.mineText, [intent], nowMs));
}

function stillDiffer(base: string | null, mine: string, theirs: string) {
  return unlessMisfit(() => mergeVersions({ base: base ?? undefined, mine, theirs }, { prefer: "mine" }).conflicts);
}

function unlessMisfit<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof Failure && error.code !== "bug") return undefined;
    throw error;
  }
}
