// Finds the row an item belongs to when its name says nothing: once, never as a habit (design §6.1, knowledge R43, R52).

import type { ConflictPolicy } from "../../src-preload/contract/calendars.ts";
import { withUid } from "../domain/copies.ts";
import { readResource } from "../domain/resource.ts";
import type { RemoteItem } from "../providers/provider.ts";
import type { Database } from "../store/database.ts";
import { type EventRow, findEvent, listUnlinked, updateVersion } from "../store/events.ts";
import { newUid } from "../store/ids.ts";
import { changeInsteadOfCreate } from "../store/outbox.ts";
import { type Intake, uidOf, versionOf } from "./intake.ts";
import { meetEdit } from "./reconcile.ts";

/** The unlinked event made here that an item is: the same UID; while a calendar is compared for the first time also the
 *  same title and start. Never again afterwards: two alike may be meant. */
export function findTwin(db: Database, intake: Intake, item: RemoteItem, uid: string): EventRow | undefined {
  const { calendarId, first } = intake;
  const unlinked = intake.unlinked ?? listUnlinked(db, calendarId);
  if (unlinked.length === 0) return undefined;
  const master = first ? readResource(item.text).master : undefined;
  const alike = (row: EventRow) =>
    master && row.title === master.title && row.start === master.start && row.allDay === master.allDay;
  const twin = unlinked.find((row) => row.uid === uid) ?? unlinked.find(alike);
  // The list may be from before an earlier item of the page took it.
  const now = twin && findEvent(db, twin.id);
  return now?.baseText === null ? now : undefined;
}

/** Links an event made here to the server's item instead of making a second one there. What differs between the two
 *  follows the calendar's policy. @param base what both had in common; null when nothing is known of it */
export function adopt(
  db: Database,
  row: EventRow,
  item: RemoteItem,
  policy: ConflictPolicy,
  nowMs: number,
  base: string | null = null,
): void {
  const uid = uidOf(item.text);
  relink(db, row, item);
  changeInsteadOfCreate(db, row.id);
  const linked = { ...row, externalEventId: item.key };
  const text = uid === undefined || uid === row.uid ? row.text : withUid(row.text, uid);
  meetEdit(db, linked, { text: item.text, version: versionOf(item, nowMs) }, policy, nowMs, { base, text });
}

/** The row is this item from now on; its version is compared anew. */
export function relink(db: Database, row: EventRow, item: RemoteItem): void {
  updateVersion(db, row.id, { externalEventId: item.key, externalEventUrl: item.href, etag: null });
}

/** Has another object taken the name that our new one was to get? */
export function isStranger(row: EventRow, item: RemoteItem): boolean {
  return row.baseText === null && row.externalEventUrl === null && uidOf(item.text) !== row.uid;
}

/** Ours takes another name. */
export function giveWay(db: Database, row: EventRow): void {
  updateVersion(db, row.id, { externalEventId: `${newUid()}.ics` });
}
