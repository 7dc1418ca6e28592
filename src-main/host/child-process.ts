// The engine as a plain child process, for the hosts that run without Electron.
import { fork } from "node:child_process";
import type { EngineChild } from "./engine-client.ts";

/** New objects get 4 MB at a time instead of up to 64: a first sync of mail takes a fifth less memory, and no longer. */
const HEAP = ["--max-semi-space-size=4"];

/** Starts the engine's entry file under this Node. Values cross as structured clones; its stderr is ours.
 *  @param env replaces the environment */
export function childProcessEngine(modulePath: string, args: readonly string[], env: NodeJS.ProcessEnv): EngineChild {
  const child = fork(modulePath, args, {
    env,
    execArgv: HEAP,
    detached: false,
    serialization: "advanced",
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  return {
    // A send to a process that is just dying reports to the callback; its exit tells the rest.
    post: (message) => void child.send(message as object, () => {}),
    listen: (listener) => void child.on("message", listener),
    onExit: (listener) => {
      child.once("exit", listener);
      child.on("error", () => {
        if (child.pid === undefined) listener(null);
      });
    },
    kill: () => void child.kill("SIGKILL"),
  };
}
