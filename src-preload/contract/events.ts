// Events and the occurrences the agenda shows (design §7).
import { z } from "zod";
import { CalendarLimit } from "./calendars.ts";
import { AccountId, CalendarId, Color, EpochMs, EventId, Moment, RecurrenceId, Scope, Zone } from "./shapes.ts";
import { FailureShape } from "./sync.ts";

/** RFC 5545 §3.8.1.11, lower case. */
export const EventStatus = z.enum(["confirmed", "tentative", "cancelled"]);
export type EventStatus = z.output<typeof EventStatus>;

/** PARTSTAT of a guest (RFC 5545 §3.2.12), lower case. */
export const Answer = z.enum(["needs-action", "accepted", "declined", "tentative", "delegated"]);

/** RFC 5545 §3.8.1.3, lower case. */
const Privacy = z.enum(["public", "private", "confidential"]);
/** Does the time count as busy? RFC 5545 §3.8.2.7 TRANSP. */
const Transparency = z.enum(["opaque", "transparent"]);

/** One time at which an event takes place: what a grid or a list draws. */
export const Occurrence = z.object({
  eventId: EventId,
  calendarId: CalendarId,
  title: z.string(),
  start: Moment,
  end: Moment,
  zone: Zone,
  startMs: EpochMs,
  endMs: EpochMs,
  allDay: z.boolean(),
  location: z.string().optional(),
  recurring: z.boolean(),
  recurrenceId: RecurrenceId.optional(),
  status: EventStatus,
  /** True while a local edit waits to reach the server. */
  pending: z.boolean(),
  /** The user's own answer, when invited (RFC 5545 §3.2.12). */
  answer: Answer.optional(),
  /** The event's own colour (RFC 7986 §5.9); absent: the calendar's. */
  color: Color.optional(),
  /** Absent: public. */
  privacy: Privacy.optional(),
  /** Web page on which the online meeting is joined. */
  conferenceUrl: z.string().optional(),
  /** Both sides changed it: `conflicts.list` has the two versions. */
  conflict: z.boolean().optional(),
});
export type Occurrence = z.output<typeof Occurrence>;

/** A guest (RFC 5545 §3.8.4.1) or the organiser (§3.8.4.3); the address is without `mailto:`. */
export const Attendee = z.object({
  address: z.string().min(1).max(320),
  name: z.string().max(320).optional(),
  /** RFC 5545 §3.2.12, lower case. */
  answer: Answer.optional(),
});
export type Attendee = z.output<typeof Attendee>;

/** Minutes before the start; negative = after it. */
const Reminder = z.object({ minutesBefore: z.number().int().min(-525_600).max(525_600) });

/** A file that belongs to an event (RFC 5545 §3.8.1.1, RFC 8607). */
export const Attachment = z.object({
  name: z.string(),
  /** http or https; absent where it can only be had on the server, or lies inside the event itself. */
  url: z.string().optional(),
  /** As the event says, such as `application/pdf`. */
  mediaType: z.string().optional(),
  sizeBytes: z.number().int().optional(),
  /** It lies inside the event; its contents are not part of any answer. */
  inline: z.boolean(),
});
export type Attachment = z.output<typeof Attachment>;

const title = z.string().max(1000);
const location = z.string().max(4000);
const description = z.string().max(1_000_000);
const rrule = z.string().max(1000);
const attendees = z.array(Attendee).max(500);
const reminders = z.array(Reminder).max(20);
const categories = z.array(z.string().min(1).max(200)).max(50);
const url = z.string().max(4000);

/** Everything about one event, or about the one instance that was asked for. */
export const EventDetail = z.object({
  id: EventId,
  calendarId: CalendarId,
  title: z.string(),
  start: Moment,
  /** On the clock of `zone`, like `start`. */
  end: Moment,
  zone: Zone,
  /** The zone the end is kept in, where it is not that of the start (flights). `end` itself is still on the clock of `zone`. */
  endZone: Zone.optional(),
  allDay: z.boolean(),
  location: z.string().optional(),
  description: z.string().optional(),
  /** RFC 5545 §3.3.10 rule value of the series, without its property name. */
  rrule: z.string().optional(),
  recurring: z.boolean(),
  recurrenceId: RecurrenceId.optional(),
  status: EventStatus,
  organizer: Attendee.optional(),
  attendees: z.array(Attendee),
  reminders: z.array(Reminder),
  readOnly: z.boolean(),
  pending: z.boolean(),
  uid: z.string(),
  privacy: Privacy,
  transparency: Transparency,
  categories: z.array(z.string()),
  url: z.string().optional(),
  /** Web page on which the online meeting is joined. */
  conferenceUrl: z.string().optional(),
  /** The event's own colour (RFC 7986 §5.9); absent: the calendar's. */
  color: Color.optional(),
  attachments: z.array(Attachment),
  /** The user's own answer, when invited. */
  answer: Answer.optional(),
  /** False when somebody else organises it: then only the answer, reminders and transparency are the user's (R90). */
  organizedByMe: z.boolean(),
  /** Both sides changed it: the id for `conflicts.resolve`. */
  conflictId: z.string().optional(),
  /** Identity at the provider: decoded last path segment (CalDAV) or id (Graph); absent until the server has it. */
  externalEventId: z.string().optional(),
  externalEventUrl: z.string().optional(),
  lastSyncedAtMs: EpochMs.optional(),
});
export type EventDetail = z.output<typeof EventDetail>;

/** Without `zone` the times are in the user's own (settings, else the system's). */
export const NewEvent = z.object({
  calendarId: CalendarId,
  title,
  start: Moment,
  end: Moment,
  zone: Zone.optional(),
  /** Where the end is kept in a zone of its own; `end` is on the clock of `zone` all the same. */
  endZone: Zone.optional(),
  allDay: z.boolean().optional(),
  location: location.optional(),
  description: description.optional(),
  rrule: rrule.optional(),
  attendees: attendees.optional(),
  reminders: reminders.optional(),
  privacy: Privacy.optional(),
  transparency: Transparency.optional(),
  categories: categories.optional(),
  url: url.nullable().optional(),
  color: Color.nullable().optional(),
});
export type NewEvent = z.output<typeof NewEvent>;

/** Fields to change; an empty string or `null` removes one. `start` and `end` change together with their kind (all-day or timed). */
export const EventChanges = z.object({
  title: title.optional(),
  start: Moment.optional(),
  end: Moment.optional(),
  zone: Zone.optional(),
  /** The zone the end is kept in; null: that of the start. `end` is on the clock of `zone` all the same. */
  endZone: Zone.nullable().optional(),
  location: location.nullable().optional(),
  description: description.nullable().optional(),
  rrule: rrule.nullable().optional(),
  reminders: reminders.optional(),
  attendees: attendees.optional(),
  status: EventStatus.optional(),
  privacy: Privacy.optional(),
  transparency: Transparency.optional(),
  categories: categories.optional(),
  url: url.nullable().optional(),
  /** Null: the calendar's. Check `Calendar.cannot` first. */
  color: Color.nullable().optional(),
  /** Another calendar; always moves the whole series. */
  calendarId: CalendarId.optional(),
});
export type EventChanges = z.output<typeof EventChanges>;

/** An edit of an event, of one instance, or of a series from that instance on. */
export const UpdateEvent = z.object({
  id: EventId,
  changes: EventChanges,
  recurrenceId: RecurrenceId.optional(),
  /** Default: `this` when a recurrenceId is given, else `all`. */
  scope: Scope.optional(),
});

/** The new place of an event or of one instance; without `end` its length is kept. */
export const MoveEvent = z.object({
  id: EventId,
  start: Moment.optional(),
  end: Moment.optional(),
  zone: Zone.optional(),
  calendarId: CalendarId.optional(),
  recurrenceId: RecurrenceId.optional(),
  scope: Scope.optional(),
});

/** A copy: of the whole event or series, or of one instance as an event of its own. */
export const CopyEvent = z.object({
  id: EventId,
  recurrenceId: RecurrenceId.optional(),
  /** Where the copy begins, in `zone`; by default where the original does. Its length stays. */
  start: Moment.optional(),
  zone: Zone.optional(),
  /** Default: the original's, if it can be written to. */
  calendarId: CalendarId.optional(),
  /** Invite the same people; otherwise the copy has no guests. */
  withGuests: z.boolean().optional(),
});

/** `scope` as in UpdateEvent. */
export const RemoveEvent = z.object({ id: EventId, recurrenceId: RecurrenceId.optional(), scope: Scope.optional() });

/** iCalendar text (RFC 5545) to add to a calendar; nobody is invited by an import. */
export const ImportEvents = z.object({
  calendarId: CalendarId.optional(),
  text: z.string().max(64 * 1024 * 1024),
  /** Only say what would happen. */
  dryRun: z.boolean().optional(),
});

/** What an import did, or with `dryRun` would do. */
export const Imported = z.object({
  calendarId: CalendarId,
  created: z.number().int(),
  /** Already there under the same UID. */
  skipped: z.number().int(),
  /** What cannot be taken in; `reason` is the failure in English, for logs and the command line. */
  parked: z.array(z.object({ subject: z.string(), reason: z.string(), failure: FailureShape })),
  /** Takes the import back: `events.undo {undoId}`. */
  undoId: z.string().optional(),
});

/** The user's answer to an invitation, for the series or one instance (RFC 5546 §3.2.3). */
export const RespondEvent = z.object({
  id: EventId,
  recurrenceId: RecurrenceId.optional(),
  answer: z.enum(["accepted", "tentative", "declined"]),
  comment: z.string().max(4000).optional(),
});

/** What an event looks like after a command, and how to take the command back. */
export const EventAnswer = z.object({ event: EventDetail, undoId: z.string().optional() });

/** A change that is thought about, not made: the input of `events.update`, of `events.remove`, or a new event. */
export const PlannedChange = z.object({
  /** Absent for a new event. */
  id: EventId.optional(),
  calendarId: CalendarId.optional(),
  recurrenceId: RecurrenceId.optional(),
  scope: Scope.optional(),
  changes: EventChanges.optional(),
  remove: z.boolean().optional(),
});
/** What saving would do beyond the event itself. */
export const Consequences = z.object({
  /** Addresses the server would mail. */
  mails: z.array(z.string()),
  /** The series becomes two. */
  splits: z.boolean(),
  /** Exceptions of the series that move along, and that are lost. */
  exceptionsMoved: z.number().int(),
  exceptionsLost: z.number().int(),
  /** What the event's calendar would not keep of it: it is moved to a server that cannot. */
  loses: z.array(CalendarLimit).optional(),
});

/** iCalendar text of one event, of a calendar, or of what a server does not have yet. */
export const ExportEvents = z.object({
  eventId: EventId.optional(),
  calendarId: CalendarId.optional(),
  accountId: AccountId.optional(),
  /** Only events with edits that the server does not have. */
  unsynced: z.boolean().optional(),
});
