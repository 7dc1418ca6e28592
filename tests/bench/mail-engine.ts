// The engine as it is shipped: bundled, then run as a process of its own. As TypeScript it would hold the compiler as well.
import { join, resolve } from "node:path";
import { resolveConfig } from "electron-vite";
import { build } from "vite";

const ROOT = resolve(import.meta.dirname, "../..");

/** Bundles the engine and its worker beside what the app is built into, so that the same packages are found.
 *  @returns the engine's entry */
export async function buildEngine(): Promise<string> {
  const { config } = await resolveConfig({ root: ROOT, logLevel: "warn" }, "build", "production");
  const main = config?.main;
  if (!main) throw new Error("nothing to build");
  const outDir = join(ROOT, "out/bench");
  await build({ ...main, configFile: false, logLevel: "warn", build: { ...main.build, outDir, emptyOutDir: true } });
  return join(outDir, "process.js");
}
