import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { openDatabase } from "../../src-main/store/database.ts";
import { readSettings, writeFact, writeSettings } from "../../src-main/store/facts.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import { testFolder } from "../support/folder.ts";
import { MIGRATIONS } from "../support/migrations.ts";

const file = () => join(testFolder(), "cadran.sqlite");

function failureOf(work: () => unknown): Failure {
  try {
    work();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error("no failure");
}

describe("the data file", () => {
  it("has only STRICT tables (docs/adr/0004)", () => {
    const path = file();
    openDatabase(path, MIGRATIONS).close();
    const sqlite = new Sqlite(path, { readonly: true });
    const tables = sqlite
      .prepare(
        "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite%' AND name <> '__drizzle_migrations' AND type = 'table'",
      )
      .all() as { name: string; strict: number }[];
    sqlite.close();
    expect(tables.length).toBeGreaterThan(8);
    expect(tables.filter((table) => !table.strict)).toEqual([]);
  });

  it("opens again with what was stored", () => {
    const path = file();
    const first = openDatabase(path, MIGRATIONS);
    first.write(() => writeSettings(first, { locale: "fr", theme: "dark" }));
    first.close();
    const second = openDatabase(path, MIGRATIONS);
    expect(readSettings(second)).toEqual({ locale: "fr", theme: "dark" });
    second.close();
  });

  it("refuses a file from a newer Cadran and leaves every byte of it alone", () => {
    const path = file();
    openDatabase(path, MIGRATIONS).close();
    const sqlite = new Sqlite(path);
    sqlite.prepare("INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('later', ?)").run(Date.now() * 2);
    sqlite.close();
    const before = readFileSync(path);
    expect(failureOf(() => openDatabase(path, MIGRATIONS)).reason).toBe("newer-database");
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it("refuses a file that is no database and leaves it alone", () => {
    const path = file();
    writeFileSync(path, "this is a letter, not a database, and it is long enough to have a header");
    copyFileSync(path, `${path}.copy`);
    expect(failureOf(() => openDatabase(path, MIGRATIONS)).code).toBe("storage");
    expect(readFileSync(path).equals(readFileSync(`${path}.copy`))).toBe(true);
  });

  it("says in one sentence that the disk is full, and keeps what was stored", () => {
    const path = file();
    const db = openDatabase(path, MIGRATIONS);
    db.write(() => writeSettings(db, { locale: "en", theme: "light" }));
    // SQLite answers SQLITE_FULL when a file may not grow, just as on a full disk.
    const { max } = (db.orm.get("SELECT page_count AS max FROM pragma_page_count()") ?? {}) as { max?: number };
    db.orm.run(`PRAGMA max_page_count = ${max}`);
    const huge = "x".repeat(4_000_000);
    const failure = failureOf(() => db.write(() => writeFact(db, "displayZone", huge)));
    expect(failure.reason).toBe("disk-full");
    expect(readSettings(db)).toEqual({ locale: "en", theme: "light" });
    db.close();
  });
});

describe("the change feed", () => {
  it("is published once per transaction, after COMMIT, with every topic touched", () => {
    const db = openDatabase(file(), MIGRATIONS);
    const heard: (readonly string[])[] = [];
    db.onChange((changed) => heard.push([...changed, readSettings(db).theme]));
    db.write(() => {
      db.touch("events");
      db.write(() => writeSettings(db, { locale: "fr", theme: "dark" }));
      expect(heard).toEqual([]);
      db.touch("events");
    });
    expect(heard).toEqual([["events", "settings", "dark"]]);
    db.close();
  });

  it("says nothing of a transaction that was rolled back", () => {
    const db = openDatabase(file(), MIGRATIONS);
    const heard: unknown[] = [];
    db.onChange((changed) => heard.push(changed));
    expect(() =>
      db.write(() => {
        writeSettings(db, { locale: "fr", theme: "dark" });
        throw new Failure("cancelled");
      }),
    ).toThrow("Cancelled");
    db.write(() => undefined);
    expect(heard).toEqual([]);
    expect(readSettings(db).theme).toBe("system");
    db.close();
  });

  it("keeps what a server gave at least as safe as the next edit, and every edit safe at once", () => {
    const db = openDatabase(file(), MIGRATIONS);
    const level = () => db.prepare<{ synchronous: number }>("PRAGMA synchronous").get()?.synchronous;
    const [normal, full] = [1, 2];
    expect(level()).toBe(full);
    expect(db.writeFetched(level)).toBe(normal);
    expect(level()).toBe(full);
    expect(() =>
      db.writeFetched(() => {
        throw new Error("no");
      }),
    ).toThrow("no");
    expect(level()).toBe(full);
    expect(db.write(() => db.writeFetched(level))).toBe(full);
    const heard: unknown[] = [];
    db.onChange(() => heard.push(level()));
    db.writeFetched(() => db.touch("mail"));
    expect(heard).toEqual([full]);
    expect(level()).toBe(full);
    db.close();
  });
});
