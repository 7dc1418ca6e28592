// `npm run bench`: measures, prints a table and writes bench/results.json. Never part of the tests: machines differ.
// `npm run bench -- mail` or BENCH_PARTS=mail,agenda runs some of it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { benchAgenda } from "./agenda.ts";
import { benchMail } from "./mail.ts";
import type { Measure } from "./measure.ts";
import { benchMemory } from "./memory.ts";
import { benchRecovery } from "./recovery.ts";
import { report } from "./report.ts";
import { benchSync } from "./sync.ts";

const PARTS = { agenda: benchAgenda, memory: benchMemory, recovery: benchRecovery, sync: benchSync, mail: benchMail };

async function main(wanted: readonly string[]): Promise<void> {
  const unknown = wanted.filter((name) => !(name in PARTS));
  if (unknown.length > 0) throw new Error(`no part ${unknown.join(", ")}; there are ${Object.keys(PARTS).join(", ")}`);
  const folder = mkdtempSync(join(tmpdir(), "cadran-bench-"));
  const measures: Measure[] = [];
  try {
    for (const [name, run] of Object.entries(PARTS)) {
      if (wanted.length > 0 && !wanted.includes(name)) continue;
      process.stderr.write(`${name} …\n`);
      measures.push(...(await run(join(folder, name))));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  report(measures, wanted.length > 0 ? `results-${wanted.join("-")}.json` : "results.json");
}

const named = process.argv.slice(2);
await main(named.length > 0 ? named : (process.env.BENCH_PARTS?.split(",") ?? []));
