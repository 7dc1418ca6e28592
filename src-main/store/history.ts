// Versions that an edit, a sync or a deletion replaced. Nothing a person wrote disappears before 30 days.

import { Failure } from "../../src-preload/contract/failure.ts";
import type { RecurrenceId } from "../../src-preload/contract/shapes.ts";
import type { Database } from "./database.ts";
import type { EventRow } from "./events.ts";
import { newId } from "./ids.ts";
import { and, asc, eq, gt, lt, ne, or, sql } from "./orm.ts";
import { events } from "./schema.ts";
import { history } from "./schema-past.ts";

/** `text` is the whole object as it was, before what `cause` says. */
export type HistoryRow = typeof history.$inferSelect;
/** Why a version was replaced. */
export type HistoryCause = HistoryRow["cause"];

/** Tells apart what was kept in the same moment: later is more. */
export const INSERTED = sql<number>`${history}.rowid`;

const KEPT_MS = 30 * 86_400_000;

/** Keeps a version.
 *  @param text the version that is being replaced
 *  @param recurrenceId the one instance that the next version has no more */
export function remember(
  db: Database,
  row: EventRow,
  text: string,
  cause: HistoryCause,
  nowMs: number,
  recurrenceId: RecurrenceId | null = null,
): void {
  const { id: eventId, calendarId, uid, title, start } = row;
  db.orm
    .insert(history)
    .values({ id: newId(), eventId, calendarId, uid, title, start, atMs: nowMs, cause, text, recurrenceId })
    .run();
}

/** @throws Failure missing */
export function getHistory(db: Database, id: string): HistoryRow {
  const row = db.orm.select().from(history).where(eq(history.id, id)).get();
  if (!row) throw new Failure("missing", { what: "history" });
  return row;
}

/** When a version is forgotten, epoch ms. */
export function forgetAtMs({ atMs }: Pick<HistoryRow, "atMs">): number {
  return atMs + KEPT_MS;
}

/** The version that replaced another: the next one kept, else the event as it is; undefined when nothing came after it. */
export function versionAfter(db: Database, { id, eventId, atMs, cause }: HistoryRow): string | undefined {
  if (cause === "removed" || cause === "removed-on-server") return undefined;
  const next = db.orm
    .select({ text: history.text })
    .from(history)
    .where(
      and(
        eq(history.eventId, eventId),
        or(
          gt(history.atMs, atMs),
          and(eq(history.atMs, atMs), sql`${INSERTED} > (SELECT rowid FROM ${history} AS this WHERE this.id = ${id})`),
        ),
        // The side that lost a conflict was never shown.
        ne(history.cause, "overruled"),
      ),
    )
    .orderBy(asc(history.atMs), asc(INSERTED))
    .get();
  if (next) return next.text;
  return db.orm.select({ text: events.text }).from(events).where(eq(events.id, eventId)).get()?.text;
}

/** Forgets versions older than 30 days. */
export function forgetOldHistory(db: Database, nowMs: number): void {
  db.orm
    .delete(history)
    .where(lt(history.atMs, nowMs - KEPT_MS))
    .run();
}
