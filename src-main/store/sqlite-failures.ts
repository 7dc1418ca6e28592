// What SQLite says is wrong, in the contract's words.
import Sqlite from "better-sqlite3";
import { Failure } from "../../src-preload/contract/failure.ts";
import { isDamage } from "./damage.ts";

/** SQLite's own errors as Failures; everything else passes. @throws Failure damaged, disk-full, storage */
export function translate<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = sqliteCode(error);
    if (code === undefined) throw error;
    if (isDamage(error)) throw new Failure("damaged", {}, { cause: error });
    if (code === "SQLITE_FULL") throw new Failure("disk-full", {}, { cause: error });
    throw new Failure("storage", { detail: code }, { cause: error });
  }
}

function sqliteCode(error: unknown): string | undefined {
  for (let e = error; e instanceof Error; e = e.cause) if (e instanceof Sqlite.SqliteError) return e.code;
  return undefined;
}
