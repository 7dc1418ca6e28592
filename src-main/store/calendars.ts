// Rows of calendars with their sync settings and state.

import type { Calendar } from "../../src-preload/contract/calendars.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { AccountId, CalendarId } from "../../src-preload/contract/shapes.ts";
import { byListing, hiddenReason } from "../domain/calendar-order.ts";
import type { Database } from "./database.ts";
import { readSettings } from "./facts.ts";
import { and, asc, eq, isNotNull, type SQL, sql } from "./orm.ts";
import { perDatabase } from "./prepared.ts";
import { calendarSyncs, calendars } from "./schema.ts";
import { forgetUndoOf } from "./undo.ts";

/** What a calendar looks like; its sync is in CalendarSyncRow. */
export type CalendarRow = typeof calendars.$inferSelect;
/** Only calendars of an account have one. */
export type CalendarSyncRow = typeof calendarSyncs.$inferSelect;
/** A calendar that has a server. */
export interface SyncedCalendar {
  readonly calendar: CalendarRow & { readonly accountId: AccountId };
  readonly sync: CalendarSyncRow;
}

/** A calendar of an account needs insertCalendarSync besides. */
export function insertCalendar(db: Database, row: typeof calendars.$inferInsert): void {
  db.orm.insert(calendars).values(row).run();
  db.touch("calendars");
}

/** The calendar's row comes first: this one refers to it. */
export function insertCalendarSync(db: Database, row: typeof calendarSyncs.$inferInsert): void {
  db.orm.insert(calendarSyncs).values(row).run();
  db.touch("sync");
}

/** Nothing to set is nothing to tell: no topic is touched. */
export function updateCalendar(db: Database, id: CalendarId, set: Partial<CalendarRow>): void {
  if (Object.keys(set).length === 0) return;
  db.orm.update(calendars).set(set).where(eq(calendars.id, id)).run();
  db.touch("calendars");
}

/** Nothing to set is nothing to tell: no topic is touched. */
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

/** Asked for every account whenever anything may be due, also by an app that does nothing else. */
const synced = perDatabase((db) => {
  const ofServers = (account?: SQL) =>
    db.orm
      .select({ calendar: calendars, sync: calendarSyncs })
      .from(calendarSyncs)
      .innerJoin(calendars, eq(calendars.id, calendarSyncs.calendarId))
      .where(and(isNotNull(calendars.accountId), account))
      .orderBy(asc(calendars.position), asc(calendars.name))
      .prepare();
  return { all: ofServers(), ofAccount: ofServers(eq(calendars.accountId, sql.placeholder("accountId"))) };
});

/** Calendars with a server, of one account or of all. */
export function listSynced(db: Database, accountId?: AccountId): SyncedCalendar[] {
  const { all, ofAccount } = synced(db);
  return (accountId === undefined ? all.all() : ofAccount.all({ accountId })) as SyncedCalendar[];
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
