// What a person is told of while looking elsewhere: reminders, new mail, what waits for a decision. Facts only: who shows a
// notice says it in the person's language.
import { z } from "zod";
import { Mailbox } from "./mail.ts";
import { AccountId, CalendarId, EpochMs, EventId, FolderId, MessageId, Moment, RecurrenceId, Zone } from "./shapes.ts";

const base = {
  /** The same thing keeps its name: it is never told twice. */
  id: z.string(),
  /** When it fell due. */
  atMs: EpochMs,
};

/** An alarm of an event (RFC 5545 §3.6.6). */
const Reminder = z.object({
  ...base,
  kind: z.literal("reminder"),
  eventId: EventId,
  recurrenceId: RecurrenceId.optional(),
  calendarId: CalendarId,
  title: z.string(),
  start: Moment,
  end: Moment,
  zone: Zone,
  startMs: EpochMs,
  endMs: EpochMs,
  allDay: z.boolean(),
  location: z.string().optional(),
  /** Web page on which the online meeting is joined. */
  conferenceUrl: z.string().optional(),
});
export type Reminder = z.output<typeof Reminder>;

/** A message that has just come, or came back from a snooze. */
const NewMail = z.object({
  ...base,
  kind: z.literal("mail"),
  accountId: AccountId,
  folderId: FolderId,
  messageId: MessageId,
  from: Mailbox.optional(),
  subject: z.string(),
  snippet: z.string(),
});

/** Something that does not go on without the person. */
const Trouble = z.object({
  ...base,
  kind: z.literal("trouble"),
  /** `sign-in`: an account asks for its password. `unsent`: a message may have gone out, or did not. `held-back`: a sync
   *  stopped rather than delete or overwrite much. */
  what: z.enum(["sign-in", "unsent", "held-back"]),
  /** Label of the account, subject of the message, name of the calendar. */
  subject: z.string(),
  accountId: AccountId.optional(),
});

export const Notice = z.discriminatedUnion("kind", [Reminder, NewMail, Trouble]);
export type Notice = z.output<typeof Notice>;

export const NoticeIds = z.object({ ids: z.array(z.string()).max(1000) });

export const SnoozeNotice = z.object({
  id: z.string(),
  /** Comes back then; at the latest when its event begins is no rule: the person chose. */
  untilMs: EpochMs,
});

const Hour = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** What is told outside the window. What is absent is told. */
export const NoticeSettings = z.object({
  reminders: z.boolean().optional(),
  mail: z.boolean().optional(),
  troubles: z.boolean().optional(),
  /** Wall times between which nothing is told; over midnight when `from` is the later one. */
  quiet: z.object({ from: Hour, to: Hour }).optional(),
  /** A day on which nothing is told, whatever the hour: 0 = Sunday. */
  quietDays: z.array(z.number().int().min(0).max(6)).max(7).optional(),
});
export type NoticeSettings = z.output<typeof NoticeSettings>;
