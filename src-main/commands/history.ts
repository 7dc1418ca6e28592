// Brings an earlier version back. Nobody is invited by it (design §6.7).
import type { Output } from "../../src-preload/contract/contract.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { CalendarId } from "../../src-preload/contract/shapes.ts";
import { differences } from "../domain/difference.ts";
import { mergeVersions } from "../domain/merge.ts";
import { asRevision } from "../domain/revision.ts";
import { getCalendar, listCalendars } from "../store/calendars.ts";
import type { Database } from "../store/database.ts";
import { eventDetail } from "../store/event-detail.ts";
import { type EventRow, findEvent } from "../store/events.ts";
import { getHistory, type HistoryRow, versionAfter } from "../store/history.ts";
import { bringBack, type Command, type CommandDeps, changeEvent, makeEvent, perform } from "./command.ts";
import { refuseReadOnly } from "./filing.ts";
import { isForeign, muted } from "./invitations.ts";
import { refuseLoud } from "./limits.ts";
import { instanceOf } from "./period.ts";

/** Puts a version back: over the event as it is now, or as an event again when it was deleted.
 *  @throws Failure missing; read-only when no calendar can take it; not-organizer for what another organiser changed */
export function restoreVersion(deps: CommandDeps, id: string): Output<"history.restore"> {
  return perform(deps, (command) => {
    const version = getHistory(command.db, id);
    const row = findEvent(command.db, version.eventId);
    const restored = row ? putBack(command, row, wanted(command, row, version)) : makeAgain(command, version);
    return { event: eventDetail(command.db, restored.id, version.recurrenceId ?? undefined) };
  });
}

/** Of a single occurrence that was taken out nothing else comes back: what was changed since stays. */
function wanted({ db }: Command, row: EventRow, version: HistoryRow): HistoryRow {
  const after = version.recurrenceId === null ? undefined : versionAfter(db, version);
  if (after === undefined || row.removedMs !== null) return version;
  const versions = { base: after, mine: version.text, theirs: row.text };
  return { ...version, text: mergeVersions(versions, { prefer: "theirs" }).text };
}

function putBack(command: Command, row: EventRow, version: HistoryRow): EventRow {
  const { db, nowMs } = command;
  refuseReadOnly(db, row.calendarId);
  if (row.text === version.text) return row.removedMs === null ? row : bringBack(command, row);
  const foreign = isForeign(db, row.calendarId, instanceOf(row.text, undefined));
  if (foreign) refuseForeignParts(row, version);
  const text = muted(db, row.calendarId, asRevision(version.text, row.text, nowMs, foreign));
  if (row.removedMs !== null) return bringBack(command, row, text);
  refuseLoud(command, row.calendarId, row.text);
  return changeEvent(command, row, text, { kind: "restore", text });
}

/** What of an invitation the user may bring back alone (R90). */
const OWN_FIELDS: ReadonlySet<string> = new Set(["answer", "reminders", "transparency", "categories", "color"]);

function refuseForeignParts(row: EventRow, version: HistoryRow): void {
  if (!differences(row.text, version.text).every((field) => OWN_FIELDS.has(field.name)))
    throw new Failure("not-organizer");
}

function makeAgain(command: Command, version: HistoryRow): EventRow {
  const calendarId = homeFor(command.db, version.calendarId);
  return makeEvent(command, {
    id: version.eventId,
    calendarId,
    text: muted(command.db, calendarId, version.text),
  });
}

/** Its own calendar, or, when that can only be read by now, another of the account, else any that is listed. */
function homeFor(db: Database, calendarId: CalendarId): CalendarId {
  const own = getCalendar(db, calendarId);
  if (!own.readOnly) return calendarId;
  const writable = listCalendars(db).filter((calendar) => !calendar.readOnly);
  const found = writable.find((calendar) => calendar.accountId === (own.accountId ?? undefined)) ?? writable[0];
  if (!found) throw new Failure("read-only");
  return found.id;
}
