// What happens to mail by itself on this device: rules, blocked senders, reminders; and invitations that came by mail.
import { z } from "zod";
import { EventAnswer, EventDetail, Occurrence } from "./events.ts";
import { AccountId, CalendarId, EpochMs, FolderId, MessageId } from "./shapes.ts";

/** A test of a message; all of a rule's tests must hold (`all`) or one (`any`). */
const RuleTest = z.object({
  field: z.enum(["from", "to", "subject", "list", "attachment", "words"]),
  how: z.enum(["contains", "is", "ends-with", "exists"]),
  value: z.string().max(300).optional(),
  not: z.boolean().optional(),
});

const RuleAction = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("move"), folderId: FolderId }),
  z.object({ kind: z.literal("flag"), flag: z.enum(["\\Seen", "\\Flagged"]) }),
  z.object({ kind: z.literal("keyword"), keyword: z.string().regex(/^[A-Za-z$][\w$.-]{0,60}$/) }),
  z.object({ kind: z.literal("trash") }),
  z.object({ kind: z.literal("silent") }),
]);

/** A rule for mail that arrives in the inbox while Cadran runs. */
export const MailRule = z.object({
  id: z.string(),
  name: z.string().min(1).max(120),
  /** Absent: every account. */
  accountId: AccountId.optional(),
  enabled: z.boolean(),
  match: z.enum(["all", "any"]),
  tests: z.array(RuleTest).min(1).max(20),
  actions: z.array(RuleAction).min(1).max(10),
  /** Later rules do not see what this one took. */
  stop: z.boolean(),
});
export type MailRule = z.output<typeof MailRule>;

/** An invitation, its answer or its cancellation in a message (RFC 5546), with what the agenda knows of it. */
export const MailInvitation = z.object({
  method: z.enum(["request", "reply", "cancel", "counter", "publish", "refresh", "add", "declinecounter"]),
  /** `new`: not in any calendar. `current`: what the calendar has. `outdated`: the calendar has a later version. `update`: it
   *  changes what the calendar has. `cancelled`: it ends what the calendar has. `not-mine`: nobody here is invited.
   *  `unreadable`: shown as a file. */
  state: z.enum(["new", "current", "update", "outdated", "cancelled", "not-mine", "unreadable"]),
  title: z.string(),
  start: z.string(),
  end: z.string(),
  zone: z.string(),
  allDay: z.boolean(),
  startMs: EpochMs,
  endMs: EpochMs,
  location: z.string().optional(),
  rrule: z.string().optional(),
  organizer: z.object({ address: z.string(), name: z.string().optional() }).optional(),
  attendees: z.array(z.object({ address: z.string(), name: z.string().optional(), answer: z.string() })),
  /** The user's answer so far. */
  answer: z.enum(["accepted", "tentative", "declined", "needs-action"]).optional(),
  /** Whose answer a `reply` is, and which. */
  reply: z.object({ address: z.string(), name: z.string().optional(), answer: z.string() }).optional(),
  comment: z.string().optional(),
  /** The event, where the calendar has it. */
  event: EventDetail.optional(),
  /** What else is on that day, in the calendars that are shown. */
  day: z.array(Occurrence),
  /** Of those, what it overlaps with. */
  conflicts: z.array(Occurrence),
  /** Where an answer would put it. */
  calendarId: CalendarId.optional(),
  /** How an answer reaches the organiser: their server by itself, or a mail of ours; never both. */
  answersBy: z.enum(["server", "mail", "none"]),
});
export type MailInvitation = z.output<typeof MailInvitation>;

/** Answers what came by mail. `calendarId`: where the event goes, if not where MailInvitation says. */
export const AnswerInvitation = z.object({
  messageId: MessageId,
  answer: z.enum(["accepted", "tentative", "declined"]),
  comment: z.string().max(2000).optional(),
  calendarId: CalendarId.optional(),
});

/** The event as the answer left it, and what takes the answer back. */
export const AnsweredInvitation = z.object({
  event: EventAnswer.shape.event.optional(),
  undoId: z.string().optional(),
});
