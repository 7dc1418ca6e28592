// What an event, a calendar and their parts may hold, as far as this server goes: checked on what clients send and on what
// it answers itself. Property names are held against Microsoft's own types by the compiler.
import type * as G from "@microsoft/microsoft-graph-types";

type Kind =
  | "string"
  | "boolean"
  | "int"
  | "number"
  | "date"
  | "instant"
  | "strings"
  | "any"
  | { readonly oneOf: readonly string[] }
  | { readonly many: Kind }
  | { readonly of: Shape };
type Shape = Readonly<Record<string, Kind>>;
/** Every name in a shape must be one of the type's. */
type ShapeOf<T, More extends string = never> = { readonly [Name in keyof T | More]?: Kind };

const oneOf = <T extends string>(...values: readonly T[]) => ({ oneOf: values });
const days = oneOf<G.DayOfWeek>("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday");
const response = oneOf<G.ResponseType>(
  "none",
  "organizer",
  "tentativelyAccepted",
  "accepted",
  "declined",
  "notResponded",
);
const provider = oneOf<G.OnlineMeetingProviderType>(
  "unknown",
  "skypeForBusiness",
  "skypeForConsumer",
  "teamsForBusiness",
);

const moment = { of: { dateTime: "string", timeZone: "string" } satisfies ShapeOf<G.DateTimeTimeZone> } as const;
const email = { of: { name: "string", address: "string" } satisfies ShapeOf<G.EmailAddress> } as const;
const status = { of: { response, time: "instant" } satisfies ShapeOf<G.ResponseStatus> } as const;
const slot = { of: { start: moment, end: moment } satisfies ShapeOf<G.TimeSlot> } as const;

const ATTENDEE = {
  emailAddress: email,
  type: oneOf<G.AttendeeType>("required", "optional", "resource"),
  status,
  proposedNewTime: slot,
} satisfies ShapeOf<G.Attendee>;

const LOCATION = {
  displayName: "string",
  locationEmailAddress: "string",
  locationType: oneOf<G.LocationType>(
    "default",
    "conferenceRoom",
    "homeAddress",
    "businessAddress",
    "geoCoordinates",
    "streetAddress",
    "hotel",
    "restaurant",
    "localBusiness",
    "postalAddress",
  ),
  locationUri: "string",
  uniqueId: "string",
  uniqueIdType: oneOf<G.LocationUniqueIdType>("unknown", "locationStore", "directory", "private", "bing"),
  address: {
    of: {
      city: "string",
      countryOrRegion: "string",
      postalCode: "string",
      state: "string",
      street: "string",
      // Sent by the service, though only in its beta documentation.
      type: "string",
    } satisfies ShapeOf<G.PhysicalAddress, "type">,
  },
  coordinates: {
    of: {
      accuracy: "number",
      altitude: "number",
      altitudeAccuracy: "number",
      latitude: "number",
      longitude: "number",
    } satisfies ShapeOf<G.OutlookGeoCoordinates>,
  },
} satisfies ShapeOf<G.Location>;

const RECURRENCE = {
  pattern: {
    of: {
      type: oneOf<G.RecurrencePatternType>(
        "daily",
        "weekly",
        "absoluteMonthly",
        "relativeMonthly",
        "absoluteYearly",
        "relativeYearly",
      ),
      interval: "int",
      month: "int",
      dayOfMonth: "int",
      daysOfWeek: { many: days },
      firstDayOfWeek: days,
      index: oneOf<G.WeekIndex>("first", "second", "third", "fourth", "last"),
    } satisfies ShapeOf<G.RecurrencePattern>,
  },
  range: {
    of: {
      type: oneOf<G.RecurrenceRangeType>("endDate", "noEnd", "numbered"),
      startDate: "date",
      endDate: "date",
      recurrenceTimeZone: "string",
      numberOfOccurrences: "int",
    } satisfies ShapeOf<G.RecurrenceRange>,
  },
} satisfies ShapeOf<G.PatternedRecurrence>;

const EXTENDED = { many: { of: { id: "string", value: "string" } } } as const;

const EVENT = {
  id: "string",
  changeKey: "string",
  createdDateTime: "instant",
  lastModifiedDateTime: "instant",
  categories: "strings",
  transactionId: "string",
  originalStartTimeZone: "string",
  originalEndTimeZone: "string",
  originalStart: "instant",
  iCalUId: "string",
  uid: "string",
  occurrenceId: "string",
  reminderMinutesBeforeStart: "int",
  isReminderOn: "boolean",
  hasAttachments: "boolean",
  hideAttendees: "boolean",
  subject: "string",
  body: {
    of: { contentType: oneOf<G.BodyType>("text", "html"), content: "string" } satisfies ShapeOf<G.ItemBody>,
  },
  bodyPreview: "string",
  importance: oneOf<G.Importance>("low", "normal", "high"),
  sensitivity: oneOf<G.Sensitivity>("normal", "personal", "private", "confidential"),
  start: moment,
  end: moment,
  location: { of: LOCATION },
  locations: { many: { of: LOCATION } },
  isAllDay: "boolean",
  isCancelled: "boolean",
  isDraft: "boolean",
  isOrganizer: "boolean",
  responseRequested: "boolean",
  responseStatus: status,
  allowNewTimeProposals: "boolean",
  recurrence: { of: RECURRENCE },
  seriesMasterId: "string",
  showAs: oneOf<G.FreeBusyStatus>("unknown", "free", "tentative", "busy", "oof", "workingElsewhere"),
  type: oneOf<G.EventType>("singleInstance", "occurrence", "exception", "seriesMaster"),
  attendees: { many: { of: ATTENDEE } },
  organizer: { of: { emailAddress: email } satisfies ShapeOf<G.Recipient> },
  webLink: "string",
  isOnlineMeeting: "boolean",
  onlineMeetingProvider: provider,
  onlineMeeting: {
    of: {
      joinUrl: "string",
      conferenceId: "string",
      tollNumber: "string",
      tollFreeNumbers: "strings",
      quickDial: "string",
      phones: "any",
    } satisfies ShapeOf<G.OnlineMeetingInfo>,
  },
  onlineMeetingUrl: "string",
  cancelledOccurrences: "strings",
  exceptionOccurrences: "any",
  singleValueExtendedProperties: EXTENDED,
  multiValueExtendedProperties: "any",
  extensions: "any",
  attachments: "any",
} satisfies ShapeOf<G.Event, "uid" | "occurrenceId">;

const CALENDAR = {
  id: "string",
  name: "string",
  color: oneOf<G.CalendarColor>(
    "auto",
    "lightBlue",
    "lightGreen",
    "lightOrange",
    "lightGray",
    "lightYellow",
    "lightTeal",
    "lightPink",
    "lightBrown",
    "lightRed",
    "maxColor",
  ),
  hexColor: "string",
  groupClassId: "string",
  changeKey: "string",
  canShare: "boolean",
  canViewPrivateItems: "boolean",
  canEdit: "boolean",
  isDefaultCalendar: "boolean",
  isRemovable: "boolean",
  isTallyingResponses: "boolean",
  allowedOnlineMeetingProviders: { many: provider },
  defaultOnlineMeetingProvider: provider,
  owner: email,
} satisfies ShapeOf<G.Calendar, "groupClassId">;

/** Resources that are checked, by type name. */
export const SHAPES = { event: EVENT, calendar: CALENDAR, slot: slot.of } as const satisfies Readonly<
  Record<string, Shape>
>;

export const isProperty = (type: keyof typeof SHAPES, name: string) => Object.hasOwn(SHAPES[type], name);

/** What is wrong with a value, in the service's manner; undefined when nothing is. */
export function faultIn(type: keyof typeof SHAPES, value: unknown): string | undefined {
  return faultOf(value, { of: SHAPES[type] }, type);
}

function faultOf(value: unknown, kind: Kind, at: string): string | undefined {
  if (value === null || kind === "any") return undefined;
  if (typeof kind === "string") return isKind(value, kind) ? undefined : wrong(value, kind, at);
  if ("oneOf" in kind) {
    return typeof value === "string" && kind.oneOf.includes(value)
      ? undefined
      : `Requested value '${String(value)}' was not found. (${at})`;
  }
  if ("many" in kind) {
    if (!Array.isArray(value)) return wrong(value, "Collection", at);
    return firstFault(value.map((one, index) => faultOf(one, kind.many, `${at}/${index}`)));
  }
  if (typeof value !== "object" || Array.isArray(value)) return wrong(value, "object", at);
  return firstFault(Object.entries(value).map(([name, own]) => propertyFault(name, own, kind.of, at)));
}

function propertyFault(name: string, value: unknown, shape: Shape, at: string): string | undefined {
  // OData annotations are not properties.
  if (name.includes("@")) return undefined;
  const kind = Object.hasOwn(shape, name) ? shape[name] : undefined;
  if (kind !== undefined) return faultOf(value, kind, `${at}/${name}`);
  return `The property '${name}' does not exist on type 'microsoft.graph.${at}'. Make sure to only use property names that are defined by the type.`;
}

const firstFault = (faults: readonly (string | undefined)[]) => faults.find((fault) => fault !== undefined);
const wrong = (value: unknown, kind: string, at: string) =>
  `Cannot convert the literal '${JSON.stringify(value)}' to the expected type '${kind}'. (${at})`;

function isKind(value: unknown, kind: Exclude<Kind, object>): boolean {
  switch (kind) {
    case "string":
      return typeof value === "string";
    case "boolean":
      return typeof value === "boolean";
    case "int":
      return Number.isInteger(value);
    case "number":
      return typeof value === "number";
    case "date":
      return typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value);
    case "instant":
      return typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value);
    case "strings":
      return Array.isArray(value) && value.every((one) => typeof one === "string");
    case "any":
      return true;
  }
}
