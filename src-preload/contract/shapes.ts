// Value shapes shared by the contract's families: ids, moments, colours.
import { z } from "zod";

/** Made here; never a name or an address. */
export const AccountId = z.string().min(1).brand<"AccountId">();
export type AccountId = z.output<typeof AccountId>;
/** Made here; not the calendar's address on its server. */
export const CalendarId = z.string().min(1).brand<"CalendarId">();
export type CalendarId = z.output<typeof CalendarId>;
/** Made here. Of a whole series; an instance is named by its RecurrenceId besides. */
export const EventId = z.string().min(1).brand<"EventId">();
export type EventId = z.output<typeof EventId>;
/** Made here; not the feed's address. */
export const FeedId = z.string().min(1).brand<"FeedId">();
export type FeedId = z.output<typeof FeedId>;

/** Decimal digits, as MessageId: the number of the folder's row. */
export const FolderId = z.string().min(1).brand<"FolderId">();
export type FolderId = z.output<typeof FolderId>;
/** Decimal digits: messages are numbered so that a later one has a greater number (store/mail). */
export const MessageId = z
  .string()
  .regex(/^\d{1,16}$/)
  .brand<"MessageId">();
export type MessageId = z.output<typeof MessageId>;
/** Decimal digits, as MessageId. */
export const ThreadId = z
  .string()
  .regex(/^\d{1,16}$/)
  .brand<"ThreadId">();
export type ThreadId = z.output<typeof ThreadId>;
/** Made here; the same from save to save. */
export const DraftId = z.string().min(1).brand<"DraftId">();
export type DraftId = z.output<typeof DraftId>;
/** Made here; names a sender, of which an account may have several. */
export const IdentityId = z.string().min(1).brand<"IdentityId">();
export type IdentityId = z.output<typeof IdentityId>;

/** Wall clock `YYYY-MM-DDTHH:MM[:SS]` (read with a zone beside it) or, for all-day, `YYYY-MM-DD`. */
export const Moment = z
  .string()
  .regex(
    /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?)?$/,
    "not a date or wall-clock time",
  )
  // 31 November passes the pattern.
  .refine((moment) => new Date(`${moment.slice(0, 10)}T00:00:00Z`).getUTCDate() === Number(moment.slice(8, 10)), {
    message: "no such date",
  });
export type Moment = z.output<typeof Moment>;

/** IANA time zone name, `UTC`, or `floating` for a time without zone (RFC 5545 §3.3.5 form 1). */
export const Zone = z.string().min(1).max(64);

/** Names one instance of a series by its original start: UTC basic form `20261123T090000Z`, or `20261123` when all-day. */
export const RecurrenceId = z.string().regex(/^\d{8}(T\d{6}Z?)?$/, "not a recurrence id");
export type RecurrenceId = z.output<typeof RecurrenceId>;

/** Which instances a change of a series is for. */
export const Scope = z.enum(["this", "following", "all"]);
export type Scope = z.output<typeof Scope>;

/** `#RRGGBB`, in either case. */
export const Color = z.string().regex(/^#[0-9a-fA-F]{6}$/, "not #RRGGBB");
/** Milliseconds since 1970-01-01T00:00Z. */
export const EpochMs = z.number().int();
