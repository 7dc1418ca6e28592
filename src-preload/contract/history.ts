// Versions of events that something replaced: the history of one, and the trash.
import { z } from "zod";
import { FieldDifference } from "./conflicts.ts";
import { EventDetail } from "./events.ts";
import { CalendarId, EpochMs, EventId, Moment, RecurrenceId } from "./shapes.ts";

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
  /** Only this instance was taken out: `history.restore` brings back nothing else. */
  recurrenceId: RecurrenceId.optional(),
  /** When it is forgotten for good. */
  forgetAtMs: EpochMs,
  /** What the next version has otherwise; given when one event was asked for. */
  fields: z.array(FieldDifference).optional(),
});
export type HistoryEntry = z.output<typeof HistoryEntry>;

/** Whose versions; without `eventId` everybody's. */
export const ListHistory = z.object({
  eventId: EventId.optional(),
  calendarId: CalendarId.optional(),
  /** The trash: the last version of events, and of single occurrences, that are gone and can be brought back. */
  removed: z.boolean().optional(),
  limit: z.number().int().min(1).max(500).default(50),
});
/** A version as an event, and what the one after it has otherwise. */
export const HistoryVersion = z.object({ event: EventDetail, fields: z.array(FieldDifference) });
