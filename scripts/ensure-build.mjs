// Builds main, preload and page into out/ when that is missing or older than its sources. Writes to standard error only.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { staleReason } from "./build-freshness.ts";

const root = join(import.meta.dirname, "..");
const lockFile = join(root, "node_modules/.cache/cadran-build.lock");
const PATIENCE_MS = 120_000;

/** Two builds at once would tear each other's out/: the second waits, and then mostly finds nothing to do.
 *  @returns whether a build is there now */
export async function ensureBuild() {
  if (staleReason(root) === undefined) return true;
  const isLocked = await takeLock();
  try {
    const reason = staleReason(root);
    return reason === undefined || build(reason);
  } finally {
    if (isLocked) rmSync(lockFile, { force: true });
  }
}

function build(reason) {
  process.stderr.write(`Building Cadran (${reason}) ...\n`);
  const builder = join(root, "node_modules/electron-vite/bin/electron-vite.js");
  const run = spawnSync(process.execPath, [builder, "build", "--logLevel", "warn"], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (run.status === 0) return true;
  process.stderr.write(`${run.stdout}${run.stderr}\nThe build failed; its message is above.\n`);
  return false;
}

/** @returns false when the holder took too long, and the build goes on without */
async function takeLock() {
  mkdirSync(join(root, "node_modules/.cache"), { recursive: true });
  for (const deadlineMs = Date.now() + PATIENCE_MS; Date.now() < deadlineMs; ) {
    try {
      writeFileSync(lockFile, String(process.pid), { flag: "wx" });
      return true;
    } catch (error) {
      if (error.code !== "EEXIST") return false;
    }
    if (isHeld()) await sleep(200);
    else rmSync(lockFile, { force: true });
  }
  return false;
}

function isHeld() {
  try {
    const pid = Number(readFileSync(lockFile, "utf8"));
    // Empty: it is just being written.
    if (pid === 0) return true;
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

if (import.meta.main) process.exitCode = (await ensureBuild()) ? 0 : 1;
