// docs/sync-rules.md may not lie: every file it names exists, every test it names is there, every rule has a line.
import { describe, expect, it } from "vitest";
import { expectTrue, ruleRows } from "./rule-table.ts";

const RULES = 103;

const rows = ruleRows("docs/sync-rules.md");

describe("the table of sync rules", () => {
  it("has a line for every rule", () => {
    const named = new Set(
      rows.flatMap(({ rule }) => [...rule.matchAll(/\bR(\d+)\b/g)].map((match) => Number(match[1]))),
    );
    const missing = Array.from({ length: RULES }, (_, n) => n + 1).filter((n) => !named.has(n));
    expect(missing).toEqual([]);
  });

  it.each(rows)("$rule: $behaviour", (row) => expectTrue(row));
});
