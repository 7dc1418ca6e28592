// Is the build in out/ older than what it is made from?
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const SOURCES = [
  "src-main",
  "src-preload",
  "src-renderer",
  "resources/icons",
  "electron.vite.config.ts",
  "package-lock.json",
];
const OUTPUTS = ["out/main/main.js", "out/main/process.js", "out/preload/preload.cjs", "out/renderer/index.html"];

/** @param root of the checkout
 *  @returns why a build is needed; undefined when it is not */
export function staleReason(root: string): string | undefined {
  const outputs = OUTPUTS.map((path) => mtimeOf(join(root, path)));
  if (outputs.some((mtimeMs) => mtimeMs === undefined)) return "nothing is built yet";
  const oldestMs = Math.min(...outputs.map((mtimeMs) => mtimeMs ?? 0));
  const newer = SOURCES.find((path) => newestMs(join(root, path)) > oldestMs);
  return newer === undefined ? undefined : `${newer} changed`;
}

/** A folder's own time counts too: it changes when a file in it is deleted. */
function newestMs(path: string): number {
  const own = mtimeOf(path);
  if (own === undefined) return 0;
  if (!statSync(path).isDirectory()) return own;
  return readdirSync(path).reduce((newest, name) => Math.max(newest, newestMs(join(path, name))), own);
}

function mtimeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
}
