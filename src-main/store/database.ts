// The data file: opening, migrating, one transaction per command or page, and the change feed after COMMIT.
import Sqlite from "better-sqlite3";
import type { BetterSQLite3Database } from "drizzle-orm/better-sqlite3";
import type { Topic } from "../../src-preload/contract/names.ts";
import { watchDamage } from "./damage.ts";
import { refuseNewer } from "./file-state.ts";
import { drizzle, migrate } from "./orm.ts";
import { translate } from "./sqlite-failures.ts";

/** What a statement of our own can be given by name. */
export type Parameters = Readonly<Record<string, string | number | bigint | null | Uint8Array>>;

/** A prepared statement; its parameters go by name, as `@name`. */
export interface Statement<Row> {
  all(parameters?: Parameters): Row[];
  get(parameters?: Parameters): Row | undefined;
  /** Writes: inside `Database.write` only. @returns rows changed */
  run(parameters?: Parameters): number;
}

/** The one open data file. Calls are synchronous; everything that stores goes through `write`. */
export interface Database {
  readonly orm: BetterSQLite3Database;
  /** A statement of our own where mapping rows costs more than finding them. */
  prepare<Row>(source: string): Statement<Row>;
  /** Runs `work` in one transaction; nested calls join it. Topics touched inside are published once, after COMMIT.
   *  @throws Failure disk-full or storage; then nothing was changed */
  write<T>(work: () => T): T;
  /** As `write`, for what a server gave and gives again: it survives a crash at once, a power cut only with the next `write`.
   *  Within another transaction it is as durable as that one. */
  writeFetched<T>(work: () => T): T;
  /** Names a topic that this transaction makes stale. Outside a transaction it is published at once. */
  touch(...topics: Topic[]): void;
  /** @returns the undo function */
  onChange(listener: (changed: readonly Topic[]) => void): () => void;
  /** Told once, when a statement finds the file damaged. */
  onDamage(listener: () => void): void;
  close(): void;
}

/** Opens and migrates the data file.
 *  @param migrations folder with drizzle's journal and SQL files
 *  @throws Failure newer-database (nothing touched), damaged, disk-full, storage */
export function openDatabase(file: string, migrations: string): Database {
  const sqlite = translate(() => open(file));
  try {
    refuseNewer(sqlite, migrations);
    const damage = damageOf(sqlite);
    const orm = drizzle(sqlite, { casing: "snake_case" });
    // Off while tables are rebuilt: a migration must not cascade.
    sqlite.pragma("foreign_keys = OFF");
    translate(() => migrate(orm, { migrationsFolder: migrations }));
    sqlite.pragma("foreign_keys = ON");
    return database(sqlite, orm, damage);
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

function open(file: string): Sqlite.Database {
  const sqlite = new Sqlite(file);
  sqlite.pragma("journal_mode = WAL");
  // FULL: an edit must survive a power cut once its call has returned, not only a crash (design §6.6).
  sqlite.pragma("synchronous = FULL");
  // 16 MiB between two checkpoints instead of 4: a first sync writes the same pages over and over.
  sqlite.pragma("wal_autocheckpoint = 4000");
  sqlite.pragma("busy_timeout = 5000");
  sqlite.pragma("temp_store = MEMORY");
  // 12 MiB: a month of the agenda and a page of mail touch rows all over the file. With 32 neither is quicker, since the system keeps
  // the file in memory as well, and all of it stays with the engine.
  sqlite.pragma("cache_size = -12288");
  return sqlite;
}

type Damage = Pick<Database, "onDamage">;

function damageOf(sqlite: Sqlite.Database): Damage {
  let tell: (() => void) | undefined;
  watchDamage(sqlite, () => {
    tell?.();
    tell = undefined;
  });
  return {
    onDamage(listener) {
      tell = listener;
    },
  };
}

function database(sqlite: Sqlite.Database, orm: BetterSQLite3Database, damage: Damage): Database {
  const listeners = new Set<(changed: readonly Topic[]) => void>();
  let touched = new Set<Topic>();
  const publish = () => {
    const changed = [...touched];
    touched = new Set();
    if (changed.length > 0) for (const listener of listeners) listener(changed);
  };
  const write = <T>(work: () => T, isFetched: boolean): T => {
    if (sqlite.inTransaction) return work();
    let result: T;
    try {
      // The log is written in order: the next transaction that waits for the disk takes these along, and a power cut before
      // it takes the last ones away together with the cursor that says they are here.
      if (isFetched) sqlite.pragma("synchronous = NORMAL");
      result = translate(() => sqlite.transaction(work).immediate());
    } catch (error) {
      touched = new Set();
      throw error;
    } finally {
      // Before anybody hears of it: listeners may write.
      if (isFetched) sqlite.pragma("synchronous = FULL");
    }
    publish();
    return result;
  };
  return {
    ...damage,
    orm,
    prepare: (source) => statement(sqlite, source),
    write: (work) => write(work, false),
    writeFetched: (work) => write(work, true),
    touch(...topics) {
      for (const topic of topics) touched.add(topic);
      if (!sqlite.inTransaction) publish();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      optimize(sqlite);
      sqlite.close();
    },
  };
}

function statement<Row>(sqlite: Sqlite.Database, source: string): Statement<Row> {
  const prepared = sqlite.prepare<[Parameters], Row>(source);
  return {
    all: (parameters = {}) => prepared.all(parameters),
    get: (parameters = {}) => prepared.get(parameters),
    run: (parameters = {}) => prepared.run(parameters).changes,
  };
}

/** Advice to the query planner. Safe at close only (the form advised at open makes FTS inserts quadratic), and a full disk
 *  must not keep the file from being closed. */
function optimize(sqlite: Sqlite.Database): void {
  try {
    sqlite.pragma("optimize");
  } catch (error) {
    if (!(error instanceof Sqlite.SqliteError)) throw error;
  }
}
