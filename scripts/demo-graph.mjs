// `npm start -- --demo-graph`: a Microsoft account without a tenant. A local Graph and sign-in server run beside Cadran and
// end with it; what they hold is invented and forgotten.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { callOnce } from "../src-main/cli/one-call.ts";
import { findInstance } from "../src-main/cli/running-instance.ts";

const SERVER = join(import.meta.dirname, "../tests/servers/graph/main.ts");
const PATIENCE_MS = 60_000;
const POLL_MS = 500;

/** Starts the servers and points this process, and so the engine it starts, at them.
 *  @returns a data folder of its own, and the way to end it all */
export async function startDemoGraph() {
  const child = spawn(process.execPath, [SERVER], { stdio: ["ignore", "pipe", "inherit"] });
  const { graph, login, browser } = await firstLine(child);
  Object.assign(process.env, { CADRAN_GRAPH_URL: graph, CADRAN_LOGIN_URL: login, CADRAN_BROWSER: browser });
  const data = mkdtempSync(join(tmpdir(), "cadran-demo-graph-"));
  const stop = () => {
    child.kill("SIGTERM");
    rmSync(data, { recursive: true, force: true });
  };
  return { data, stop };
}

async function firstLine(child) {
  for await (const line of createInterface({ input: child.stdout })) return JSON.parse(line);
  throw new Error("the local Graph did not start");
}

/** Signs in as soon as Cadran runs on that folder: the demo's browser does what a person would. */
export async function addDemoAccount(data) {
  for (const startedMs = Date.now(); Date.now() - startedMs < PATIENCE_MS; ) {
    if ((await findInstance(data)) !== undefined) {
      const reply = await callOnce(data, "accounts.add", { kind: "microsoft" });
      if ("failure" in reply) process.stderr.write(`${reply.failure.message}\n`);
      return;
    }
    await new Promise((done) => setTimeout(done, POLL_MS));
  }
}
