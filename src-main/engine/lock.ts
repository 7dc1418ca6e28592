// One engine per data folder: an operating-system lock that dies with its process, and a note of where to reach it.
import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { Failure } from "../../src-preload/contract/failure.ts";

/** What `cadran.lock` tells the command line. */
export interface LockNote {
  readonly pid: number;
  readonly port: number;
  readonly token: string;
  readonly host: string;
}

/** Held: no other engine runs on this folder. */
export interface FolderLock {
  /** Writes `cadran.lock`, readable by its owner only. */
  announce(note: LockNote): void;
  release(): void;
}

/** Takes the folder, making it when it is missing.
 *  @throws Failure second-instance when another engine holds it; storage when the folder cannot be used */
export function lockFolder(folder: string): FolderLock {
  const guard = take(folder);
  const file = join(folder, "cadran.lock");
  return {
    announce(note) {
      const draft = `${file}.new`;
      writeFileSync(draft, JSON.stringify(note), { mode: 0o600 });
      chmodSync(draft, 0o600);
      renameSync(draft, file);
    },
    release() {
      rmSync(file, { force: true });
      guard.close();
    },
  };
}

/** SQLite's own file lock is held by the kernel for the life of the process: no stale lock after kill -9, no pid to mistake. */
function take(folder: string): Sqlite.Database {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const guard = new Sqlite(join(folder, "engine.lock"), { timeout: 0 });
    guard.pragma("locking_mode = EXCLUSIVE");
    guard.exec("BEGIN EXCLUSIVE");
    return guard;
  } catch (error) {
    if (error instanceof Sqlite.SqliteError && error.code === "SQLITE_BUSY")
      throw new Failure("second-instance", { folder });
    const detail = error instanceof Error ? error.message : String(error);
    throw new Failure("storage", { detail }, { cause: error });
  }
}
