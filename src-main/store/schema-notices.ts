// Tables of what people are told of: alarms as they will go off, and notices. See schema.ts for the rules.

import type { EventId, RecurrenceId } from "../../src-preload/contract/shapes.ts";
import { index, integer, sqliteTable, text } from "./orm.ts";
import { events } from "./schema.ts";

/** Alarms of the occurrences within the horizon, materialised with them; those long gone are left out. */
export const alarms = sqliteTable(
  "alarms",
  {
    id: integer().primaryKey(),
    eventId: text()
      .$type<EventId>()
      .notNull()
      .references(() => events.id, { onDelete: "cascade" }),
    recurrenceId: text().$type<RecurrenceId>(),
    startMs: integer().notNull(),
    /** When it goes off. */
    atMs: integer().notNull(),
  },
  (t) => [index("alarms_time").on(t.atMs), index("alarms_event").on(t.eventId)],
);

/** What fell due. Kept for 30 days, told or not: what has a row is never noted again. */
export const notices = sqliteTable(
  "notices",
  {
    id: text().primaryKey(),
    kind: text().$type<"reminder" | "mail" | "trouble">().notNull(),
    /** Event, message or what is in trouble. */
    subjectId: text().notNull(),
    recurrenceId: text().$type<RecurrenceId>(),
    /** Of a reminder: an event that moved has others. */
    startMs: integer(),
    atMs: integer().notNull(),
    /** Null: nobody has been told yet, or it was put off until `atMs`. */
    toldMs: integer(),
    dismissedMs: integer(),
  },
  (t) => [index("notices_time").on(t.atMs)],
);
