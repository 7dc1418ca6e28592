// Items that could not be taken in: set aside with their reason, tried again when they change.
import { and, eq } from "drizzle-orm";
import type { FailureData } from "../../src-preload/contract/failure.ts";
import type { CalendarId } from "../../src-preload/contract/shapes.ts";
import type { Database } from "./database.ts";
import { parkedItems } from "./schema.ts";

export type ParkedRow = typeof parkedItems.$inferSelect;

export interface NewParked {
  readonly externalEventId: string;
  readonly externalEventUrl: string;
  readonly etag: string | null;
  readonly text: string | null;
  readonly failure: FailureData;
}

/** Sets an item aside, or renews its reason; the time it began is kept. */
export function park(db: Database, calendarId: CalendarId, item: NewParked, nowMs: number): void {
  db.orm
    .insert(parkedItems)
    .values({ ...item, calendarId, sinceMs: nowMs })
    .onConflictDoUpdate({ target: [parkedItems.calendarId, parkedItems.externalEventId], set: item })
    .run();
  db.touch("sync");
}

/** The item was taken in after all, or is gone. */
export function unpark(db: Database, calendarId: CalendarId, externalEventId: string): void {
  const of = and(eq(parkedItems.calendarId, calendarId), eq(parkedItems.externalEventId, externalEventId));
  if (db.orm.delete(parkedItems).where(of).run().changes > 0) db.touch("sync");
}

export function listParked(db: Database, calendarId: CalendarId): ParkedRow[] {
  return db.orm.select().from(parkedItems).where(eq(parkedItems.calendarId, calendarId)).all();
}
