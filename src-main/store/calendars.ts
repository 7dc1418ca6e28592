// Rows of calendars with their sync settings and state.

import type { Calendar } from "../../src-preload/contract/calendars.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { AccountId, CalendarId } from "../../src-preload/contract/shapes.ts";
import { byListing, hiddenReason } from "../domain/calendar-order.ts";
import type { Database } from "./database.ts";
import { readSettings } from "./facts.ts";
import { and, asc, eq, isNotNull } from "./orm.ts";
import { calendarSyncs, calendars } from "./schema.ts";
import { forgetUndoOf } from "./undo.ts";

export type CalendarRow = typeof calendars.$inferSelect;
export type CalendarSyncRow = typeof calendarSyncs.$inferSelect;
/** A calendar that has a server. */
export interface SyncedCalendar {
  readonly calendar: CalendarRow & { readonly accountId: AccountId };
  readonly sync: CalendarSyncRow;
}

export function insertCalendar(db: Database, row: typeof calendars.$inferInsert): void {
  db.orm.insert(calendars).values(row).run();
  db.touch("calendars");
}

export function insertCalendarSync(db: Database, row: typeof calendarSyncs.$inferInsert): void {
  db.orm.insert(calendarSyncs).values(row).run();
  db.touch("sync");
}

export function updateCalendar(db: Database, id: CalendarId, set: Partial<CalendarRow>): void {
  if (Object.keys(set).length === 0) return;
  db.orm.update(calendars).set(set).where(eq(calendars.id, id)).run();
  db.touch("calendars");
}

export function updateCalendarSync(db: Database, id: CalendarId, set: Partial<CalendarSyncRow>): void {
  if (Object.keys(set).length === 0) return;
  db.orm.update(calendarSyncs).set(set).where(eq(calendarSyncs.calendarId, id)).run();
  db.touch("sync");
}

/** Removes it with all it holds (foreign keys cascade). */
export function deleteCalendar(db: Database, id: CalendarId): void {
  forgetUndoOf(db, [id]);
  db.orm.delete(calendars).where(eq(calendars.id, id)).run();
  db.touch("calendars", "events", "occurrences", "sync", "conflicts");
}

/** @throws Failure missing */
export function getCalendar(db: Database, id: CalendarId): CalendarRow {
  const row = db.orm.select().from(calendars).where(eq(calendars.id, id)).get();
  if (!row) throw new Failure("missing", { what: "calendar" });
  return row;
}

/** Undefined for a calendar that lives on this device only. */
export function getCalendarSync(db: Database, id: CalendarId): CalendarSyncRow | undefined {
  return db.orm.select().from(calendarSyncs).where(eq(calendarSyncs.calendarId, id)).get();
}

/** Calendars with a server, of one account or of all. */
export function listSynced(db: Database, accountId?: AccountId): SyncedCalendar[] {
  const rows = db.orm
    .select({ calendar: calendars, sync: calendarSyncs })
    .from(calendarSyncs)
    .innerJoin(calendars, eq(calendars.id, calendarSyncs.calendarId))
    .where(and(isNotNull(calendars.accountId), accountId && eq(calendars.accountId, accountId)))
    .orderBy(asc(calendars.position), asc(calendars.name))
    .all();
  return rows as SyncedCalendar[];
}

/** Calendars as the contract shows them, in the order of the sidebar.
 *  @param includeHidden those that are not listed too, with the reason */
export function listCalendars(db: Database, includeHidden = false): Calendar[] {
  const { locale } = readSettings(db);
  return rowsWithSync(db)
    .map(({ calendar, sync }) => toCalendar(calendar, sync ?? undefined))
    .filter((calendar) => includeHidden || calendar.hidden === undefined)
    .sort(byListing(locale === "system" ? undefined : locale));
}

/** Calendars whose events are left out of the agenda. */
export function hiddenCalendarIds(db: Database): CalendarId[] {
  return rowsWithSync(db)
    .filter(({ calendar, sync }) => reasonToHide(calendar, sync ?? undefined) !== undefined)
    .map(({ calendar }) => calendar.id);
}

function rowsWithSync(db: Database) {
  return db.orm
    .select({ calendar: calendars, sync: calendarSyncs })
    .from(calendars)
    .leftJoin(calendarSyncs, eq(calendars.id, calendarSyncs.calendarId))
    .all();
}

function reasonToHide({ name, kind }: CalendarRow, sync: CalendarSyncRow | undefined) {
  return hiddenReason({ name, kind, syncEnabled: sync?.syncEnabled ?? false }, sync !== undefined);
}

/** A row as the contract shows it. */
export function toCalendar(row: CalendarRow, sync: CalendarSyncRow | undefined): Calendar {
  const hidden = reasonToHide(row, sync);
  return {
    id: row.id,
    name: row.name,
    color: row.customColor ?? row.color,
    kind: row.kind,
    visible: row.visible,
    readOnly: row.readOnly,
    order: row.position,
    syncEnabled: sync?.syncEnabled ?? false,
    frequencyMinutes: sync?.frequencyMinutes ?? 0,
    conflictPolicy: sync?.conflictPolicy ?? "ask",
    window: sync?.window ?? null,
    schedules: sync?.schedules ?? false,
    ...(row.accountId !== null && { accountId: row.accountId }),
    ...(row.description !== null && { description: row.description }),
    ...(hidden !== undefined && { hidden }),
  };
}
