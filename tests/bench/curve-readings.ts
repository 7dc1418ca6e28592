// What is read of a growing store at one size, and how that becomes the lines of a drawing.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { Database } from "../../src-main/store/database.ts";
import type { Panel } from "./curve-chart.ts";
import { cpuMs } from "./mail-store-fill.ts";
import { percentile } from "./measure.ts";

/** One cost at one size. Costs with the same `panel` share a plot. */
interface Cost {
  readonly panel: string;
  readonly series?: string;
  readonly unit: string;
  readonly value: number;
}

export interface Reading {
  /** How many events or messages the store held. */
  readonly size: number;
  readonly costs: readonly Cost[];
}

export interface Curve {
  readonly things: "events" | "messages";
  readonly readings: readonly Reading[];
}

/** Each cost as a line over the sizes, in the order in which costs were first met. */
export function panelsOf({ readings }: Curve): Panel[] {
  const costs = readings.flatMap(({ size, costs }) => costs.map((cost) => ({ ...cost, size })));
  return [...Map.groupBy(costs, ({ panel }) => panel)].map(([title, ofPanel]) => ({
    title,
    unit: ofPanel[0]?.unit ?? "",
    series: [...Map.groupBy(ofPanel, ({ series }) => series)].map(([name, points]) => ({
      ...(name !== undefined && { name }),
      points: points.map(({ size, value }) => ({ size, value })),
    })),
  }));
}

/** Median computing time of a call, in ms. The first calls, which the JIT has not seen, are left out. */
export function typical(work: (n: number) => unknown, times = 60): number {
  const taken = Array.from({ length: times + 20 }, (_, n) => cpuMs(() => void work(n)));
  return percentile(taken.slice(20), 0.5);
}

/** What the data file takes for each of them. */
export function sizeOf(db: Database, size: number, thing: string): Cost {
  const pages = "SELECT page_count * page_size AS bytes FROM pragma_page_count(), pragma_page_size()";
  const { bytes = 0 } = db.prepare<{ readonly bytes: number }>(pages).get() ?? {};
  return { panel: `Data file for each ${thing}`, unit: "KB", value: bytes / 1000 / size };
}

/** Memory of a process of its own that opened the file and answered what a person asks for. */
export function residentMb(file: string): Cost {
  const program = join(import.meta.dirname, "curve-process.ts");
  const { stdout, status, stderr } = spawnSync(process.execPath, [program, file], { encoding: "utf8" });
  if (status !== 0) throw new Error(`no figure of memory: ${stderr}`);
  return { panel: "Memory after some reading", unit: "MB", value: Number(stdout) };
}
