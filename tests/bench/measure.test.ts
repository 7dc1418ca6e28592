import { describe, expect, test } from "vitest";
import { compare, measure, median, roundsFor } from "./measure.ts";
import { cellsOf } from "./report.ts";

describe("a comparison with a peer", () => {
  const rounds = [
    { ours: 10, peer: 20 },
    { ours: 30, peer: 40 },
    { ours: 10, peer: 40 },
  ];

  test("is judged on the median of the ratios of the rounds, not on the ratio of the medians", () => {
    const line = compare("one change", "ms", rounds, 0.5);
    expect(line).toMatchObject({ ours: 10, peer: 40, ratio: 0.5, ok: true });
    expect(compare("one change", "ms", rounds, 0.49).ok).toBe(false);
  });

  test("tells the lowest and the highest ratio", () => {
    expect(compare("one change", "ms", rounds, 1).spread).toEqual({ low: 0.25, high: 0.75 });
  });

  test("stands in the table as a ratio with its spread", () => {
    expect(cellsOf(compare("one change", "ms", rounds, 0.4))).toEqual([
      "one change",
      "10 ms",
      "40 ms",
      "× 0.5 (0.25–0.75)",
      "≤ × 0.4",
      "MISSED",
    ]);
  });
});

test("a small ratio keeps its figures in the table", () => {
  const cells = cellsOf(compare("nothing changed", "ms", [{ ours: 918.15, peer: 46_515.96 }], 0.1));
  expect(cells[3]).toBe("× 0.0197");
});

describe("a figure of our own", () => {
  test("is the median of the rounds with their lowest and highest", () => {
    expect(measure("search", "ms", [9, 1, 3], 3)).toEqual({
      name: "search",
      unit: "ms",
      ours: 3,
      spread: { low: 1, high: 9 },
      goal: 3,
      ok: true,
    });
  });

  test("measured once has no spread", () => {
    expect(measure("memory", "MB", 330, 250)).toEqual({ name: "memory", unit: "MB", ours: 330, goal: 250, ok: false });
    expect(cellsOf(measure("memory", "MB", 330, 250))).toEqual(["memory", "330 MB", "", "", "≤ 250 MB", "MISSED"]);
  });

  test("without a goal meets it", () => {
    expect(cellsOf(measure("  the longest", "ms", [1, 2, 3])).slice(1)).toEqual(["2 ms (1–3)", "", "", "", ""]);
  });
});

describe("the median", () => {
  test("of an even number of samples lies between the two in the middle", () => {
    expect(median([10, 2, 4, 1])).toBe(3);
  });

  test("leaves its samples in their order", () => {
    const samples = [3, 1, 2];
    expect(median(samples)).toBe(2);
    expect(samples).toEqual([3, 1, 2]);
  });

  test("of nothing is not a number", () => {
    expect(median([])).toBeNaN();
  });
});

describe("how many rounds", () => {
  test.each([
    { firstMs: 19_000, wanted: undefined, rounds: 5 },
    { firstMs: 21_000, wanted: undefined, rounds: 3 },
    { firstMs: 21_000, wanted: "7", rounds: 7 },
    { firstMs: 10, wanted: "1", rounds: 1 },
    { firstMs: 10, wanted: "0", rounds: 5 },
    { firstMs: 10, wanted: "many", rounds: 5 },
  ])("a first round of $firstMs ms and BENCH_ROUNDS=$wanted make $rounds", ({ firstMs, wanted, rounds }) => {
    expect(roundsFor(firstMs, wanted)).toBe(rounds);
  });
});
