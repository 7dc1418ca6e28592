// docs/security.md may not lie: every promise names a file that exists and a test that is there.
import { describe, expect, it } from "vitest";
import { expectTrue, ruleRows } from "./rule-table.ts";

const rows = ruleRows("docs/security.md");

describe("the table of promises", () => {
  it("has no promise without a test, and no number twice", () => {
    const numbers = rows.map(({ rule }) => rule);
    expect(numbers.length).toBeGreaterThan(20);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(rows.filter(({ test }) => test === "open" || test === "—")).toEqual([]);
  });

  it.each(rows)("$rule: $behaviour", (row) => expectTrue(row));
});
