// Entry of the engine's own process: Electron's utility process or a plain child, told apart by its port.
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { toFailure } from "../../src-preload/contract/failure.ts";
import type { Capability } from "../../src-preload/contract/settings.ts";
import type { Port } from "../ports.ts";
import type { HostFacts } from "./facts.ts";
import { type RunningEngine, runEngine } from "./run.ts";

/** Electron's side of a utility process (`process.parentPort`); declared here because the engine does not know Electron. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: "message", listener: (event: { data: unknown }) => void): void;
}

function openPort(): Port {
  const parent = (process as { parentPort?: ParentPort }).parentPort;
  const listeners = new Set<(message: unknown) => void>();
  const deliver = (message: unknown) => {
    for (const listener of listeners) listener(message);
  };
  if (parent) parent.on("message", ({ data }) => deliver(data));
  else process.on("message", deliver);
  return {
    post(message) {
      if (parent) parent.postMessage(message);
      // A host that died hears nothing more; the disconnect that follows ends this process in order.
      else if (process.connected) process.send?.(message, undefined, undefined, () => {});
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function main(): void {
  const { values } = parseArgs({
    options: {
      data: { type: "string", default: "." },
      migrations: { type: "string", default: resolve(import.meta.dirname, "../../resources/migrations") },
      host: { type: "string", default: "browser" },
      version: { type: "string", default: "0.0.0" },
      // What the host offers beyond a page.
      can: { type: "string", multiple: true, default: [] },
      downloads: { type: "string", default: join(homedir(), "Downloads") },
    },
  });
  const host = values.host as HostFacts["host"];
  const facts: HostFacts = {
    ...{ host, version: values.version, capabilities: values.can as Capability[] },
    downloads: resolve(values.downloads),
  };
  const port = openPort();
  let engine: RunningEngine | undefined;
  const quit = async () => {
    await engine?.close();
    process.exit(0);
  };
  // Ctrl+C reaches the whole terminal group; the host closes the engine in its own time.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => void quit());
  process.on("disconnect", () => void quit());
  runEngine({ folder: resolve(values.data), migrations: resolve(values.migrations), facts }, port).then(
    (running) => {
      engine = running;
      void running.closed.then(() => process.exit(0));
    },
    (error: unknown) => {
      const failure = toFailure(error);
      // Damage is no refusal: the host starts another engine, and that one goes back to a backup.
      if (failure.reason !== "damaged") port.post({ t: "refused", failure: failure.toData() });
      // Let the message leave before the process does.
      setTimeout(() => process.exit(1), 50);
    },
  );
}

main();
