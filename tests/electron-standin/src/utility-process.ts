// utilityProcess: a real child process with Electron's parentPort inside.
import { type ChildProcess, fork } from "node:child_process";
import { EventEmitter } from "node:events";
import { join } from "node:path";
import type * as Electron from "electron";
import { failLoudly } from "./fail-loudly.ts";
import { appEvents, needReady } from "./state.ts";

/** Node itself: process.execPath says "electron" once the stand-in runs. */
const node = process.execPath;

const running = new Map<UtilityProcess, string>();

class UtilityProcess extends EventEmitter implements Pick<Electron.UtilityProcess, "pid" | "postMessage" | "kill"> {
  readonly #child: ChildProcess;

  constructor(child: ChildProcess, name: string) {
    super();
    this.#child = child;
    running.set(this, name);
    child.on("spawn", () => this.emit("spawn"));
    child.on("message", (message) => this.emit("message", message));
    child.on("exit", (code) => {
      running.delete(this);
      if (code !== 0)
        appEvents.emit("child-process-gone", { type: "Utility", reason: "crashed", exitCode: code ?? 1, name });
      this.emit("exit", code ?? 1);
    });
    process.on("exit", () => child.kill("SIGKILL"));
  }

  get pid(): number | undefined {
    return this.#child.exitCode === null && this.#child.signalCode === null ? this.#child.pid : undefined;
  }

  postMessage(message: unknown, transfer: unknown[] = []): void {
    if (transfer.length > 0) throw new Error("electron stand-in: MessagePort transfer is not implemented");
    this.#child.send(structuredClone(message) as object, () => {});
  }

  kill(): boolean {
    return this.#child.kill();
  }
}
failLoudly(UtilityProcess.prototype, "UtilityProcess");

export const utilityProcess = {
  fork(modulePath: string, args: string[] = [], options: Electron.ForkOptions = {}): UtilityProcess {
    needReady("utilityProcess.fork");
    if (options.stdio !== "inherit") throw new Error("electron stand-in: utilityProcess stdio other than inherit");
    const child = fork(modulePath, args, {
      execPath: node,
      execArgv: ["--disable-warning=ExperimentalWarning", "--import", join(import.meta.dirname, "utility-child.ts")],
      serialization: "advanced",
      env: (options.env as NodeJS.ProcessEnv | undefined) ?? process.env,
      cwd: options.cwd,
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    return new UtilityProcess(child, options.serviceName ?? "Node Utility Process");
  },
};

/** For app.getAppMetrics. */
export function utilityMetrics(): Electron.ProcessMetric[] {
  return [...running].map(([{ pid = 0 }, name]) => ({ pid, type: "Utility", name }) as Electron.ProcessMetric);
}
