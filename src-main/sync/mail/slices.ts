// Work on many rows, in transactions that are short on this machine: the engine's thread is given back after each.
import { setImmediate as breathe } from "node:timers/promises";
import { FIRST_SLICE, nextSlice } from "./plan.ts";

/** How many rows a transaction takes; learnt as it goes, one for each kind of work. */
interface Pace {
  size: number;
  readonly most: number;
}

/** Begins small; `most` is where it stops to grow. */
export const paceOf = (most: number): Pace => ({ size: FIRST_SLICE, most });

/** @param work one transaction. What it throws ends the rest; slices before it stay */
export async function inSlices<T>(
  items: readonly T[],
  pace: Pace,
  work: (some: readonly T[], at: number) => void,
): Promise<void> {
  for (let at = 0; at < items.length; ) {
    const some = items.slice(at, at + pace.size);
    const before = process.threadCpuUsage();
    work(some, at);
    // Its own time: on a machine that others keep busy, fewer rows would only make it all longer.
    const { user, system } = process.threadCpuUsage(before);
    pace.size = nextSlice(pace.size, (user + system) / 1000, pace.most);
    at += some.length;
    await breathe();
  }
}
