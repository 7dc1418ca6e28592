// Loaded into the engine's process before its own code (`--import`): how long its event loop was held up, written every second to
// the file that CADRAN_BENCH_DELAY names. JavaScript: the process that is measured loads no compiler.
import { writeFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { isMainThread } from "node:worker_threads";

const file = process.env.CADRAN_BENCH_DELAY;

if (file !== undefined && isMainThread) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  // Resolution 1 ms is part of every sample.
  const ms = (nanoseconds) => Math.max(0, nanoseconds / 1e6 - 1);
  const write = () => {
    const said = { p50: ms(delay.percentile(50)), p99: ms(delay.percentile(99)), max: ms(delay.max) };
    writeFileSync(file, JSON.stringify(said));
  };
  write();
  setInterval(write, 1000).unref();
}
