import { describe, expect, it, onTestFinished } from "vitest";
import type { FoundRows, Row } from "../../src-main/store/damaged-rows.ts";
import { openDatabase } from "../../src-main/store/database.ts";
import { dropGone } from "../../src-main/store/drop-gone.ts";
import { testFolder } from "../support/folder.ts";
import { MIGRATIONS } from "../support/migrations.ts";

function store() {
  const db = openDatabase(`${testFolder()}/cadran.sqlite`, MIGRATIONS);
  onTestFinished(() => db.close());
  const block = db.prepare("INSERT INTO blocked_senders (address, at_ms) VALUES (@address, 1)");
  for (const address of ["ann@example.test", "bob@example.test"]) block.run({ address });
  const blocked = () => db.prepare<{ address: string }>("SELECT address FROM blocked_senders").all();
  return { db, blocked: () => blocked().map(({ address }) => address) };
}

const found = (rows: readonly Row[], whole: boolean) =>
  new Map<string, FoundRows>([["blocked_senders", { rows, whole }]]);

describe("what was deleted since the backup", () => {
  it("does not come back where the former file could be read whole", () => {
    const { db, blocked } = store();
    db.write(() => dropGone(db, found([{ address: "ann@example.test", at_ms: 1 }], true)));
    expect(blocked()).toEqual(["ann@example.test"]);
  });

  it("stays where it could not: nobody can tell", () => {
    const { db, blocked } = store();
    db.write(() => dropGone(db, found([{ address: "ann@example.test", at_ms: 1 }], false)));
    db.write(() => dropGone(db, new Map()));
    expect(blocked()).toEqual(["ann@example.test", "bob@example.test"]);
  });
});
