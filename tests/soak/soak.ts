// `npm run soak [-- --rounds 1000 --stories 2000 --seed 1 --server graph]`: the kill rounds and the convergence stories, many
// times over; the rounds half and half on both kinds of server unless one is named.
import { parseArgs } from "node:util";
import * as fc from "fast-check";
import { graphSharedServer } from "../convergence/graph-shared-server.ts";
import { play, playOn, type Story, stories } from "../convergence/story.ts";
import { graphServer } from "./graph-server.ts";
import { killRounds } from "./kill-rounds.ts";
import { radicaleServer } from "./radicale-server.ts";

/** Rounds on one server and one data folder before a fresh pair. */
const PER_WORLD = 25;

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "1000" },
    stories: { type: "string", default: "2000" },
    seed: { type: "string", default: "1" },
    server: { type: "string" },
  },
});
const [rounds, wanted, seed] = [Number(values.rounds), Number(values.stories), Number(values.seed)];
/** Stories over Graph go by http: each takes as long as several of the others. */
const kinds = {
  radicale: { start: radicaleServer, play, share: 1 },
  graph: { start: graphServer, play: (story: Story) => playOn(graphSharedServer, story), share: 0.1 },
};
type Kind = (typeof kinds)[keyof typeof kinds];
const servers = Object.entries(kinds).filter(([kind]) => values.server === undefined || values.server === kind);
if (servers.length === 0) throw new Error(`--server is one of: ${Object.keys(kinds).join(", ")}`);
const say = (text: string) => process.stdout.write(`${text}\n`);
const minutes = (ms: number) => `${(ms / 60_000).toFixed(1)} min`;

/** Plays kill rounds on fresh worlds. @returns how many of the worlds failed */
async function killed(kind: string, { start }: Kind, wanted: number): Promise<number> {
  const begun = performance.now();
  let failed = 0;
  for (let done = 0; done < wanted; done += PER_WORLD) {
    const some = Math.min(PER_WORLD, wanted - done);
    try {
      await killRounds(start, some, seed + done);
    } catch (error) {
      failed++;
      say(`FAILED ${kind}: ${error instanceof Error ? error.message : error}`);
    }
    if ((done / PER_WORLD) % 4 === 3)
      say(`${kind} kill rounds: ${done + some} of ${wanted}, ${failed} failed, ${minutes(performance.now() - begun)}`);
  }
  say(`${kind} kill rounds: ${wanted}, worlds with a failure: ${failed}, ${minutes(performance.now() - begun)}`);
  return failed;
}

/** Plays stories up to the first that fails. @returns how many failed */
async function told(kind: string, { play: playOne, share }: Kind): Promise<number> {
  const begun = performance.now();
  const numRuns = Math.ceil(wanted * share);
  const { numRuns: played, ...end } = await fc.check(fc.asyncProperty(stories, playOne), {
    numRuns,
    seed,
    endOnFailure: true,
  });
  say(`${kind} stories: ${played}, ${end.failed ? "FAILED" : "none failed"}, ${minutes(performance.now() - begun)}`);
  if (end.failed) say(`seed ${end.seed}, path ${end.counterexamplePath}: ${end.errorInstance}`);
  return end.failed ? 1 : 0;
}

async function main(): Promise<void> {
  let failed = 0;
  for (const [kind, server] of servers) failed += await killed(kind, server, Math.ceil(rounds / servers.length));
  for (const [kind, server] of servers) failed += await told(kind, server);
  process.exitCode = failed > 0 ? 1 : 0;
}

await main();
