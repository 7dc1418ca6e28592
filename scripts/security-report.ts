// The promises of docs/security.md and what became of their tests. Pure: scripts/test-security.mjs runs and reads.
import type { Counted } from "./test-report.ts";

/** A promise and the test that holds it; without a name all tests of the file do. */
export interface Promised {
  readonly rule: string;
  readonly behaviour: string;
  readonly file: string;
  readonly name?: string;
}

/** What runs a test. */
export type Runner = "unit" | "browser" | "browser-host" | "electron";

/** What a runner brought back. */
export interface Ran {
  readonly tests: readonly Counted[];
  /** Why it could not run at all. */
  readonly skipped?: string;
}

export interface Verdict {
  readonly rule: string;
  readonly behaviour: string;
  readonly state: "passed" | "failed" | "skipped";
  readonly reason?: string;
}

/** The promises of a table of rules. @throws Error for a line without a test: a promise that nothing holds */
export function promisesIn(
  rows: readonly { readonly rule: string; readonly behaviour: string; readonly test: string }[],
): readonly Promised[] {
  return rows.map(({ rule, behaviour, test }) => {
    const [, file, name] = /^`([^`]+)`(?: > (.+))?$/.exec(test) ?? [];
    if (file === undefined) throw new Error(`${rule} names no test: ${test}`);
    return { rule, behaviour, file, ...(name !== undefined && { name }) };
  });
}

/** Which runner a test file belongs to, by its name. */
export function runnerOf(file: string): Runner {
  if (file.startsWith("tests/e2e/electron/")) return "electron";
  if (file.startsWith("tests/e2e/")) return "browser-host";
  return file.endsWith(".browser.test.tsx") ? "browser" : "unit";
}

/** A pattern that the runners take for these names; what a table of cases fills in may be anything. */
export function patternOf(names: readonly string[]): string {
  return names.map((name) => escaped(name)).join("|");
}

/** What the tests say of a promise: one that failed fails it, and one that was never run too. */
export function verdictOf({ rule, behaviour, file, name }: Promised, { tests, skipped }: Ran): Verdict {
  const base = { rule, behaviour };
  if (skipped !== undefined) return { ...base, state: "skipped", reason: skipped };
  // The table may name a test by a part of its name, as long as its file has that part.
  const own = name === undefined ? undefined : new RegExp(escaped(name));
  // Runners name a file from folders of their own.
  const short = file.slice(file.lastIndexOf("/") + 1);
  const found = tests.filter((test) => fileOf(test.name).endsWith(short) && (own?.test(test.name) ?? true));
  const failed = found.find(({ state }) => state === "failed");
  if (failed) return { ...base, state: "failed", reason: failed.name };
  if (found.some(({ state }) => state === "passed")) return { ...base, state: "passed" };
  const [first] = found;
  if (!first) return { ...base, state: "failed", reason: `no such test was run: ${file} > ${name ?? "any"}` };
  return { ...base, state: "skipped", reason: first.reason ?? "it says no reason" };
}

const fileOf = (name: string) => name.split(" > ", 1)[0] ?? "";

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/%[sdifjo]|\\\$\w+/g, ".*");
}

/** The table, and the counts alone on the last line. */
export function describeSecurity(verdicts: readonly Verdict[]): string {
  const width = Math.max(4, ...verdicts.map(({ rule }) => rule.length)) + 2;
  const lines = verdicts.map(({ rule, behaviour, state, reason }) => {
    const why = reason === undefined ? "" : ` (${reason})`;
    return `${rule.padEnd(width)}${state.padEnd(9)}${behaviour}${why}`;
  });
  const count = (state: Verdict["state"]) => verdicts.filter((one) => one.state === state).length;
  const counts = `${count("passed")} passed, ${count("failed")} failed, ${count("skipped")} skipped`;
  return [`${"rule".padEnd(width)}${"state".padEnd(9)}promise`, ...lines, "", counts].join("\n");
}
