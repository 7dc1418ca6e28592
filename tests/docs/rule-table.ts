// Tables of rules in docs/: which file holds a rule, and which test proves it. Without vitest: scripts/test-security.mjs reads them too.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

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
  return readFileSync(resolve(ROOT, file), "utf8")
    .split("\n")
    .filter((line) => line.startsWith("| ") && !line.startsWith("| Rule") && !line.startsWith("| ---"))
    .map((line) => line.split(" | ").map((cell) => cell.replace(/^\| | \|$/g, "").trim()))
    .map(([rule = "", behaviour = "", code = "", test = ""]) => ({ rule, behaviour, code, test }));
}

/** The files exist, and the test is in its file. */
export function expectTrue({ behaviour, code, test }: RuleRow): void {
  const decision = /\(ADR (\d+)\)/.exec(behaviour)?.[1];
  if (decision !== undefined) assert.ok(readDecisions().includes(decision.padStart(4, "0")), behaviour);
  if (code === "—") {
    assert.equal(test, "—");
    return;
  }
  const isThere = (path: string) => assert.ok(existsSync(join(ROOT, path)), `${path} is there`);
  isThere(code.replaceAll("`", ""));
  if (test === "open") return;
  const [file = "", name] = test.split("` > ");
  const path = file.replaceAll("`", "");
  isThere(path);
  if (name) assert.ok(readFileSync(join(ROOT, path), "utf8").includes(name), `${name} is in ${path}`);
}

const readDecisions = () => readdirSync(join(ROOT, "docs/adr")).map((name) => name.slice(0, 4));
