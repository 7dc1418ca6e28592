// One line of bench/results.json, and small statistics.

export interface Measure {
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  /** The same by another program, in the same run on the same server. */
  readonly peer?: number;
  /** ours / peer. */
  readonly ratio?: number;
  /** In `unit`; with a peer or a reference, the highest ratio. */
  readonly goal?: number;
  readonly ok: boolean;
}

export function measure(name: string, unit: string, ours: number, goal?: number): Measure {
  const rounded = round(ours);
  return { name, unit, ours: rounded, ...(goal !== undefined && { goal }), ok: goal === undefined || ours <= goal };
}

/** Ours against another number. @param goal the highest ratio that is good enough */
export function compare(name: string, unit: string, ours: number, peer: number, goal: number): Measure {
  const ratio = ours / peer;
  return {
    name,
    unit,
    ours: round(ours),
    peer: round(peer),
    ratio: Math.round(ratio * 1000) / 1000,
    goal,
    ok: ratio <= goal,
  };
}

const round = (value: number) => Math.round(value * 100) / 100;

/** The value below which a share of the samples lies. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Wall time of `work` in ms. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Median wall time of several runs in ms. @param prepare not counted */
export async function medianOf(
  runs: number,
  work: () => unknown,
  prepare: (run: number) => unknown = () => {},
): Promise<number> {
  const samples: number[] = [];
  for (let run = 0; run < runs; run++) {
    await prepare(run);
    samples.push(await timed(work));
  }
  return percentile(samples, 0.5);
}
