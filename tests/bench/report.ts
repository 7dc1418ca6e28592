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
  const rows = [["", "Cadran", "other", "ratio", "goal", ""], ...measures.map(cellsOf)];
  const widths = [0, 1, 2, 3, 4].map((n) => Math.max(...rows.map((row) => row[n]?.length ?? 0)));
  for (const row of rows)
    process.stdout.write(
      `${row
        .map((cell, n) => cell.padEnd(widths[n] ?? 0))
        .join("  ")
        .trimEnd()}\n`,
    );
  const missed = measures.filter(({ ok }) => !ok);
  const goals = measures.filter(({ goal }) => goal !== undefined).length;
  process.stdout.write(`\n${goals - missed.length} of ${goals} goals met, by the median of the rounds\n`);
  for (const one of missed) process.stdout.write(`  missed: ${cellsOf(one).slice(0, 5).filter(Boolean).join("  ")}\n`);
}

/** A line of the table: its name, ours, theirs, the ratio, the goal, and whether it is met. The lowest and highest of the rounds stand
 *  behind what the goal is about. */
export function cellsOf({ name, unit, ours, peer, ratio, spread, goal, ok }: Measure): string[] {
  const number = (value: number) => value.toLocaleString("en", { maximumFractionDigits: 2 });
  const amount = (value: number | undefined) => (value === undefined ? "" : `${number(value)} ${unit}`);
  const share = (value: number) => value.toLocaleString("en", { maximumSignificantDigits: 3 });
  const isRatio = ratio !== undefined;
  const said = isRatio ? share : number;
  const range = spread === undefined ? "" : ` (${said(spread.low)}–${said(spread.high)})`;
  return [
    name,
    `${amount(ours)}${isRatio ? "" : range}`,
    amount(peer),
    isRatio ? `× ${share(ratio)}${range}` : "",
    goal === undefined ? "" : isRatio ? `≤ × ${goal}` : `≤ ${goal} ${unit}`,
    goal === undefined ? "" : ok ? "ok" : "MISSED",
  ];
}
