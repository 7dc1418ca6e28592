// Changes of a mailbox: each bumps its revision, gives the whole family of a series a new change key, and leaves a
// tombstone where something went.

import type { PatternedRecurrence } from "@microsoft/microsoft-graph-types";
import {
  digest,
  type Fields,
  type Item,
  type Mailbox,
  newCalendarId,
  newChangeKey,
  newImmutableId,
  newRestId,
  type Override,
  occurrenceIdOf,
  type StoredCalendar,
} from "./model.ts";

export interface Making {
  readonly calendar: string;
  readonly fields: Fields;
  readonly recurrence?: PatternedRecurrence;
  readonly transactionId?: string | null;
  readonly extended?: ReadonlyMap<string, string>;
  readonly uid?: string;
  readonly immutableId?: string;
  readonly echoDelay?: number;
}

/** Adds an event. */
export function addItem(box: Mailbox, making: Making, nowMs: number): Item {
  const immutableId = making.immutableId ?? newImmutableId();
  const hex = Buffer.from(digest(immutableId, 40), "base64").toString("hex").toUpperCase();
  const revision = ++box.revision;
  const item: Item = {
    immutableId,
    restId: newRestId(),
    calendar: making.calendar,
    uid: making.uid ?? `040000008200E00074C5B7101A82E008${hex}`,
    transactionId: making.transactionId ?? null,
    createdMs: nowMs,
    modifiedMs: nowMs,
    changeKey: newChangeKey(),
    revision,
    contentRevision: revision,
    bornRevision: revision,
    fields: making.fields,
    ...(making.recurrence && { recurrence: making.recurrence }),
    exceptions: new Map(),
    cancelled: new Set(),
    extended: new Map(making.extended),
    attachments: [],
    echoDelay: making.echoDelay ?? 0,
  };
  box.items.set(item.immutableId, item);
  box.byRestId.set(item.restId, item);
  return item;
}

/** Marks an event as changed, its overrides too: any change of a series gives all of it new entity tags. */
export function touch(box: Mailbox, item: Item, nowMs: number): void {
  item.revision = ++box.revision;
  item.contentRevision = item.revision;
  item.modifiedMs = nowMs;
  item.changeKey = newChangeKey();
  for (const override of item.exceptions.values()) override.changeKey = newChangeKey();
}

/** Changes what one occurrence says. */
export function override(item: Item, date: string, fields: Partial<Fields>, nowMs: number): Override {
  const known = item.exceptions.get(date);
  const next = { fields: { ...known?.fields, ...fields }, changeKey: newChangeKey(), modifiedMs: nowMs };
  item.exceptions.set(date, next);
  return next;
}

/** Deletes an event from where it is. */
export function removeItem(box: Mailbox, item: Item): void {
  box.items.delete(item.immutableId);
  box.byRestId.delete(item.restId);
  bury(box, item);
}

/** Deletes one occurrence of a series. */
export function removeOccurrence(box: Mailbox, item: Item, date: string, nowMs: number): void {
  item.exceptions.delete(date);
  item.cancelled.add(date);
  const { contentRevision } = item;
  touch(box, item, nowMs);
  item.contentRevision = contentRevision;
  const { calendar, immutableId, restId, revision, bornRevision } = item;
  const ids = { immutableId: occurrenceIdOf(immutableId, date), restId: occurrenceIdOf(restId, date) };
  box.tombstones.push({ calendar, ...ids, revision, bornRevision, isOccurrence: true });
}

/** Moves an event to another calendar: gone from the one, new in the other under another id, unless ids are immutable. */
export function moveItem(box: Mailbox, item: Item, calendar: string, nowMs: number): void {
  box.byRestId.delete(item.restId);
  bury(box, item);
  item.calendar = calendar;
  item.restId = newRestId();
  box.byRestId.set(item.restId, item);
  touch(box, item, nowMs);
  item.bornRevision = item.revision;
}

function bury(box: Mailbox, { calendar, immutableId, restId, bornRevision }: Item): void {
  const revision = ++box.revision;
  box.tombstones.push({ calendar, immutableId, restId, revision, bornRevision, isOccurrence: false });
}

export function addCalendar(box: Mailbox, name: string, more: Partial<StoredCalendar> = {}): StoredCalendar {
  const id = newCalendarId();
  const calendar: StoredCalendar = {
    key: id,
    id,
    name,
    color: "auto",
    hexColor: "",
    changeKey: newChangeKey(),
    isDefault: false,
    canEdit: true,
    isRemovable: true,
    ...more,
  };
  box.calendars.push(calendar);
  return calendar;
}

export function removeCalendar(box: Mailbox, calendar: StoredCalendar): void {
  for (const item of [...box.items.values()]) if (item.calendar === calendar.key) removeItem(box, item);
  box.calendars.splice(box.calendars.indexOf(calendar), 1);
}

/** An empty mailbox with its default calendar. */
export function newMailbox(seed: {
  readonly address: string;
  readonly name: string;
  readonly id: string;
  readonly isPersonal?: boolean;
  readonly proxyAddresses?: readonly string[];
  readonly timeZone?: string;
}): Mailbox {
  const { address, name, id, proxyAddresses, isPersonal = false, timeZone = "Romance Standard Time" } = seed;
  const box: Mailbox = {
    user: {
      id,
      displayName: name,
      userPrincipalName: address,
      mail: address,
      ...(proxyAddresses && { proxyAddresses }),
    },
    address,
    name,
    isPersonal,
    timeZone,
    calendars: [],
    items: new Map(),
    byRestId: new Map(),
    tombstones: [],
    outbox: [],
    categories: new Map([
      ["Red category", "preset0"],
      ["Blue category", "preset7"],
    ]),
    revision: 1,
    generation: 841,
  };
  addCalendar(box, isPersonal ? "Calendar" : "Calendrier", { isDefault: true, isRemovable: false });
  return box;
}
