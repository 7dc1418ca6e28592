// Runs the Electron specs on the built app: on Electron where its binary is here, else on the stand-in (tests/electron-standin).
// Electron itself gets a desktop of its own on Linux: display, session bus, keyring, notification server and tray host
// (tests/servers/desktop.ts), so that tests/e2e/electron/real-desktop.spec.ts can read what it shows.
// Nothing is downloaded. Arguments are passed on to `playwright test`.
import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { desktopFor } from "./electron-desktop.mjs";
import { ensureBuild } from "./ensure-build.mjs";

const root = join(import.meta.dirname, "..");
const standIn = join(root, "tests/electron-standin/bin");
const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";
/** Where `npm test` looks for the counts (scripts/test.mjs). */
const reportFile = process.env.PLAYWRIGHT_JSON_OUTPUT_FILE;

/** @returns the folder of a real Electron; undefined when there is none, or only ours */
function realDist() {
  const asked = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const dist = asked ?? join(root, "node_modules/electron/dist");
  const names = ["electron", "electron.exe", "Electron.app/Contents/MacOS/Electron"];
  const binary = names.map((name) => join(dist, name)).find((path) => existsSync(path));
  // The stand-in, wherever it was copied to, is a shell script.
  return binary && readFileSync(binary).subarray(0, 2).toString() !== "#!" ? dist : undefined;
}

function playwright(dist, desktop) {
  const args = process.argv.slice(2);
  const reporter = args.some((argument) => argument.startsWith("--reporter"))
    ? []
    : [`--reporter=list${reportFile ? ",json" : ""}`];
  const cli = join(root, "node_modules/@playwright/test/cli.js");
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [cli, "test", "--project", "electron", ...reporter, ...args], {
      cwd: root,
      stdio: "inherit",
      // For Playwright itself: it is what looks up the executable.
      env: { ...process.env, ...desktop, ELECTRON_OVERRIDE_DIST_PATH: dist },
    });
    child.once("error", () => resolve(1));
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

async function main() {
  const dist = realDist();
  if (dist === undefined && !existsSync(chromium)) {
    const skipped = `no Electron binary, and no Chromium at ${chromium} for the stand-in`;
    process.stdout.write(`electron: skipped: ${skipped}\n`);
    if (reportFile) writeFileSync(reportFile, JSON.stringify({ skipped }));
    return 0;
  }
  if (!(await ensureBuild())) return 1;
  process.stdout.write(
    dist === undefined
      ? `electron: on the stand-in (Node ${process.version}, ${chromium}); no Electron binary here\n`
      : `electron: on Electron, ${dist}\n`,
  );
  const { env, stop } = await desktopFor(dist);
  try {
    if (dist !== undefined && env.CADRAN_TEST_DESKTOP !== "yes")
      process.stdout.write(`electron: on the desktop there is; ${env.CADRAN_TEST_DESKTOP}\n`);
    return await playwright(dist ?? standIn, env);
  } finally {
    await stop();
  }
}

process.exitCode = await main();
