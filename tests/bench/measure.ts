// One line of bench/results.json, and small statistics.

export interface Measure {
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  readonly peer?: number;
  readonly ratio?: number;
  readonly goal?: number;
  readonly ok: boolean;
}

export function measure(name: string, unit: string, ours: number, goal?: number): Measure {
  const rounded = Math.round(ours * 100) / 100;
  return { name, unit, ours: rounded, ...(goal !== undefined && { goal }), ok: goal === undefined || ours <= goal };
}

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
