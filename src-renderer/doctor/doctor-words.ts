// The doctor's facts in words, and which of them need someone. Pure.
import type { TFunction } from "i18next";
import type { Output } from "../../src-preload/contract/contract.ts";
import type { CalendarSyncState } from "../../src-preload/contract/sync.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { askedToWaitUntil } from "../pause.ts";

/** A calendar's entry of `sync.doctor`. */
export type Report = Output<"sync.doctor">["calendars"][number];

/** Tone of a state: red only for what will not heal by itself (look.md §1). */
type Tone = "ok" | "running" | "quiet" | "err";

/** How a calendar stands, in one line.
 *  @param time says a moment of today */
export function sayCalendarState(
  state: CalendarSyncState,
  t: TFunction,
  time: (ms: number) => string,
): { readonly tone: Tone; readonly text: string } {
  const untilMs = askedToWaitUntil(state);
  if (untilMs !== undefined) return { tone: "quiet", text: t("sync.waitUntil", { time: time(untilMs) }) };
  if (state.state === "running") return { tone: "running", text: sayProgress(state.progress, t) };
  if (state.state === "failing" && state.failure) {
    return { tone: state.failure.code === "offline" ? "quiet" : "err", text: sayFailure(t, state.failure) };
  }
  if (state.parked > 0) return { tone: "err", text: t("sync.parked", { count: state.parked }) };
  if (state.conflicts > 0) return { tone: "err", text: t("conflict.waiting", { count: state.conflicts }) };
  if (state.state === "paused") return { tone: "quiet", text: t("sync.paused") };
  if (state.pending > 0) return { tone: "quiet", text: t("sync.pending", { count: state.pending }) };
  return { tone: "ok", text: t("sync.ready") };
}

/** What a run is doing: `Lecture, 120 sur 300`. */
function sayProgress(progress: CalendarSyncState["progress"], t: TFunction): string {
  if (!progress) return t("sync.running");
  const { phase, done, total } = progress;
  const words = t(`doctor.phase.${phase}`);
  return total === undefined ? t("doctor.done", { words, done }) : t("doctor.doneOf", { words, done, total });
}

/** Does a calendar need someone? */
export function needsSomeone(state: CalendarSyncState): boolean {
  const heals = state.failure?.code === "offline" || askedToWaitUntil(state) !== undefined;
  const failing = state.state === "failing" && state.failure !== undefined && !heals;
  return failing || state.parked > 0 || state.conflicts > 0;
}

/** What a run changed: `3 ajoutés, 1 envoyé`. */
export function sayCounts(run: Report["lastRuns"][number], t: TFunction): string {
  const words = (["created", "updated", "deleted", "pushed"] as const)
    .filter((key) => run[key] > 0)
    .map((key) => t(`doctor.count.${key}`, { count: run[key] }));
  return words.length > 0 ? words.join(", ") : t("doctor.unchanged");
}

/** Runs, the latest first. */
export function latestFirst(runs: Report["lastRuns"]): Report["lastRuns"] {
  return runs.toSorted((a, b) => b.startedMs - a.startedMs);
}

/** When the runs began to fail; undefined while the last one went well. Skipped ones say nothing either way. */
export function failingSince(runs: Report["lastRuns"]): number | undefined {
  let since: number | undefined;
  for (const { outcome, startedMs } of latestFirst(runs)) {
    if (outcome === "successful") break;
    if (outcome === "failed") since = startedMs;
  }
  return since;
}
