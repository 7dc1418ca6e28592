// A real engine process, and its calls.
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { childProcessEngine } from "../../src-main/host/child-process.ts";
import { EngineClient } from "../../src-main/host/engine-client.ts";
import type { Input, Output } from "../../src-preload/contract/contract.ts";
import type { CallName } from "../../src-preload/contract/names.ts";
import { MIGRATIONS } from "../support/migrations.ts";

const ENGINE = resolve(import.meta.dirname, "../../src-main/engine/process.ts");

export type Call = <C extends CallName>(name: C, input: Input<C>) => Promise<Output<C>>;

/** @param env its environment; ours when absent. @param entry its file; the TypeScript one when absent */
export function openEngine(
  folder: string,
  env = process.env,
  entry = ENGINE,
): { call: Call; pid: () => number; lost: () => Promise<void>; close: () => Promise<void> } {
  const args = ["--data", folder, "--migrations", MIGRATIONS, "--host", "browser", "--version", "bench"];
  const client = new EngineClient(() => childProcessEngine(entry, args, env));
  return {
    call: async (name, input) => {
      const reply = await client.call(name, input);
      if ("failure" in reply) throw new Error(`${name}: ${reply.failure.message}`);
      return reply.ok as Output<typeof name>;
    },
    // Whoever holds a data folder says so in it.
    pid: () => JSON.parse(readFileSync(join(folder, "cadran.lock"), "utf8")).pid as number,
    // The host has noticed that it is gone.
    lost: () =>
      new Promise((resolve) => {
        const undo = client.onConnection((connected) => {
          if (connected) return;
          queueMicrotask(() => undo());
          resolve();
        });
      }),
    close: () => client.close(),
  };
}
