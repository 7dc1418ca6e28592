// Settings of the user and facts about this file, one row per key.

import type { Restored } from "../../src-preload/contract/backups.ts";
import type { Settings } from "../../src-preload/contract/settings.ts";
import type { Database } from "./database.ts";
import { eq, sql } from "./orm.ts";
import { perDatabase } from "./prepared.ts";
import { facts } from "./schema.ts";

interface Facts {
  readonly settings: Partial<Settings>;
  /** Recurring events are expanded between these instants. */
  readonly horizon: { readonly fromMs: number; readonly toMs: number };
  /** The zone that all-day and floating occurrences were placed in. */
  readonly displayZone: string;
  /** When alarms were last looked for, epoch ms. */
  readonly noticesLookedMs: number;
  /** Number of the last backup that was begun: a file that knows of none that is there is older than it. */
  readonly lastBackup: number;
  /** When it was last looked at the clock, and from when on its word is enough to forget something. */
  readonly clock: { readonly seenMs: number; readonly trustedMs: number };
  /** How this file took another's place. */
  readonly restored: Restored;
}

const byKey = perDatabase((db) =>
  db.orm
    .select({ value: facts.value })
    .from(facts)
    .where(eq(facts.key, sql.placeholder("key")))
    .prepare(),
);

/** The fact under `key`; undefined when it was never written. Asked for with every event that is stored. */
export function readFact<K extends keyof Facts>(db: Database, key: K): Facts[K] | undefined {
  return byKey(db).get({ key })?.value as Facts[K] | undefined;
}

/** Replaces what was there; no topic is touched. */
export function writeFact<K extends keyof Facts>(db: Database, key: K, value: Facts[K]): void {
  db.orm.insert(facts).values({ key, value }).onConflictDoUpdate({ target: facts.key, set: { value } }).run();
}

/** The user's settings, defaults filled in. */
export function readSettings(db: Database): Settings {
  return { locale: "system", theme: "system", ...readFact(db, "settings") };
}

/** Replaces all of them: the caller merges. */
export function writeSettings(db: Database, settings: Settings): void {
  writeFact(db, "settings", settings);
  db.touch("settings");
}
