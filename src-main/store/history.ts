// Versions that an edit, a sync or a deletion replaced. Nothing a person wrote disappears before 30 days.

import type { Output } from "../../src-preload/contract/contract.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { EventId } from "../../src-preload/contract/shapes.ts";
import type { Database } from "./database.ts";
import type { EventRow } from "./events.ts";
import { newId } from "./ids.ts";
import { and, desc, eq, lt } from "./orm.ts";
import { history } from "./schema-past.ts";

export type HistoryRow = typeof history.$inferSelect;
export type HistoryCause = HistoryRow["cause"];

const KEPT_MS = 30 * 86_400_000;

/** Keeps a version. @param text the version that is being replaced */
export function remember(db: Database, row: EventRow, text: string, cause: HistoryCause, nowMs: number): void {
  const { id: eventId, calendarId, uid, title, start } = row;
  db.orm
    .insert(history)
    .values({ id: newId(), eventId, calendarId, uid, title, start, atMs: nowMs, cause, text })
    .run();
}

/** @throws Failure missing */
export function getHistory(db: Database, id: string): HistoryRow {
  const row = db.orm.select().from(history).where(eq(history.id, id)).get();
  if (!row) throw new Failure("missing", { what: "history" });
  return row;
}

/** Newest first. */
export function listHistory(db: Database, eventId: EventId | undefined, limit: number): Output<"history.list"> {
  const entries = db.orm
    .select()
    .from(history)
    .where(and(eventId && eq(history.eventId, eventId)))
    .orderBy(desc(history.atMs), desc(history.id))
    .limit(limit)
    .all()
    .map(({ id, eventId: of, calendarId, title, start, atMs, cause }) => ({
      id,
      eventId: of,
      calendarId,
      title,
      start,
      atMs,
      cause,
    }));
  return { entries };
}

/** Forgets versions older than 30 days. */
export function forgetOldHistory(db: Database, nowMs: number): void {
  db.orm
    .delete(history)
    .where(lt(history.atMs, nowMs - KEPT_MS))
    .run();
}
