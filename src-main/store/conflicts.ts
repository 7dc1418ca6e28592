// Events that both sides changed, until somebody decides.
import type { Output, Parsed } from "../../src-preload/contract/contract.ts";
import type { EventId } from "../../src-preload/contract/shapes.ts";
import type { Database } from "./database.ts";
import { conflicts } from "./schema-past.ts";

/** Oldest first. */
export function listConflicts(_db: Database, _filter: Parsed<"conflicts.list">): Output<"conflicts.list"> {
  return { conflicts: [] };
}

/** The open conflict of each event that has one. */
export function conflictIds(db: Database): Map<EventId, string> {
  const rows = db.orm.select({ id: conflicts.id, eventId: conflicts.eventId }).from(conflicts).all();
  return new Map(rows.map((row) => [row.eventId, row.id]));
}
