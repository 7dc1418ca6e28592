// The record of sync runs, for the status line and the doctor.

import type { CalendarId } from "../../src-preload/contract/shapes.ts";
import type { Database } from "./database.ts";
import { desc, eq, lt, sql } from "./orm.ts";
import { syncRuns } from "./schema.ts";

type RunRow = typeof syncRuns.$inferSelect;

const KEPT_MS = 30 * 86_400_000;

/** One row for each calendar of a run, written when it has ended. */
export function recordRun(db: Database, run: Omit<RunRow, "id">): void {
  db.orm.insert(syncRuns).values(run).run();
  db.touch("sync");
}

/** The latest runs of a calendar, newest first. */
export function lastRuns(db: Database, calendarId: CalendarId, limit: number): RunRow[] {
  return db.orm
    .select()
    .from(syncRuns)
    .where(eq(syncRuns.calendarId, calendarId))
    .orderBy(desc(syncRuns.startedMs), desc(syncRuns.id))
    .limit(limit)
    .all();
}

/** How the recorded runs of a calendar ended; `due` is all of them. */
export function runTotals(db: Database, calendarId: CalendarId): Record<RunRow["outcome"] | "due", number> {
  const rows = db.orm
    .select({ outcome: syncRuns.outcome, n: sql<number>`count(*)` })
    .from(syncRuns)
    .where(eq(syncRuns.calendarId, calendarId))
    .groupBy(syncRuns.outcome)
    .all();
  const count = (outcome: RunRow["outcome"]) => rows.find((row) => row.outcome === outcome)?.n ?? 0;
  const [successful, failed, skipped] = [count("successful"), count("failed"), count("skipped")];
  return { due: successful + failed + skipped, successful, failed, skipped };
}

/** Lets go of what is older than 30 days. */
export function forgetOldRuns(db: Database, nowMs: number): void {
  db.orm
    .delete(syncRuns)
    .where(lt(syncRuns.startedMs, nowMs - KEPT_MS))
    .run();
}
