// Sync as people see it: state per calendar, results of a run, the doctor's facts.
import { z } from "zod";
import type { FailureCode, FailureReason } from "./failure.ts";
import { AccountId, CalendarId, EpochMs } from "./shapes.ts";

/** contract/failure.ts FailureData on the wire. */
export const FailureShape = z.object({
  code: z.custom<FailureCode>((v) => typeof v === "string"),
  reason: z.custom<FailureReason>((v) => typeof v === "string"),
  message: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  retryAtMs: EpochMs.optional(),
});

export const SyncScope = z.object({
  accountId: AccountId.optional(),
  calendarId: CalendarId.optional(),
  /** Compare everything instead of asking for changes. */
  full: z.boolean().optional(),
  /** The answer to a `mass-deletion` failure: yes, remove them here too (kept 30 days in history). */
  allowMassDeletion: z.boolean().optional(),
});

export const SyncResult = z.object({
  calendarId: CalendarId,
  outcome: z.enum(["successful", "failed", "skipped"]),
  /** Changes that came in. */
  created: z.number().int(),
  updated: z.number().int(),
  deleted: z.number().int(),
  /** Local changes that reached the server. */
  pushed: z.number().int(),
  failure: FailureShape.optional(),
});
export type SyncResult = z.output<typeof SyncResult>;

export const CalendarSyncState = z.object({
  calendarId: CalendarId,
  accountId: AccountId,
  /** `waiting`: due at nextAtMs. `paused`: by the user, or until someone signs in. */
  state: z.enum(["running", "waiting", "failing", "paused"]),
  lastSuccessMs: EpochMs.optional(),
  nextAtMs: EpochMs.optional(),
  failure: FailureShape.optional(),
  /** Local changes not yet on the server. */
  pending: z.number().int(),
  /** Items set aside. */
  parked: z.number().int(),
});
export type CalendarSyncState = z.output<typeof CalendarSyncState>;

/** How a provider finds changes: RFC 6578 sync-collection, the ctag, or a full listing. */
export const ChangeMethod = z.enum(["sync-collection", "ctag", "listing"]);
export type ChangeMethod = z.output<typeof ChangeMethod>;

export const DoctorReport = z.object({
  calendarId: CalendarId,
  /** Absent before the first run. */
  method: ChangeMethod.optional(),
  cursorSinceMs: EpochMs.optional(),
  lastFullCheckAtMs: EpochMs.optional(),
  lastRuns: z.array(
    z.object({
      startedMs: EpochMs,
      durationMs: z.number(),
      outcome: z.enum(["successful", "failed", "skipped"]),
      created: z.number().int(),
      updated: z.number().int(),
      deleted: z.number().int(),
      pushed: z.number().int(),
      failure: FailureShape.optional(),
    }),
  ),
  parked: z.array(z.object({ item: z.string(), sinceMs: EpochMs, failure: FailureShape })),
});
