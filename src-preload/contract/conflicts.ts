// Two versions of one event: what differs, what to do about it, and what others changed.
import { z } from "zod";
import { EventDetail } from "./events.ts";
import { CalendarId, EpochMs, EventId, Moment, RecurrenceId, Zone } from "./shapes.ts";

/** One side's value of a field: text, a period, or a list. Absent where that side has none. */
export const FieldValue = z.object({
  text: z.string().optional(),
  start: Moment.optional(),
  /** Exclusive. */
  end: Moment.optional(),
  zone: Zone.optional(),
  items: z.array(z.string()).optional(),
});
export type FieldValue = z.output<typeof FieldValue>;

/** What a field is to people; `other` is any property without a name of its own here (see `property`). `event`: the whole
 *  event or instance, there on one side only. */
export const FieldName = z.enum([
  "title",
  "time",
  "repeat",
  "location",
  "description",
  "status",
  "privacy",
  "transparency",
  "categories",
  "url",
  "color",
  "organizer",
  "attendees",
  "answer",
  "reminders",
  "attachments",
  "event",
  "other",
]);
export type FieldName = z.output<typeof FieldName>;

const field = {
  /** Names the field within the event: `SUMMARY`, `20261123T090000Z/LOCATION`. */
  key: z.string(),
  /** The instance concerned; absent for the series or a single event. */
  recurrenceId: RecurrenceId.optional(),
  name: FieldName,
  /** iCalendar property name. */
  property: z.string(),
};

/** A field that differs between two versions. */
export const FieldDifference = z.object({ ...field, before: FieldValue.optional(), after: FieldValue.optional() });
export type FieldDifference = z.output<typeof FieldDifference>;

/** A field that both sides changed, each to something else. */
export const FieldConflict = z.object({
  ...field,
  base: FieldValue.optional(),
  mine: FieldValue.optional(),
  theirs: FieldValue.optional(),
  /** What is chosen unless the user says otherwise: theirs for what belongs to the organiser, mine for private fields. */
  suggested: z.enum(["mine", "theirs"]),
});
export type FieldConflict = z.output<typeof FieldConflict>;

/** One event changed here and on its server: the change made here waits for `conflicts.resolve`. */
export const Conflict = z.object({
  id: z.string(),
  eventId: EventId,
  calendarId: CalendarId,
  title: z.string(),
  start: Moment,
  zone: Zone,
  sinceMs: EpochMs,
  /** `edited-both`: see `fields`. `removed-there`: edited here, deleted on the server. `removed-here`: the other way round. */
  kind: z.enum(["edited-both", "removed-there", "removed-here"]),
  fields: z.array(FieldConflict),
  /** Where one side removed it: what the other side's version says. */
  event: EventDetail.optional(),
});
export type Conflict = z.output<typeof Conflict>;

/** `mine`, `theirs`: that side for every field in conflict. `merge`: field by field as in `fields`, the suggestion for the
 *  others. `both`: theirs stays, mine becomes an event of its own without attendees. */
export const ResolveConflict = z.object({
  id: z.string(),
  choice: z.enum(["mine", "theirs", "merge", "both"]),
  fields: z.record(z.string(), z.enum(["mine", "theirs"])).optional(),
});

/** Something that others changed, or that was merged without asking. */
export const ChangeEntry = z.object({
  id: z.string(),
  eventId: EventId,
  calendarId: CalendarId,
  title: z.string(),
  atMs: EpochMs,
  kind: z.enum(["added", "changed", "removed", "merged"]),
  fields: z.array(FieldDifference),
  /** For `history.restore`: takes a silent merge back, or brings the version before the change. */
  historyId: z.string().optional(),
});
export type ChangeEntry = z.output<typeof ChangeEntry>;
