// One line of bench/results.json, and small statistics.

/** Of all rounds, the lowest and the highest. */
interface Spread {
  readonly low: number;
  readonly high: number;
}

export interface Measure {
  readonly name: string;
  readonly unit: string;
  /** The median of the rounds. */
  readonly ours: number;
  /** The same by another program, in the same rounds on the same server; median. */
  readonly peer?: number;
  /** ours / peer in the same round; the median of the rounds. */
  readonly ratio?: number;
  /** Of `ratio` where there is one, else of `ours`; absent where there was one round. */
  readonly spread?: Spread;
  /** In `unit`; with a peer or a reference, the highest ratio. */
  readonly goal?: number;
  /** The median meets the goal. */
  readonly ok: boolean;
}

/** @param samples one for each round */
export function measure(name: string, unit: string, samples: number | readonly number[], goal?: number): Measure {
  const all = typeof samples === "number" ? [samples] : samples;
  const ours = median(all);
  return {
    ...{ name, unit, ours: round(ours), ...spreadOf(all, round) },
    ...(goal !== undefined && { goal }),
    ok: goal === undefined || ours <= goal,
  };
}

/** One round: what we took, and what the other took right after. */
export interface Pair {
  readonly ours: number;
  readonly peer: number;
}

/** Ours against another number, round by round. @param goal the highest ratio that is good enough */
export function compare(name: string, unit: string, rounds: readonly Pair[], goal: number): Measure {
  const ratios = rounds.map(({ ours, peer }) => ours / peer);
  const ratio = median(ratios);
  return {
    name,
    unit,
    ours: round(median(rounds.map(({ ours }) => ours))),
    peer: round(median(rounds.map(({ peer }) => peer))),
    ratio: fine(ratio),
    ...spreadOf(ratios, fine),
    goal,
    ok: ratio <= goal,
  };
}

const spreadOf = (samples: readonly number[], rounded: (value: number) => number): { spread?: Spread } =>
  samples.length < 2 ? {} : { spread: { low: rounded(Math.min(...samples)), high: rounded(Math.max(...samples)) } };

const round = (value: number) => Math.round(value * 100) / 100;
const fine = (value: number) => Math.round(value * 10_000) / 10_000;

/** The middle one; between two, what lies between them. NaN of nothing. */
export function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const [low = Number.NaN, high = Number.NaN] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return (low + high) / 2;
}

/** The value below which a share of the samples lies. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

const LONG_MS = 20_000;

/** How often something is measured: five times, three where a round is long.
 *  @param wanted BENCH_ROUNDS; anything but a whole number from 1 on counts as absent */
export function roundsFor(firstMs: number, wanted = ""): number {
  const number = Number(wanted);
  if (wanted !== "" && Number.isInteger(number) && number >= 1) return number;
  return firstMs > LONG_MS ? 3 : 5;
}

/** Measures several times. Who is compared runs within each round, one after the other, so that what else the machine does in
 *  that time meets both. */
export async function inRounds<T>(one: (round: number) => T | Promise<T>): Promise<T[]> {
  const startMs = performance.now();
  const results = [await one(0)];
  const rounds = roundsFor(performance.now() - startMs, process.env.BENCH_ROUNDS);
  while (results.length < rounds) results.push(await one(results.length));
  return results;
}

/** Wall time of `work` in ms. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
