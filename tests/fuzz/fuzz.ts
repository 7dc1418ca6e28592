// `npm run fuzz`: inputs that break the rules for everything that reads what others wrote; a table, and what failed. The same seed
// gives the same inputs.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { describeFuzz, plan } from "./report.ts";
import type { Found, FuzzResult } from "./target.ts";
import { TARGETS } from "./targets.ts";
import { watched } from "./watch.ts";

const USAGE = `npm run fuzz -- [--count N] [--seed N] [--target WORDS] [--limit MS] [--list]
  --count   inputs in all (default 120000)
  --seed    the first one (default 20261123): the same seed gives the same inputs
  --target  only targets with these words in their name
  --limit   an input that takes longer is a hang (default 10000 ms)`;
const FOLDER = join(import.meta.dirname, "../../test-results/fuzz");
const MODULE = new URL("./targets.ts", import.meta.url).href;

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "120000" },
    seed: { type: "string", default: "20261123" },
    target: { type: "string", default: "" },
    limit: { type: "string", default: "10000" },
    list: { type: "boolean" },
    help: { type: "boolean" },
  },
});
const say = (text: string) => process.stdout.write(`${text}\n`);

/** Whole, for a debugger; on the screen only its beginning is told. */
function keep(name: string, kind: string, { input }: Found): string {
  mkdirSync(FOLDER, { recursive: true });
  const path = join(FOLDER, `${name.replace(/\W+/g, "-")}-${kind}.txt`);
  writeFileSync(path, input);
  return path;
}

async function main(): Promise<number> {
  if (values.help) {
    say(USAGE);
    return 0;
  }
  const wanted = TARGETS.filter(({ name }) => name.toLowerCase().includes(values.target.toLowerCase()));
  if (values.list || wanted.length === 0) {
    for (const { name } of TARGETS) say(name);
    return values.list ? 0 : 1;
  }
  const wish = { seed: Number(values.seed), limitMs: Number(values.limit) };
  const results: FuzzResult[] = [];
  for (const { name, count } of plan(wanted, Number(values.count))) {
    const result = await watched(MODULE, name, { ...wish, count });
    results.push(result);
    const { exception, hang } = result;
    for (const [kind, found] of [
      ["exception", exception],
      ["hang", hang],
    ] as const)
      if (found)
        say(
          `${name}: ${kind}, seed ${found.seed}: ${found.why}\n  input (${keep(name, kind, found)}): ${JSON.stringify(found.input.slice(0, 600))}`,
        );
  }
  say(`\n${describeFuzz(results)}`);
  return results.some(({ exception, hang }) => exception || hang) ? 1 : 0;
}

process.exitCode = await main();
