import { describe, expect, test } from "vitest";
import {
  countsLine,
  describeResults,
  exitCodeOf,
  skippedSuite,
  stepResult,
  suiteResult,
  together,
} from "../../scripts/test-report.ts";

const tests = [
  { name: "a > works", state: "passed" },
  { name: "a > works too", state: "passed" },
  { name: "b > on radicale", state: "skipped", reason: "/usr/bin/radicale is not installed" },
];
const good = suiteResult({ suite: "unit", exitCode: 0, report: { tests, faults: [] } });

describe("a suite's own report", () => {
  test("is counted test by test, skips by name and reason", () => {
    expect(good).toMatchObject({ passed: 2, failed: 0, skipped: 1 });
    expect(good.skips).toEqual([{ name: "b > on radicale", reason: "/usr/bin/radicale is not installed" }]);
  });

  test("that is missing, empty or has no test is one failure: silence is not success", () => {
    for (const report of [undefined, null, {}, [], { tests: [], faults: [] }, { suites: [], errors: [] }]) {
      const result = suiteResult({ suite: "unit", exitCode: 0, report });
      expect(result).toMatchObject({ passed: 0, failed: 1 });
      expect(exitCodeOf([good, result])).toBe(1);
    }
  });

  test("counts a file that cannot be loaded as a failure, beside the tests that passed", () => {
    const report = { tests, faults: ["tests/x.test.ts: Cannot find module"] };
    const result = suiteResult({ suite: "unit", exitCode: 1, report });
    expect(result).toMatchObject({ passed: 2, failed: 1, failures: ["tests/x.test.ts: Cannot find module"] });
  });

  test("without a failed test but with a bad exit is one failure", () => {
    expect(suiteResult({ suite: "unit", exitCode: 139, report: { tests } }).failures).toEqual([
      "unit: exit code 139 with no failed test",
    ]);
  });

  test("may say that the suite cannot run here", () => {
    const result = suiteResult({ suite: "electron", exitCode: 0, report: { skipped: "no display" } });
    expect(result).toEqual(skippedSuite("electron", "no display"));
    expect(result).toMatchObject({ passed: 0, failed: 0, skipped: 1 });
  });
});

test("Playwright's report is counted through nested suites, flaky as passed, interrupted as failed", () => {
  const spec = (title: string, status: string, annotations: unknown[] = []) => ({
    title,
    tests: [{ status, annotations }],
  });
  const inner = {
    title: "week",
    specs: [spec("drags", "unexpected"), spec("opens", "flaky"), spec("stops", "interrupted")],
  };
  const skip = spec("prints", "skipped", [{ type: "skip", description: "no printer" }]);
  const report = {
    suites: [{ title: "agenda.spec.ts", specs: [spec("shows", "expected"), skip], suites: [inner] }],
    errors: [],
  };
  const result = suiteResult({ suite: "browser host", exitCode: 1, report });
  expect(result).toMatchObject({ passed: 2, failed: 2, skipped: 1 });
  expect(result.failures).toEqual(["agenda.spec.ts > week > drags", "agenda.spec.ts > week > stops"]);
  expect(result.skips).toEqual([{ name: "agenda.spec.ts > prints", reason: "no printer" }]);
});

test("a build counts only when it fails", () => {
  expect(stepResult("build", 0)).toMatchObject({ passed: 0, failed: 0, skipped: 0 });
  expect(stepResult("build", 2)).toMatchObject({ failed: 1, failures: ["build (exit code 2)"] });
});

describe("the end of the run", () => {
  const failed = suiteResult({
    suite: "e2e",
    exitCode: 1,
    report: { tests: [{ name: "c > breaks", state: "failed" }] },
  });

  test("names what failed and what was skipped and why, and ends with the counts alone", () => {
    const text = describeResults([good, failed, skippedSuite("electron", "no display")]);
    expect(text.split("\n").at(-1)).toBe("2 passed, 1 failed, 2 skipped");
    expect(text).toMatch(/^unit +2 +0 +1$/m);
    expect(text).toContain("  c > breaks");
    expect(text).toContain("  b > on radicale: /usr/bin/radicale is not installed");
    expect(text).toContain("  electron: no display");
  });

  test("is a success only when something passed and nothing failed", () => {
    expect(exitCodeOf([good])).toBe(0);
    expect(exitCodeOf([good, failed])).toBe(1);
    expect(exitCodeOf([])).toBe(1);
    expect(exitCodeOf([skippedSuite("a", "b")])).toBe(1);
    expect(countsLine([])).toBe("0 passed, 0 failed, 0 skipped");
  });
});

describe("parts that ran side by side", () => {
  test("are one line of the table, with what each failed and skipped", () => {
    const bad = suiteResult({ suite: "2/2", exitCode: 1, report: { tests: [{ name: "c > fails", state: "failed" }] } });
    const both = together("components", [good, bad]);
    expect(both).toMatchObject({ suite: "components", passed: 2, failed: 1, skipped: 1, failures: ["c > fails"] });
    expect(both.skips).toEqual(good.skips);
  });

  test("that left no report are a failure of the whole", () => {
    const none = suiteResult({ suite: "2/2", exitCode: 0, report: undefined });
    expect(exitCodeOf([together("components", [good, none])])).toBe(1);
  });
});
