// What is asked of an event (learn.microsoft.com/graph/api/resources/event). Some of it only comes when it is named.

/** Known to every version of Graph. */
const PROPERTIES = [
  "id",
  "type",
  "seriesMasterId",
  "iCalUId",
  "transactionId",
  "changeKey",
  "createdDateTime",
  "lastModifiedDateTime",
  "subject",
  "body",
  "start",
  "end",
  "isAllDay",
  "originalStart",
  "originalStartTimeZone",
  "originalEndTimeZone",
  "recurrence",
  "location",
  "locations",
  "categories",
  "importance",
  "sensitivity",
  "showAs",
  "isCancelled",
  "isReminderOn",
  "reminderMinutesBeforeStart",
  "isOrganizer",
  "organizer",
  "attendees",
  "responseRequested",
  "responseStatus",
  "isOnlineMeeting",
  "onlineMeetingProvider",
  "onlineMeeting",
  "onlineMeetingUrl",
  "webLink",
] as const;

/** Properties of an event for `$select`. */
export const EVENT_PROPERTIES: string = PROPERTIES.join(",");

/** The same with what makes a series whole. `$select` holds for the expanded exceptions too. */
export const SERIES_PROPERTIES: string = [
  ...PROPERTIES,
  "occurrenceId",
  "exceptionOccurrences",
  "cancelledOccurrences",
].join(",");
