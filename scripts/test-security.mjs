// `npm run test:security`: the tests that docs/security.md names, and no others, with the fuzzing's share and the hostile mail of the
// end-to-end tests. Driven by the table itself; ends with what became of each promise. `--table FILE` names another table.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ruleRows } from "../tests/docs/rule-table.ts";
import { ensureBuild } from "./ensure-build.mjs";
import { describeSecurity, patternOf, promisesIn, runnerOf, verdictOf } from "./security-report.ts";
import { readReport } from "./test-report.ts";

const root = join(import.meta.dirname, "..");
const { values } = parseArgs({ options: { table: { type: "string", default: "docs/security.md" } } });
/** Whole files, whatever the table names of them. */
const WHOLE = [
  { rule: "fuzz", behaviour: "What reads the input of strangers answers or refuses", file: "tests/fuzz/fuzz.test.ts" },
  { rule: "mail", behaviour: "Messages that break every rule are read", file: "tests/domain/mail-hostile.test.ts" },
  { rule: "shown", behaviour: "Hostile mail in the whole product", file: "tests/e2e/browser/mail-safety.spec.ts" },
];
const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";
const reports = mkdtempSync(join(tmpdir(), "cadran-security-"));
const bin = (path) => join(root, "node_modules", path);

const vitest = (project) => ({
  variable: "CADRAN_TEST_REPORT",
  args: (files, pattern) => [
    bin("vitest/vitest.mjs"),
    "run",
    "--project",
    project,
    "--reporter=default",
    `--reporter=${join(import.meta.dirname, "vitest-report.mjs")}`,
    ...(pattern ? ["-t", pattern] : []),
    ...files,
  ],
});
const RUNNERS = {
  unit: vitest("unit"),
  browser: { ...vitest("browser"), needsChromium: true },
  "browser-host": {
    variable: "PLAYWRIGHT_JSON_OUTPUT_FILE",
    needsChromium: true,
    args: (files, pattern) => [
      bin("@playwright/test/cli.js"),
      "test",
      "--project",
      "browser-host",
      "--reporter=list,json",
      ...(pattern ? ["-g", pattern] : []),
      ...files,
    ],
  },
  // Finds out by itself what it can run on, and says so when that is nothing.
  electron: {
    variable: "PLAYWRIGHT_JSON_OUTPUT_FILE",
    args: (files, pattern) => [
      join(import.meta.dirname, "test-electron.mjs"),
      ...(pattern ? ["-g", pattern] : []),
      ...files,
    ],
  },
};

/** Runs files with one runner. @returns the tests it tells of; none when it left no report */
function run(name, files, pattern) {
  const { variable, args } = RUNNERS[name];
  const report = join(reports, `${name}-${pattern ? "named" : "whole"}.json`);
  process.stdout.write(`\n== ${name}: ${files.length} file(s)\n`);
  return new Promise((resolve) => {
    const env = { ...process.env, [variable]: report };
    const child = spawn(process.execPath, args(files, pattern), { cwd: root, stdio: "inherit", env });
    child.once("error", () => resolve({ tests: [] }));
    child.once("exit", () => resolve(readRun(report)));
  });
}

function readRun(file) {
  if (!existsSync(file)) return { tests: [] };
  const report = JSON.parse(readFileSync(file, "utf8"));
  if (typeof report.skipped === "string") return { tests: [], skipped: report.skipped };
  return { tests: readReport(report)?.tests ?? [] };
}

/** Everything that one runner has to do: whole files, then those of which only tests are named. */
async function allOf(name, promises) {
  if (RUNNERS[name].needsChromium && !existsSync(chromium))
    return { tests: [], skipped: `there is no Chromium at ${chromium}` };
  if (name === "browser-host" && !(await ensureBuild())) return { tests: [] };
  const whole = [...new Set(promises.filter((one) => one.name === undefined).map(({ file }) => file))];
  const named = promises.filter(({ file }) => !whole.includes(file));
  const results = [];
  if (whole.length > 0) results.push(await run(name, whole));
  const files = [...new Set(named.map(({ file }) => file))];
  if (files.length > 0) results.push(await run(name, files, patternOf(named.map((one) => one.name))));
  const skipped = results.find((one) => one.skipped !== undefined)?.skipped;
  return { tests: results.flatMap(({ tests }) => tests), ...(skipped !== undefined && { skipped }) };
}

async function main() {
  const promises = [...promisesIn(ruleRows(values.table)), ...WHOLE];
  const ran = {};
  for (const name of Object.keys(RUNNERS)) {
    const own = promises.filter(({ file }) => runnerOf(file) === name);
    // A file that is not there fails its promises, and no runner by its name.
    const there = own.filter(({ file }) => existsSync(join(root, file)));
    ran[name] = there.length > 0 ? await allOf(name, there) : { tests: [] };
  }
  rmSync(reports, { recursive: true, force: true });
  const verdicts = promises.map((one) => verdictOf(one, ran[runnerOf(one.file)]));
  process.stdout.write(`\n${describeSecurity(verdicts)}\n`);
  return verdicts.some(({ state }) => state === "failed") || verdicts.every(({ state }) => state === "skipped") ? 1 : 0;
}

process.exitCode = await main();
