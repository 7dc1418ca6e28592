// The engine in a child process of this one, run from source: what `serve` keeps running and the command line runs for one call.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { childProcessEngine } from "../host/child-process.ts";
import { EngineClient } from "../host/engine-client.ts";

/** The checkout or installation that this file belongs to. */
export const ROOT = join(import.meta.dirname, "../..");

/** @param data the data folder, absolute */
export function startEngineProcess(data: string, host: "browser" | "cli"): EngineClient {
  const args = [
    ...["--data", data, "--migrations", join(ROOT, "resources/migrations")],
    ...["--host", host, "--version", packageVersion()],
  ];
  // Tests put a stand-in there, as in the Electron host.
  const entry = process.env.CADRAN_ENGINE_ENTRY || join(ROOT, "src-main/engine/process.ts");
  return new EngineClient(() => childProcessEngine(entry, args, process.env));
}

/** The version in package.json. */
export function packageVersion(): string {
  return String(JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).version);
}
