// What the soak plays, by the name that `--only` takes.
import { graphSharedServer } from "../convergence/graph-shared-server.ts";
import { simpleServer } from "../convergence/story.ts";
import type { Facts } from "./facts.ts";
import { faultRounds } from "./fault-rounds.ts";
import { graphServer } from "./graph-server.ts";
import { killRounds } from "./kill-rounds.ts";
import { mailFaultRounds, mailKillRounds } from "./mail-rounds.ts";
import { radicaleServer } from "./radicale-server.ts";
import { storyRounds } from "./story-rounds.ts";

interface Kind {
  /** What `--server` takes. */
  readonly server: "radicale" | "graph" | "imap";
  /** Plays one turn to its end. @throws Error that says what went wrong */
  play(seed: number, facts: Facts): Promise<void>;
}

/** A turn is long enough to be worth the start of its servers, and short enough that all have theirs within minutes. */
export const KINDS: Readonly<Record<string, Kind>> = {
  "radicale-kill": {
    server: "radicale",
    play: (seed, facts) => killRounds(radicaleServer, { rounds: 4, seed }, facts),
  },
  "radicale-fault": {
    server: "radicale",
    play: (seed, facts) => faultRounds(radicaleServer, { rounds: 4, seed }, facts),
  },
  "radicale-story": {
    server: "radicale",
    play: (seed, facts) => storyRounds(simpleServer, { rounds: 4, seed }, facts),
  },
  "graph-kill": { server: "graph", play: (seed, facts) => killRounds(graphServer, { rounds: 3, seed }, facts) },
  "graph-fault": { server: "graph", play: (seed, facts) => faultRounds(graphServer, { rounds: 3, seed }, facts) },
  "graph-story": { server: "graph", play: (seed, facts) => storyRounds(graphSharedServer, { rounds: 2, seed }, facts) },
  "imap-kill": { server: "imap", play: (seed, facts) => mailKillRounds({ rounds: 3, seed }, facts) },
  "imap-fault": { server: "imap", play: (seed, facts) => mailFaultRounds({ rounds: 3, seed }, facts) },
};
