// An event as the API shows it (learn.microsoft.com/graph/api/resources/event), in the time zone, body form and ids that the
// request prefers.
import type { Event, PatternedRecurrence } from "@microsoft/microsoft-graph-types";
import type { Preferences } from "./answer.ts";
import { htmlBody, previewOf, textBody } from "./body.ts";
import { type Fields, type Item, type Mailbox, occurrenceIdOf } from "./model.ts";
import { firstDate, occurrence, originalStart, timesOn } from "./series.ts";
import type { Switches } from "./switches.ts";
import { dateOf, inZone, type Moment } from "./zones.ts";

/** How one request wants to see things. */
export interface View {
  readonly box: Mailbox;
  readonly preferences: Preferences;
  readonly switches: Switches;
  readonly origin: string;
}

/** An event as sent, with what Microsoft's types leave out. */
export type Shown = Event & {
  readonly "@odata.etag"?: string;
  readonly uid?: string;
  readonly occurrenceId?: string | null;
};

const NEVER = "0001-01-01T00:00:00Z";

/** The id of an event, or of the occurrence of a date, in the form preferred. */
function idIn({ preferences }: View, item: Item, date?: string): string {
  const id = preferences.immutableIds ? item.immutableId : item.restId;
  return date === undefined ? id : occurrenceIdOf(id, date);
}

/** Change keys stand alone inside an entity tag. */
export const etagOf = (changeKey: string) => `W/"${changeKey}"`;

/** The change key of an event or occurrence; an occurrence that is no exception has its series'. */
export function changeKeyOf(item: Item, date?: string): string {
  return (date === undefined ? undefined : item.exceptions.get(date)?.changeKey) ?? item.changeKey;
}

/** Everything a GET answers; `originalStart`, `exceptionOccurrences` and the like only when asked for by name. */
export function showEvent(view: View, item: Item, date?: string): Shown {
  const fields = occurrence(item, date);
  const changeKey = changeKeyOf(item, date);
  const id = idIn(view, item, date);
  const masterId = idIn(view, item);
  return {
    "@odata.etag": etagOf(changeKey),
    id,
    createdDateTime: instant(item.createdMs),
    lastModifiedDateTime: instant((date && item.exceptions.get(date)?.modifiedMs) || item.modifiedMs),
    changeKey,
    transactionId: item.transactionId,
    ...zoneNames(view, fields),
    iCalUId: item.uid,
    uid: item.uid,
    hasAttachments: item.attachments.length > 0,
    ...plainFields(view, fields),
    seriesMasterId: date === undefined ? null : masterId,
    type: typeOf(item, date),
    webLink: `https://outlook.office365.com/owa/?itemid=${encodeURIComponent(id)}&exvsurl=1&path=/calendar/item`,
    isDraft: false,
    occurrenceId: date === undefined ? null : `OID.${masterId}.${date}`,
    recurrence: date === undefined ? showRecurrence(view, item.recurrence) : null,
    ...showTimes(view, fields),
  };
}

/** What a series says of its occurrences; not part of a plain answer. */
export function showSeries(view: View, item: Item): Pick<Event, "cancelledOccurrences"> {
  if (view.switches.v1CancelledOccurrences === "absent" || !item.recurrence) return {};
  const masterId = idIn(view, item);
  return { cancelledOccurrences: [...item.cancelled].sort().map((date) => `OID.${masterId}.${date}`) };
}

/** The original start, which only those get who select it. */
export function showOriginalStart(item: Item, date: string | undefined): Pick<Event, "originalStart"> {
  return { originalStart: date === undefined ? null : originalStart(item, date) };
}

/** A row of a feed with next to nothing on it. */
export function showStub(view: View, item: Item, date?: string): Shown {
  const fields = date === undefined ? masterTimes(item) : occurrence(item, date);
  return {
    "@odata.etag": etagOf(changeKeyOf(item, date)),
    ...(date !== undefined && { seriesMasterId: idIn(view, item) }),
    type: typeOf(item, date),
    id: idIn(view, item, date),
    ...showTimes(view, { ...item.fields, ...fields }),
  };
}

/** Where a series begins: at its first occurrence that is left. */
export function masterTimes(item: Item): Pick<Fields, "start" | "end"> {
  const first = firstDate(item);
  return first === undefined ? item.fields : timesOn(item, first);
}

function typeOf(item: Item, date: string | undefined): NonNullable<Event["type"]> {
  if (date !== undefined) return item.exceptions.has(date) ? "exception" : "occurrence";
  return item.recurrence ? "seriesMaster" : "singleInstance";
}

/** With seven digits after the point, as the service has them. */
export const instant = (ms: number) => new Date(ms).toISOString().replace(/(\.\d{3})Z$/, "$14567Z");

function zoneNames({ switches }: View, { start, end }: Fields): Partial<Event> {
  const isCustom = switches.recurrenceTimeZone?.startsWith("tzone") ?? false;
  const name = ({ zone }: Moment) => (isCustom ? "tzone://Microsoft/Custom" : zone);
  return { originalStartTimeZone: name(start), originalEndTimeZone: name(end) };
}

function showTimes({ preferences }: View, { start, end, isAllDay }: Fields): Pick<Event, "start" | "end"> {
  const zone = preferences.timeZone ?? "UTC";
  const show = (moment: Moment) => {
    // An all-day event is the same days wherever it is read.
    const wall = isAllDay ? `${dateOf(moment.wall)}T00:00:00` : inZone(moment, zone).wall;
    return { dateTime: `${wall}.0000000`, timeZone: zone };
  };
  return { start: show(start), end: show(end) };
}

function showRecurrence({ switches }: View, recurrence: PatternedRecurrence | undefined): PatternedRecurrence | null {
  if (!recurrence) return null;
  const { pattern, range } = recurrence;
  return {
    pattern: {
      type: pattern?.type ?? "daily",
      interval: pattern?.interval ?? 1,
      month: pattern?.month ?? 0,
      dayOfMonth: pattern?.dayOfMonth ?? 0,
      ...(pattern?.daysOfWeek && { daysOfWeek: pattern.daysOfWeek }),
      firstDayOfWeek: pattern?.firstDayOfWeek ?? "sunday",
      index: pattern?.index ?? "first",
    },
    range: {
      type: range?.type ?? "noEnd",
      startDate: range?.startDate ?? null,
      endDate: range?.type === "endDate" ? (range.endDate ?? null) : "0001-01-01",
      recurrenceTimeZone: switches.recurrenceTimeZone ?? range?.recurrenceTimeZone ?? "UTC",
      numberOfOccurrences: range?.type === "numbered" ? (range.numberOfOccurrences ?? 0) : 0,
    },
  };
}

function plainFields({ box, preferences }: View, fields: Fields): Partial<Event> {
  const { attendees, organizer, locations, joinUrl } = fields;
  const names = locations.map(({ displayName }) => displayName ?? "").filter((name) => name !== "");
  const [only] = locations;
  const empty = { locationType: "default", uniqueIdType: "unknown", address: {}, coordinates: {} } as const;
  const isOrganizer = organizer.address.toLowerCase() === box.address.toLowerCase();
  return {
    categories: [...fields.categories],
    reminderMinutesBeforeStart: fields.reminderMinutesBeforeStart,
    isReminderOn: fields.isReminderOn,
    subject: fields.subject,
    bodyPreview: previewOf(fields.body),
    importance: fields.importance,
    sensitivity: fields.sensitivity,
    isAllDay: fields.isAllDay,
    isCancelled: fields.isCancelled,
    isOrganizer,
    responseRequested: fields.responseRequested,
    showAs: fields.showAs,
    onlineMeetingUrl: null,
    isOnlineMeeting: fields.isOnlineMeeting,
    onlineMeetingProvider: fields.onlineMeetingProvider,
    allowNewTimeProposals: fields.allowNewTimeProposals,
    hideAttendees: fields.hideAttendees,
    onlineMeeting: joinUrl === null ? null : { joinUrl },
    responseStatus: { response: fields.responseStatus.response ?? "none", time: fields.responseStatus.time ?? NEVER },
    body: preferences.textBody ? textBody(fields.body) : htmlBody(fields.body),
    location: locations.length === 1 && only ? { ...empty, ...only } : { displayName: names.join("; "), ...empty },
    locations: locations.map((one) => ({ ...empty, ...one })),
    attendees: attendees.map(({ type, status, emailAddress, ...more }) => ({
      type: type ?? "required",
      status: { response: status?.response ?? "none", time: status?.time ?? NEVER },
      emailAddress: { name: emailAddress?.name || (emailAddress?.address ?? ""), address: emailAddress?.address ?? "" },
      ...more,
    })),
    organizer: { emailAddress: { ...organizer } },
  };
}
