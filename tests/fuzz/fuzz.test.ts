// The fuzzing's share of every run of the tests: few inputs of each kind, always the same. `npm run fuzz` tries 120,000.
import { describe, expect, test } from "vitest";
import { plan } from "./report.ts";
import { TARGETS } from "./targets.ts";

const SEED = 8;
const INPUTS = 2_500;
const counts = new Map(plan(TARGETS, INPUTS).map(({ name, count }) => [name, count]));

describe("input that breaks the rules is read or refused, never more, and never for long:", () => {
  test.each(TARGETS.map((one) => [one.name, one] as const))(
    "%s",
    async (name, one) => {
      const { exception, hang, inputs } = await one.fuzz({ seed: SEED, count: counts.get(name) ?? 1, limitMs: 10_000 });
      expect(exception ?? hang).toBeUndefined();
      expect(inputs).toBeGreaterThan(0);
    },
    60_000,
  );
});

test("two runs with one seed try the same inputs, another seed others", async () => {
  const [first] = TARGETS;
  const tried = async (seed: number) => {
    const inputs: string[] = [];
    await first?.fuzz({ seed, count: 20, limitMs: 10_000, before: (input) => inputs.push(input) });
    return inputs;
  };
  expect(await tried(1)).toEqual(await tried(1));
  expect(await tried(1)).not.toEqual(await tried(2));
});
