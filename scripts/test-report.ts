// What the suites of `npm test` reported, as counts and as the table it ends with. Pure: scripts/test.mjs runs and reads.

/** One suite in the end. */
export interface SuiteResult {
  readonly suite: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What failed, by name. */
  readonly failures: readonly string[];
  /** What was skipped, by name, with why where that is known. */
  readonly skips: readonly Skip[];
}

export interface Skip {
  readonly name: string;
  readonly reason?: string;
}

/** How the process of a suite ended, and the report it left: undefined when none, or not JSON. */
export interface SuiteRun {
  readonly suite: string;
  readonly exitCode: number;
  readonly report: unknown;
}

/** One test of a report. */
export interface Counted {
  readonly name: string;
  readonly state: "passed" | "failed" | "skipped";
  readonly reason?: string;
}

/** A suite whose tests could not run here: skipped by name, as one. */
export function skippedSuite(suite: string, reason: string): SuiteResult {
  return { suite, passed: 0, failed: 0, skipped: 1, failures: [], skips: [{ name: suite, reason }] };
}

/** A step that is no test (the build): counts only when it fails. */
export function stepResult(suite: string, exitCode: number): SuiteResult {
  const failures = exitCode === 0 ? [] : [`${suite} (exit code ${exitCode})`];
  return { suite, passed: 0, failed: failures.length, skipped: 0, failures, skips: [] };
}

/** Counts a suite by its own report: ours (vitest-report.mjs), Playwright's JSON, or `{"skipped":"why"}`.
 *  No report, no test in it, or a bad exit with no failed test counts as one failure. */
export function suiteResult({ suite, exitCode, report }: SuiteRun): SuiteResult {
  if (isRecord(report) && typeof report.skipped === "string") return skippedSuite(suite, report.skipped);
  const read = readReport(report);
  const tests = read?.tests ?? [];
  const failures = [...(read?.faults ?? []), ...namesOf(tests, "failed")];
  if (tests.length === 0) failures.push(`${suite}: no test result (exit code ${exitCode})`);
  else if (exitCode !== 0 && failures.length === 0)
    failures.push(`${suite}: exit code ${exitCode} with no failed test`);
  return {
    suite,
    passed: namesOf(tests, "passed").length,
    failed: failures.length,
    skipped: namesOf(tests, "skipped").length,
    failures,
    skips: tests
      .filter(({ state }) => state === "skipped")
      .map(({ name, reason }) => ({ name, ...(reason && { reason }) })),
  };
}

/** Parts that ran side by side, as the one suite that they are. */
export function together(suite: string, parts: readonly SuiteResult[]): SuiteResult {
  const sum = (key: "passed" | "failed" | "skipped") => parts.reduce((total, part) => total + part[key], 0);
  return {
    ...{ suite, passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped") },
    failures: parts.flatMap(({ failures }) => failures),
    skips: parts.flatMap(({ skips }) => skips),
  };
}

/** The table, what failed and what was skipped, and the counts alone on the last line. */
export function describeResults(results: readonly SuiteResult[]): string {
  const width = Math.max(...results.map(({ suite }) => suite.length), 5);
  const row = (name: string, ...cells: readonly (string | number)[]) =>
    [name.padEnd(width), ...cells.map((cell) => String(cell).padStart(8))].join("");
  const lines = [row("suite", "passed", "failed", "skipped")];
  for (const { suite, passed, failed, skipped } of results) lines.push(row(suite, passed, failed, skipped));
  const failures = results.flatMap((result) => result.failures);
  if (failures.length > 0) lines.push("", "Failed:", ...failures.map((name) => `  ${firstLine(name)}`));
  const skips = results.flatMap((result) => result.skips);
  if (skips.length > 0) lines.push("", "Skipped:", ...skips.map(describeSkip));
  return [...lines, "", countsLine(results)].join("\n");
}

/** `N passed, N failed, N skipped`. */
export function countsLine(results: readonly SuiteResult[]): string {
  const { passed, failed, skipped } = together("", results);
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** 0 only when something passed and nothing failed. */
export function exitCodeOf(results: readonly SuiteResult[]): number {
  const hasPassed = results.some(({ passed }) => passed > 0);
  return hasPassed && results.every(({ failed }) => failed === 0) ? 0 : 1;
}

/** The tests of a report (ours, or Playwright's JSON), and faults outside of any; undefined when it is none. */
export function readReport(report: unknown): { tests: Counted[]; faults: string[] } | undefined {
  if (!isRecord(report)) return undefined;
  if (Array.isArray(report.tests)) return { tests: report.tests, faults: listOf(report.faults).map(String) };
  if (!Array.isArray(report.suites)) return undefined;
  const faults = listOf(report.errors).map((error) => (isRecord(error) ? String(error.message) : String(error)));
  return { tests: report.suites.flatMap((suite) => playwrightTests(suite, [])), faults };
}

/** Playwright nests suites; each spec has one test per project, whose status is expected, unexpected, flaky or skipped. */
function playwrightTests(suite: unknown, above: readonly string[]): Counted[] {
  if (!isRecord(suite)) return [];
  const path = suite.title ? [...above, String(suite.title)] : above;
  const own = listOf(suite.specs).flatMap((spec) => {
    if (!isRecord(spec)) return [];
    const name = [...path, String(spec.title)].join(" > ");
    return listOf(spec.tests).map((test) => countPlaywright(name, isRecord(test) ? test : {}));
  });
  return [...own, ...listOf(suite.suites).flatMap((child) => playwrightTests(child, path))];
}

function countPlaywright(name: string, test: Record<string, unknown>): Counted {
  if (test.status === "skipped") {
    const note = listOf(test.annotations).find((one) => isRecord(one) && ["skip", "fixme"].includes(String(one.type)));
    const reason = isRecord(note) && typeof note.description === "string" ? note.description : undefined;
    return { name, state: "skipped", ...(reason && { reason }) };
  }
  // Flaky passed in the end, by a retry that someone asked for.
  return { name, state: test.status === "expected" || test.status === "flaky" ? "passed" : "failed" };
}

function namesOf(tests: readonly Counted[], state: Counted["state"]): string[] {
  return tests.filter((test) => test.state === state).map(({ name }) => name);
}

function describeSkip({ name, reason }: Skip): string {
  return reason === undefined ? `  ${name}` : `  ${name}: ${reason}`;
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? "";
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
