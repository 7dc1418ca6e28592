// `npm run soak [-- --minutes 10 --seed 1 --server radicale|graph|imap]`: kills, faults and convergence stories in turns until
// the time is over; then what was survived. `--only KIND --seed N` plays one turn again. Ctrl-C ends after the turn under way.
import { spawnSync } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { newFacts } from "./facts.ts";
import { nextKind, seedOf } from "./schedule.ts";
import { type Turn, tell } from "./tally.ts";

const engine = builtEngine();
process.on("exit", () => rmSync(engine, { recursive: true, force: true }));
process.env.CADRAN_ENGINE_FILE = join(engine, "process.js");
// Whoever starts engines asks for its file when it is loaded.
const { KINDS } = await import("./kinds.ts");
const say = (text: string) => process.stdout.write(`${text}\n`);
const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "10" },
    seed: { type: "string", default: "1" },
    server: { type: "string" },
    only: { type: "string" },
  },
});

/** @throws Error when nothing is left of it */
function chosen(): string[] {
  const names = Object.entries(KINDS)
    .filter(([name, { server }]) => (values.server ?? server) === server && (values.only ?? name) === name)
    .map(([name]) => name);
  if (names.length === 0) throw new Error(`--server radicale|graph|imap, --only ${Object.keys(KINDS).join("|")}`);
  return names;
}

async function playTurn(kind: string, seed: number): Promise<Turn> {
  const facts = newFacts();
  const begunMs = performance.now();
  const end = await KINDS[kind]?.play(seed, facts).then(
    () => ({}),
    (error: unknown) => ({ failure: error instanceof Error ? error.message : String(error) }),
  );
  return { kind, seed, ms: performance.now() - begunMs, facts, ...end };
}

/** As the app runs it, in a copy of its own: somebody may build meanwhile. @returns the folder @throws Error when it cannot be built */
function builtEngine(): string {
  const root = resolve(import.meta.dirname, "../..");
  const { status } = spawnSync(process.execPath, [join(root, "scripts/ensure-build.mjs")], { stdio: ["ignore", 2, 2] });
  if (status !== 0) throw new Error("there is no build");
  const folder = join(root, `out/soak-${process.pid}`);
  cpSync(join(root, "out/main"), folder, { recursive: true });
  return folder;
}

async function main(): Promise<void> {
  const [first, limitMs] = [Number(values.seed), Number(values.minutes) * 60_000];
  if (!Number.isSafeInteger(first) || !(limitMs >= 0)) throw new Error("--seed and --minutes are numbers");
  const spentMs = new Map(chosen().map((name) => [name, 0]));
  const begunMs = performance.now();
  const turns: Turn[] = [];
  let isStopped = false;
  // Engines take no notice of a Ctrl-C, but it ends one that is just starting.
  process.once("SIGINT", () => {
    isStopped = true;
    say("Ends after this turn.");
  });
  for (;;) {
    const elapsedMs = performance.now() - begunMs;
    const kind = nextKind({ elapsedMs, limitMs, isStopped, spentMs });
    if (kind === undefined) break;
    const turn = await playTurn(kind, seedOf(first, turns.length));
    if (isStopped && turn.failure !== undefined) {
      say(`${kind} --seed ${turn.seed}: broken off by Ctrl-C, not counted: ${turn.failure}`);
      break;
    }
    turns.push(turn);
    spentMs.set(kind, (spentMs.get(kind) ?? 0) + turn.ms);
    say(`${kind} --seed ${turn.seed}: ${turn.failure ? `FAILED ${turn.failure}` : `${turn.facts.rounds} rounds`}`);
    if (values.only !== undefined) break;
  }
  say("");
  for (const line of tell(turns)) say(line);
  process.exitCode = turns.some(({ failure }) => failure !== undefined) ? 1 : 0;
}

await main();
