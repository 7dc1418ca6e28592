// What an engine with nothing to do asks again and again costs no more than running the query.
import { join } from "node:path";
import SQLite from "better-sqlite3";
import { expect, it, onTestFinished, vi } from "vitest";
import { listSynced } from "../../src-main/store/calendars.ts";
import { openDatabase } from "../../src-main/store/database.ts";
import type { AccountId } from "../../src-preload/contract/shapes.ts";
import { testFolder } from "../support/folder.ts";
import { MIGRATIONS } from "../support/migrations.ts";

it("the calendars of an account are listed with a statement that was made once", () => {
  const prepare = vi.spyOn(SQLite.prototype, "prepare");
  onTestFinished(() => prepare.mockRestore());
  const db = openDatabase(join(testFolder(), "cadran.sqlite"), MIGRATIONS);
  onTestFinished(() => db.close());
  const ids = ["a", "b", undefined] as (AccountId | undefined)[];
  for (const id of ids) listSynced(db, id);
  const made = prepare.mock.calls.length;
  for (const id of ids) expect(listSynced(db, id)).toEqual([]);
  expect(prepare.mock.calls.length).toBe(made);
});
