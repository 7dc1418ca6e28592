// How far runs have come, in memory: shown, not kept.
import type { Progress } from "../../src-preload/contract/sync.ts";

/** Told how far a run of one calendar has come. */
export type Report = (progress: Progress) => void;

/** Often enough for a moving bar, seldom enough for views that ask again each time. */
const SHOWN_EVERY_MS = 250;

/** Calls `show` at most four times a second, by `nowMs`; what comes in between is left out. */
export function throttled(show: () => void, nowMs: () => number): () => void {
  let lastMs = Number.NEGATIVE_INFINITY;
  return () => {
    const now = nowMs();
    // A clock that was set back must not silence it.
    if (now >= lastMs && now - lastMs < SHOWN_EVERY_MS) return;
    lastMs = now;
    show();
  };
}
