// A benchmark's answer: a table for people, JSON for comparing runs.
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Measure } from "./measure.ts";

const FOLDER = resolve(import.meta.dirname, "../../bench");

/** Prints the table and writes bench/<file>. */
export function report(measures: readonly Measure[], file: string): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, file), `${JSON.stringify(measures, null, 2)}\n`);
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
