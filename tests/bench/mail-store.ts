// Figures of the mail store alone: `node tests/bench/mail-store.ts [messages]` fills a data file with made-up mail and prints what
// storing, listing, searching, flagging and opening cost.
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../../src-main/store/database.ts";
import { figuresOfMailStore } from "./mail-store-figures.ts";
import { fillMailStore } from "./mail-store-fill.ts";

const wanted = Number(process.argv[2] ?? 100_000);
const folder = mkdtempSync(join(tmpdir(), "cadran-mail-bench-"));
const file = join(folder, "cadran.sqlite");
try {
  const db = openDatabase(file, join(import.meta.dirname, "../../resources/migrations"));
  const say = (name: string, value: string) => process.stdout.write(`${name.padEnd(52)}${value}\n`);
  const { perMessageMs, slowestBatchMs } = fillMailStore(db, wanted);
  say(`storing, per message (of ${wanted})`, `${perMessageMs.toFixed(3)} ms`);
  say("slowest batch of 50", `${slowestBatchMs.toFixed(1)} ms`);
  for (const { name, p50, p95 } of await figuresOfMailStore(db))
    say(name, `p50 ${p50.toFixed(2)} ms   p95 ${p95.toFixed(2)} ms`);
  db.close();
  say("data file", `${Math.round(statSync(file).size / 1e6)} MB`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
