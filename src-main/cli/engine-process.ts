// The engine in a child process of this one, run from source: what `serve` keeps running and the command line runs for one call.
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { childProcessEngine } from "../host/child-process.ts";
import { downloadsFolder } from "../host/downloads-folder.ts";
import { EngineClient } from "../host/engine-client.ts";
import { openInBrowser } from "../host/system-browser.ts";

/** The checkout or installation that this file belongs to. */
export const ROOT = join(import.meta.dirname, "../..");

/** @param data the data folder, absolute */
export function startEngineProcess(data: string, host: "browser" | "cli"): EngineClient {
  const args = [
    ...["--data", data, "--migrations", join(ROOT, "resources/migrations")],
    ...["--host", host, "--version", packageVersion()],
    ...["--downloads", downloadsFolder(process.env, homedir())],
    // A page of the browser host shows Web Notifications; what else a desktop has, it has not.
    ...(host === "browser" ? ["--can", "notifications"] : []),
  ];
  // Tests put a stand-in there, as in the Electron host.
  const entry = process.env.CADRAN_ENGINE_ENTRY || join(ROOT, "src-main/engine/process.ts");
  const openPage = (url: string) => {
    // On the command line nobody else shows where to sign in.
    if (host === "cli") process.stderr.write(`Sign in on this page: ${url}\n`);
    openInBrowser(url, process.platform, process.env);
  };
  return new EngineClient(() => childProcessEngine(entry, args, process.env), openPage);
}

/** The version in package.json. */
export function packageVersion(): string {
  return String(JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).version);
}
