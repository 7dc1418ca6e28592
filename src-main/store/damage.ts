// Damage of the data file: how it shows, and how it is looked for.
import { closeSync, existsSync, openSync, readSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { DATA_FILE, listBackups } from "./backup-files.ts";

/** Beside the data file when a statement met damage: the next engine looks at all of it before it opens it. */
const MARK = "cadran.damage";
/** After an end that was none, a file up to this size is looked through before it is opened: half a second on a slow machine. A larger one
 *  is looked through with its next backup. */
const CHECKED_BYTES = 256 * 1024 ** 2;

/** Did SQLite say that the file is not as it should be? */
export function isDamage(error: unknown): boolean {
  for (let e = error; e instanceof Error; e = e.cause) {
    if (e instanceof Sqlite.SqliteError) return e.code.startsWith("SQLITE_CORRUPT") || e.code === "SQLITE_NOTADB";
  }
  return false;
}

/** Tells when a statement of this connection meets damage; the error is thrown all the same. */
export function watchDamage(sqlite: Sqlite.Database, tell: () => void): void {
  const prepare = sqlite.prepare.bind(sqlite);
  const watched =
    <A extends unknown[], R>(work: (...args: A) => R) =>
    (...args: A): R => {
      try {
        return work(...args);
      } catch (error) {
        if (isDamage(error)) tell();
        throw error;
      }
    };
  const prepareWatched = (source: string) => {
    const statement = watched(prepare)(source);
    for (const way of ["all", "get", "run"] as const) {
      Object.defineProperty(statement, way, { value: watched(statement[way].bind(statement)) });
    }
    return statement;
  };
  sqlite.prepare = prepareWatched as typeof sqlite.prepare;
}

/** The next open looks the file through. */
export function markDamage(folder: string): void {
  writeFileSync(join(folder, MARK), "", { mode: 0o600 });
}

/** The file was looked through, or replaced: the next open does not do it again. */
export function forgetDamage(folder: string): void {
  rmSync(join(folder, MARK), { force: true });
}

/** Looks at a data file that nobody has open: at its length always, at all of it when there is a reason to.
 *  @returns what is wrong in a few English words; undefined when nothing is known to be */
export function findDamage(folder: string): string | undefined {
  const file = join(folder, DATA_FILE);
  const isMarked = existsSync(join(folder, MARK));
  const size = sizeOf(file) ?? 0;
  const logged = sizeOf(`${file}-wal`) ?? 0;
  // A first start that was killed leaves this behind, too.
  if (size === 0) return logged > 0 || listBackups(folder).length > 0 ? "the file is empty" : undefined;
  const wrong = wrongHead(file, size, logged > 0);
  if (wrong) return wrong;
  const isUnclean = existsSync(join(folder, "cadran.lock")) || logged > 0;
  if (!isMarked && !(isUnclean && size <= CHECKED_BYTES)) return undefined;
  return wrongWithin(file, isMarked);
}

/** @param thorough indexes and full-text tables as well
 *  @returns SQLite's first complaint; undefined: none */
export function wrongWithin(file: string, thorough = false): string | undefined {
  let sqlite: Sqlite.Database | undefined;
  try {
    sqlite = new Sqlite(file, { fileMustExist: true });
    const [row] = sqlite.pragma(thorough ? "integrity_check(1)" : "quick_check(1)") as Record<string, string>[];
    const said = Object.values(row ?? {})[0];
    return said === "ok" ? undefined : (said ?? "no answer");
  } catch (error) {
    if (!isDamage(error)) throw error;
    return (error as Error).message;
  } finally {
    sqlite?.close();
  }
}

/** A file cut short says so in its first bytes (SQLite file format §1.3.7, in-header database size). */
function wrongHead(file: string, size: number, hasLog: boolean): string | undefined {
  const head = Buffer.alloc(100);
  const handle = openSync(file, "r");
  try {
    readSync(handle, head, 0, head.length, 0);
  } finally {
    closeSync(handle);
  }
  if (head.toString("latin1", 0, 16) !== "SQLite format 3\0") return "it does not begin like a database";
  const written = head.readUInt16BE(16);
  const pageSize = written === 1 ? 65_536 : written;
  const isCounted = head.readUInt32BE(24) === head.readUInt32BE(92);
  // With a log beside it the file may be behind.
  return isCounted && !hasLog && size < head.readUInt32BE(28) * pageSize ? "the file is cut short" : undefined;
}

function sizeOf(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.size;
}
