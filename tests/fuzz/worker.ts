// One target in a thread of its own: every input is left where the watch can read it before it is tried.
import { parentPort, workerData } from "node:worker_threads";
import { type FuzzTarget, type FuzzWish, shown } from "./target.ts";
import { slate } from "./watch.ts";

interface Job {
  readonly targets: string;
  readonly name: string;
  readonly wish: Omit<FuzzWish, "before">;
  readonly memory: SharedArrayBuffer;
}

const { targets, name, wish, memory } = workerData as Job;
const { TARGETS } = (await import(targets)) as { readonly TARGETS: readonly FuzzTarget[] };
const found = TARGETS.find((one) => one.name === name);
if (!found) throw new Error(`no target ${shown(name)}`);
const { note } = slate(memory);
parentPort?.postMessage(await found.fuzz({ ...wish, before: note }));
