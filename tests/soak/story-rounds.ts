// The convergence stories as rounds of the soak: random ones, each told by its own seed.
import * as fc from "fast-check";
import { playOn, type Story, stories } from "../convergence/story.ts";
import type { StoryServer } from "../convergence/story-server.ts";
import type { Rounds } from "./calendar-world.ts";
import { count, type Facts } from "./facts.ts";

/** @throws Error that says what went wrong, with seed and round */
export async function storyRounds(
  start: (random: () => number) => Promise<StoryServer>,
  { rounds, seed }: Rounds,
  facts: Facts,
): Promise<void> {
  for (const [round, story] of fc.sample(stories, { numRuns: rounds, seed }).entries()) {
    try {
      const { objects } = await playOn(start, story);
      facts.compared += objects;
    } catch (error) {
      throw new Error(`seed ${seed}, story ${round}: ${error instanceof Error ? error.message : error}`, {
        cause: error,
      });
    }
    facts.rounds++;
    keep(story, facts);
  }
}

function keep({ faults, steps }: Story, facts: Facts): void {
  facts.edits += steps.filter((one) => one.do === "act" || one.do === "act-meanwhile" || one.who === "other").length;
  if (faults > 0) count(facts.faults, `stories with ${faults * 100} % of requests failing`);
}
