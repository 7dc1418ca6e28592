// Prepared statements, made once per open data file: building a query each time costs more than running it.
import type { Database } from "./database.ts";

/** Wraps a factory of prepared statements so that it runs once per database. */
export function perDatabase<T>(make: (db: Database) => T): (db: Database) => T {
  const made = new WeakMap<Database, T>();
  return (db) => {
    let value = made.get(db);
    if (value === undefined) {
      value = make(db);
      made.set(db, value);
    }
    return value;
  };
}
