// The search of the agenda: words and filters.
import { z } from "zod";
import { Answer, Occurrence } from "./events.ts";
import { CalendarId, EpochMs } from "./shapes.ts";

/** Which events `agenda.search` finds: all that is given must hold. With a filter the words may be empty. */
export const SearchAgenda = z.object({
  /** Each word is looked for, accents and case aside, in title, place, description, categories and people's names. */
  query: z.string().max(500),
  limit: z.number().int().min(1).max(500).default(50),
  /** How many results to leave out: those of the pages before. */
  offset: z.number().int().min(0).default(0),
  calendarIds: z.array(CalendarId).optional(),
  fromMs: EpochMs.optional(),
  toMs: EpochMs.optional(),
  /** The user's own answer. */
  answer: Answer.optional(),
  hasGuests: z.boolean().optional(),
  /** Mail address of somebody invited, or of the organiser. */
  attendee: z.string().max(320).optional(),
  hasConference: z.boolean().optional(),
  recurring: z.boolean().optional(),
  /** Each event is found once, by one occurrence: the one nearest to now (`nearest`, in that order), the next one from now on
   *  (`future`, soonest first), or the last one before now (`past`, latest first). */
  order: z.enum(["nearest", "future", "past"]).default("nearest"),
});

/** One page of results, one occurrence for each event. */
export const FoundOccurrences = z.object({
  occurrences: z.array(Occurrence),
  /** How many events there are in all; absent: more than 2,000. */
  total: z.number().int().optional(),
});
