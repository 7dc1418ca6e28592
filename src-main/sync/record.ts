// What a run leaves behind: its record, and when its calendar is due again.

import { Failure } from "../../src-preload/contract/failure.ts";
import type { CalendarId } from "../../src-preload/contract/shapes.ts";
import type { RunCause, SyncResult } from "../../src-preload/contract/sync.ts";
import type { CalendarConnection } from "../providers/provider.ts";
import { type CalendarSyncRow, getCalendarSync, updateCalendarSync } from "../store/calendars.ts";
import { holdBack } from "../store/outbox.ts";
import { recordRun } from "../store/runs.ts";
import type { SyncDeps } from "./deps.ts";
import { nextRunMs, verdictOn } from "./policy.ts";

/** Why a run began, and when it should have. */
export interface Due {
  readonly cause: RunCause;
  readonly dueMs: number;
}

/** The reason of a run that a person stopped; an engine that closes has another. */
export const STOPPED_BY_HAND = new Failure("cancelled");

/** How long a stopped calendar rests when it has no schedule of its own. */
const REST_MS = 15 * 60_000;
/** A calendar that is no longer on its server is looked for again a day later (knowledge R13). */
const VANISHED_MS = 24 * 3_600_000;

/** Writes a run down, inside the caller's transaction.
 *  @param byHand somebody stopped it: it is no news about the server, and must not begin again at once */
export function record(
  deps: SyncDeps,
  result: SyncResult,
  failure: Failure | undefined,
  run: Due & { readonly startedMs: number; readonly byHand: boolean },
): void {
  const { db, clock } = deps;
  // The engine is closing, or the account is going: the next run finds everything as it is.
  if (failure?.code === "cancelled" && !run.byHand) return;
  const sync = getCalendarSync(db, result.calendarId);
  if (!sync) return;
  const nowMs = clock.nowMs();
  const { calendarId, outcome, created, updated, deleted, pushed } = result;
  const { cause, dueMs, startedMs } = run;
  const counts = { created, updated, deleted, pushed };
  const durationMs = nowMs - startedMs;
  recordRun(db, {
    calendarId,
    startedMs,
    durationMs,
    outcome,
    ...counts,
    failure: result.failure ?? null,
    cause,
    // 0 stands for "at once": a calendar that is new here.
    dueMs: dueMs || startedMs,
  });
  if (failure?.code === "cancelled") rest(deps, sync);
  else if (outcome !== "skipped") updateCalendarSync(db, calendarId, afterRun(deps, sync, failure));
}

function rest({ db, clock, random }: SyncDeps, sync: CalendarSyncRow): void {
  const nowMs = clock.nowMs();
  const nextAt = nextRunMs(sync.frequencyMinutes, nowMs, random());
  updateCalendarSync(db, sync.calendarId, { nextAt: nextAt ?? null });
  holdBack(db, sync.calendarId, nextAt ?? nowMs + REST_MS);
}

function afterRun({ clock, random }: SyncDeps, sync: CalendarSyncRow, failure: Failure | undefined) {
  const nowMs = clock.nowMs();
  const scheduled = nextRunMs(sync.frequencyMinutes, nowMs, random()) ?? null;
  if (!failure) {
    const runsSinceFullCheck = sync.runsSinceFullCheck + 1;
    return { lastSyncAt: nowMs, lastError: null, failures: 0, nextAt: scheduled, runsSinceFullCheck };
  }
  const verdict = verdictOn(failure, sync.failures, nowMs, random());
  const vanished = failure.code === "missing" && scheduled !== null;
  const nextAt = verdict.do === "retry" ? verdict.atMs : vanished ? nowMs + VANISHED_MS : scheduled;
  return { lastError: failure.toData(), failures: sync.failures + 1, nextAt };
}

/** Keeps what was learnt of the server, inside the caller's transaction; a quirk once seen stays on the list. */
export function keepTraits({ db }: SyncDeps, calendarId: CalendarId, connection: CalendarConnection): void {
  const sync = getCalendarSync(db, calendarId);
  if (!sync) return;
  const { server = sync.server, quirks } = connection.traits();
  const seen = [...new Set([...sync.quirks, ...quirks])];
  if (server === sync.server && seen.length === sync.quirks.length) return;
  updateCalendarSync(db, calendarId, { server, quirks: seen });
}
