// `npm run soak [-- --rounds 1000 --stories 2000 --seed 1]`: the kill rounds and the convergence stories, many times over.
import { parseArgs } from "node:util";
import * as fc from "fast-check";
import { play, stories } from "../convergence/story.ts";
import { killRounds } from "./kill-rounds.ts";

/** Rounds on one server and one data folder before a fresh pair. */
const PER_WORLD = 25;

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "1000" },
    stories: { type: "string", default: "2000" },
    seed: { type: "string", default: "1" },
  },
});
const [rounds, wanted, seed] = [Number(values.rounds), Number(values.stories), Number(values.seed)];
const say = (text: string) => process.stdout.write(`${text}\n`);
const minutes = (ms: number) => `${(ms / 60_000).toFixed(1)} min`;

async function main(): Promise<void> {
  const begun = performance.now();
  let failed = 0;
  for (let done = 0; done < rounds; done += PER_WORLD) {
    const some = Math.min(PER_WORLD, rounds - done);
    try {
      await killRounds(some, seed + done);
    } catch (error) {
      failed++;
      say(`FAILED ${error instanceof Error ? error.message : error}`);
    }
    if ((done / PER_WORLD) % 4 === 3)
      say(`kill rounds: ${done + some} of ${rounds}, ${failed} failed, ${minutes(performance.now() - begun)}`);
  }
  say(`kill rounds: ${rounds}, worlds with a failure: ${failed}, ${minutes(performance.now() - begun)}`);
  const later = performance.now();
  const told = await fc.check(fc.asyncProperty(stories, play), { numRuns: wanted, seed, endOnFailure: true });
  say(`stories: ${told.numRuns}, ${told.failed ? "FAILED" : "none failed"}, ${minutes(performance.now() - later)}`);
  if (told.failed) say(`seed ${told.seed}, path ${told.counterexamplePath}: ${told.errorInstance}`);
  process.exitCode = failed > 0 || told.failed ? 1 : 0;
}

await main();
