// Items that could not be taken in: set aside with their reason, tried again when they change or when somebody asks.

import type { FailureData } from "../../src-preload/contract/failure.ts";
import type { CalendarId } from "../../src-preload/contract/shapes.ts";
import type { Database } from "./database.ts";
import { and, eq, sql } from "./orm.ts";
import { perDatabase } from "./prepared.ts";
import { parkedItems } from "./schema.ts";

type ParkedRow = typeof parkedItems.$inferSelect;

const statements = perDatabase((db) => ({
  remove: db.orm
    .delete(parkedItems)
    .where(
      and(
        eq(parkedItems.calendarId, sql.placeholder("calendarId")),
        eq(parkedItems.externalEventId, sql.placeholder("externalEventId")),
      ),
    )
    .prepare(),
}));

interface NewParked {
  readonly externalEventId: string;
  readonly externalEventUrl: string;
  readonly etag: string | null;
  readonly text: string | null;
  readonly failure: FailureData;
}

/** Stands in the place of the tag of an item that somebody wants tried again: no server has such a tag. */
const ASKED_FOR = "";

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
  if (statements(db).remove.run({ calendarId, externalEventId }).changes > 0) db.touch("sync");
}

/** In no order: the doctor shows them, a retry releases them. */
export function listParked(db: Database, calendarId: CalendarId): ParkedRow[] {
  return db.orm.select().from(parkedItems).where(eq(parkedItems.calendarId, calendarId)).all();
}

/** Asks for items to be fetched again at the next run. @param key all of the calendar when absent
 *  @returns how many there are */
export function askAgain(db: Database, calendarId: CalendarId, key: string | undefined): number {
  const of = and(
    eq(parkedItems.calendarId, calendarId),
    key !== undefined ? eq(parkedItems.externalEventId, key) : undefined,
  );
  const { changes } = db.orm.update(parkedItems).set({ etag: ASKED_FOR }).where(of).run();
  if (changes > 0) db.touch("sync");
  return changes;
}

/** Items that somebody wants tried again. */
export function askedFor(db: Database, calendarId: CalendarId): ParkedRow[] {
  return listParked(db, calendarId).filter((item) => item.etag === ASKED_FOR);
}
