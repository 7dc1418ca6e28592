// One call of the contract from the command line: by the instance that runs, else by an engine run for it alone.
import { setTimeout as sleep } from "node:timers/promises";
import type { Reply } from "../../src-preload/contract/bridge.ts";
import { startEngineProcess } from "./engine-process.ts";
import { callInstance, findInstance, restartPatienceMs } from "./running-instance.ts";

const RETRY_MS = 300;
const PATIENCE_MS = 15_000;

/** Runs one call and leaves nothing running.
 *  @param data the data folder, absolute
 *  @throws Failure connection-lost, too-large, bug when the running instance cannot be spoken with */
export async function callOnce(data: string, name: string, input: unknown): Promise<Reply> {
  for (const startedMs = Date.now(); ; ) {
    const instance = await findInstance(data);
    if (instance !== undefined) return callInstance(instance, name, input);
    if (Date.now() - startedMs < (await restartPatienceMs(data))) {
      await sleep(RETRY_MS);
      continue;
    }
    const reply = await callOwnEngine(data, name, input);
    // Another engine has the folder but cannot be reached yet (it starts), or no longer (it stops): look again.
    if (!isTaken(reply) || Date.now() - startedMs > PATIENCE_MS) return reply;
    await sleep(RETRY_MS);
  }
}

async function callOwnEngine(data: string, name: string, input: unknown): Promise<Reply> {
  const engine = startEngineProcess(data, "cli");
  try {
    return await engine.call(name, input);
  } finally {
    await engine.close();
  }
}

function isTaken(reply: Reply): boolean {
  return "failure" in reply && reply.failure.reason === "second-instance";
}
