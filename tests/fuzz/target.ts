// One target of the fuzzing: inputs, and the entry of the product that they are given to. Whatever comes of an input, it is an
// answer or the documented Failure.
import fc from "fast-check";
import { Failure } from "../../src-preload/contract/failure.ts";

/** What became of one target's inputs. */
export interface FuzzResult {
  readonly target: string;
  readonly inputs: number;
  /** Refused with a Failure, as documented. */
  readonly rejected: number;
  readonly slowestMs: number;
  /** The smallest input that ended with something else than a Failure, and what that was. */
  readonly exception?: Found;
  /** The input during which nothing was heard of the target for too long. */
  readonly hang?: Found;
}

export interface Found {
  readonly input: string;
  readonly why: string;
  readonly seed: number;
}

export interface FuzzWish {
  readonly seed: number;
  readonly count: number;
  /** An input that takes longer is a hang (ms). */
  readonly limitMs: number;
  /** Told of every input before it is tried: whoever watches can say then which one held things up. */
  readonly before?: (input: string) => void;
}

export interface FuzzTarget {
  readonly name: string;
  /** Its part of a run over all targets: an input of one costs more than of another. */
  readonly share: number;
  fuzz(wish: FuzzWish): Promise<FuzzResult>;
}

/** What inputs are given to, once for each. "rejected" says that it was refused without a Failure. @throws Failure */
type Entry<T> = (input: T) => unknown;

export function target<T>(parts: {
  readonly name: string;
  readonly share?: number;
  readonly inputs: fc.Arbitrary<T>;
  /** Sets up what the entry needs. */
  readonly open: () => Promise<{ readonly entry: Entry<T>; readonly close?: () => Promise<void> }>;
}): FuzzTarget {
  const { name, share = 1, inputs, open } = parts;
  return {
    name,
    share,
    fuzz: async (wish) => {
      const { entry, close } = await open();
      try {
        return { target: name, ...(await attack(inputs, entry, wish)) };
      } finally {
        await close?.();
      }
    },
  };
}

async function attack<T>(
  inputs: fc.Arbitrary<T>,
  entry: Entry<T>,
  wish: FuzzWish,
): Promise<Omit<FuzzResult, "target">> {
  const { seed, count, limitMs, before } = wish;
  let [tried, rejected, slowestMs] = [0, 0, 0];
  let slow: Found | undefined;
  const property = fc.asyncProperty(inputs, async (input) => {
    before?.(shown(input));
    const begun = performance.now();
    const outcome = await judged(entry, input);
    const tookMs = performance.now() - begun;
    tried++;
    if (outcome === "rejected") rejected++;
    if (tookMs > slowestMs) slowestMs = tookMs;
    if (tookMs > limitMs) slow ??= { input: shown(input), why: `took ${Math.round(tookMs)} ms`, seed };
  });
  const run = await fc.check(property, { seed, numRuns: count });
  const base = { inputs: tried, rejected, slowestMs };
  const found = run.counterexample?.[0];
  const exception = run.failed && {
    input: found === undefined ? "(none)" : shown(found),
    why: String((run.errorInstance as Error | undefined)?.stack ?? run.errorInstance),
    seed,
  };
  return { ...base, ...(exception && { exception }), ...(slow && { hang: slow }) };
}

async function judged<T>(entry: Entry<T>, input: T): Promise<"read" | "rejected"> {
  try {
    return (await entry(input)) === "rejected" ? "rejected" : "read";
  } catch (error) {
    // `bug` is how a fault of our own looks from outside.
    if (error instanceof Failure && error.code !== "bug") return "rejected";
    throw error;
  }
}

/** Steps one after the other, each of which may be refused: a refusal does not keep the later ones from being tried. */
export async function inTurn(steps: readonly (() => Promise<unknown>)[]): Promise<"read" | "rejected"> {
  let outcome: "read" | "rejected" = "rejected";
  for (const step of steps) if ((await judged(step, undefined)) === "read") outcome = "read";
  return outcome;
}

/** Takes all of it. */
export async function drained(pages: AsyncIterable<unknown>): Promise<void> {
  for await (const page of pages) void page;
}

/** An input as text: bytes as latin1, everything else as JSON. */
export function shown(input: unknown): string {
  if (typeof input === "string") return input;
  if (input instanceof Uint8Array) return Buffer.from(input).toString("latin1");
  return JSON.stringify(input) ?? String(input);
}
