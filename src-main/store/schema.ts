// Tables of the one data file. Instants are epoch ms UTC, all-day is YYYY-MM-DD, zones are IANA names, ids are branded text.
// The migrations in resources/ are generated from this file and made STRICT by hand (docs/adr/0004).

import type { AccountKind } from "../../src-preload/contract/accounts.ts";
import type { ConflictPolicy, SyncWindow } from "../../src-preload/contract/calendars.ts";
import type { Attendee, EventStatus } from "../../src-preload/contract/events.ts";
import type { FailureData } from "../../src-preload/contract/failure.ts";
import type { AccountId, CalendarId, EventId, FeedId } from "../../src-preload/contract/shapes.ts";
import type { ChangeMethod, RunCause } from "../../src-preload/contract/sync.ts";
import type { Busy } from "../domain/event.ts";
import type { StoredIntent } from "../domain/replay.ts";
import { index, integer, sql, sqliteTable, text, uniqueIndex } from "./orm.ts";

/** Who the user is at each provider. No secrets: those are in the vault. */
export const accounts = sqliteTable("accounts", {
  id: text().$type<AccountId>().primaryKey(),
  kind: text().$type<AccountKind>().notNull(),
  label: text().notNull(),
  address: text(),
  /** Every mail address the server knows the user by. */
  addresses: text({ mode: "json" }).$type<readonly string[]>().notNull().default([]),
  username: text(),
  url: text(),
  color: text().notNull(),
  caFile: text(),
  /** What the provider found, opaque: spares discovery. No secrets. */
  endpoints: text(),
  locale: text().$type<"fr" | "en">(),
  /** An organisation's own registration of the app, and its directory. */
  clientId: text(),
  tenant: text(),
  state: text().$type<"ready" | "sign-in">().notNull(),
  failure: text({ mode: "json" }).$type<FailureData>(),
  createdMs: integer().notNull(),
});

/** What a calendar looks like. Without an account it lives on this device only. */
export const calendars = sqliteTable(
  "calendars",
  {
    id: text().$type<CalendarId>().primaryKey(),
    accountId: text()
      .$type<AccountId>()
      .references(() => accounts.id, { onDelete: "cascade" }),
    name: text().notNull(),
    /** The server's colour, or ours where it has none. */
    color: text().notNull(),
    /** The user's choice on this device; wins over `color`. */
    customColor: text(),
    description: text(),
    kind: text().$type<"personal" | "group" | "mission">().notNull(),
    missionId: text(),
    visible: integer({ mode: "boolean" }).notNull(),
    readOnly: integer({ mode: "boolean" }).notNull(),
    position: integer().notNull(),
  },
  (t) => [index("calendars_account").on(t.accountId)],
);

/** How a calendar of an account is synced, and where it was left. */
export const calendarSyncs = sqliteTable("calendar_syncs", {
  calendarId: text()
    .$type<CalendarId>()
    .primaryKey()
    .references(() => calendars.id, { onDelete: "cascade" }),
  externalCalendarUrl: text().notNull(),
  syncEnabled: integer({ mode: "boolean" }).notNull(),
  frequencyMinutes: integer().$type<0 | 1 | 5 | 15 | 30 | 60>().notNull(),
  cursor: text(),
  cursorSinceMs: integer(),
  method: text().$type<ChangeMethod>(),
  /** Runs since the last complete comparison: tokens can lie (knowledge R23). */
  runsSinceFullCheck: integer().notNull(),
  lastSyncAt: integer(),
  lastFullCheckAt: integer(),
  lastError: text({ mode: "json" }).$type<FailureData>(),
  failures: integer().notNull(),
  nextAt: integer(),
  conflictPolicy: text().$type<ConflictPolicy>().notNull().default("ask"),
  /** Null: the whole calendar. */
  window: text({ mode: "json" }).$type<SyncWindow>(),
  /** The server mails attendees by itself. */
  schedules: integer({ mode: "boolean" }).notNull().default(false),
  server: text(),
  quirks: text({ mode: "json" }).$type<readonly string[]>().notNull().default([]),
});

/** One calendar object resource each (RFC 4791 §4.1): a single event, or a series with its overrides. */
export const events = sqliteTable(
  "events",
  {
    id: text().$type<EventId>().primaryKey(),
    calendarId: text()
      .$type<CalendarId>()
      .notNull()
      .references(() => calendars.id, { onDelete: "cascade" }),
    uid: text().notNull(),
    /** Identity within the calendar: decoded last path segment of the href. */
    externalEventId: text().notNull(),
    externalEventUrl: text(),
    etag: text(),
    scheduleTag: text(),
    /** The object as shown: the server's text with the pending edits applied. */
    text: text().notNull(),
    /** The server's text that `etag` names; null until the server has it. */
    baseText: text(),
    /** Set while a deletion waits to reach the server. */
    removedMs: integer(),
    lastSyncedAt: integer(),
    title: text().notNull(),
    start: text().notNull(),
    end: text().notNull(),
    zone: text().notNull(),
    allDay: integer({ mode: "boolean" }).notNull(),
    location: text(),
    description: text(),
    rrule: text(),
    recurring: integer({ mode: "boolean" }).notNull(),
    status: text().$type<EventStatus>().notNull(),
    organizer: text({ mode: "json" }).$type<Attendee>(),
    attendees: text({ mode: "json" }).$type<readonly Attendee[]>().notNull(),
    reminders: text({ mode: "json" }).$type<readonly { readonly minutesBefore: number }[]>().notNull(),
  },
  (t) => [
    uniqueIndex("events_key").on(t.calendarId, t.externalEventId),
    index("events_uid").on(t.uid),
    index("events_recurring").on(t.recurring),
    index("events_synced").on(t.calendarId, t.lastSyncedAt),
  ],
);

/** Each time at which an event takes place, within the horizon (occurrences.ts). Can be made anew from `events`. */
export const occurrences = sqliteTable(
  "occurrences",
  {
    id: integer().primaryKey(),
    eventId: text()
      .$type<EventId>()
      .notNull()
      .references(() => events.id, { onDelete: "cascade" }),
    calendarId: text().$type<CalendarId>().notNull(),
    recurrenceId: text(),
    title: text().notNull(),
    start: text().notNull(),
    end: text().notNull(),
    zone: text().notNull(),
    startMs: integer().notNull(),
    endMs: integer().notNull(),
    allDay: integer({ mode: "boolean" }).notNull(),
    location: text(),
    status: text().$type<EventStatus>().notNull(),
    /** The user's own answer, when invited. */
    answer: text().$type<NonNullable<Attendee["answer"]>>(),
    recurring: integer({ mode: "boolean" }).notNull(),
    /** `#RRGGBB` of the event's own colour (RFC 7986 §5.9); null: the calendar's. */
    color: text(),
    /** Null: public. */
    privacy: text().$type<"private" | "confidential">(),
    /** Web page on which the online meeting is joined. */
    conferenceUrl: text(),
    /** What the time is to those who look for a free one. */
    busy: text().$type<Busy>().notNull().default("busy"),
    /** Class of length (occurrences.ts SPANS): how far before a window its start has to be looked for. */
    span: integer().notNull(),
  },
  (t) => [
    index("occurrences_time").on(t.span, t.startMs, t.endMs),
    index("occurrences_event").on(t.eventId),
    index("occurrences_answer").on(t.answer).where(sql`${t.answer} IS NOT NULL`),
  ],
);

/** Local changes of events that their server does not have yet. */
export const outbox = sqliteTable(
  "outbox",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    eventId: text()
      .$type<EventId>()
      .notNull()
      .references(() => events.id, { onDelete: "cascade" }),
    calendarId: text().$type<CalendarId>().notNull(),
    kind: text().$type<"create" | "update" | "remove">().notNull(),
    /** What the user wanted, to replay on a newer version; null for create and remove. */
    intent: text({ mode: "json" }).$type<StoredIntent>(),
    /** Not before this other event has reached its server: the second half of a move (knowledge R54). */
    afterEventId: text().$type<EventId>(),
    /** With `create`: the buried event that this one is, moved from another calendar of the account: MOVE is tried first. */
    movedFromId: text().$type<EventId>(),
    /** With `remove`: nobody is told (R93). */
    silent: integer({ mode: "boolean" }).notNull().default(false),
    createdMs: integer().notNull(),
    attempts: integer().notNull(),
    /** Epoch ms; null = set aside until the event changes again. */
    nextTryMs: integer(),
    failure: text({ mode: "json" }).$type<FailureData>(),
  },
  (t) => [index("outbox_event").on(t.eventId), index("outbox_calendar").on(t.calendarId)],
);

/** Items of a server that could not be taken in. */
export const parkedItems = sqliteTable(
  "parked_items",
  {
    id: integer().primaryKey(),
    calendarId: text()
      .$type<CalendarId>()
      .notNull()
      .references(() => calendars.id, { onDelete: "cascade" }),
    externalEventId: text().notNull(),
    externalEventUrl: text().notNull(),
    etag: text(),
    /** Raw text when it came through; never written back. */
    text: text(),
    sinceMs: integer().notNull(),
    failure: text({ mode: "json" }).$type<FailureData>().notNull(),
  },
  (t) => [uniqueIndex("parked_key").on(t.calendarId, t.externalEventId)],
);

/** How each run of a calendar went. Kept 30 days. */
export const syncRuns = sqliteTable(
  "sync_runs",
  {
    id: integer().primaryKey(),
    calendarId: text()
      .$type<CalendarId>()
      .notNull()
      .references(() => calendars.id, { onDelete: "cascade" }),
    startedMs: integer().notNull(),
    durationMs: integer().notNull(),
    outcome: text().$type<"successful" | "failed" | "skipped">().notNull(),
    created: integer().notNull(),
    updated: integer().notNull(),
    deleted: integer().notNull(),
    pushed: integer().notNull(),
    failure: text({ mode: "json" }).$type<FailureData>(),
    cause: text().$type<RunCause>().notNull().default("schedule"),
    /** When it should have begun. */
    dueMs: integer().notNull().default(0),
  },
  (t) => [index("sync_runs_calendar").on(t.calendarId, t.startedMs)],
);

/** News that the user follows: RSS, Atom or JSON Feed. */
export const feeds = sqliteTable("feeds", {
  id: text().$type<FeedId>().primaryKey(),
  url: text().notNull().unique(),
  title: text().notNull(),
  /** The user's own name for it; wins over `title`. */
  customTitle: text(),
  siteUrl: text(),
  position: integer().notNull(),
  frequencyMinutes: integer().notNull(),
  /** Validators of the last answer (RFC 9110 §8.8), as the server spelt them. */
  etag: text(),
  lastModified: text(),
  lastSyncAt: integer(),
  lastError: text({ mode: "json" }).$type<FailureData>(),
  failures: integer().notNull().default(0),
  nextAt: integer(),
  createdMs: integer().notNull(),
});

/** What feeds brought. */
export const feedItems = sqliteTable(
  "feed_items",
  {
    id: integer().primaryKey(),
    feedId: text()
      .$type<FeedId>()
      .notNull()
      .references(() => feeds.id, { onDelete: "cascade" }),
    /** The feed's own identity of the item. */
    guid: text().notNull(),
    title: text().notNull(),
    url: text(),
    author: text(),
    /** Plain text. */
    summary: text().notNull(),
    publishedMs: integer().notNull(),
    read: integer({ mode: "boolean" }).notNull().default(false),
  },
  (t) => [uniqueIndex("feed_items_key").on(t.feedId, t.guid), index("feed_items_time").on(t.publishedMs)],
);

/** One row per key: the user's settings, and facts about this file such as the horizon of occurrences. */
export const facts = sqliteTable("facts", {
  key: text().primaryKey(),
  value: text({ mode: "json" }).$type<unknown>().notNull(),
});
