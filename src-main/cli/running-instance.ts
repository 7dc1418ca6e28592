// The Cadran that already runs on a data folder, found by its `cadran.lock` and reached by its loopback control server.
import { readFile } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import type { Reply } from "../../src-preload/contract/bridge.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import { readHostFile } from "../host/browser/host-file.ts";

/** One running engine, whichever host started it. */
export interface Instance {
  readonly port: number;
  readonly token: string;
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Long enough for an engine in the middle of a transaction. */
const PROBE_TIMEOUT_MS = 5000;
/** A browser host is known to be alive; of Electron there is no telling. */
const BROWSER_RESTART_MS = 15_000;
const ELECTRON_RESTART_MS = 3000;

/** Finds the instance on this folder.
 *  @returns undefined when there is none: no lock file, its process is gone, or its port does not answer to the token */
export async function findInstance(data: string): Promise<Instance | undefined> {
  const lock = await readLock(data);
  if (lock === undefined || !isAlive(lock.pid)) return undefined;
  // A pid and a port can both have found a new owner since; only Cadran knows the token.
  const probe = await post(lock, "/call/app.info", "{}", PROBE_TIMEOUT_MS).catch(() => undefined);
  return probe?.status === 200 ? lock : undefined;
}

/** Sends one call; takes as long as the engine takes.
 *  @throws Failure connection-lost when the instance stops meanwhile, too-large, bug */
export async function callInstance(instance: Instance, name: string, input: unknown): Promise<Reply> {
  const answer = await post(instance, `/call/${encodeURIComponent(name)}`, JSON.stringify(input)).catch((cause) => {
    throw new Failure("connection-lost", { host: "the running Cadran" }, { cause });
  });
  if (answer.status === 413) throw new Failure("too-large", { what: "request" });
  if (answer.status === 404) throw new Failure("unknown-call", { name });
  if (answer.status !== 200) throw new Failure("bug", { detail: `the running Cadran answered ${answer.status}` });
  return JSON.parse(answer.text);
}

/** One POST on 127.0.0.1.
 *  @param timeoutMs of silence; none when absent */
export function post(to: Instance, path: string, body: string, timeoutMs?: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${to.token}`,
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
    };
    // No agent: a kept connection would keep this process alive. No fetch: it gives up after five minutes.
    const options = { host: "127.0.0.1", port: to.port, path, method: "POST", headers, agent: false };
    const sent = request({ ...options, ...(timeoutMs && { timeout: timeoutMs }) }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString("utf8") }),
      );
    });
    sent.on("timeout", () => sent.destroy(new Error("no answer")));
    sent.on("error", reject);
    sent.end(body);
  });
}

/** Is there a process of this number? One of another user counts. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** A host whose engine died starts another within seconds, and finds its folder taken if the command line is quicker.
 *  @returns how long it is worth waiting for that in all; 0 when no host is left */
export async function restartPatienceMs(data: string): Promise<number> {
  const lock = await readLock(data);
  // A clean end removes the lock file, so a dead engine's file tells of a crash.
  if (lock === undefined || isAlive(lock.pid)) return 0;
  if (lock.host === "electron") return ELECTRON_RESTART_MS;
  const host = lock.host === "browser" ? await readHostFile(data) : undefined;
  return host !== undefined && isAlive(host.pid) ? BROWSER_RESTART_MS : 0;
}

async function readLock(data: string): Promise<(Instance & { pid: number; host: unknown }) | undefined> {
  try {
    const { pid, port, token, host } = JSON.parse(await readFile(join(data, "cadran.lock"), "utf8"));
    const isWhole = Number.isInteger(pid) && pid > 0 && Number.isInteger(port) && typeof token === "string";
    return isWhole ? { pid, port, token, host } : undefined;
  } catch {
    return undefined;
  }
}
