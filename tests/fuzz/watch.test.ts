// The fuzzing finds what it is there to find: each of these targets has a fault of its own.
import { describe, expect, test } from "vitest";
import { describeFuzz, plan } from "./report.ts";
import { watched } from "./watch.ts";

const MODULE = new URL("./broken-targets.ts", import.meta.url).href;
const run = (name: string) => watched(MODULE, name, { seed: 1, count: 60, limitMs: 1_000 });

describe("a target in a thread of its own", () => {
  test("that refuses with a Failure is well", async () => {
    const { inputs, rejected, exception, hang } = await run("refuses");
    expect({ inputs, exception, hang }).toEqual({ inputs: 60, exception: undefined, hang: undefined });
    expect(rejected).toBeGreaterThan(10);
  });

  test.each(["throws", "calls it a bug"])("that %s is told with the smallest input that does it", async (name) => {
    const { exception } = await run(name);
    expect(exception?.why).toContain("planted");
    expect(exception?.input.length).toBe(4);
  });

  test("that hangs is ended, and the input that did it is known", async () => {
    const { hang } = await run("hangs");
    expect(hang?.input.length).toBeGreaterThan(3);
    expect(hang?.why).toBe("no end within 1000 ms");
  });

  test("that throws where nobody catches does not take the run along", async () => {
    const { exception } = await run("throws where nobody catches");
    expect(exception?.why).toContain("planted");
    expect(exception?.input.length).toBeGreaterThan(3);
  });
});

test("inputs are shared out, none too few", () => {
  const targets = [
    { name: "a", share: 1 },
    { name: "b", share: 2 },
  ];
  expect(plan(targets, 100)).toEqual([
    { name: "a", count: 34 },
    { name: "b", count: 67 },
  ]);
});

test("the table ends with the counts alone", () => {
  const found = { input: "x", why: "y", seed: 1 };
  const one = { target: "a", inputs: 5, rejected: 2, slowestMs: 1.2, hang: found };
  expect(
    describeFuzz([one, { ...one, exception: found }])
      .split("\n")
      .at(-1),
  ).toBe("10 inputs, 1 exceptions, 2 hangs");
});
