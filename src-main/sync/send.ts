// One event on its way to the server: a creation, a change, a move, a removal. What came of it goes into the store at once.
import type { EventId } from "../../src-preload/contract/shapes.ts";
import { sameMeaning } from "../domain/edit.ts";
import type { CalendarConnection, ItemVersion, PutOutcome, RemoteItem } from "../providers/provider.ts";
import { getCalendar, getCalendarSync, type SyncedCalendar } from "../store/calendars.ts";
import { conflictOf } from "../store/conflicts.ts";
import type { Database } from "../store/database.ts";
import { deleteEvent, type EventRow, findByKey, findEvent, updateVersion } from "../store/events.ts";
import type { OutboxRow } from "../store/outbox.ts";
import { applyItem } from "./apply.ts";
import type { SyncDeps } from "./deps.ts";
import { type Intake, uidOf, versionOf } from "./intake.ts";
import { meetEdit } from "./reconcile.ts";
import {
  applyCreateConflict,
  applyGone,
  applyMoveConflict,
  applyMoved,
  applyNotMoved,
  applyStored,
  makeAgain,
} from "./written.ts";

/** A calendar and the way to its server, for one run. */
export interface Route {
  readonly target: SyncedCalendar;
  readonly connection: CalendarConnection;
  readonly intake: Intake;
}

/** `sent`: the server has it · `again`: look at what is left to send · `gone`: it is not where it was; the pull tells
 *  whether it only has another name now · `later`: something else has to be sent first. */
export type Sent = "sent" | "again" | "gone" | "later";

/** Sends the row as it is now, for all its entries at once; a conflict is stored. @throws Failure; then nothing was stored */
export async function send(
  { db, clock }: SyncDeps,
  { target, connection, intake }: Route,
  row: EventRow,
  entries: readonly OutboxRow[],
  signal: AbortSignal,
): Promise<Sent> {
  const url = target.sync.externalCalendarUrl;
  const version = sentVersion(row);
  const attendeeEdit = isAttendeeEdit(entries);
  const outcome: PutOutcome = version
    ? await connection.update(url, version, row.text, signal, { attendeeEdit })
    : await connection.create(url, row.externalEventId, row.text, signal);
  return db.write(() => {
    const nowMs = clock.nowMs();
    switch (outcome.kind) {
      case "stored":
        // The very same, brought here by others under a name of its own: the two become one.
        if (isOthers(db, row, outcome.item)) return meetOther(db, row, outcome.item, intake, nowMs);
        applyStored(db, row.id, outcome.item, { text: row.text, lastId: entries.at(-1)?.id ?? 0 }, nowMs);
        return "sent";
      case "conflict":
        return meetOther(db, row, outcome.theirs, intake, nowMs);
      case "gone":
        intake.traffic.left.set(row.uid, row.id);
        applyGone(db, row.id, intake.policy, nowMs);
        return "gone";
    }
  });
}

/** What stands on the server is not what the write was to replace. */
function meetOther(db: Database, row: EventRow, theirs: RemoteItem, intake: Intake, nowMs: number): "again" | "later" {
  const now = findEvent(db, row.id);
  if (row.baseText === null) return now ? applyCreateConflict(db, now, theirs, intake.policy, nowMs) : "again";
  // Deleted here while the request was on its way: the table for that decides.
  if (now && now.removedMs === null)
    meetEdit(db, now, { text: theirs.text, version: versionOf(theirs, nowMs) }, intake.policy, nowMs, {
      inParts: intake.inParts,
    });
  else applyItem(db, intake, theirs, nowMs);
  return "again";
}

/** Is the item another event here than the row? */
function isOthers(db: Database, row: EventRow, item: RemoteItem): boolean {
  const other = findByKey(db, row.calendarId, item.key);
  return other !== undefined && other.id !== row.id;
}

/** Only the user's own part of an invitation changed (R90, R92). */
function isAttendeeEdit(entries: readonly OutboxRow[]): boolean {
  return entries.every(({ kind, intent }) => {
    if (kind !== "update" || intent === null) return false;
    return intent.kind === "answer" || ("asAttendee" in intent && intent.asAttendee === true);
  });
}

/** Moves the object on its server, where that can be done (R54); where not, `again`: it is made here instead. */
export async function sendMove(
  { db, clock }: SyncDeps,
  { target, connection, intake }: Route,
  row: EventRow,
  movedFromId: EventId,
  lastId: number,
  signal: AbortSignal,
): Promise<Sent> {
  const from = findEvent(db, movedFromId);
  const version = from && sentVersion(from);
  const there = from && getCalendarSync(db, from.calendarId);
  const sameAccount = from && getCalendar(db, from.calendarId).accountId === target.calendar.accountId;
  if (!from || !version || !there || !sameAccount || from.removedMs === null) {
    db.write(() => applyNotMoved(db, row));
    return "again";
  }
  const { externalCalendarUrl: to } = target.sync;
  const outcome = await connection.move(there.externalCalendarUrl, version, to, row.externalEventId, signal);
  return db.write(() => {
    const nowMs = clock.nowMs();
    switch (outcome.kind) {
      case "moved":
        return applyMoved(db, row.id, from, outcome.item, lastId, nowMs) ? "sent" : "again";
      case "conflict":
        applyMoveConflict(db, findEvent(db, row.id) ?? row, from, outcome.theirs, intake.policy, nowMs);
        return "again";
      case "unsupported":
      case "gone":
        applyNotMoved(db, row);
        return "again";
    }
  });
}

/** `sent`: it is gone there and here, or lives again because someone changed it since. */
export async function sendRemoval(
  { db, clock }: SyncDeps,
  { target, connection, intake }: Route,
  row: EventRow,
  { sentBefore, silent }: { readonly sentBefore: boolean; readonly silent: boolean },
  signal: AbortSignal,
): Promise<Sent> {
  const url = target.sync.externalCalendarUrl;
  let version = sentVersion(row);
  if (!version && sentBefore) {
    // Its creation may have arrived unheard: repeating it tells where and as what.
    const made = await connection.create(url, row.externalEventId, row.text, signal);
    const ours = made.kind === "stored" ? made.item : made.kind === "conflict" ? made.theirs : undefined;
    // The same object brought here by others is an event of its own, and theirs.
    if (ours && !isOthers(db, row, ours) && uidOf(ours.text) === row.uid) {
      // Changed by others since it arrived: that is not ours to delete unasked.
      if (!sameMeaning(ours.text, row.text)) return db.write(() => contest(db, intake, row, ours, clock.nowMs()));
      version = { ...ours, baseText: ours.text };
    }
  }
  const outcome = version ? await connection.remove(url, version, signal, { silent }) : ({ kind: "removed" } as const);
  return db.write(() => {
    const now = findEvent(db, row.id);
    if (!now) return "sent";
    if (outcome.kind === "conflict") return contest(db, intake, row, outcome.theirs, clock.nowMs());
    // Brought back by its owner while the request was on its way: make it again.
    if (now.removedMs === null) makeAgain(db, now, clock.nowMs());
    else deleteEvent(db, row.id);
    return "sent";
  });
}

/** Deleted here, changed there: the table for that decides. By the calendar's policy the deletion may stand: it goes out
 *  again, for their version. */
function contest(db: Database, intake: Intake, row: EventRow, theirs: RemoteItem, nowMs: number): Sent {
  updateVersion(db, row.id, { externalEventId: theirs.key });
  applyItem(db, intake, theirs, nowMs);
  const after = findEvent(db, row.id);
  return !after || after.removedMs === null || conflictOf(db, row.id) !== undefined ? "sent" : "again";
}

/** The server's version that a row is based on; undefined when the server has none. */
function sentVersion(row: EventRow): ItemVersion | undefined {
  const { externalEventUrl: href, baseText, etag, scheduleTag } = row;
  if (href === null || baseText === null) return undefined;
  return { href, baseText, ...(etag !== null && { etag }), ...(scheduleTag !== null && { scheduleTag }) };
}
