// `npm run bench`: measures, prints a table and writes bench/results.json. Never part of the tests: machines differ.
// `npm run bench -- mail` or BENCH_PARTS=mail,agenda runs some of it; idle and curves run only when named.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { benchAgenda } from "./agenda.ts";
import { benchCurves, CURVES } from "./curves.ts";
import { benchIdle } from "./idle.ts";
import { benchMail } from "./mail.ts";
import type { Measure } from "./measure.ts";
import { benchMemory } from "./memory.ts";
import { benchRecovery } from "./recovery.ts";
import { report } from "./report.ts";
import { benchSync } from "./sync.ts";

const USUAL = { agenda: benchAgenda, memory: benchMemory, recovery: benchRecovery, sync: benchSync, mail: benchMail };
/** Idleness takes minutes of doing nothing: only when named. */
const PARTS = { ...USUAL, idle: benchIdle };
const LARGEST = 1_000_000;

async function main(wanted: readonly string[], largest: number): Promise<void> {
  const parts = [...Object.keys(PARTS), ...CURVES];
  const unknown = wanted.filter((name) => !parts.includes(name));
  if (unknown.length > 0) throw new Error(`no part ${unknown.join(", ")}; there are ${parts.join(", ")}`);
  const folder = mkdtempSync(join(tmpdir(), "cadran-bench-"));
  const measures: Measure[] = [];
  try {
    for (const [name, run] of Object.entries(PARTS)) {
      if (wanted.length > 0 ? !wanted.includes(name) : !(name in USUAL)) continue;
      process.stderr.write(`${name} …\n`);
      measures.push(...(await run(join(folder, name))));
    }
    for (const part of wanted.filter((name) => CURVES.includes(name))) benchCurves(part, join(folder, part), largest);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const named = wanted.filter((name) => name in PARTS);
  if (measures.length > 0) report(measures, named.length > 0 ? `results-${named.join("-")}.json` : "results.json");
}

const { values, positionals } = parseArgs({ options: { largest: { type: "string" } }, allowPositionals: true });
const wanted = positionals.length > 0 ? positionals : (process.env.BENCH_PARTS?.split(",") ?? []);
await main(wanted, Number(values.largest ?? LARGEST));
