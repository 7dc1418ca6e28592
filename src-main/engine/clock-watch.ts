// Notices that the system's clock was set: timers run on, moments in the data file do not.
import type { Clock } from "../ports.ts";

const LOOK_MS = 5 * 60_000;
/** A machine that slept is woken by its host; this is for clocks. */
const AHEAD_MS = 6 * 3_600_000;

/** Until the signal aborts.
 *  @param onJump the clock went back, or far ahead */
export async function watchClock(clock: Clock, signal: AbortSignal, onJump: () => void): Promise<void> {
  while (!signal.aborted) {
    const beforeMs = clock.nowMs();
    await clock.sleep(LOOK_MS, signal).catch(() => undefined);
    const passedMs = clock.nowMs() - beforeMs;
    if (!signal.aborted && (passedMs < 0 || passedMs > LOOK_MS + AHEAD_MS)) onJump();
  }
}
