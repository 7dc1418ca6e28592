// What Electron's executable does between exec and `ready`, on Node + Chromium.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "./chromium.ts";
import { readCommandLine } from "./command-line.ts";
import { unpackedApp } from "./packaged.ts";
import { log, state, warn } from "./state.ts";

const PROFILE = /^cadran-standin-(\d+)-/;
const SWITCHES = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--no-default-browser-check",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-extensions",
  "--disable-features=DialMediaRouteProvider",
  "--password-store=basic",
];

const launch = readCommandLine(process.argv.slice(2));
// utility-process.ts keeps Node's own path, so it must be loaded before the process takes Electron's name.
const { electron, exportNames } = await becomeElectron();
const { app } = await import("./app.ts");
const { provideElectron, requireModule } = await import("./module-hooks.ts");
provideElectron(electron, exportNames);
const entry = findApp();

process.on("uncaughtException", (error) => {
  console.error(`A JavaScript error occurred in the main process\nUncaught Exception:\n${error?.stack ?? error}`);
  process.exit(1);
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => app.quit());
for (const file of launch.required) requireModule(resolve(file));

const hint = setTimeout(
  () => warn("the main script still loads: a top-level await of something after `ready`?"),
  10_000,
);
// As in Electron, `ready` waits for the entry module and its top-level awaits.
await import(pathToFileURL(entry).href);
clearTimeout(hint);
await startChromium();
app._finishLaunching();

/** From here on this process says it is Electron. */
async function becomeElectron() {
  const executable = process.env.STANDIN_EXECUTABLE ?? process.argv[1] ?? "electron";
  delete process.env.STANDIN_EXECUTABLE;
  process.argv = [executable, ...process.argv.slice(2)];
  const module = await import("./electron.ts");
  const version = readFileSync(join(import.meta.dirname, "../bin/version"), "utf8")
    .trim()
    .replace(/^v/, "");
  const define = (name: string, value: unknown) => Object.defineProperty(process, name, { value, configurable: true });
  define("execPath", executable);
  define("versions", Object.freeze({ ...process.versions, electron: version }));
  define("type", "browser");
  define("resourcesPath", join(dirname(executable), "resources"));
  return module;
}

/** default_app's rules. @returns the entry file */
function findApp(): string {
  const userData = launch.switches.get("user-data-dir");
  if (userData) state.paths.set("userData", resolve(userData));
  const packaged = unpackedApp(process.execPath);
  state.packaged = packaged !== undefined;
  const given = packaged ?? launch.app;
  if (!given) {
    warn("no app given: electron <path>");
    process.exit(1);
  }
  if (!packaged) Object.defineProperty(process, "defaultApp", { value: true });
  const path = resolve(given);
  if (!statSync(path).isDirectory()) {
    state.appPath = dirname(path);
    return path;
  }
  const manifest = JSON.parse(readFileSync(join(path, "package.json"), "utf8")) as Record<string, string | undefined>;
  state.appPath = path;
  state.appName = manifest.productName ?? manifest.name ?? state.appName;
  state.appVersion = manifest.version ?? state.appVersion;
  return resolve(path, manifest.main ?? "index.js");
}

async function startChromium(): Promise<void> {
  const { followTargets } = await import("./targets.ts");
  removeDeadProfiles();
  const profile = mkdtempSync(join(tmpdir(), `cadran-standin-${process.pid}-`));
  process.on("exit", () => {
    // Chromium was just killed and may still write: give it a moment, whoever starts next cleans the rest.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60);
    removeQuietly(profile);
  });
  const debuggingPort = launch.switches.get("remote-debugging-port");
  const switches = [
    ...SWITCHES,
    `--user-data-dir=${profile}`,
    ...(process.env.STANDIN_HEADED ? [] : ["--headless=new"]),
    ...(debuggingPort === undefined ? [] : [`--remote-debugging-port=${debuggingPort}`]),
  ];
  const onStderrLine = (line: string) => {
    // Playwright waits for this line.
    if (line.startsWith("DevTools listening on ") && debuggingPort !== undefined) process.stderr.write(`${line}\n`);
    else log("chromium:", line);
  };
  await chromium.start(switches, onStderrLine, () => {
    if (state.quitting) return;
    warn("Chromium exited");
    app.exit(1);
  });
  await followTargets();
}

/** Left by runs that were killed. */
function removeDeadProfiles(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = PROFILE.exec(name)?.[1];
    if (pid && !existsSync(`/proc/${pid}`)) removeQuietly(join(tmpdir(), name));
  }
}

function removeQuietly(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  } catch {
    // The next run tries again.
  }
}
