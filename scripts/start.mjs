// `npm start [-- --browser] [--data DIR] [--port N] [--demo-graph]`: Cadran in Electron when that can run here, else in the browser.
// Says in one line on standard output which, why and where.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { parsePort } from "../src-main/cli/command-line.ts";
import { askForAddress } from "../src-main/cli/open-address.ts";
import { defaultDataFolder } from "../src-main/host/default-folder.ts";
import { openInBrowser } from "../src-main/host/system-browser.ts";
import { startBrowserHost } from "../src-main/serve.ts";
import { addDemoAccount, startDemoGraph } from "./demo-graph.mjs";
import { ensureBuild } from "./ensure-build.mjs";
import { chooseHost, electronTrouble } from "./start-choice.ts";

const root = join(import.meta.dirname, "..");
const DOWNLOAD_TIMEOUT_MS = 60_000;
/** An Electron that lives this long has its window. */
const SETTLED_MS = 4000;

async function main() {
  const { values } = parseArgs({
    options: {
      browser: { type: "boolean" },
      data: { type: "string" },
      port: { type: "string", default: "0" },
      "demo-graph": { type: "boolean" },
    },
  });
  const { env, platform } = process;
  const port = parsePort(values.port);
  if (!(await ensureBuild())) return 1;
  const demo = values["demo-graph"] ? await startDemoGraph() : undefined;
  const data = values.data
    ? resolve(values.data)
    : (demo?.data ?? defaultDataFolder({ env, platform, home: homedir() }));
  if (demo) void addDemoAccount(data);
  try {
    return await run(values, data, port);
  } finally {
    demo?.stop();
  }
}

/** @returns the exit code */
async function run(values, data, port) {
  const { env, platform } = process;

  const isRoot = process.getuid?.() === 0;
  let { host, reason } = chooseHost({ isBrowserAsked: values.browser === true, platform, env, isRoot });
  if (host === "electron") {
    const binary = electronBinary();
    const end =
      binary === undefined
        ? { trouble: "Electron's binary cannot be downloaded here" }
        : await runElectron(binary, data, reason);
    if (end.trouble === undefined) return end.code;
    reason = end.trouble;
  }
  return runBrowserHost(data, port, reason);
}

/** The path of Electron's binary, downloaded when it is not here yet; undefined when that fails. */
function electronBinary() {
  if (process.env.ELECTRON_EXEC_PATH) return process.env.ELECTRON_EXEC_PATH;
  const folder = join(root, "node_modules/electron");
  const locate = () => {
    const pathFile = join(folder, "path.txt");
    if (!existsSync(pathFile)) return undefined;
    const binary = join(
      process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, "dist"),
      readFileSync(pathFile, "utf8"),
    );
    return existsSync(binary) ? binary : undefined;
  };
  if (!existsSync(join(folder, "install.js"))) return undefined;
  if (locate() === undefined) {
    process.stderr.write("Downloading Electron ...\n");
    spawnSync(process.execPath, [join(folder, "install.js")], { stdio: "ignore", timeout: DOWNLOAD_TIMEOUT_MS });
  }
  return locate();
}

/** Runs Electron to its end. @returns its exit code, or the trouble that kept it from running */
function runElectron(binary, data, reason) {
  return new Promise((done) => {
    const startedMs = Date.now();
    const child = spawn(binary, [root, "--data", data], { stdio: "inherit" });
    const settled = setTimeout(() => process.stdout.write(`Cadran runs in Electron (${reason}).\n`), SETTLED_MS);
    const end = (code, signal) => {
      clearTimeout(settled);
      const trouble = Date.now() - startedMs < SETTLED_MS ? electronTrouble(code, signal) : undefined;
      done({ trouble, code: code ?? 1 });
    };
    child.once("error", (error) => end(error.code === "EACCES" ? 126 : 127, null));
    child.once("exit", end);
    // Ctrl+C reaches Electron by itself; this process only waits for it. A plain SIGTERM is passed on.
    process.on("SIGINT", () => {});
    process.on("SIGTERM", () => child.kill("SIGTERM"));
  });
}

async function runBrowserHost(data, port, reason) {
  const host = await startBrowserHost({ data, port }).catch(async (error) => {
    if (error.reason !== "second-instance") throw error;
    // Already running for a browser: a fresh address is what was wanted.
    const running = await askForAddress(data).catch(() => undefined);
    if (running === undefined) throw error;
    process.stdout.write(`Cadran already runs in your browser: ${running.url}\n`);
  });
  if (host === undefined) return 0;
  process.stdout.write(`Cadran runs in your browser (${reason}): ${host.url}\n`);
  openInBrowser(host.url, process.platform, process.env);
  const failure = await host.untilEnd();
  if (failure === undefined) return 0;
  process.stderr.write(`${failure.message}\n`);
  return 1;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  },
);
