// What fell due: noted once, told once, kept until somebody dealt with it.

import type { Failure, FailureData } from "../../src-preload/contract/failure.ts";
import type { FolderRole } from "../../src-preload/contract/mail.ts";
import type { Notice } from "../../src-preload/contract/notices.ts";
import type { AccountId, EventId, MessageId } from "../../src-preload/contract/shapes.ts";
import type { DueAlarm } from "./alarms.ts";
import type { Database } from "./database.ts";
import { findFolder } from "./mail/folders.ts";
import { messageLines } from "./mail/message.ts";
import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lt, lte, ne, notInArray, or, sql } from "./orm.ts";
import { accounts, calendarSyncs, calendars, events, occurrences } from "./schema.ts";
import { mailAccounts, messages } from "./schema-mail.ts";
import { sendQueue } from "./schema-mail-write.ts";
import { notices } from "./schema-notices.ts";

type Row = typeof notices.$inferSelect;
type NewRow = typeof notices.$inferInsert;
type Trouble = Extract<Notice, { kind: "trouble" }>;

const DAY_MS = 86_400_000;
const KEPT_MS = 30 * DAY_MS;
/** What was told longer ago is no news. */
const LISTED_MS = 7 * DAY_MS;
/** A message that lies nowhere else was dealt with, here or on another device. */
const DONE_WITH: readonly (FolderRole | undefined)[] = ["archive", "all", "junk", "trash"];
const HELD_BACK: readonly Failure["reason"][] = ["mass-deletion", "mass-removal"];

/** Notes alarms that went off. The same meeting in two calendars is told once. @returns true when one was new */
export function noteAlarms(db: Database, due: readonly DueAlarm[]): boolean {
  return note(
    db,
    due.map(({ uid, eventId, recurrenceId, startMs, atMs }) => ({
      id: `reminder ${uid} ${startMs} ${Math.round((startMs - atMs) / 60_000)}`,
      kind: "reminder",
      subjectId: eventId,
      recurrenceId,
      startMs,
      atMs,
    })),
  );
}

/** Notes messages that have just come, or came back from a snooze: those are told once more. */
export function noteMail(db: Database, messageIds: readonly MessageId[], nowMs: number): void {
  for (const subjectId of messageIds) {
    db.orm
      .insert(notices)
      .values({ id: `mail ${subjectId}`, kind: "mail", subjectId, atMs: nowMs })
      .onConflictDoUpdate({ target: notices.id, set: { atMs: nowMs, toldMs: null, dismissedMs: null } })
      .run();
  }
  if (messageIds.length > 0) db.touch("notices");
}

/** Notes what has come to need the person, and forgets what no longer does: when it comes back it is told again.
 *  @returns true when one was new */
export function noteTroubles(db: Database, nowMs: number): boolean {
  const now = troubles(db);
  const ids = now.map(({ id }) => id);
  db.orm
    .delete(notices)
    .where(and(eq(notices.kind, "trouble"), notInArray(notices.id, ids)))
    .run();
  return note(
    db,
    ids.map((id) => ({ id, kind: "trouble", subjectId: id, atMs: nowMs })),
  );
}

function note(db: Database, rows: readonly NewRow[]): boolean {
  let changed = 0;
  for (const row of rows) changed += db.orm.insert(notices).values(row).onConflictDoNothing().run().changes;
  return changed > 0;
}

/** Takes what is to be told now, oldest first, and marks it told. What lost its reason meanwhile is never told. */
export function takeNotices(db: Database, nowMs: number): Notice[] {
  const open = and(isNull(notices.toldMs), isNull(notices.dismissedMs), lte(notices.atMs, nowMs));
  const rows = db.orm.select().from(notices).where(open).orderBy(asc(notices.atMs), asc(notices.id)).all();
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  db.orm.update(notices).set({ toldMs: nowMs }).where(inArray(notices.id, ids)).run();
  db.touch("notices");
  return withFacts(db, rows, nowMs);
}

/** When the latest of those that wait to be told fell due; -Infinity: none waits. */
export function latestUntoldMs(db: Database, nowMs: number): number {
  const open = and(isNull(notices.toldMs), isNull(notices.dismissedMs), lte(notices.atMs, nowMs));
  const row = db.orm
    .select({ atMs: notices.atMs })
    .from(notices)
    .where(open)
    .orderBy(desc(notices.atMs))
    .limit(1)
    .get();
  return row?.atMs ?? Number.NEGATIVE_INFINITY;
}

/** What was told and nobody has dealt with, newest first. */
export function listNotices(db: Database, nowMs: number): Notice[] {
  const told = and(isNotNull(notices.toldMs), isNull(notices.dismissedMs), gt(notices.atMs, nowMs - LISTED_MS));
  const rows = db.orm.select().from(notices).where(told).orderBy(asc(notices.atMs), asc(notices.id)).all();
  return withFacts(db, rows, nowMs).reverse();
}

/** Nobody needs to see these again. */
export function dismissNotices(db: Database, ids: readonly string[], nowMs: number): void {
  db.orm
    .update(notices)
    .set({ dismissedMs: nowMs })
    .where(inArray(notices.id, [...ids]))
    .run();
  db.touch("notices");
}

/** Dismissed or put off, they are on the list again, and not told once more. */
export function restoreNotices(db: Database, ids: readonly string[], nowMs: number): void {
  const back = {
    dismissedMs: null,
    toldMs: sql`coalesce(${notices.toldMs}, ${nowMs})`,
    atMs: sql`min(${notices.atMs}, ${nowMs})`,
  };
  db.orm
    .update(notices)
    .set(back)
    .where(inArray(notices.id, [...ids]))
    .run();
  db.touch("notices");
}

/** Puts one off: it is told again at `untilMs`. @returns false when there is no such notice */
export function snoozeNotice(db: Database, id: string, untilMs: number): boolean {
  const set = { atMs: untilMs, toldMs: null, dismissedMs: null };
  const { changes } = db.orm.update(notices).set(set).where(eq(notices.id, id)).run();
  db.touch("notices");
  return changes > 0;
}

/** When the next one that was put off comes back; Infinity: none does. */
export function nextNoticeMs(db: Database, nowMs: number): number {
  const waiting = and(isNull(notices.toldMs), isNull(notices.dismissedMs), gt(notices.atMs, nowMs));
  const row = db.orm.select({ atMs: notices.atMs }).from(notices).where(waiting).orderBy(asc(notices.atMs)).get();
  return row?.atMs ?? Number.POSITIVE_INFINITY;
}

/** Forgets what is older than 30 days; an alarm that old is not looked for any more. */
export function forgetOldNotices(db: Database, nowMs: number): void {
  db.orm
    .delete(notices)
    .where(and(lt(notices.atMs, nowMs - KEPT_MS), ne(notices.kind, "trouble")))
    .run();
}

/** Forgets what is about events and messages that are here no more: their account or calendar went. */
export function forgetLostNotices(db: Database): void {
  const isLost = or(
    and(eq(notices.kind, "reminder"), sql`${notices.subjectId} NOT IN (SELECT ${events.id} FROM ${events})`),
    and(
      eq(notices.kind, "mail"),
      sql`CAST(${notices.subjectId} AS INTEGER) NOT IN (SELECT ${messages.id} FROM ${messages})`,
    ),
  );
  db.orm.delete(notices).where(isLost).run();
}

/** What the notices are about, as it is now. Left out: events that moved, went, were declined or are over for a day, mail that
 *  was read or put away, troubles that ended. */
function withFacts(db: Database, rows: readonly Row[], nowMs: number): Notice[] {
  const messageIds = rows.flatMap(({ kind, subjectId }) => (kind === "mail" ? [subjectId as MessageId] : []));
  const lines = new Map(messageLines(db, messageIds).map((line) => [line.id as string, line]));
  const open = new Map(rows.some(({ kind }) => kind === "trouble") ? troubles(db).map((one) => [one.id, one]) : []);
  return rows.flatMap((row): Notice[] => {
    const { id, atMs } = row;
    if (row.kind === "reminder") return reminderOf(db, row, nowMs);
    if (row.kind === "trouble") {
      const trouble = open.get(id);
      return trouble ? [{ ...trouble, atMs }] : [];
    }
    const line = lines.get(row.subjectId);
    if (!line || line.flags.seen || DONE_WITH.includes(findFolder(db, line.folderId)?.role)) return [];
    const { accountId, folderId, from, subject, snippet } = line;
    const message = { accountId, folderId, messageId: line.id, ...(from && { from }), subject, snippet };
    return [{ id, kind: "mail", atMs, ...message }];
  });
}

function reminderOf(db: Database, { id, atMs, subjectId, recurrenceId, startMs }: Row, nowMs: number): Notice[] {
  const found = db.orm
    .select()
    .from(occurrences)
    .where(
      and(
        eq(occurrences.eventId, subjectId as EventId),
        eq(occurrences.startMs, startMs ?? 0),
        sql`${occurrences.recurrenceId} IS ${recurrenceId}`,
        ne(occurrences.status, "cancelled"),
        sql`${occurrences.answer} IS NOT 'declined'`,
        gt(occurrences.endMs, nowMs - DAY_MS),
      ),
    )
    .get();
  if (!found) return [];
  const { eventId, calendarId, title, start, end, zone, endMs, allDay, location, conferenceUrl } = found;
  return [
    {
      ...{ id, kind: "reminder", atMs, eventId, calendarId, title, start, end, zone, endMs, allDay },
      startMs: found.startMs,
      ...(recurrenceId !== null && { recurrenceId }),
      ...(location !== null && { location }),
      ...(conferenceUrl !== null && { conferenceUrl }),
    },
  ];
}

/** What does not go on without the person, now. `atMs` is filled in from the row. */
function troubles(db: Database): Trouble[] {
  const trouble = (what: Trouble["what"], key: string, subject: string, accountId?: AccountId | null): Trouble => ({
    ...{ id: `trouble ${what} ${key}`, kind: "trouble", what, subject, atMs: 0 },
    ...(accountId && { accountId }),
  });
  const signedOut = db.orm
    .select({ id: accounts.id, label: accounts.label })
    .from(accounts)
    .leftJoin(mailAccounts, eq(mailAccounts.accountId, accounts.id))
    .where(or(eq(accounts.state, "sign-in"), eq(mailAccounts.state, "sign-in")))
    .all();
  const unsent = db.orm
    .select({ id: sendQueue.id, subject: sendQueue.subject, accountId: sendQueue.accountId })
    .from(sendQueue)
    .where(inArray(sendQueue.state, ["uncertain", "failed"]))
    .all();
  const stopped = db.orm
    .select({
      id: calendars.id,
      name: calendars.name,
      accountId: calendars.accountId,
      failure: calendarSyncs.lastError,
    })
    .from(calendarSyncs)
    .innerJoin(calendars, eq(calendars.id, calendarSyncs.calendarId))
    .where(isNotNull(calendarSyncs.lastError))
    .all();
  return [
    ...signedOut.map(({ id, label }) => trouble("sign-in", id, label, id)),
    ...unsent.map(({ id, subject, accountId }) => trouble("unsent", id, subject, accountId)),
    ...stopped
      .filter(({ failure }) => failure && isHeldBack(failure))
      .map(({ id, name, accountId }) => trouble("held-back", id, name, accountId)),
  ];
}

const isHeldBack = ({ reason }: FailureData) => HELD_BACK.includes(reason);
