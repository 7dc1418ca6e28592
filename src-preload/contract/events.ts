// Events and the occurrences the agenda shows (design §7).
import { z } from "zod";
import { AccountId, CalendarId, EpochMs, EventId, Moment, RecurrenceId, Scope, Zone } from "./shapes.ts";

/** RFC 5545 §3.8.1.11, lower case. */
export const EventStatus = z.enum(["confirmed", "tentative", "cancelled"]);
export type EventStatus = z.output<typeof EventStatus>;

const Answer = z.enum(["needs-action", "accepted", "declined", "tentative", "delegated"]);

/** RFC 5545 §3.8.1.3, lower case. */
const Privacy = z.enum(["public", "private", "confidential"]);
/** Does the time count as busy? RFC 5545 §3.8.2.7 TRANSP. */
const Transparency = z.enum(["opaque", "transparent"]);

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
  /** Both sides changed it: `conflicts.list` has the two versions. */
  conflict: z.boolean().optional(),
});
export type Occurrence = z.output<typeof Occurrence>;

export const Attendee = z.object({
  address: z.string().min(1).max(320),
  name: z.string().max(320).optional(),
  /** RFC 5545 §3.2.12, lower case. */
  answer: Answer.optional(),
});
export type Attendee = z.output<typeof Attendee>;

/** Minutes before the start; negative = after it. */
const Reminder = z.object({ minutesBefore: z.number().int().min(-525_600).max(525_600) });

const title = z.string().max(1000);
const location = z.string().max(4000);
const description = z.string().max(1_000_000);
const rrule = z.string().max(1000);
const attendees = z.array(Attendee).max(500);
const reminders = z.array(Reminder).max(20);
const categories = z.array(z.string().min(1).max(200)).max(50);
const url = z.string().max(4000);

export const EventDetail = z.object({
  id: EventId,
  calendarId: CalendarId,
  title: z.string(),
  start: Moment,
  end: Moment,
  zone: Zone,
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

export const NewEvent = z.object({
  calendarId: CalendarId,
  title,
  start: Moment,
  end: Moment,
  zone: Zone.optional(),
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
});
export type NewEvent = z.output<typeof NewEvent>;

/** Fields to change; an empty string or `null` removes one. `start` and `end` change together with their kind (all-day or timed). */
export const EventChanges = z.object({
  title: title.optional(),
  start: Moment.optional(),
  end: Moment.optional(),
  zone: Zone.optional(),
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
  /** Another calendar; always moves the whole series. */
  calendarId: CalendarId.optional(),
});
export type EventChanges = z.output<typeof EventChanges>;

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

export const RemoveEvent = z.object({ id: EventId, recurrenceId: RecurrenceId.optional(), scope: Scope.optional() });

/** iCalendar text (RFC 5545) to add to a calendar; nobody is invited by an import. */
export const ImportEvents = z.object({
  calendarId: CalendarId.optional(),
  text: z.string().max(64 * 1024 * 1024),
  /** Only say what would happen. */
  dryRun: z.boolean().optional(),
});
export const Imported = z.object({
  calendarId: CalendarId,
  created: z.number().int(),
  /** Already there under the same UID. */
  skipped: z.number().int(),
  parked: z.array(z.object({ subject: z.string(), reason: z.string() })),
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
});

/** iCalendar text of one event, of a calendar, or of what a server does not have yet. */
export const ExportEvents = z.object({
  eventId: EventId.optional(),
  calendarId: CalendarId.optional(),
  accountId: AccountId.optional(),
  /** Only events with edits that the server does not have. */
  unsynced: z.boolean().optional(),
});

/** A version that an edit, a sync or a deletion replaced; kept 30 days. */
export const HistoryEntry = z.object({
  id: z.string(),
  eventId: EventId,
  calendarId: CalendarId,
  title: z.string(),
  start: Moment.optional(),
  atMs: EpochMs,
  /** `merged`: our own version before a silent merge; `overruled`: the side that lost a conflict. */
  cause: z.enum(["edited", "removed", "changed-on-server", "removed-on-server", "overruled", "merged"]),
});
