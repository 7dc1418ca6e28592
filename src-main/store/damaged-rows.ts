// Reading what can still be read of a file that may be damaged: every table from both ends, as far as its pages hold.
import { closeSync, openSync, readSync, writeSync } from "node:fs";
import Sqlite from "better-sqlite3";

/** By the column's name in SQL, as SQLite gives it. */
export type Row = Readonly<Record<string, string | number | null | Uint8Array>>;

/** What can still be read of one table. */
export interface FoundRows {
  readonly rows: readonly Row[];
  /** That is all there was: no page of the table or its indexes is damaged. */
  readonly whole: boolean;
}

/** A file whose pages may be unreadable: reading never throws, it finds less. */
export interface DamagedFile {
  rows(table: string): FoundRows;
  /** The rows of these numbers, without reading the others: `whole` when no page on the way to them is damaged. */
  find(table: string, ids: readonly number[]): FoundRows;
  close(): void;
}

const NOTHING: FoundRows = { rows: [], whole: false };

/** Opens a copy of a damaged file: reading writes beside it.
 *  @param twin a good file of the same form: where the first page is gone, its first page says where the tables are */
export function openDamaged(file: string, twin: string | undefined): DamagedFile {
  forgetCount(file);
  const sqlite = tryOpen(file) ?? (twin !== undefined && borrowFirstPage(twin, file) ? tryOpen(file) : undefined);
  return {
    rows: (table) => (sqlite ? readRows(sqlite, table) : NOTHING),
    find: (table, ids) => (sqlite ? findRows(sqlite, table, ids) : NOTHING),
    close: () => sqlite?.close(),
  };
}

/** A file cut short would not be read at all for what its head counts; without a count SQLite goes by the length (file format §1.3.7). */
function forgetCount(file: string): void {
  const head = Buffer.alloc(100);
  const handle = openSync(file, "r+");
  try {
    if (
      readSync(handle, head, 0, head.length, 0) < head.length ||
      !head.toString("latin1").startsWith("SQLite format 3")
    )
      return;
    head.writeUInt32BE((head.readUInt32BE(24) + 1) >>> 0, 92);
    writeSync(handle, head, 92, 4, 92);
  } finally {
    closeSync(handle);
  }
}

function tryOpen(file: string): Sqlite.Database | undefined {
  let sqlite: Sqlite.Database | undefined;
  try {
    sqlite = new Sqlite(file, { fileMustExist: true });
    sqlite.prepare("SELECT name FROM sqlite_master").all();
    return sqlite;
  } catch (error) {
    sqlite?.close();
    if (error instanceof Sqlite.SqliteError) return undefined;
    throw error;
  }
}

/** @returns false when they are not of the same form */
function borrowFirstPage(twin: string, file: string): boolean {
  const head = Buffer.alloc(100);
  const from = openSync(twin, "r");
  const to = openSync(file, "r+");
  try {
    readSync(from, head, 0, head.length, 0);
    const page = Buffer.alloc(head.readUInt16BE(16));
    if (page.length < 512) return false;
    readSync(from, page, 0, page.length, 0);
    // The count of pages is the other file's: SQLite then goes by the length of this one (file format §1.3.7).
    page.writeUInt32BE(page.readUInt32BE(24) + 1, 92);
    return writeSync(to, page, 0, page.length, 0) === page.length;
  } finally {
    closeSync(from);
    closeSync(to);
  }
}

function readRows(sqlite: Sqlite.Database, table: string): FoundRows {
  const found = new Map<number, Row>();
  const forward = scan(sqlite, table, "ASC", found);
  if (!forward) scan(sqlite, table, "DESC", found);
  return { rows: [...found.values()], whole: forward && isWhole(sqlite, table) };
}

function findRows(sqlite: Sqlite.Database, table: string, ids: readonly number[]): FoundRows {
  const rows: Row[] = [];
  let whole = true;
  for (const id of ids) {
    try {
      const row = sqlite.prepare(`SELECT * FROM "${table}" NOT INDEXED WHERE rowid = ?`).get(id) as Row | undefined;
      if (row) rows.push(row);
    } catch (error) {
      if (!(error instanceof Sqlite.SqliteError)) throw error;
      whole = false;
    }
  }
  return { rows, whole };
}

/** @returns whether it came to the end */
function scan(sqlite: Sqlite.Database, table: string, way: "ASC" | "DESC", found: Map<number, Row>): boolean {
  try {
    const rows = sqlite.prepare(`SELECT rowid AS "rowid of it", * FROM "${table}" NOT INDEXED ORDER BY rowid ${way}`);
    for (const { "rowid of it": id, ...row } of rows.iterate() as Iterable<Row>) {
      if (found.has(Number(id))) return false;
      found.set(Number(id), row);
    }
    return true;
  } catch (error) {
    if (error instanceof Sqlite.SqliteError) return false;
    throw error;
  }
}

function isWhole(sqlite: Sqlite.Database, table: string): boolean {
  try {
    const [row] = sqlite.pragma(`integrity_check('${table}')`) as Record<string, string>[];
    return Object.values(row ?? {})[0] === "ok";
  } catch (error) {
    if (error instanceof Sqlite.SqliteError) return false;
    throw error;
  }
}
