// The same stories over the real Graph provider and the local Graph.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { graphSharedServer } from "./graph-shared-server.ts";
import { playOn, stories } from "./story.ts";

/** `npm run soak` asks for more. */
const RUNS = Number(process.env.CADRAN_GRAPH_STORIES ?? 10);
const SEED = Number(process.env.CADRAN_SEED ?? 20261123);

describe("two devices and a careless third on one Microsoft mailbox", () => {
  it(
    "agree in the end, whatever they did and whatever the network lost",
    async () => {
      const property = fc.asyncProperty(stories, async (story) => {
        await playOn(graphSharedServer, story);
      });
      await fc.assert(property, { numRuns: RUNS, seed: SEED, endOnFailure: true });
      expect.assertions(0);
    },
    20 * 60_000,
  );
});
