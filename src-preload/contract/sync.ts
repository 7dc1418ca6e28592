// Sync as people see it: state per calendar, results of a run, the doctor's facts.
import { z } from "zod";
import type { FailureCode, FailureReason } from "./failure.ts";
import { AccountId, CalendarId, EpochMs, FeedId, FolderId } from "./shapes.ts";

/** contract/failure.ts FailureData on the wire. */
export const FailureShape = z.object({
  code: z.custom<FailureCode>((v) => typeof v === "string"),
  reason: z.custom<FailureReason>((v) => typeof v === "string"),
  message: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  retryAtMs: EpochMs.optional(),
});

/** What `sync.run` runs: all that is due to run where no id is given. */
export const SyncScope = z.object({
  accountId: AccountId.optional(),
  calendarId: CalendarId.optional(),
  /** This feed alone. Without any of these ids, feeds and mail run as well as calendars. */
  feedId: FeedId.optional(),
  /** This mail folder alone. */
  folderId: FolderId.optional(),
  /** Compare everything instead of asking for changes. */
  full: z.boolean().optional(),
  /** The answer to a `mass-deletion` failure: yes, remove them here too (kept 30 days in history). */
  allowMassDeletion: z.boolean().optional(),
  /** Leave out calendars whose last success is younger: the agenda was opened (they answer `skipped`). */
  ifOlderThanMs: z.number().int().min(0).optional(),
});

/** A run's way through a calendar: sending, comparing, fetching. `total` once it is known. */
const Progress = z.object({
  phase: z.enum(["sending", "comparing", "fetching"]),
  done: z.number().int(),
  total: z.number().int().optional(),
  /** The server asked for a pause until then; the run goes on by itself. */
  pausedUntilMs: EpochMs.optional(),
});
export type Progress = z.output<typeof Progress>;

/** Why a run began. */
export const RunCause = z.enum(["schedule", "edit", "hand", "opened", "retry", "wake"]);
export type RunCause = z.output<typeof RunCause>;

/** What a run did for one calendar, counted in events. */
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

/** What a run did for one feed, counted in items. */
export const FeedResult = z.object({
  feedId: FeedId,
  outcome: z.enum(["successful", "failed", "skipped"]),
  created: z.number().int(),
  updated: z.number().int(),
  failure: FailureShape.optional(),
});
export type FeedResult = z.output<typeof FeedResult>;

/** How a mail folder stands with its server. */
export const FolderSync = z.object({
  /** `waiting`: due at nextAtMs. `parked`: the server lists it and refuses to open it. */
  state: z.enum(["running", "waiting", "failing", "paused", "parked"]),
  /** Messages on the server, as it last said. */
  onServer: z.number().int().optional(),
  /** Messages here. */
  stored: z.number().int(),
  /** Of those here, how many can be read offline and are found by their words. */
  readable: z.number().int(),
  lastSuccessMs: EpochMs.optional(),
  nextAtMs: EpochMs.optional(),
  failure: FailureShape.optional(),
  /** Deeds of the user that the server does not have yet. */
  pending: z.number().int(),
  /** Deeds that it refused for good, until mail.retryDeeds; absent: none. `failure` is the last one's where the folder itself
   *  has none. */
  failed: z.number().int().optional(),
});

/** FolderSync with the folder it is of, in the answer of `sync.status`. */
export const FolderSyncState = FolderSync.extend({ folderId: FolderId, accountId: AccountId });
export type FolderSyncState = z.output<typeof FolderSyncState>;

/** What a run did for one mail folder, counted in messages. */
export const FolderResult = z.object({
  folderId: FolderId,
  accountId: AccountId,
  outcome: z.enum(["successful", "failed", "skipped"]),
  created: z.number().int(),
  updated: z.number().int(),
  deleted: z.number().int(),
  pushed: z.number().int(),
  failure: FailureShape.optional(),
});
export type FolderResult = z.output<typeof FolderResult>;

/** How a calendar stands with its server now, in the answer of `sync.status`. */
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
  /** Conflicts that wait for a choice. */
  conflicts: z.number().int(),
  /** While running. */
  progress: Progress.optional(),
});
export type CalendarSyncState = z.output<typeof CalendarSyncState>;

/** How a provider finds changes: RFC 6578 sync-collection, the ctag, a full listing, or a feed of changed ids (Graph:
 *  `delta`, and `range-delta` where the feed only covers a range of time). */
export const ChangeMethod = z.enum(["sync-collection", "ctag", "listing", "delta", "range-delta"]);
export type ChangeMethod = z.output<typeof ChangeMethod>;

/** Why the sync of one calendar goes as it goes. */
export const DoctorReport = z.object({
  calendarId: CalendarId,
  /** Absent before the first run. */
  method: ChangeMethod.optional(),
  cursorSinceMs: EpochMs.optional(),
  lastFullCheckAtMs: EpochMs.optional(),
  /** Vendor or software, where the server says or the address tells. */
  server: z.string().optional(),
  /** Departures from the standard that were met, as short English phrases. */
  quirks: z.array(z.string()),
  /** Events here, edits waiting, conflicts waiting. */
  events: z.number().int(),
  pending: z.number().int(),
  conflicts: z.number().int(),
  failure: FailureShape.optional(),
  nextAtMs: EpochMs.optional(),
  /** How the runs of the last 30 days ended. */
  totals: z.object({
    due: z.number().int(),
    successful: z.number().int(),
    failed: z.number().int(),
    skipped: z.number().int(),
  }),
  lastRuns: z.array(
    z.object({
      cause: RunCause,
      /** When it should have begun. */
      dueMs: EpochMs,
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

/** Releases what was set aside: one item, or all of a calendar. */
export const RetryScope = z.object({ calendarId: CalendarId, item: z.string().optional() });

/** One request to a server, without credentials, bodies or query texts. */
export const RequestRecord = z.object({
  atMs: EpochMs,
  method: z.string(),
  path: z.string(),
  /** Absent when no answer came. */
  status: z.number().int().optional(),
  ms: z.number(),
  bytes: z.number().int(),
  /** Precondition element or reason of a failure. */
  note: z.string().optional(),
});
export type RequestRecord = z.output<typeof RequestRecord>;
