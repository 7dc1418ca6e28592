// A clock that only moves when a test says so.

import type { Clock } from "../../src-main/ports.ts";
import { Failure } from "../../src-preload/contract/failure.ts";

export interface FakeClock extends Clock {
  /** Moves time on and wakes the sleepers whose time has come. */
  advance(ms: number): void;
}

interface Sleeper {
  readonly atMs: number;
  readonly wake: () => void;
}

/** @param start a date-time with offset or Z */
export function fakeClock(start = "2026-11-18T09:00:00Z", zone = "Europe/Paris"): FakeClock {
  let nowMs = Date.parse(start);
  const sleepers = new Set<Sleeper>();
  return {
    nowMs: () => nowMs,
    zone: () => zone,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) {
          reject(new Failure("cancelled"));
          return;
        }
        const sleeper = { atMs: nowMs + ms, wake: resolve };
        sleepers.add(sleeper);
        signal.addEventListener("abort", () => {
          sleepers.delete(sleeper);
          reject(new Failure("cancelled"));
        });
      }),
    advance(ms) {
      nowMs += ms;
      for (const sleeper of [...sleepers]) {
        if (sleeper.atMs > nowMs) continue;
        sleepers.delete(sleeper);
        sleeper.wake();
      }
    },
  };
}
