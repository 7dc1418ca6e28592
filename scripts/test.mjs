// `npm test`: every suite in turn, each streaming its own output; a failure does not keep the later ones from running.
// Ends with a table and, alone on the last line, `N passed, N failed, N skipped`.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { describeResults, exitCodeOf, skippedSuite, stepResult, suiteResult, together } from "./test-report.ts";

const root = join(import.meta.dirname, "..");
const reports = mkdtempSync(join(tmpdir(), "cadran-test-"));
const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";
const noChromium = existsSync(chromium) ? undefined : `there is no Chromium at ${chromium}`;
const bin = (path) => join(root, "node_modules", path);
const counting = ["--reporter=default", `--reporter=${join(import.meta.dirname, "vitest-report.mjs")}`];
// Tests start hundreds of engines and command lines from their sources: a third of that is compiling the same files again.
process.env.NODE_COMPILE_CACHE ??= join(root, "node_modules/.cache/node-compile");
const REPORT_FILE = { vitest: "CADRAN_TEST_REPORT", playwright: "PLAYWRIGHT_JSON_OUTPUT_FILE" };

/** Runs one Node program to its end, its output ours. @returns its exit code */
function run(name, args, env = {}) {
  process.stdout.write(`\n== ${name}\n`);
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...env } });
    child.once("error", () => resolve(1));
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

/** Runs a suite that leaves a report in the file that `variable` names. */
async function suite(name, variable, args) {
  const file = join(reports, `${name.replaceAll(/\W/g, "-")}.json`);
  const exitCode = await run(name, args, { [variable]: file });
  return suiteResult({ suite: name, exitCode, report: readReport(file) });
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

function vitest(name, project, ...more) {
  return suite(name, REPORT_FILE.vitest, [bin("vitest/vitest.mjs"), "run", "--project", project, ...more, ...counting]);
}

/** A browser draws all pages of one run in one process: two runs at once, each with half of the files, use two cores. */
async function components() {
  const runs = Math.min(2, availableParallelism());
  const parts = Array.from({ length: runs }, (_, n) => `${n + 1}/${runs}`);
  const results = await Promise.all(parts.map((part) => vitest(`components ${part}`, "browser", `--shard=${part}`)));
  return together("components", results);
}

function playwright(name, project) {
  const args = [bin("@playwright/test/cli.js"), "test", "--project", project, "--reporter=list,json"];
  return suite(name, REPORT_FILE.playwright, args);
}

async function main() {
  process.stdout.write(`Node ${process.version}, Chromium ${noChromium ?? `at ${chromium}`}\n`);
  const results = [];
  results.push(await vitest("unit", "unit"));
  results.push(noChromium ? skippedSuite("components", noChromium) : await components());
  results.push(stepResult("build", await run("build", [bin("electron-vite/bin/electron-vite.js"), "build"])));
  results.push(
    noChromium ? skippedSuite("browser host", noChromium) : await playwright("browser host", "browser-host"),
  );
  // It finds out by itself what it can run on (real Electron or the stand-in), and says `{"skipped"}` when neither.
  const electron = join(import.meta.dirname, "test-electron.mjs");
  results.push(await suite("electron", REPORT_FILE.playwright, [electron]));
  rmSync(reports, { recursive: true, force: true });
  process.stdout.write(`\n${describeResults(results)}\n`);
  return exitCodeOf(results);
}

process.exitCode = await main();
