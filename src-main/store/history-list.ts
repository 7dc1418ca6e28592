// Versions that something replaced, as people see them: the history of an event, the trash, one version as an event.

import type { FieldDifference } from "../../src-preload/contract/conflicts.ts";
import type { Output, Parsed } from "../../src-preload/contract/contract.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { RecurrenceId } from "../../src-preload/contract/shapes.ts";
import { differences } from "../domain/difference.ts";
import { instanceFields } from "../domain/recurrence.ts";
import { readResource } from "../domain/resource.ts";
import type { Database } from "./database.ts";
import { detailOf } from "./event-detail.ts";
import { findEvent } from "./events.ts";
import { forgetAtMs, getHistory, type HistoryRow, INSERTED, versionAfter } from "./history.ts";
import { and, desc, eq, isNotNull, isNull, or, sql } from "./orm.ts";
import { events } from "./schema.ts";
import { history } from "./schema-past.ts";

type Filter = Parsed<"history.list">;
type Entry = Output<"history.list">["entries"][number];

/** Newest first. What came from a server and changed nothing that a person sees is left out. */
export function listHistory(db: Database, filter: Filter): Output<"history.list"> {
  const { eventId, limit, removed = false } = filter;
  if (removed) return { entries: trash(db, filter).map((row) => entryOf(row)) };
  const entries: Entry[] = [];
  for (const row of rowsOf(db, filter)) {
    if (entries.length === limit) break;
    const fields = differencesOf(db, row);
    const isSilent = row.cause === "changed-on-server" && fields.every(({ name }) => name === "other");
    if (!isSilent) entries.push(entryOf(row, eventId === undefined ? undefined : fields));
  }
  return { entries };
}

/** A version as an event of its time, with what the next one has otherwise. @throws Failure missing */
export function historyVersion(db: Database, id: string): Output<"history.get"> {
  const version = getHistory(db, id);
  const { eventId, calendarId, uid, recurrenceId } = version;
  const row = findEvent(db, eventId);
  const resource = readResource(version.text);
  const event = detailOf(
    db,
    { ...(row ?? NEVER_THERE), id: eventId, calendarId, uid },
    resource,
    recurrenceId ?? undefined,
  );
  return { event, fields: differencesOf(db, version) };
}

const NEVER_THERE = { baseText: null, externalEventId: "", externalEventUrl: null, lastSyncedAt: null };

/** In slices: how many of them are shown is known only when they are compared. */
function* rowsOf(db: Database, { eventId, calendarId, limit }: Filter): Iterable<HistoryRow> {
  for (let offset = 0; ; offset += limit) {
    const rows = db.orm
      .select()
      .from(history)
      .where(and(eventId && eq(history.eventId, eventId), calendarId && eq(history.calendarId, calendarId)))
      .orderBy(desc(history.atMs), desc(INSERTED))
      .limit(limit)
      .offset(offset)
      .all();
    yield* rows;
    if (rows.length < limit) return;
  }
}

/** The last version of each event that is gone, and each single occurrence that was taken out of a series still there. */
function trash(db: Database, { eventId, calendarId, limit }: Filter): HistoryRow[] {
  const later = sql`EXISTS (SELECT 1 FROM ${history} AS later WHERE later.event_id = ${history.eventId}
    AND (later.at_ms > ${history.atMs} OR (later.at_ms = ${history.atMs} AND later.rowid > ${INSERTED})))`;
  const isGone = sql`${history.cause} IN ('removed', 'removed-on-server') AND NOT ${later}
    AND NOT EXISTS (SELECT 1 FROM ${events} WHERE ${events.id} = ${history.eventId} AND ${events.removedMs} IS NULL)`;
  const rows = db.orm
    .select({ history, text: events.text })
    .from(history)
    .leftJoin(events, and(eq(events.id, history.eventId), isNull(events.removedMs)))
    .where(
      and(
        eventId && eq(history.eventId, eventId),
        calendarId && eq(history.calendarId, calendarId),
        or(isGone, and(isNotNull(history.recurrenceId), isNotNull(events.id))),
      ),
    )
    .orderBy(desc(history.atMs), desc(INSERTED))
    .limit(limit)
    .all();
  const entries = rows
    .filter(({ history: { recurrenceId }, text }) => isOut(text, recurrenceId))
    .map((row) => row.history);
  // Taken out, brought back and taken out again it is still one thing.
  return [
    ...new Map(entries.toReversed().map((one) => [`${one.eventId} ${one.recurrenceId}`, one])).values(),
  ].reverse();
}

/** Is the instance still missing from its series? */
function isOut(text: string | null, recurrenceId: RecurrenceId | null): boolean {
  return text === null || recurrenceId === null || instanceFields(readResource(text), recurrenceId) === undefined;
}

function entryOf(row: HistoryRow, fields?: readonly FieldDifference[]): Entry {
  const { id, eventId, calendarId, title, start, atMs, cause, recurrenceId } = row;
  return {
    ...{ id, eventId, calendarId, title, start, atMs, cause, forgetAtMs: forgetAtMs(row) },
    ...(recurrenceId !== null && { recurrenceId }),
    ...(fields && { fields: [...fields] }),
  };
}

function differencesOf(db: Database, version: HistoryRow): FieldDifference[] {
  try {
    return differences(version.text, versionAfter(db, version));
  } catch (error) {
    // A version that cannot be compared can still be looked at and brought back.
    if (error instanceof Failure) return [];
    throw error;
  }
}
