// What a client sends of an event, checked as strictly as the service does, and turned into what a mailbox keeps.
import type { Attendee, Event, PatternedRecurrence } from "@microsoft/microsoft-graph-types";
import { invalid, Refusal } from "./answer.ts";
import type { Fields, Mailbox, StoredCalendar } from "./model.ts";
import { faultIn, type SHAPES } from "./schema.ts";
import { checkZone, dateOf, inZone, type Moment, wallMs } from "./zones.ts";

const MAX_ATTENDEES = 500;

/** An object body of a type.
 *  @throws Refusal 400 for what the type does not have */
export function checked<T>(type: keyof typeof SHAPES, body: unknown): T {
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw new Refusal(
      400,
      "BadRequest",
      "Unable to read JSON request payload. Please ensure Content-Type header is set.",
    );
  }
  const fault = faultIn(type, body);
  if (fault !== undefined) throw new Refusal(400, "RequestBodyRead", fault);
  return body as T;
}

/** What an event says that says nothing. */
export function emptyFields(box: Mailbox, start: Moment, end: Moment): Fields {
  return {
    subject: "",
    body: { contentType: "html", content: "" },
    start,
    end,
    isAllDay: false,
    categories: [],
    importance: "normal",
    sensitivity: "normal",
    showAs: "busy",
    isReminderOn: true,
    reminderMinutesBeforeStart: 15,
    locations: [],
    attendees: [],
    organizer: { name: box.name, address: box.address },
    responseStatus: { response: "organizer" },
    responseRequested: true,
    allowNewTimeProposals: true,
    hideAttendees: false,
    isCancelled: false,
    isOnlineMeeting: false,
    onlineMeetingProvider: "unknown",
    joinUrl: null,
  };
}

type Plain =
  | "subject"
  | "isAllDay"
  | "importance"
  | "sensitivity"
  | "showAs"
  | "isReminderOn"
  | "reminderMinutesBeforeStart"
  | "responseRequested"
  | "allowNewTimeProposals"
  | "hideAttendees";
const PLAIN: readonly Plain[] = [
  "subject",
  "isAllDay",
  "importance",
  "sensitivity",
  "showAs",
  "isReminderOn",
  "reminderMinutesBeforeStart",
  "responseRequested",
  "allowNewTimeProposals",
  "hideAttendees",
];

/** The fields that a body names; what only the service sets is ignored, as there.
 *  @throws Refusal 400 */
export function fieldsIn(event: Event): Partial<Fields> {
  const named = Object.fromEntries(
    PLAIN.filter((name) => event[name] !== undefined).map((name) => [name, event[name]]),
  ) as Partial<Fields>;
  const { start, end, body, categories, attendees, location, locations } = event;
  return {
    ...named,
    ...(start && { start: momentIn(start, "Start") }),
    ...(end && { end: momentIn(end, "End") }),
    ...(body !== undefined && {
      body: { contentType: body?.contentType ?? "text", content: body?.content ?? "" },
    }),
    ...(categories !== undefined && { categories: categories ?? [] }),
    ...(attendees !== undefined && { attendees: attendeesIn(attendees ?? []) }),
    ...(location !== undefined && { locations: location?.displayName ? [location] : [] }),
    ...(locations !== undefined && { locations: locations ?? [] }),
  };
}

function momentIn({ dateTime, timeZone }: NonNullable<Event["start"]>, side: "Start" | "End"): Moment {
  const [, wall = "", offset = ""] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(Z|[+-]\d\d:\d\d)?$/.exec(dateTime ?? "") ?? [];
  const full = wall.length === 16 ? `${wall}:00` : wall;
  if (Number.isNaN(wallMs(full))) {
    throw new Refusal(400, "ErrorInvalidParameter", `The ${side} date is not valid.`);
  }
  const zone = checkZone(timeZone || "UTC");
  // With an offset the text is an instant, whatever zone it is then shown in.
  return offset === "" ? { wall: full, zone } : inZone({ wall: shifted(full, offset), zone: "UTC" }, zone);
}

const shifted = (wall: string, offset: string) => new Date(Date.parse(`${wall}${offset}`)).toISOString().slice(0, 19);

function attendeesIn(attendees: readonly Attendee[]): Attendee[] {
  if (attendees.length > MAX_ATTENDEES) throw invalid("Too many attendees.", "ErrorExceededMaxRecipientLimit");
  return attendees.map((attendee) => {
    const { address } = attendee.emailAddress ?? {};
    if (!address) throw invalid("At least one recipient is not valid.", "ErrorInvalidRecipients");
    return attendee;
  });
}

/** A recurrence with its zone filled in.
 *  @throws Refusal 400 for one that the service does not take */
export function recurrenceIn({ pattern, range }: PatternedRecurrence, start: Moment): PatternedRecurrence {
  const fault = (message: string) => invalid(message, "ErrorPropertyValidationFailure");
  if (!pattern?.type || !range?.type) throw fault("The recurrence pattern and range must have a type.");
  const { interval = 0, dayOfMonth = 0, month = 0, daysOfWeek } = pattern;
  if (interval < 1 || interval > 99) throw fault("The interval of the recurrence pattern is not valid.");
  const isAbsolute = pattern.type.startsWith("absolute");
  if (isAbsolute && (dayOfMonth < 1 || dayOfMonth > 31)) throw fault("DayOfMonth is not valid.");
  if (/^relative|^weekly/.test(pattern.type) && !daysOfWeek?.length) throw fault("DaysOfWeek is required.");
  if (pattern.type.endsWith("Yearly") && (month < 1 || month > 12)) throw fault("Month is not valid.");
  if (range.startDate !== dateOf(start.wall)) throw fault("The recurrence's StartDate must be the start of the event.");
  if (range.type === "endDate" && (range.endDate ?? "") < (range.startDate ?? "")) throw fault("EndDate is not valid.");
  const count = range.numberOfOccurrences ?? 0;
  if (range.type === "numbered" && (count < 1 || count > 999)) throw fault("NumberOfOccurrences is not valid.");
  const zone = range.recurrenceTimeZone ? checkZone(range.recurrenceTimeZone) : start.zone;
  return { pattern, range: { ...range, recurrenceTimeZone: zone } };
}

/** @throws Refusal 400 for times that are none */
export function checkTimes({ start, end, isAllDay }: Pick<Fields, "start" | "end" | "isAllDay">): void {
  if (wallMs(inZone(end, start.zone).wall) < wallMs(start.wall)) {
    throw invalid("The end date must be after the start date.", "ErrorCalendarEndDateIsEarlierThanStartDate");
  }
  if (!isAllDay) return;
  const isMidnight = ({ wall }: Moment) => wall.endsWith("T00:00:00");
  if (start.zone !== end.zone || !isMidnight(start) || !isMidnight(end)) {
    throw invalid("The Event.Start and End of an all-day event need to be midnight in one time zone.");
  }
  if (start.wall === end.wall) throw invalid("The duration of an event marked as All day must be at least 24 hours.");
}

/** @throws Refusal 403 where the calendar is read-only */
export function checkEditable(calendar: StoredCalendar | undefined): void {
  if (calendar?.canEdit === false) {
    throw new Refusal(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.");
  }
}
