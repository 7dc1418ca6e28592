// The engine as Electron's utility process: SQL and parsing never block the windows, and a crash takes nothing else along.
import { utilityProcess } from "electron";
import type { EngineChild } from "../engine-client.ts";

/** Starts the engine's entry file; its output is ours. Needs the app to be ready. */
export function utilityProcessEngine(modulePath: string, args: readonly string[]): EngineChild {
  const child = utilityProcess.fork(modulePath, [...args], { serviceName: "Cadran engine", stdio: "inherit" });
  return {
    post: (message) => child.postMessage(message),
    listen: (listener) => void child.on("message", listener),
    onExit: (listener) => void child.once("exit", listener),
    kill: () => {
      // Its own kill() asks nicely (SIGTERM), which an engine that hangs does not hear.
      if (child.pid !== undefined) process.kill(child.pid, "SIGKILL");
    },
  };
}
