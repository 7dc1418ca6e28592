// A clock that is set, as people and time servers do: timers go on counting, the time of day jumps; and a zone that changes.
import type { Clock } from "../../src-main/ports.ts";
import { Failure } from "../../src-preload/contract/failure.ts";

export interface SetClock extends Clock {
  /** Time passes: timers fire. */
  pass(ms: number): Promise<void>;
  /** Somebody sets the clock: no timer fires for it. */
  set(byMs: number): void;
  travel(zone: string): void;
}

/** Long enough for what a timer started to come to rest. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 10));

export function setClock(start: string, zone = "Europe/Paris"): SetClock {
  let passed = 0;
  let wallMs = Date.parse(start);
  let place = zone;
  const sleepers = new Set<{ readonly at: number; readonly wake: () => void }>();
  return {
    nowMs: () => wallMs,
    zone: () => place,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) throw new Failure("cancelled");
        const sleeper = { at: passed + ms, wake: resolve };
        sleepers.add(sleeper);
        signal.addEventListener("abort", () => {
          sleepers.delete(sleeper);
          reject(new Failure("cancelled"));
        });
      }),
    async pass(ms) {
      for (const end = passed + ms; passed < end; ) {
        const next = Math.min(end, ...[...sleepers].map(({ at }) => at));
        wallMs += Math.max(0, next - passed);
        passed = Math.max(passed, next);
        for (const sleeper of [...sleepers]) {
          if (sleeper.at > passed) continue;
          sleepers.delete(sleeper);
          sleeper.wake();
        }
        await settle();
      }
    },
    set(byMs) {
      wallMs += byMs;
    },
    travel(to) {
      place = to;
    },
  };
}
