// docs/mail-rules.md may not lie: every file it names exists, every test it names is there, every rule has a line.
import { describe, expect, it } from "vitest";
import { expectTrue, ruleRows } from "./rule-table.ts";

/** How many rules each part of the rulebook has; those of mailboxes have no letter. */
const RULES = { "": 63, S: 20, P: 4, R: 9, L: 5, A: 5, T: 6, C: 2 };

const rows = ruleRows("docs/mail-rules.md");

describe("the table of mail rules", () => {
  it("has a line for every rule", () => {
    const named = new Set(rows.flatMap(({ rule }) => rule.split(", ")));
    const all = Object.entries(RULES).flatMap(([part, count]) =>
      Array.from({ length: count }, (_, n) => `${part}${n + 1}`),
    );
    expect(all.filter((rule) => !named.has(rule))).toEqual([]);
    expect([...named].filter((rule) => !all.includes(rule))).toEqual([]);
  });

  it.each(rows)("$rule: $behaviour", (row) => expectTrue(row));
});
