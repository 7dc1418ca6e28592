// People: who could be invited, and when they are free.
import { z } from "zod";
import { CalendarId, EpochMs, EventId } from "./shapes.ts";
import { FailureShape } from "./sync.ts";

/** Part of a name or an address. */
export const SuggestPeople = z.object({
  query: z.string().max(320),
  limit: z.number().int().min(1).max(50).default(8),
});

/** Somebody met in an event. */
export const Person = z.object({ address: z.string(), name: z.string().optional() });
export type Person = z.output<typeof Person>;

/** Whose time, between two instants; asked through the account of the calendar that the event is for. */
export const AskFreeBusy = z.object({
  addresses: z.array(z.string().min(1).max(320)).max(100),
  fromMs: EpochMs,
  toMs: EpochMs,
  calendarId: CalendarId,
  /** The event that is being edited: nobody is busy because of it. */
  eventId: EventId.optional(),
});

/** `away`: out of office. */
export const BusyTime = z.object({
  startMs: EpochMs,
  endMs: EpochMs,
  kind: z.enum(["busy", "tentative", "away"]),
});
export type BusyTime = z.output<typeof BusyTime>;

/** When one person is busy, as far as that can be known. */
export const PersonsTime = z.object({
  /** As it was asked for. */
  address: z.string(),
  /** False: nothing can be said; that is not "free". */
  known: z.boolean(),
  /** In order, within what was asked for. */
  busy: z.array(BusyTime),
  /** Why it is not known, where the server was to be asked and could not be. */
  failure: FailureShape.optional(),
});
export type PersonsTime = z.output<typeof PersonsTime>;
