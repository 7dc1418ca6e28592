// Everything that is kept here: taken along as files, or erased for good.
import { z } from "zod";
import { FailureShape } from "./sync.ts";

/** What an export holds when it is over. */
const Exported = z.object({
  calendars: z.number().int(),
  events: z.number().int(),
  folders: z.number().int(),
  messages: z.number().int(),
  /** Messages whose text is on the server alone: not among the files. */
  away: z.number().int(),
});

/** How an export stands. Files are in `folder` only once it is `done`. */
export const ExportState = z.object({
  state: z.enum(["none", "running", "done", "failed", "cancelled"]),
  /** Messages and calendars written, of all there are. */
  written: z.number().int(),
  total: z.number().int(),
  /** Absolute path. */
  folder: z.string().optional(),
  exported: Exported.optional(),
  failure: FailureShape.optional(),
});
export type ExportState = z.output<typeof ExportState>;

/** What exists on this computer alone and would be lost with it. */
export const Losses = z.object({
  /** Changes of events that no server has yet. */
  changes: z.number().int(),
  /** Messages that were not sent. */
  outgoing: z.number().int(),
  /** Drafts, deeds and filed messages that the mail server has not yet. */
  mail: z.number().int(),
  /** Calendars that no account has. */
  localCalendars: z.number().int(),
  localEvents: z.number().int(),
  accounts: z.number().int(),
  feeds: z.number().int(),
});
export type Losses = z.output<typeof Losses>;

/** Never sent by mistake: whoever asks has said so in so many words. */
export const EraseAll = z.object({ confirm: z.literal("erase") });
