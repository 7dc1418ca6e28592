// `npm run test:electron:mutate [WORDS]`: would the Electron specs notice a broken build? Breaks copies of the built app in one
// way after another (scripts/electron-mutations*.ts) and runs the test that should notice; when that one does not, its whole file.
// Fails when a break goes unnoticed. Ten minutes or so on two cores: for before a release, not for every change.
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CORE_MUTATIONS } from "./electron-mutations.ts";
import { DESKTOP_MUTATIONS } from "./electron-mutations-desktop.ts";
import { ensureBuild } from "./ensure-build.mjs";

const root = join(import.meta.dirname, "..");
const standIn = join(root, "tests/electron-standin/bin");
const words = process.argv.slice(2);
/** As many as Playwright runs tests side by side. */
const LANES = 2;
/** A broken app may answer nothing at all: its test gets so many times what it took on the whole one, and at least this. */
const PATIENCE = 3;
const LEAST_MS = 20_000;

/** A copy of the app to break; out/ itself is in use by others. */
function copyOfApp() {
  const folder = mkdtempSync(join(tmpdir(), "cadran-mutant-"));
  const app = join(folder, "app");
  mkdirSync(app);
  cpSync(join(root, "out"), join(app, "out"), { recursive: true });
  cpSync(join(root, "package.json"), join(app, "package.json"));
  for (const name of ["node_modules", "resources"]) symlinkSync(join(root, name), join(app, name));
  return { folder, app };
}

const fileOf = (spec) => `tests/e2e/electron/${spec}.spec.ts`;
const literally = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Runs specs on a copy. @param args of Playwright @returns its tests: title, passed, ms, what it said; no test at all is one */
async function outcomes({ folder, app }, args) {
  const report = join(folder, "report.json");
  rmSync(report, { force: true });
  const cli = join(root, "node_modules/@playwright/test/cli.js");
  const always = ["--project", "electron", "--reporter=json", "--trace=off", "--output", join(folder, "results")];
  const child = spawn(process.execPath, [cli, "test", ...always, ...args], {
    cwd: root,
    stdio: ["ignore", "ignore", "pipe"],
    env: {
      ...process.env,
      ELECTRON_OVERRIDE_DIST_PATH: process.env.ELECTRON_OVERRIDE_DIST_PATH ?? standIn,
      CADRAN_ELECTRON_APP: app,
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    },
  });
  let said = "";
  child.stderr.on("data", (text) => {
    said += text;
  });
  await new Promise((resolve) => child.once("close", resolve));
  const tests = existsSync(report) ? testsOf(JSON.parse(readFileSync(report, "utf8")).suites) : [];
  if (tests.length === 0) throw new Error(`no test was run with ${args.join(" ")}\n${said}`);
  return tests;
}

function testsOf(suites = []) {
  const one = ({ title, tests }) => {
    const results = tests.flatMap((test) => test.results);
    const passed = tests.every(({ status }) => status === "expected" || status === "skipped");
    const [error = ""] = results.flatMap(({ errors }) => errors.map(({ message = "" }) => message));
    return { title, passed, ms: Math.max(0, ...results.map(({ duration }) => duration)), error };
  };
  return suites.flatMap((suite) => [...suite.specs.map(one), ...testsOf(suite.suites)]);
}

/** @returns the test that fails on the broken build; undefined when none does */
async function whoNotices(copy, { by: [spec, title] }, tookMs) {
  const within = `--timeout=${Math.max(LEAST_MS, PATIENCE * tookMs)}`;
  const named = await outcomes(copy, [within, "--workers=1", "--grep", literally(title), fileOf(spec)]);
  const noticed = named.find(({ passed }) => !passed);
  if (noticed) return noticed;
  return (await outcomes(copy, [within, "-x", fileOf(spec)])).find(({ passed }) => !passed);
}

/** Breaks, tries, mends. @returns whether it was noticed */
async function tryOne(copy, mutation, took) {
  const path = join(copy.app, "out", mutation.file);
  const whole = readFileSync(path, "utf8");
  const broken = whole.replace(mutation.from, () => mutation.to);
  writeFileSync(path, broken);
  const noticed = broken === whole ? undefined : await whoNotices(copy, mutation, took(mutation));
  writeFileSync(path, whole);
  const verdict = broken === whole ? "NO PLACE" : noticed ? "noticed" : "MISSED";
  const why = noticed?.error.replaceAll(new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, "g"), "").split("\n")[0] ?? "";
  process.stdout.write(`${verdict.padEnd(9)} ${mutation.name.padEnd(50)} ${noticed?.title ?? ""}: ${why}\n`);
  return noticed !== undefined;
}

/** The tests that are to notice, on the whole build: one that fails anyway notices nothing. @returns how long each takes */
async function calibrate(copy, chosen) {
  const titles = [...new Set(chosen.map(({ by: [, title] }) => literally(title)))];
  const files = [...new Set(chosen.map(({ by: [spec] }) => fileOf(spec)))];
  const tests = await outcomes(copy, ["--grep", titles.join("|"), ...files]);
  const failing = tests.filter(({ passed }) => !passed);
  for (const { title, error } of failing) process.stdout.write(`fails on the unbroken build: ${title}\n${error}\n`);
  const took = ({ by: [, title] }) => tests.find((test) => test.title.includes(title))?.ms ?? 0;
  return failing.length === 0 ? took : undefined;
}

async function main() {
  if (!(await ensureBuild())) return 1;
  const all = [...CORE_MUTATIONS, ...DESKTOP_MUTATIONS];
  const chosen = all.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
  const copies = Array.from({ length: Math.min(LANES, chosen.length) }, copyOfApp);
  try {
    const took = copies[0] && (await calibrate(copies[0], chosen));
    if (!took) return 1;
    const waiting = [...chosen];
    let noticed = 0;
    const lane = async (copy) => {
      for (let next = waiting.shift(); next; next = waiting.shift()) if (await tryOne(copy, next, took)) noticed += 1;
    };
    await Promise.all(copies.map(lane));
    process.stdout.write(`${noticed} of ${chosen.length} broken builds noticed\n`);
    return noticed === chosen.length ? 0 : 1;
  } finally {
    for (const { folder } of copies) rmSync(folder, { recursive: true, force: true });
  }
}

process.exitCode = await main();
