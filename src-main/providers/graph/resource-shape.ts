// What Graph's JSON may be taken for: a property of the wrong kind counts as absent, so that no other file has to ask.
import { objectOf } from "./wire-refusals.ts";

/** A kind of value; `[kind]` a list of it. */
type Shape = "string" | "number" | "boolean" | readonly [Shape] | Shapes;
interface Shapes {
  readonly [name: string]: Shape;
}

const TIME: Shapes = { dateTime: "string", timeZone: "string" };
const ADDRESS: Shapes = { address: "string", name: "string" };
const ANSWER: Shapes = { response: "string", time: "string" };
const PLACE: Shapes = { displayName: "string" };

const RECURRENCE: Shapes = {
  pattern: {
    type: "string",
    interval: "number",
    month: "number",
    dayOfMonth: "number",
    daysOfWeek: ["string"],
    firstDayOfWeek: "string",
    index: "string",
  },
  range: {
    type: "string",
    startDate: "string",
    endDate: "string",
    recurrenceTimeZone: "string",
    numberOfOccurrences: "number",
  },
};

/** Of events and calendars: no name means two things. */
const RESOURCE: Shapes = {
  "@odata.etag": "string",
  id: "string",
  type: "string",
  seriesMasterId: "string",
  occurrenceId: "string",
  iCalUId: "string",
  uid: "string",
  transactionId: "string",
  changeKey: "string",
  createdDateTime: "string",
  lastModifiedDateTime: "string",
  subject: "string",
  body: { contentType: "string", content: "string" },
  start: TIME,
  end: TIME,
  isAllDay: "boolean",
  originalStart: "string",
  originalStartTimeZone: "string",
  originalEndTimeZone: "string",
  recurrence: RECURRENCE,
  location: PLACE,
  locations: [PLACE],
  categories: ["string"],
  importance: "string",
  sensitivity: "string",
  showAs: "string",
  isCancelled: "boolean",
  isReminderOn: "boolean",
  reminderMinutesBeforeStart: "number",
  isOrganizer: "boolean",
  organizer: { emailAddress: ADDRESS },
  attendees: [{ type: "string", status: ANSWER, emailAddress: ADDRESS }],
  responseRequested: "boolean",
  responseStatus: ANSWER,
  isOnlineMeeting: "boolean",
  onlineMeetingProvider: "string",
  onlineMeeting: { joinUrl: "string" },
  onlineMeetingUrl: "string",
  webLink: "string",
  cancelledOccurrences: ["string"],
  name: "string",
  color: "string",
  hexColor: "string",
  canEdit: "boolean",
  isDefaultCalendar: "boolean",
};
const SERIES: Shapes = { ...RESOURCE, exceptionOccurrences: [RESOURCE] };

/** An event or a calendar of an answer, with nothing in it that is not what its name says; undefined when it is no object. */
export function resourceOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return objectOf(fitted(value, SERIES));
}

function fitted(value: unknown, shape: Shape): unknown {
  // How Graph says that there is none.
  if (value === null) return null;
  // Half a surrogate pair is no text: no address can be made of it, and no file can hold it.
  if (shape === "string") return typeof value === "string" ? value.toWellFormed() : undefined;
  if (typeof shape === "string") return typeof value === shape ? value : undefined;
  if (isList(shape))
    return Array.isArray(value) ? value.map((one) => fitted(one, shape[0])).filter(isThere) : undefined;
  const given = objectOf(value);
  if (given === undefined) return undefined;
  const parts = Object.entries(given).map(([name, one]) => {
    const wanted = Object.hasOwn(shape, name) ? shape[name] : undefined;
    return [name, wanted === undefined ? one : fitted(one, wanted)] as const;
  });
  return Object.fromEntries(parts.filter(([, one]) => one !== undefined));
}

const isList = (shape: Shape): shape is readonly [Shape] => Array.isArray(shape);
const isThere = (value: unknown) => value !== undefined && value !== null;
