// Tables of rules in docs/: which file holds a rule, and which test proves it.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";

const ROOT = join(import.meta.dirname, "../..");

export interface RuleRow {
  readonly rule: string;
  readonly behaviour: string;
  /** `—`: not taken. */
  readonly code: string;
  /** `open`: nothing proves it yet. */
  readonly test: string;
}

export function ruleRows(file: string): RuleRow[] {
  return readFileSync(join(ROOT, file), "utf8")
    .split("\n")
    .filter((line) => line.startsWith("| ") && !line.startsWith("| Rule") && !line.startsWith("| ---"))
    .map((line) => line.split(" | ").map((cell) => cell.replace(/^\| | \|$/g, "").trim()))
    .map(([rule = "", behaviour = "", code = "", test = ""]) => ({ rule, behaviour, code, test }));
}

/** The files exist, and the test is in its file. */
export function expectTrue({ behaviour, code, test }: RuleRow): void {
  const decision = /\(ADR (\d+)\)/.exec(behaviour)?.[1];
  if (decision !== undefined) expect(readDecisions(), behaviour).toContain(decision.padStart(4, "0"));
  if (code === "—") {
    expect(test).toBe("—");
    return;
  }
  const isThere = (path: string) => expect(existsSync(join(ROOT, path)), `${path} is there`).toBe(true);
  isThere(code.replaceAll("`", ""));
  if (test === "open") return;
  const [file = "", name] = test.split("` > ");
  const path = file.replaceAll("`", "");
  isThere(path);
  // Not toContain: its message would print the whole file.
  if (name) expect(readFileSync(join(ROOT, path), "utf8").includes(name), `${name} is in ${path}`).toBe(true);
}

const readDecisions = () => readdirSync(join(ROOT, "docs/adr")).map((name) => name.slice(0, 4));
