// Drizzle's CommonJS build. Linked as ES modules its chains of `export *` leave some 200 MB of garbage behind, which the
// process keeps as heap for good; required, it costs 20 (measured with Node 24, `npm run bench`).
import { createRequire } from "node:module";

// Not called `require`: a bundler puts one of its own beside it.
const load = createRequire(import.meta.url);
const core = load("drizzle-orm") as typeof import("drizzle-orm");
const tables = load("drizzle-orm/sqlite-core") as typeof import("drizzle-orm/sqlite-core");
const driver = load("drizzle-orm/better-sqlite3") as typeof import("drizzle-orm/better-sqlite3");
const migrator = load("drizzle-orm/better-sqlite3/migrator") as typeof import("drizzle-orm/better-sqlite3/migrator");

/** Operators of queries. `columnsOf`: the columns of a table, by name. */
export const {
  and,
  asc,
  count,
  desc,
  eq,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  like,
  lt,
  lte,
  ne,
  not,
  notInArray,
  or,
  sql,
  getTableColumns: columnsOf,
} = core;
/** What tables are declared with: schema*.ts. */
export const { blob, index, integer, primaryKey, sqliteTable, text, uniqueIndex } = tables;
/** A query builder over an open better-sqlite3 file. */
export const { drizzle } = driver;
/** Brings a file up to the newest form, by a folder of numbered SQL files. */
export const { migrate } = migrator;
/** The type of a piece of SQL; gone at run time. */
export type SQL = import("drizzle-orm").SQL;
