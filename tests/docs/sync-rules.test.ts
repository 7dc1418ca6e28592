// docs/sync-rules.md may not lie: every file it names exists, every test it names is there, every rule has a line.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const RULES = 103;

const rows = readFileSync(join(ROOT, "docs/sync-rules.md"), "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| Rule") && !line.startsWith("| ---"))
  .map((line) => line.split(" | ").map((cell) => cell.replace(/^\| | \|$/g, "").trim()))
  .map(([rule = "", behaviour = "", code = "", test = ""]) => ({ rule, behaviour, code, test }));

describe("the table of sync rules", () => {
  it("has a line for every rule", () => {
    const named = new Set(
      rows.flatMap(({ rule }) => [...rule.matchAll(/\bR(\d+)\b/g)].map((match) => Number(match[1]))),
    );
    const missing = Array.from({ length: RULES }, (_, n) => n + 1).filter((n) => !named.has(n));
    expect(missing).toEqual([]);
  });

  it.each(rows)("$rule: $behaviour", ({ code, test }) => {
    if (code === "—") {
      expect(test).toBe("—");
      return;
    }
    expect(existsSync(join(ROOT, code.replaceAll("`", "")))).toBe(true);
    const [file = "", name] = test.split("` > ");
    const text = readFileSync(join(ROOT, file.replaceAll("`", "")), "utf8");
    // Not toContain: its message would print the whole file.
    if (name) expect(text.includes(name), `${name} is not in ${file}`).toBe(true);
  });
});
