// An engine process that a test can kill; the next call starts the next one.
import { resolve } from "node:path";
import { childProcessEngine } from "../../src-main/host/child-process.ts";
import { type EngineChild, EngineClient } from "../../src-main/host/engine-client.ts";
import type { Input, Output } from "../../src-preload/contract/contract.ts";
import type { CallName } from "../../src-preload/contract/names.ts";
import { MIGRATIONS } from "../support/migrations.ts";

/** The soak names the built one: it is there sooner. */
const ENGINE = process.env.CADRAN_ENGINE_FILE ?? resolve(import.meta.dirname, "../../src-main/engine/process.ts");

export interface KillableEngine {
  call<C extends CallName>(name: C, input: Input<C>): Promise<Output<C>>;
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** @param more added to the environment */
export function killableEngine(folder: string, more: Readonly<Record<string, string>> = {}): KillableEngine {
  let child: EngineChild | undefined;
  // No bus, no keychain: the password is gone with the process, as on a bare server.
  const { DBUS_SESSION_BUS_ADDRESS: _, DISPLAY: __, ...rest } = process.env;
  const env = { ...rest, ...more };
  const args = ["--data", folder, "--migrations", MIGRATIONS, "--host", "browser", "--version", "test"];
  // A client of its own for each: one client gives up on an engine that dies five times in a minute.
  const start = () =>
    new EngineClient(() => {
      child = childProcessEngine(ENGINE, args, env);
      return child;
    });
  let client = start();
  return {
    async kill() {
      const dead = new Promise<void>((resolve) => child?.onExit(() => resolve()));
      child?.kill();
      // At once, or it would start another by itself.
      const ended = client.close();
      await dead;
      await ended;
      client = start();
    },
    async call(name, input) {
      const reply = await client.call(name, input);
      if ("failure" in reply) throw Object.assign(new Error(reply.failure.message), reply.failure);
      return reply.ok as Output<typeof name>;
    },
    close: () => client.close(),
  };
}
