import { XMLParser, XMLValidator } from "fast-xml-parser";
import { describe, expect, test } from "vitest";
import { drawChart, niceTop, type Panel, short } from "./curve-chart.ts";
import { panelsOf } from "./curve-readings.ts";

const points = [
  { size: 1000, value: 1 },
  { size: 10_000, value: 2 },
  { size: 100_000, value: 4 },
];
const draw = (...panels: readonly Panel[]) =>
  drawChart({ title: "A < B & C", note: "Medians.", things: "events", panels });

/** Where the points of the first line lie, in px. */
function line(svg: string): { readonly x: number; readonly y: number }[] {
  const [, said = ""] = /polyline class="line a" points="([^"]*)"/.exec(svg) ?? [];
  return said.split(" ").map((pair) => {
    const [x = Number.NaN, y = Number.NaN] = pair.split(",").map(Number);
    return { x, y };
  });
}

describe("a drawing of costs", () => {
  test("is well-formed, whatever the words are", () => {
    const svg = draw({ title: "Search & <find>", unit: '"ms"', series: [{ name: "a > b", points }] });
    expect(XMLValidator.validate(svg)).toBe(true);
    expect(new XMLParser().parse(svg).svg.text).toContain("A < B & C");
  });

  test("goes the same way across for each tenfold, and up in proportion to the cost from zero", () => {
    const [first, second, third] = line(draw({ title: "Month", unit: "ms", series: [{ points }] }));
    const [x1, x2, x3] = [first?.x ?? 0, second?.x ?? 0, third?.x ?? 0];
    expect(x2 - x1).toBeCloseTo(x3 - x2, 0);
    expect(x2 - x1).toBeGreaterThan(50);
    const zero = 176;
    expect(zero - (second?.y ?? 0)).toBeCloseTo(2 * (zero - (first?.y ?? 0)), 0);
    expect(zero - (third?.y ?? 0)).toBeCloseTo(4 * (zero - (first?.y ?? 0)), 0);
  });

  test("tells every point in words when it is pointed at", () => {
    const svg = draw({ title: "Month", unit: "ms", series: [{ points }] });
    expect(svg).toContain("<title>2 ms at 10,000 events</title>");
    expect(svg.match(/<circle[^>]*><title>/g)).toHaveLength(3);
  });

  test("names its lines where there are several, and only there", () => {
    const series = [
      { name: "rare", points },
      { name: "common", points: points.map(({ size, value }) => ({ size, value: value * 3 })) },
    ];
    expect(draw({ title: "Search", unit: "ms", series })).toContain(">rare</text>");
    expect(draw({ title: "Search", unit: "ms", series: series.slice(0, 1) })).not.toContain(">rare</text>");
  });

  test("keeps the labels of lines that end together apart", () => {
    const close = [points, points.map(({ size, value }) => ({ size, value: value * 1.01 }))];
    const svg = draw({
      title: "Search",
      unit: "ms",
      series: close.map((one, n) => ({ name: String(n), points: one })),
    });
    const heights = [...svg.matchAll(/y="([\d.]+)" class="value"/g)].map(([, y]) => Number(y));
    expect(heights).toHaveLength(2);
    expect(Math.abs((heights[0] ?? 0) - (heights[1] ?? 0))).toBeGreaterThanOrEqual(13);
  });

  test("has a look for light and for dark paper", () => {
    const svg = draw({ title: "Month", unit: "ms", series: [{ points }] });
    expect(svg).toContain("@media (prefers-color-scheme: dark)");
    expect(svg).toContain('<rect class="paper"');
  });

  test("of one size is still drawn", () => {
    const svg = draw({ title: "Month", unit: "ms", series: [{ points: points.slice(0, 1) }] });
    expect(svg).not.toContain("NaN");
    expect(line(svg)).toHaveLength(1);
  });
});

describe("numbers in a drawing", () => {
  test.each([
    [0.4126, "0.413"],
    [27.46, "27.5"],
    [1000, "1,000"],
    [10_000, "10k"],
    [1_000_000, "1M"],
    [0, "0"],
  ])("%d is said as %s", (value, said) => {
    expect(short(value)).toBe(said);
  });

  test.each([
    [0.35, 0.4],
    [4, 4],
    [4.1, 6],
    [61, 100],
    [0, 1],
  ])("an axis for %d ends at %d", (value, top) => {
    expect(niceTop(value)).toBeCloseTo(top, 9);
  });
});

test("readings become one panel for each cost and one line for each series, in the order they were met", () => {
  const costs = (value: number) => [
    { panel: "Storing", unit: "ms", value },
    { panel: "Search", series: "rare", unit: "ms", value: value + 1 },
    { panel: "Search", series: "common", unit: "ms", value: value + 2 },
  ];
  const readings = [1, 10].map((size) => ({ size, costs: costs(size) }));
  expect(panelsOf({ things: "events", readings })).toEqual([
    {
      title: "Storing",
      unit: "ms",
      series: [
        {
          points: [
            { size: 1, value: 1 },
            { size: 10, value: 10 },
          ],
        },
      ],
    },
    {
      title: "Search",
      unit: "ms",
      series: [
        {
          name: "rare",
          points: [
            { size: 1, value: 2 },
            { size: 10, value: 11 },
          ],
        },
        {
          name: "common",
          points: [
            { size: 1, value: 3 },
            { size: 10, value: 12 },
          ],
        },
      ],
    },
  ]);
});
