// Value shapes shared by the contract's families: ids, moments, colours.
import { z } from "zod";

export const AccountId = z.string().min(1).brand<"AccountId">();
export type AccountId = z.output<typeof AccountId>;
export const CalendarId = z.string().min(1).brand<"CalendarId">();
export type CalendarId = z.output<typeof CalendarId>;
export const EventId = z.string().min(1).brand<"EventId">();
export type EventId = z.output<typeof EventId>;
export const FeedId = z.string().min(1).brand<"FeedId">();
export type FeedId = z.output<typeof FeedId>;

export const FolderId = z.string().min(1).brand<"FolderId">();
export type FolderId = z.output<typeof FolderId>;
/** Decimal digits: messages are numbered so that a later one has a greater number (store/mail). */
export const MessageId = z
  .string()
  .regex(/^\d{1,16}$/)
  .brand<"MessageId">();
export type MessageId = z.output<typeof MessageId>;
export const ThreadId = z
  .string()
  .regex(/^\d{1,16}$/)
  .brand<"ThreadId">();
export type ThreadId = z.output<typeof ThreadId>;
export const DraftId = z.string().min(1).brand<"DraftId">();
export type DraftId = z.output<typeof DraftId>;
export const IdentityId = z.string().min(1).brand<"IdentityId">();
export type IdentityId = z.output<typeof IdentityId>;

/** Wall clock `YYYY-MM-DDTHH:MM[:SS]` (read with a zone beside it) or, for all-day, `YYYY-MM-DD`. */
export const Moment = z
  .string()
  .regex(
    /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?)?$/,
    "not a date or wall-clock time",
  );
export type Moment = z.output<typeof Moment>;

/** IANA time zone name, `UTC`, or `floating` for a time without zone (RFC 5545 §3.3.5 form 1). */
export const Zone = z.string().min(1).max(64);

/** Names one instance of a series by its original start: UTC basic form `20261123T090000Z`, or `20261123` when all-day. */
export const RecurrenceId = z.string().regex(/^\d{8}(T\d{6}Z?)?$/, "not a recurrence id");
export type RecurrenceId = z.output<typeof RecurrenceId>;

/** Which instances a change of a series is for. */
export const Scope = z.enum(["this", "following", "all"]);
export type Scope = z.output<typeof Scope>;

export const Color = z.string().regex(/^#[0-9a-fA-F]{6}$/, "not #RRGGBB");
export const EpochMs = z.number().int();
