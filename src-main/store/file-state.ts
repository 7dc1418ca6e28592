// What a data file says of itself, read without opening it for work: how far it was migrated, and the last backup it knows of.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { Failure } from "../../src-preload/contract/failure.ts";
import { translate } from "./sqlite-failures.ts";

/** What a file says of itself before it is opened. */
export interface FileState {
  /** Migrations it has had. */
  readonly applied: number;
  /** There are more. */
  readonly isBehind: boolean;
  /** Number of the last backup it knows of. */
  readonly lastBackup: number;
}

/** Reads it without changing it. @throws Failure newer-database, damaged, storage */
export function stateOf(file: string, migrations: string): FileState {
  const sqlite = translate(() => new Sqlite(file));
  try {
    refuseNewer(sqlite, migrations);
    const applied = appliedIn(sqlite);
    const lastBackup = translate(() => lastBackupIn(sqlite));
    return { applied, isBehind: applied < knownIn(migrations).length, lastBackup };
  } finally {
    sqlite.close();
  }
}

function lastBackupIn(sqlite: Sqlite.Database): number {
  if (!sqlite.prepare("SELECT 1 FROM sqlite_master WHERE name = 'facts'").get()) return 0;
  const row = sqlite.prepare("SELECT value FROM facts WHERE key = 'lastBackup'").get() as { value: string } | undefined;
  return Number(row?.value ?? 0);
}

/** Writes the number of a backup into a file that nobody has open, before it is copied. @throws Failure disk-full, storage */
export function noteBackup(file: string, number: number): void {
  const sqlite = translate(() => new Sqlite(file));
  try {
    const note =
      "INSERT INTO facts (key, value) VALUES ('lastBackup', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    translate(() => sqlite.prepare(note).run(String(number)));
  } finally {
    sqlite.close();
  }
}

function appliedIn(sqlite: Sqlite.Database): number {
  return translate(() => {
    const table = sqlite.prepare("SELECT 1 FROM sqlite_master WHERE name = '__drizzle_migrations'").get();
    if (!table) return 0;
    return (sqlite.prepare("SELECT count(*) AS n FROM __drizzle_migrations").get() as { n: number }).n;
  });
}

function knownIn(migrations: string): readonly { readonly when: number }[] {
  const journal = JSON.parse(readFileSync(join(migrations, "meta", "_journal.json"), "utf8")) as {
    entries: { when: number }[];
  };
  return journal.entries;
}

/** A file migrated by a later Cadran has a migration this one does not know. @throws Failure newer-database */
export function refuseNewer(sqlite: Sqlite.Database, migrations: string): void {
  const known = Math.max(0, ...knownIn(migrations).map((entry) => entry.when));
  if (appliedIn(sqlite) === 0) return;
  const row = sqlite.prepare("SELECT max(created_at) AS last FROM __drizzle_migrations").get() as {
    last: number | null;
  };
  if (row.last !== null && Number(row.last) > known) throw new Failure("newer-database");
}
