// Drizzle's CommonJS build. Linked as ES modules its chains of `export *` leave some 200 MB of garbage behind, which the
// process keeps as heap for good; required, it costs 20 (measured with Node 24, `npm run bench`).
import { createRequire } from "node:module";

// Not called `require`: a bundler puts one of its own beside it.
const load = createRequire(import.meta.url);
const core = load("drizzle-orm") as typeof import("drizzle-orm");
const tables = load("drizzle-orm/sqlite-core") as typeof import("drizzle-orm/sqlite-core");
const driver = load("drizzle-orm/better-sqlite3") as typeof import("drizzle-orm/better-sqlite3");
const migrator = load("drizzle-orm/better-sqlite3/migrator") as typeof import("drizzle-orm/better-sqlite3/migrator");

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
export const { blob, index, integer, primaryKey, sqliteTable, text, uniqueIndex } = tables;
export const { drizzle } = driver;
export const { migrate } = migrator;
export type SQL = import("drizzle-orm").SQL;
