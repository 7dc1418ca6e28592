// The system's clock.
import { Failure } from "../../src-preload/contract/failure.ts";
import type { Clock } from "../ports.ts";

/** Node's timers fire at once beyond this (a signed 32-bit count of ms). */
const LONGEST_TIMER_MS = 2_147_483_647;

/** A sleep longer than Node's longest timer (24 days) ends early: who sleeps looks at the time again. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  zone() {
    // Node stays in the zone it started in; taking TZ away, which is not set, makes it ask the system again.
    if (process.env.TZ === undefined) delete process.env.TZ;
    return Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
  },
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      const cancel = () => {
        clearTimeout(timer);
        reject(new Failure("cancelled"));
      };
      if (signal.aborted) {
        reject(new Failure("cancelled"));
        return;
      }
      const timer = setTimeout(
        () => {
          signal.removeEventListener("abort", cancel);
          resolve();
        },
        Math.min(ms, LONGEST_TIMER_MS),
      );
      signal.addEventListener("abort", cancel, { once: true });
    }),
};
