// What every part of sync is given.
import type { Clock } from "../ports.ts";
import type { Database } from "../store/database.ts";

/** The world of a run: no other clock, chance or store is used. */
export interface SyncDeps {
  readonly db: Database;
  readonly clock: Clock;
  /** In [0, 1); tests give a seeded one. */
  readonly random: () => number;
}
