// Tables of what was: versions replaced, conflicts, what others changed, steps that can be taken back. See schema.ts for the rules.

import type { Conflict, FieldConflict, FieldDifference } from "../../src-preload/contract/conflicts.ts";
import type { CalendarId, EventId, RecurrenceId } from "../../src-preload/contract/shapes.ts";
import { index, integer, sqliteTable, text, uniqueIndex } from "./orm.ts";
import { calendars, events } from "./schema.ts";

/** Versions of events that something replaced, as whole iCalendar objects. Kept 30 days. */
export const history = sqliteTable(
  "history",
  {
    id: text().primaryKey(),
    eventId: text().$type<EventId>().notNull(),
    calendarId: text()
      .$type<CalendarId>()
      .notNull()
      .references(() => calendars.id, { onDelete: "cascade" }),
    uid: text().notNull(),
    title: text().notNull(),
    start: text().notNull(),
    atMs: integer().notNull(),
    cause: text()
      .$type<"edited" | "removed" | "changed-on-server" | "removed-on-server" | "overruled" | "merged">()
      .notNull(),
    text: text().notNull(),
    /** The one instance that was taken out of the series. */
    recurrenceId: text().$type<RecurrenceId>(),
  },
  (t) => [index("history_event").on(t.eventId, t.atMs), index("history_time").on(t.atMs)],
);

/** Events that both sides changed, until somebody decides; their outbox entries wait meanwhile. */
export const conflicts = sqliteTable(
  "conflicts",
  {
    id: text().primaryKey(),
    eventId: text()
      .$type<EventId>()
      .notNull()
      .references(() => events.id, { onDelete: "cascade" }),
    calendarId: text().$type<CalendarId>().notNull(),
    kind: text().$type<Conflict["kind"]>().notNull(),
    sinceMs: integer().notNull(),
    /** The last version both sides had; null when they never shared one. */
    baseText: text(),
    mineText: text().notNull(),
    /** Null when it was deleted there. */
    theirsText: text(),
    fields: text({ mode: "json" }).$type<readonly FieldConflict[]>().notNull(),
  },
  (t) => [uniqueIndex("conflicts_event").on(t.eventId), index("conflicts_calendar").on(t.calendarId)],
);

/** What others changed, and what was merged silently; kept 30 days. */
export const changes = sqliteTable(
  "changes",
  {
    id: text().primaryKey(),
    eventId: text().$type<EventId>().notNull(),
    calendarId: text()
      .$type<CalendarId>()
      .notNull()
      .references(() => calendars.id, { onDelete: "cascade" }),
    title: text().notNull(),
    atMs: integer().notNull(),
    kind: text().$type<"added" | "changed" | "removed" | "merged">().notNull(),
    fields: text({ mode: "json" }).$type<readonly FieldDifference[]>().notNull(),
    historyId: text(),
  },
  (t) => [index("changes_time").on(t.atMs), index("changes_event").on(t.eventId)],
);

/** What a command did to each event it touched, so that it can be taken back as a whole; kept a day. */
export const undoSteps = sqliteTable(
  "undo_steps",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    undoId: text().notNull(),
    eventId: text().$type<EventId>().notNull(),
    calendarId: text()
      .$type<CalendarId>()
      .notNull()
      .references(() => calendars.id, { onDelete: "cascade" }),
    /** Null: the event was not there before. */
    beforeText: text(),
    /** Null: it is not there afterwards. */
    afterText: text(),
    atMs: integer().notNull(),
  },
  (t) => [index("undo_steps_undo").on(t.undoId), index("undo_steps_time").on(t.atMs)],
);
