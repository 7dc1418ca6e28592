// What the agenda shows: occurrences materialised over a rolling horizon and read by time.

import type { CalendarId } from "../../src-preload/contract/shapes.ts";
import type { EventResource, ExpandedOccurrence } from "../domain/event.ts";
import { wallMs } from "../domain/moments.ts";
import { expandOccurrences, isRecurring } from "../domain/recurrence.ts";
import { readResource } from "../domain/resource.ts";
import { ownAnswer } from "../domain/scheduling.ts";
import { replaceAlarms } from "./alarms.ts";
import type { Database } from "./database.ts";
import { readFact, writeFact } from "./facts.ts";
import { and, eq, inArray, isNull, like, sql } from "./orm.ts";
import { perDatabase } from "./prepared.ts";
import { accounts, calendars, events, occurrences } from "./schema.ts";

const DAY_MS = 86_400_000;
/** Longest occurrence of each class. Most last hours and are searched for in a window one day wider than asked; the few
 *  that last for weeks do not widen the search for all. */
export const SPANS = [DAY_MS, 8 * DAY_MS, Number.POSITIVE_INFINITY] as const;
const BEHIND_MS = 366 * DAY_MS;
const AHEAD_MS = 2 * 366 * DAY_MS;
/** Alarms that went off earlier are told to nobody. */
const ALARMS_BEHIND_MS = 14 * DAY_MS;
/** The horizon moves on when less than this is left of it. */
const MARGIN_MS = 366 * DAY_MS;

/** From `fromMs` on, up to and without `toMs`. */
export interface Window {
  readonly fromMs: number;
  readonly toMs: number;
}

type NewOccurrence = typeof occurrences.$inferInsert;
type EventKey = Pick<typeof events.$inferSelect, "id" | "calendarId">;

const statements = perDatabase((db) => ({
  clear: db.orm
    .delete(occurrences)
    .where(eq(occurrences.eventId, sql.placeholder("eventId")))
    .prepare(),
  insert: db.orm
    .insert(occurrences)
    .values({
      eventId: sql.placeholder("eventId"),
      calendarId: sql.placeholder("calendarId"),
      recurrenceId: sql.placeholder("recurrenceId"),
      title: sql.placeholder("title"),
      start: sql.placeholder("start"),
      end: sql.placeholder("end"),
      zone: sql.placeholder("zone"),
      startMs: sql.placeholder("startMs"),
      endMs: sql.placeholder("endMs"),
      allDay: sql.placeholder("allDay"),
      location: sql.placeholder("location"),
      status: sql.placeholder("status"),
      answer: sql.placeholder("answer"),
      recurring: sql.placeholder("recurring"),
      color: sql.placeholder("color"),
      privacy: sql.placeholder("privacy"),
      conferenceUrl: sql.placeholder("conferenceUrl"),
      busy: sql.placeholder("busy"),
      span: sql.placeholder("span"),
    })
    .prepare(),
  account: db.orm
    .select({ addresses: accounts.addresses, address: accounts.address, username: accounts.username })
    .from(calendars)
    .innerJoin(accounts, eq(accounts.id, calendars.accountId))
    .where(eq(calendars.id, sql.placeholder("calendarId")))
    .prepare(),
}));

/** Replaces the stored occurrences of an event, and its alarms, by those of `resource` within the horizon. */
export function materialise(db: Database, key: EventKey, resource: EventResource): void {
  const { clear, insert } = statements(db);
  const horizon = horizonOf(db);
  const found = occurrencesToStore(resource, horizon, displayZoneOf(db));
  clear.run({ eventId: key.id });
  for (const row of toRows(db, key, resource, found)) insert.run({ ...row });
  replaceAlarms(db, key.id, found, horizon.fromMs + BEHIND_MS - ALARMS_BEHIND_MS);
  db.touch("occurrences");
}

/** A series of which nothing lies within the horizon is kept by some of its first occurrences: a search must find it. */
function occurrencesToStore(resource: EventResource, horizon: Window, zone: string): ExpandedOccurrence[] {
  const found = occurrencesWithin(resource, horizon, zone);
  const { series } = resource;
  if (found.length > 0 || !series) return found;
  const first = wallMs(series.start);
  return occurrencesWithin(resource, { fromMs: first - 2 * DAY_MS, toMs: first + 62 * DAY_MS }, zone).slice(0, 1);
}

/** Removes the stored occurrences of an event, and its alarms. */
export function clearOccurrences(db: Database, key: EventKey): void {
  statements(db).clear.run({ eventId: key.id });
  replaceAlarms(db, key.id, [], 0);
  db.touch("occurrences");
}

/** An event's rows within a window; a single event has its one row wherever it lies. */
export function rowsOf(
  db: Database,
  key: EventKey,
  resource: EventResource,
  window: Window,
  zone: string,
): NewOccurrence[] {
  return toRows(db, key, resource, occurrencesWithin(resource, window, zone));
}

function occurrencesWithin(resource: EventResource, window: Window, zone: string): ExpandedOccurrence[] {
  const everywhere = { fromMs: Number.MIN_SAFE_INTEGER, toMs: Number.MAX_SAFE_INTEGER };
  return expandOccurrences(resource, isRecurring(resource) ? window : everywhere, zone);
}

function toRows(
  db: Database,
  key: EventKey,
  resource: EventResource,
  found: readonly ExpandedOccurrence[],
): NewOccurrence[] {
  const recurring = isRecurring(resource);
  const invited = [resource.master, ...resource.overrides].some((fields) => fields && fields.attendees.length > 0);
  const addresses = invited ? ownAddresses(db, key.calendarId) : [];
  return found.map((o) => ({
    eventId: key.id,
    calendarId: key.calendarId,
    recurrenceId: o.recurrenceId ?? null,
    title: o.title,
    start: o.start,
    end: o.end,
    zone: o.zone,
    startMs: o.startMs,
    endMs: o.endMs,
    allDay: o.allDay,
    location: o.location ?? null,
    status: o.status,
    answer: ownAnswer(o, addresses) ?? null,
    recurring,
    color: o.color ?? null,
    privacy: o.privacy === "public" ? null : o.privacy,
    conferenceUrl: o.conferenceUrl ?? null,
    busy: o.busy,
    span: SPANS.findIndex((longestMs) => o.endMs - o.startMs <= longestMs),
  }));
}

/** The user's own addresses in a calendar; none on this device. */
function ownAddresses(db: Database, calendarId: CalendarId): readonly string[] {
  const account = statements(db).account.get({ calendarId });
  return account ? addressesOf(account) : [];
}

/** The mail addresses an account is known by: the server's list, else the one used to sign in. */
export function addressesOf(
  account: Pick<typeof accounts.$inferSelect, "addresses" | "address" | "username">,
): readonly string[] {
  if (account.addresses.length > 0) return account.addresses;
  return [account.address, account.username].filter((one) => one?.includes("@")).slice(0, 1) as string[];
}

/** Works the user's own answers out again: the addresses of these calendars' account are others now. */
export function placeAnew(db: Database, calendarIds: readonly CalendarId[]): void {
  const stale = db.orm
    .select({ id: events.id, calendarId: events.calendarId, text: events.text })
    .from(events)
    .where(
      and(
        inArray(events.calendarId, [...calendarIds]),
        isNull(events.removedMs),
        // One instance alone may have attendees: the columns only show the series.
        like(events.text, "%ATTENDEE%"),
      ),
    )
    .all();
  for (const row of stale) materialise(db, row, readResource(row.text));
}

/** The window that recurring events are expanded over. */
export function horizonOf(db: Database): Window {
  return readFact(db, "horizon") ?? { fromMs: 0, toMs: 0 };
}

/** The zone all-day and floating occurrences are placed in. */
export function displayZoneOf(db: Database): string {
  return readFact(db, "displayZone") ?? "UTC";
}

/** Moves the horizon along with time and follows a change of the user's zone. Run at start and once a day. */
export function keepHorizon(db: Database, nowMs: number, zone: string): void {
  const horizon = horizonOf(db);
  const zoneChanged = displayZoneOf(db) !== zone;
  const short = horizon.toMs < nowMs + MARGIN_MS || horizon.fromMs > nowMs - BEHIND_MS / 2;
  if (!zoneChanged && !short) return;
  db.write(() => {
    if (short) writeFact(db, "horizon", { fromMs: nowMs - BEHIND_MS, toMs: nowMs + AHEAD_MS });
    writeFact(db, "displayZone", zone);
    const floating = sql`(${events.recurring} = 1 OR ${events.zone} = 'floating')`;
    const stale = db.orm
      .select({ id: events.id, calendarId: events.calendarId, text: events.text })
      .from(events)
      .where(sql`${events.removedMs} IS NULL AND ${zoneChanged ? floating : sql`${events.recurring} = 1`}`)
      .all();
    for (const row of stale) materialise(db, row, readResource(row.text));
    // The view reads the zone with the host's facts, and asks for them again when the settings are others.
    if (zoneChanged) db.touch("settings");
  });
}
