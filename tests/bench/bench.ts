// `npm run bench`: measures, prints a table and writes bench/results.json. Never part of the tests: machines differ.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { benchAgenda } from "./agenda.ts";
import type { Measure } from "./measure.ts";
import { benchMemory } from "./memory.ts";
import { benchSync } from "./sync.ts";

const root = resolve(import.meta.dirname, "../..");

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "cadran-bench-"));
  const measures: Measure[] = [];
  try {
    for (const [name, run] of [
      ["agenda", benchAgenda],
      ["memory", benchMemory],
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
  const amount = (value: number | undefined, unit: string) =>
    value === undefined ? "" : `${value.toLocaleString("en", { maximumFractionDigits: 2 })} ${unit}`;
  const rows = measures.map(({ name, ours, peer, ratio, unit, goal, ok }) => [
    name,
    amount(ours, unit),
    amount(peer, unit),
    ratio === undefined ? "" : `× ${ratio}`,
    goal === undefined ? "" : ratio === undefined ? `≤ ${goal} ${unit}` : `≤ × ${goal}`,
    goal === undefined ? "" : ok ? "ok" : "MISSED",
  ]);
  rows.unshift(["", "Cadran", "other", "ratio", "goal", ""]);
  const widths = [0, 1, 2, 3, 4].map((n) => Math.max(...rows.map((row) => row[n]?.length ?? 0)));
  for (const row of rows) process.stdout.write(`${row.map((cell, n) => cell.padEnd(widths[n] ?? 0)).join("  ")}\n`);
}

await main();
