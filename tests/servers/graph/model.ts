// What a mailbox of the local Graph holds, and how each thing is named. No HTTP here.
import { createHash } from "node:crypto";
import type { Attendee, Event, Location, PatternedRecurrence, User } from "@microsoft/microsoft-graph-types";
import type { Moment } from "./zones.ts";

/** What an event, or an override of an occurrence, says; times as the writer spelt them. */
export interface Fields {
  readonly subject: string | null;
  readonly body: { readonly contentType: "text" | "html"; readonly content: string };
  readonly start: Moment;
  readonly end: Moment;
  readonly isAllDay: boolean;
  readonly categories: readonly string[];
  readonly importance: NonNullable<Event["importance"]>;
  readonly sensitivity: NonNullable<Event["sensitivity"]>;
  readonly showAs: NonNullable<Event["showAs"]>;
  readonly isReminderOn: boolean;
  readonly reminderMinutesBeforeStart: number;
  readonly locations: readonly Location[];
  readonly attendees: readonly Attendee[];
  readonly organizer: { readonly name: string; readonly address: string };
  readonly responseStatus: NonNullable<Event["responseStatus"]>;
  readonly responseRequested: boolean;
  readonly allowNewTimeProposals: boolean;
  readonly hideAttendees: boolean;
  readonly isCancelled: boolean;
  readonly isOnlineMeeting: boolean;
  readonly onlineMeetingProvider: NonNullable<Event["onlineMeetingProvider"]>;
  readonly joinUrl: string | null;
}

/** A single event or a series. */
export interface Item {
  /** Stays for life: the id under `IdType="ImmutableId"`. */
  readonly immutableId: string;
  /** The id otherwise; another after each move. */
  restId: string;
  /** Of the calendar. */
  calendar: string;
  readonly uid: string;
  readonly transactionId: string | null;
  readonly createdMs: number;
  modifiedMs: number;
  changeKey: string;
  /** Mailbox revision of the latest change. */
  revision: number;
  /** The same, deletions of single occurrences apart. */
  contentRevision: number;
  /** Mailbox revision at which it came into its calendar. */
  bornRevision: number;
  fields: Fields;
  /** Present in a series. */
  recurrence?: PatternedRecurrence;
  /** By local date of the original start. */
  readonly exceptions: Map<string, Override>;
  readonly cancelled: Set<string>;
  /** Single-value extended properties by id. */
  readonly extended: Map<string, string>;
  readonly attachments: StoredAttachment[];
  /** Rounds of a feed that still leave it out. */
  echoDelay: number;
}

export interface Override {
  fields: Partial<Fields>;
  changeKey: string;
  modifiedMs: number;
}

export interface StoredAttachment {
  readonly id: string;
  readonly name: string;
  readonly contentType: string;
  readonly contentBytes: string;
}

export interface StoredCalendar {
  /** Fixed; what items refer to. */
  readonly key: string;
  /** As the API shows it. */
  id: string;
  name: string;
  color: string;
  hexColor: string;
  changeKey: string;
  readonly isDefault: boolean;
  readonly canEdit: boolean;
  readonly isRemovable: boolean;
  readonly owner?: { readonly name: string; readonly address: string };
}

/** What is left of an item in a calendar it is no longer in, or of a deleted occurrence. */
export interface Tombstone {
  readonly calendar: string;
  readonly immutableId: string;
  readonly restId: string;
  readonly revision: number;
  /** `bornRevision` of what went. */
  readonly bornRevision: number;
  /** Of an occurrence, not an item. */
  readonly isOccurrence: boolean;
}

/** Somebody would have been mailed. */
export interface Mail {
  readonly to: string;
  readonly why: "invitation" | "update" | "cancellation" | "response" | "forward";
  readonly eventId: string;
  readonly subject: string;
  readonly comment?: string;
  /** Local date of the one occurrence that it is about. */
  readonly occurrence?: string;
  readonly response?: string;
}

export interface Mailbox {
  readonly user: Required<Pick<User, "displayName" | "userPrincipalName">> & {
    readonly id: string;
    readonly mail: string | null;
    readonly proxyAddresses?: readonly string[];
  };
  readonly address: string;
  readonly name: string;
  readonly isPersonal: boolean;
  timeZone: string;
  readonly calendars: StoredCalendar[];
  /** By immutable id. */
  readonly items: Map<string, Item>;
  /** The same by their other id. */
  readonly byRestId: Map<string, Item>;
  readonly tombstones: Tombstone[];
  readonly outbox: Mail[];
  readonly categories: Map<string, string>;
  /** Grows with each change. */
  revision: number;
  /** Links of older generations are forgotten. */
  generation: number;
}

let minted = 0;

/** Bytes that look random and are the same in each run: they depend on what was asked before in this process. */
export function mint(what: string, length: number): string {
  minted++;
  return digest(`${what} ${minted}`, length);
}

/** Base64 with all its signs, since real ids hold `/`, `+` and `=` now and then and must be escaped in a path. */
export function digest(text: string, length: number): string {
  return createHash("sha512").update(text).digest("base64").replaceAll("=", "").slice(0, length);
}

export const newChangeKey = () => `${mint("changeKey", 22)}AA${mint("changeKey", 6)}==`;
export const newRestId = () => `AAMkAG${mint("rest", 60)}/${mint("rest", 70)}AAA=`;
export const newImmutableId = () => `AAkALgAAAAAAHYQD${mint("immutable", 52)}AAA=`;
export const newCalendarId = () => `AAMkAG${mint("calendar", 70)}BGAAA=`;

const OCCURRENCE = /^(.*)FRAA(\d{4})(\d\d)(\d\d)==$/s;

/** The id of an occurrence, which tells its series and original date. @param date `YYYY-MM-DD` */
export function occurrenceIdOf(masterId: string, date: string): string {
  return `${masterId.replace(/=$/, "")}FRAA${date.replaceAll("-", "")}==`;
}

/** The event an id names. */
export interface Found {
  readonly item: Item;
  /** Original date, of an occurrence or exception. */
  readonly date?: string;
}

/** Finds by either form of id, whatever the request prefers. */
export function find(box: Mailbox, id: string): Found | undefined {
  const [, master, ...date] = OCCURRENCE.exec(id) ?? [];
  const wanted = master === undefined ? id : `${master}=`;
  const item = box.items.get(wanted) ?? box.byRestId.get(wanted);
  if (!item) return undefined;
  return master === undefined ? { item } : { item, date: date.join("-") };
}

/** What an occurrence says: the series, with its own times and whatever was changed. */
export function fieldsOn(
  { fields, exceptions }: Item,
  date: string | undefined,
  times: (date: string) => Times,
): Fields {
  if (date === undefined) return fields;
  return { ...fields, ...times(date), ...exceptions.get(date)?.fields };
}

export interface Times {
  readonly start: Moment;
  readonly end: Moment;
}
