// `npm run bench`: measures, prints a table and writes bench/results.json. Never part of the tests: machines differ.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { benchAgenda } from "./agenda.ts";
import { benchSync } from "./first-sync.ts";
import type { Measure } from "./measure.ts";

const root = resolve(import.meta.dirname, "../..");

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "cadran-bench-"));
  const measures: Measure[] = [];
  try {
    for (const [name, run] of [
      ["agenda", benchAgenda],
      ["sync", benchSync],
    ] as const) {
      process.stderr.write(`${name} …\n`);
      measures.push(...(await run(join(folder, name))));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  mkdirSync(join(root, "bench"), { recursive: true });
  writeFileSync(join(root, "bench/results.json"), `${JSON.stringify(measures, null, 2)}\n`);
  printTable(measures);
}

function printTable(measures: readonly Measure[]): void {
  const rows = measures.map(({ name, ours, unit, goal, ok }) => [
    name,
    `${ours.toLocaleString("en", { maximumFractionDigits: 2 })} ${unit}`,
    goal === undefined ? "" : `≤ ${goal} ${unit}`,
    goal === undefined ? "" : ok ? "ok" : "MISSED",
  ]);
  const widths = [0, 1, 2].map((n) => Math.max(...rows.map((row) => row[n]?.length ?? 0)));
  for (const row of rows) process.stdout.write(`${row.map((cell, n) => cell.padEnd(widths[n] ?? 0)).join("  ")}\n`);
}

await main();
