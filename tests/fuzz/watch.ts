// Runs a target in a thread and watches it from outside: who makes no progress is ended, and the input that held it up is known.
import { Worker } from "node:worker_threads";
import type { Found, FuzzResult, FuzzWish } from "./target.ts";

const LOOK_MS = 100;
/** Inputs are noted up to this size. */
const ROOM = 1_048_576;
const HEAP = { maxOldGenerationSizeMb: 1_024 };
/** After so many hangs of one target enough is known. */
const MAX_HANGS = 3;

/** What a thread writes and the watch reads: how many inputs were begun, and the one that is being tried. */
export function slate(memory = new SharedArrayBuffer(8 + ROOM)) {
  const marks = new Int32Array(memory, 0, 2);
  const bytes = new Uint8Array(memory, 8);
  const encoder = new TextEncoder();
  return {
    memory,
    note: (input: string) => {
      // Not into shared memory at once: encodeInto does not take it everywhere.
      const text = encoder.encode(input).subarray(0, ROOM);
      bytes.set(text);
      Atomics.store(marks, 1, text.length);
      Atomics.add(marks, 0, 1);
    },
    begun: () => Atomics.load(marks, 0),
    input: () => new TextDecoder().decode(bytes.slice(0, Atomics.load(marks, 1))),
  };
}

/** Runs one target to its end; after a hang or a fall of the thread it goes on with other inputs.
 *  @param targets URL of the module that has the targets */
export async function watched(targets: string, name: string, wish: FuzzWish): Promise<FuzzResult> {
  let total: FuzzResult = { target: name, inputs: 0, rejected: 0, slowestMs: 0 };
  for (let round = 0; total.inputs < wish.count && round < MAX_HANGS; round++) {
    const seed = wish.seed + round;
    const one = await once(targets, name, { ...wish, seed, count: wish.count - total.inputs });
    const first = {
      ...((one.exception ?? total.exception) ? { exception: total.exception ?? one.exception } : {}),
      ...((one.hang ?? total.hang) ? { hang: total.hang ?? one.hang } : {}),
    };
    total = {
      target: name,
      inputs: total.inputs + one.inputs,
      rejected: total.rejected + one.rejected,
      slowestMs: Math.max(total.slowestMs, one.slowestMs),
      ...first,
    };
    if (total.exception) break;
  }
  return total;
}

function once(targets: string, name: string, { seed, count, limitMs }: FuzzWish): Promise<FuzzResult> {
  const { memory, begun, input } = slate();
  const wish = { seed, count, limitMs };
  const worker = new Worker(new URL("./worker.ts", import.meta.url), {
    workerData: { targets, name, wish, memory },
    resourceLimits: HEAP,
  });
  return new Promise((resolve) => {
    let [last, since] = [0, performance.now()];
    const end = (result: FuzzResult) => {
      clearInterval(look);
      resolve(result);
      void worker.terminate();
    };
    const cut = (what: "hang" | "exception", found: Found) =>
      end({
        target: name,
        inputs: Math.max(begun(), 1),
        rejected: 0,
        slowestMs: performance.now() - since,
        [what]: found,
      });
    const look = setInterval(() => {
      const now = begun();
      if (now !== last) [last, since] = [now, performance.now()];
      // Before the first input it is only starting.
      else if (now > 0 && performance.now() - since > limitMs)
        cut("hang", { input: input(), why: `no end within ${limitMs} ms`, seed });
    }, LOOK_MS);
    worker.on("message", end);
    // What nobody caught, and memory that ran out.
    worker.on("error", (error: Error) =>
      cut("exception", { input: input(), why: `uncaught: ${error.stack ?? error}`, seed }),
    );
  });
}
