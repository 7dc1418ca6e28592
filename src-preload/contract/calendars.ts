// Calendars: what the sidebar shows and what sync is set to.
import { z } from "zod";
import { AccountId, CalendarId, Color } from "./shapes.ts";

const CalendarKind = z.enum(["personal", "group", "mission"]);

/** Minutes between two runs; 0 = only by hand. */
const FrequencyMinutes = z.union([
  z.literal(0),
  z.literal(1),
  z.literal(5),
  z.literal(15),
  z.literal(30),
  z.literal(60),
]);

/** What happens when both sides changed the same field; `ask` shows both. The loser is always kept in history. */
export const ConflictPolicy = z.enum(["ask", "newest", "server", "mine"]);
export type ConflictPolicy = z.output<typeof ConflictPolicy>;

/** How much of a calendar is kept here, in months around today; null = all of it. */
const SyncWindow = z.object({
  monthsBack: z.number().int().min(0).max(1200),
  monthsAhead: z.number().int().min(1).max(1200),
});
export type SyncWindow = z.output<typeof SyncWindow>;

/** Why a calendar is not listed: "Privée" and "Default" are shown only while they are synced (design §5). */
export const HiddenReason = z.enum(["not-synced", "sync-off"]);
export type HiddenReason = z.output<typeof HiddenReason>;

/** What the calendar's server cannot keep of an event, and the view does not offer: a colour of its own, more than one
 *  reminder, times without zone, the status "cancelled". */
export const CalendarLimit = z.enum(["color", "many-reminders", "floating", "cancelled"]);
export type CalendarLimit = z.output<typeof CalendarLimit>;

/** One calendar with its sync settings; how its sync stands is CalendarSyncState. */
export const Calendar = z.object({
  id: CalendarId,
  /** Absent: a calendar that lives on this device only. */
  accountId: AccountId.optional(),
  name: z.string(),
  color: Color,
  description: z.string().optional(),
  kind: CalendarKind,
  visible: z.boolean(),
  readOnly: z.boolean(),
  order: z.number(),
  syncEnabled: z.boolean(),
  frequencyMinutes: FrequencyMinutes,
  conflictPolicy: ConflictPolicy,
  window: SyncWindow.nullable(),
  /** The server mails attendees by itself when an event with attendees is saved (RFC 6638). */
  schedules: z.boolean(),
  /** Absent: it keeps everything. */
  cannot: z.array(CalendarLimit).optional(),
  /** Whatever is saved of a meeting, its server tells the guests: nothing of it can be done quietly. */
  alwaysTells: z.boolean().optional(),
  /** Present only in answers that were asked for hidden calendars too. */
  hidden: HiddenReason.optional(),
});
export type Calendar = z.output<typeof Calendar>;

/** A new calendar: on this device, or with an account on its server (RFC 4791 §5.3.1), which must be reachable. */
export const NewCalendar = z.object({
  name: z.string().trim().min(1).max(200),
  color: Color.optional(),
  accountId: AccountId.optional(),
  kind: CalendarKind.optional(),
  missionId: z.string().max(200).optional(),
});

/** What is absent stays as it is. */
export const UpdateCalendar = z.object({
  id: CalendarId,
  /** A server's calendar is renamed on its server, which must be reachable. */
  name: z.string().trim().min(1).max(200).optional(),
  /** Shown here only; the server keeps its own. */
  color: Color.optional(),
  /** The colour on the server, for everyone who uses the calendar; the one chosen here is forgotten. */
  serverColor: Color.optional(),
  visible: z.boolean().optional(),
  syncEnabled: z.boolean().optional(),
  frequencyMinutes: FrequencyMinutes.optional(),
  /** Within its group (synced, groups, missions, others); lower first. */
  order: z.number().optional(),
  conflictPolicy: ConflictPolicy.optional(),
  window: SyncWindow.nullable().optional(),
});
