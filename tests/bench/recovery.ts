// How long one waits for an engine that crashed or hangs, with 100,000 events in its file: the built engine, watched as by both hosts.
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { fillStore } from "./agenda.ts";
import { openEngine } from "./engine-process.ts";
import { type Measure, measure } from "./measure.ts";

const ENSURE_BUILD = resolve(import.meta.dirname, "../../scripts/ensure-build.mjs");
const BUILT = resolve(import.meta.dirname, "../../out/main/process.js");
/** Each with a host of its own: one that sees crash after crash waits longer each time. */
const CRASHES = 5;
/** A hang is noticed after half a minute at most. */
const HANGS = 3;
const GOAL_S = 2;

interface Recovery {
  /** From the fault until the host knew, and from then to the first answer; s. */
  readonly noticed: number;
  readonly back: number;
}

export async function benchRecovery(folder: string): Promise<Measure[]> {
  if (spawnSync(process.execPath, [ENSURE_BUILD], { stdio: ["ignore", 2, 2] }).status !== 0)
    throw new Error("there is no build");
  mkdirSync(folder, { recursive: true });
  fillStore(join(folder, "cadran.sqlite"));
  const crashes = await recoveries(folder, "SIGKILL", CRASHES);
  // No signal stops a process on Windows.
  const hangs = process.platform === "win32" ? [] : await recoveries(folder, "SIGSTOP", HANGS);
  return [
    measure("engine back after a crash, to the first answer", "s", crashes.map(wholeOf), GOAL_S),
    ...(hangs.length === 0
      ? []
      : [
          measure(
            "engine back after a hang was noticed, to the first answer",
            "s",
            hangs.map(({ back }) => back),
            GOAL_S,
          ),
          measure(
            "  a hang is noticed after",
            "s",
            hangs.map(({ noticed }) => noticed),
          ),
        ]),
  ];
}

const wholeOf = ({ noticed, back }: Recovery) => noticed + back;

async function recoveries(folder: string, fault: NodeJS.Signals, runs: number): Promise<Recovery[]> {
  const measured: Recovery[] = [];
  for (let run = 0; run < runs; run++) measured.push(await recover(folder, fault));
  return measured;
}

async function recover(folder: string, fault: NodeJS.Signals): Promise<Recovery> {
  const { call, pid, lost, close } = openEngine(folder, process.env, BUILT);
  try {
    await call("agenda.upcoming", { limit: 7 });
    const before = pid();
    const gone = lost();
    const faultMs = performance.now();
    process.kill(before, fault);
    await gone;
    const noticedMs = performance.now();
    await call("agenda.upcoming", { limit: 7 });
    const answeredMs = performance.now();
    if (pid() === before) throw new Error("the engine that was to stop answered");
    return { noticed: (noticedMs - faultMs) / 1_000, back: (answeredMs - noticedMs) / 1_000 };
  } finally {
    await close();
  }
}
