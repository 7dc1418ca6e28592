// Tables that events and people are found by. All of it follows from the events themselves. See schema.ts for the rules.
import type { EventId } from "../../src-preload/contract/shapes.ts";
import { index, integer, sqliteTable, text, uniqueIndex } from "./orm.ts";
import { events } from "./schema.ts";

/** What a search looks through: one row per event, its words with accents and case folded. The full-text index
 *  `event_words` follows it by triggers (migration 0003). An event without a row is from an older file: see renew.ts. */
export const eventTexts = sqliteTable(
  "event_texts",
  {
    id: integer().primaryKey(),
    eventId: text()
      .$type<EventId>()
      .notNull()
      .references(() => events.id, { onDelete: "cascade" }),
    folded: text().notNull(),
  },
  (t) => [uniqueIndex("event_texts_event").on(t.eventId)],
);

/** Who organises an event or is invited to it. */
export const eventPeople = sqliteTable(
  "event_people",
  {
    id: integer().primaryKey(),
    eventId: text()
      .$type<EventId>()
      .notNull()
      .references(() => events.id, { onDelete: "cascade" }),
    /** Without `mailto:`, lower case. */
    address: text().notNull(),
    startMs: integer().notNull(),
  },
  (t) => [index("event_people_event").on(t.eventId), index("event_people_address").on(t.address)],
);

/** Everybody who is in `event_people`; `count` and `lastMs` follow it by triggers (migration 0003). */
export const people = sqliteTable("people", {
  address: text().primaryKey(),
  name: text(),
  /** Parts of name and address, folded, each after a space. */
  folded: text().notNull(),
  /** Events with them. */
  count: integer().notNull().default(0),
  /** The latest start of one. */
  lastMs: integer().notNull().default(0),
});
