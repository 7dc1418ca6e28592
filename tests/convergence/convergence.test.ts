// Two clients and a server, random edits, a bad network: they always agree in the end, nothing is lost or made twice.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { play, stories } from "./story.ts";

/** `npm run soak` asks for more. */
const RUNS = Number(process.env.CADRAN_STORIES ?? 30);
const SEED = Number(process.env.CADRAN_SEED ?? 20261123);

describe("two clients, a careless third and a server", () => {
  it(
    "agree in the end, whatever they did and whatever the network lost",
    async () => {
      await fc.assert(fc.asyncProperty(stories, play), { numRuns: RUNS, seed: SEED, endOnFailure: true });
      expect.assertions(0);
    },
    20 * 60_000,
  );
});
